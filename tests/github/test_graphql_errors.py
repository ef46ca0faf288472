"""What the client makes of GraphQL's refusals: each is one of the four errors, or data with its errors.

First what the local GitHub gives, then what is known of github.com and the local one does not say.
"""

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.github.auth import Grant
from bot.github.client import Client
from bot.github.errors import Broken, Busy, Denied, GitHubError, Gone
from bot.github.node import Node
from bot.observe.grants import reading
from bot.sandbox import Sandbox, shapes
from bot.sandbox.faults import GRAPHQL, TIMEOUT_POINTS, Kind
from tests.rig import Rig, make_rig

SHOP = """query($id: ID!) { rateLimit { cost } node(id: $id) { ... on Repository { name
  issues(first: 1) { totalCount } } } }"""
Outcome = tuple[Node, tuple[Node, ...]] | GitHubError


@pytest.fixture
def rig(gh: Sandbox) -> Rig:
    return make_rig(gh)


async def asked(client: Client, document: str, grant: Grant, **variables: Any) -> Outcome:
    """Data and errors, or the error that was raised."""
    try:
        return await client.graphql(document, variables, grant)
    except GitHubError as error:
        return error


def ask(rig: Rig, document: str = SHOP, times: int = 1, **variables: Any) -> list[Outcome]:
    """The same asked so many times over, by one client."""
    (installation,) = rig.gh.world.installations.values()
    named = {"id": shapes.node_id("R", rig.repo.record.id), **variables}

    async def main() -> list[Outcome]:
        client = rig.client()
        try:
            return [await asked(client, document, reading(installation.id), **named) for _ in range(times)]
        finally:
            await client.aclose()

    return asyncio.run(main())


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("FORBIDDEN", "Resource not accessible by integration"),
        ("RESOURCE_LIMITS_EXCEEDED", "Resource limits for this query exceeded."),
        ("SOMETHING_WENT_WRONG", "Something went wrong while executing your query."),
    ],
)
def test_a_part_that_fails_is_null_beside_its_error(rig: Rig, kind: Kind, words: str) -> None:
    rig.gh.break_field("Repository.issues", kind)
    (found,) = ask(rig)
    assert isinstance(found, tuple)
    data, (error,) = found
    assert (False, True) == (bool(data["node"]), error["message"].text().startswith(words))


@pytest.mark.parametrize("status", [502, 504])
def test_a_query_over_ten_seconds_is_broken_and_costs_extra(rig: Rig, status: int) -> None:
    ask(rig)
    before = used(rig)
    rig.gh.break_route(GRAPHQL, status, times=1)
    late, again = ask(rig, times=2)
    assert isinstance(late, Broken)
    assert f"POST /api/graphql: {status} We couldn't respond to your request in time." in str(late)
    assert isinstance(again, tuple)
    assert TIMEOUT_POINTS + 1 == used(rig) - before


def used(rig: Rig) -> int:
    """The points of GraphQL's hour that are gone."""
    (points,) = (used for (_, resource), (used, _) in rig.gh.world.rates.items() if resource == "graphql")
    return points


def test_the_hours_allowance_is_waited_for(rig: Rig) -> None:
    rig.gh.world.rate_limit = 3
    *good, limited, held = ask(rig, times=5)
    assert [True] * 3 == [isinstance(one, tuple) for one in good]
    assert isinstance(limited, Busy)
    assert isinstance(held, Busy)
    assert "GraphQL: API rate limit exceeded for installation ID" in str(limited)
    assert 3500 < limited.retry_after <= 3600
    assert "GitHub asked to wait" in str(held)


@pytest.mark.parametrize("status", [429, 403])
def test_a_secondary_limit_is_waited_for(status: int) -> None:
    async def limited(request: Request) -> Response:
        words = {"message": "You have exceeded a secondary rate limit."}
        return Response(json.dumps(words), status, {"retry-after": "17"}, "application/json")

    error = answered(limited)
    assert isinstance(error, Busy)
    assert 17.0 == error.retry_after


