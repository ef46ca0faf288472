"""Limits and the breaker: when not to call. GitHub suspends Apps that keep calling while limited.

Kept per installation. `Busy` closes the gate for as long as GitHub said; repeated failures open the
breaker, which lets one probe through after a while. Writes are paced (`pace`) before GitHub has to ask
for it. Nothing here sleeps.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.github.errors import Broken, Busy
from bot.github.pace import LIMITS, Budget, Lane, Limit

FAILURES_TO_OPEN = 5
OPEN_FOR = timedelta(seconds=30)


@dataclass
class _Gate:
    budget: Budget
    busy_until: datetime | None = None
    failures: int = 0
    open_until: datetime | None = None
    points: int = 0
    writes: int = 0


class Governor:
    """One gate per installation (None: calls as the App itself)."""

    def __init__(self, now: Callable[[], datetime], limits: tuple[Limit, ...] = LIMITS) -> None:
        self._now = now
        self._limits = limits
        self._gates: dict[int | None, _Gate] = {}

    def _gate(self, installation: int | None) -> _Gate:
        return self._gates.setdefault(installation, _Gate(Budget(self._limits)))

    def admit(self, installation: int | None, write: Lane | None = None) -> None:
        """Raise `Busy` or `Broken` instead of calling while GitHub asked us to wait, or is down.

        write: the lane of a call that changes something; it is counted, and held back with `Busy` where
        it would be one too many. What the App does as itself is not: it is never many.
        """
        self._open(installation)
        if write is None or installation is None:
            return
        self._pace(installation, write)
        self._gate(installation).budget.spend(write, self._now())

    def spare(self, installation: int) -> None:
        """Raise `Busy` unless there is room for a cord that holds back nothing that could merge now."""
        self._pace(installation, "cord", idle=True)

    def _pace(self, installation: int, write: Lane, idle: bool = False) -> None:
        wait = self._gate(installation).budget.wait(write, self._now(), idle).total_seconds()
        if wait > 0:
            raise Busy(f"writes are paced to stay within GitHub's limits; {wait:.0f} s to go", wait)

    def _open(self, installation: int | None) -> None:
        gate, now = self._gate(installation), self._now()
        if gate.busy_until and now < gate.busy_until:
            wait = (gate.busy_until - now).total_seconds()
            raise Busy(f"GitHub asked to wait; {wait:.0f} s to go", wait)
        if gate.open_until is None:
            return
        if now >= gate.open_until:  # this call is the probe; the others wait for what becomes of it
            gate.open_until = now + OPEN_FOR
        else:
            again = f"{gate.open_until:%H:%M:%S} UTC"
            raise Broken(f"GitHub failed {gate.failures} times in a row; trying again at {again}")

    def answered(self, installation: int | None, points: int, write: bool) -> None:
        """An answer came; `points` is what it cost of the hourly limit."""
        gate = self._gate(installation)
        gate.failures, gate.open_until = 0, None
        gate.points += points
        gate.writes += write

    def limited(self, installation: int | None, seconds: float) -> None:
        """GitHub said to wait this long."""
        gate = self._gate(installation)
        gate.busy_until = self._now() + timedelta(seconds=seconds)
        gate.failures, gate.open_until = 0, None  # it answered, so it is not down

    def failed(self, installation: int | None) -> None:
        """No usable answer came; the fifth in a row opens the breaker."""
        gate = self._gate(installation)
        gate.failures += 1
        if gate.failures >= FAILURES_TO_OPEN:
            gate.open_until = self._now() + OPEN_FOR

    def spent(self, installation: int | None) -> tuple[int, int]:
        """Points and writes used so far, for the ledger."""
        gate = self._gate(installation)
        return gate.points, gate.writes
