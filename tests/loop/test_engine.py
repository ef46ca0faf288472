"""The engine on the local GitHub: one bad repository harms only itself, and nothing is lost for good."""

import asyncio
import io
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast

import httpx

from bot.github.auth import Credentials
from bot.github.client import Client
from bot.loop.engine import Engine
from bot.loop.queue import Queue, RepoKey
from bot.loop.sweep import find
from bot.sandbox import Sandbox
from bot.sandbox.repo_handle import RepoHandle
from tests.loop.faults import Faulty, broken, slow
from tests.rig import Rig, make_rig, pull

NEVER = timedelta(days=1)


class FullDisk(io.StringIO):
    """A ledger's file that cannot be written as often as `times` says."""

    def __init__(self, times: int) -> None:
        super().__init__()
        self.times = times

    def write(self, text: str) -> int:
        if self.times:
            self.times -= 1
            raise OSError("no space left on device")
        return super().write(text)


@dataclass
class Broken:
    """A clock that cannot be read."""

    failed: bool = False

    def __call__(self) -> datetime:
        self.failed = True
        raise OverflowError("no time")


@asynccontextmanager
async def engine_on(
    rig: Rig, transport: Faulty | None = None, sweep: timedelta = NEVER
) -> AsyncGenerator[Engine]:
    """An engine at work on the rig's sandbox, until the block ends."""
    client = Client(Credentials(rig.app.client_id, rig.app.private_pem), rig.gh.api_url, rig.now, transport)
    engine = Engine(rig.brain(client), Queue(rig.now), sweep, sweep_again=timedelta(seconds=0.1))
    task = asyncio.create_task(engine.run())
    try:
        yield engine
        assert not task.done(), task.exception()
    finally:
        task.cancel()
        await asyncio.wait((task,))
        await client.aclose()


async def key_of(rig: Rig, repo: RepoHandle) -> RepoKey:
    client = rig.client()
    try:
        (key,), _ = await find(client, (repo.name,))
        return key
    finally:
        await client.aclose()


async def until(holds: Callable[[], bool], what: str) -> None:
    """Wait, for as long as a loaded machine may need."""
    for _ in range(600):
        if holds():
            return
        await asyncio.sleep(0.05)
    raise AssertionError(f"never came: {what}")


def another(rig: Rig, name: str) -> tuple[RepoHandle, int]:
    """One more repository of the rig, and a pull request in it."""
    more = Rig(rig.gh, rig.app, rig.gh.repository(name, dict(rig.repo.tree(rig.repo.head()))))
    number = pull(more, "topic")
    rig.gh.idle()
    return more.repo, number


def shows(rig: Rig, number: int, conclusion: str, repo: RepoHandle | None = None) -> Callable[[], bool]:
    """Whether a pull request's cord has that conclusion."""

    def holds() -> bool:
        cord = rig.cord(number, repo)
        return cord is not None and cord.conclusion == conclusion

    return holds


async def test_a_failing_repository_is_retried_later_and_harms_no_other(gh: Sandbox) -> None:
    rig = make_rig(gh)
    good = pull(rig, "topic")
    bad, number = another(rig, "acme/bad")
    key = await key_of(rig, bad)
    transport = Faulty(broken(key.node_id))
    async with engine_on(rig, transport):  # both are swept up, and scanned with one query
        await until(lambda: transport.about(key.node_id) == 1, "the first try")
        gh.clock.advance(seconds=3)
        await until(shows(rig, good, "success"), "the good one's cord")
        assert rig.cord(number, bad) is None

        transport.fault = lambda _: None
        gh.clock.advance(minutes=1)
        await until(shows(rig, number, "success", bad), "the bad one's cord")


async def test_a_failing_repository_is_asked_for_ever_more_seldom(gh: Sandbox) -> None:
    rig = make_rig(gh)
    key = await key_of(rig, rig.repo)
    transport = Faulty(broken(key.node_id))
    async with engine_on(rig, transport) as engine:
        waits: list[int] = []
        for tries in (1, 2, 3, 4):
            await until(lambda n=tries: transport.about(key.node_id) == n, f"try {tries}")
            await until(lambda: engine.queue.depth == 1, "its place in the queue")
            waits.append(0)
            while engine.queue.idle:
                gh.clock.advance(seconds=1)
                waits[-1] += 1
        assert [2, 4, 8, 16] == waits


def unknown(heads: list[str]) -> Callable[[httpx.Request], httpx.Response | None]:
    """GitHub as it is right after a push: it knows none of these heads yet; each is noted when it is asked for."""

    def fault(request: httpx.Request) -> httpx.Response | None:
        if request.method != "POST" or not request.url.path.endswith("/check-runs") or late[0] == 0:
            return None
        late[0] -= 1
        heads.append(request.content.decode())
        told = {
            "message": f"No commit found for SHA: {'f' * 40}",
            "documentation_url": "https://docs.github.com/rest",
        }
        return httpx.Response(422, json=told)

    late = [2]
    return fault


async def test_a_head_that_github_does_not_know_yet_is_looked_at_again_without_a_webhook(gh: Sandbox) -> None:
    """It is no error: nothing is put off for ever longer, and no sweep is waited for."""
    rig = make_rig(gh)
    number = pull(rig, "topic")
    heads: list[str] = []
    async with engine_on(rig, Faulty(unknown(heads))) as engine:
        waits: list[int] = []
        for tries in (1, 2):
            await until(lambda n=tries: len(heads) == n, f"try {tries}")
            await until(lambda: engine.queue.depth == 1, "its place in the queue")
            waits.append(0)
            while engine.queue.idle:
                gh.clock.advance(seconds=1)
                waits[-1] += 1
        await until(shows(rig, number, "success"), "its cord")
        assert [30, 30] == waits


