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
