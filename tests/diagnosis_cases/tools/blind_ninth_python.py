"""Blind cases of a ninth round: runners of Python's tests.

The round's rule: of each tool that the promise names and that is there, one or two ordinary failures, called
as its own documentation calls it first, but for what it takes to run without a network.
"""

from tests.diagnosis_cases.case import Case

CASES = (
    Case(
        "pytest",
        "a shop's basket: a total, a refusal and a parametrised shipping rate",
        {
            "basket.py": 'SHIPPING = {"letter": 2, "parcel": 7, "pallet": 60}\n\n\nclass Basket:\n    def __init__(self):\n        self.rows = []\n\n    def add(self, title, cents, count=1):\n        if count < 0:\n            raise ValueError("count must not be negative")\n        self.rows.append((title, cents, count))\n\n    def total(self):\n        return sum(cents for _, cents, _ in self.rows)\n\n\ndef shipping(kind):\n    return SHIPPING[kind] * 100\n',
            "tests/test_basket.py": 'import pytest\n\nfrom basket import Basket, shipping\n\n\ndef test_total_counts_pieces():\n    basket = Basket()\n    basket.add("mug", 890, 3)\n    assert basket.total() == 2670\n\n\ndef test_none_is_refused():\n    with pytest.raises(ValueError):\n        Basket().add("mug", 890, 0)\n\n\n@pytest.mark.parametrize(("kind", "cents"), [("letter", 200), ("parcel", 650), ("courier", 1900)])\ndef test_shipping(kind, cents):\n    assert shipping(kind) == cents\n',
            "pyproject.toml": '[tool.pytest.ini_options]\npythonpath = ["."]\n',
        },
        "pytest",
        "test",
        (
            ("basket.py", 18),
            ("tests/test_basket.py", 9),
            ("tests/test_basket.py", 13),
            ("tests/test_basket.py", 19),
        ),
        (
            "tests/test_basket.py::test_total_counts_pieces",
            "tests/test_basket.py::test_none_is_refused",
            "tests/test_basket.py::test_shipping[parcel-650]",
            "tests/test_basket.py::test_shipping[courier-1900]",
        ),
    ),
    Case(
        "pytest",
        "a fixture that cannot be set up, and a module whose import is not there",
        {
            "conftest.py": 'import json\nfrom pathlib import Path\n\nimport pytest\n\n\n@pytest.fixture\ndef rates():\n    return json.loads(Path("rates.json").read_text())\n',
            "test_convert.py": 'def convert(amount, currency, rates):\n    return round(amount * rates[currency], 2)\n\n\ndef test_euros_to_francs(rates):\n    assert convert(10, "CHF", rates) == 9.6\n\n\ndef test_nothing_stays_nothing():\n    assert convert(0, "CHF", {"CHF": 0.96}) == 0\n',
            "test_invoice.py": 'from invoicing.pdf import render\n\n\ndef test_renders():\n    assert render([]) == b""\n',
        },
        "pytest --continue-on-collection-errors",
        "test",
        (("conftest.py", 9), ("test_invoice.py", 1)),
        ("test_convert.py::test_euros_to_francs",),
    ),
    Case(
        "unittest",
        "a booking's price, a class that is set up by a file, and a subtest",
        {
            "hotel/__init__.py": "",
            "hotel/booking.py": "from datetime import date\n\n\ndef nights(arrival: date, departure: date) -> int:\n    return (departure - arrival).days + 1\n\n\ndef price(arrival, departure, per_night):\n    return nights(arrival, departure) * per_night\n",
            "tests/__init__.py": "",
            "tests/test_booking.py": 'import unittest\nfrom datetime import date\n\nfrom hotel.booking import nights, price\n\n\nclass BookingTest(unittest.TestCase):\n    def test_one_night(self):\n        self.assertEqual(price(date(2024, 5, 1), date(2024, 5, 2), 80), 80)\n\n    def test_weeks(self):\n        for weeks in (1, 2):\n            with self.subTest(weeks=weeks):\n                self.assertEqual(nights(date(2024, 5, 1), date(2024, 5, 1 + 7 * weeks)), 7 * weeks)\n\n\nclass RoomTest(unittest.TestCase):\n    @classmethod\n    def setUpClass(cls):\n        cls.rooms = open("rooms.csv").read().splitlines()\n\n    def test_there_are_rooms(self):\n        self.assertTrue(self.rooms)\n',
        },
        "python -m unittest",
        "test",
        (("tests/test_booking.py", 9), ("tests/test_booking.py", 14), ("tests/test_booking.py", 20)),
        (
            "tests.test_booking.BookingTest.test_one_night",
            "tests.test_booking.BookingTest.test_weeks",
            "tests.test_booking.RoomTest",
        ),
    ),
    Case(
        "tox",
        "the tests of its environment",
        {
            "tox.ini": "[tox]\nenv_list = py311\nno_package = true\n\n[testenv]\ncommands = python -m unittest discover -v\n",
            "test_seed.py": 'import unittest\n\n\ndef germinate(kind, days):\n    return {"cress": 3, "bean": 8}[kind] <= days\n\n\nclass SeedTest(unittest.TestCase):\n    def test_cress_is_quick(self):\n        self.assertTrue(germinate("cress", 2))\n\n    def test_bean(self):\n        self.assertTrue(germinate("bean", 8))\n\n    def test_pea(self):\n        self.assertFalse(germinate("pea", 1))\n',
        },
        "tox",
        "test",
        (("test_seed.py", 5), ("test_seed.py", 10)),
        ("test_seed.SeedTest.test_cress_is_quick", "test_seed.SeedTest.test_pea"),
    ),
    Case(
        "nox",
        "a session of style and one of tests",
        {
            "noxfile.py": 'import nox\n\n\n@nox.session(venv_backend="none")\ndef lint(session):\n    session.run("flake8", "ferry.py")\n\n\n@nox.session(venv_backend="none")\ndef tests(session):\n    session.run("pytest", "-q")\n',
            "ferry.py": "import os\n\n\ndef capacity(cars, trucks):\n    return cars + 3*trucks\n",
            "test_ferry.py": "from ferry import capacity\n\n\ndef test_trucks_take_four():\n    assert capacity(2, 1) == 6\n",
        },
        "nox",
        "test",
        (("ferry.py", 1), ("test_ferry.py", 5)),
        ("test_ferry.py::test_trucks_take_four",),
    ),
)
VERSIONS: dict[str, str] = {}
