"""Tests that stand in a comment or a text: there for the eye, gone for the runner. Pure.

A part of a test file that was code is put between the marks of a comment, of a text over several lines, or after the
file's end; or its lines come back as comments. The same of a script's lines that run checks. Judged hunk by hunk, by
both of its sides: what was no code before is not commented out. The marks are those of `comment_marks`. Neighbour:
`hollow`, what is left early.
"""

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from bot.decide.asserting import asserts
from bot.decide.comment_marks import MARKS, NEVER, Marks, alike
from bot.decide.hunks import Hunk

_COMMENT = re.compile(r"^\s*(?:#+(?![!\[])|//+|--+|;+|%+|<!--|/\*+|\*)")
"""What a line begins with that is a comment as a whole."""
_OPERATOR = re.compile(
    r"(?:[=(,\[{:+?>|&!~</]|\b(?:return|in|assert|yield|await|from|not|or|and|is|else|throw|raise|case))\s*\w{0,12}$"
)
_CLOSES = re.compile(r"\s*[),;.\]}]")
"""What stands before a text's beginning; and behind its end."""
_WORDS = re.compile(r"[A-Za-z]{2}(?<!\bend)(?<!\bfi)(?<!\bdo)")
"""What a line says that is more than the end of what stands above it."""
_NEAR = 60


@dataclass(frozen=True, slots=True)
class _Open:
    """A part that is no code: which pair began it, how it ends, and where it began, None before the hunk."""

    pair: int
    ends: str
    place: int | None = None
    depth: int = 1


def commented_out(path: str, parts: tuple[Hunk, ...]) -> tuple[str, ...]:
    """What was code before and is in a comment, a text or behind the file's end now, as it stands in the file."""
    found: list[str] = []
    kinds = tuple((blocks, _loses_ends(blocks, parts)) for blocks in _of(path))
    for hunk in parts:
        lost = {n for blocks, unended in kinds for n in _swallowed(blocks, hunk, unended)}
        found += [hunk.lines[n][1:].strip() for n in sorted(lost)]
        found += _turned(hunk)
    return tuple(line for line in found if _WORDS.search(line))


def code(path: str, hunk: Hunk) -> tuple[str, ...]:
    """The lines that a file gains, without those that stand in a comment or text that it gains as well."""
    hidden: set[int] = set()
    for blocks in _of(path):
        began = _inside(blocks, hunk.side("+"), _starts(blocks, hunk)[0])
        hidden |= {n for n, opened in began.items() if _is_new(hunk, opened)}
    return tuple(line[1:] for n, line in enumerate(hunk.lines) if line.startswith("+") and n not in hidden)


def _swallowed(blocks: Marks, hunk: Hunk, unended: bool) -> set[int]:
    """The lines that stand in a part that the change began or prolongs, and stood in none before.

    What stands above the hunk may not be told by it; then each way in which it may begin is tried.
    """
    plus, minus = (sum(_count(blocks, hunk.only(sign))) for sign in "+-")
    if not plus and not unended:
        return set()
    starts = _starts(blocks, hunk)
    prolongs = len(starts) == 1 and (unended or plus >= minus > 0)
    found: set[int] = set()
    for start in starts:
        was, now = (_inside(blocks, hunk.side(sign), start) for sign in "-+")
        places = (n for n, opened in now.items() if n in was and not was[n] and opened)
        found |= {n for n in places if prolongs or _is_new(hunk, now[n])}
    return found


def _starts(blocks: Marks, hunk: Hunk) -> tuple[_Open | None, ...]:
    """In what a hunk may begin, by the first mark that was there before; the likeliest first."""
    above = ""
    for _, line in hunk.side("-"):
        for hit in blocks.either.finditer(line):
            if hit["aside"] is None:
                return _start(blocks, hit, above)
        above = line
    return (None,)


