"""How long a line was stopped: not while it ran on a person's word. Neighbour: `jobs`, whose times these are."""

from datetime import timedelta

from bot.model.evidence import Spell
from bot.model.jobs import Times


def stood(times: Times, spells: tuple[Spell, ...]) -> int | None:
    """For how many seconds pull requests were held by a stop that is over; None of one that goes on."""
    if times.green is None:
        return None
    ran = (min(one.until, times.green) - max(one.since, times.stopped) for one in spells)
    held = times.green - times.stopped - sum((max(one, timedelta()) for one in ran), timedelta())
    return max(int(held.total_seconds()), 0)
