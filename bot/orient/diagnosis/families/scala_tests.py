"""ScalaTest, MUnit, specs2, uTest, ScalaCheck and partest, by sbt and by others."""

from collections.abc import Sequence

from bot.orient.diagnosis.shapes import Family, Groups, Shape, indentation, rx
from bot.orient.diagnosis.traces import frame

_PLACE = rx(r".*\((?P<file>[\w$.-]{1,200}\.(?:scala|sc|mill|java)):(?P<line>\d{1,7})\)$")
_FRAME = rx(r"\s*(?:at )?[\w.$<>/]{1,400}\([\w$.-]{1,200}:\d{1,7}\)$")
_PREFIX = "[info] "
_NAMING = (
    " *** FAILED ***",
    "==> X ",
    ": Falsified after",
    "Total for specification",
    "- Running Tests -",
    " utest.",
    "\n!! ",
)
"""What only runners print that name each test; where none does, sbt's list of suites has to do."""
_LONGEST = 60


def _below(lines: Sequence[str], at: int) -> list[str]:
    """What is said of a test: the lines that are indented deeper, without sbt's prefix."""
    depth = indentation(lines[at].removeprefix(_PREFIX))
    told: list[str] = []
    for line in lines[at + 1 : at + 1 + _LONGEST]:
        bare = line.removeprefix(_PREFIX)
        if bare.strip() not in ("", "[info]") and indentation(bare) <= depth:
            break
        told.append(bare)
    return told


def _scalatest(lines: Sequence[str], at: int, groups: Groups) -> Groups | None:
    """Why, and where: at the end of the message, or in the trace, which knows the package too."""
    told = _below(lines, at)
    if not told:
        return groups
    message = " ".join(told[0].split())
    frames = [text for text in told if _FRAME.match(text)]
    found = next((one for text in told if text not in frames and (one := _PLACE.match(text))), None)
    named = found.groupdict() if found else {}
    telling = f"({named.get('file')}:{named.get('line')})"
    traced = [text for text in frames if not named or telling in text]
    return {**groups, "message": message, **named, **frame(traced, 0, len(traced) - 1)}


def _suite(lines: Sequence[str], at: int, groups: Groups) -> Groups | None:
    """One of a list's, with which nothing else stands."""
    return groups if "listed" in groups else None


def _runner(tell: str, at: str, tool: str) -> Shape:
    """A test that a runner names on one line, with its trace below."""
    return Shape(
        tell,
        rx(at),
        kind="test",
        tool=tool,
        weight=88,
        extent="until",
        ends=rx(r"(?:\[\w{4,5}\] )?==> |\[\w{4,5}\] |\S.{0,200}:$"),
        most=60,
        trace=True,
    )


FAMILY = Family(
    "scala_tests",
    (
        *(
            Shape(
                tell,
                rx(
                    r"(?:\[info\] )?\s*(?:- )?(?P<test>\S.{0,300}?) \*\*\* (?:FAILED|ABORTED) \*\*\*(?: \(.*\))?$"
                ),
                kind="test",
                tool="scalatest",
                weight=88,
                extent="until",
                ends=rx(r"\[info\] \S|(?!\[info\])\S"),
                most=10,
                more=_scalatest,
            )
            for tell in ("fail", "abort")
        ),
        *(
            Shape(
                tell,
                rx(
                    r"(?:\[error\] )?==> X (?P<test>\S.{0,300}?) {1,2}\d{1,6}(?:\.\d{1,6})?s munit\.\w{1,60}: "
                    r"(?P<file>(?:[A-Za-z]:)?[^\s:][^:]{0,300}\.\w{1,6}):(?P<line>\d{1,7})(?: (?P<message>.*))?$"
                ),
                kind="test",
                tool="munit",
                weight=90,
                extent="until",
                ends=rx(r"(?:\[\w{4,5}\] )?==> |\[\w{4,5}\] "),
                most=24,
            )
            for tell in ("^==>", "^[er")
        ),
        *(
            _runner(
                tell,
                r"(?:\[error\] )?==> X (?P<test>\S.{0,300}?) {1,2}\d{1,6}(?:\.\d{1,6})?s (?P<message>[\w.$]{1,200}:.*)$",
                "munit",
            )
            for tell in ("^==>", "^[er")
        ),
        Shape(
            "^[er",
            rx(r"\[error\] {1,40}[x!] (?P<test>\S.{0,300})$"),
            below=rx(
                r"\[error\] {1,40}(?P<message>\S.*) \((?P<file>[\w$.-]{1,200}\.\w{1,6}):(?P<line>\d{1,7})\)$"
            ),
            reach=6,
            kind="test",
            tool="specs2",
            weight=88,
        ),
        *(
            Shape(
                tell,
                rx(r"(?:\[\w{4,5}\] )?\s+(?P<message>[\w.$]{1,200}(?:Error|Exception|Failure)\b.*)$"),
                above=rx(r"(?:\[\w{4,5}\] )?X (?P<test>\S.{0,300}?) \d{1,8}ms$"),
                reach=1,
                kind="test",
                tool="utest",
                weight=88,
                extent="until",
                ends=rx(r"\S"),
                most=40,
                trace=True,
            )
            for tell in ("error", "exce")
        ),
        Shape(
            "^[in",
            rx(
                r"\[info\] ! (?P<test>\S.{0,200}?): (?P<message>(?:Falsified after|Exception raised|Gave up after).*)$"
            ),
            kind="test",
            tool="scalacheck",
            weight=88,
        ),
        Shape(
            "^[er",
            rx(r"\[error\] (?:Test (?P<test>\S{1,300}) failed: |! )(?P<message>.*)$"),
            kind="test",
            tool="sbt",
            weight=86,
        ),
        Shape(
            "^[er",
            rx(r"\[error\] (?:Failed tests|Error during tests):$"),
            kind="test",
            tool="sbt",
            weight=80,
            extent="until",
            ends=rx(r"(?!\[error\])|\[error\] \("),
            most=14,
            unless=_NAMING,
        ),
        Shape(
            "^[er",
            rx(r"\[error\]\s{2,12}(?P<test>[\w.$]{1,300})$"),
            above=rx(r"\[error\] (?:(?P<listed>Failed tests|Error during tests):$|\S)"),
            reach=200,
            more=_suite,
            kind="test",
            tool="sbt",
            weight=78,
            backup=True,
            unless=_NAMING,
        ),
        Shape(
            "fail",
            rx(r"!! +\d{1,6} - (?P<test>\S{1,300}) +\[(?P<message>[^\]]{1,200})\]$"),
            kind="test",
            tool="partest",
            weight=88,
            extent="until",
            ends=rx(r"(?:ok|!!) +\d{1,6} - "),
            most=14,
        ),
    ),
)
