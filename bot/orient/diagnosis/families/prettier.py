"""Prettier, clang-format, mdformat."""

from bot.orient.diagnosis.shapes import AT, Family, Shape, rx

FAMILY = Family(
    "prettier",
    (
        Shape(
            "error",
            rx(AT + r": error: (?P<message>code should be clang-formatted.*)$"),
            kind="format",
            tool="clang-format",
            weight=92,
        ),
        Shape(
            "not ",
            rx(r"(?:Error: )?File \"?(?P<file>[^\"]{1,300}?)\"? (?P<message>is not formatted\.?)$"),
            kind="format",
            tool="mdformat",
            weight=84,
        ),
        Shape(
            "^[wa",
            rx(r"\[warn\] (?P<file>(?!Code style)\S.*\.\w{1,8})$"),
            kind="format",
            tool="prettier",
            weight=84,
        ),
        Shape(
            "^[wa",
            rx(r"\[warn\] (?P<message>Code style issues.*)$"),
            kind="format",
            tool="prettier",
            weight=70,
        ),
        Shape(
            "^[er",
            rx(
                r"\[error\] (?P<file>[^\s:]{1,300}\.\w{1,8}): (?P<message>\S{0,40}Error: .*?)"
                r"(?: \((?P<line>\d{1,7}):(?P<column>\d{1,5})\))?$"
            ),
            kind="format",
            tool="prettier",
            weight=86,
            extent="until",
            ends=rx(r"(?!\[error\])"),
            most=10,
        ),
    ),
)
