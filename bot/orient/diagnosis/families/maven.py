"""Maven and what its plugins print: javac, Surefire, Checkstyle."""

from bot.orient.diagnosis.shapes import Family, Shape, rx
from bot.orient.diagnosis.telling import suffixed

_ENDS = rx(r"\[(?:INFO|ERROR|WARNING)\]|Running |Tests run:|Results")


FAMILY = Family(
    "maven",
    (
        Shape(
            "not ",
            rx(r"\[ERROR\] (?P<message>Failed to execute goal .* could not be resolved: .*)$"),
            kind="dependency",
            tool="maven",
            weight=90,
        ),
        Shape(
            "error",
            rx(
                r"\[ERROR\] +(?P<message>(?:Non-readable|Malformed|Non-parseable) POM (?P<file>[^\s:]{1,300}): .*)$"
            ),
            kind="configuration",
            tool="maven",
            weight=90,
        ),
        Shape(
            "^[ER",
            rx(
                r"\[ERROR\] (?P<file>[^\s:]{1,400}\.\w{1,8}):\[(?P<line>\d{1,7}),(?P<column>\d{1,5})\] (?:error:"
                r" )?(?P<message>.*)$"
            ),
            kind="build",
            tool="maven",
            weight=88,
            extent="until",
            ends=rx(r"\[|\S"),
            most=6,
        ),
        Shape(
            "fail",
            rx(
                r"(?:\[ERROR\] )?(?P<test>[\w$\[\]{}.,= -]{1,200}?)\((?P<suite>[\w.$]{1,300})\) +(?:-- )?Time"
                r" elapsed: .{1,30}<<< (?:FAILURE|ERROR)!$"
            ),
            kind="test",
            tool="junit",
            weight=90,
            extent="until",
            ends=_ENDS,
            most=16,
            trace=True,
            more=suffixed,
        ),
        Shape(
            "error",
            rx(
                r"(?:\[ERROR\] )?(?P<test>[\w$\[\]{}.,= -]{1,200}?)\((?P<suite>[\w.$]{1,300})\) +(?:-- )?Time"
                r" elapsed: .{1,30}<<< (?:FAILURE|ERROR)!$"
            ),
            kind="test",
            tool="junit",
            weight=90,
            extent="until",
            ends=_ENDS,
            most=16,
            trace=True,
            more=suffixed,
        ),
        Shape(
            "error",
            rx(
                r"(?:\[ERROR\] )?(?P<test>[\w.$]{1,300}\.[\w$\[\]{}(), -]{1,200}?) +-- Time elapsed: .{1,30}<<< "
                r"(?:FAILURE|ERROR)!$"
            ),
            kind="test",
            tool="junit",
            weight=90,
            extent="until",
            ends=_ENDS,
            most=16,
            trace=True,
        ),
        Shape(
            "error",
            rx(r"(?:\[ERROR\] )?Tests run: \d{1,7}, Failures: \d{1,7}, Errors: \d{1,7}.*<<<"),
            kind="test",
            tool="junit",
            weight=60,
            extent="until",
            ends=rx(r"Running |Results|Tests run:"),
            most=40,
        ),
        Shape(
            "^[ER",
            rx(r"\[ERROR\] +(?P<test>[A-Z]\w{0,200}\.\w{1,200}):(?P<line>\d{1,6}) (?P<message>.*)$"),
            kind="test",
            tool="junit",
            weight=72,
            backup=True,
        ),
        Shape(
            "not ",
            rx(
                r"(?:\[ERROR\] )?(?P<message>.*Could not (?:resolve dependencies|find artifact|transfer artifact).*)$"
            ),
            kind="dependency",
            tool="maven",
            weight=80,
        ),
        Shape(
            "^[ER",
            rx(r"\[ERROR\] (?P<message>Failed to execute goal .*)$"),
            kind="build",
            tool="maven",
            weight=46,
        ),
        Shape(
            "^[ER",
            rx(
                r"\[ERROR\] (?P<message>(?:Non-resolvable|Malformed POM|Unknown lifecycle phase|'dependencies|The"
                r" build could not read|No plugin found|Non-parseable POM).*)$"
            ),
            kind="configuration",
            tool="maven",
            weight=80,
        ),
        Shape(
            "^[ER",
            rx(
                r"\[ERROR\] (?P<file>[^\s:]{1,400}\.java):(?P<line>\d{1,7}):(?:(?P<column>\d{1,5}):)? "
                r"(?P<message>.*?)(?: \[(?P<code>\w{1,80})\])?$"
            ),
            kind="lint",
            tool="checkstyle",
            weight=82,
        ),
    ),
)
