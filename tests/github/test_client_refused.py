"""The client against a GitHub that refuses, over real HTTP: what people do to repositories and Apps."""

import asyncio
import re
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import TypeVar

import pytest

from bot.github.auth import Credentials, Grant, Permissions
from bot.github.client import Answer, Client
from bot.github.errors import Denied, GitHubError, Gone
from bot.sandbox import Sandbox
from bot.sandbox import refusal as refusals
from bot.sandbox.keys import pair
from tests.rig import Rig, make_rig

T = TypeVar("T")
ISSUES = "/repos/{owner}/{repo}/issues"
WORKFLOW = "/repos/{owner}/{repo}/actions/workflows/{workflow_id}/dispatches"


@pytest.fixture
def rig(gh: Sandbox) -> Rig:
    return make_rig(gh)


def run(client: Client, use: Callable[[Client], Awaitable[T]]) -> T:
    async def main() -> T:
        try:
            return await use(client)
        finally:
            await client.aclose()

    return asyncio.run(main())


def grant(rig: Rig, narrowed: bool = True, **permissions: str) -> Grant:
    (installation,) = (i.id for i in rig.gh.world.installations.values() if i.app is rig.app)
    wanted = sorted(permissions or ("issues",))
    asked: Permissions = tuple((name, "write") for name in wanted)
    return Grant(installation, asked, (rig.repo.record.id,) if narrowed else ())


def write(rig: Rig, given: Grant | None = None) -> Callable[[Client], Awaitable[Answer]]:
    """Open an issue by the name that the repository had at first."""
    where = {"owner": "acme", "repo": "shop"}
    return lambda client: client.call(f"POST {ISSUES}", given or grant(rig), where, sent={"title": "Stopped"})


def refused(rig: Rig, use: Callable[[Client], Awaitable[object]]) -> GitHubError:
    with pytest.raises(GitHubError) as found:
        run(rig.client(), use)
    return found.value


def cause(error: GitHubError) -> str | None:
    assert isinstance(error, Denied), error
    return error.cause


def test_a_write_reaches_a_repository_that_was_renamed(rig: Rig) -> None:
    rig.repo.rename("store")
    made = run(rig.client(), write(rig))
    assert "Stopped" == rig.repo.issue(made.data["number"].number()).title


def test_a_repository_that_was_transferred_to_where_the_app_is_not_is_gone(rig: Rig) -> None:
    rig.repo.transfer("elsewhere")
    narrowed, wide = refused(rig, write(rig)), refused(rig, write(rig, grant(rig, narrowed=False)))
    assert [Gone, Gone] == [type(narrowed), type(wide)]
    assert "deleted, transferred, or taken out of it" in str(narrowed)


def test_a_public_repository_that_was_transferred_is_followed_and_then_denied(rig: Rig) -> None:
    rig.repo.record.private = False
    rig.repo.transfer("elsewhere")
    error = refused(rig, write(rig, grant(rig, narrowed=False)))
    assert ("grant", True) == (cause(error), "needs issues=write" in str(error))


def test_an_archived_repository_is_read_but_not_written(rig: Rig) -> None:
    rig.repo.archive()
    where = {"owner": "acme", "repo": "shop"}
    run(rig.client(), lambda client: client.call(f"GET {ISSUES}", grant(rig), where))
    assert "archived" == cause(refused(rig, write(rig)))


def test_a_deleted_repository_is_gone(rig: Rig) -> None:
    rig.repo.delete()
    assert Gone is type(refused(rig, write(rig)))
    assert Gone is type(refused(rig, write(rig, grant(rig, narrowed=False))))


def test_a_repository_without_issues_says_so(rig: Rig) -> None:
    rig.repo.record.has_issues = False
    assert (Gone, True) == (type(error := refused(rig, write(rig))), "410" in str(error))


def test_a_suspended_installation_is_denied_with_and_without_a_token(rig: Rig) -> None:
    (installation,) = (i for i in rig.gh.world.installations.values() if i.app is rig.app)

    async def before_and_after(client: Client) -> list[str | None]:
        await write(rig)(client)
        rig.gh.suspend(installation)
        found: list[str | None] = []
        for given in (grant(rig), grant(rig, checks="write")):  # one that has its token, one that wants one
            with pytest.raises(Denied) as error:
                await write(rig, given)(client)
            found.append(error.value.cause)
        return found

    assert ["suspended", "suspended"] == run(rig.client(), before_and_after)


def test_a_permission_that_was_not_granted_is_named(rig: Rig) -> None:
    other = refused(rig, write(rig, grant(rig, checks="write")))
    assert ("grant", True) == (cause(other), "needs issues=write" in str(other))
    none = refused(rig, write(rig, grant(rig, administration="write")))
    assert ("grant", True) == (cause(none), "no token with administration: write" in str(none))


@pytest.mark.parametrize(
    ("refusal", "expected"),
    [
        (refusals.sign_on("acme", "https://github.test"), "sign-on"),
        (refusals.not_from_here("acme"), "address"),
        (refusals.policy("workflow_dispatch", ".github/workflows/andon.yml"), "policy"),
    ],
)
def test_a_refusal_of_the_organisation_says_whose_it_is(
    rig: Rig, refusal: refusals.Refusal, expected: str
) -> None:
    rig.gh.break_route(f"POST {WORKFLOW}", refusal=refusal)
    path = {"owner": "acme", "repo": "shop", "workflow_id": "andon.yml"}
    error = refused(
        rig,
        lambda client: client.call(
            f"POST {WORKFLOW}", grant(rig, actions="write"), path, sent={"ref": "main"}
        ),
    )
    assert expected == cause(error)


# The App itself


async def who(client: Client) -> Answer:
    return await client.call("GET /app", None)


def failure(client: Client) -> tuple[str | None, str]:
    with pytest.raises(Denied) as error:
        run(client, who)
    return error.value.cause, str(error.value)


def test_another_apps_key_is_told_from_an_unknown_id(rig: Rig) -> None:
    other = Credentials(rig.app.client_id, pair("other")[0])
    found, told = failure(Client(other, rig.gh.api_url, rig.now))
    assert ("credentials", True) == (found, "is ANDON_PRIVATE_KEY a key of the App" in told)
    unknown = Credentials("Iv1.unknown", rig.app.private_pem)
    found, told = failure(Client(unknown, rig.gh.api_url, rig.now))
    assert ("credentials", True) == (found, "no App of that id" in told)


@pytest.mark.parametrize("off", [timedelta(minutes=20), timedelta(minutes=-20)])
def test_a_clock_that_is_off_is_told_with_its_error(rig: Rig, off: timedelta) -> None:
    def now() -> datetime:
        return rig.now() + off

    found, told = failure(Client(Credentials(rig.app.client_id, rig.app.private_pem), rig.gh.api_url, now))
    seconds = re.search(r"off by ([+-]\d+) s", told)
    assert "clock" == found
    assert seconds, told
    assert abs(int(seconds[1]) - off.total_seconds()) < 30
