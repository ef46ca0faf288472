"""The lines of a log that are worth a look, and which of them have what a shape asks for.

`needles` finds the lines, `catalogue` knows which of them can have it at all; both keep patterns from being tried.
What is said again and again is looked at once, and so is what differs in its digits alone.
"""

import re
from collections.abc import Collection, Iterable, Sequence
from functools import cached_property
from itertools import chain
from operator import itemgetter

from bot.orient.diagnosis.catalogue import Catalogue, Question, Rows
from bot.orient.diagnosis.needles import Places, hits
from bot.orient.diagnosis.said import Said

ANNOTATED = "##[error]"
"""What Actions puts before an error that a tool reported with a command; the tool's own words follow."""
_ITSELF = "^##["
"""The needle of shapes that are about that prefix itself."""
_PLACE = itemgetter(0)


class Candidates:
    """The lines of a log that are worth a look, by needle. Families see them without Actions' prefix."""

    def __init__(self, said: Said, catalogue: Catalogue, log: Said) -> None:
        self._log = log
        lines = said.lines
        commands = said.places({*said.beginning((_ITSELF[1:],))})
        bare = list(lines)
        for i in commands:
            bare[i] = lines[i].removeprefix(ANNOTATED)
        self.bare: Sequence[str] = bare
        found = hits(said, catalogue.begins, ANNOTATED if commands else "")
        if commands:
            found[_ITSELF] = {}
            for i in commands:
                found[_ITSELF].setdefault(lines[i], []).append(i)
        self._rows = Rows(dict.fromkeys(chain.from_iterable(found.values())), catalogue)
        self.there = {needle: _Held(at, self._rows) for needle, at in found.items()}

    def matching(self, question: Question) -> list[tuple[int, re.Match[str]]]:
        """The lines that have all that is asked for, in order."""
        held = self.there.get(question.needle)
        if held is None:
            return []
        rows: Iterable[int]
        if question.needed is not None:
            rows = self._rows.holding(question.needed)
        else:
            rows = held.beginning(question.firsts) if question.blind else held.rows
        if not rows or not self._may(question):
            return []
        found = [(i, match) for text, match in held.matching(question, rows) for i in held.at[text]]
        return sorted(found, key=_PLACE) if len(found) > 1 else found

    def _may(self, question: Question) -> bool:
        """Whether the log holds what the question is asked for alone, and nothing for which it is not."""
        there = self._log.holding
        return (not question.given or bool(there(question.given))) and not there(*question.unless)

    def tried(self, needle: str) -> list[tuple[int, str]]:
        """The lines that hold the needle, in order."""
        held = self.there.get(needle)
        return sorted((i, text) for text, at in held.at.items() for i in at) if held is not None else []


class _Held:
    """The texts that hold a needle, each with the indexes of the lines that say it."""

    def __init__(self, at: Places, rows: Rows) -> None:
        self.at = at
        self._all = rows

    @cached_property
    def rows(self) -> Collection[int]:
        """The rows that the texts are in."""
        return dict.fromkeys(map(self._all.of.__getitem__, self.at))

    @cached_property
    def _by_first(self) -> dict[str, list[int]]:
        """The rows by their first sign; those that begin with none of ASCII under the empty text."""
        found: dict[str, list[int]] = {}
        for row in self.rows:
            first = self._all.texts[row][0][:1]
            found.setdefault(first if first.isascii() else "", []).append(row)
        return found

    def beginning(self, signs: frozenset[str] | None) -> Iterable[int]:
        """The rows that begin with one of some signs, or with none of ASCII; any digit stands for all."""
        if signs is None:
            return self.rows
        by_first = self._by_first
        return [row for first in (*by_first.keys() & signs, "") for row in by_first.get(first, ())]

    def matching(self, question: Question, rows: Iterable[int]) -> list[tuple[str, re.Match[str]]]:
        """The texts of some rows that match, as far as they hold the needle; of a row one is asked for all if it can."""
        found: list[tuple[str, re.Match[str]]] = []
        match, blind, exact, sure = question.pattern.match, question.blind, question.exact, question.sure
        texts, at, mine = self._all.texts, self.at, self.rows
        for row in filter(mine.__contains__, rows):
            for text in texts[row]:
                if text not in at:
                    continue
                one = match(text) if sure in text else None
                if one is not None and (not exact or any(word in text.lower() for word in exact)):
                    found.append((text, one))
                elif blind:
                    break
        return found
