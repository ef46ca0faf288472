"""Texts of any size: they run through a sieve as they come, whoever gives them, and are never held whole."""

import asyncio
import gzip
import tracemalloc
from collections.abc import AsyncIterator

import httpx
import pytest

from bot.github.client import Client
from bot.github.errors import Gone
from bot.observe.logs import LogSieve
from tests.building import AT

PIECE = b"test_cart.py::test_total PASSED\n" * 4_096
LOGS = "GET /repos/{owner}/{repo}/actions/jobs/{job_id}/logs"


class Pieces(httpx.AsyncByteStream):
    """So many pieces, one after the other, perhaps compressed."""

    def __init__(self, count: int, packed: bool) -> None:
        self._count, self._packed = count, packed
        self.given = 0

    async def __aiter__(self) -> AsyncIterator[bytes]:
        if self._packed:
            yield gzip.compress(PIECE * self._count)
            return
        for _ in range(self._count):
            self.given += 1
            yield PIECE

    async def aclose(self) -> None:
        """Nothing is open."""


class Blob(httpx.AsyncBaseTransport):
    """GitHub, that sends on to a log elsewhere; `asked` is who was shown a token."""

    def __init__(self, count: int, packed: bool = False, status: int = 200) -> None:
        self.pieces = Pieces(count, packed)
        self._status, self._packed = status, packed
        self.asked: list[tuple[str, bool]] = []

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        self.asked.append((request.url.host, "authorization" in request.headers))
        if request.url.host == "api.github.com":
            return httpx.Response(302, headers={"location": "https://blob.example/log?sig=1"})
        headers = {"content-type": "text/plain"} | ({"content-encoding": "gzip"} if self._packed else {})
        return httpx.Response(self._status, headers=headers, stream=self.pieces)


def poured(blob: Blob) -> str | None:
    """The log, as it is read through the client."""

    async def main() -> str | None:
        client = Client("token", now=lambda: AT, transport=blob)
        return await client.pour(LOGS, None, {"owner": "acme", "repo": "shop", "job_id": 7}, LogSieve())

    return asyncio.run(main())


@pytest.mark.parametrize("packed", [False, True])
def test_a_log_elsewhere_is_read_without_showing_the_token(packed: bool) -> None:
    blob = Blob(2, packed)
    assert (PIECE * 2).decode() == poured(blob)
    assert [("api.github.com", True), ("blob.example", False)] == blob.asked


def test_an_empty_log_is_no_log() -> None:
    assert None is poured(Blob(0))


def test_a_link_that_is_over_is_gone() -> None:
    with pytest.raises(Gone):
        poured(Blob(1, status=404))


def test_a_hundred_megabytes_take_a_few() -> None:
    blob = Blob(100_000_000 // len(PIECE))
    tracemalloc.start()
    kept = poured(blob)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert kept is not None and len(kept) < 400_000
    assert peak < 16 << 20


@pytest.mark.deep
def test_what_never_ends_is_left() -> None:
    blob = Blob(10**9)
    assert poured(blob) is not None
    assert blob.pieces.given < 3_000
