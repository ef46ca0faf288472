"""Node's own test runner, Playwright, AVA."""

from bot.orient.diagnosis.shapes import AT, NUMBERED, Family, Shape, rx

FAMILY = Family(
    "node tests",
    (
        Shape(
            ":0",
            rx(r"  " + AT + r"$"),
            below=rx(r"\s{1,6}\d{1,6}: "),
            reach=2,
            kind="test",
            tool="ava",
            weight=82,
            before=2,
            extent="until",
            ends=rx(r"  ─|\s*\d{1,6} tests? failed"),
            most=20,
        ),
        Shape(
            "✕",
            rx(r"✖ (?P<test>\S.*?) \(\d{1,9}(?:\.\d{1,9})?ms\)$"),
            kind="test",
            tool="node",
            weight=80,
            extent="indented",
            most=30,
            trace=True,
        ),
        Shape(
            "^tes",
            rx(r"test at \S{1,300}:\d{1,7}:\d{1,5}$"),
            below=rx(r"✖ (?P<test>\S.*?)(?: \(\d{1,9}(?:\.\d{1,9})?ms\))?$"),
            reach=1,
            kind="test",
            tool="node",
            weight=90,
            extent="paragraph",
            most=40,
            trace=True,
        ),
        Shape(
            NUMBERED,
            rx(r"  \d{1,4}\) (?:\[[\w -]{1,40}\] › )?" + AT + r" › (?P<test>.*?) ?─*$"),
            kind="test",
            tool="playwright",
            weight=91,
            extent="until",
            ends=rx(r"\s{2,4}\d{1,4}\) |  \d{1,5} (?:failed|passed|flaky)"),
            most=40,
        ),
        Shape("fail", rx(r"\s*✘ +\[fail\]: (?P<test>.*)$"), kind="test", tool="ava", weight=80),
    ),
)
