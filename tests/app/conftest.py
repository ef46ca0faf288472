"""The App in the test's own process, on a local GitHub: its server, of whose loop nothing runs by itself,
and its commands.
"""

import logging
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import httpx
import pytest
import structlog
from click.testing import CliRunner, Result

from bot.__main__ import main
from bot.app.server import App as Served
from bot.app.server import build
from bot.app.settings import read_settings
from bot.sandbox import Sandbox
from bot.sandbox.store import App
from tests.rig import Rig, make_rig

APP_URL = "http://andon.example.com"
DEBUG_SECRET = "let me in"


def environment(gh: Sandbox, app: App) -> dict[str, str]:
    """What an operator sets for an App of this local GitHub."""
    return {
        "ANDON_APP_ID": app.client_id,
        "ANDON_PRIVATE_KEY": app.private_pem,
        "ANDON_WEBHOOK_SECRET": app.webhook_secret,
        "ANDON_DEBUG_SECRET": DEBUG_SECRET,
        "ANDON_URL": APP_URL,
        "ANDON_NAME": "test",
        "ANDON_WRITES": "10000/100000",  # the local GitHub lets all
        "GITHUB_API_URL": gh.api_url,
        "GITHUB_SERVER_URL": gh.url,
    }


def run(rig: Rig, *arguments: str, **changed: str) -> Result:
    """A command, as an operator of the rig's App runs it."""
    return CliRunner().invoke(main, arguments, env={**environment(rig.gh, rig.app), **changed})


@pytest.fixture
def logs_as_before() -> Iterator[None]:
    """Commands configure logs for the whole process."""
    handlers = list(logging.getLogger().handlers)
    yield
    logging.getLogger().handlers = [h for h in logging.getLogger().handlers if h in handlers]
    structlog.reset_defaults()


@dataclass
class Site:
    """The server: `http` asks it, `served` is what its handlers share, `app` is it whole."""

    served: Served
    app: Any
    http: httpx.AsyncClient


async def serve(
    gh: Sandbox, env: Mapping[str, str], now: Callable[[], datetime] | None = None
) -> AsyncIterator[Site]:
    """The server for an environment, without its loop, until it is no longer needed."""
    app = build(read_settings(env), now or gh.clock.now)
    served: Served = app.state.app
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url=APP_URL) as http:
        yield Site(served, app, http)
    await served.client.aclose()


@pytest.fixture
async def site(gh: Sandbox) -> AsyncIterator[Site]:
    """The server of an App that is installed nowhere yet."""
    async for site in serve(gh, environment(gh, gh.app("andon"))):
        yield site


@pytest.fixture
def rig(gh: Sandbox) -> Rig:
    """The App on `acme/shop`."""
    return make_rig(gh)


@pytest.fixture
async def shop(gh: Sandbox, rig: Rig) -> AsyncIterator[Site]:
    """The server of the rig's App, with a brain."""
    async for site in serve(gh, environment(gh, rig.app)):
        site.served.brain = rig.brain(site.served.client)
        yield site
