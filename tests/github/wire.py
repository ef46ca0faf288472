"""A wire to GitHub that answers as it is told and remembers what was asked."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from typing import Any, TypeVar

import httpx

from bot.github.auth import Credentials
from bot.github.client import Client
from bot.sandbox.keys import pair
from tests.building import AT

T = TypeVar("T")
API = "https://api.github.test"
JSON = {"content-type": "application/json"}


def answer(status: int, body: Any = None, **headers: str) -> httpx.Response:
    """An answer with a JSON body; `x_github_sso` is the header `x-github-sso`."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return httpx.Response(status, json={} if body is None else body, headers=named)


class Wire(httpx.AsyncBaseTransport):
    """Gives the answers in their order, the last one for ever; an exception is raised in place of one."""

    def __init__(self, answers: Iterable[httpx.Response | Exception]) -> None:
        self.answers = list(answers)
        self.asked: list[httpx.Request] = []

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        await request.aread()
        self.asked.append(request)
        await asyncio.sleep(0)  # as on a real wire, others get their turn meanwhile
        found = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(found, Exception):
            raise found
        return httpx.Response(found.status_code, content=found.content, headers=found.headers)

    @property
    def lines(self) -> list[str]:
        """`POST https://…` of each request."""
        return [f"{request.method} {request.url}" for request in self.asked]


def over(wire: Wire, use: Callable[[Client], Awaitable[T]], token: str | None = None, api: str = API) -> T:
    """What a client makes of the wire's answers: as an App, or with a token."""

    async def main() -> T:
        who = token or Credentials("Iv1.abc", pair("any")[0])
        client = Client(who, api, lambda: AT, wire)
        try:
            return await use(client)
        finally:
            await client.aclose()

    return asyncio.run(main())
