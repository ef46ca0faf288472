"""Prettier, clang-format, mdformat."""

from collections.abc import Sequence

from bot.orient.diagnosis.shapes import AT, Family, Groups, Shape, rx


def _formatter(lines: Sequence[str], at: int, groups: Groups) -> Groups:
    """Go's and the shell's formatters show their difference to a file that ends in `.orig`."""
    return {**groups, "tool": "gofmt" if groups["file"].endswith(".go") else "shfmt"}


def _settings(lines: Sequence[str], at: int, groups: Groups) -> Groups:
    """The settings' file, and the place in it, stand below."""
    below = lines[at : at + 4]
    named = next(filter(None, map(_NAMED.match, below)), None)
    place = next(filter(None, map(_WITHIN.match, below)), None)
    if named is None:
        return groups
    line = (place["l"] or place["line"]) if place else None
    return {**groups, "file": named["file"], **({"line": line} if line else {})}


_NAMED = rx(r"\[error\] (?:JSON|YAML|TOML) ?Error in \"?(?P<file>[^\s\":]{1,300})\"?:")
_WITHIN = rx(r"\[error\] .*(?:line (?P<l>\d{1,6})\b|\((?P<line>\d{1,6}):\d{1,6}\))")

FAMILY = Family(
    "prettier",
    (
        Shape(
            "invalid",
            rx(r"\[error\] (?P<message>Invalid configuration (?:for )?file .*)$"),
            kind="configuration",
            tool="prettier",
            weight=90,
            extent="until",
            ends=rx(r"(?!\[error\])"),
            most=8,
            more=_settings,
        ),
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
            "^---",
            rx(r"--- \S{1,300}\.orig(?:\t.*)?$"),
            below=rx(r"\+\+\+ (?P<file>\S{1,300})(?:\t.*)?$"),
            reach=1,
            kind="format",
            weight=70,
            extent="paragraph",
            most=20,
            more=_formatter,
        ),
        Shape(
            "^---",
            rx(r"--- (?P<file>\S{1,300}\.pyi?)\t\d{4}-\d\d-\d\d \S.*$"),
            below=rx(r"\+\+\+ \S{1,300}\t\d{4}-\d\d-\d\d \S.*$"),
            reach=1,
            kind="format",
            tool="black",
            weight=70,
            extent="paragraph",
            most=20,
        ),
        Shape(
            "^[wa",
            rx(r"\[warn\] (?P<file>(?!Code style)\S.*\.\w{1,8})$"),
            kind="format",
            tool="prettier",
            weight=84,
            given="ode style",
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
        Shape(
            "error",
            rx(r"\[error\] (?P<message>No parser could be inferred for file \"(?P<file>[^\"]{1,300})\"\.)$"),
            kind="format",
            tool="prettier",
            weight=86,
        ),
        # Beside a file that cannot be read nothing is said of the code's style.
        Shape(
            "^[wa",
            rx(r"\[warn\] (?P<file>\S{1,300}\.\w{1,8})$"),
            kind="format",
            tool="prettier",
            weight=80,
            given="[error] ",
        ),
    ),
)
