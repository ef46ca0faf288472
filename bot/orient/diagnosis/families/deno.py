"""Deno's and Bun's own runners and checkers."""

from collections.abc import Sequence

from bot.orient.diagnosis.shapes import AT, Family, Groups, Shape, rx

_BLANK = rx(r"\s*$")


def _bun(lines: Sequence[str], at: int, groups: Groups) -> Groups:
    """Bun tells the place of a failure above the test's name."""
    for line in reversed(lines[max(at - 40, 0) : at]):
        if line.startswith(("(fail)", "(pass)", "(skip)", "(todo)")):
            break
        if found := _BUN_FRAME.match(line):
            return {**groups, **found.groupdict()}
    return groups


_BUN_FRAME = rx(
    r"\s+at (?:.{0,200} \()?(?P<file>/[^\s:()]{1,300}|[A-Za-z]:[^\s:()]{1,300}):(?P<line>\d{1,7}):(?P<column>\d{1,5})\)?$"
)


FAMILY = Family(
    "deno",
    (
        Shape(
            ":0",
            rx(r"(?P<test>\S.{0,300}?) => \./\S{1,300}:\d{1,7}:\d{1,5}$"),
            below=rx(r"error: (?P<message>.*)$"),
            reach=1,
            kind="test",
            tool="deno test",
            weight=90,
            extent="until",
            ends=rx(r"\S.* => \./| (?:FAILURES|ERRORS)"),
            most=30,
            trace=True,
        ),
        Shape(
            "error",
            rx(r"(?:(?P<code>TS\d{2,6}) )?\[ERROR\]: (?P<message>.*)$"),
            below=rx(r"\s+at (?:file://)?" + AT + r"$"),
            reach=14,
            kind="types",
            tool="deno check",
            weight=90,
            extent="until",
            ends=_BLANK,
            most=16,
        ),
        Shape(
            "error",
            rx(r"error\[(?P<code>[a-z][a-z0-9-]{2,60})\]: (?P<message>.*)$"),
            below=rx(r"\s+--> " + AT + r"$"),
            reach=3,
            kind="lint",
            weight=84,
            extent="paragraph",
            most=14,
            more=lambda lines, at, groups: (
                {**groups, "tool": "ty", "kind": "types"}
                if groups["file"].endswith((".py", ".pyi"))
                else {**groups, "tool": "deno lint"}
            ),
        ),
        Shape(
            "^fro",
            rx(r"from (?P<file>\S{1,300}):$"),
            below=rx(r"\s*\d{1,7} \| [-+]"),
            reach=2,
            kind="format",
            tool="deno fmt",
            weight=86,
            extent="paragraph",
            most=16,
        ),
        Shape(
            "not ",
            rx(r"error: (?P<message>Found \d{1,6} not formatted files? in .*)$"),
            kind="format",
            tool="deno fmt",
            weight=70,
        ),
        Shape(
            "fail",
            rx(r"\(fail\) (?P<test>\S.*?)(?: \[[\d.]{1,12}m?s\])?$"),
            kind="test",
            tool="bun test",
            weight=90,
            before=8,
            more=_bun,
        ),
    ),
)
