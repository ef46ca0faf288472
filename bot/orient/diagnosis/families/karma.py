"""Karma and Jasmine."""

from bot.orient.diagnosis.shapes import Family, Shape, rx

FAMILY = Family(
    "karma",
    (
        Shape(
            "fail",
            rx(
                r"(?:Chrome|HeadlessChrome|ChromeHeadless|Chromium|Firefox|Safari|Edge|IE|PhantomJS|Mobile \w+"
                r"|jsdom|Opera)[^)]{0,80}\) (?P<test>\S.*) FAILED$"
            ),
            kind="test",
            tool="karma",
            weight=90,
            extent="indented",
            most=40,
            trace=True,
        ),
        Shape(
            "error",
            rx(
                r"\s*(?P<message>(?:Executed \d{1,6} of \d{1,6}.*ERROR.*|.*\[(?:karma|launcher"
                r"|preprocessor[^\]]{0,40})\]: .*))$"
            ),
            kind="test",
            tool="karma",
            weight=40,
        ),
        Shape(
            "fail",
            rx(r"\s*Executed \d{1,6} of \d{1,6} .*\(\d{1,6} FAILED\)"),
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
            ends=rx(r"\d{1,5}\) |\d{1,6} specs?,|Ran \d"),
            most=40,
            trace=True,
        ),
    ),
)
