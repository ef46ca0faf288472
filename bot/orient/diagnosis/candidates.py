"""The lines of a log that are worth a look, and which of them a pattern matches.

`needles` finds the lines, `literals` knows what a pattern needs; both keep patterns from being tried.
What is said again and again is looked at once, and so is what differs in its digits alone.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from bot.orient.diagnosis.literals import firsts, is_blind, literal, path_first, rest
from bot.orient.diagnosis.needles import Places, hits
from bot.orient.diagnosis.said import Said, ends, joined, search

ANNOTATED = "##[error]"
"""What Actions puts before an error that a tool reported with a command; the tool's own words follow."""
_ITSELF = "^##["
"""The needle of shapes that are about that prefix itself."""
_FEW = 8
"""Texts that are quicker looked through one by one than all in one."""
_OFTEN = 5
"""The question from which on it is worth to know what differs in digits alone."""
_DIGITS = bytes(b"0"[0] if chr(b).isdecimal() else b for b in range(128)) + bytes(range(128, 256))


@dataclass(frozen=True, eq=False)
class Question:
    """What a line is asked for: a needle, one of some words if there are any, and to match a pattern."""

    needle: str
    pattern: re.Pattern[str]
    words: tuple[str, ...] = ()

    @cached_property
    def need(self) -> tuple[str, bool]:
        """A text that every match holds, and whether only in lower case."""
        return literal(self.pattern)

    @cached_property
    def place(self) -> re.Pattern[str] | None:
        """The place in a file that the pattern begins with, if it does."""
        return path_first(self.pattern)

    @cached_property
    def rest(self) -> re.Pattern[str] | None:
        """What follows that place, if where it ends can be told without."""
        return rest(self.pattern)

    @cached_property
    def firsts(self) -> frozenset[str] | None:
        """The signs that a match may begin with, of ASCII; None for any."""
        return firsts(self.pattern)

    @cached_property
    def blind(self) -> bool:
        """Whether the pattern cannot tell one digit from another."""
        return is_blind(self.pattern)


class Candidates:
    """The lines of a log that are worth a look, by needle. Families see them without Actions' prefix."""

    def __init__(self, said: Said, begins: frozenset[str], log: Said) -> None:
        self._log = log
        lines = said.lines
        commands = said.places({*said.beginning((_ITSELF[1:],))})
        bare = list(lines)
        for i in commands:
            bare[i] = lines[i].removeprefix(ANNOTATED)
        self.bare: Sequence[str] = bare
        found = hits(said, begins, ANNOTATED if commands else "")
        if commands:
            found[_ITSELF] = {}
            for i in commands:
                found[_ITSELF].setdefault(lines[i], []).append(i)
        self.there = {needle: _Held(at) for needle, at in found.items()}
        self._holds: dict[str, bool] = {}

    def matching(self, question: Question) -> list[tuple[int, re.Match[str]]]:
        """The lines that have all that is asked for, in order."""
        held = self.there.get(question.needle)
        texts = held.maybe(question) if held is not None else ()
        if held is None or not texts:
            return []
        match, at = question.pattern.match, held.at
        found = [(i, one) for text in texts if (one := match(text)) is not None for i in at[text]]
        return sorted(found, key=lambda pair: pair[0]) if len(found) > 1 else found

    def hold(self, text: str) -> bool:
        """Whether any line holds the text; families ask for few, and only where there is something to tell."""
        if text not in self._holds:
            self._holds[text] = text.encode() in self._log.raw
        return self._holds[text]

    def tried(self, needle: str) -> list[tuple[int, str]]:
        """The lines that hold the needle, in order."""
        held = self.there.get(needle)
        return sorted((i, text) for text, at in held.at.items() for i in at) if held is not None else []


