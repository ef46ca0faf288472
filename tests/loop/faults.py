"""A GitHub that fails, or is slow, where a test says so: a transport between the client and the sandbox."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

import httpx

Fault = Callable[[httpx.Request], httpx.Response | None]


def _nothing(_request: httpx.Request) -> None:
    return None


async def _at_once(_request: httpx.Request) -> None:
    return None


@dataclass
class Faulty(httpx.AsyncBaseTransport):
    """Answers with what `fault` makes of a request, else lets it through after `wait`; notes what was asked."""

    fault: Fault = _nothing
    wait: Callable[[httpx.Request], Awaitable[None]] = _at_once
    asked: list[str] = field(default_factory=list[str])
    inner: httpx.AsyncHTTPTransport = field(default_factory=httpx.AsyncHTTPTransport)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(request.url.path + request.content.decode())
        await self.wait(request)
        return self.fault(request) or await self.inner.handle_async_request(request)

    async def aclose(self) -> None:
        await self.inner.aclose()

    def about(self, text: str) -> int:
        """How many requests held the text."""
        return sum(text in one for one in self.asked)


def broken(text: str) -> Fault:
    """GitHub fails whatever holds the text."""
    return lambda request: httpx.Response(502) if _holds(request, text) else None


def slow(text: str) -> Callable[[httpx.Request], Awaitable[None]]:
    """GitHub does not answer whatever holds the text."""

    async def wait(request: httpx.Request) -> None:
        if _holds(request, text):
            await asyncio.sleep(600)

    return wait


def _holds(request: httpx.Request, text: str) -> bool:
    return text in request.url.path + request.content.decode()
