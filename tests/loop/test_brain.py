"""A pass over a batch, on the local GitHub: each repository is read, planned and acted on by itself."""

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

import httpx
import pytest
import structlog

from bot.decide.plan import plan
from bot.github.auth import Credentials
from bot.github.client import Client
from bot.loop.brain import AT_ONCE, Brain
from bot.loop.looked import Failed, Looked, name_of
from bot.loop.queue import RepoKey
from bot.loop.sweep import find
from bot.model.effects import Plan
from bot.model.snapshot import Snapshot
from bot.sandbox import Sandbox
from bot.sandbox.repo_handle import RepoHandle
from tests.loop.faults import Faulty, broken, slow
from tests.rig import Rig, make_rig, pull

CORDS = "/check-runs"


@dataclass
class Street:
    """A brain and the repositories of one installation, each with one pull request, by name."""

    rig: Rig
    brain: Brain
    keys: dict[str, RepoKey]
    repos: dict[str, RepoHandle]

    def shown(self) -> dict[str, str | None]:
        """What the cord of each repository's pull request shows."""
        cords = {name: self.rig.cord(1, repo) for name, repo in self.repos.items()}
        return {name: cord.conclusion if cord else None for name, cord in cords.items()}

    async def make_pass(self) -> dict[str, Looked | Failed]:
        """One pass over all of them."""
        looked = await self.brain.make_pass(tuple(self.keys.values()), "webhook")
        assert list(self.keys) == [name_of(one).partition("/")[2] for one in looked]
        return dict(zip(self.keys, looked, strict=True))


@asynccontextmanager
async def street(
    gh: Sandbox, *names: str, transport: Faulty | None = None, decide: Callable[[Snapshot], Plan] = plan
) -> AsyncGenerator[Street]:
    """Repositories `acme/<name>`, the first of them the rig's own."""
    rig = make_rig(gh, name=f"acme/{names[0]}")
    files = dict(rig.repo.tree(rig.repo.head()))
    repos = {names[0]: rig.repo, **{name: gh.repository(f"acme/{name}", files) for name in names[1:]}}
    for repo in repos.values():
        pull(Rig(gh, rig.app, repo), "topic")
    await asyncio.to_thread(gh.idle)
    client = Client(Credentials(rig.app.client_id, rig.app.private_pem), gh.api_url, rig.now, transport)
    brain = rig.brain(client)
    brain.decide = decide
    try:
        keys, _ = await find(client, tuple(repo.name for repo in repos.values()))
        yield Street(rig, brain, dict(zip(names, keys, strict=True)), repos)
    finally:
        await client.aclose()


def why(one: Looked | Failed) -> str | None:
    """Why a repository failed, or what of it did; None if all went well."""
    return one.why if isinstance(one, Failed) else ("; ".join(one.errors) or None)


async def test_a_bug_in_planning_one_repository_fails_that_one_alone(gh: Sandbox) -> None:
    def decide(snapshot: Snapshot) -> Plan:
        if snapshot.repository.name == "acme/odd":
            raise KeyError("a fact that nobody thought of")
        return plan(snapshot)

    async with street(gh, "one", "odd", "two", decide=decide) as its:
        with structlog.testing.capture_logs() as told:
            looked = await its.make_pass()
        assert {"one": "success", "odd": None, "two": "success"} == its.shown()
        assert "unexpected: KeyError: 'a fact that nobody thought of'" == why(looked["odd"])
        assert [("acme/odd", "error", True)] == [
            (line["repo"], line["log_level"], line["exc_info"]) for line in told
        ]
        (event,) = its.rig.events()
        assert [{"repo": "acme/odd", "error": why(looked["odd"])}] == event["errors"]
        assert 2 == event["repos_scanned"]


async def test_a_slow_repository_fails_alone_and_holds_up_nobody(gh: Sandbox) -> None:
    transport = Faulty(wait=slow(f"/acme/slow{CORDS}"))
    async with street(gh, "one", "slow", "two", transport=transport) as its:
        its.brain.limit = 3
        ended: list[str] = []
        free: list[int] = []

        def end(_: RepoKey, one: Looked | Failed) -> None:
            ended.append(name_of(one))
            free.append(len(its.brain.locks))

        looked = await its.brain.make_pass(tuple(its.keys.values()), "webhook", ended=end)
        assert {"one": "success", "slow": None, "two": "success"} == its.shown()
        assert [None, "not done within 3 s", None] == [why(one) for one in looked]
        assert ("acme/slow", [2, 1, 0]) == (ended[-1], free)


async def test_a_slow_scan_fails_all_that_share_it(gh: Sandbox) -> None:
    transport = Faulty(wait=slow("/graphql"))
    async with street(gh, "one", "two", transport=transport) as its:
        its.brain.limit = 0.2
        looked = await its.brain.make_pass(tuple(its.keys.values()), "cron")
        assert ["not done within 0.2 s"] * 2 == [why(one) for one in looked]


