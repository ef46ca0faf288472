"""How long a line was stopped: not while it ran on a person's word. Neighbour: `jobs`, whose times these are."""

from datetime import datetime, timedelta

from bot.model.evidence import Spell
from bot.model.jobs import Times


def stood(times: Times, spells: tuple[Spell, ...]) -> int | None:
    """For how many seconds pull requests were held by a stop that is over; None of one that goes on, or never was."""
    if times.green is None or times.stopped is None:
        return None
    held = times.green - times.stopped - _ran(spells, times.stopped, times.green)
    return max(int(held.total_seconds()), 0)


def ran(times: Times, spells: tuple[Spell, ...]) -> int:
    """For how many seconds of a stop that is over a person let the line run."""
    if times.green is None:
        return 0
    since = times.stopped or times.red
    held = stood(times, spells)
    free = _ran(spells, since, times.green) if held is None else times.green - since - timedelta(seconds=held)
    return int(free.total_seconds())


def _ran(spells: tuple[Spell, ...], since: datetime, until: datetime) -> timedelta:
    """How much of the time between the spells cover."""
    parts = (min(one.until, until) - max(one.since, since) for one in spells)
    return sum((max(part, timedelta()) for part in parts), timedelta())