def _start(blocks: Marks, hit: re.Match[str], above: str) -> tuple[_Open | None, ...]:
    """In what a hunk begins whose first mark is this one. above: the line before it."""
    kind, pair = (hit.lastgroup or "")[:4], int((hit.lastgroup or "")[4:])
    within = _Open(pair=pair, ends=blocks.pairs[pair][1])
    before, after = hit.string[: hit.start()], hit.string[hit.end() :]
    if kind == "ends":
        return (within,)
    if not alike(*blocks.pairs[pair]) or _OPERATOR.search(before[-_NEAR:]):
        return (None,)
    if before.strip() or _CLOSES.match(after):
        return (within,)
    if above.strip():
        return (None,) if _OPERATOR.search(above.rstrip()[-_NEAR:]) else (within,)
    return (None, within)


def _loses_ends(blocks: Marks, parts: tuple[Hunk, ...]) -> bool:
    """Whether a file loses more ends than beginnings, so that a part goes on to the next one's end."""
    lost = [0, 0]
    for hunk in parts:
        for sign, count in (("-", 1), ("+", -1)):
            for n, marks in enumerate(_count(blocks, hunk.only(sign))):
                lost[n] += count * marks
    return lost[1] > lost[0]


def _count(blocks: Marks, lines: tuple[str, ...]) -> tuple[int, int]:
    """How many parts lines may begin, and how many they may end."""
    begins = sum(hit["aside"] is None for line in lines for hit in blocks.begins.finditer(line))
    return begins, sum(1 for line in lines for _ in blocks.unlike.finditer(line))


def _is_new(hunk: Hunk, opened: _Open | None) -> bool:
    return opened is not None and opened.place is not None and hunk.lines[opened.place].startswith("+")


def _inside(
    blocks: Marks, lines: tuple[tuple[int, str], ...], start: _Open | None
) -> dict[int, _Open | None]:
    """For each line, by its place, what it begins in."""
    opened, found = start, dict[int, _Open | None]()
    for place, line in lines:
        found[place] = opened
        at: int | None = 0
        while at is not None:
            opened, at = _next(blocks, line, at, opened, place)
    return found


def _next(
    blocks: Marks, line: str, at: int, opened: _Open | None, place: int
) -> tuple[_Open | None, int | None]:
    """The next mark of a line: what it leaves open, and where to read on; None at the line's end."""
    if opened is None:
        hit = blocks.begins.search(line, at)
        if hit is None:
            return None, None
        pair = (hit.lastgroup or "").removeprefix("pair")
        if not pair.isdigit():
            return None, hit.end()
        word = hit.groupdict().get("word") or ""
        ends = blocks.pairs[int(pair)][1].replace("{word}", re.escape(word))
        return _Open(pair=int(pair), ends=ends, place=place), hit.end()
    begins = blocks.pairs[opened.pair][0] if blocks.nests else NEVER
    hit = _within(opened.ends, begins).search(line, at)
    if hit is None:
        return opened, None
    if hit.lastgroup == "begins":
        return replace(opened, depth=opened.depth + 1), hit.end()
    if (hit.group(0).startswith("\\") and len(hit.group(0)) == 2) or hit.group(0).startswith("${"):
        return opened, hit.end()
    left = opened.depth - 1
    return (replace(opened, depth=left) if left else None), hit.end()


@lru_cache(maxsize=1024)
def _of(path: str) -> tuple[Marks, ...]:
    return tuple(marks for of, marks in MARKS if of.search(path))


@lru_cache(maxsize=256)
def _within(ends: str, begins: str) -> re.Pattern[str]:
    return re.compile(rf"(?P<ends>{ends})|(?P<begins>{re.sub(r'[?]P<word>', '?:', begins)})")


def _turned(hunk: Hunk) -> tuple[str, ...]:
    """The lines that come back as a comment, but assertions, which are counted."""
    gone = {line for line in hunk.stripped("-") - hunk.stripped("+") if not asserts(line)}
    said = (_said(line) for line in hunk.only("+")) if gone else ()
    return tuple(line for line in said if line in gone and not _COMMENT.match(line))


def _said(line: str) -> str:
    """What a comment says; of what is none, nothing."""
    hit = _COMMENT.match(line)
    return line[hit.end() :].strip().removesuffix("*/").removesuffix("-->").strip() if hit else ""
