"""Which lines could say anything: a search for fixed words, far faster than any pattern.

A shape (`shapes.py`) names one of `NEEDLES`, in lower case, and is tried only on lines that hold it.
Each needle costs one pass over the log, so a new one has to earn its place.
"""

import re
from bisect import bisect_right
from collections.abc import Collection, Iterable, Sequence
from itertools import accumulate, chain, count
from operator import add

from bot.orient.diagnosis.said import HEAD, Said, joined

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
_TAIL = 4_000
"""Lines from the end among which the last ones of what comes too often mostly are."""

_ALIKE = bytes(b"0"[0] if chr(b).isdecimal() else b for b in bytes(range(128)).lower()) + bytes(
    range(128, 256)
)
"""What makes lines alike that differ in case and digits, of which no needle knows."""
_WORDS = {needle: needle.encode() for needle in (*NEEDLES, *SIGNS)} | {SIGNS[0]: b"\xe2\x9c"}
_PATTERNS = {
    DIGITS: (re.compile(rb"\.[a-z]\w{0,9} ?[:(]\d"), re.compile(rb"file[:(]\d")),
    NUMBERED: (re.compile(rb"\n[ \t]{0,8}\d{1,5}\) "),),
}
_ALL = (*_WORDS, *_PATTERNS)


Places = dict[str, list[int]]
"""Texts, each with the indexes of the lines that say it."""


def hits(said: Said, begins: frozenset[str], prefix: str) -> dict[str, Places]:
    """By needle, what the lines say that hold it; of too many lines the first and the last ones.

    `begins` are the beginnings that are looked for. They are those of lines without a `prefix`, without which
    texts are told too. A needle that no line holds is absent. What differs in digits and case alone, or not
    at all, is searched once.
    """
    found, many = _first_hits(said)
    found |= _beginnings(said, begins, prefix)
    many |= {needle for needle, texts in found.items() if len(texts) > MOST_HITS}
    if many:  # of those there are the first; what comes last is found among what is said last
        last = _last(said, many, prefix, _TAIL)
        found |= {n: [*found[n][:MOST_HITS], *last.get(n, ())[:MOST_HITS]] for n in many}
    places: Places = {text: [] for texts in found.values() for text in texts}
    for i in said.places(places):
        places[said.lines[i]].append(i)
    return {needle: _places(texts, places, prefix) for needle, texts in found.items() if texts}


def _last(said: Said, many: Collection[str], prefix: str, tail: int) -> dict[str, list[str]]:
    """The texts of the last lines, one after another from the end, that hold each of some needles."""
    back = Said(said.lines[: -tail - 1 : -1])
    found = _found(*_as_bytes(back.texts), [needle for needle in _ALL if needle in many])
    last = {needle: [back.texts[i] for i in at] for needle, at in found.items()}
    last |= _beginnings(back, frozenset(needle[1:] for needle in many if needle[0] == BEGINS), prefix)
    if tail >= len(said.lines) or all(len(last.get(needle, ())) >= MOST_HITS // 2 for needle in many):
        return last
    return _last(said, many, prefix, len(said.lines))


def _first_hits(said: Said) -> tuple[dict[str, list[str]], set[str]]:
    """The first texts that hold each needle, in order; and which needles more of them may hold."""
    texts = said.texts
    rows = said.raw.translate(_ALIKE)[1:].split(b"\n")
    once = list(dict.fromkeys(rows))
    found = _found(b"\n" + b"\n".join(once), _ends(map(len, once)), _ALL)
    many = {needle for needle, at in found.items() if len(at) >= MOST_HITS}
    if len(once) < len(rows):
        places: dict[bytes, list[int]] = {once[i]: [] for at in found.values() for i in at}
        for i in [i for i, row in enumerate(rows) if row in places]:
            places[rows[i]].append(i)
        for needle, at in found.items():
            each = [places[once[i]] for i in at]
            if sum(map(len, each)) > MOST_HITS:
                many.add(needle)
                each = [one[:MOST_HITS] for one in each]
            found[needle] = sorted(chain(*each))[:MOST_HITS]
    return {needle: [texts[i] for i in at] for needle, at in found.items()}, many


def _beginnings(said: Said, begins: frozenset[str], prefix: str) -> dict[str, list[str]]:
    """The texts that have each of some beginnings, in order, with or without a prefix."""
    found = {BEGINS + head: texts for head, texts in said.heads.items() if head in begins}
    bare: dict[str, list[str]] = {}
    for text in said.heads.get(prefix[:HEAD], ()) if prefix else ():
        head = text.removeprefix(prefix)[:HEAD]
        if text.startswith(prefix) and head in begins:
            bare.setdefault(BEGINS + head, []).append(text)
    if bare:
        order = {text: n for n, text in enumerate(said.texts)}
        found |= {n: sorted([*found.get(n, ()), *ts], key=order.__getitem__) for n, ts in bare.items()}
    return found


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


def _found(text: bytes, ends: list[int], needles: Sequence[str]) -> dict[str, list[int]]:
    """The indexes of the first lines of a text that hold each needle, in order, `MOST_HITS` at most."""
    is_ascii = text.isascii()
    found: dict[str, list[int]] = {}
    for needle in needles:
        if patterns := _PATTERNS.get(needle):
            at = {i for pattern in patterns for i in _matching(text, pattern, ends)}
            found[needle] = sorted(at)[:MOST_HITS]
        elif not (is_ascii and needle in SIGNS):
            found[needle] = _holding(text, _WORDS[needle], ends, MOST_HITS)
    return found


def telling(lines: Sequence[str]) -> list[int]:
    """The lines that hold any needle that is rare in a log of a passing job, in order."""
    text, ends = _as_bytes(lines)
    return sorted(
        {i for needle in NEEDLES[:TELLING] for i in _holding(text, needle.encode(), ends, len(lines))}
    )


def _as_bytes(lines: Sequence[str]) -> tuple[bytes, list[int]]:
    """The lines without what no needle knows of, each after a line's end, and where each ends."""
    text = joined(lines).translate(_ALIKE)
    return text, _ends(map(len, lines) if text.isascii() else map(len, text[1:].split(b"\n")))


def _ends(lengths: Iterable[int]) -> list[int]:
    """Where each line ends, in a text where each is after a line's end."""
    return list(map(add, accumulate(lengths), count(1)))


def bounded(at: list[int]) -> list[int]:
    """The first and the last of them, where there are too many."""
    half = MOST_HITS // 2
    return at if len(at) <= MOST_HITS else at[:half] + at[-half:]


def _holding(text: bytes, needle: bytes, ends: list[int], most: int) -> list[int]:
    """The first lines that hold a needle, in order."""
    found: list[int] = []
    at = text.find(needle)
    while at >= 0 and len(found) < most:
        line = bisect_right(ends, at - 1)
        found.append(line)
        at = text.find(needle, ends[line])
    return found


def _matching(text: bytes, pattern: re.Pattern[bytes], ends: list[int]) -> list[int]:
    """The first lines that match, in order."""
    found: list[int] = []
    at = 0
    while len(found) < MOST_HITS and (place := pattern.search(text, at)):
        found.append(bisect_right(ends, place.end() - 2))
        at = ends[found[-1]]
    return found
