"""The bot asks as GitHub describes: a story of passes over a line that goes red, under the contract.

What the passes decide is other tests' business; here the fixture `gh` holds every request of the
bot, and every answer it gets, against what GitHub publishes.
"""

import io
from collections.abc import AsyncIterator

import pytest

from bot.github.auth import Credentials
from bot.github.client import Client
from bot.loop.brain import Brain, Identity
from bot.loop.sweep import find, identify, installed
from bot.observe.scan import Apps
from bot.sandbox import RepoHandle, Sandbox
from bot.telemetry.ledger import JsonLines
from tests.contract.recorder import Contract

CI = ".github/workflows/ci.yml"
FILES = {
    "README.md": "Shop\n",
    ".github/andon.yml": "version: 1\nmode: enforce\nfix: {autofix: ['ruff format .']}\n",
    CI: "on: {push: {branches: [main]}, pull_request: }\n"
    "jobs: {test: {runs-on: ubuntu-latest, steps: [{run: 'true'}]}}\n",
}


@pytest.fixture
def shop(gh: Sandbox) -> RepoHandle:
    gh.install(gh.app("andon"), "acme")
    repo = gh.repository("acme/shop", FILES)
    repo.branch("topic")
    repo.commit({"a.py": "a = 1\n"}, "topic")
    repo.pull("topic", base="main", title="Add a", by="alice")
    gh.idle()
    return repo


@pytest.fixture
async def client(gh: Sandbox, shop: RepoHandle) -> AsyncIterator[Client]:
    app = next(app for app in gh.world.apps.values() if app.slug == "andon")
    made = Client(Credentials(app.client_id, app.private_pem), gh.api_url, gh.clock.now)
    yield made
    await made.aclose()


async def test_passes_over_a_line_that_goes_red(
    gh: Sandbox, shop: RepoHandle, client: Client, contract: Contract
) -> None:
    app_id, slug = await identify(client)
    brain = Brain(
        client,
        Identity(Apps(app_id, 15368, slug), slug, gh.url, "", "test"),
        gh.clock.now,
        JsonLines(None, io.StringIO()),
    )
    keys, _ = await find(client, ("acme/shop", "acme/nothing"))
    assert (keys, ()) == await installed(client)
    await brain.make_pass(keys, "debug")
    run = shop.record_run(CI, shop.head("main"), {"test": "failure"})
    for again in range(4):
        gh.clock.advance(seconds=60)
        if again == 2:
            shop.record_attempt(run, {"test": "failure"})
        await brain.make_pass(keys, "debug")
        gh.idle()
    sides = {side for _, side, _ in contract.tally}
    assert ({"bot"}, []) == (sides, contract.violations)
