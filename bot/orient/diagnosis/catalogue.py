"""All that lines may be asked for by the shapes of every family, so that all of it is looked for at once.

What a pattern is sure to need is read off its source (`literals`); a shape of which no line holds that
costs nothing. Hundreds of texts are searched in one pass over the lines that hold any needle (Aho and Corasick).
"""

import re
from bisect import bisect_right
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from ahocorasick_rs import BytesAhoCorasick, Implementation

from bot.orient.diagnosis.literals import firsts, is_blind, needed, sure
from bot.orient.diagnosis.needles import BEGINS
from bot.orient.diagnosis.said import joined

_DIGIT = re.compile(r"[0-9]")
_DIGITS = bytes(b"0"[0] if chr(b).isdecimal() else b for b in range(128)) + bytes(range(128, 256))
"""What makes digits alike."""


@dataclass(frozen=True, eq=False)
class Question:
    """What a line is asked for: a needle, one of some words if there are any, and to match a pattern.

    It is asked only in a log some line of which holds the text that is `given`, and none any of `unless`.
    """

    needle: str
    pattern: re.Pattern[str]
    words: tuple[str, ...] = ()
    given: str = ""
    unless: tuple[str, ...] = ()

    @cached_property
    def needed(self) -> frozenset[str] | None:
        """Texts one of which a line holds that has what is asked for, digits all alike and in lower case.

        None where none is sure.
        """
        texts = frozenset(self.words) or needed(self.pattern, self.needle.removeprefix(BEGINS).lower())
        return None if texts is None else frozenset(_DIGIT.sub("0", text) for text in texts)

    @cached_property
    def sure(self) -> str:
        """A text that every match holds as it is."""
        return sure(self.pattern)

    @cached_property
    def exact(self) -> tuple[str, ...]:
        """The words, if digits in them must be what they are."""
        return self.words if any(map(_DIGIT.search, self.words)) else ()

    @cached_property
    def firsts(self) -> frozenset[str] | None:
        """The signs that a match may begin with, of ASCII; None for any."""
        return firsts(self.pattern)

    @cached_property
    def blind(self) -> bool:
        """Whether one digit is as good as another."""
        return not self.exact and is_blind(self.pattern)


class Catalogue:
    """What lines are asked for."""

    def __init__(self, questions: Iterable[Question]) -> None:
        self._questions = tuple(questions)
        self.begins = frozenset(q.needle[len(BEGINS) :] for q in self._questions if q.needle[0] == BEGINS)
        """How lines begin that are asked for."""
        self.signs = tuple(sorted({sign for q in self._questions for sign in (q.given, *q.unless) if sign}))
        """What is given for any question, or must not be there."""

    @cached_property
    def needed(self) -> tuple[str, ...]:
        """What any question needs."""
        return tuple(sorted({text for question in self._questions for text in question.needed or ()}))

    @cached_property
    def needing(self) -> BytesAhoCorasick:
        """What finds that; it takes some megabytes, and is made once."""
        return BytesAhoCorasick(map(str.encode, self.needed), implementation=Implementation.DFA)


class Rows:
    """Some texts in rows, each of those that differ in their digits alone, and what is needed that they hold."""

    def __init__(self, texts: Collection[str], catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        rows = joined([*texts]).translate(_DIGITS)[1:].split(b"\n") if texts else []
        self._rows = {row: n for n, row in enumerate(dict.fromkeys(rows))}
        numbers = [*map(self._rows.__getitem__, rows)]
        self.of = dict(zip(texts, numbers, strict=True))
        """By the text, its row."""
        self.texts: list[list[str]] = [[] for _ in self._rows]
        """By the row, its texts."""
        for text, number in self.of.items():
            self.texts[number].append(text)
        self._held: dict[str, set[int]] = {}

    def holding(self, needed: frozenset[str]) -> Collection[int]:
        """The rows that hold one of some texts that a question needs."""
        if needed.isdisjoint(self._places):
            return ()
        held = [self._holding(text) for text in self._places.keys() & needed]
        return held[0] if len(held) == 1 else set[int]().union(*held)

    def _holding(self, text: str) -> set[int]:
        if text not in self._held:
            ends = self._ends
            self._held[text] = {bisect_right(ends, place) for place in self._places[text]}
        return self._held[text]

    @cached_property
    def _places(self) -> dict[str, list[int]]:
        """Where each text that is needed for any question is, of those that are anywhere."""
        raw, found = b"\n".join(self._rows).lower(), dict[int, list[int]]()
        for n, place, _ in self._catalogue.needing.find_matches_as_indexes(raw, overlapping=True):
            if n in found:
                found[n].append(place)
            else:
                found[n] = [place]
        return {self._catalogue.needed[n]: places for n, places in found.items()}

    @cached_property
    def _ends(self) -> list[int]:
        return [*accumulate(map(len, self._rows), lambda end, length: end + 1 + length)]
