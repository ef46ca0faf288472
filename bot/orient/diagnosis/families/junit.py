"""JUnit's own runners, Ant's task for it, and TestNG."""

from collections.abc import Sequence
from itertools import takewhile

from bot.orient.diagnosis.shapes import NUMBERED, Family, Groups, Shape, rx
from bot.orient.diagnosis.telling import suffixed
from bot.orient.diagnosis.traces import frame


def _by_ant(lines: Sequence[str], at: int, groups: Groups) -> Groups | None:
    """What Ant's task says of a test, each line of which it names itself before."""
    said = takewhile(lambda line: "[junit]" in line and "Testcase: " not in line, lines[at + 1 : at + 60])
    trace = [line.partition("[junit] ")[2] for line in said]
    message = trace[0].strip() if trace else ""
    return suffixed(lines, at, {**groups, **frame(trace, 0, len(trace) - 1), "message": message})


FAMILY = Family(
    "junit",
    (
        *(
            Shape(
                tell,
                rx(
                    r"\s*\[junit\] Testcase: (?P<test>\S.{0,200}?)\((?P<suite>[\w.$]{1,300})\):\s+"
                    r"(?:FAILED|Caused an ERROR)$"
                ),
                kind="test",
                tool="junit",
                weight=91,
                extent="until",
                ends=rx(r"\s*\[junit\] Testcase: |\s*$"),
                most=40,
                more=_by_ant,
            )
            for tell in ("fail", "error")
        ),
        Shape(
            NUMBERED,
            rx(r"\d{1,5}\) (?P<test>[\w$]{1,200}(?:\[[^()]{1,200}\])?)\((?P<suite>[\w.$]{1,300})\)$"),
            kind="test",
            tool="junit",
            weight=90,
            extent="until",
            ends=rx(r"\d{1,5}\) |FAILURES!!!|\s*$"),
            most=16,
            trace=True,
            more=suffixed,
        ),
        Shape(
            NUMBERED,
            rx(r"\d{1,5}\) (?P<test>[a-z]\w{0,60}\.[\w.$]{1,300})$"),
            above=rx(r"There w(?:as|ere) \d{1,6} failures?:$"),
            reach=20_000,
            kind="test",
            tool="junit",
            weight=89,
            extent="until",
            ends=rx(r"\d{1,5}\) |FAILURES!!!|\s*$"),
            most=40,
            trace=True,
        ),
        Shape(
            "^FAI",
            rx(r"FAILED: (?P<test>[\w.$]{1,300})(?:\(.*\))?$"),
            below=rx(r"\s*[\w$]{1,100}\.[\w.$]{1,300}(?::.*)?$"),
            reach=1,
            kind="test",
            tool="testng",
            weight=84,
            extent="until",
            ends=rx(r"\s*$|FAILED|PASSED|={5,}"),
            most=14,
            trace=True,
        ),
        Shape(
            "fail",
            rx(
                r"(?P<message>Total tests run: \d{1,6}, (?:Passes: \d{1,6}, )?Failures: [1-9]\d{0,5}, Skips: \d{1,6})$"
            ),
            kind="test",
            tool="testng",
            weight=60,
        ),
        Shape(
            "^   ",
            rx(
                r" {4}MethodSource \[className = '(?P<suite>[\w.$]{1,300})', methodName = '(?P<test>[\w$]{1,200})', .*\]$"
            ),
            below=rx(r"\s+=> (?P<message>\S.*)$"),
            reach=1,
            kind="test",
            tool="junit",
            weight=90,
            extent="until",
            ends=rx(r"  JUnit |Test run finished"),
            most=60,
            before=1,
            trace=True,
            more=suffixed,
        ),
        Shape(
            "✕",
            rx(r"\s*[│'├└+|`─ -]{1,40}(?P<test>\w[^✖]{1,200}\(\)) ✖ (?P<message>.*)$"),
            kind="test",
            tool="junit",
            weight=80,
        ),
    ),
)
