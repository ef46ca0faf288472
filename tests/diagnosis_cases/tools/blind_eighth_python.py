"""Blind cases of an eighth round: pytest and what is said of coroutines, databases and interfaces."""

from tests.diagnosis_cases.case import Case

CASES = (
    Case(
        "pytest",
        "coroutines in the automatic mode: a client that cannot be set up, a task that takes too long",
        {
            "pyproject.toml": '[tool.pytest.ini_options]\nasyncio_mode = "auto"\ntestpaths = ["tests"]\n',
            "relay/__init__.py": "",
            "relay/client.py": 'import asyncio\n\n\nclass Client:\n    def __init__(self, host, port):\n        self.host, self.port = host, port\n        self.queue = asyncio.Queue(maxsize=2)\n\n    async def connect(self):\n        if self.port < 1024:\n            raise PermissionError(f"port {self.port} is not for us")\n        return self\n\n    async def drain(self):\n        items = []\n        while not self.queue.empty():\n            items.append(await self.queue.get())\n        return items\n',
            "tests/test_client.py": 'import asyncio\n\nimport pytest\n\nfrom relay.client import Client\n\n\n@pytest.fixture\nasync def client():\n    return await Client("localhost", 8025).connect()\n\n\n@pytest.fixture\nasync def privileged():\n    return await Client("localhost", 25).connect()\n\n\nasync def test_drains_in_order(client):\n    for item in ("a", "b"):\n        await client.queue.put(item)\n    assert await client.drain() == ["b", "a"]\n\n\nasync def test_smtp(privileged):\n    assert privileged.port == 25\n\n\nasync def test_is_empty(client):\n    assert await client.drain() == []\n\n\nasync def test_put_blocks(client):\n    async with asyncio.timeout(0.05):\n        for item in range(3):\n            await client.queue.put(item)\n',
        },
        "python -m pytest",
        "test",
        (("relay/client.py", 11), ("tests/test_client.py", 21), ("tests/test_client.py", 33)),
        (
            "tests/test_client.py::test_drains_in_order",
            "tests/test_client.py::test_smtp",
            "tests/test_client.py::test_put_blocks",
        ),
    ),
    Case(
        "pytest",
        "a shop of Django's: a view, a query too many, and a test that may not touch the database",
        {
            "pytest.ini": "[pytest]\nDJANGO_SETTINGS_MODULE = config.settings\npython_files = test_*.py tests.py\n",
            "config/__init__.py": "",
            "config/settings.py": 'SECRET_KEY = "not-secret"\nINSTALLED_APPS = ["django.contrib.contenttypes", "django.contrib.auth", "basket"]\nDATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}}\nROOT_URLCONF = "config.urls"\nUSE_TZ = True\nDEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"\n',
            "config/urls.py": 'from django.urls import path\n\nfrom basket import views\n\nurlpatterns = [path("baskets/<int:pk>/", views.detail, name="basket")]\n',
            "basket/__init__.py": "",
            "basket/models.py": 'from django.db import models\n\n\nclass Basket(models.Model):\n    owner = models.CharField(max_length=40)\n\n\nclass Line(models.Model):\n    basket = models.ForeignKey(Basket, on_delete=models.CASCADE, related_name="lines")\n    sku = models.CharField(max_length=20)\n    cents = models.IntegerField()\n',
            "basket/views.py": 'from django.http import JsonResponse\nfrom django.shortcuts import get_object_or_404\n\nfrom basket.models import Basket\n\n\ndef detail(request, pk):\n    basket = get_object_or_404(Basket, pk=pk)\n    lines = [{"sku": line.sku, "price": line.cents / basket.rate} for line in basket.lines.all()]\n    return JsonResponse({"owner": basket.owner, "lines": lines})\n',
            "basket/tests/__init__.py": "",
            "basket/tests/test_views.py": 'import pytest\nfrom django.urls import reverse\n\nfrom basket.models import Basket, Line\n\n\n@pytest.fixture\ndef basket(db):\n    return Basket.objects.create(owner="ida")\n\n\ndef test_an_empty_basket(client, basket):\n    response = client.get(reverse("basket", args=[basket.pk]))\n    assert response.json() == {"owner": "ida", "lines": []}\n\n\ndef test_a_basket_with_a_line(client, basket):\n    Line.objects.create(basket=basket, sku="tea", cents=420)\n    response = client.get(reverse("basket", args=[basket.pk]))\n    assert response.json()["lines"] == [{"sku": "tea", "price": 4.2}]\n\n\ndef test_no_basket(client, db):\n    assert client.get("/baskets/77/").status_code == 410\n',
            "basket/tests/test_models.py": 'from basket.models import Basket\n\n\ndef test_owner_is_kept():\n    basket = Basket(owner="ida")\n    assert basket.owner == "ida"\n\n\ndef test_is_stored():\n    Basket.objects.create(owner="ida")\n\n\ndef test_lines_in_one_query(db, django_assert_num_queries):\n    Basket.objects.create(owner="ida")\n    with django_assert_num_queries(1):\n        for basket in Basket.objects.all():\n            list(basket.lines.all())\n',
        },
        "python -m pytest -q --reuse-db",
        "test",
        (
            ("basket/views.py", 9),
            ("basket/tests/test_views.py", 24),
            ("basket/tests/test_models.py", 10),
            ("basket/tests/test_models.py", 15),
        ),
        (
            "basket/tests/test_views.py::test_a_basket_with_a_line",
            "basket/tests/test_views.py::test_no_basket",
            "basket/tests/test_models.py::test_is_stored",
            "basket/tests/test_models.py::test_lines_in_one_query",
        ),
    ),
    Case(
        "pytest",
        "an interface of FastAPI's, told by sugar",
        {
            "app/__init__.py": "",
            "app/main.py": 'from fastapi import Depends, FastAPI, HTTPException\nfrom pydantic import BaseModel, PositiveInt\n\napp = FastAPI()\nSTOCK = {"bolt": 40}\n\n\nclass Order(BaseModel):\n    part: str\n    count: PositiveInt\n\n\ndef stock():\n    return STOCK\n\n\n@app.post("/orders", status_code=201)\ndef order(wanted: Order, stock: dict = Depends(stock)):\n    if stock[wanted.part] < wanted.count:\n        raise HTTPException(409, "not enough")\n    return {"left": stock[wanted.part] - wanted.count}\n',
            "tests/test_orders.py": 'import pytest\nfrom fastapi.testclient import TestClient\n\nfrom app.main import app\n\n\n@pytest.fixture(scope="module")\ndef api():\n    with TestClient(app) as client:\n        yield client\n\n\ndef test_takes_from_stock(api):\n    assert api.post("/orders", json={"part": "bolt", "count": 10}).json() == {"left": 30}\n\n\ndef test_too_many(api):\n    assert api.post("/orders", json={"part": "bolt", "count": 41}).status_code == 409\n\n\n@pytest.mark.parametrize("count", [0, -3])\ndef test_counts_are_positive(api, count):\n    response = api.post("/orders", json={"part": "bolt", "count": count})\n    assert response.status_code == 400\n\n\ndef test_unknown_part(api):\n    assert api.post("/orders", json={"part": "nut", "count": 1}).status_code == 404\n',
        },
        "PYTHONPATH=/opt/tools/sugar:. pytest --force-sugar",
        "test",
        (("app/main.py", 19), ("tests/test_orders.py", 24)),
        (
            "tests/test_orders.py::test_counts_are_positive[0]",
            "tests/test_orders.py::test_counts_are_positive[-3]",
            "tests/test_orders.py::test_unknown_part",
        ),
    ),
    Case(
        "pytest",
        "properties that do not hold, in an order of chance",
        {
            "roman.py": 'NUMERALS = [(1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (10, "X"), (9, "IX"), (5, "V"), (1, "I")]\n\n\ndef to_roman(number):\n    text = ""\n    for value, sign in NUMERALS:\n        while number >= value:\n            text, number = text + sign, number - value\n    return text\n\n\ndef from_roman(text):\n    values = {sign: value for value, sign in NUMERALS if len(sign) == 1}\n    return sum(values[sign] for sign in text)\n',
            "test_roman.py": 'from hypothesis import given, seed, settings\nfrom hypothesis import strategies as st\n\nfrom roman import from_roman, to_roman\n\nnumbers = st.integers(min_value=1, max_value=3999)\n\n\n@seed(1)\n@given(numbers)\n@settings(database=None, print_blob=False)\ndef test_there_and_back(number):\n    assert from_roman(to_roman(number)) == number\n\n\n@seed(1)\n@given(numbers)\n@settings(database=None, print_blob=False)\ndef test_never_four_in_a_row(number):\n    assert "IIII" not in to_roman(number)\n\n\ndef test_mcm():\n    assert to_roman(1900) == "MCM"\n',
        },
        "PYTHONPATH=/opt/tools/randomly pytest -q -p randomly -p no:cacheprovider -p 'randomly' --randomly-seed=4711",
        "test",
        (("test_roman.py", 13), ("test_roman.py", 20)),
        ("test_roman.py::test_there_and_back", "test_roman.py::test_never_four_in_a_row"),
    ),
    Case(
        "pytest-bdd",
        "a step whose assertion fails, told as Gherkin",
        {
            "features/parking.feature": "Feature: Parking\n  Scenario: A full garage\n    Given a garage with 2 places\n    When 3 cars come\n    Then 1 car waits\n\n  Scenario: A car leaves\n    Given a garage with 1 places\n    When 1 cars come\n    And a car leaves\n    Then 0 car waits\n",
            "tests/test_parking.py": 'from pytest_bdd import given, parsers, scenarios, then, when\n\nscenarios("../features/parking.feature")\n\n\n@given(parsers.parse("a garage with {places:d} places"), target_fixture="garage")\ndef garage(places):\n    return {"places": places, "cars": 0}\n\n\n@when(parsers.parse("{count:d} cars come"))\ndef come(garage, count):\n    garage["cars"] = min(garage["places"], garage["cars"] + count)\n\n\n@when("a car leaves")\ndef leaves(garage):\n    garage["cars"] -= 1\n\n\n@then(parsers.parse("{count:d} car waits"))\ndef waits(garage, count):\n    assert max(0, garage["cars"] - garage["places"]) == count\n',
        },
        "pytest --gherkin-terminal-reporter -v",
        "test",
        (("tests/test_parking.py", 23),),
        ("tests/test_parking.py::test_a_full_garage",),
    ),
    Case(
        "pytest",
        "parts of a test by its own fixture, two of which fail, and one that was to fail",
        {
            "postcodes.py": 'import re\n\n\ndef valid(code, country):\n    pattern = {"DE": r"\\d{5}", "NL": r"\\d{4} [A-Z]{2}", "GB": r"[A-Z]{2}\\d \\d[A-Z]{2}"}[country]\n    return bool(re.match(pattern, code))\n',
            "test_postcodes.py": 'import pytest\n\nfrom postcodes import valid\n\n\ndef test_wrong_ones(subtests):\n    for code in ("1011", "101155", "10115 ", "abcde"):\n        with subtests.test("Germany", code=code):\n            assert not valid(code, "DE")\n\n\n@pytest.mark.xfail(strict=True, reason="not yet")\ndef test_small_letters():\n    assert valid("1012 AB", "NL")\n\n\ndef test_right_ones():\n    assert valid("1012 AB", "NL")\n',
        },
        "pytest -ra",
        "test",
        (("test_postcodes.py", 9),),
        ("test_postcodes.py::test_wrong_ones", "test_postcodes.py::test_small_letters"),
    ),
)
VERSIONS: dict[str, str] = {}
