"""Which lines could say anything: a search for fixed words, far faster than any pattern.

A shape (`shapes.py`) names one of `NEEDLES`, in lower case, and is tried only on lines that hold it.
Each needle costs one pass over the log, so a new one has to earn its place.
"""

import re
from bisect import bisect_right
from collections.abc import Hashable, Iterable, Sequence
from itertools import accumulate, count
from operator import add
from typing import TypeVar

T = TypeVar("T", bound=Hashable)

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
_ALIKE = bytes(b"0"[0] if chr(b).isdecimal() else b for b in bytes(range(128)).lower()) + bytes(
    range(128, 256)
)
"""What makes lines alike that differ in case and digits, of which no needle knows."""
_NUMBERED = re.compile(rb"\n[ \t]{0,8}\d{1,5}\) ")


def hits(lines: Sequence[str], bare: Sequence[str], begins: frozenset[str]) -> dict[str, list[int]]:
    """The indexes of the lines that hold each needle, in order.

    `begins` are the beginnings that are looked for, in the lines as they are `bare` of a prefix; one that
    no line has is absent.
    """
    rows = joined(lines).translate(_ALIKE)[1:].split(b"\n")
    alike = list(dict.fromkeys(rows))
    found = spread(_found(alike), alike, rows) if len(alike) * 2 < len(rows) else _found(rows)
    heads = frozenset(begin[:1] for begin in begins)
    for i in [i for i, line in enumerate(bare) if line[:1] in heads and line[:3] in begins]:
        found.setdefault(BEGINS + bare[i][:3], []).append(i)
    return found


def spread(found: dict[str, list[int]], once: Sequence[T], each: Sequence[T]) -> dict[str, list[int]]:
    """What was found in what is said `once` as the indexes of all that say it, in order."""
    places: dict[T, list[int]] = {once[i]: [] for at in found.values() for i in at}
    for i in [i for i, one in enumerate(each) if one in places]:
        places[each[i]].append(i)
    return {needle: sorted([i for one in at for i in places[once[one]]]) for needle, at in found.items()}


def _found(rows: Sequence[bytes]) -> dict[str, list[int]]:
    """The indexes of the rows that hold each needle, in order."""
    text = b"\n" + b"\n".join(rows)
    ends = _ends(map(len, rows))
    found = {needle: _holding(text, needle.encode(), ends) for needle in NEEDLES}
    if not text.isascii():
        signs = (b"\xe2\x9c", *(sign.encode() for sign in SIGNS[1:]))
        found |= {s: _holding(text, raw, ends) for s, raw in zip(SIGNS, signs, strict=True)}
    found[DIGITS] = sorted({i for pattern in _DIGITS for i in _matching(text, pattern, ends)})
    found[NUMBERED] = _matching(text, _NUMBERED, ends)
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
    return text, _ends(map(len, lines) if text.isascii() else map(len, text[1:].split(b"\n")))


def _ends(lengths: Iterable[int]) -> list[int]:
    """Where each line ends, in a text where each is after a line's end."""
    return list(map(add, accumulate(lengths), count(1)))


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
