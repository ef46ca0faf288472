"""One repository of a rig, seen by the scan or whole, without deciding anything about it."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from bot.github.client import Client
from bot.model.facts import Pull
from bot.model.snapshot import Snapshot
from bot.observe.details import snapshot
from bot.observe.grants import reading
from bot.observe.runs import Kept, Reader
from bot.observe.scan import Apps, Missing, Scanned, scan
from bot.sandbox.repo_handle import RepoHandle
from bot.sandbox.shapes import node_id
from tests.rig import Rig

T = TypeVar("T")
APPS_ACTIONS = 15368


def run(rig: Rig, use: Callable[[Client], Awaitable[T]]) -> T:
    """Something with a client of its own."""

    async def main() -> T:
        client = rig.client()
        try:
            return await use(client)
        finally:
            await client.aclose()

    return asyncio.run(main())


def scan_all(rig: Rig, *repos: RepoHandle) -> tuple[Scanned | Missing, ...]:
    """These repositories in one query."""
    installation = next(iter(rig.gh.world.installations))
    ids = tuple(node_id("R", repo.record.id) for repo in repos)
    apps = Apps(rig.app.id, APPS_ACTIONS, rig.app.slug)
    return run(rig, lambda client: scan(client, reading(installation), apps, ids))


def scanned(rig: Rig) -> Scanned:
    """The rig's repository as scanned."""
    (found,) = scan_all(rig, rig.repo)
    assert isinstance(found, Scanned), found.why
    return found


def seen(rig: Rig) -> Snapshot:
    """The rig's repository, whole."""
    found = scanned(rig)

    async def whole(client: Client) -> Snapshot:
        reader = Reader(client, reading(found.repository.installation), found.repository, Kept())
        return await snapshot(found, reader, rig.app.slug, rig.now(), "test")

    return run(rig, whole)


def seen_pull(rig: Rig, number: int) -> Pull:
    """A pull request as seen."""
    return next(pull for pull in seen(rig).pulls if pull.number == number)
