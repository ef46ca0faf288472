"""Which lines could say anything: a search for fixed words, far faster than any pattern.

A shape (`shapes.py`) names one of `NEEDLES`, in lower case, and is tried only on lines that hold it.
Each needle costs one pass over the log, so a new one has to earn its place.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate, count
from operator import add

DIGITS = ":0"
"""The needle of what looks like a place in a file: `a.py:12`, `a.cs(12,3)`, `Makefile:7`."""
SIGNS = ("✕", "×", "●")
"""Needles that only a text with more than ASCII can hold; the first stands for ✖, ✗ and ✘ as well."""
NUMBERED = "1) "
"""The needle of a numbered item: `  1) name`."""
BEGINS = "^"
"""How a needle begins that is a line's first three characters, case and all: `^E  `. These cost nothing."""

NEEDLES = (
    "error",
    "fail",
    "exce",
    "fatal",
    "panic",
    "traceback",
    "abort",
    "cannot",
    "can't",
    "not ",
    "no s",
    "denied",
    "unable to",
    "timed out",
    "undefined",
    "violat",
    "missing",
    "invalid",
    "killed",
    "unexpected",
    "fault",
    " line ",
    "[-]",
    "flak",
    "rerun",
    "retr",
    "detected",
    " warning ",
)
"""Words of failing logs, in lower case."""

TELLING = 11
"""The needles, of the first, that a passing job's log seldom holds."""

MOST_HITS = 500
"""Lines of one needle that are looked at: the first and the last ones."""

TAIL = 200_000
"""Bytes of the end, at most, in which a pattern is looked for that was found so often before."""
_FIRST_TAIL = 25_000
"""Those of them that are looked through first."""

_DIGITS = (re.compile(rb"\.[a-z]\w{0,9} ?[:(]\d"), re.compile(rb"file[:(]\d"))
_NUMBERED = re.compile(rb"\n[ \t]{0,8}\d{1,5}\) ")


def hits(lines: Sequence[str], bare: Sequence[str], begins: frozenset[str]) -> dict[str, list[int]]:
    """The indexes of the lines that hold each needle, in order.

    `begins` are the beginnings that are looked for, in the lines as they are `bare` of a prefix; one that
    no line has is absent.
    """
    text, ends = _as_bytes(lines)
    found = {needle: _holding(text, needle.encode(), ends) for needle in NEEDLES}
    if not text.isascii():
        signs = (b"\xe2\x9c", *(sign.encode() for sign in SIGNS[1:]))
        found |= {s: _holding(text, raw, ends) for s, raw in zip(SIGNS, signs, strict=True)}
    found[DIGITS] = sorted({i for pattern in _DIGITS for i in _matching(text, pattern, ends)})
    found[NUMBERED] = _matching(text, _NUMBERED, ends)
    for i in [i for i, line in enumerate(bare) if line[:3] in begins]:
        found.setdefault(BEGINS + bare[i][:3], []).append(i)
    return found


def telling(lines: Sequence[str]) -> list[int]:
    """The lines that hold any needle that is rare in a log of a passing job, in order."""
    text, ends = _as_bytes(lines)
    return sorted(
        {i for needle in NEEDLES[:TELLING] for i in _holding(text, needle.encode(), ends, len(lines))}
    )


def joined(lines: Sequence[str]) -> bytes:
    """The lines as one text, each after a line's end."""
    return b"\n" + "\n".join(lines).encode("utf-8", "surrogatepass")


def _as_bytes(lines: Sequence[str]) -> tuple[bytes, list[int]]:
    """The lines in lower case, each after a line's end, and where each ends."""
    text = joined(lines).lower()
    lengths = map(len, lines) if text.isascii() else map(len, text[1:].split(b"\n"))
    return text, list(map(add, accumulate(lengths), count(1)))


def bounded(at: list[int]) -> list[int]:
    """The first and the last of them, where there are too many."""
    half = MOST_HITS // 2
    return at if len(at) <= MOST_HITS else at[:half] + at[-half:]


def _holding(text: bytes, needle: bytes, ends: list[int], most: int = MOST_HITS) -> list[int]:
    """The lines that hold a needle, in order: the first and the last ones, where there are too many."""
    found: list[int] = []
    at = text.find(needle)
    while at >= 0 and len(found) < most // 2:
        line = bisect_right(ends, at - 1)
        found.append(line)
        at = text.find(needle, ends[line])
    if at < 0:
        return found
    last: list[int] = []
    least, end = at, len(text)
    at = text.rfind(needle, least, end)
    while at >= 0 and len(last) < most // 2:
        line = bisect_right(ends, at - 1)
        last.append(line)
        at = text.rfind(needle, least, (ends[line - 1] if line else 0) + 1)
    return found + last[::-1]


def _matching(text: bytes, pattern: re.Pattern[bytes], ends: list[int]) -> list[int]:
    """The lines that match, in order: the first ones, and where there are too many those among the last bytes."""
    found: list[int] = []
    at = 0
    while len(found) < MOST_HITS // 2 and (place := pattern.search(text, at)):
        found.append(bisect_right(ends, place.end() - 2))
        at = ends[found[-1]]
    if len(found) < MOST_HITS // 2:
        return found
    last: list[int] = []
    most = _FIRST_TAIL
    while len(last) < MOST_HITS // 2 and most <= TAIL:
        last = sorted(
            {bisect_right(ends, m.end() - 2) for m in pattern.finditer(text, max(at, len(text) - most))}
        )
        most *= 2
    return found + last
