"""The sandbox's clock: real time, or a moment at which it stands, plus an offset that tests move forwards."""

import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta


def _nothing() -> None:
    """Nobody waits for time to pass."""


class Clock:
    """Tells the time everywhere in the sandbox; `advance` moves it, never backwards.

    `moved` is called after that, for what is due by then.
    """

    def __init__(self, start: datetime | None = None) -> None:
        self.moved: Callable[[], None] = _nothing
        self._lock = threading.Lock()
        self._offset = (start - datetime.now(UTC)) if start else timedelta()
        self._frozen: datetime | None = None

    def now(self) -> datetime:
        """The sandbox's time, UTC."""
        with self._lock:
            return (self._frozen or datetime.now(UTC)) + self._offset

    def freeze(self, at: datetime) -> None:
        """Let time stand still at a moment: from then on nothing but `advance` moves it."""
        with self._lock:
            self._frozen, self._offset = at, timedelta()

    def epoch(self) -> float:
        """The sandbox's time in seconds since 1970."""
        return self.now().timestamp()

    def advance(self, **amount: float) -> datetime:
        """Move the clock by `timedelta(**amount)`; returns the new time."""
        step = timedelta(**amount)
        if step < timedelta():
            raise ValueError("the clock only moves forwards")
        with self._lock:
            self._offset += step
        self.moved()
        return self.now()

    def stamp(self) -> str:
        """The time as GitHub writes it: `2026-11-23T16:45:00Z`."""
        return iso(self.now())


def iso(moment: datetime) -> str:
    """`moment` as GitHub writes it, whole seconds, UTC."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def monotonic_ms() -> int:
    """Milliseconds for measuring durations; unaffected by `advance`."""
    return time.monotonic_ns() // 1_000_000
