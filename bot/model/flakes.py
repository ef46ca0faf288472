"""Checks that are known to be flaky: what a line remembers of them, in a ref of its own.

The ref is a claim's in form (stage `closed`, so that nobody takes it for a job's), believed only if our App made it.
"""

from pydantic import AwareDatetime, NonNegativeInt

from bot.model.value import Stored

MOST_FLAKES = 50
"""Flaky checks that a line remembers, those seen last."""
MOST_RUNS = 20
"""Runs of one flaky check that are remembered, the newest."""


class Flake(Stored):
    """A check that failed and passed on the same code: how often, when last, and how many seconds that cost.

    `id` and `name` are its signal's. `runs` are the runs that were counted. `acquitted` are failed runs that
    count for nothing, because pull requests `by` passed the check on top of them.
    """

    id: str
    name: str
    count: NonNegativeInt = 0
    last: AwareDatetime
    seconds: NonNegativeInt = 0
    runs: tuple[int, ...] = ()
    acquitted: tuple[int, ...] = ()
    by: tuple[int, ...] = ()
