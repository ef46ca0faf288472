"""Blind cases of known tools in Python of a third round: other codes, folders, hooks, tables and paths than any case before."""

from tests.diagnosis_cases.case import Case

CASES = (
    Case(
        "pytest",
        "setup fails in a package below",
        {
            "shop/__init__.py": "",
            "shop/db.py": 'def connect(url):\n    if not url.startswith("sqlite:"):\n        raise ConnectionError(\n            f"cannot connect to {url}:\\nno driver"\n        )\n    return url\n',
            "conftest.py": "",
            "tests/unit/deep/test_orders.py": 'from shop.db import connect\n\n\nclass TestOrders:\n    def setup_method(self):\n        self.db = connect("mysql://db")\n\n    def test_opens(self):\n        assert self.db\n\n    def test_closes(self):\n        assert self.db\n',
        },
        "pytest -p no:cacheprovider",
        "test",
        (("shop/db.py", 3),),
        (
            "tests/unit/deep/test_orders.py::TestOrders::test_opens",
            "tests/unit/deep/test_orders.py::TestOrders::test_closes",
        ),
    ),
    Case(
        "pytest",
        "names and a path beyond ASCII",
        {
            "tests/größe/test_maße.py": 'import pytest\n\n\n@pytest.mark.parametrize("name", ["käse", "a b", "brot"])\ndef test_short(name):\n    assert len(name) == 3, f"{name} is long"\n'
        },
        "pytest -p no:cacheprovider -q",
        "test",
        (("tests/größe/test_maße.py", 6),),
        ("tests/größe/test_maße.py::test_short[k\\xe4se]", "tests/größe/test_maße.py::test_short[brot]"),
    ),
    Case(
        "pytest",
        "a fixture that is none, a file that does not import",
        {
            "tests/test_fixture.py": "import os\n\n\ndef test_uses(basket):\n    assert os.sep in basket\n",
            "tests/api/test_imports.py": "from decimal import Decimals\n\n\ndef test_never():\n    assert Decimals\n",
        },
        "pytest -p no:cacheprovider --continue-on-collection-errors -ra",
        "test",
        (("tests/test_fixture.py", 4), ("tests/api/test_imports.py", 1)),
        ("tests/test_fixture.py::test_uses",),
    ),
    Case(
        "pytest",
        "one takes too long",
        {
            "tests/test_slow.py": "import time\n\n\ndef wait():\n    time.sleep(20)\n\n\ndef test_waits():\n    wait()\n\n\ndef test_fine():\n    pass\n"
        },
        "pytest -p no:cacheprovider --timeout=1",
        "test",
        (("tests/test_slow.py", 5),),
        ("tests/test_slow.py::test_waits",),
    ),
    Case(
        "pytest",
        "warnings are errors, a difference of dictionaries",
        {
            "src/prices.py": 'import warnings\n\n\ndef price(of):\n    warnings.warn("use cost()", DeprecationWarning, stacklevel=1)\n    return 1\n',
            "src/test_prices.py": 'from prices import price\n\n\ndef test_price():\n    assert price("tea") == 1\n\n\ndef test_table():\n    table = {"tea": {"net": 1, "tax": [0, 7]}, "note": "one\\ntwo\\nthree"}\n    assert table == {"tea": {"net": 1, "tax": [0, 19]}, "note": "one\\n2\\nthree"}\n',
        },
        "pytest -p no:cacheprovider -W error -vv -n 2",
        "test",
        (("src/prices.py", 5), ("src/test_prices.py", 10)),
        ("src/test_prices.py::test_price", "src/test_prices.py::test_table"),
    ),
    Case(
        "unittest",
        "a module that does not import, one that does not set up",
        {
            "tests/__init__.py": "",
            "tests/test_a.py": "import unittest\n\nimport nowhere_at_all\n\n\nclass A(unittest.TestCase):\n    def test_a(self):\n        nowhere_at_all.f()\n",
            "tests/deep/__init__.py": "",
            "tests/deep/test_b.py": 'import unittest\n\n\ndef setUpModule():\n    raise OSError("no socket")\n\n\nclass B(unittest.TestCase):\n    def test_b(self):\n        self.assertTrue(True)\n',
        },
        "python -m unittest discover -s tests -t .",
        "test",
        (("tests/test_a.py", 3), ("tests/deep/test_b.py", 5)),
        ("tests.test_a", "tests.deep.test_b"),
    ),
    Case(
        "unittest",
        "texts, a coroutine, an end that fails",
        {
            "tests/__init__.py": "",
            "tests/test_text.py": 'import unittest\n\n\nclass TextTest(unittest.IsolatedAsyncioTestCase):\n    async def asyncTearDown(self):\n        if self._testMethodName == "test_closes":\n            raise RuntimeError("still open")\n\n    async def test_closes(self):\n        self.assertEqual(1, 1)\n\n    async def test_text(self):\n        self.assertMultiLineEqual("one\\ntwo\\n", "one\\n2\\n", "the receipt")\n\n    @unittest.expectedFailure\n    async def test_unexpected(self):\n        self.assertEqual(1, 1)\n',
        },
        "python -m unittest tests.test_text",
        "test",
        (("tests/test_text.py", 7), ("tests/test_text.py", 13)),
        (
            "tests.test_text.TextTest.test_closes",
            "tests.test_text.TextTest.test_text",
            "tests.test_text.TextTest.test_unexpected",
        ),
    ),
    Case(
        "doctest",
        "a text file",
        {
            "docs/guide.txt": 'How to add\n==========\n\n>>> prices = [1, 2]\n>>> sum(prices)\n4\n\nAnd how not:\n\n>>> prices["tea"]\n1\n'
        },
        "python -m doctest docs/guide.txt",
        "test",
        (("docs/guide.txt", 5), ("docs/guide.txt", 10)),
        ("guide.txt",),
    ),
    Case(
        "behave",
        "an outline, a hook",
        {
            "features/deep/cart.feature": "Feature: Cart\n\n  Background:\n    Given a cart\n\n  Scenario Outline: Adding some\n    When <n> are added\n    Then it holds <m>\n\n    Examples: sizes\n      | n | m |\n      | 1 | 1 |\n      | 2 | 3 |\n\n  @broken\n  Scenario: Opening\n    Then it holds 0\n",
            "features/environment.py": 'def before_scenario(context, scenario):\n    if "broken" in scenario.tags:\n        raise RuntimeError("no till")\n',
            "features/steps/cart.py": 'from behave import given, then, when\n\n\n@given("a cart")\ndef cart(context):\n    context.n = 0\n\n\n@when("{n:d} are added")\ndef added(context, n):\n    context.n += n\n\n\n@then("it holds {n:d}")\ndef holds(context, n):\n    assert context.n == n, f"{context.n}, not {n}"\n',
        },
        "behave --no-color features",
        "test",
        (("features/deep/cart.feature", 13), ("features/deep/cart.feature", 16)),
        ("Adding some -- @1.2 sizes", "Opening"),
    ),
    Case(
        "robot",
        "a suite that does not set up",
        {
            "tests/__init__.robot": "*** Settings ***\nDocumentation    All\n",
            "tests/orders/cart.robot": "*** Settings ***\nSuite Setup    Open The Till\n\n*** Test Cases ***\nAdds\n    Log    fine\n\nRemoves\n    Log    fine\n\n*** Keywords ***\nOpen The Till\n    Fail    the till is\n    ...    locked\n",
            "tests/prices.robot": "*** Test Cases ***\nIs Dear\n    [Template]    Should Be Equal\n    1    1\n    2    3\n    4    5\n",
        },
        "robot --output NONE --log NONE --report NONE tests",
        "test",
        (),
        ("Adds", "Removes", "Is Dear"),
    ),
    Case(
        "trial",
        "setting up fails, a deferred",
        {
            "tests/__init__.py": "",
            "tests/test_web.py": 'from twisted.internet import defer\nfrom twisted.trial import unittest\n\n\nclass WebTests(unittest.TestCase):\n    def test_later(self):\n        return defer.fail(ValueError("no answer"))\n\n    def test_listens(self):\n        self.assertIn("a", ["b"], "no such port")\n\n\nclass SetTests(unittest.TestCase):\n    def setUp(self):\n        self.db = {}["db"]\n\n    def test_reads(self):\n        pass\n',
        },
        "PYTHONPATH=. trial tests.test_web",
        "test",
        (("tests/test_web.py", 10), ("tests/test_web.py", 15)),
        (
            "tests.test_web.WebTests.test_later",
            "tests.test_web.WebTests.test_listens",
            "tests.test_web.SetTests.test_reads",
        ),
    ),
    Case(
        "unittest",
        "after others that passed",
        {
            "shop/__init__.py": "",
            "shop/cart.py": "def total(prices: list[int]) -> int:\n    return max(prices)\n",
            "test_cart.py": 'import unittest\n\nfrom shop.cart import total\n\n\nclass CartTest(unittest.TestCase):\n    def test_none(self) -> None:\n        self.assertEqual(0, total([]))\n\n    def test_error(self) -> None:\n        """An error that fails is no failure."""\n        print("ERROR: not really, src/nowhere.py:3: error: just a log line")\n        self.assertEqual(3, total([1, 2]))\n',
        },
        "black -q --check shop && flake8 shop && mypy --cache-dir=/dev/null shop && python -m unittest -v",
        "test",
        (("shop/cart.py", 2), ("test_cart.py", 13)),
        ("test_cart.CartTest.test_none", "test_cart.CartTest.test_error"),
    ),
)
VERSIONS: dict[str, str] = {}
