"""A patch as its hunks: what each line was, is, and stands beside. Pure.

Read by everything that judges a line by those around it: `hollow`, `commented`, `wrapped`, `overridden`, `projects`.
"""

import re
from functools import lru_cache

from bot.model.value import Value

_HEADING = re.compile(r"^@@[^@]*@@ ?(.*)$")
_WIDE = re.compile(r"[^\S\n\r\u2028\u2029]{61,}")
_BREAK = re.compile("[\r\u2028\u2029]")
"""What ends a line for some languages, though git and GitHub show it within one."""
_SPACE = " " * 60
"""As much as stands for more: nobody writes so, but for patterns in which space may be parted in many ways."""


class Hunk(Value):
    """One part of a patch. heading: the line above it that git shows, where it does; lines: with their sign."""

    heading: str
    lines: tuple[str, ...]

    def side(self, sign: str) -> tuple[tuple[int, str], ...]:
        """One side's lines without their sign, each with its place: `-` for what was, `+` for what is."""
        return tuple((n, line[1:]) for n, line in enumerate(self.lines) if line[:1] in (" ", sign))

    def only(self, sign: str) -> tuple[str, ...]:
        """The lines that are on one side alone, without their sign."""
        return tuple(line[1:] for line in self.lines if line[:1] == sign)

    def stripped(self, sign: str) -> frozenset[str]:
        """The same, without the space around them, so that one that was moved to the right is known again."""
        return frozenset(filter(None, (line.strip() for line in self.only(sign))))


@lru_cache(maxsize=512)
def hunks(patch: str | None) -> tuple[Hunk, ...]:
    """A patch's hunks; GitHub's and git's patches differ only above the first."""
    found: list[tuple[str, list[str]]] = []
    for line in (patch or "").split("\n"):
        if line.startswith("@@"):
            hit = _HEADING.match(line)
            found.append((hit[1] if hit else "", []))
        elif found and line[:1] in ("+", "-", " "):
            found[-1][1].extend(_lines(line))
    return tuple(Hunk(heading=heading, lines=tuple(lines)) for heading, lines in found)


def _lines(line: str) -> list[str]:
    """A patch's line as those that a language may read in it, each with its sign."""
    text = line.removesuffix("\r")
    if len(text) > len(_SPACE):
        text = _WIDE.sub(_SPACE, text)
    return [text] if _BREAK.search(text) is None else [line[0] + part for part in _BREAK.split(text[1:])]


def indent(line: str) -> int:
    """How far to the right a line's text begins, a tab counting as up to four."""
    wide = line.expandtabs(4)
    return len(wide) - len(wide.lstrip())
