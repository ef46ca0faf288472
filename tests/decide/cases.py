"""A stopped line with a job in order, and the plan for it: what the tests of a job start from."""

from typing import Any, TypeVar

from bot.decide.book import Case, JobPlan
from bot.decide.cords import judge_pulls
from bot.decide.incident import plan_job
from bot.model.config import Config
from bot.model.effects import (
    Effect,
)
from bot.model.facts import FixPull
from bot.model.jobs import Record, Try
from bot.model.snapshot import Snapshot
from bot.model.telling import Course
from tests.building import claim, config, issue, line_of, minutes, record, red_facts, sha, stopped

E = TypeVar("E")
AUTOFIX = config(fix={"autofix": ["ruff format ."], "merge": "auto", "protect": ["db/**"]})
HELD = claim("attempt", at=minutes(-5), oid="nonce-1")
FIX = FixPull(number=21, branch="andon/12-1", head=sha("p21-"), state="open")


def planned(seen: Snapshot) -> JobPlan:
    its = seen.config
    assert isinstance(its, Config)
    line = line_of(seen, its)
    return plan_job(Case(seen, line, its, judge_pulls(seen, line, its.mode, Course())))


def kinds(found: JobPlan) -> list[str]:
    return [effect.kind for effect in found.effects]


def the(kind: type[E], effects: tuple[Effect, ...]) -> E:
    found = [e for e in effects if isinstance(e, kind)]
    assert 1 == len(found)
    return found[0]


def told(found: JobPlan) -> str | None:
    return found.reason.text if found.reason else None


def tried(result: str, at: float = -3, rung: str = "autofix") -> Try:
    return Try.model_validate({"rung": rung, "result": result, "why": "so", "at": minutes(at)})


def carrying(**facts: Any) -> Snapshot:
    """A stopped line whose job 12 is open and in order, ready for its first attempt."""
    given: dict[str, Any] = {
        "config": AUTOFIX,
        "claim": claim("open"),
        "issue": issue(kept()),
        "worker": True,
    }
    return stopped(**(given | facts))


def kept(**facts: Any) -> Record:
    """The record as this line's reds make it."""
    return record(**({"reds": (red_facts(),)} | facts))
