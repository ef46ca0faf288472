"""A sweep on the local GitHub: one pass over each, batches in which nobody harms another, every end told."""

import asyncio
import io
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta

import httpx
import pytest

from bot.github.auth import Credentials
from bot.github.client import Client
from bot.github.governor import Governor
from bot.github.pace import Limit
from bot.loop.brain import Brain
from bot.loop.looked import Failed, Looked, name_of
from bot.loop.sweep import Listed, list_installed
from bot.loop.sweeping import Sweep
from bot.sandbox import Sandbox
from bot.sandbox.shapes import node_id
from tests.loop.faults import Faulty, broken
from tests.rig import FILES, Rig, make_rig, pull
from tests.standing import standing, writes


@dataclass
class Town:
    """Repositories `acme/r0`, … of one App, each with a pull request, and a brain on them."""

    rig: Rig
    brain: Brain
    transport: Faulty
    listed: tuple[Listed, ...]
    told: list[str] = field(default_factory=list[str])

    def sweep(self, dry_run: bool = False) -> Sweep:
        """A sweep that notes whose end it is told."""
        return Sweep(self.brain, "cron", dry_run, lambda one: self.told.append(name_of(one)))

    def cords(self) -> list[str]:
        """The repositories whose pull request has its cord."""
        repos = [one for one in self.rig.gh.world.repos.values() if one.owner.login == "acme"]
        return [r.full_name for r in repos if any(c.name == "Andon" for s in r.suites for c in s.checks)]


@asynccontextmanager
async def town(gh: Sandbox, size: int) -> AsyncGenerator[Town]:
    rig = make_rig(gh, name="acme/r0")
    for repo in (rig.repo, *(gh.repository(f"acme/r{n}", FILES) for n in range(1, size))):
        pull(Rig(gh, rig.app, repo), "topic", by="alice")
    await asyncio.to_thread(gh.idle)
    transport = Faulty()
    client = Client(Credentials(rig.app.client_id, rig.app.private_pem), gh.api_url, rig.now, transport)
    try:
        listed, _ = await list_installed(client)
        yield Town(rig, rig.brain(client), transport, listed)
    finally:
        await client.aclose()


def failed(looked: tuple[Looked | Failed, ...]) -> dict[str, str]:
    """What failed, and why."""
    return {one.repo: one.why for one in looked if isinstance(one, Failed)}


def id_of(gh: Sandbox, name: str) -> str:
    repo = gh.world.repo(name)
    assert repo is not None
    return node_id("R", repo.id)


async def test_each_repository_has_its_pass_and_its_end_is_told_once(gh: Sandbox) -> None:
    async with town(gh, 13) as all_of:  # more than a batch
        looked = await all_of.sweep().make(all_of.listed)
        names = [one.name for one in all_of.listed]
        assert ({}, names) == (failed(looked), [name_of(one) for one in looked])
        assert (sorted(names), names) == (sorted(all_of.told), all_of.cords())
        told = [(event["trigger"], event["repos_scanned"]) for event in all_of.rig.events()]
        assert [("cron", 3), ("cron", 10)] == sorted(told, key=str, reverse=True)


async def test_a_dry_run_writes_nothing(gh: Sandbox) -> None:
    async with town(gh, 2) as all_of:
        before, asked = standing(gh), len(gh.world.requests)
        looked = await all_of.sweep(dry_run=True).make(all_of.listed)
        assert ([], before, []) == (writes(gh, asked), standing(gh), all_of.rig.events())
        assert all(isinstance(one, Looked) and one.plan.effects for one in looked)


@pytest.mark.deep
async def test_one_that_spoils_the_query_of_its_batch_is_the_only_one_to_fail(gh: Sandbox) -> None:
    async with town(gh, 6) as all_of:
        spoiler = id_of(gh, "acme/r3")
        all_of.transport.fault = broken(spoiler)
        looked = await all_of.sweep().make(all_of.listed)
        assert ["acme/r3"] == list(failed(looked))
        assert ["acme/r0", "acme/r1", "acme/r2", "acme/r4", "acme/r5"] == all_of.cords()
        assert 2 == all_of.transport.about(spoiler)


