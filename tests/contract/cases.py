"""Exchanges that are right and exchanges that are wrong, each kind of difference once, and how to cause one.

Used by `test_recorder.py` and `test_plugin.py`.
"""

import json
from dataclasses import dataclass, field
from typing import Any

import httpx
from starlette.requests import Request
from starlette.responses import Response

from bot.github.client import API_VERSION
from tests.contract.recorder import ASGIApp, Contract, Message, Receive, Send

Json = dict[str, Any]
SHA = "a" * 40
BOT = {
    "user-agent": "andon/0.1.0",
    "authorization": "Bearer ghs_x",
    "accept": "application/vnd.github+json",
    "x-github-api-version": API_VERSION,
}
HEADERS = {
    "content-type": "application/json; charset=utf-8",
    "x-github-request-id": "AAAA:1",
    "x-github-media-type": "github.v3; format=json",
    "x-ratelimit-limit": "5000",
    "x-ratelimit-remaining": "4999",
    "x-ratelimit-used": "1",
    "x-ratelimit-reset": "1700000000",
    "x-ratelimit-resource": "core",
}
REF = {
    "ref": "refs/heads/main",
    "node_id": "REF_1",
    "url": "http://127.0.0.1/api/v3/repos/acme/shop/git/refs/heads/main",
    "object": {"type": "commit", "sha": SHA, "url": "http://127.0.0.1/x"},
}
NOT_FOUND = {"message": "Not Found", "documentation_url": "https://docs.github.com/rest", "status": "404"}
READ_REF = "GET /api/v3/repos/acme/shop/git/ref/heads/main"
CREATE_REF = "POST /api/v3/repos/acme/shop/git/refs"
DISPATCH = "POST /api/v3/repos/acme/shop/actions/workflows/fix.yml/dispatches"
CREATE_CHECK = "POST /api/v3/repos/acme/shop/check-runs"
GRAPHQL = "POST /api/graphql"
WISH = {"ref": "refs/andon/x", "sha": SHA}
CHECK = {"name": "Andon", "head_sha": SHA}
VIEWER: Json = {"query": "{ viewer { login } }"}


@dataclass(frozen=True)
class Case:
    """One exchange; by default the bot reads a ref and gets it."""

    asked: str = READ_REF
    body: Any = None
    sent: dict[str, str] = field(default_factory=lambda: dict(BOT))
    status: int = 200
    answer: Any = None
    received: dict[str, str] = field(default_factory=lambda: dict(HEADERS))


RIGHT = {
    "a ref is read": Case(answer=REF),
    "a ref with slashes is read": Case(f"{READ_REF}/and/more", answer=REF),
    "a ref is not found": Case(status=404, answer=NOT_FOUND),
    "a workflow is dispatched": Case(DISPATCH, {"ref": "main"}, status=204, answer=b""),
    "a ref is made": Case(
        CREATE_REF,
        WISH,
        status=201,
        answer=REF,
        received=HEADERS | {"location": "http://127.0.0.1/x"},
    ),
    "others may ask badly if refused": Case(
        CREATE_CHECK, {"nam": 1}, {}, 422, NOT_FOUND | {"message": "Invalid", "status": "422"}
    ),
    "others may ask for anything if refused": Case(
        "GET /api/v3/emojis", sent={}, status=404, answer=NOT_FOUND
    ),
    "what is not the API is nobody's business": Case(
        "GET /acme/shop.git/info/refs", answer=b"x", received={}
    ),
    "a document is run": Case(GRAPHQL, VIEWER, answer={"data": {"viewer": {"login": "andon"}}}),
    "others' wrong document is refused": Case(
        GRAPHQL, {"query": "{ nobody }"}, {}, answer={"errors": [{"message": "no such field"}]}
    ),
}

