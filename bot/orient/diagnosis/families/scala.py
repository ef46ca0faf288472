"""sbt, scalac, ScalaTest."""

from bot.orient.diagnosis.shapes import AT, Family, Shape, rx

FAMILY = Family(
    "scala",
    (
        Shape(
            "^[er",
            rx(r"\[error\] " + AT + r": (?P<message>.*)$"),
            kind="build",
            tool="sbt",
            weight=88,
            extent="until",
            ends=rx(r"\[error\] \S.*:\d|(?!\[error\])"),
            most=6,
        ),
        Shape(
            "^[in",
            rx(r"\[info\] (?P<test>.*) \*\*\* FAILED \*\*\*.*$"),
            kind="test",
            tool="scalatest",
            weight=88,
            extent="until",
            ends=rx(r"\[info\] \S"),
            most=10,
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
            rx(r"\[error\] Failed tests:$"),
            kind="test",
            tool="sbt",
            weight=80,
            extent="until",
            ends=rx(r"(?!\[error\])|\[error\] \("),
            most=14,
        ),
        Shape("^[er", rx(r"\[error\] \((?P<message>.*)$"), tool="sbt", weight=40),
        Shape("^[er", rx(r"\[error\] (?P<message>\S.*)$"), tool="sbt", weight=50, kind="build"),
        Shape(
            "^-- ",
            rx(r"-- (?:\[(?P<code>E\d{1,4})\] )?.{0,60}Error: " + AT + r" -*$"),
            kind="build",
            tool="scalac",
            weight=88,
            extent="until",
            ends=rx(r"-- "),
            most=10,
        ),
        Shape(
            "error",
            rx(r"(?P<file>[^\s:]{1,300}\.scala):(?P<line>\d{1,7}): error: (?P<message>.*)$"),
            kind="build",
            tool="scalac",
            weight=88,
            extent="until",
            ends=rx(r"\S.*:\d{1,7}: "),
            most=4,
        ),
    ),
)
