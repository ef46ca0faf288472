"""Ruff, Flake8, Pylint, Black, isort, Bandit, codespell."""

from collections.abc import Sequence

from bot.orient.diagnosis.shapes import AT, PATH, Family, Groups, Shape, rx

_TOML = rx(r"\s*Cause: TOML parse error at line (?P<line>\d{1,7}), column (?P<column>\d{1,5})")


def _toml(lines: Sequence[str], at: int, groups: Groups) -> Groups | None:
    """With the place in the file, and the last line, which says what is wrong there."""
    last = at
    while last + 1 < len(lines) and last - at < 12 and lines[last + 1].strip():
        last += 1
    found = next(filter(None, map(_TOML.match, lines[at : last + 1])), None)
    return {**groups, **(found.groupdict() if found else {}), "message": lines[last].strip()}


_LINT = r": (?P<code>%s)(?P<fix> \[\*\])? (?P<message>%s.*)$"


_RULE = rx(r"(?P<code>[A-Z]{1,4}\d{3,4}|invalid-syntax)(?: \[\*\]|:)? (?P<message>.*)$")
"""What Ruff complains of, above the arrow that says where."""

FAMILY = Family(
    "python linters",
    (
        Shape(
            ":0",
            rx(AT + _LINT % (r"[A-Z]{1,4}\d{3,4}", r"(?:\[\*\] )?[A-Z`]")),
            kind="lint",
            tool="ruff",
            weight=82,
        ),
        Shape(
            ":0", rx(AT + _LINT % (r"[A-Z]{1,3}\d{3}", r"[^A-Z`\[]")), kind="lint", tool="flake8", weight=82
        ),
        Shape(
            ":0",
            rx(
                AT + r": (?P<code>E9\d\d) (?P<message>(?:SyntaxError|IndentationError|TokenError|IOError).*)$"
            ),
            kind="lint",
            tool="flake8",
            weight=83,
        ),
        Shape(
            "error",
            rx(AT + r": (?P<code>)(?P<message>SyntaxError: .*|invalid-syntax: .*)$"),
            kind="lint",
            tool="ruff",
            weight=82,
        ),
        Shape(
            "invalid",
            rx(AT + r": (?:SyntaxError|invalid-syntax): (?P<message>.*)$"),
            kind="lint",
            tool="ruff",
            weight=82,
        ),
        Shape(
            ":0",
            rx(r" *--> " + AT + r"$"),
            above=_RULE,
            reach=1,
            kind="lint",
            tool="ruff",
            weight=84,
            extent="paragraph",
            most=14,
        ),
        Shape(
            "^ --",
            rx(r" *--> (?P<file>[^\s:]{1,300}\.ipynb):cell \d{1,6}:(?P<line>\d{1,7}):(?P<column>\d{1,5})$"),
            above=_RULE,
            reach=1,
            kind="lint",
            tool="ruff",
            weight=84,
            extent="paragraph",
            most=14,
        ),
        Shape(
            ":0",
            rx(
                r"(?P<file>[^\s:]{1,300}\.ipynb):cell \d{1,6}:(?P<line>\d{1,7}):(?P<column>\d{1,5})"
                + _LINT % (r"[A-Z]{1,4}\d{3,4}", r"\S")
            ),
            kind="lint",
            tool="ruff",
            weight=82,
        ),
        Shape(
            "fail",
            rx(r"error: Failed to parse " + AT + r": (?P<message>.*)$"),
            kind="format",
            tool="ruff",
            weight=88,
        ),
        Shape(
            "^ruf",
            rx(r"ruff failed$"),
            below=rx(r"\s+Cause: (?P<message>(?!Failed to ).*?(?: from `(?P<file>[^\s`]{1,300}\.toml)`)?)$"),
            reach=3,
            kind="configuration",
            tool="ruff",
            weight=87,
            extent="until",
            ends=rx(r"\s*$"),
            most=12,
        ),
        Shape(
            "^---",
            rx(r"--- (?P<file>\S{1,300})$"),
            below=rx(r"\+\+\+ \S{1,300}$"),
            reach=1,
            kind="lint",
            tool="ruff",
            weight=84,
            extent="paragraph",
            given="Would fix ",
        ),
        Shape(
            "^ruf",
            rx(r"ruff failed$"),
            below=rx(r"\s+Cause: (?P<message>Failed to (?:parse|load|read) `?(?P<file>[^\s`]{1,300}?)`?:?)$"),
            reach=3,
            kind="configuration",
            tool="ruff",
            weight=88,
            extent="until",
            ends=rx(r"\s*$"),
            most=12,
            more=_toml,
        ),
        Shape(
            "error",
            rx(r"(?P<message>Found \d{1,7} errors?(?: \(\d{1,7} fixed, \d{1,7} remaining\))?\.)$"),
            kind="lint",
            tool="ruff",
            weight=60,
        ),
        *(
            Shape(
                ":0",
                rx(AT + rf": \[(?P<code>{code})\] (?P<message>{begins}.*)$"),
                kind="lint",
                tool=tool,
                weight=85,
            )
            for tool, code, begins in (
                ("flake8", r"[A-Z]{1,3}\d{3}", "[^A-Z`]"),
                ("ruff", r"[A-Z]{1,4}\d{3,4}", "[A-Z`]"),
                ("pylint", r"[CRWEFI]\d{4}(?:\([\w-]{1,60}\)(?:, [^\]]{0,200})?)?", ""),
            )
        ),
        Shape(
            "^---",
            rx(r"--- (?P<file>\S{1,300})$"),
            below=rx(r"\+\+\+ \S{1,300}$"),
            reach=1,
            kind="format",
            tool="ruff",
            weight=84,
            extent="paragraph",
            given=" would be reformatted",
        ),
        Shape(
            ":0",
            rx(
                PATH
                + r"\((?P<line>\d{1,7})\): \[(?P<code>[CRWEFI]\d{4})(?:\([\w-]{1,60}\))?[^\]]{0,200}\] (?P<message>.*)$"
            ),
            kind="lint",
            tool="pylint",
            weight=85,
        ),
        Shape("^***", rx(r"\*{13} Module \S.*$"), kind="lint", tool="pylint", weight=40),
        Shape(
            ":0",
            rx(AT + r": (?P<code>[CRWEFI]\d{4}): (?P<message>.*)$"),
            kind="lint",
            tool="pylint",
            weight=82,
        ),
        *(
            Shape(
                f"^  {digit}",
                rx(r"  (?P<line>\d{1,7}):(?P<column>\d{1,5}) +(?P<code>[A-Z]{1,4}\d{3,4}) (?P<message>.*)$"),
                above=rx(r"(?P<file>[^\s:]{1,300}):$"),
                reach=200,
                kind="lint",
                tool="ruff",
                weight=84,
            )
            for digit in "123456789"
        ),
        Shape(
            ":0",
            rx(r" +--> (?P<file>[^\s:]{1,300}):\d{1,7}:\d{1,5}$"),
            above=rx(r"unformatted: (?P<message>.*)$"),
            reach=1,
            kind="format",
            tool="ruff",
            weight=84,
            extent="paragraph",
            most=14,
        ),
        Shape(
            "cannot",
            rx(
                r"error: cannot (?:parse|format)(?: for target version \S{1,60})?:? (?:file )?"
                + AT
                + r"(?::? (?P<message>.*))?$"
            ),
            kind="format",
            tool="black",
            weight=87,
            extent="indented",
            most=6,
        ),
        Shape("^wou", rx(r"would reformat (?P<file>\S.*)$"), kind="format", tool="black", weight=84),
        Shape("^Wou", rx(r"Would reformat: (?P<file>\S.*)$"), kind="format", tool="ruff", weight=84),
        Shape(
            "^err",
            rx(
                r"error: cannot format (?P<file>[^:]{1,250}): (?P<message>.*?(?:: (?P<line>\d{1,6}):"
                r"(?P<column>\d{1,5}))?(?::.*)?)$"
            ),
            kind="format",
            tool="black",
            weight=86,
        ),
        Shape(
            "^ERR",
            rx(r"ERROR: (?P<file>\S{1,300}) (?P<message>Imports are incorrectly sorted.*)$"),
            kind="format",
            tool="isort",
            weight=84,
        ),
        Shape(
            "^>> ",
            rx(r">> Issue: \[(?P<code>B\d{3}):.{0,80}\] (?P<message>.*)$"),
            below=rx(r"\s+Location: " + AT),
            reach=5,
            kind="lint",
            tool="bandit",
            weight=82,
        ),
        Shape(":0", rx(AT + r": (?P<message>\S{1,80} ==> \S.*)$"), kind="lint", tool="codespell", weight=70),
    ),
)
