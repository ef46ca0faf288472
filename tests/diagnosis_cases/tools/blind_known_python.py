"""Blind cases of known tools in Python: mistakes and messages that no family was written after."""

from textwrap import dedent as text

from tests.diagnosis_cases.case import Case

FIXTURE = text("""\
    import pytest


    @pytest.fixture
    def cart():
        yield {"items": 0}
        raise RuntimeError("cannot close")


    @pytest.mark.parametrize("n", [1, 2, 3])
    def test_sizes(n):
        assert n % 2 == 1, "even"


    def test_with(cart):
        assert cart["items"] == 0


    def test_raises():
        with pytest.raises(KeyError):
            {"a": 1}["a"]
    """)
UNIT = text("""\
    import unittest

    class First(unittest.TestCase):
        @classmethod
        def setUpClass(cls):
            cls.db = open("nowhere.db")

        def test_a(self):
            pass

    class Second(unittest.TestCase):
        def test_b(self):
            for n in (1, 2):
                with self.subTest(n=n):
                    self.assertIn(n, [1])
    """)
CHAINED = text("""\
    def read(path):
        try:
            return open(path).read()
        except FileNotFoundError as error:
            raise ValueError("no settings") from error


    read("nowhere.ini")
    """)
PYTHON = (
    Case(
        "pytest",
        "a fixture's end, a parameter, nothing raised",
        {"tests/test_cart.py": FIXTURE},
        "pytest -p no:cacheprovider",
        "test",
        (("tests/test_cart.py", 7), ("tests/test_cart.py", 12), ("tests/test_cart.py", 20)),
        (
            "tests/test_cart.py::test_sizes[2]",
            "tests/test_cart.py::test_with",
            "tests/test_cart.py::test_raises",
        ),
    ),
    Case(
        "pytest",
        "short traces",
        {"tests/test_cart.py": FIXTURE},
        "pytest -p no:cacheprovider --tb=short -q",
        "test",
        (("tests/test_cart.py", 7), ("tests/test_cart.py", 12), ("tests/test_cart.py", 20)),
        (
            "tests/test_cart.py::test_sizes[2]",
            "tests/test_cart.py::test_with",
            "tests/test_cart.py::test_raises",
        ),
    ),
    Case(
        "pytest",
        "a line each",
        {"tests/test_cart.py": FIXTURE},
        "pytest -p no:cacheprovider --tb=line",
        "test",
        (("tests/test_cart.py", 12), ("tests/test_cart.py", 20)),
        (
            "tests/test_cart.py::test_sizes[2]",
            "tests/test_cart.py::test_with",
            "tests/test_cart.py::test_raises",
        ),
    ),
    Case(
        "pytest",
        "an unknown mark",
        {"test_a.py": "import pytest\n\n\n@pytest.mark.slwo\ndef test_a():\n    pass\n"},
        "pytest -p no:cacheprovider --strict-markers",
        "test",
        (("test_a.py", None),),
    ),
    Case(
        "pytest",
        "a broken conftest",
        {"conftest.py": "import nowhere_at_all\n", "test_a.py": "def test_a():\n    pass\n"},
        "pytest -p no:cacheprovider",
        "test",
        (("conftest.py", 1),),
    ),
    Case(
        "unittest",
        "a class that does not set up, a subtest",
        {"test_cart.py": UNIT},
        "python -m unittest",
        "test",
        (("test_cart.py", 6), ("test_cart.py", 15)),
        ("test_cart.First", "test_cart.Second.test_b"),
    ),
    Case("python", "a chain", {"run.py": CHAINED}, "python run.py", "build", (("run.py", 3), ("run.py", 5))),
    Case(
        "python",
        "an assertion",
        {"check.py": 'def check(n):\n    assert n > 2, "too few"\n\n\ncheck(1)\n'},
        "python check.py",
        "build",
        (("check.py", 2),),
    ),
    Case(
        "mypy",
        "a call, an override, notes",
        {
            "a.py": "class A:\n    def f(self, n: int) -> int:\n        return n\n\n\nclass B(A):\n    def f(self, n: str) -> int:\n        return 1\n\n\nA().g()\nA().f('x')\n"
        },
        "mypy --cache-dir=/dev/null --strict a.py",
        "types",
        (("a.py", 7), ("a.py", 11), ("a.py", 12)),
    ),
    Case(
        "ruff",
        "not formatted",
        {"src/a.py": "x = {  'a':1 }\n", "b.py": "y=1\n"},
        "ruff format --no-cache --check .",
        "format",
        (("src/a.py", None), ("b.py", None)),
    ),
    Case(
        "ruff",
        "it does not parse",
        {"a.py": "def f(:\n    pass\n"},
        "ruff check --no-cache a.py",
        "lint",
        (("a.py", 1),),
    ),
    Case(
        "ruff",
        "an unknown option",
        {"ruff.toml": "nowhere = 1\n", "a.py": ""},
        "ruff check --no-cache a.py",
        "configuration",
        (("ruff.toml", 1),),
    ),
    Case(
        "pylint", "it does not parse", {"a.py": "def f(:\n    pass\n"}, "pylint a.py", "lint", (("a.py", 1),)
    ),
    Case(
        "pip",
        "the project does not build",
        {
            "pyproject.toml": '[project]\nname = "shop"\nversion = "one"\n[build-system]\nrequires = []\nbuild-backend = "nowhere"\n'
        },
        "pip install --disable-pip-version-check --no-build-isolation --no-index . --target t",
        "dependency",
    ),
)
CASES = PYTHON
VERSIONS: dict[str, str] = {}
