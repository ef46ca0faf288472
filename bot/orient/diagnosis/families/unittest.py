"""unittest, Trial, green, doctest, xdoctest; what tox and nox say of the commands they ran."""

from collections.abc import Sequence

from bot.orient.diagnosis.shapes import Family, Groups, Shape, rx
from bot.orient.diagnosis.traces import frame


def _dotted(lines: Sequence[str], at: int, groups: Groups) -> Groups | None:
    """`test_total (tests.test_cart.CartTest)` as a dotted name, as Python 3.11 and newer print it in full."""
    name, suite = groups["test"], groups.get("suite", "")
    if (
        "unittest.loader._FailedTest" in suite
        or "unittest.loader.ModuleSkipped" in suite
        or suite.startswith("nose2.loader.")
    ):
        return {**groups, "test": name}
    if name in ("setUpClass", "tearDownClass", "setUpModule", "tearDownModule"):
        return {**groups, "test": suite}
    dotted = suite if suite.split(".")[-1] == name else f"{suite}.{name}"
    return {**groups, "test": dotted.strip(".")}


def _raised(lines: Sequence[str], at: int, groups: Groups) -> Groups:
    """At the innermost frame that is no part of doctest itself."""
    return {**groups, **frame(lines, max(at - 30, 0), at)}


def _failed(tell: str, word: str) -> Shape:
    return Shape(
        tell,
        rx(word + r": (?P<test>\w[\w.]{0,200}) \((?P<suite>[\w.]{1,300})\)(?: .*)?$"),
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
        _failed("unexpected", "UNEXPECTED SUCCESS"),
        *(
            Shape(
                tell,
                rx(r"\[(?:FAIL|ERROR)\]$"),
                below=rx(r"(?P<test>[A-Za-z_]\w{0,100}(?:\.\w{1,200}){0,12})$"),
                reach=80,
                kind="test",
                tool="trial",
                weight=90,
                extent="until",
                ends=rx(r"={60,}$|-{60,}$"),
                most=60,
                trace=True,
            )
            for tell in ("^[FA", "^[ER")
        ),
        *(
            Shape(
                tell,
                rx(r"(?:Failure|Error) in (?P<test>[A-Za-z_]\w{0,100}(?:\.\w{1,200}){1,12})$"),
                kind="test",
                tool="green",
                weight=90,
                extent="until",
                ends=rx(r"(?:Failure|Error) in \S|Ran \d"),
                most=60,
                trace=True,
            )
            for tell in ("^Fai", "^Err")
        ),
        Shape(
            "^Fil",
            rx(r"File \"(?P<file>[^\"]{1,300})\", line (?P<line>\d{1,7}), in (?P<test>[\w.]{1,300})$"),
            below=rx(r"Failed example:$"),
            reach=1,
            kind="test",
            tool="doctest",
            weight=90,
            extent="until",
            ends=rx(r"\*{60,}"),
            most=20,
        ),
        Shape(
            "error",
            rx(r"    (?P<message>\w{1,80}(?:Error|Exception): .*)$"),
            above=rx(r"Exception raised:$"),
            reach=40,
            kind="test",
            tool="doctest",
            weight=80,
            more=_raised,
        ),
        Shape(
            "^* D",
            rx(
                r"\* DOCTEST : (?P<test>(?P<file>[^\s:]{1,300})::\S{1,200}), line (?P<line>\d{1,7}) <- wrt source file"
            ),
            below=rx(r"\* (?:FAILURE|REASON): (?P<message>.*)$"),
            reach=60,
            needs=False,
            kind="test",
            tool="xdoctest",
            weight=90,
            extent="until",
            ends=rx(r"====== </exec> ======"),
            most=40,
        ),
        Shape("^FAI", rx(r"FAILED \((?:failures|errors)=.*$"), kind="test", tool="unittest", weight=50),
        Shape("^ERR", rx(r"ERROR: InvocationError for command (?P<message>.*)$"), tool="tox", weight=20),
        Shape(
            "fail",
            rx(
                r"\S{1,60}: (?:failed with|skipped because) (?P<message>could not find python interpreter.*)$"
            ),
            kind="configuration",
            tool="tox",
            weight=84,
        ),
        Shape("fail", rx(r"\S{1,60}: exit \d{1,3} \(.*$"), tool="tox", weight=20),
        Shape("^nox", rx(r"nox > (?P<message>Command .* failed with exit code.*)$"), tool="nox", weight=20),
        *(
            Shape(
                tell,
                rx(r"(?:FAIL|ERROR): \w{1,200}:\d{1,6}$"),
                below=rx(r".{1,400} \((?P<test>[\w.]{1,300}:\d{1,6})$"),
                reach=3,
                kind="test",
                tool="unittest",
                weight=90,
                extent="until",
                ends=rx(r"={60,}$|Ran \d"),
                most=40,
                trace=True,
                before=1,
            )
            for tell in ("^FAI", "^ERR")
        ),
    ),
)
