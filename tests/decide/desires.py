"""A repository that shall have a CI workflow, with a job about that in any state; drawn by `worlds`."""

from typing import TYPE_CHECKING, Any

from bot.model.config import RulesConfig
from bot.model.desired import Folder, Template
from bot.model.facts import FixPull, JobFacts, Pull
from bot.model.fuse import Fuse, Organised, Stop
from bot.model.jobs import FILES_RULE, Key, fix_branch
from bot.model.organisation import FuseConfig
from bot.model.snapshot import Snapshot
from tests.building import CI, minutes, sha

if TYPE_CHECKING:
    from tests.decide.worlds import World

FILES_KEY = Key(repository=7, rule=FILES_RULE, subject=CI)


def desired(world: "World", seen: Snapshot) -> Snapshot:
    """Perhaps with the requirement, and what came of it so far."""
    if seen.config is None or world.one(True, True, False):
        return seen
    rules = RulesConfig.model_validate({"required-files": ["ci"]})
    job, pulls = _job(world, seen)
    wanted: dict[str, Any] = {
        "config": seen.config.model_copy(update={"rules": rules}),
        "folders": (Folder(path=".github/workflows", names=world.one((), (), ("ci.yml",))),),
        "templates": (Template(path=FILES_KEY.subject, text=world.one("on: push", "on: push", None)),),
        "jobs": (*seen.jobs, job),
        "pulls": (*seen.pulls, *pulls),
    }
    return seen.model_copy(update=wanted)


def _job(world: "World", seen: Snapshot) -> tuple[JobFacts, tuple[Pull, ...]]:
    """What is done about it, and the pull request that is open for it."""
    held = world.claim()
    if held is None:
        return JobFacts(key=FILES_KEY), ()
    attempt = {"rung": "propose"} if held.stage == "attempt" else {}
    number = None if held.issue is None else 52
    held = held.model_copy(update={"key": FILES_KEY.digest, "issue": number, **attempt})
    known = held.stage in ("open", "attempt") and not world.rarely()
    job = JobFacts(key=FILES_KEY, claim=held, issue=world.issue(held.attempt, 52) if known else None)
    if held.stage != "attempt" or world.one(True, False):
        return job, ()
    state, branch = world.one("open", "open", "merged", "closed"), fix_branch(52, held.attempt)
    facts: dict[str, Any] = {"state": "open" if state == "open" else "closed"}
    if state == "merged":
        facts |= {"merged": True, "merged_at": minutes(-world.one(0, 5)), "merge_commit": sha("m")}
    job = job.model_copy(update={"fixes": (FixPull(number=60, branch=branch, head=sha("p60-"), **facts),)})
    if state != "open":
        return job, ()
    opened = world.pull(60, seen.lines[0].history[0].sha)
    return job, (opened.model_copy(update={"branch": branch, "base": "main"}),)


def organised(world: "World") -> dict[str, Any]:
    """Perhaps in an organisation with a file, whose fuse is whole, nearly blown, or blown."""
    if world.one(True, True, False):
        return {}
    stops = tuple(
        Stop(repository=f"r{n}", line=f"l{n}", at=minutes(-n), noted=minutes(-n))
        for n in range(world.one(0, 4, 9))
    )
    blown = world.one(None, None, minutes(-1), minutes(-200))
    told: dict[str, Any] = {
        "id": world.one(99, 7),
        "node_id": "R",
        "name": "acme/.github",
        "tree": "t",
        "repositories": 9,
    }
    org = Organised(**told, file="version: 1\n", fuse=Fuse(stops=stops, blown=blown, why="so"))
    return {"organised": org, "fuse": world.one(FuseConfig(), FuseConfig(), None)}
