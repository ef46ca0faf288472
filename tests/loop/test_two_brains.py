"""Two brains at work on one repository at once, interleaved at random: one job, one worker, one fix."""

import asyncio
import random
from collections.abc import Iterator
from datetime import timedelta

import httpx
import pytest

from bot.loop.looked import Looked
from bot.loop.sweep import find
from bot.sandbox.repo_handle import RepoHandle
from tests.contract.recorder import Contract
from tests.loop.story import GOOD_END, LONGEST_STEP, Dying, Killed, Story, stories

pytestmark = pytest.mark.deep

SEEDS = (1, 2, 3)
MOST_ROUNDS = 40


class Late(httpx.AsyncBaseTransport):
    """Holds each call back for a moment of a random length, so that two brains overtake each other."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)
        self._inner = httpx.AsyncHTTPTransport()

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        await asyncio.sleep(self._random.choice((0, 0, 0.005, 0.02)))
        return await self._inner.handle_async_request(request)

    async def aclose(self) -> None:
        await self._inner.aclose()


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory, module_contract: Contract) -> Iterator[Story]:
    """One sandbox and App for every case; each case has a repository of its own."""
    with stories(tmp_path_factory.mktemp("two"), module_contract) as its:
        yield its


async def together(story: Story, repo: RepoHandle, seed: int) -> None:
    """Rounds of two passes at once, each of a new brain, until both plan nothing."""
    clients = (story.client(Late(seed)), story.client(Late(seed + 1000)))
    try:
        (key,), _ = await find(clients[0], (repo.name,))
        for _ in range(MOST_ROUNDS):
            await asyncio.to_thread(story.gh.idle)
            brains = (story.brain(clients[0], "one"), story.brain(clients[1], "two"))
            found = await asyncio.gather(*(brain.make_pass((key,), "debug") for brain in brains))
            looked = [one for (one,) in found if isinstance(one, Looked)]
            assert 2 == len(looked), found
            waits = [
                timedelta(seconds=1) if one.plan.effects else one.plan.look_again or LONGEST_STEP
                for one in looked
            ]
            if not any(one.plan.effects or one.plan.look_again for one in looked):
                return
            story.gh.clock.advance(seconds=min(*waits, LONGEST_STEP).total_seconds())
    finally:
        for client in clients:
            await client.aclose()
    raise AssertionError(f"no rest after {MOST_ROUNDS} rounds; {story.end(repo)}")


@pytest.mark.parametrize("seed", SEEDS)
def test_two_brains_at_once_open_one_job_and_run_one_worker(story: Story, seed: int) -> None:
    repo = story.begin(f"shared-{seed}")
    asyncio.run(together(story, repo, seed))
    assert (GOOD_END, [True]) == (story.end(repo), story.ends(repo))


@pytest.mark.parametrize(
    ("at", "left"),
    (
        (5, "a claim and no issue"),
        (6, "an issue that the claim does not name"),
        (11, "an attempt and no run"),
    ),
)
def test_two_brains_take_over_what_a_third_left(story: Story, at: int, left: str) -> None:
    repo = story.begin(f"left-{at}")
    with pytest.raises(Killed):
        story.live(repo, Dying(at, answered=True))
    asyncio.run(together(story, repo, at))
    assert GOOD_END == story.end(repo), left
