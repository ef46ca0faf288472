"""Jobs that take time by the sandbox's clock: each begins at once, and ends when that is moved past its end.

Without it a scripted job is over as soon as a thread is free, whatever the clock says. `service.py` keeps one.
"""

import heapq
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TypeAlias

from bot.sandbox.actions.life import Life
from bot.sandbox.actions.runner import Order
from bot.sandbox.store import Job, Run

Takes: TypeAlias = Callable[[Run, Job], timedelta]
_Entry: TypeAlias = tuple[datetime, int, Life, Order]


@dataclass
class Timed:
    """The jobs under way, by when they end; of one moment the one that was made first."""

    takes: Takes
    _ends: list[_Entry] = field(default_factory=list[_Entry])

    def add(self, life: Life, order: Order, now: datetime) -> None:
        """A job has begun."""
        end = now + self.takes(order.run, order.job)
        heapq.heappush(self._ends, (end, order.job.id, life, order))

    def stop(self, job_id: int, now: datetime) -> None:
        """A job shall end now."""
        moved = [(now if one[1] == job_id else one[0], *one[1:]) for one in self._ends]
        heapq.heapify(moved)
        self._ends = moved

    def next(self) -> datetime | None:
        """When the next job ends; None while none runs."""
        return self._ends[0][0] if self._ends else None

    def pop(self, now: datetime) -> tuple[Life, Order] | None:
        """A job whose end has come, the earliest first."""
        if not self._ends or self._ends[0][0] > now:
            return None
        _, _, life, order = heapq.heappop(self._ends)
        return life, order