def test_more_nodes_than_github_gives_are_broken(rig: Rig) -> None:
    document = """query($id: ID!) { node(id: $id) { ... on Repository { pullRequests(first: 100) { nodes {
      commits(first: 100) { nodes { commit { checkSuites(first: 100) { totalCount } } } } } } } } }"""
    (error,) = ask(rig, document)
    assert isinstance(error, Broken)
    assert "exceeds the maximum limit of 500,000" in str(error)


@pytest.mark.parametrize("size", [-1, 0, 101])
def test_a_page_has_one_to_a_hundred_items(rig: Rig, size: int) -> None:
    document = "query($id: ID!, $n: Int!) { node(id: $id) { ... on Repository { issues(first: $n) { totalCount } } } }"
    (error,) = ask(rig, document, n=size)
    assert isinstance(error, Broken)
    assert "100" in str(error)


def answered(answer: Callable[[Request], Awaitable[Response]]) -> Outcome:
    """What the client makes of an answer, word for word as given."""
    app = Starlette(routes=[Route("/graphql", answer, methods=["POST"])])

    async def main() -> Outcome:
        client = Client("a token", "http://github.test", transport=httpx.ASGITransport(app))
        try:
            return await asked(client, "{ viewer { login } }", Grant(1, ()))
        finally:
            await client.aclose()

    return asyncio.run(main())


SORRY = (
    "Something went wrong while executing your query. This may be the result of a timeout, or it could be a "
    "GitHub bug. Please include `C318:5862:1A4A0BC:35D9657:652D73C9` when reporting this issue."
)
PAGE = "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body></body>\r\n</html>\r\n"
ELSEWHERE: dict[str, tuple[int, str, type[GitHubError]]] = {
    # github.com/turbot/steampipe-plugin-github/issues/518
    "a page of the gateway": (502, PAGE, Broken),
    # github.com/sorenlouv/backport/issues/479
    "a timeout told in GraphQL": (502, json.dumps({"data": None, "errors": [{"message": SORRY}]}), Broken),
    "the same with 200": (200, json.dumps({"data": None, "errors": [{"message": SORRY}]}), Broken),
    # github.com/yanyongyu/githubkit/issues/271
    "the hour's allowance": (
        200,
        '{"errors": [{"type": "RATE_LIMIT", "code": "graphql_rate_limit", "message": "API rate limit already '
        'exceeded for installation ID 1."}]}',
        Busy,
    ),
    "the hour's allowance as told before": (
        200,
        '{"errors": [{"type": "RATE_LIMITED", "message": "API rate limit exceeded"}]}',
        Busy,
    ),
    # docs.github.com: "the response status will be 200 or 403"
    "a secondary limit with 200": (
        200,
        '{"errors": [{"message": "You have exceeded a secondary rate limit."}]}',
        Busy,
    ),
    "nothing but refused": (200, '{"data": null, "errors": [{"type": "FORBIDDEN", "message": "x"}]}', Denied),
    "nothing but missing": (200, '{"data": null, "errors": [{"type": "NOT_FOUND", "message": "x"}]}', Gone),
    "refused and missing": (
        200,
        '{"errors": [{"type": "NOT_FOUND", "message": "x"}, {"type": "FORBIDDEN", "message": "y"}]}',
        Broken,
    ),
    "nothing at all": (200, "{}", Broken),
    "no JSON": (200, "{", Broken),
}


@pytest.mark.parametrize("name", ELSEWHERE)
def test_what_github_com_is_known_to_answer_is_the_error_that_it_means(name: str) -> None:
    status, body, kind = ELSEWHERE[name]

    async def answer(request: Request) -> Response:
        return Response(body, status, media_type="text/html" if body is PAGE else "application/json")

    found = answered(answer)
    assert (kind, True) == (type(found), isinstance(found, GitHubError)), found
