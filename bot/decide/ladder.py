"""Which way of fixing is tried next, and when: cheap and reversible first, nothing for ever.

A rung is one row in `RUNGS`. `rerun` is how a first failure is confirmed (`line`), so a stopped line
has already tried it; `autofix` runs in a worker; `person` is the dead letter.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Literal

from bot.model.config import Config, Rung
from bot.model.facts import Snapshot
from bot.model.jobs import Key, Try
from bot.model.value import Value

LOST_TRIES = 3
"""How often a rung is tried whose worker was lost, or whose fix did not last; any other result ends it."""
_AGAIN = ("lost", "fixed")
FIRST_BACKOFF = timedelta(minutes=1)
LONGEST_BACKOFF = timedelta(hours=1)


class Skipped(Value):
    """A rung that is not tried, and why."""

    rung: Rung
    why: str


class Step(Value):
    """What the ladder says: try `rung` (not before `after`), or it is exhausted."""

    rung: Rung | None
    after: datetime | None = None
    skipped: tuple[Skipped, ...] = ()


class RungRow(Value):
    """One rung: who does it, and what keeps it from being tried (None if nothing)."""

    by: Literal["brain", "worker", "person"]
    unfit: Callable[[Snapshot, Config], str | None]


def _rerun_done(snapshot: Snapshot, config: Config) -> str:
    return "failed again, or could not be re-run" if config.line.confirm.reruns else "not configured"


def _no_autofix(snapshot: Snapshot, config: Config) -> str | None:
    if not config.fix.autofix:
        return "no commands under fix.autofix"
    if not snapshot.worker:
        return "the repository has no caller workflow .github/workflows/andon.yml"
    return None


def _by_people(snapshot: Snapshot, config: Config) -> str:
    return "people decide"


RUNGS: dict[Rung, RungRow] = {
    "rerun": RungRow(by="brain", unfit=_rerun_done),
    "autofix": RungRow(by="worker", unfit=_no_autofix),
    "person": RungRow(by="person", unfit=_by_people),
}


def next_step(snapshot: Snapshot, config: Config, key: Key, tried: tuple[Try, ...]) -> Step:
    """The next rung of the configured ladder, given what was tried."""
    skipped: list[Skipped] = []
    for rung in config.fix.ladder:
        mine = [t for t in tried if t.rung == rung]
        why = RUNGS[rung].unfit(snapshot, config)
        if why is not None:
            skipped.append(Skipped(rung=rung, why=why))
        elif mine and (mine[-1].result not in _AGAIN or len(mine) >= LOST_TRIES):
            continue
        else:
            return Step(
                rung=rung,
                after=mine[-1].at + backoff(key, len(mine)) if mine else None,
                skipped=tuple(skipped),
            )
    return Step(rung=None, skipped=tuple(skipped))


def backoff(key: Key, tries: int) -> timedelta:
    """How long to wait after `tries` lost tries: doubling, at most an hour, ± 20 % by the key."""
    doubled = min(FIRST_BACKOFF * 2 ** min(tries - 1, 12), LONGEST_BACKOFF)
    jitter = 0.8 + 0.4 * int(key.digest[:4], 16) / 0xFFFF
    return doubled * jitter
