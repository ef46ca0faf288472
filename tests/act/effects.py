"""Effects in a line each, on a rig's repository, and doing them one by one.

What `decide` would plan from a whole snapshot is made by hand here, with plain words.
"""

import asyncio
from typing import Any

import httpx

from bot.act.grants import Writer
from bot.act.perform import Actor, Done
from bot.model.effects import Effect, OpenJob, Order, StartAttempt
from bot.model.facts import Repository
from bot.model.jobs import Claim, Key, Record, RedFacts, Times
from bot.model.telling import JobStory, Reason, Verdict
from bot.sandbox import git, git_process
from bot.sandbox.store import Run
from tests.rig import Rig

CI = ".github/workflows/ci.yml"


def perform(rig: Rig, effect: Effect, transport: httpx.AsyncBaseTransport | None = None) -> Done:
    """Do one effect with a fresh client."""

    async def act() -> Done:
        client = rig.client(transport)
        try:
            return await Actor(Writer(client, repository(rig)), rig.gh.url, rig.app_url).perform(effect)
        finally:
            await client.aclose()

    return asyncio.run(act())


def outcomes(rig: Rig, *effects: Effect) -> list[str]:
    """What becomes of effects, one after the other."""
    return [perform(rig, effect).outcome for effect in effects]


def repository(rig: Rig) -> Repository:
    """The rig's repository as a fact."""
    (installation,) = rig.gh.world.installations
    record = rig.repo.record
    return Repository(id=record.id, node_id="R", name=record.full_name, installation=installation)


def verdict(kind: Any = "running", **facts: Any) -> Verdict:
    """A verdict on main."""
    return Verdict(kind=kind, branch="main", reason=Reason(status="ok", text="main is running"), **facts)


def key(rig: Rig) -> Key:
    """The line job's key."""
    return Key(repository=rig.repo.record.id, rule="ci-green", subject="main")


def tree(rig: Rig) -> str:
    """A tree of the repository."""
    return git.commit(rig.repo.record.path, rig.repo.head()).tree


def times(rig: Rig) -> Times:
    return Times(red=rig.now(), stopped=rig.now())


def story(rig: Rig, now: str = "the job is being opened") -> JobStory:
    """A job's story."""
    red = RedFacts(
        id=f"{CI}#test",
        name="CI / test",
        commit=rig.repo.head(),
        author="alice",
        since=rig.now(),
        why="failed twice",
        run_url=f"{rig.gh.url}/acme/shop/actions/runs/1",
    )
    return JobStory(key=key(rig), branch="main", state="pending", reds=(red,), now=now, times=times(rig))


def claim(rig: Rig, stage: Any = "opening", **facts: Any) -> Claim:
    """A claim on the line's job, taken now."""
    return Claim(key=key(rig).digest, stage=stage, by="test", at=rig.now(), **facts)


def record(rig: Rig, **facts: Any) -> Record:
    """The line job's record."""
    return Record(repository=rig.repo.record.id, key=key(rig).text, times=times(rig), **facts)


def opening(rig: Rig, replaces: str | None = None) -> OpenJob:
    """The effect that opens the line's job."""
    return OpenJob(
        claim=claim(rig),
        replaces=replaces,
        tree=tree(rig),
        story=story(rig),
        record=record(rig),
    )


def held(rig: Rig) -> tuple[str, Claim | None]:
    """The claim as GitHub holds it: its commit, and what it says."""
    oid = rig.repo.refs("refs/andon/")[key(rig).ref]
    message = git_process.run(rig.repo.record.path, "log", "-1", "--format=%B", oid)
    return oid, Claim.decode(message.strip() + "\n", oid)


def order(rig: Rig, issue: int = 1) -> Order:
    """What a worker is told."""
    return Order(issue=issue, attempt=1, rung="autofix", base=rig.repo.head(), branch=f"andon/{issue}-1")


def failed_run(rig: Rig) -> Run:
    """A CI run of main whose job failed."""
    return rig.repo.record_run(CI, rig.repo.head(), {"test": "failure"})


def workers(rig: Rig) -> list[Run]:
    """The dispatched runs."""
    return [run for run in rig.repo.record.runs.values() if run.event == "workflow_dispatch"]


def starting(rig: Rig, replaces: str) -> StartAttempt:
    """The effect that starts attempt 1."""
    attempt = claim(rig, "attempt", issue=1, attempt=1, rung="autofix")
    return StartAttempt(claim=attempt, replaces=replaces, tree=tree(rig), ref="main", order=order(rig))
