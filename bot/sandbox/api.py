"""From an HTTP request to the API's answer: route, caller, permission, limits, headers, record.

`server.py` brings the bytes; what each operation does is `rest/`; GraphQL is `graphql.py`.
"""

import json
import re
import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.utils import format_datetime
from typing import Any, cast
from urllib.parse import urlencode

from bot.sandbox import access, faults, graphql, queueing
from bot.sandbox.access import Caller
from bot.sandbox.refusal import Refusal, not_found
from bot.sandbox.rest import ROUTES
from bot.sandbox.rest.call import Answer, Call, Route
from bot.sandbox.store import Json, Repo, Request, World

ROOT = "/api/v3"
VERSIONS = ("2022-11-28", "2026-03-10")
_TABLE: tuple[tuple[re.Pattern[str], Route], ...] = tuple((route.pattern(), route) for route in ROUTES)
_OPERATIONS = {faults.GRAPHQL, *(route.operation for route in ROUTES)}
_MUTATION = re.compile(rb'"query":\s*"(\\n|\s)*mutation')
_BY_ID = re.compile(r"/repositories/(\d+)(/.*)?")


@dataclass(frozen=True)
class Incoming:
    """A request as it came; `path` is decoded and without `/api/v3`, header names are lower case."""

    method: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: bytes


@dataclass
class _Seen:
    """What is known of a request by the time it is answered."""

    caller: Caller = field(default_factory=access.anonymous)
    route: str = ""
    points: int = 1


def has_route(operation: str) -> bool:
    """Whether the sandbox serves an operation: `GET /repos/{owner}/{repo}`, `POST /graphql`."""
    return operation in _OPERATIONS


def answer(world: World, incoming: Incoming) -> Answer:
    """The answer with GitHub's headers; the request is recorded. Called on any thread."""
    began, seen = time.monotonic(), _Seen()
    with world.lock:
        try:
            seen.caller = access.from_header(world, incoming.headers.get("authorization"))
            _check_version(incoming)
            _check_rate(world, seen, incoming)
            _check_points(world, seen, incoming)
            made = (
                _graphql(world, seen, incoming)
                if incoming.path == "/graphql"
                else _rest(world, seen, incoming)
            )
        except Refusal as refusal:
            made = Answer(refusal.body(), refusal.status, refusal.headers)
        if incoming.method != "GET":
            queueing.settle(world)
        headers = {**_headers(world, seen, incoming), **made.headers}
        world.requests.append(
            Request(
                incoming.method,
                incoming.path,
                seen.route,
                made.status,
                seen.caller.name,
                int((time.monotonic() - began) * 1000),
                world.clock.now(),
                seen.points,
            )
        )
        world.changed.notify_all()
    return Answer(made.body, made.status, headers)


def _check_version(incoming: Incoming) -> None:
    if incoming.headers.get("x-github-api-version", VERSIONS[0]) not in VERSIONS:
        raise Refusal(400, "Invalid API version header value.")


def _rest(world: World, seen: _Seen, incoming: Incoming) -> Answer:
    path = _renamed(world, incoming.path)
    for pattern, route in _TABLE:
        match = pattern.fullmatch(path) if route.method == incoming.method else None
        if match is None:
            continue
        seen.route, seen.points = route.path, route.points
        _check_subject(seen.caller, route)
        repo = _repo(world, seen.caller, route, match.groupdict(), incoming)
        world.faults.check_route(route.operation, repo.id if repo else None)
        if world.faults.writes and incoming.method != "GET" and seen.caller.kind != "app":
            world.faults.writes.check(access.bucket(seen.caller), world.clock.epoch())
        if repo is not None:
            seen.caller.require(repo, route.needs)
        route.check_query(incoming.query)
        body = _body(route, incoming)
        route.check_body(body)
        if repo is not None and repo.archived and incoming.method != "GET":
            raise Refusal(403, "Repository was archived so is read-only.")
        url = f"{world.url}{ROOT}{_by_id(incoming.path, repo)}"
        return route.handler(Call(world, seen.caller, url, match.groupdict(), incoming.query, body, repo))
    raise not_found()


def _renamed(world: World, path: str) -> str:
    """`/repositories/{id}/...`, where a renamed repository's redirect leads, by its present name."""
    match = _BY_ID.fullmatch(path)
    repo = world.repos.get(int(match[1])) if match else None
    return f"/repos/{repo.full_name}{match[2] or ''}" if match and repo else path


def _by_id(path: str, repo: Repo | None) -> str:
    """How GitHub's own links name a list of a repository: npm @octokit/fixtures, scenario paginate-issues."""
    if repo is None or not path.startswith("/repos/"):
        return path
    return "/".join([f"/repositories/{repo.id}", *path.split("/", 4)[4:]])


