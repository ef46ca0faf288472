"""Which way of fixing is tried next, and when: cheap and reversible first, nothing for ever.

A rung is one row in `RUNGS`. `rerun` is how a first failure is confirmed (`line`), so a stopped line
has already tried it; `autofix` runs in a worker; `propose` adds files in a pull request; `person` is the
dead letter. A line's ladder is the configuration's, that of another finding its rule's.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Literal

from bot.decide.book import Case
from bot.model.jobs import Key, Try
from bot.model.value import Value

LOST_TRIES = 3
"""How often a rung is tried whose worker was lost, or whose fix did not last; any other result ends it."""
OVERTAKEN_TRIES = 10
"""How often a rung is tried whose fix could not be merged before other lanes moved the branch on."""
_AGAIN = ("lost", "overtaken", "fixed")
FIRST_BACKOFF = timedelta(minutes=1)
LONGEST_BACKOFF = timedelta(hours=1)


class Skipped(Value):
    """A rung that is not tried, and why."""

    rung: str
    why: str


class Step(Value):
    """What the ladder says: try `rung` (not before `after`), or it is exhausted."""

    rung: str | None
    after: datetime | None = None
    skipped: tuple[Skipped, ...] = ()


class RungRow(Value):
    """One rung: who does it, and what keeps it from being tried (None if nothing)."""

    by: Literal["brain", "worker", "person"]
    unfit: Callable[[Case], str | None]


def _rerun_done(case: Case) -> str:
    again = case.config.line.confirm.reruns
    return "failed again, or could not be re-run" if again else "not configured"


def _no_autofix(case: Case) -> str | None:
    if not case.config.fix.autofix:
        return "no commands under fix.autofix"
    if not case.snapshot.worker:
        return "the repository has no caller workflow .github/workflows/andon.yml"
    return None


def _no_template(case: Case) -> str | None:
    return None if case.finding and case.finding.files else "there is no template for it"


def _by_people(_case: Case) -> str:
    return "people decide"


RUNGS: dict[str, RungRow] = {
    "rerun": RungRow(by="brain", unfit=_rerun_done),
    "autofix": RungRow(by="worker", unfit=_no_autofix),
    "propose": RungRow(by="brain", unfit=_no_template),
    "person": RungRow(by="person", unfit=_by_people),
}


def next_step(case: Case, tried: tuple[Try, ...]) -> Step:
    """The next rung of the job's ladder, given what was tried."""
    skipped: list[Skipped] = []
    for rung in case.config.fix.ladder if case.of_line else case.rule.ladder:
        mine = [t for t in tried if t.rung == rung]
        why = RUNGS[rung].unfit(case)
        if why is not None:
            skipped.append(Skipped(rung=rung, why=why))
        elif mine and (mine[-1].result not in _AGAIN or _spent(mine)):
            continue
        else:
            return Step(
                rung=rung,
                after=mine[-1].at + backoff(case.key, len(mine)) if mine else None,
                skipped=tuple(skipped),
            )
    return Step(rung=None, skipped=tuple(skipped))


def _spent(mine: list[Try]) -> bool:
    """Whether a rung was tried often enough. That other lanes went on says nothing of it."""
    overtaken = sum(one.result == "overtaken" for one in mine)
    return len(mine) - overtaken >= LOST_TRIES or overtaken >= OVERTAKEN_TRIES


def backoff(key: Key, tries: int) -> timedelta:
    """How long to wait after `tries` lost tries: doubling, at most an hour, ± 20 % by the key."""
    doubled = min(FIRST_BACKOFF * 2 ** min(tries - 1, 12), LONGEST_BACKOFF)
    jitter = 0.8 + 0.4 * int(key.digest[:4], 16) / 0xFFFF
    return doubled * jitter
