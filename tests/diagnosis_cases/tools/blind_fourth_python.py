"""Blind cases of a fourth round: Python's tools with other reporters, plugins, hooks and packages within packages."""

from tests.diagnosis_cases.case import Case

CASES = (
    Case(
        "pytest",
        "an end that fails, one that was to fail",
        {
            "conftest.py": """\
import pytest


@pytest.fixture
def station():
    yield "north"
    raise RuntimeError("the mast is down")
""",
            "tests/unit/test_station.py": """\
import pytest


def test_name(station):
    assert station == "north"


@pytest.mark.xfail(strict=True, reason="bug 7")
def test_fixed():
    assert True
""",
        },
        "pytest -p no:randomly -p no:cacheprovider --tb=short",
        "test",
        (("conftest.py", 7),),
        ("tests/unit/test_station.py::test_name", "tests/unit/test_station.py::test_fixed"),
    ),
    Case(
        "pytest",
        "two services side by side, odd ids",
        {
            "services/api/tests/test_readings.py": """\
import pytest


def parsed(text):
    kind, _, value = text.partition("=")
    if not value:
        raise ValueError(f"no value in {text!r}")
    return kind, float(value)


@pytest.mark.parametrize("text", ["t=1.5", "wind: 3/4", "a::b"], ids=str.upper)
def test_parsed(text):
    assert parsed(text)[1] == 1.5
""",
            "services/web/tests/test_page.py": """\
from unittest import mock


class TestPage:
    class TestHead:
        def test_title(self):
            render = mock.Mock(return_value="Rain")
            render("today")
            render.assert_called_once_with("tomorrow")
""",
        },
        "pytest -p no:randomly -p no:cacheprovider -n 3 -q --import-mode=importlib services",
        "test",
        (("services/api/tests/test_readings.py", 7), ("services/web/tests/test_page.py", 9)),
        (
            "services/api/tests/test_readings.py::test_parsed[WIND: 3/4]",
            "services/api/tests/test_readings.py::test_parsed[A::B]",
            "services/web/tests/test_page.py::TestPage::TestHead::test_title",
        ),
    ),
    Case(
        "pytest",
        "prints of a program that talks of errors",
        {
            "weather/__init__.py": "",
            "weather/feed.py": """\
import logging
import sys

log = logging.getLogger("weather.feed")


def fetch(url):
    print("Error: connection refused, trying again", file=sys.stderr)
    log.error("src/old.py:3: error: not a real one")
    print("FAIL but only once")
    return {"rain": 3, "wind": [1, 2, 3]}
""",
            "tests/test_feed.py": """\
from weather.feed import fetch


def test_fetch():
    assert fetch("x") == {"rain": 3, "wind": [1, 2, 4]}


def test_fine():
    assert fetch("y")["rain"] == 3
""",
        },
        "PYTHONPATH=. pytest -p no:randomly -p no:cacheprovider -rfE --durations=2",
        "test",
        (("tests/test_feed.py", 5),),
        ("tests/test_feed.py::test_fetch",),
    ),
    Case(
        "pytest",
        "coroutines, a property",
        {
            "tests/test_async.py": """\
import asyncio

from hypothesis import given, settings
from hypothesis import strategies as st


async def reading(n):
    await asyncio.sleep(0)
    if n > 1:
        raise LookupError(f"sensor {n}")
    return n


async def test_gather():
    assert [0, 1, 2] == await asyncio.gather(*(reading(n) for n in range(3)))


@settings(derandomize=True, database=None)
@given(st.lists(st.integers(0, 9)))
def test_sorted(values):
    assert sorted(values) == values
""",
        },
        "pytest -p no:randomly -p no:cacheprovider --asyncio-mode=auto --tb=auto",
        "test",
        (("tests/test_async.py", 10), ("tests/test_async.py", 21)),
        ("tests/test_async.py::test_gather", "tests/test_async.py::test_sorted"),
    ),
    Case(
        "pytest",
        "two files of one name",
        {
            "north/test_mast.py": "def test_up():\n    assert True\n",
            "south/test_mast.py": "def test_down():\n    assert True\n",
        },
        "pytest -p no:randomly -p no:cacheprovider north south",
        "test",
        (("south/test_mast.py", None),),
    ),
    Case(
        "pytest",
        "a file that does not parse, and one line each",
        {
            "tests/api/test_a.py": "def test_a():\n    assert 1 == 1\n\n\ndef test_b(:\n    pass\n",
            "tests/api/test_c.py": "def test_c():\n    rain = {}\n    assert rain['mm'] > 3\n",
        },
        "pytest -p no:randomly -p no:cacheprovider --continue-on-collection-errors --tb=line -q",
        "test",
        (("tests/api/test_a.py", 5), ("tests/api/test_c.py", 3)),
        ("tests/api/test_c.py::test_c",),
    ),
    Case(
        "unittest",
        "parts of a test, a class that does not set up, buffered",
        {
            "src/weather/__init__.py": "",
            "src/weather/units.py": "def celsius(f):\n    return (f - 30) * 5 / 9\n",
            "src/weather/tests/__init__.py": "",
            "src/weather/tests/test_units.py": '''\
import unittest

from weather.units import celsius


class UnitsTest(unittest.TestCase):
    def test_celsius(self):
        """Known points."""
        print("ERROR: only printed")
        for f, c in ((32, 0), (212, 100)):
            with self.subTest(f=f):
                self.assertAlmostEqual(c, celsius(f))

    def test_type(self):
        with self.assertRaisesRegex(TypeError, "unsupported"):
            celsius(1)


class StoreTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.path = open("/nowhere/at/all")

    def test_reads(self):
        self.fail("never")
''',
        },
        "cd src && python -m unittest discover -b -v -s weather/tests -t .",
        "test",
        (
            ("src/weather/tests/test_units.py", 12),
            ("src/weather/tests/test_units.py", 15),
            ("src/weather/tests/test_units.py", 22),
        ),
        (
            "weather.tests.test_units.UnitsTest.test_celsius",
            "weather.tests.test_units.UnitsTest.test_type",
            "weather.tests.test_units.StoreTest",
        ),
    ),
    Case(
        "tox",
        "an environment that lints, one that tests",
        {
            "tox.ini": "[tox]\nenv_list = lint, unit\n\n[testenv]\nskip_install = true\nallowlist_externals = *\n\n[testenv:lint]\ncommands = ruff check --no-cache weather\n\n[testenv:unit]\ncommands = pytest -p no:cacheprovider -p no:randomly -q tests\n",
            "weather/a.py": "import os\n\nRAIN = 3\n",
            "tests/test_a.py": "def test_rain():\n    rain = 3\n    assert rain == 4\n",
        },
        "tox run",
        "test",
        (("weather/a.py", 1), ("tests/test_a.py", 3)),
        ("tests/test_a.py::test_rain",),
    ),
    Case(
        "nox",
        "two sessions, one fails",
        {
            "noxfile.py": 'import nox\n\n\n@nox.session(venv_backend="none")\ndef lint(session):\n    session.run("python", "-c", "print(\'fine\')")\n\n\n@nox.session(venv_backend="none")\ndef typing(session):\n    session.run("mypy", "--strict", "--cache-dir=/dev/null", "weather")\n',
            "weather/__init__.py": "",
            "weather/a.py": "def mm(inches):\n    return inches * 25.4\n",
        },
        "nox -s lint typing",
        "types",
        (("weather/a.py", 1),),
    ),
)
VERSIONS: dict[str, str] = {}