def _repo(
    world: World, caller: Caller, route: Route, path: Mapping[str, str], incoming: Incoming
) -> Repo | None:
    if "repo" not in path or route.subject == "app":
        return None
    try:
        return access.find_repo(world, caller, path["owner"], path["repo"])
    except Refusal as refusal:
        if refusal.status == 301:
            # The rest of the path and the query go along; writing keeps its method by 307.
            # https://github.com/nolar/setup-k3d-k3s/pull/6, https://github.com/18F/charlie/pull/85
            tail = incoming.path.split("/", 4)[4:]
            query = f"?{urlencode(incoming.query)}" if incoming.query else ""
            refusal.headers["location"] = "/".join([refusal.headers["location"], *tail]) + query
            refusal.extra["url"] = refusal.headers["location"]
            if incoming.method != "GET":
                refusal.status = 307
        raise


def _check_subject(caller: Caller, route: Route) -> None:
    if route.subject == "app" and caller.kind != "app":
        raise Refusal(401, "A JSON web token could not be decoded")
    if route.subject == "installation" and caller.kind != "installation":
        raise Refusal(
            403, "You must authenticate with an installation access token in order to list repositories."
        )
    if route.subject == "any" and caller.kind == "app":
        raise Refusal(403, "Resource not accessible by integration")


def _body(route: Route, incoming: Incoming) -> Json:
    if not incoming.body:
        return {}
    try:
        value: Any = json.loads(incoming.body)
    except ValueError:
        raise Refusal(400, "Problems parsing JSON") from None
    if isinstance(value, list) and tuple(route.body) == ("labels",):
        return {"labels": value}
    if not isinstance(value, dict):
        raise Refusal(400, "Body should be a JSON object")
    return cast(Json, value)


def _graphql(world: World, seen: _Seen, incoming: Incoming) -> Answer:
    seen.route, seen.points = "/graphql", 0
    if incoming.method != "POST":
        raise not_found()
    if seen.caller.kind in ("anonymous", "app"):
        raise Refusal(401, "This endpoint requires you to be authenticated.")
    if (limited := _limited(world, seen, incoming)) is not None:
        return Answer({"errors": [{"type": "RATE_LIMIT", "code": "graphql_rate_limit", "message": limited}]})
    try:
        world.faults.check_route(faults.GRAPHQL)
    except Refusal as refusal:
        seen.points = faults.TIMEOUT_POINTS if refusal.status in faults.TIMEOUTS else 0
        raise
    try:
        request: Json = json.loads(incoming.body)
        document = str(request["query"])
        variables: Json = request.get("variables") or {}
    except (ValueError, KeyError, TypeError):
        raise Refusal(400, "Problems parsing JSON") from None
    result, seen.points = graphql.execute(
        world, seen.caller, document, variables, request.get("operationName")
    )
    return Answer(result)


def _resource(incoming: Incoming) -> str:
    return "graphql" if incoming.path == "/graphql" else "core"


def _limited(world: World, seen: _Seen, incoming: Incoming) -> str | None:
    """What is said once the hour's allowance is used up; None while it is not."""
    used, reset = world.rates.get((access.bucket(seen.caller), _resource(incoming)), (0, 0))
    if incoming.path != "/rate_limit" and used >= world.rate_limit and reset > world.clock.epoch():
        return f"API rate limit exceeded for installation ID {seen.caller.user.id}."
    return None


def _check_rate(world: World, seen: _Seen, incoming: Incoming) -> None:
    """REST refuses; GraphQL answers 200 and says it there: https://github.com/yanyongyu/githubkit/issues/271"""
    if _resource(incoming) == "core" and (limited := _limited(world, seen, incoming)) is not None:
        raise Refusal(403, limited)


def _check_points(world: World, seen: _Seen, incoming: Incoming) -> None:
    """The limit on points a minute, where a test sets one; what an App does as itself is not counted."""
    if world.faults.points is None or seen.caller.kind == "app":
        return
    graphql = _resource(incoming) == "graphql"
    writes = bool(_MUTATION.search(incoming.body)) if graphql else incoming.method != "GET"
    kind = "graphql" if graphql else "rest"
    world.faults.points.check(access.bucket(seen.caller), kind, writes, world.clock.epoch())


def _headers(world: World, seen: _Seen, incoming: Incoming) -> dict[str, str]:
    """What every answer carries; the call is counted here."""
    key, now = (access.bucket(seen.caller), _resource(incoming)), int(world.clock.epoch())
    used, reset = world.rates.get(key, (0, 0))
    if reset <= now:
        used, reset = 0, now + 3600
    used = min(used + seen.points, world.rate_limit)
    world.rates[key] = (used, reset)
    return {
        "date": format_datetime(world.clock.now(), usegmt=True),
        "x-github-media-type": "github.v3; format=json",
        "x-github-request-id": secrets.token_hex(4).upper(),
        "x-ratelimit-limit": str(world.rate_limit),
        "x-ratelimit-remaining": str(max(world.rate_limit - used, 0)),
        "x-ratelimit-reset": str(reset),
        "x-ratelimit-used": str(used),
        "x-ratelimit-resource": _resource(incoming),
    }