async def test_what_was_done_before_a_fault_is_reported(gh: Sandbox) -> None:
    transport = Faulty()
    async with street(gh, "shop", transport=transport) as its:
        pull(its.rig, "more")
        await asyncio.to_thread(gh.idle)
        written = asyncio.Event()

        async def second_hangs(request: httpx.Request) -> None:
            if request.url.path.endswith(CORDS) and written.is_set():
                await asyncio.sleep(600)
            elif request.url.path.endswith(CORDS):
                written.set()

        transport.wait = second_hangs
        its.brain.limit = 3
        looked = (await its.make_pass())["shop"]
        (event,) = its.rig.events()
        assert isinstance(looked, Looked)
        assert (["write-cord"], ["write-cord"] * 2) == (event["effects_done"], event["effects_planned"])
        assert [{"repo": "acme/shop", "error": "not done within 3 s"}] == event["errors"]


async def test_repositories_are_acted_on_together_but_not_all_at_once(gh: Sandbox) -> None:
    names = tuple(f"r{number}" for number in range(AT_ONCE + 2))
    transport, open_now, most, full = Faulty(), set[str](), list[int](), asyncio.Event()

    async def count(request: httpx.Request) -> None:
        if request.url.path.endswith(CORDS):
            open_now.add(request.url.path)
            most.append(len(open_now))
            if len(open_now) == AT_ONCE:
                full.set()
            await asyncio.wait_for(full.wait(), 20)
            await asyncio.sleep(0.05)  # for a fifth to come, if it could
            open_now.discard(request.url.path)

    transport.wait = count
    async with street(gh, *names, transport=transport) as its:
        await its.make_pass()
        assert (AT_ONCE, dict.fromkeys(names, "success")) == (max(most), its.shown())


async def test_passes_over_the_same_repository_never_overlap(gh: Sandbox) -> None:
    async with street(gh, "shop") as its:
        keys = tuple(its.keys.values())
        first, second = await asyncio.gather(*(its.brain.make_pass(keys, "debug") for _ in range(2)))
        planned = [len(one.plan.effects) for one in (*first, *second) if isinstance(one, Looked)]
        assert ([1, 0], "success") == (planned, its.shown()["shop"])


async def test_nothing_is_remembered_of_a_repository_that_is_gone(gh: Sandbox) -> None:
    async with street(gh, "stays", "goes") as its:
        await its.make_pass()
        key = its.keys["goes"]
        assert {"acme/stays", "acme/goes"} == set(its.brain.names.values())
        assert 2 == len(its.brain.expectations)
        (installation,) = gh.world.installations.values()
        installation.repositories = {its.repos["stays"].record.id}

        looked = await its.make_pass()  # told by its name for the last time
        assert isinstance(looked["goes"], Failed)
        assert ([key.node_id in its.brain.names], 1) == ([False], len(its.brain.expectations))
        assert (["acme/stays"], 0) == (list(its.brain.names.values()), len(its.brain.locks))


async def test_github_asking_to_wait_is_passed_on(gh: Sandbox) -> None:
    transport = Faulty()
    async with street(gh, "one", "two", transport=transport) as its:
        transport.fault = lambda r: (
            httpx.Response(429, headers={"retry-after": "90"}) if r.url.path.endswith("graphql") else None
        )
        looked = await its.brain.make_pass(tuple(its.keys.values()), "cron")
        assert [90.0, 90.0] == [
            one.after.total_seconds() for one in looked if isinstance(one, Failed) and one.after
        ]


@pytest.mark.parametrize("dry_run", [True, False])
async def test_named_repositories_are_done_each_by_itself(gh: Sandbox, dry_run: bool) -> None:
    def decide(snapshot: Snapshot) -> Plan:
        if snapshot.repository.name == "acme/odd":
            raise KeyError("a fact that nobody thought of")
        return plan(snapshot)

    transport = Faulty()
    async with street(gh, "one", "odd", "deaf", "two", transport=transport, decide=decide) as its:
        transport.fault = broken(its.keys["deaf"].node_id)
        names = ("acme/none", "acme/one", "acme/odd", "acme/deaf", "acme/two", "nonsense")
        looked = await its.brain.reconcile(names, dry_run)
        failed = {one.repo: one.why for one in looked if isinstance(one, Failed)}
        assert ["acme/none", "nonsense", "acme/odd", "acme/deaf"] == list(failed)
        assert "unexpected: KeyError: 'a fact that nobody thought of'" == failed["acme/odd"]
        assert ["acme/one", "acme/two"] == [name_of(one) for one in looked if isinstance(one, Looked)]
        done = None if dry_run else "success"
        assert {"one": done, "odd": None, "deaf": None, "two": done} == its.shown()


async def test_a_look_writes_nothing(gh: Sandbox) -> None:
    async with street(gh, "shop") as its:
        (looked,) = await its.brain.look(tuple(its.keys.values()))
        assert isinstance(looked, Looked)
        assert (["write-cord"], ()) == ([e.kind for e in looked.plan.effects], looked.done)
        assert ({"shop": None}, []) == (its.shown(), its.rig.events())
