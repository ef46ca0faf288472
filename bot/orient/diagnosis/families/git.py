"""git."""

from bot.orient.diagnosis.shapes import AT, Family, Shape, rx
from bot.orient.diagnosis.telling import said

FAMILY = Family(
    "git",
    (
        said("denied", "permission", 88, "permission denied (publickey)", "git"),
        Shape(
            "denied",
            rx(r"(?P<message>(?:remote: )?Permission to \S{1,200} denied to .*)$"),
            kind="permission",
            tool="git",
            weight=88,
        ),
        Shape(
            "^fat",
            rx(r"fatal: (?P<message>(?:could not read Username|Authentication failed).*)$"),
            kind="permission",
            tool="git",
            weight=88,
        ),
        Shape(
            "^fat",
            rx(
                r"fatal: (?P<message>(?:Remote branch .* not found|couldn't find remote ref|reference is not a"
                r" tree|not a git repository|No url found for submodule|repository .* not found|ambiguous"
                r" argument).*)$"
            ),
            kind="configuration",
            tool="git",
            weight=86,
            before=2,
            extent="until",
            ends=rx(r"travis_|\$ "),
            most=4,
        ),
        Shape(
            "^err",
            rx(r"error: (?P<message>patch failed): " + AT + r"$"),
            kind="configuration",
            tool="git",
            weight=86,
        ),
        Shape(
            "^CON",
            rx(r"(?P<message>CONFLICT \(.{1,40}\): (?:Merge conflict in (?P<file>\S.*)|.*))$"),
            kind="configuration",
            tool="git",
            weight=80,
        ),
        Shape(
            "^CON",
            rx(
                r"(?P<message>CONFLICT \((?:modify|rename)/delete\): (?P<file>\S.{0,300}?) (?:deleted in|renamed to) .*)$"
            ),
            kind="configuration",
            tool="git",
            weight=81,
        ),
    ),
)
