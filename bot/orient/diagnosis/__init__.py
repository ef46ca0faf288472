"""A job's log → what failed, in the words of the tool that failed.

So far a generic layer: shapes that many tools share. `read_log` is total: any text gives an answer,
and an answer without a primary line says that nothing was recognised.
"""

import re

from bot.model.value import Value

EXCERPT = 50
"""Lines a person is shown at most."""

_STAMP = re.compile(r"^\ufeff?\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+Z ?")
_ANSI = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
_LONGEST = 400

# In order of how much they say. Each pattern is anchored and free of nested repetition.
_PRIMARY = (
    re.compile(r"^(?:FAILED|ERROR) (?P<what>\S.*)$"),  # pytest's short summary
    re.compile(r"^E  +(?P<what>\S.*)$"),  # pytest's error lines
    re.compile(r"^(?P<what>[\w./\\-]{1,200}:\d{1,7}(?::\d{1,7})?:? .*)$"),  # file:line[:column] message
    re.compile(r"^##\[error\](?P<what>(?!Process completed with exit code).*)$"),
    re.compile(r"^(?P<what>(?:\w{1,40}\.){0,8}\w{0,60}(?:Error|Exception)\b.*)$"),
    re.compile(r"^(?P<what>(?:error|fatal|FAIL)\b.*)$", re.IGNORECASE),
)


class Diagnosis(Value):
    """What a log says: its telling line, and at most `EXCERPT` lines around it."""

    primary: str | None
    excerpt: tuple[str, ...] = ()


def read_log(text: str) -> Diagnosis:
    """What failed, from the end of a GitHub Actions log; timestamps and colours change nothing."""
    lines = [_plain(line) for line in text.splitlines()]
    until = next(
        (n for n, line in enumerate(lines) if line.startswith("##[error]Process completed")), len(lines)
    )
    before = lines[:until] or lines
    for pattern in _PRIMARY:
        for n, line in enumerate(before):
            if found := pattern.match(line):
                start = max(0, min(n - 10, len(before) - EXCERPT))
                return Diagnosis(
                    primary=found["what"].strip(), excerpt=tuple(before[start : start + EXCERPT])
                )
    return Diagnosis(primary=None, excerpt=tuple(before[-EXCERPT:]))


def _plain(line: str) -> str:
    return _ANSI.sub("", _STAMP.sub("", line)).rstrip()[:_LONGEST]
