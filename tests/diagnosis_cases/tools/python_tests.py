"""pytest and unittest."""

from tests.diagnosis_cases.case import Case, with_shifted

CART = "def total(prices):\n    return sum(prices) + 1\n\n\ndef first(prices):\n    return prices[0]\n"
TEST = """from cart import first, total


def test_total():
    assert total([1, 2]) == 3


def test_fine():
    assert first([4]) == 4


class TestFirst:
    def test_empty(self):
        assert first([]) is None
"""
LIST = {"cart.py": CART, "test_cart.py": TEST}
BOTH = ("test_cart.py::test_total", "test_cart.py::TestFirst::test_empty")
MANY = """import pytest


@pytest.mark.parametrize("n", [1, 2, 3])
def test_odd(n):
    assert n % 2 == 1


@pytest.fixture
def broken():
    raise RuntimeError("no database")


def test_uses(broken):
    pass
"""
UNIT = """import unittest


class CartTest(unittest.TestCase):
    def test_total(self):
        self.assertEqual(3, 4)

    def test_fine(self):
        self.assertTrue(True)

    def test_raises(self):
        raise ValueError("boom")
"""


def _pytest(flags: str) -> Case:
    name, run = f"two fail, {flags or 'plain'}", f"pytest -p no:cacheprovider {flags}"
    return Case("pytest", name, LIST, run, "test", (("test_cart.py", 5), ("cart.py", 6)), BOTH, "#")


PYTEST = (
    *(_pytest(flags) for flags in ("", "-q", "-v", "--tb=short", "--tb=long -vv", "--color=yes", "-n 2")),
    Case(
        "pytest",
        "parameters and a fixture",
        {"test_many.py": MANY},
        "pytest -p no:cacheprovider",
        "test",
        (("test_many.py", 6), ("test_many.py", 11)),
        ("test_many.py::test_odd[2]", "test_many.py::test_uses"),
        "#",
    ),
    Case(
        "pytest",
        "a module is missing",
        {"test_x.py": "import nothing_here\n\n\ndef test_x():\n    pass\n"},
        "pytest -p no:cacheprovider",
        "test",
        (("test_x.py", 1),),
        (),
        "#",
    ),
    Case(
        "pytest",
        "it does not compile",
        {"test_x.py": "def test_x(:\n    pass\n"},
        "pytest -p no:cacheprovider",
        "test",
        (("test_x.py", 1),),
        (),
        "#",
    ),
    Case(
        "pytest",
        "an assertion on text",
        {"tests/test_t.py": "def test_t():\n    assert 'spam eggs' == 'spam ham'\n"},
        "pytest -p no:cacheprovider",
        "test",
        (("tests/test_t.py", 2),),
        ("tests/test_t.py::test_t",),
        "#",
    ),
    Case(
        "pytest", "no such file", {"test_x.py": ""}, "pytest -p no:cacheprovider nowhere.py", "configuration"
    ),
)
UNITTEST = (
    Case(
        "unittest",
        "one fails, one raises",
        {"test_cart.py": UNIT},
        "python -m unittest",
        "test",
        (("test_cart.py", 6), ("test_cart.py", 12)),
        ("test_cart.CartTest.test_total", "test_cart.CartTest.test_raises"),
        "#",
    ),
    Case(
        "unittest",
        "verbose",
        {"test_cart.py": UNIT},
        "python -m unittest -v",
        "test",
        (("test_cart.py", 6), ("test_cart.py", 12)),
        ("test_cart.CartTest.test_total", "test_cart.CartTest.test_raises"),
        "#",
    ),
)
CASES = with_shifted(
    (
        *PYTEST,
        *UNITTEST,
    )
)
VERSIONS = {"pytest": "pytest --version", "unittest": "python --version"}
