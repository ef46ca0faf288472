"""Main is green since a moment, and pull requests still feel its last stop."""

from typing import Any

from bot.decide.plan import plan
from bot.model.after_green import UpdatePull
from bot.model.config import Config
from bot.model.effects import WriteCord
from bot.model.evidence import Aftermath, Left
from bot.model.facts import After, Cord, Pull
from bot.model.runs import Run
from bot.model.snapshot import Snapshot
from tests.building import (
    CI,
    claim,
    commit,
    config,
    failing,
    job,
    minutes,
    passing,
    pull,
    run,
    sha,
    snapshot,
)

HISTORY = (
    commit("c", passing(3, created=minutes(-10))),
    commit("b", failing(2, times=2, created=minutes(-30))),
    commit("a", passing(1, created=minutes(-90))),
)
STOP = Aftermath(
    reds=(f"{CI}#test",),
    since=minutes(-30),
    until=minutes(-10),
    green=minutes(-8),
    mend=sha("c"),
    broke={f"{CI}#test": minutes(-30)},
)


def broken_run(id: int = 50, conclusion: str | None = "failure", **facts: Any) -> Run:
    """A pull request's run that began while main was broken."""
    jobs = facts.pop("jobs", (job("test", conclusion, id=id * 100),))
    return run(*jobs, id=id, **({"event": "pull_request", "created": minutes(-20)} | facts))


def stale(number: int, *runs: Run, after: dict[str, Any] | None = None, **facts: Any) -> Pull:
    """A pull request on which `test` failed while main was broken, and which lacks what mended it."""
    runs = runs or (broken_run(),)
    mine = tuple(one for one in runs if one.path == CI)
    known: dict[str, Any] = {"runs": mine, "behind": 1, "push": True, "dismisses": False} | (after or {})
    return pull(number, *runs, **({"after": After(**known), "cord": Cord(**GREEN)} | facts))


GREEN: dict[str, Any] = {"id": 900, "status": "completed", "conclusion": "success", "digest": "old"}
UPDATING = {"update": "update", "at_a_time": 2}


def after_green(*pulls: Pull, its: Config | None = None, at: float = -8, **facts: Any) -> Snapshot:
    """Main is green since a moment; its last stop held these pull requests, at the heads that they have."""
    held = tuple(Left(number=one.number, head=one.head) for one in pulls)
    stop = STOP.model_copy(update={"held": held, "green": minutes(at)})
    return snapshot(
        *HISTORY,
        **({"claim": claim("closed", after=(stop,)), "pulls": pulls, "config": its or config()} | facts),
    )


def verdicts(seen: Snapshot) -> dict[int, str]:
    """The kind of verdict that is written on each pull request."""
    written = (effect for effect in plan(seen).effects if isinstance(effect, WriteCord))
    return {number: effect.verdict.kind for effect in written for number in effect.pulls}


def updated(seen: Snapshot) -> list[int]:
    return [effect.number for effect in plan(seen).effects if isinstance(effect, UpdatePull)]
