"""Checkers of Python's: ty, Pyrefly, pydocstyle, Pyflakes, Vulture, YAPF, import-linter, interrogate; pre-commit."""

from collections.abc import Sequence

from bot.orient.diagnosis.shapes import AT, Family, Groups, Shape, rx


def _hooked(lines: Sequence[str], at: int, groups: Groups) -> Groups | None:
    """What a hook that failed said, not what stands behind the next hook's name."""
    return groups if "hook" in groups else None


def _complained(lines: Sequence[str], at: int, groups: Groups) -> Groups | None:
    """What a hook found; of one that changed files that is said below."""
    return None if "- files were modified by this hook" in lines[at + 1 : at + 4] else groups


FAMILY = Family(
    "checkers",
    (
        Shape(
            "error",
            rx(AT + r": error\[(?P<code>[\w-]{1,80})\] (?P<message>.*)$"),
            kind="types",
            tool="ty",
            weight=86,
        ),
        Shape(
            "^ERR",
            rx(r"ERROR (?P<message>.*) \[(?P<code>[a-z][a-z-]{2,60})\]$"),
            below=rx(r"\s+--> " + AT + r"$"),
            reach=2,
            kind="types",
            tool="pyrefly",
            weight=88,
            extent="until",
            ends=rx(r"[A-Z]| INFO"),
            most=12,
        ),
        Shape(
            ":0",
            rx(AT + r" (?:at module level|in (?:public|private|nested) .{1,200}):$"),
            below=rx(r"\s+(?P<code>D\d{3}): (?P<message>.*)$"),
            reach=1,
            kind="lint",
            tool="pydocstyle",
            weight=84,
        ),
        Shape(
            ":0",
            rx(
                AT + r":? (?![A-Z]{1,3}\d{3} )"
                r"(?P<message>'.{1,200}' imported but unused|.{0,40}undefined name .{1,200}|(?:import|local"
                r" variable|redefinition of) .{1,200})$"
            ),
            kind="lint",
            tool="pyflakes",
            weight=84,
        ),
        Shape(
            "undefined",
            rx(AT + r":? (?P<message>undefined name .{1,200})$"),
            kind="lint",
            tool="pyflakes",
            weight=84,
        ),
        Shape(
            ":0",
            rx(AT + r": (?P<message>(?:unused|unreachable) .{1,200} \(\d{1,3}% confidence.*\))$"),
            kind="lint",
            tool="vulture",
            weight=84,
        ),
        Shape(
            "^---",
            rx(r"--- (?P<file>\S{1,300})\t\(original\)$"),
            below=rx(r"\+\+\+ \S{1,300}\t\(reformatted\)$"),
            reach=1,
            kind="format",
            tool="yapf",
            weight=86,
            extent="paragraph",
            most=20,
        ),
        Shape(
            "not ",
            rx(r"(?P<message>\S{1,200} is not allowed to import \S{1,200}:)$"),
            kind="lint",
            tool="import-linter",
            weight=86,
            before=3,
            extent="until",
            ends=rx(r"[^\s-]"),
            most=20,
        ),
        Shape(
            "fail",
            rx(r"-+ (?P<message>RESULT: FAILED \(minimum: .*\)) -+$"),
            kind="lint",
            tool="interrogate",
            weight=86,
            before=10,
        ),
        Shape(
            "^   ",
            rx(r" {4}(?P<line>\d{1,7}): (?P<code>DOC\d{3}): (?P<message>.*)$"),
            above=rx(r"(?P<file>[^\s:]{1,300}\.py)$"),
            reach=100,
            kind="lint",
            tool="pydoclint",
            weight=84,
        ),
        Shape(
            "^- h",
            rx(r"- hook id: (?P<message>\S{1,80})$"),
            above=rx(r"\S.{0,200}\.{3,}Failed$"),
            reach=2,
            kind="lint",
            tool="pre-commit",
            weight=81,
            before=1,
            more=_complained,
            extent="until",
            ends=rx(r"\S.{0,200}\.{3,}(?:Failed|Passed|Skipped|\(no files)"),
            most=20,
        ),
        Shape(
            ":0",
            rx(AT + r":? ?(?P<message>\S.*)$"),
            above=rx(r"(?:- hook id: (?P<hook>\S{1,80})|\S.{0,200}\.{3,}(?:Failed|Passed|Skipped))$"),
            reach=60,
            kind="lint",
            tool="pre-commit",
            weight=64,
            more=_hooked,
            given="- hook id: ",
        ),
        Shape(
            "^Fix",
            rx(r"Fixing (?P<file>\S.{0,300})$"),
            above=rx(r"(?:- hook id: (?P<hook>\S{1,80})|\S.{0,200}\.{3,}(?:Failed|Passed|Skipped))$"),
            reach=60,
            kind="format",
            tool="pre-commit",
            weight=85,
            more=_hooked,
            given="- hook id: ",
        ),
        Shape(
            "^- f",
            rx(r"- (?P<message>files were modified by this hook)$"),
            kind="format",
            tool="pre-commit",
            weight=81,
            before=2,
        ),
        Shape(
            "unexpected",
            rx(
                r"An unexpected error has occurred: (?P<message>CalledProcessError: command: \(.{1,600}'install'.*)$"
            ),
            kind="dependency",
            tool="pre-commit",
            weight=86,
            extent="until",
            ends=rx(r"Check the log at "),
            most=30,
        ),
        Shape(
            "detected",
            rx(r"(?P<file>[^\s:]{1,300}\.pyi?): (?P<message>Unused imports/variables detected)$"),
            kind="lint",
            tool="autoflake",
            weight=84,
        ),
        Shape(
            "^ERR",
            rx(
                r"ERROR " + AT + r"-(?:\d{1,7}:)?\d{1,5}: (?P<message>.*) \[(?P<code>[a-z][a-z-]{2,60})\]$",
            ),
            kind="types",
            tool="pyrefly",
            weight=88,
        ),
        # What --show-diff-on-failure prints.
        Shape(
            "^dif",
            rx(r"diff --git a/(?P<file>\S.{0,300}) b/(?P=file)$"),
            above=rx(r"All changes made by hooks:$"),
            reach=500,
            kind="format",
            tool="pre-commit",
            weight=78,
            extent="until",
            ends=rx(r"diff --git "),
            most=20,
        ),
    ),
)
