"""What stands before each line of a log, by whoever wrote it down: GitHub's command line, Jenkins' and TeamCity's clocks.

It is taken away only where nearly all lines have it, for a tool may print the time as well. What Actions, GitLab and
Jenkins' pipelines put before each line is a stamp of its own (`lines`), and act parts its jobs by it (`woven`).
"""

import re
from collections.abc import Sequence

_SAMPLE = 400
"""Lines that are asked at most, from all over the log."""
_SHARE = 0.9
"""What share of them has it at least."""
_FEW = 8
"""Of so many of the first ones one has it."""
_CLOCK = r"\[?(?:[A-Z][a-z]{2} {1,2}\d{1,2} )?\d\d:\d\d(?::\d\d(?:[.,]\d{1,6})?)?\]?"
_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        r"[^\t]{1,200}\t[^\t]{1,200}\t\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z(?: |$)",
        _CLOCK + r"[A-Za-z]? ?:\t (?:\[Step \d{1,3}/\d{1,3}\](?: |$))?",
        _CLOCK + r"(?: |$)",
    )
)
_TWO = re.compile(_CLOCK + r"(?:  |$)")
"""`gh run view --log`, TeamCity, Jenkins' Timestamper, and clocks that one space follows."""


def without_prefix(lines: list[str]) -> list[str]:
    """The lines without what nearly all of them begin with; as they are where nothing is."""
    told = [line for line in lines[:: max(len(lines) // _SAMPLE, 1)] if line]
    pattern = next((pattern for pattern in _PATTERNS if _is_before(pattern, told)), None)
    if pattern is None:
        return lines
    if all(_TWO.match(line) for line in told if pattern.match(line)):  # Jenkins puts two spaces behind it
        pattern = _TWO
    return [pattern.sub("", line, count=1) if pattern.match(line) else line for line in lines]


def _is_before(pattern: re.Pattern[str], lines: Sequence[str]) -> bool:
    if not any(pattern.match(line) for line in lines[:_FEW]):
        return False
    return sum(pattern.match(line) is not None for line in lines) >= len(lines) * _SHARE
