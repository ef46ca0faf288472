"""The lines of a log that are worth a look, and which of them a pattern matches.

`needles` finds the lines, `literals` knows what a pattern needs; both keep patterns from being tried.
What is said again and again is looked at once.
"""

import re
from collections.abc import Sequence
from functools import cache

from bot.orient.diagnosis.literals import literal, path_first
from bot.orient.diagnosis.needles import bounded, hits, spread

ANNOTATED = "##[error]"
"""What Actions puts before an error that a tool reported with a command; the tool's own words follow."""
_ITSELF = "^##["
"""The needle of shapes that are about that prefix itself."""

_needed = cache(literal)
_place = cache(path_first)
_Texts = dict[str, list[int]]
"""Texts in the order in which they come first, each with the indexes of the lines that say it."""


class Candidates:
    """The lines of a log that are worth a look, by needle. Families see them without Actions' prefix."""

    def __init__(self, lines: Sequence[str], begins: frozenset[str], raw: bytes) -> None:
        self._raw = raw
        marked = b"##[" in raw
        self._commands = [i for i, line in enumerate(lines) if line[:3] == "##["] if marked else []
        bare = list(lines)
        for i in self._commands:
            bare[i] = lines[i].removeprefix(ANNOTATED)
        self.bare: Sequence[str] = bare
        self._lines = lines
        self._hits = _hits(lines, begins)
        self._held: dict[str, bool] = {}
        self._texts: dict[str, _Texts] = {}
        self._whole: dict[str, str] = {}
        self._low: dict[str, str] = {}
        self._lowered: dict[str, list[str]] = {}
        self._paths: dict[str, list[str]] = {}

    def matching(
        self, needle: str, pattern: re.Pattern[str], words: tuple[str, ...]
    ) -> list[tuple[int, re.Match[str]]]:
        """The lines that hold the needle, and one of the words if there are any, and match the pattern; in order."""
        texts = self._of(needle)
        if not texts:
            return []
        match = pattern.match
        held = self._saying(needle, words) if words else self._holding(needle, pattern)
        found = [(i, one) for text in held if (one := match(text)) is not None for i in texts[text]]
        return sorted(found, key=lambda pair: pair[0]) if len(found) > 1 else found

    def hold(self, text: str) -> bool:
        """Whether any line holds the text; families ask for few, and only where there is something to tell."""
        if text not in self._held:
            self._held[text] = text.encode() in self._raw
        return self._held[text]

    def tried(self, needle: str) -> list[tuple[int, str]]:
        """The lines that hold the needle, in order."""
        return sorted((i, text) for text, at in self._of(needle).items() for i in at)

    def _saying(self, needle: str, words: tuple[str, ...]) -> list[str]:
        """The needle's texts that hold one of the words."""
        low = self._lowest(needle)
        words = tuple(word for word in words if word in low)
        if not words:
            return []
        pairs = zip(self._of(needle), self._lowered[needle], strict=True)
        return [text for text, lowered in pairs if any(word in lowered for word in words)]

    def _holding(self, needle: str, pattern: re.Pattern[str]) -> list[str]:
        """The needle's texts as far as they may match the pattern."""
        need, any_case = _needed(pattern)
        if any_case:
            return self._saying(needle, (need,))
        if need and need not in self._whole[needle]:
            return []
        place = _place(pattern)
        texts = self._of(needle) if place is None else self._placed(needle, place)
        return [text for text in texts if need in text] if need else list(texts)

    def _of(self, needle: str) -> _Texts:
        """The texts that hold the needle."""
        if needle not in self._texts:
            lines = self._lines if needle == _ITSELF else self.bare
            found: _Texts = {}
            for i in self._commands if needle == _ITSELF else self._hits.get(needle, ()):
                found.setdefault(lines[i], []).append(i)
            self._texts[needle] = found
            self._whole[needle] = "\n".join(found)
        return self._texts[needle]

    def _lowest(self, needle: str) -> str:
        """Those texts as one, in lower case."""
        if needle not in self._low:
            self._low[needle] = self._whole[needle].lower()
            self._lowered[needle] = [text.lower() for text in self._of(needle)]
        return self._low[needle]

    def _placed(self, needle: str, place: re.Pattern[str]) -> list[str]:
        """Those texts that begin with a place in a file, as many patterns do."""
        key = needle + place.pattern
        if key not in self._paths:
            self._paths[key] = [text for text in self._of(needle) if place.match(text)]
        return self._paths[key]


def _hits(lines: Sequence[str], begins: frozenset[str]) -> dict[str, list[int]]:
    """The indexes of the lines that hold each needle; of lines that come often the first alone is searched."""
    texts = list(dict.fromkeys(lines))
    few = len(texts) * 2 < len(lines)
    searched = texts if few else lines
    found = hits(searched, [text.removeprefix(ANNOTATED) for text in searched], begins)
    if few:
        found = spread(found, texts, lines)
    return {needle: bounded(at) for needle, at in found.items()}
