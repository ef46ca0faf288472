"""GitHub as it is on a bad day, and brains as they die: a transport between one brain and the sandbox.

Every call is late by a moment; a read may be answered with what it was a moment ago, any call may fail
before or after it was done, GitHub may ask to wait, and at a write the brain's process may be gone.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import httpx

from tests.loop.faulty import Faulty
from tests.loop.story import Killed, writes

LAG = timedelta(seconds=5)
"""The oldest answer that a read may be given in place of today's."""
LATE = (0, 0, 0.002, 0.01)
"""Seconds by which calls are late."""


@dataclass(frozen=True)
class Climate:
    """How often what goes wrong, from 0 to 1."""

    fault: float = 0.04
    kill: float = 0.03
    lag: float = 0.05
    double: float = 0.2


@dataclass(frozen=True)
class _Told:
    """An answer that can be given again."""

    status: int
    headers: tuple[tuple[bytes, bytes], ...]
    body: bytes

    def again(self) -> httpx.Response:
        """The answer, new."""
        return httpx.Response(self.status, headers=list(self.headers), content=self.body)


@dataclass(kw_only=True)
class Weather(Faulty):
    """One brain's way to GitHub. `counted` is told of all that went wrong."""

    climate: Climate
    now: Callable[[], datetime]
    _seen: dict[tuple[str, bytes], tuple[datetime, "_Told"]] = field(
        default_factory=dict[tuple[str, bytes], "tuple[datetime, _Told]"]
    )

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        await asyncio.sleep(self.chance.choice(LATE))
        if self.dead:  # what a killed brain still had in hand comes to nothing
            raise Killed
        if request.url.path.endswith("/access_tokens"):
            return await self.ask(request)
        if not writes(request):
            return self._lagging(request) or await self._read(request)
        if self.chance.random() < self.climate.kill:
            return await self.die(request)
        return await self._failing(request) or await self._write(request)

    def _lagging(self, request: httpx.Request) -> httpx.Response | None:
        before = self._seen.get((str(request.url), request.content))
        if before is None or self.now() - before[0] > LAG or self.chance.random() >= self.climate.lag:
            return None
        self.counted["reads that lagged"] += 1
        return before[1].again()

    async def _read(self, request: httpx.Request) -> httpx.Response:
        if failed := await self._failing(request):
            return failed
        answer = await self.ask(request)
        if answer.status_code == 200:
            told = _Told(200, tuple(answer.headers.raw), answer.content)
            self._seen[str(request.url), request.content] = (self.now(), told)
        return answer

    async def _write(self, request: httpx.Request) -> httpx.Response:
        answer = await self.ask(request)
        if request.url.path.endswith("/dispatches") and self.chance.random() < self.climate.double:
            self.counted["doubled dispatches"] += 1
            return await self.ask(request)
        return answer

    async def _failing(self, request: httpx.Request) -> httpx.Response | None:
        """What goes wrong with this call, if anything; half of it only after it was done."""
        if self.chance.random() >= self.climate.fault:
            return None
        kind = self.chance.choice(("502", "502", "timeout", "timeout", "limit"))
        self.counted[kind if kind == "502" else f"{kind}s"] += 1
        return await self.spoil(request, kind, after=2)
