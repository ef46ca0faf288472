"""Health says that the process answers; readiness that GitHub knows us and the sweep has listed."""

import asyncio

from bot import __version__
from bot.sandbox import Sandbox
from tests.app.conftest import Site, environment, serve


async def test_a_server_without_its_loop_is_healthy_but_not_ready(site: Site) -> None:
    health, ready = await site.http.get("/healthz"), await site.http.get("/readyz")
    assert (200, {"status": "ok", "version": __version__}) == (health.status_code, health.json())
    assert (503, {"status": "starting", "queue": 0, "idle": True}) == (ready.status_code, ready.json())


async def test_it_is_ready_once_the_first_sweep_has_listed_the_repositories(shop: Site) -> None:
    async with shop.app.router.lifespan_context(shop.app):
        async with asyncio.timeout(20):
            while shop.served.engine is None:  # noqa: ASYNC110 - it is made while nobody watches
                await asyncio.sleep(0.01)
            await shop.served.engine.swept.wait()
        answer = await shop.http.get("/readyz")
        assert (200, "ready") == (answer.status_code, answer.json()["status"])


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
