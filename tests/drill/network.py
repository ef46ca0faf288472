"""The way between one brain and the local GitHub: every call takes a stated time of the moved clock, some fail.

Calls go one after another, so that a story is the same whenever it is told. What is concurrent in life takes
longer here, never shorter.
"""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, field

import httpx

from tests.loop.faulty import Faulty
from tests.loop.story import Killed, writes


@dataclass
class Trouble:
    """How often what goes wrong, from 0 to 1; changed while a story is played."""

    faults: float = 0
    kills: float = 0


def _nobody(_request: httpx.Request, _answer: httpx.Response) -> None:
    """Nobody watches the calls."""


@dataclass(kw_only=True)
class Road(Faulty):
    """One brain's calls. `move` moves the clock by seconds; `call` is how long each takes.

    thinks: whether the processor's time between calls moves the clock too. `told` sees each call with its answer.
    """

    move: Callable[[float], object]
    trouble: Trouble
    call: float = 0.1
    thinks: bool = False
    told: Callable[[httpx.Request, httpx.Response], None] = _nobody
    _lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    _thought: float = field(default_factory=time.thread_time)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        async with self._lock:
            if self.dead:  # what a killed brain still had in hand comes to nothing
                raise Killed
            self._take_time()
            self.counted["calls"] += 1
            self.counted["writes"] += writes(request)
            if request.url.path.endswith("/access_tokens"):
                return await self.ask(request)
            if writes(request) and self.chance.random() < self.trouble.kills:
                await self.die(request)
            return await self._failing(request) or await self.ask(request)

    def rested(self) -> None:
        """What this thread did until now was none of the brain's thinking."""
        self._thought = time.thread_time()

    def _take_time(self) -> None:
        """The call's stated time, and what this thread has computed since the last one."""
        thought = time.thread_time() - self._thought if self.thinks else 0
        self.counted["thought in ms"] += round(thought * 1000)
        self.move(self.call + thought)
        self.rested()

    async def _failing(self, request: httpx.Request) -> httpx.Response | None:
        """What goes wrong with this call, if anything; half of it only after it was done."""
        if self.chance.random() >= self.trouble.faults:
            return None
        kind = self.chance.choice(("502", "502", "timeout", "limit"))
        self.counted["faults"] += 1
        return await self.spoil(request, kind, after=5)

    async def ask(self, request: httpx.Request) -> httpx.Response:
        """The answer, read in full, and shown to who watches."""
        made = await super().ask(request)
        self.told(request, made)
        return made
