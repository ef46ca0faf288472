"""PowerShell and Pester."""

from bot.orient.diagnosis.shapes import PATH, Family, Shape, rx

FAMILY = Family(
    "powershell",
    (
        Shape(
            "[-]",
            rx(r"\s*\[-\] (?P<test>\S.*?)(?: \d{1,9}(?:\.\d{1,4})?m?s(?: \(.*\))?)?$"),
            kind="test",
            tool="pester",
            weight=88,
            extent="until",
            ends=rx(r"\s*\[[-+!?]\] |\s*$|\s*(?:Describing|Context|Tests completed|Executing|Starting)\b"),
            most=40,
        ),
        Shape(
            "^Des",
            rx(r"Description: (?P<message>.*)$"),
            below=rx(r"Name: +(?P<test>\S.*)$"),
            reach=2,
            kind="test",
            tool="pester",
            weight=90,
            extent="until",
            ends=rx(r"Description: |\d{1,6} tests in|At "),
            most=14,
        ),
        Shape(
            "^At ",
            rx(r"At " + PATH + r":(?P<line>\d{1,7}) char:(?P<column>\d{1,5})$"),
            above=rx(r"(?P<message>\S.*)$"),
            reach=1,
            tool="pwsh",
            kind="build",
            weight=70,
            extent="until",
            ends=rx(r"(?!\+)"),
            most=8,
            before=1,
        ),
    ),
)
