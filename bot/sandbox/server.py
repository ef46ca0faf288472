"""The sandbox's one web server: which bytes go where, and its thread.

URLs are those of GitHub Enterprise Server, so that everything lives on one host: `/api/v3`,
`/api/graphql`, `/{owner}/{repo}.git`. Handlers run on threads and hold `World.lock`.
"""

import asyncio
import html
import json
import socket
import threading
from collections import Counter
from collections.abc import Awaitable, Callable
from typing import TypeAlias

import uvicorn
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.sandbox import api, http_backend
from bot.sandbox.actions import oidc
from bot.sandbox.api import Incoming
from bot.sandbox.http_backend import Receive, Scope, Send
from bot.sandbox.refusal import Refusal
from bot.sandbox.rest.actions import read_log
from bot.sandbox.rest.call import Answer
from bot.sandbox.store import World

AsgiApp: TypeAlias = Callable[[Scope, Receive, Send], Awaitable[None]]
_METHODS = ["GET", "POST", "PATCH", "PUT", "DELETE"]


def make_app(world: World) -> AsgiApp:
    """Everything that is served, without the thread."""

    async def rest(request: Request) -> Response:
        return await _api(world, request, "/" + request.path_params["rest"])

    async def graph(request: Request) -> Response:
        return await _api(world, request, "/graphql")

    routes = [
        Route(api.ROOT + "/{rest:path}", rest, methods=_METHODS),
        Route("/api/graphql", graph, methods=_METHODS),
        *oidc.routes(world),
        *_own(world),
    ]
    pages = Starlette(routes=routes)

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and http_backend.PATH.fullmatch(scope["path"]):
            await http_backend.serve(world, scope, receive, send)
        else:
            await pages(scope, receive, send)

    return app


async def _api(world: World, request: Request, path: str) -> Response:
    incoming = Incoming(
        request.method, path, dict(request.query_params), dict(request.headers), await request.body()
    )
    return _response(await run_in_threadpool(api.answer, world, incoming))


def _response(answer: Answer) -> Response:
    headers = dict(answer.headers)
    if answer.body is None:
        return Response(None, answer.status, headers)
    headers["content-type"] = "application/json; charset=utf-8"
    return Response(json.dumps(answer.body), answer.status, headers)


def _own(world: World) -> list[Route]:
    """Links to logs, the sandbox's controls, and a plain page for what has a web address."""

    def log(request: Request) -> Response:
        with world.lock:
            try:
                return PlainTextResponse(read_log(world, request.path_params["key"]).body)
            except Refusal as refusal:
                return PlainTextResponse(refusal.message, refusal.status)

    async def clock(request: Request) -> Response:
        world.clock.advance(seconds=float((await request.json())["advance"]))
        return _response(Answer({"now": world.clock.stamp()}))

    def requests(_request: Request) -> Response:
        with world.lock:
            counts = Counter(f"{one.subject} {one.method} {one.route} {one.status}" for one in world.requests)
            points = sum(one.points for one in world.requests)
        return _response(Answer({"requests": dict(sorted(counts.items())), "points": points}))

    def page(request: Request) -> Response:
        return _page(world, request.path_params)

    return [
        Route("/_services/logs/{key}", log),
        Route("/_sandbox/clock", clock, methods=["POST"]),
        Route("/_sandbox/requests", requests),
        Route("/{owner}/{repo}", page),
        Route("/{owner}/{repo}/{kind}/{number:int}", page),
    ]


def _page(world: World, path: dict[str, str]) -> Response:
    """A repository, issue or pull request in plain text, for people who follow a link."""
    with world.lock:
        repo = world.repo(f"{path['owner']}/{path['repo']}")
        number = int(path.get("number", 0))
        record = repo.issues.get(number) if repo else None
        if repo is None or (number and record is None):
            return PlainTextResponse("Not Found", 404)
        shown = [record] if record else list(repo.issues.values())
        lines = [f"{repo.full_name}"]
        for one in shown:
            labels = ", ".join(label.name for label in one.labels)
            lines.append(f"#{one.number} {one.title} [{one.state}] {labels}")
        for one in [record] if record else []:
            lines += ["", one.body or ""]
            lines += [f"\n{comment.author.login}:\n{comment.body}" for comment in one.comments]
        for check in [
            check
            for suite in repo.suites
            if record and record.pull and suite.head_sha == record.pull.head_sha
            for check in suite.checks
        ]:
            lines.append(f"{check.app.slug} / {check.name}: {check.conclusion or check.status}")
    text = html.escape("\n".join(lines), quote=False)
    return Response(f"<!doctype html><pre>{text}</pre>", media_type="text/html")


class Server:
    """An app on 127.0.0.1, served by a thread of its own from construction to `close`."""

    def __init__(self, app: AsgiApp, port: int = 0) -> None:
        # asyncio turns Nagle's algorithm off only for sockets that say they are TCP; with it on, every
        # second answer on a connection takes 40 ms longer.
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self._socket.bind(("127.0.0.1", port))
        self.port: int = self._socket.getsockname()[1]
        config = uvicorn.Config(
            app, log_level="error", lifespan="off", access_log=False, ws="none", date_header=False
        )
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._run, name="sandbox-server", daemon=True)

    def start(self) -> None:
        """Serve; returns once requests are accepted."""
        self._socket.listen(128)
        self._thread.start()

    def _run(self) -> None:
        asyncio.run(self._server.serve(sockets=[self._socket]))

    def close(self) -> None:
        """Stop, closing open connections."""
        self._server.should_exit = True
        self._server.force_exit = True
        self._thread.join(10)
        self._socket.close()
