"""How calls leave: one pool of connections, one TLS context, and the token on each request."""

import ssl
from dataclasses import dataclass
from functools import lru_cache
from types import TracebackType
from typing import Protocol

import httpx
from githubkit.auth.base import BaseAuthStrategy


@dataclass(frozen=True)
class Bearer(BaseAuthStrategy):
    """Authenticates with one token or JWT, as GitHub wants both: `Authorization: Bearer …`."""

    value: str

    def get_auth_flow(self, github: object) -> httpx.Auth:
        return _BearerAuth(self.value)


class _BearerAuth(httpx.Auth):
    def __init__(self, value: str) -> None:
        self._value = value

    def auth_flow(self, request: httpx.Request):
        request.headers["Authorization"] = f"Bearer {self._value}"
        yield request


class Shared(httpx.AsyncBaseTransport):
    """A transport that outlives githubkit's clients, so that connections are kept."""

    def __init__(self, inner: httpx.AsyncBaseTransport) -> None:
        self._inner = inner

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        return await self._inner.handle_async_request(request)

    async def __aexit__(
        self,
        exc_type: type[BaseException] | None = None,
        exc_value: BaseException | None = None,
        traceback: TracebackType | None = None,
    ) -> None:
        return None

    async def aclose(self) -> None:
        return None


class Sieve(Protocol):
    """Takes a text's bytes as they come, and keeps what is wanted of them."""

    def feed(self, piece: bytes) -> None: ...

    def text(self) -> str: ...


MOST_POURED = 256 << 20
"""Bytes of one answer that are poured through a sieve; what follows is left."""


class Poured(Shared):
    """A transport whose text answers run through a sieve as they arrive, so that none is ever held whole."""

    def __init__(self, inner: httpx.AsyncBaseTransport, sieve: Sieve) -> None:
        super().__init__(inner)
        self._sieve = sieve

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        answer = await super().handle_async_request(request)
        if answer.status_code != 200 or "json" in answer.headers.get("content-type", ""):
            return answer
        left = MOST_POURED
        async for piece in answer.aiter_bytes():
            self._sieve.feed(piece)
            left -= len(piece)
            if left <= 0:
                break
        await answer.aclose()
        kind = {"content-type": "text/plain; charset=utf-8", "date": answer.headers.get("date", "")}
        return httpx.Response(answer.status_code, headers=kind, content=self._sieve.text().encode())


def pool() -> httpx.AsyncBaseTransport:
    """Connections to GitHub."""
    return httpx.AsyncHTTPTransport(verify=_tls(), limits=httpx.Limits(max_connections=50))


@lru_cache(maxsize=1)
def _tls() -> ssl.SSLContext:
    """One TLS context for the process: loading the trusted roots costs more than a call."""
    return ssl.create_default_context()
