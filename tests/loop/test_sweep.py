"""Which repositories there are: by name, or all of every installation; what cannot be seen is told."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

import httpx
import pytest

from bot.github.auth import Credentials
from bot.github.client import Client
from bot.github.errors import Broken
from bot.loop.sweep import NOBODY, find, find_named, identify, installed, list_installed
from bot.sandbox import Sandbox
from bot.sandbox.store import App
from tests.loop.faults import Faulty, broken


@asynccontextmanager
async def client_of(gh: Sandbox, app: App, transport: Faulty | None = None) -> AsyncGenerator[Client]:
    """The App's client, until the block ends."""
    client = Client(Credentials(app.client_id, app.private_pem), gh.api_url, gh.clock.now, transport)
    try:
        yield client
    finally:
        await client.aclose()


async def test_the_app_learns_who_it_is(gh: Sandbox) -> None:
    app = gh.app("andon-acme")
    async with client_of(gh, app) as client:
        assert (app.id, "andon-acme") == await identify(client)


async def test_named_repositories_are_found_as_github_spells_them(gh: Sandbox) -> None:
    app = gh.app("andon")
    installation = gh.install(app, "acme")
    gh.repository("acme/shop", {"a.txt": "a\n"})
    async with client_of(gh, app) as client:
        found, failures = await find_named(client, (" acme/shop ", "ACME/Shop"))
    ((key, name),) = found.items()
    assert ((), "acme/shop", installation.id) == (failures, name, key.installation)


@pytest.mark.parametrize(
    "name", ["acme", "/", "acme/", "/shop", "acme/shop/more", "acme/..", "a b/c", "acme/a?b"]
)
async def test_what_is_no_name_is_asked_of_nobody(gh: Sandbox, name: str) -> None:
    transport = Faulty()
    async with client_of(gh, gh.app("andon"), transport) as client:
        keys, (failed,) = await find(client, (name,))
    assert ((), [], NOBODY) == (keys, transport.asked, failed.key)
    assert (name, f"{name!r} is not a repository; write owner/name") == (failed.repo, failed.why)


async def test_one_name_that_cannot_be_found_harms_no_other(gh: Sandbox) -> None:
    app = gh.app("andon")
    gh.install(app, "acme")
    gh.repository("globex/secret", {"a.txt": "a\n"})
    names = ("acme/one", "globex/secret", "acme/none", "acme/two")
    for name in ("acme/one", "acme/two"):
        gh.repository(name, {"a.txt": "a\n"})
    async with client_of(gh, app, Faulty(broken("/acme/two/installation"))) as client:
        keys, failures = await find(client, names)
    assert 1 == len(keys)
    assert ["globex/secret", "acme/none", "acme/two"] == [failed.repo for failed in failures]
    assert all(failed.why.startswith("the App cannot see it: GET /") for failed in failures)


async def test_a_sweep_finds_every_repository_of_every_installation(gh: Sandbox) -> None:
    app = gh.app("andon")
    one, two, away = (gh.install(app, name) for name in ("acme", "globex", "initech"))
    for number in range(103):  # more than a page
        gh.repository(f"acme/r{number}")
    for name in ("globex/far", "initech/closed", "nobody/here"):
        gh.repository(name)
    away.suspended = True
    async with client_of(gh, app) as client:
        keys, failures = await installed(client)
    assert ([103, 1, 0], ()) == (
        [sum(k.installation == i.id for k in keys) for i in (one, two, away)],
        failures,
    )
    assert 104 == len(set(keys))


async def test_an_installation_that_cannot_be_listed_harms_no_other(gh: Sandbox) -> None:
    app = gh.app("andon")
    one, two = (gh.install(app, name) for name in ("acme", "globex"))
    for name in ("acme/shop", "globex/far"):
        gh.repository(name)
    async with client_of(gh, app, Faulty(broken(f"/installations/{one.id}/access_tokens"))) as client:
        keys, (failed,) = await installed(client)
    assert ([two.id], "acme/*", one.id) == (
        [key.installation for key in keys],
        failed.repo,
        failed.key.installation,
    )


async def test_without_the_list_of_installations_there_is_no_sweep(gh: Sandbox) -> None:
    app = gh.app("andon")
    async with client_of(gh, app, Faulty(broken("/app/installations"))) as client:
        with pytest.raises(Broken):
            await installed(client)


def listing(*repositories: object) -> Faulty:
    """GitHub, whose first page of an installation's repositories is these."""
    page = {"total_count": len(repositories), "repositories": list(repositories)}
    return Faulty(lambda r: httpx.Response(200, json=page) if r.url.path.endswith("/repositories") else None)


async def test_the_list_tells_kinds_of_repositories_apart(gh: Sandbox) -> None:
    app = gh.app("andon")
    gh.install(app, "acme")
    plain = gh.repository("acme/plain")
    gh.repository("acme/fork", fork_of=plain)
    old = gh.repository("acme/old", private=False)
    old.record.archived, old.record.has_issues = True, False
    async with client_of(gh, app) as client:
        found, _ = await list_installed(client)
    told = {one.name: (one.private, one.archived, one.fork, one.has_issues) for one in found}
    assert told == {
        "acme/plain": (True, False, False, True),
        "acme/fork": (True, False, True, True),
        "acme/old": (False, True, False, False),
    }


async def test_only_a_repositorys_identity_must_be_listed_as_documented(gh: Sandbox) -> None:
    app = gh.app("andon")
    gh.install(app, "acme")
    bare = {"node_id": "R_1", "full_name": "acme/bare"}
    odd: tuple[object, ...] = ({"node_id": 7, "name": "odd"}, {"node_id": "R_3", "name": ["?"]}, "what", bare)
    async with client_of(gh, app, listing(bare, *odd)) as client:
        found, failures = await list_installed(client)
    assert [("acme/bare", 0, None)] == [(one.name, one.size, one.language) for one in found]
    assert ["acme/odd", "acme/?", "acme/?"] == [failed.repo for failed in failures]
    assert "answer.repositories[1].node_id should be text, but is int" == failures[0].why


async def test_a_list_without_end_is_swept_as_far_as_it_was_read_and_said_to_be_cut(gh: Sandbox) -> None:
    app = gh.app("andon")
    gh.install(app, "acme")
    endless = listing(*({"node_id": f"R_{n}", "full_name": f"acme/r{n}"} for n in range(100)))
    async with client_of(gh, app, endless) as client:
        keys, (failed,) = await installed(client)
    assert (100, "acme/*", "there are more than the first 15000") == (len(keys), failed.repo, failed.why)