@pytest.mark.deep
async def test_what_fails_once_is_tried_again(gh: Sandbox) -> None:
    async with town(gh, 2) as all_of:
        gh.break_route("POST /graphql", times=1)
        looked = await all_of.sweep().make(all_of.listed)
        assert ({}, ["acme/r0", "acme/r1"]) == (failed(looked), all_of.cords())


@pytest.mark.deep
async def test_a_repository_that_vanishes_meanwhile_is_told_by_its_name(gh: Sandbox) -> None:
    async with town(gh, 2) as all_of:
        repo = gh.world.repo("acme/r1")
        assert repo is not None
        del gh.world.repos[repo.id]
        looked = await all_of.sweep().make(all_of.listed)
        assert ["acme/r1"] == list(failed(looked))


async def test_while_github_asks_to_wait_the_sweep_waits(gh: Sandbox) -> None:
    async with town(gh, 2) as all_of:
        gh.break_route("POST /graphql", 429, times=1)
        sweeping = asyncio.create_task(all_of.sweep().make(all_of.listed))
        for _ in range(600):  # as long as a loaded machine may need
            if all_of.transport.about("/graphql"):
                break
            await asyncio.sleep(0.05)
        await asyncio.sleep(0.3)
        assert (False, 1) == (sweeping.done(), all_of.transport.about("/graphql"))
        gh.clock.advance(seconds=61)
        assert ({}, ["acme/r0", "acme/r1"]) == (failed(await sweeping), all_of.cords())


async def test_what_would_wait_too_long_is_left_for_the_next_sweep(gh: Sandbox) -> None:
    async with town(gh, 2) as all_of:
        all_of.transport.fault = lambda request: (
            httpx.Response(429, headers={"retry-after": "3600"}) if "graphql" in request.url.path else None
        )
        looked = await all_of.sweep().make(all_of.listed)
        assert ["acme/r0", "acme/r1"] == list(failed(looked))
        assert timedelta(seconds=3600) == next(one.after for one in looked if isinstance(one, Failed))
        assert 1 == all_of.transport.about("/graphql")


async def test_a_ledger_that_is_closed_costs_no_pass(gh: Sandbox) -> None:
    async with town(gh, 2) as all_of:
        closed = io.StringIO()
        closed.close()
        all_of.brain.ledger = type(all_of.brain.ledger)(stream=closed)
        looked = await all_of.sweep().make(all_of.listed)
        assert ({}, ["acme/r0", "acme/r1"]) == (failed(looked), all_of.cords())


async def test_without_repositories_there_is_nothing_to_sweep(gh: Sandbox) -> None:
    async with town(gh, 1) as all_of:
        asked = len(all_of.transport.asked)
        assert ((), asked) == (await all_of.sweep().make(()), len(all_of.transport.asked))


@pytest.mark.deep
async def test_a_sweep_goes_on_with_what_had_to_wait_and_tells_all_that_was_done(gh: Sandbox) -> None:
    tight = (Limit(timedelta(seconds=1), timedelta(seconds=0.1), 3, {"cord": 2, "other": 1}),)
    async with town(gh, 5) as its:
        its.brain.client.governor = Governor(its.rig.now, tight)
        sweep = its.sweep()
        looked = await sweep.make(its.listed)
        assert (5, 5) == (len(its.cords()), len(its.told))
        assert [["write-cord"]] * 5 == [
            [e.kind for e, _ in one.done] for one in looked if isinstance(one, Looked)
        ]
        assert {None} == {one.wait for one in looked if isinstance(one, Looked)}


async def test_a_sweep_does_not_wait_longer_than_it_may(gh: Sandbox) -> None:
    tight = (Limit(timedelta(hours=1), timedelta(minutes=1), 2, {"cord": 1, "other": 1}),)
    async with town(gh, 2) as its:
        its.brain.client.governor = Governor(its.rig.now, tight)
        looked = await its.sweep().make(its.listed)
        waits = [one.wait is not None for one in looked if isinstance(one, Looked)]
        assert (1, [False, True]) == (len(its.cords()), sorted(waits))