class _Held:
    """The texts that hold a needle, each with the indexes of the lines that say it."""

    def __init__(self, at: Places) -> None:
        self.at = at
        self._each = _Texts(list(at))
        self._asked = 0

    def maybe(self, question: Question) -> Iterable[str]:
        """The texts as far as they may have what is asked for."""
        if question.words:
            return self._each.saying(question.words)
        self._asked += 1
        if self._asked < _OFTEN or not question.blind or self._once is self._each:
            return self._each.maybe(question)
        match = question.pattern.match
        found = [text for text in self._once.maybe(question) if match(text) is not None]
        return [text for one in found for text in self._alike[one]]

    @cached_property
    def _alike(self) -> dict[str, list[str]]:
        """By the first of them, the texts that differ in their digits alone."""
        found: dict[bytes, list[str]] = {}
        texts = self._each.texts
        rows = self._each.raw.translate(_DIGITS)[1:].split(b"\n")
        for row, text in zip(rows, texts, strict=True):
            found.setdefault(row, []).append(text)
        return {alike[0]: alike for alike in found.values()}

    @cached_property
    def _once(self) -> "_Texts":
        """The first of those that differ in their digits alone, where that spares at least half of them."""
        if len(self._each.texts) <= _FEW:
            return self._each
        once = list(self._alike)
        return _Texts(once) if len(once) * 2 <= len(self._each.texts) else self._each


def _line_of(place: re.Match[str]) -> int:
    """Where a place's line ends, if it has one; it may have a column too, or not."""
    return place.end("line") if "line" in place.re.groupindex else place.end()


class _Texts:
    """Some texts, and quick ways to those of them that a pattern may match."""

    def __init__(self, texts: list[str]) -> None:
        self.texts = texts
        self._begun: dict[frozenset[str], list[str]] = {}
        self._placed: dict[re.Pattern[str], list[tuple[str, int, int]]] = {}
        self._need: dict[str, bool] = {}

    @cached_property
    def raw(self) -> bytes:
        """All of them in one: where to look first whether any holds a text, far faster than in one of characters."""
        return joined(self.texts)

    @cached_property
    def _low(self) -> str:
        return "\n".join(self.texts).lower()

    @cached_property
    def _raw_low(self) -> bytes:
        return self.raw.lower()

    @cached_property
    def _ends(self) -> list[int]:
        return ends(self.raw, self.texts)

    @cached_property
    def _by_first(self) -> dict[str, list[str]]:
        """By their first sign; those that begin with none of ASCII under the empty text."""
        found: dict[str, list[str]] = {}
        for text in self.texts:
            first = text[:1]
            found.setdefault(first if first.isascii() else "", []).append(text)
        return found

    def saying(self, words: tuple[str, ...]) -> list[str]:
        """Those that hold one of some words in lower case."""
        found = search(tuple(map(str.encode, words))).find_matches_as_indexes(self._raw_low)
        return [self.texts[i] for i in sorted({bisect_right(self._ends, at) for _, at, _ in found})]

    def maybe(self, question: Question) -> list[str]:
        """Those that a pattern may match, by what it begins with and what it needs."""
        need, any_case = question.need
        if question.rest is not None and need and not any_case and not self._holds(need):
            return []
        texts = (
            self._beginning(question.firsts) if question.place is None else self._at(question.place, question)
        )
        if not texts or not need:
            return texts
        if any_case:
            return [text for text in texts if need in text.lower()] if need in self._low else []
        if len(texts) > _FEW and not self._holds(need):
            return []
        return [text for text in texts if need in text]

    def _holds(self, need: str) -> bool:
        if need not in self._need:
            self._need[need] = need.encode() in self.raw
        return self._need[need]

    def _at(self, place: re.Pattern[str], question: Question) -> list[str]:
        """Those that begin with a place in a file, and what the pattern looks for behind it."""
        if place not in self._placed:
            found = [(text, match) for text in self.texts if (match := place.match(text))]
            self._placed[place] = [(text, match.end(), _line_of(match)) for text, match in found]
        if question.rest is None:
            return [text for text, _, _ in self._placed[place]]
        after = question.rest.match
        return [
            text
            for text, end, line in self._placed[place]
            if after(text, end) or (line != end and after(text, line))
        ]

    def _beginning(self, signs: frozenset[str] | None) -> list[str]:
        """Those that begin with one of some signs, or with none of ASCII."""
        if signs is None:
            return self.texts
        found = self._begun.get(signs)
        if found is None:
            by_first = self._by_first
            found = [text for first in (*by_first.keys() & signs, "") for text in by_first.get(first, ())]
            self._begun[signs] = found
        return found
