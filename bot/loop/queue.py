"""The keyed queue: at most one pass per repository at a time, and none forgotten.

After controller-runtime's work queue: a request carries identity only. A key that is added while its
pass runs is run once more afterwards; adding twice is adding once; the earliest due time wins.
"""

import asyncio
import heapq
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal, TypeAlias

from bot.model.value import Value

BATCH = 10
"""Repositories of one installation that are scanned in one query."""
WORKERS = 4
"""Batches that are at work at the same time."""

Trigger: TypeAlias = Literal["cron", "webhook", "debug"]


class RepoKey(Value):
    """Which repository to look at. Ids survive renames."""

    installation: int
    node_id: str

    def __hash__(self) -> int:
        return hash((self.installation, self.node_id))


@dataclass
class _Entry:
    due: datetime
    trigger: Trigger


@dataclass
class Queue:
    """Keys with due times. Everything is called from one event loop; nothing blocks it."""

    now: Callable[[], datetime]
    _waiting: dict[RepoKey, _Entry] = field(default_factory=dict[RepoKey, _Entry])
    _heap: list[tuple[datetime, int, RepoKey]] = field(default_factory=list[tuple[datetime, int, RepoKey]])
    _running: set[RepoKey] = field(default_factory=set[RepoKey])
    _failures: dict[RepoKey, int] = field(default_factory=dict[RepoKey, int])
    _changed: asyncio.Event = field(default_factory=asyncio.Event)
    _serial: int = 0

    def add(self, key: RepoKey, trigger: Trigger, after: timedelta = timedelta()) -> None:
        """Have the key looked at, `after` from now at the latest."""
        due = self.now() + after
        entry = self._waiting.get(key)
        if entry is not None and entry.due <= due:
            return
        self._waiting[key] = _Entry(due, trigger)
        self._serial += 1
        heapq.heappush(self._heap, (due, self._serial, key))
        self._changed.set()

    async def take(self, most: int = 1) -> tuple[tuple[RepoKey, Trigger], ...]:
        """Wait for due keys: one, or up to `most` of one installation that did not fail before."""
        while True:
            ready = self._ready(most)
            if ready:
                return ready
            self._changed.clear()
            # Not `wait_for`: before Python 3.12 it may swallow a cancellation, and stopping would hang.
            with suppress(TimeoutError):
                async with asyncio.timeout(self._pause()):
                    await self._changed.wait()

    def _ready(self, most: int) -> tuple[tuple[RepoKey, Trigger], ...]:
        taken: list[tuple[RepoKey, Trigger]] = []
        put_back: list[tuple[datetime, int, RepoKey]] = []
        now = self.now()
        while self._heap and len(taken) < most and self._heap[0][0] <= now:
            item = heapq.heappop(self._heap)
            key, entry = item[2], self._waiting.get(item[2])
            if entry is None or entry.due != item[0]:
                continue  # overtaken by an earlier due time, or done
            if key in self._running or (taken and not self._together(key, taken[0][0])):
                put_back.append(item)
                continue
            del self._waiting[key]
            self._running.add(key)
            taken.append((key, entry.trigger))
        for item in put_back:
            heapq.heappush(self._heap, item)
        return tuple(taken)

    def _together(self, key: RepoKey, first: RepoKey) -> bool:
        """Whether two keys may share a pass: a key that failed goes alone, so as to harm no other."""
        alone = key in self._failures or first in self._failures
        return not alone and key.installation == first.installation

    def _pause(self) -> float:
        """Seconds until the next due time; a second at most, for clocks that are moved."""
        soonest = min((e.due for k, e in self._waiting.items() if k not in self._running), default=None)
        if soonest is None:
            return 1.0
        return min(max((soonest - self.now()).total_seconds(), 0.005), 1.0)

    def done(self, key: RepoKey) -> None:
        """The key's pass ended well."""
        self._running.discard(key)
        self._failures.pop(key, None)
        self._changed.set()

    def failed(self, key: RepoKey, trigger: Trigger, after: timedelta | None = None) -> None:
        """The key's pass failed: look again after a growing while, or as told."""
        self._running.discard(key)
        failures = self._failures.get(key, 0) + 1
        self._failures[key] = failures
        wait = after or min(timedelta(seconds=2) * 2 ** min(failures - 1, 10), timedelta(minutes=15))
        self.add(key, trigger, wait)
        self._changed.set()

    def forget_failing(self, listed: frozenset[RepoKey], unlisted: frozenset[int]) -> None:
        """Forget keys that failed and are not `listed` any more: their repositories are gone.

        `unlisted` are installations whose repositories could not be listed: theirs are kept. A key that
        did not fail is kept too, because it may be newer than the list.
        """
        for key in tuple(self._failures):
            if not (key in listed or key.installation in unlisted or key in self._running):
                del self._failures[key]
                self._waiting.pop(key, None)

    @property
    def depth(self) -> int:
        """Keys that wait, running ones not counted."""
        return len(self._waiting)

    @property
    def idle(self) -> bool:
        """Whether nothing runs and nothing is due now."""
        now = self.now()
        return not self._running and all(entry.due > now for entry in self._waiting.values())