async def test_a_repository_no_webhook_told_of_is_found_by_the_sweep(gh: Sandbox) -> None:
    rig = make_rig(gh)
    number = pull(rig, "topic")
    gh.idle()
    async with engine_on(rig, sweep=timedelta(seconds=0.2)) as engine:
        await until(shows(rig, number, "success"), "the first cord")
        rig.repo.commit({"topic.txt": "again\n"}, "topic", by="bob")
        await until(shows(rig, number, "success"), "the cord on the new head")
        assert engine.swept.is_set()


async def test_a_sweep_that_could_list_nothing_is_made_again_soon(gh: Sandbox) -> None:
    rig = make_rig(gh)
    number = pull(rig, "topic")
    gh.idle()
    transport = Faulty(broken("/app/installations"))
    async with engine_on(rig, transport) as engine:
        await until(lambda: transport.about("/app/installations") > 0, "the first sweep")
        transport.fault = lambda _: None
        await until(shows(rig, number, "success"), "the cord")
        assert engine.swept.is_set()


async def test_while_github_asks_to_wait_nothing_is_asked(gh: Sandbox) -> None:
    rig = make_rig(gh)
    number = pull(rig, "topic")
    gh.idle()
    key = await key_of(rig, rig.repo)
    limited = httpx.Response(429, headers={"retry-after": "60"})
    transport = Faulty(lambda request: limited if "graphql" in request.url.path else None)
    async with engine_on(rig, transport) as engine:
        await until(lambda: engine.queue.depth == 1 and transport.about(key.node_id) == 1, "being told")
        transport.fault = lambda _: None
        asked = len(transport.asked)
        for _ in range(3):
            engine.queue.add(key, "webhook")
            await until(lambda: engine.queue.depth == 1 and engine.queue.idle, "another pass")
        assert asked == len(transport.asked)

        gh.clock.advance(seconds=61)
        await until(shows(rig, number, "success"), "the cord")


async def test_a_ledger_that_cannot_be_written_costs_no_pass(gh: Sandbox) -> None:
    rig = make_rig(gh)
    number = pull(rig, "topic")
    gh.idle()
    rig.ledger = full = FullDisk(times=1)
    async with engine_on(rig):
        await until(lambda: full.times == 0, "the event that was lost")
        assert "success" == rig.shown(number)
        gh.clock.advance(seconds=3)
        await until(lambda: bool(rig.events()), "the next pass's event")


async def test_a_pass_that_ends_unexpectedly_is_made_again(gh: Sandbox) -> None:
    rig = make_rig(gh)
    number = pull(rig, "topic")
    gh.idle()
    async with engine_on(rig) as engine:
        await until(shows(rig, number, "success"), "the cord")
        await until(lambda: engine.queue.idle, "the end of the pass")
        engine.brain.now = clock = Broken()
        rig.repo.commit({"topic.txt": "again\n"}, "topic", by="bob")
        engine.queue.add(await key_of(rig, rig.repo), "webhook")
        await until(lambda: clock.failed, "the failed pass")
        engine.brain.now = rig.now
        await until(lambda: engine.queue.idle, "its place in the queue")
        assert rig.cord(number) is None
        gh.clock.advance(seconds=3)
        await until(shows(rig, number, "success"), "the cord on the new head")


async def test_a_slow_repository_keeps_no_other_from_its_next_pass(gh: Sandbox) -> None:
    rig = make_rig(gh)
    quick = pull(rig, "topic")
    bad, number = another(rig, "acme/slow")
    transport = Faulty(wait=slow("/acme/slow/check-runs"))
    key = await key_of(rig, rig.repo)
    async with engine_on(rig, transport) as engine:  # both in one batch, which ends with the slow one
        await until(shows(rig, quick, "success"), "the quick one's cord")
        await until(lambda: transport.about("/acme/slow/check-runs") == 1, "the slow one's write")
        rig.repo.commit({"topic.txt": "again\n"}, "topic", by="bob")
        engine.queue.add(key, "webhook")
        await until(shows(rig, quick, "success"), "the cord on the quick one's new head")
        assert (False, None) == (engine.queue.idle, rig.cord(number, bad))


async def test_a_repository_that_is_gone_is_asked_for_no_more(gh: Sandbox) -> None:
    rig = make_rig(gh)
    key = await key_of(rig, rig.repo)
    gh.world.installations.clear()
    transport = Faulty()
    async with engine_on(rig, transport, timedelta(seconds=0.2)) as engine:
        engine.queue.add(key, "webhook")
        await until(lambda: transport.about(f"/{key.installation}/access_tokens") == 1, "its pass")
        await until(lambda: engine.queue.idle and engine.queue.depth == 0, "its end in the queue")


async def test_an_installation_that_cannot_be_listed_is_reported_and_the_others_are_swept(
    gh: Sandbox,
) -> None:
    rig = make_rig(gh)
    number = pull(rig, "topic")
    away = gh.install(rig.app, "globex")
    gh.repository("globex/far", {"a.txt": "a\n"})
    gh.idle()
    transport = Faulty(broken(f"/app/installations/{away.id}/access_tokens"))
    async with engine_on(rig, transport):
        await until(shows(rig, number, "success"), "the cord")
        errors = [error for event in rig.events() for error in cast("list[Any]", event["errors"])]
        assert ["globex/*"] == [error["repo"] for error in errors]
