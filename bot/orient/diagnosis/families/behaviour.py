"""Scenarios and keywords: Behave, Cucumber, Robot Framework."""

from bot.orient.diagnosis.shapes import AT, NUMBERED, Family, Shape, rx

_SCENARIO = r"(?P<file>[^\s:]{1,300}\.feature):(?P<line>\d{1,7})"

_NEXT = rx(r"\s{0,4}\d{1,5}\) |\d{1,6} scenarios?\b")


FAMILY = Family(
    "behaviour",
    (
        Shape(
            ":0",
            rx(r"  " + _SCENARIO + r" {1,4}(?P<test>\S.*)$"),
            above=rx(r"(?:Failing|Errored) scenarios:"),
            reach=400,
            kind="test",
            tool="behave",
            weight=86,
        ),
        Shape(
            "error",
            rx(r" +(?P<message>ASSERT FAILED: .*|\w{1,80}Error: .*)$"),
            above=rx(r" +(?:Given|When|Then|And|But|\*) .{1,300} # \S{1,300}:\d{1,7}$"),
            reach=40,
            kind="test",
            tool="behave",
            weight=90,
            trace=True,
        ),
        Shape(
            "fail",
            rx(r" +(?P<message>ASSERT FAILED: .*)$"),
            kind="test",
            tool="behave",
            weight=90,
            before=3,
        ),
        Shape(
            " line ",
            rx(r" +File \"(?P<file>[^\"]{1,300})\", line (?P<line>\d{1,7}), in "),
            above=rx(r" +(?:Given|When|Then|And|But|\*) .{1,300} # \S{1,300}:\d{1,7}$"),
            reach=40,
            kind="test",
            tool="behave",
            weight=80,
        ),
        Shape(
            NUMBERED,
            rx(r"\s{0,4}\d{1,5}\) Scenario: (?P<test>\S.*?) # " + _SCENARIO + r"$"),
            kind="test",
            tool="cucumber",
            weight=90,
            extent="until",
            ends=_NEXT,
            most=40,
        ),
        Shape(
            "✕",
            rx(r"\s+✖ (?P<message>\S.{0,300}?) # \S{1,300}:\d{1,7}$"),
            kind="test",
            tool="cucumber",
            weight=86,
            extent="indented",
            most=30,
            trace=True,
        ),
        Shape(
            "^cuc",
            rx(r"cucumber " + _SCENARIO + r" # Scenario(?: Outline)?: (?P<test>\S.*)$"),
            kind="test",
            tool="cucumber",
            weight=86,
        ),
        Shape(
            "fail",
            rx(r"(?P<test>\S.{0,200}?) +\| FAIL \|$"),
            below=rx(r"(?!\d{1,6} tests?, |Suite (?:setup|teardown) failed)(?P<message>[^=\s-].*)$"),
            reach=1,
            kind="test",
            tool="robot",
            weight=88,
            extent="until",
            ends=rx(r"[-=]{20,}"),
            most=16,
        ),
        Shape(
            "error",
            rx(r"\[ ERROR \] (?P<message>(?:Error in file|Parsing|Suite|No |Invalid|Unexpected|Option).*)$"),
            kind="configuration",
            tool="robot",
            weight=84,
        ),
        Shape(
            "error",
            rx(
                r"\[ ERROR \] Error in file '(?P<file>[^']{1,300})' on line (?P<line>\d{1,7}): (?P<message>.*)$"
            ),
            kind="configuration",
            tool="robot",
            weight=86,
        ),
        Shape(
            "error", rx(r"\s+Undefined step: \"(?P<message>.*)\" \(" + AT + r"\)$"), kind="test", weight=86
        ),
        # Robot's dotted console.
        Shape(
            "^FAI",
            rx(r"FAIL: (?:[^.]{1,100}\.){1,12}(?P<test>[^.]{1,200})$"),
            below=rx(r"(?P<message>\S.*)$"),
            reach=1,
            kind="test",
            tool="robot",
            weight=88,
            extent="until",
            ends=rx(r"[-=]{20,}"),
            most=16,
            given="Run suite '",
        ),
        Shape(
            " line ",
            rx(r" +File \"(?P<file>[^\"]{1,300})\", line (?P<line>\d{1,7}), in <module>$"),
            above=rx(r"\[ ERROR \] Error in file .{1,400} Importing .{1,400} failed: (?P<message>.*)$"),
            reach=30,
            kind="configuration",
            tool="robot",
            weight=84,
        ),
    ),
)
