"""Tests that are run again, and coverage that is too little: pytest's plugins and coverage.py."""

from tests.diagnosis_cases.case import Case, with_shifted

WOBBLY = """import pathlib

ONCE = pathlib.Path("once")


def test_steady():
    assert 1 + 1 == 2


def test_wobbly():
    first = not ONCE.exists()
    ONCE.touch()
    assert not first
"""
BROKEN = """

def test_broken():
    assert 1 + 1 == 3
"""
CART = """def total(prices):
    return sum(prices)


def first(prices):
    if not prices:
        return None
    return prices[0]
"""
TOTAL = "from cart import total\n\n\ndef test_total():\n    assert total([1, 2]) == 3\n"
COVERED = {"cart.py": CART, "test_total.py": TOTAL}
RERUNS = "pytest -p no:cacheprovider -p no:flaky --reruns 1"
FLAKY = "pytest -p no:cacheprovider -p no:rerunfailures --force-flaky --max-runs=2"


def _flaky(flags: str, tests: tuple[str, ...]) -> Case:
    """Nothing fails in the end, and the plugin is told to fail for that."""
    name = f"one passes on rerun, {flags or 'plain'}"
    run = f"{RERUNS} --fail-on-flaky {flags}"
    return Case("rerunfailures", name, {"test_cart.py": WOBBLY}, run, "flaky-suspect", (), tests)


def _both(tool: str, command: str, flags: str) -> Case:
    """One passes on rerun, another does not: that one is what failed."""
    return Case(
        tool,
        f"one passes on rerun, one fails, {flags or 'plain'}",
        {"test_cart.py": WOBBLY + BROKEN},
        f"{command} {flags}",
        "test",
        (("test_cart.py", 17),),
        ("test_cart.py::test_broken",),
        "#",
    )


def _short(tool: str, name: str, run: str, line: int | None = None) -> Case:
    """Too little of cart.py is covered; where the log tells which lines, from which on."""
    places = (("cart.py", line),) if line else ()
    return Case(tool, name, COVERED, run, "test", places)


WOBBLES = ("test_cart.py::test_wobbly",)
CASES = with_shifted(
    (
        _flaky("", ()),
        _flaky("-v", WOBBLES),
        _flaky("-rR", WOBBLES),
        *(_both("rerunfailures", RERUNS, flags) for flags in ("", "-v", "-rfR", "-v -n 2")),
        _both("flaky", FLAKY, ""),
        _short("pytest-cov", "too little", "pytest -p no:cacheprovider --cov=cart --cov-fail-under=90"),
        _short(
            "pytest-cov",
            "too little, the lines are told",
            "pytest -p no:cacheprovider -q --cov=cart --cov-report=term-missing --cov-fail-under=90",
            6,
        ),
        _short("coverage", "too little", "coverage run -m pytest -q && coverage report --fail-under=99"),
        _short(
            "coverage",
            "too little, the lines are told",
            "coverage run -m pytest -q && coverage report -m --fail-under=99",
            6,
        ),
    )
)
VERSIONS = {
    "rerunfailures": "python -c 'import importlib.metadata as m; print(m.version(\"pytest-rerunfailures\"))'",
    "flaky": "python -c 'import importlib.metadata as m; print(m.version(\"flaky\"))'",
    "pytest-cov": "python -c 'import importlib.metadata as m; print(m.version(\"pytest-cov\"))'",
    "coverage": "coverage --version",
}
