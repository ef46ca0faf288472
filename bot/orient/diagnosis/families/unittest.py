"""unittest; what tox and nox say of the commands they ran."""

from collections.abc import Sequence

from bot.orient.diagnosis.shapes import Family, Groups, Shape, rx


def _dotted(lines: Sequence[str], at: int, groups: Groups) -> Groups | None:
    """`test_total (tests.test_cart.CartTest)` as a dotted name, as Python 3.11 and newer print it in full."""
    name, suite = groups["test"], groups.get("suite", "")
    if name in ("setUpClass", "tearDownClass", "setUpModule", "tearDownModule"):
        return {**groups, "test": suite}
    dotted = suite if suite.split(".")[-1] == name else f"{suite}.{name}"
    return {**groups, "test": dotted.strip(".")}


def _failed(tell: str, word: str) -> Shape:
    return Shape(
        tell,
        rx(word + r": (?P<test>\w{1,200}) \((?P<suite>[\w.]{1,300})\)(?: .*)?$"),
        kind="test",
        tool="unittest",
        weight=90,
        extent="until",
        ends=rx(r"={60,}$|Ran \d"),
        most=40,
        trace=True,
        more=_dotted,
        before=1,
    )


FAMILY = Family(
    "unittest",
    (
        _failed("^FAI", "FAIL"),
        _failed("^ERR", "ERROR"),
        Shape("^FAI", rx(r"FAILED \((?:failures|errors)=.*$"), kind="test", tool="unittest", weight=50),
        Shape("^ERR", rx(r"ERROR: InvocationError for command (?P<message>.*)$"), tool="tox", weight=20),
        Shape("fail", rx(r"\S{1,60}: exit \d{1,3} \(.*$"), tool="tox", weight=20),
        Shape("^nox", rx(r"nox > (?P<message>Command .* failed with exit code.*)$"), tool="nox", weight=20),
    ),
)
