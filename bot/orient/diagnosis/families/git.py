"""git."""

from collections.abc import Sequence

from bot.orient.diagnosis.shapes import AT, Family, Groups, Shape, rx
from bot.orient.diagnosis.telling import said


def _differs(lines: Sequence[str], at: int, groups: Groups) -> Groups:
    """A file that is not as it is committed, which `git diff --exit-code` says by its difference alone."""
    return {**groups, "message": "differs from what is committed"}


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
        Shape(
            "^dif",
            rx(r"diff --git a/(?P<file>\S.{0,300}) b/(?P=file)$"),
            more=_differs,
            kind="lint",
            tool="git",
            weight=20,
            extent="until",
            ends=rx(r"diff --git |##\[|\S{0,60}make(?:\[\d\])?: "),
            most=20,
        ),
    ),
)
