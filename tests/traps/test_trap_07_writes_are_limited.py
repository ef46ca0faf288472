"""Trap 7: check runs may count as created content (80 a minute, 500 an hour): Andon keeps to it by itself."""

import asyncio
from datetime import timedelta

import pytest

from bot.github.client import Client
from bot.github.governor import Governor
from bot.github.pace import Limit
from bot.loop.brain import Brain
from bot.loop.engine import Engine
from bot.loop.looked import Looked
from bot.loop.queue import Queue, RepoKey
from bot.sandbox import Sandbox
from tests.asking import app
from tests.loop.test_engine import NEVER, until
from tests.rig import Rig, make_rig, pull

PULLS = 5
TIGHT = (Limit(timedelta(minutes=1), timedelta(seconds=5), 4, {"cord": 3, "other": 2}),)
"""The numbers of `pace.LIMITS`, small: as many writes a minute as the local GitHub is told to let."""


@pytest.fixture
def rig(gh: Sandbox) -> Rig:
    """Open pull requests without a cord, more than there may be writes in a minute."""
    rig = make_rig(gh)
    for n in range(PULLS):
        pull(rig, f"topic-{n}")
    gh.idle()
    gh.limit_writes(a_minute=TIGHT[0].total)
    return rig


def cords(rig: Rig) -> list[int]:
    """The pull requests that have one, by number."""
    numbers = [number for number, issue in rig.repo.record.issues.items() if issue.pull]
    return [number for number in sorted(numbers) if rig.cord(number)]


def refused(rig: Rig) -> int:
    """How many calls GitHub refused for its limit."""
    return sum(one.status == 403 for one in rig.gh.world.requests)


def paced(client: Client, rig: Rig) -> Client:
    client.governor = Governor(rig.now, TIGHT)
    return client


def test_github_may_refuse_check_runs_that_come_too_fast(rig: Rig) -> None:
    head = rig.repo.head()
    body = {"name": "Andon", "head_sha": head, "conclusion": "success"}
    answers = [app(rig, checks="write")("POST", "/r/check-runs", body) for _ in range(5)]
    assert [201, 201, 201, 201, 403] == [answer.status_code for answer in answers]
    assert 0 < float(answers[-1].headers["retry-after"]) <= 60


def test_andon_stops_before_github_refuses_and_says_when_it_goes_on(rig: Rig) -> None:
    async def passes(brain: Brain, key: RepoKey) -> list[Looked]:
        paced(brain.client, rig)
        made: list[Looked] = []
        for _ in range(3):
            (looked,) = await brain.make_pass((key,), "debug")
            assert isinstance(looked, Looked)
            made.append(looked)
            rig.gh.clock.advance(seconds=looked.wait.total_seconds() if looked.wait else 0)
        return made

    made = rig.run(passes)
    assert ([3, 2, 0], [True, False, False]) == (
        [len(one.done) for one in made],
        [bool(o.wait) for o in made],
    )
    assert ([(), (), ()], 0, PULLS) == ([one.errors for one in made], refused(rig), len(cords(rig)))
    assert [True, False, False] == [bool(event["waiting"]) for event in rig.events()]


def test_the_pull_requests_that_could_merge_soonest_have_their_cords_first(rig: Rig) -> None:
    with rig.gh.world.lock:
        first = rig.repo.pull_of(PULLS)
        first.auto_merge_by, first.auto_merge_at = rig.gh.world.user("bob"), rig.now()
        rig.repo.pull_of(1).draft = True

    async def one(brain: Brain, key: RepoKey) -> None:
        paced(brain.client, rig)
        await brain.make_pass((key,), "debug")

    rig.run(one)
    assert [2, 3, PULLS] == cords(rig)


async def test_the_engine_goes_on_when_there_is_room_and_does_not_call_that_a_failure(rig: Rig) -> None:
    client = paced(rig.client(), rig)
    engine = Engine(rig.brain(client), Queue(rig.now), NEVER)
    task = asyncio.create_task(engine.run())
    try:
        await until(lambda: len(cords(rig)) == 3, "the cords for which there is room")
        await until(lambda: any(event["waiting"] for event in rig.events()), "the wait in the ledger")
        rig.gh.clock.advance(minutes=1, seconds=5)
        await until(lambda: len(cords(rig)) == PULLS, "the others, a minute later")
    finally:
        task.cancel()
        await asyncio.wait((task,))
        await client.aclose()
    assert (0, []) == (refused(rig), [event["errors"] for event in rig.events() if event["errors"]])
