"""Vitest."""

from bot.orient.diagnosis.shapes import AT, Family, Shape, rx
from bot.orient.diagnosis.telling import untimed

FAMILY = Family(
    "vitest",
    (
        Shape(
            "fail",
            rx(r"\s*FAIL\s+(?:\|?[\w-]{1,40}\|? {1,2})?(?P<file>[^\s>]{1,300}) > (?P<test>.*)$"),
            below=rx(r"\s*❯ (?:.{1,120} )?" + AT + r"$"),
            reach=60,
            needs=False,
            kind="test",
            tool="vitest",
            weight=91,
            extent="until",
            ends=rx(r"⎯{5,}|\s*FAIL\b"),
            most=40,
        ),
        Shape(
            "fail",
            rx(r"\s*FAIL\s+(?:\|?[\w-]{1,40}\|? {1,2})?(?P<file>[^\s>]{1,300}) \[ .* \]$"),
            below=rx(r"\s*File: \S{1,300}?:(?P<line>\d{1,7}):(?P<column>\d{1,5})$"),
            reach=12,
            needs=False,
            kind="test",
            tool="vitest",
            weight=88,
            extent="until",
            ends=rx(r"⎯{5,}|\s*FAIL\b"),
            most=20,
        ),
        Shape(
            "error",
            rx(r"(?P<message>(?:[A-Z]\w{0,60})?Error: .*)$"),
            above=rx(r"⎯{3,} (?:Unhandled|Uncaught) \w{1,20} ⎯{3,}$"),
            below=rx(r"\s*❯ (?:.{1,120} )?" + AT + r"$"),
            reach=3,
            kind="test",
            tool="vitest",
            weight=90,
            extent="until",
            ends=rx(r"⎯{5,}"),
            most=20,
        ),
        Shape(
            "×",
            rx(r"\s*× (?P<test>\S.*)$"),
            above=rx(r"\s*(?:RUN|DEV) +v\d"),
            reach=20_000,
            kind="test",
            tool="vitest",
            weight=50,
            more=untimed,
            backup=True,
        ),
    ),
)
