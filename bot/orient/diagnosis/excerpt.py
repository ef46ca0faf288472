"""The lines that a person is shown: those that the most telling marks span, in the log's order."""

from bot.orient.diagnosis.lines import Log
from bot.orient.diagnosis.sections import Section
from bot.orient.diagnosis.shapes import Mark
from bot.orient.diagnosis.values import EXCERPT, Line

_CONTEXT = 3
_SURE = 60
"""What the best mark weighs at least for what stands above the first of them to say nothing more."""
_LEAST = 0.35
"""What a mark's weight is to be, of the best one's, for its lines to be shown."""


def excerpt(ranked: list[Mark], log: Log, section: Section | None) -> tuple[Line, ...]:
    """At most `EXCERPT` lines; without marks, those before the failing command's end."""
    end = section.last if section is not None else len(log.lines) - 1
    begin = section.first if section is not None else 0
    chosen: dict[int, None] = {}
    if ranked:
        best = ranked[0]
        _add(chosen, best.first - _CONTEXT, best.last + _CONTEXT, log)
        for mark in ranked[1:]:
            if mark.weight < best.weight * _LEAST or len(chosen) >= EXCERPT:
                break
            _add(chosen, mark.first - 1, mark.last + 1, log)
    if ranked and ranked[0].weight >= _SURE:
        begin = max(begin, min(chosen))
    _fill(chosen, begin, end)
    return tuple(Line(number=n, text=t) for n, t in sorted((log.numbers[i], log.lines[i]) for i in chosen))


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
