"""Which lines could say anything: a search for fixed words, far faster than any pattern.

A shape (`shapes.py`) names one of `NEEDLES`, in lower case, and is tried only on lines that hold it.
Each needle costs one pass over the log, so a new one has to earn its place.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate

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
    "exception",
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
    "violation",
    "missing",
    "invalid",
    "killed",
    "unexpected",
    "exceed",
    "fault",
    " line ",
    "[-]",
)
"""Words of failing logs, in lower case."""

ANNOTATED = "##[error]"
"""What Actions puts before an error that a tool reported with a command; the tool's own words follow."""

MOST_HITS = 6_000
"""Lines of one needle that are looked at: the first and the last ones."""

_DIGITS = re.compile(rb"(?:\.[a-z]\w{0,9}|file) ?[:(]\d")
_NUMBERED = re.compile(rb"\n[ \t]{0,8}\d{1,5}\) ")


def hits(lines: Sequence[str]) -> dict[str, list[int]]:
    """The indexes of the lines that hold each needle, in order; a needle that none holds may be absent."""
    text = b"\n" + "\n".join(lines).encode("utf-8", "surrogatepass").lower()
    ends = list(accumulate(len(line) + 1 for line in text[1:].split(b"\n")))
    found = {needle: _lines(_places(text, needle.encode()), ends) for needle in NEEDLES}
    if not text.isascii():
        signs = (b"\xe2\x9c", *(sign.encode() for sign in SIGNS[1:]))
        found |= {s: _lines(_places(text, raw), ends) for s, raw in zip(SIGNS, signs, strict=True)}
    found[DIGITS] = _lines([m.start() - 1 for m in _DIGITS.finditer(text)], ends)
    found[NUMBERED] = _lines([m.start() for m in _NUMBERED.finditer(text)], ends)
    for i, line in enumerate(lines):
        if line:
            found.setdefault(BEGINS + line[:3], []).append(i)
            if line.startswith(ANNOTATED) and len(line) > len(ANNOTATED):
                found.setdefault(BEGINS + line[len(ANNOTATED) :][:3], []).append(i)
    return found


def telling(lines: Sequence[str]) -> list[int]:
    """The lines that hold any needle that is rare in a log of a passing job, in order."""
    found = hits(lines)
    return sorted({i for needle in NEEDLES[:11] for i in found[needle]})


def _places(text: bytes, needle: bytes) -> list[int]:
    places: list[int] = []
    at = text.find(needle)
    while at >= 0:
        places.append(at - 1)
        at = text.find(needle, at + 1)
    return places


def _lines(places: list[int], ends: list[int]) -> list[int]:
    lines: list[int] = []
    last = -1
    for place in places:
        line = bisect_right(ends, place, max(last, 0))
        if line != last:
            lines.append(line)
            last = line
    half = MOST_HITS // 2
    return lines if len(lines) <= MOST_HITS else lines[:half] + lines[-half:]
