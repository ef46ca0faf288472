"""One call: where it goes, how often, with which token; what is followed and what is never repeated."""

import asyncio
import json
from collections.abc import Callable
from datetime import timedelta
from email.utils import format_datetime
from typing import Any

import httpx
import pytest

from bot.github.auth import Grant
from bot.github.client import MAX_REDIRECTS, TIMEOUT, Answer, Client
from bot.github.errors import Broken, Busy, Denied, Gone
from tests.building import AT
from tests.github.wire import API, Wire, answer, over

GRANT = Grant(3, (("issues", "write"),), (7,))
WHERE = {"owner": "acme", "repo": "shop"}
ISSUES = "/repos/{owner}/{repo}/issues"
AT_HOME = f"{API}/repos/acme/shop/issues"
NOW_AT = f"{API}/repositories/7/issues"
MINT = answer(
    201, {"token": "ghs_one", "expires_at": (AT + timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M:%SZ")}
)


async def post(client: Client) -> Answer:
    return await client.call(f"POST {ISSUES}", GRANT, WHERE, sent={"title": "main stopped"})


async def get(client: Client) -> Answer:
    return await client.call(f"GET {ISSUES}", GRANT, WHERE, sent={"state": "open"})


def authorisations(wire: Wire) -> list[str | None]:
    return [request.headers.get("authorization") for request in wire.asked]


# Where calls go


@pytest.mark.parametrize(
    ("api", "rest", "graphql"),
    [
        ("https://api.github.com", "https://api.github.com/app", "https://api.github.com/graphql"),
        ("https://ghes.test/api/v3", "https://ghes.test/api/v3/app", "https://ghes.test/api/graphql"),
        ("https://ghes.test/api/v3/", "https://ghes.test/api/v3/app", "https://ghes.test/api/graphql"),
        ("https://api.acme.ghe.com", "https://api.acme.ghe.com/app", "https://api.acme.ghe.com/graphql"),
    ],
)
def test_rest_and_graphql_are_asked_where_each_kind_of_github_has_them(
    api: str, rest: str, graphql: str
) -> None:
    wire = Wire([answer(200, {"data": {"rateLimit": {"cost": 1}}})])

    async def both(client: Client) -> None:
        await client.call("GET /app", None)
        await client.graphql("query { viewer { login } }", {}, GRANT)

    over(wire, both, token="ghs_any", api=api)
    assert [f"GET {rest}", f"POST {graphql}"] == wire.lines


# Redirects


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_write_to_a_renamed_repository_is_sent_on_whole(status: int) -> None:
    wire = Wire([answer(status, location=NOW_AT), answer(201, {"number": 5})])
    made = over(wire, post, token="ghs_any")
    assert (201, 5) == (made.status, made.data["number"].number())
    assert [f"POST {AT_HOME}", f"POST {NOW_AT}"] == wire.lines
    assert [{"title": "main stopped"}] * 2 == [json.loads(request.content) for request in wire.asked]
    assert ["Bearer ghs_any"] * 2 == authorisations(wire)


def test_reading_a_renamed_repository_asks_where_github_says() -> None:
    wire = Wire([answer(301, location=f"{NOW_AT}?state=open"), answer(200, [])])
    over(wire, get, token="ghs_any")
    assert [f"GET {AT_HOME}?state=open", f"GET {NOW_AT}?state=open"] == wire.lines


def test_another_host_is_not_shown_the_token() -> None:
    wire = Wire([answer(302, location="https://logs.test/1"), httpx.Response(200, text="a log")])
    read = over(wire, get, token="ghs_any")
    assert ("a log", ["Bearer ghs_any", None]) == (read.data.text(), authorisations(wire))


def test_a_write_is_not_sent_to_another_host() -> None:
    wire = Wire([answer(307, location="https://elsewhere.test/1")])
    with pytest.raises(Broken, match="sends a write to another host"):
        over(wire, post, token="ghs_any")
    assert [f"POST {AT_HOME}"] == wire.lines


def test_a_redirect_that_leads_on_and_on_ends() -> None:
    wire = Wire([answer(301, location=NOW_AT)])
    with pytest.raises(Broken, match="redirected more than"):
        over(wire, get, token="ghs_any")
    assert MAX_REDIRECTS + 1 == len(wire.asked)


def test_a_redirect_that_leads_nowhere_is_asked_once() -> None:
    wire = Wire([answer(307)])
    with pytest.raises(Broken, match="leads nowhere"):
        over(wire, post, token="ghs_any")
    assert 1 == len(wire.asked)


def test_a_repository_that_moved_out_of_reach_is_gone() -> None:
    wire = Wire([answer(301, location=NOW_AT), answer(404, {"message": "Not Found"})])
    with pytest.raises(Gone, match="renamed or transferred to where the App does not reach"):
        over(wire, get, token="ghs_any")


# Never twice, and never later


@pytest.mark.parametrize(
    ("given", "error"),
    [
        (answer(500, {"message": "Server Error"}), Broken),
        (answer(502, {"message": "Server Error"}), Broken),
        (answer(503, {"message": "Unavailable"}, retry_after="60"), Broken),
        (answer(429, {"message": "secondary rate limit"}, retry_after="60"), Busy),
        (answer(403, {"message": "API rate limit exceeded"}, x_ratelimit_remaining="0"), Busy),
        (answer(401, {"message": "Bad credentials"}), Denied),
        (httpx.ReadTimeout("slow"), Broken),
        (httpx.ConnectError("refused"), Broken),
        (httpx.RemoteProtocolError("the server went away"), Broken),
    ],
    ids=str,
)
@pytest.mark.parametrize("ask", [post, get])
def test_a_call_that_fails_is_made_once_and_waits_for_nothing(
    given: httpx.Response | Exception, error: type[Exception], ask: Callable[[Client], Any]
) -> None:
    wire, waits = Wire([given]), list[float]()

    async def watched(client: Client) -> None:
        loop = asyncio.get_running_loop()
        later = loop.call_at

        def noted(when: float, *rest: Any, **named: Any) -> asyncio.TimerHandle:
            waits.append(when - loop.time())
            return later(when, *rest, **named)

        loop.call_at = noted  # pyright: ignore[reportAttributeAccessIssue] its own arguments, passed on
        with pytest.raises(error):
            await ask(client)

    over(wire, watched, token="ghs_any")
    assert (1, []) == (len(wire.asked), waits)


# Tokens


def test_many_calls_at_once_mint_one_token() -> None:
    wire = Wire([MINT, answer(200, [])])

    async def many(client: Client) -> None:
        await asyncio.gather(*(get(client) for _ in range(20)))

    over(wire, many)
    minted = [line for line in wire.lines if line.endswith("/app/installations/3/access_tokens")]
    assert (1, 21) == (len(minted), len(wire.lines))
    assert {"permissions": {"issues": "write"}, "repository_ids": [7]} == json.loads(wire.asked[0].content)
    assert {"Bearer ghs_one"} == set(authorisations(wire)[1:])


def test_a_token_that_github_no_longer_takes_is_not_used_again() -> None:
    wire = Wire([MINT, answer(401, {"message": "Bad credentials"}), MINT, answer(200, [])])

    async def twice(client: Client) -> None:
        with pytest.raises(Denied, match="the next call gets another"):
            await get(client)
        await get(client)

    over(wire, twice)
    assert ["access_tokens", "issues"] * 2 == [line.split("?")[0].rsplit("/", 1)[1] for line in wire.lines]


# The clock


def test_each_answer_tells_how_far_the_clocks_are_apart() -> None:
    ahead = timedelta(minutes=-4)
    wire = Wire([answer(200, {}, date=format_datetime(AT - ahead, usegmt=True)), answer(200, {})])

    async def skews(client: Client) -> list[timedelta | None]:
        found = [client.skew]
        for _ in range(2):
            await client.call("GET /app", None)
            found.append(client.skew)
        return found

    assert [None, ahead, None] == over(wire, skews)


def test_every_call_has_ten_seconds_at_each_step() -> None:
    wire = Wire([answer(200, {"id": 7})])
    over(wire, lambda client: client.call("GET /app", None))
    assert [dict.fromkeys(("connect", "read", "write", "pool"), TIMEOUT)] == [
        request.extensions["timeout"] for request in wire.asked
    ]
