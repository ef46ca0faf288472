"""The lines that a person is shown: those that the most telling marks span, in the log's order."""

from itertools import islice, takewhile

from bot.orient.diagnosis.lines import Log
from bot.orient.diagnosis.sections import Section
from bot.orient.diagnosis.shapes import Mark
from bot.orient.diagnosis.values import EXCERPT, Line

_CONTEXT = 3
_SURE = 60
"""What the best mark weighs at least for what stands above the first of them to say nothing more."""
_HEAD = ("##[endgroup]", "Post job cleanup.")
_NEXT = ("##[group]Run ", "Post job cleanup.", "Cleaning up orphan processes")
"""How Actions ends a step's heading, and begins what comes after it."""
_LEAST = 0.35
"""What a mark's weight is to be, of the best one's, for its lines to be shown."""


def excerpt(ranked: list[Mark], log: Log, section: Section | None) -> tuple[Line, ...]:
    """At most `EXCERPT` lines; without marks, those before the failing command's end."""
    end = section.last if section is not None else len(log.lines) - 1
    begin = section.first if section is not None else 0
    chosen: dict[int, None] = {}
    if ranked:
        best = ranked[0]
        _add(chosen, *_around(best, _CONTEXT, log), log)
        for mark in ranked[1:]:
            if mark.weight < best.weight * _LEAST or len(chosen) >= EXCERPT:
                break
            _add(chosen, *_around(mark, 1, log), log)
    if ranked and ranked[0].weight >= _SURE:
        begin = max(begin, min(chosen))
    _fill(chosen, begin, end)
    shown = sorted((log.numbers[i], log.lines[i]) for i in chosen)
    while len(shown) > 1 and not shown[0][1].strip():
        del shown[0]
    return tuple(Line(number=n, text=t) for n, t in shown)


def _around(mark: Mark, most: int, log: Log) -> tuple[int, int]:
    """The mark's lines with so many above and below at most, none of them another step's or this one's heading."""
    above = takewhile(lambda i: not log.lines[i].startswith(_HEAD), range(mark.first - 1, -1, -1))
    below = takewhile(lambda i: not log.lines[i].startswith(_NEXT), range(mark.last + 1, len(log.lines)))
    first = min(islice(above, most), default=mark.first)
    return first, max(islice(below, most), default=mark.last)


def _add(chosen: dict[int, None], first: int, last: int, log: Log) -> None:
    for i in range(max(first, 0), min(last + 1, len(log.lines))):
        if len(chosen) >= EXCERPT:
            return
        chosen[i] = None


def _fill(chosen: dict[int, None], begin: int, end: int) -> None:
    """What is left of the lines goes to the end of the failing command."""
    for i in range(end, begin - 1, -1):
        if len(chosen) >= EXCERPT:
            return
        chosen[i] = None