WRONG: dict[str, tuple[Case, str]] = {
    "a field of the answer is missing": (
        Case(answer={"ref": REF["ref"], "node_id": "x", "url": REF["url"]}),
        '[sandbox] GET /repos/{owner}/{repo}/git/ref/{ref} -> 200: answer: "object" is a required property',
    ),
    "a field of the answer has another type": (Case(answer=REF | {"node_id": 1}), "1 is not of type"),
    "a field of the answer is invented": (Case(answer=REF | {"colour": 1}), "'colour' was unexpected"),
    "a nested field of the answer is invented": (
        Case(answer=REF | {"object": {"type": "commit", "sha": SHA, "url": "http://127.0.0.1/x", "size": 1}}),
        "'size' was unexpected",
    ),
    "a SHA of the answer is short": (
        Case(answer=REF | {"object": {"type": "commit", "sha": "abc", "url": "http://127.0.0.1/x"}}),
        "abc",
    ),
    "a status is not described": (Case(status=202, answer=REF), "answers 202"),
    "the answer is not JSON": (Case(answer=b"<html>"), "is not JSON"),
    "the answer has another content type": (
        Case(answer=REF, received=HEADERS | {"content-type": "text/html"}),
        "answers text/html",
    ),
    "a header of the answer is missing": (
        Case(answer=REF, received={k: v for k, v in HEADERS.items() if k != "x-ratelimit-used"}),
        "header x-ratelimit-used is ''",
    ),
    "the rate limit does not add up": (
        Case(answer=REF, received=HEADERS | {"x-ratelimit-used": "7"}),
        "rate limit does not add up",
    ),
    "Location is missing with 201": (
        Case(CREATE_REF, WISH, status=201, answer=REF),
        "header Location is missing",
    ),
    "a body comes with 204": (
        Case(DISPATCH, {"ref": "main"}, status=204, answer=b"{}"),
        "a body with 204",
    ),
    "an error has no documentation_url": (
        Case(status=404, answer={"message": "no", "status": "404"}),
        "has no doc",
    ),
    "an error says another status": (Case(status=404, answer=NOT_FOUND | {"status": 404}), "says status 404"),
    "an error has an invented field": (
        Case(status=404, answer=NOT_FOUND | {"why": ""}),
        "invented field 'why'",
    ),
    "the bot calls what is not in the table": (
        Case("GET /api/v3/emojis", status=404, answer=NOT_FOUND),
        "[bot] GET /emojis -> 404: calls what is not in",
    ),
    "the sandbox answers what is not in the table": (
        Case("GET /api/v3/emojis", sent={}, answer={}),
        "[sandbox] GET /emojis -> 200: answers what is not in the table",
    ),
    "the bot sends an unknown field": (
        Case(CREATE_REF, WISH | {"force": True}, status=422, answer=NOT_FOUND),
        "[bot] POST /repos/{owner}/{repo}/git/refs -> 422: body: ",
    ),
    "the sandbox accepts an unknown field": (
        Case(CREATE_REF, WISH | {"force": True}, {}, 201, REF),
        "accepted: body: ",
    ),
    "the bot sends an unknown parameter": (
        Case(f"{READ_REF}?page=1", answer=REF),
        "unknown query parameter 'page'",
    ),
    "the bot sends a parameter twice": (
        Case("GET /api/v3/repos/acme/shop/issues?page=1&page=2", answer=[]),
        "query parameter 'page' more than once",
    ),
    "the bot sends a parameter of another type": (
        Case("GET /api/v3/repos/acme/shop/issues?page=two", answer=[]),
        'query page: "two" is not of type',
    ),
    "the bot asks for too large a page": (
        Case("GET /api/v3/repos/acme/shop/issues?per_page=101", answer=[]),
        "per_page=101",
    ),
    "the bot sends no body": (Case(CREATE_REF, status=422, answer=NOT_FOUND), "no body"),
    "the bot sends a body that is not JSON": (
        Case(CREATE_REF, b"{", status=400, answer=NOT_FOUND),
        "is not JSON",
    ),
    "the bot pins no version": (
        Case(sent={k: v for k, v in BOT.items() if k != "x-github-api-version"}, answer=REF),
        "X-GitHub-Api-Version is None",
    ),
    "the bot shows no credentials": (
        Case(sent={k: v for k, v in BOT.items() if k != "authorization"}, answer=REF),
        "no credentials",
    ),
    "a completed check run has no conclusion": (
        Case(CREATE_CHECK, CHECK | {"status": "completed"}, status=422, answer=NOT_FOUND),
        "there is no conclusion",
    ),
    "an unfinished check run has a conclusion": (
        Case(
            CREATE_CHECK, CHECK | {"status": "queued", "conclusion": "success"}, status=422, answer=NOT_FOUND
        ),
        "there is a conclusion",
    ),
    "a check run has 51 annotations": (
        Case(
            CREATE_CHECK,
            CHECK
            | {
                "output": {
                    "title": "t",
                    "summary": "s",
                    "annotations": [
                        {
                            "path": "a",
                            "start_line": 1,
                            "end_line": 1,
                            "annotation_level": "notice",
                            "message": "m",
                        }
                    ]
                    * 51,
                }
            },
            status=422,
            answer=NOT_FOUND,
        ),
        "body/output/annotations",
    ),
    "a check run's summary has 70,000 characters": (
        Case(
            CREATE_CHECK,
            CHECK | {"output": {"title": "t", "summary": "s" * 70_000}},
            status=422,
            answer=NOT_FOUND,
        ),
        "body/output/summary",
    ),
    "a check run has a state that is none": (
        Case(CREATE_CHECK, CHECK | {"status": "opened"}, status=422, answer=NOT_FOUND),
        "body/status",
    ),
    "a comment is too long": (
        Case(
            "POST /api/v3/repos/acme/shop/issues/1/comments",
            {"body": "x" * 65_537},
            status=422,
            answer=NOT_FOUND,
        ),
        "the limit is 65536",
    ),
    "a document names an unknown field": (
        Case(
            GRAPHQL, {"query": "{ viewer { logins } }"}, answer={"data": None, "errors": [{"message": "x"}]}
        ),
        "Cannot query field 'logins' on type 'User'",
    ),
    "the sandbox runs a document that GitHub does not know": (
        Case(GRAPHQL, {"query": "{ viewer { logins } }"}, {}, answer={"data": {"viewer": {}}}),
        "[sandbox] POST /graphql -> 200: accepted: Cannot query field",
    ),
    "a variable has another type": (
        Case(
            GRAPHQL,
            {"query": "query($n: Int!) { viewer { login } }", "variables": {"n": "x"}},
            answer={"data": {}},
        ),
        "$n",
    ),
    "a GraphQL answer lacks a field": (
        Case(GRAPHQL, VIEWER, answer={"data": {"viewer": {}}}),
        "data.viewer: login is missing",
    ),
    "a GraphQL answer is empty": (Case(GRAPHQL, VIEWER, answer={}), "neither data nor errors"),
    "a GraphQL answer has an invented field": (
        Case(GRAPHQL, VIEWER, answer={"data": {}, "cost": 1}),
        "invented field 'cost'",
    ),
}


async def exchange(case: Case) -> Contract:
    """One request to an app that answers as the case says, recorded."""

    async def app(scope: Message, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        assert await request.body() == content(case.body)
        await Response(content(case.answer), case.status, case.received)(scope, receive, send)

    contract = Contract()
    wrapped: ASGIApp = contract.wrap(app)
    method, target = case.asked.split(" ", 1)
    transport = httpx.ASGITransport(wrapped)  # pyright: ignore[reportArgumentType] -- httpx's scope is narrower
    async with httpx.AsyncClient(transport=transport, base_url="http://github.test") as client:
        given = await client.request(method, target, content=content(case.body), headers=case.sent)
    assert (case.status, content(case.answer)) == (given.status_code, given.content)
    return contract


def content(value: Any) -> bytes:
    if value is None:
        return b""
    return value if isinstance(value, bytes) else json.dumps(value).encode()
