"""Health says that the process answers; readiness that GitHub knows us and the sweep has listed."""

import asyncio
from datetime import datetime

import structlog

from bot import __version__
from bot.sandbox import Sandbox
from tests.app.conftest import Site, environment, serve


async def test_a_server_without_its_loop_is_healthy_but_not_ready(site: Site) -> None:
    health, ready = await site.http.get("/healthz"), await site.http.get("/readyz")
    assert (200, {"status": "ok", "version": __version__}) == (health.status_code, health.json())
    assert (503, {"status": "starting", "queue": 0, "idle": True, "webhooks": None}) == (
        ready.status_code,
        ready.json(),
    )


async def test_it_is_ready_once_the_first_sweep_has_listed_the_repositories(shop: Site) -> None:
    async with shop.app.router.lifespan_context(shop.app):
        await rest(shop)
        answer = await shop.http.get("/readyz")
        assert (200, "ready") == (answer.status_code, answer.json()["status"])


async def rest(site: Site) -> None:
    """Wait for the first passes to be over, so that none is cut off in the middle of a request."""
    for _ in range(2000):
        engine = site.served.engine
        if engine is not None and engine.swept.is_set() and site.served.queue.idle:
            return
        await asyncio.sleep(0.01)
    raise AssertionError("no rest")


async def test_it_starts_and_stops_while_github_is_away(gh: Sandbox) -> None:
    env = {**environment(gh, gh.app("andon")), "GITHUB_API_URL": "http://127.0.0.1:9"}
    async for site in serve(gh, env):
        async with site.app.router.lifespan_context(site.app):
            await asyncio.sleep(0.05)
            health, ready = await site.http.get("/healthz"), await site.http.get("/readyz")
            assert (200, 503) == (health.status_code, ready.status_code)
            asked = await site.http.post(
                "/debug/reconcile",
                json={"repos": ["acme/shop"]},
                headers={"authorization": f"Bearer {site.served.settings.debug_secret}"},
            )
            assert (503, {"error": "starting"}) == (asked.status_code, asked.json())


async def test_when_its_loop_dies_it_is_no_longer_ready_and_says_so_once(shop: Site) -> None:
    told, dead = list[str](), asyncio.Event()

    def on_death() -> None:
        told.append("dead")
        dead.set()

    shop.served.on_death, before = on_death, shop.served.queue.now
    with structlog.testing.capture_logs() as logs:
        async with shop.app.router.lifespan_context(shop.app):
            await rest(shop)
            assert 200 == (await shop.http.get("/readyz")).status_code
            async with asyncio.timeout(20):
                shop.served.queue.now = out_of_time
                await dead.wait()
                shop.served.queue.now = before
            answer, health = await shop.http.get("/readyz"), await shop.http.get("/healthz")
    assert (503, "dead", 200) == (answer.status_code, answer.json()["status"], health.status_code)
    assert ["dead"] == told
    (fatal,) = (line for line in logs if line["log_level"] == "critical")
    assert ("the loop died; this process is of no use", "*") == (fatal["event"], fatal["repo"])
    assert "OverflowError" in repr(fatal["exc_info"])


async def test_a_server_that_is_stopped_did_not_die(shop: Site) -> None:
    told: list[str] = []
    shop.served.on_death = lambda: told.append("dead")
    async with shop.app.router.lifespan_context(shop.app):
        await rest(shop)
    assert ([], False) == (told, shop.served.dead)


def out_of_time() -> datetime:
    """A clock that cannot be read, on which the queue stands still."""
    raise OverflowError("no time")
