"""Which lines could say anything: a search for fixed words, far faster than any pattern.

A shape (`shapes.py`) names one of `NEEDLES`, in lower case, and is tried only on lines that hold it.
All of them are searched at once (Aho and Corasick), so that one more costs next to nothing but for the lines
that it finds.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import chain

from bot.orient.diagnosis.said import Said, ends, joined, search

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
_HALF = MOST_HITS // 2
"""As many, of the first and of the last: they say at most as many texts."""
_TAIL = 4_000
"""Lines at a time that are searched where it is soon known enough."""

_ALIKE = bytes(b"0"[0] if chr(b).isdecimal() else b for b in bytes(range(128)).lower()) + bytes(
    range(128, 256)
)
"""What makes lines alike that differ in case and digits, of which no needle knows."""
_NAMED = ("file:0", "file(0")
"""What places in files without a suffix hold (`Makefile:7`), digits all alike; found as words are."""
_WORDS = {needle: needle.encode() for needle in (*NEEDLES, *SIGNS, *_NAMED)} | {SIGNS[0]: b"\xe2\x9c"}
_PATTERNS = {
    DIGITS: re.compile(rb"\.[a-z]\w{0,9}+ ?[:(](?:cell )?\d"),
    NUMBERED: re.compile(rb"\n[ \t]{0,8}+\d{1,5}+\) "),
}
_ALL = (*NEEDLES, *SIGNS, *_PATTERNS)
_AT_ONCE = 64 << 10
"""Bytes that are searched before it is seen which needles are still worth a search."""


Places = dict[str, list[int]]
"""Texts, each with the indexes of the lines that say it."""


def hits(said: Said, begins: frozenset[str], prefix: str) -> dict[str, Places]:
    """By needle, what the lines say that hold it; of too many lines the first and the last ones.

    `begins` are the beginnings that are looked for. They are those of lines without a `prefix`, without which
    texts are told too. A needle that no line holds is absent. What is said again is searched once.
    """
    found = _found(said, _ALL, MOST_HITS)
    many = [needle for needle, texts in found.items() if len(texts) >= MOST_HITS]
    for needle, texts in _last(said, many).items():
        found[needle] = [*found[needle][:_HALF], *texts]
    found |= _beginnings(said, begins, prefix)
    places: Places = {}
    for i in said.places(dict.fromkeys(chain.from_iterable(found.values()))):
        places.setdefault(said.lines[i], []).append(i)
    return {needle: _places(texts, places, prefix) for needle, texts in found.items() if texts}


def _last(said: Said, needles: Sequence[str]) -> dict[str, list[str]]:
    """The texts that the last lines say that hold each of some needles, from the end on."""
    found: dict[str, dict[str, None]] = {needle: {} for needle in needles}
    few, end = list(needles), len(said.lines)
    while few and end:
        part = Said(said.lines[max(end - _TAIL, 0) : end][::-1])
        for needle, texts in _found(part, few, _HALF).items():
            found[needle].update(dict.fromkeys(texts))
        few = [needle for needle in few if len(found[needle]) < _HALF]
        end -= len(part.lines)
    return {needle: [*texts] for needle, texts in found.items()}


def _beginnings(said: Said, begins: frozenset[str], prefix: str) -> dict[str, list[str]]:
    """The texts that have each of some beginnings, with or without a prefix; of too many the first and the last ones."""
    found = said.firsts(begins, prefix, MOST_HITS)
    many = {head for head, texts in found.items() if len(texts) >= MOST_HITS}
    for head, texts in said.lasts(many, prefix, _HALF).items():
        found[head] = [*found[head][:_HALF], *texts]
    return {BEGINS + head: texts for head, texts in found.items()}


def _places(texts: Sequence[str], places: Places, prefix: str) -> Places:
    """The places of some of the texts, without a prefix; of too many the first and the last ones."""
    found = {text: places[text] for text in texts}
    if sum(map(len, found.values())) > MOST_HITS:
        kept = frozenset(bounded(sorted(chain(*found.values()))))
        cut = {text: [i for i in at if i in kept] for text, at in found.items()}
        found = {text: at for text, at in cut.items() if at}
    for text in [text for text in found if prefix and text.startswith(prefix)]:
        bare = text.removeprefix(prefix)
        found[bare] = sorted({*found.pop(text), *found.get(bare, ())})
    return found


def _found(said: Said, needles: Sequence[str], most: int) -> dict[str, list[str]]:
    """The first texts that hold each needle, in order."""
    text, is_ascii = said.raw.translate(_ALIKE), said.raw.isascii()
    words = tuple(n for n in needles if n in _WORDS and not (is_ascii and n in SIGNS))
    found = _holding(text, (*words, *_NAMED) if DIGITS in needles else words, said.ends, most)
    for needle in [n for n in needles if n in _PATTERNS]:
        found[needle] = _matching(text, _PATTERNS[needle], said.ends, most)
    if DIGITS in found:
        named = chain(*(found.pop(word) for word in _NAMED))
        found[DIGITS] = sorted({*found[DIGITS], *named})[:most]
    return {needle: [said.texts[i] for i in at] for needle, at in found.items()}


def telling(lines: Sequence[str]) -> Iterator[int]:
    """The lines that hold any needle that is rare in a log of a passing job, in order; a part of them at a time."""
    for begin in range(0, len(lines), _TAIL):
        part = lines[begin : begin + _TAIL]
        text = joined(part).translate(_ALIKE)
        found = _holding(text, NEEDLES[:TELLING], ends(text, part), len(part))
        yield from sorted({begin + at for each in found.values() for at in each})


def bounded(at: list[int]) -> list[int]:
    """The first and the last of them, where there are too many."""
    return at if len(at) <= MOST_HITS else at[:_HALF] + at[-_HALF:]


def _holding(text: bytes, words: tuple[str, ...], stops: list[int], most: int) -> dict[str, list[int]]:
    """The first lines that hold each of some needles, in order."""
    found: dict[str, list[int]] = {word: [] for word in words}
    after = dict.fromkeys(words, 0)
    for begin, part in _parts(text, stops):
        left = tuple(word for word in words if len(found[word]) < most)
        if not left:
            break
        searched = search(tuple(_WORDS[word] for word in left))
        for n, at, _ in searched.find_matches_as_indexes(part, overlapping=True):
            word, place = left[n], begin + at
            if place >= after[word] and len(found[word]) < most:
                line = bisect_right(stops, place - 1)
                found[word].append(line)
                after[word] = stops[line]
    return found


def _parts(text: bytes, stops: list[int]) -> Iterator[tuple[int, bytes]]:
    """Some whole lines at a time, and where they begin."""
    begin = 0
    while begin < len(text):
        line = bisect_left(stops, begin + _AT_ONCE)
        end = stops[line] if line < len(stops) else len(text)
        yield begin, text[begin:end]
        begin = end


def _matching(text: bytes, pattern: re.Pattern[bytes], stops: list[int], most: int) -> list[int]:
    """The first lines that match, in order."""
    found: list[int] = []
    at = 0
    while len(found) < most and (place := pattern.search(text, at)):
        found.append(bisect_right(stops, place.end() - 2))
        at = stops[found[-1]]
    return found
