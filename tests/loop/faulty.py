"""What goes wrong on the way from a brain to the local GitHub, common to those who say when: a call that fails
before or after it was done, a process that is gone at a write.
"""

import random
from collections import Counter
from dataclasses import dataclass, field

import httpx

from tests.loop.story import Killed


@dataclass(kw_only=True)
class Faulty(httpx.AsyncBaseTransport):
    """One brain's calls. `counted` is told of what went wrong; once `dead`, whatever it has in hand comes to nothing."""

    chance: random.Random
    counted: Counter[str]
    dead: bool = False
    _inner: httpx.AsyncHTTPTransport = field(default_factory=httpx.AsyncHTTPTransport)

    async def spoil(self, request: httpx.Request, kind: str, after: int) -> httpx.Response:
        """The call failed: GitHub asks to wait so many seconds (`limit`), or a `timeout` or 502, half of them once done."""
        if kind == "limit":
            headers = {"retry-after": str(after)}
            return httpx.Response(429, headers=headers, json={"message": "secondary rate limit"})
        if self.chance.random() < 0.5:
            await self.ask(request)
        if kind == "timeout":
            raise httpx.ReadTimeout("no answer", request=request)
        return httpx.Response(502)

    async def die(self, request: httpx.Request) -> httpx.Response:
        """The process is gone, before the write is sent or before its answer is read."""
        self.counted["brains killed"] += 1
        if self.chance.random() < 0.5:
            await self.ask(request)
        self.dead = True
        raise Killed

    async def ask(self, request: httpx.Request) -> httpx.Response:
        """The answer, read in full."""
        answer = await self._inner.handle_async_request(request)
        body = await answer.aread()
        await answer.aclose()
        return httpx.Response(answer.status_code, headers=list(answer.headers.raw), content=body)

    async def aclose(self) -> None:
        await self._inner.aclose()
