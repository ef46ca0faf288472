"""Terraform."""

from bot.orient.diagnosis.shapes import Family, Shape, rx

FAMILY = Family(
    "terraform",
    (
        Shape(
            "error",
            rx(r"(?:[│|╷]\s)?Error: (?P<message>.*)$"),
            below=rx(r"(?:[│|]\s)?\s+on (?P<file>\S{1,200}) line (?P<line>\d{1,6})\b.*$"),
            reach=4,
            kind="configuration",
            tool="terraform",
            weight=88,
            extent="until",
            ends=rx(r"╵|Error:"),
            most=14,
            before=1,
        ),
        # of `terraform test`
        Shape(
            "error",
            rx(r"(?:[│|╷]\s)?Error: (?P<message>.*)$"),
            below=rx(
                r"(?:[│|]\s)?\s+on (?P<file>\S{1,200}) line (?P<line>\d{1,6}), in run \"(?P<test>[^\"]{1,200})\":?$"
            ),
            reach=4,
            kind="test",
            tool="terraform",
            weight=90,
            extent="until",
            ends=rx(r"╵|Error:|  run \""),
            most=14,
            before=1,
        ),
        Shape(
            "fail",
            rx(r"  run \"(?P<test>[^\"]{1,200})\"\.\.\. fail$"),
            kind="test",
            tool="terraform",
            weight=70,
        ),
        Shape(
            "error",
            rx(r"[│|╷]\s+Error: (?P<message>.*)$"),
            kind="configuration",
            tool="terraform",
            weight=80,
            extent="until",
            ends=rx(r"╵|Error:"),
            most=14,
            before=1,
        ),
        Shape(
            "^+++",
            rx(r"\+\+\+ new/(?P<file>\S{1,200}\.tf\w{0,4})$"),
            kind="format",
            tool="terraform",
            weight=84,
        ),
    ),
)
