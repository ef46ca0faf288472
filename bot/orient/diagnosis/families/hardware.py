"""Hardware: Verilator."""

from bot.orient.diagnosis.shapes import AT, Family, Shape, rx

FAMILY = Family(
    "hardware",
    (
        Shape(
            ":0",
            rx(
                r"(?P<file>[^\s:]{1,300}\.(?:vhdl?|proto)):(?P<line>\d{1,7}):(?P<column>\d{1,5}): "
                r"(?!warning:)(?P<message>\S.*)$"
            ),
            kind="build",
            weight=82,
        ),
        Shape(
            "error",
            rx(r"%(?P<severity>Error)(?:-(?P<code>[A-Z0-9_]{2,40}))?: " + AT + r": (?P<message>.*)$"),
            kind="lint",
            tool="verilator",
            weight=88,
            extent="until",
            ends=rx(r"%|\S"),
            most=4,
        ),
        Shape(
            "^%Wa",
            rx(r"%Warning-(?P<code>[A-Z0-9_]{2,40}): " + AT + r": (?P<message>.*)$"),
            kind="lint",
            tool="verilator",
            weight=70,
        ),
    ),
)
