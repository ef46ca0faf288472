"""The server's own sweeps: as often as it is told to, and without any webhook."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from bot.sandbox import Sandbox
from tests.app.conftest import Site, environment, serve
from tests.rig import Rig, pull


@pytest.fixture
async def busy(gh: Sandbox, rig: Rig) -> AsyncIterator[Site]:
    """The server, which sweeps every second; nobody tells it of anything."""
    async for site in serve(gh, {**environment(gh, rig.app), "ANDON_SWEEP_SECONDS": "1"}):
        loop = asyncio.create_task(site.served.start())
        yield site
        loop.cancel()
        await asyncio.wait((loop,))


async def cord(rig: Rig, number: int) -> str | None:
    """What the cord shows, as soon as it shows anything."""
    for _ in range(600):
        if shown := rig.shown(number):
            return shown
        await asyncio.sleep(0.05)
    return None


async def test_every_sweep_finds_what_no_webhook_told_of(rig: Rig, busy: Site) -> None:
    assert "success" == await cord(rig, pull(rig, "before"))
    assert "success" == await cord(rig, pull(rig, "after-the-first-sweep"))
    another = rig.gh.repository("acme/new", dict(rig.repo.tree(rig.repo.head())))
    found = Rig(rig.gh, rig.app, another)
    assert "success" == await cord(found, pull(found, "in-a-repository-that-is-new"))
    assert [] == [delivery for delivery in rig.gh.world.deliveries if delivery.status_code]
