"""Karma and Jasmine."""

from bot.orient.diagnosis.shapes import AT, Family, Shape, rx

_BROWSER = r"[A-Z]\w{1,30}(?: \w{1,30}){0,3} [\d.]{1,30} \([^)]{1,60}\)"
"""As Karma names a browser: `Chrome Headless 120.0.0.0 (Linux x86_64)`."""

_JASMINE_NEXT = rx(r"  Message:|Suite error: |\d{1,5}\) |\d{1,6} specs?,|Ran \d")

FAMILY = Family(
    "karma",
    (
        Shape(
            "fail",
            rx(_BROWSER + r" (?P<test>\S.*) FAILED$"),
            kind="test",
            tool="karma",
            weight=90,
            extent="indented",
            most=40,
            trace=True,
        ),
        Shape(
            "error",
            rx(_BROWSER + r" ERROR$"),
            below=rx(r"\s+(?:at )?" + AT + r"$"),
            reach=8,
            needs=False,
            kind="test",
            tool="karma",
            weight=88,
            extent="indented",
            most=20,
        ),
        Shape(
            "error",
            rx(r"\s*(?P<message>Executed \d{1,6} of \d{1,6}.*ERROR.*)$"),
            kind="test",
            tool="karma",
            weight=40,
        ),
        Shape(
            "error",
            rx(r"\s*(?P<message>.*\[(?:karma|launcher|preprocessor[^\]]{0,40})\]: .*)$"),
            kind="test",
            tool="karma",
            weight=40,
        ),
        Shape(
            "fail",
            rx(r"(?:.{1,120}: )?\s*Executed \d{1,6} of \d{1,6} .*\(\d{1,6} FAILED\)"),
            kind="test",
            tool="karma",
            weight=40,
        ),
        Shape(
            "^  M",
            rx(r"  Message:$"),
            above=rx(r"\d{1,5}\) (?P<test>\S.*)$"),
            reach=1,
            kind="test",
            tool="jasmine",
            weight=90,
            extent="until",
            ends=_JASMINE_NEXT,
            most=40,
            trace=True,
        ),
        Shape(
            "^  M",
            rx(r"  Message:$"),
            above=rx(r"(?:\d{1,5}\) \S|Suite error: )"),
            reach=200,
            kind="test",
            tool="jasmine",
            weight=88,
            extent="until",
            ends=_JASMINE_NEXT,
            most=40,
            trace=True,
            given="  Stack:",
        ),
    ),
)
