"""CTest, GoogleTest, Catch2, Boost.Test, assert."""

from bot.orient.diagnosis.shapes import AT, Family, Shape, rx

FAMILY = Family(
    "c tests",
    (
        Shape(
            "fail",
            rx(
                r"\s*\d{1,6}/\d{1,6} Test +#\d{1,6}: (?P<test>\S{1,200}) [ .]*\*{3}(?:Failed|Exception|Timeout|Not Run).*$"
            ),
            kind="test",
            tool="ctest",
            weight=60,
            extent="line",
        ),
        Shape(
            "fail",
            rx(
                r"\s+\d{1,6} - (?P<test>\S{1,200}) \((?:Failed|Timeout|SEGFAULT|Subprocess aborted|ILLEGAL|Not"
                r" Run|[\w ]{1,40})\)(?: .*)?$"
            ),
            above=rx(r"The following tests FAILED:|\s+\d{1,6} - \S"),
            reach=200,
            kind="test",
            tool="ctest",
            weight=84,
        ),
        Shape(
            "^\t  ",
            rx(r"\s+\d{1,6} - (?P<test>\S{1,200}) \((?P<message>[\w ]{1,40})\)$"),
            above=rx(r"The following tests FAILED:"),
            reach=200,
            kind="test",
            tool="ctest",
            weight=84,
        ),
        Shape(
            "^[  ",
            rx(r"\[  FAILED  \] (?P<test>\w{1,200}[./]\w.{0,200}?)(?:, where .*)?(?: \(\d{1,9} ms\))?$"),
            kind="test",
            tool="googletest",
            weight=70,
        ),
        Shape(
            "fail",
            rx(AT + r": (?P<message>Failure)$"),
            kind="test",
            tool="googletest",
            weight=90,
            extent="until",
            ends=rx(r"\[ "),
            most=14,
        ),
        Shape(
            "fail",
            rx(AT + r": (?P<message>FAILED:)$"),
            kind="test",
            tool="catch2",
            weight=88,
            extent="paragraph",
            most=14,
            before=6,
        ),
        Shape(
            "error",
            rx(
                r"\S.{0,200}\((?P<line>\d{1,7})\): (?:fatal )?error: in \"(?P<test>[^\"]{1,200})\": (?P<message>.*)$"
            ),
            kind="test",
            tool="boost.test",
            weight=88,
        ),
        Shape(
            "fail",
            rx(
                r"(?:\S{1,200}: )?(?P<file>[^\s:]{1,200}):(?P<line>\d{1,7}): .{1,300}: (?P<message>Assertion .* failed\.)$"
            ),
            kind="test",
            tool="assert",
            weight=80,
        ),
    ),
)
