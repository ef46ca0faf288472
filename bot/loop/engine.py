"""Keeps passes going: workers that take keys from the queue, and the timer that sweeps.

Broad `except`s live here alone: whatever a pass or a sweep raises, it is made again, its repositories
with backoff and each by itself, and nothing else is harmed.
"""

import asyncio
from dataclasses import dataclass, field
from datetime import timedelta

import structlog

from bot.github.errors import GitHubError
from bot.loop.brain import Brain
from bot.loop.looked import Failed
from bot.loop.queue import Queue, RepoKey, Trigger
from bot.loop.sweep import installed
from bot.model.events import PassEvent, PassFault

BATCH = 10
"""Repositories of one installation that are scanned in one query."""
WORKERS = 4
SEE_WRITES = timedelta(seconds=2)
SEE_REFUSED = timedelta(seconds=30)
SWEEP_AGAIN = timedelta(seconds=15)
"""A sweep that could list nothing is made again after this time."""
PASS_LIMIT = 60.0
"""Seconds for one pass."""

log = structlog.get_logger()


@dataclass
class Engine:
    """Runs until cancelled. `sweep_every` is the timer; webhooks add to the same queue."""

    brain: Brain
    queue: Queue
    sweep_every: timedelta
    sweep_again: timedelta = SWEEP_AGAIN
    workers: int = WORKERS
    swept: asyncio.Event = field(default_factory=asyncio.Event)

    async def run(self) -> None:
        """Work and sweep for ever."""
        async with asyncio.TaskGroup() as tasks:
            for _ in range(self.workers):
                tasks.create_task(self._work())
            tasks.create_task(self._sweep())

    async def _work(self) -> None:
        while True:
            taken = await self.queue.take(BATCH)
            keys = tuple(key for key, _ in taken)
            triggers: dict[RepoKey, Trigger] = dict(taken)
            try:
                async with asyncio.timeout(PASS_LIMIT):
                    looked = await self.brain.make_pass(keys, taken[0][1])
            except Exception as error:
                log.exception("pass failed", repos=[k.node_id for k in keys], error=type(error).__name__)
                for key in keys:
                    self.queue.failed(key, triggers[key])
                continue
            for key, one in zip(keys, looked, strict=True):
                if isinstance(one, Failed):
                    log.warning("repository failed", repo=one.repo, error=one.why)
                    self.queue.failed(key, triggers[key], one.after)
                elif one.errors:
                    log.warning("effects failed", repo=one.snapshot.repository.name, errors=list(one.errors))
                    self.queue.failed(key, triggers[key])
                else:
                    self.queue.done(key)
                    outcomes = {done.outcome for _, done in one.done}
                    if outcomes:  # see soon what our own writes changed, later what was refused
                        again = SEE_WRITES if "done" in outcomes else SEE_REFUSED
                        self.queue.add(key, triggers[key], again)
                    if one.plan.look_again is not None:
                        self.queue.add(key, "cron", one.plan.look_again)

    async def _sweep(self) -> None:
        """Add every installed repository to the queue, now and then for ever."""
        while True:
            swept = await self._sweep_once()
            pause = self.sweep_every if swept else min(self.sweep_again, self.sweep_every)
            await asyncio.sleep(pause.total_seconds())

    async def _sweep_once(self) -> bool:
        """Whether the repositories could be listed; what could not be is reported."""
        try:
            keys, failures = await installed(self.brain.client)
            for key in keys:
                self.queue.add(key, "cron")
            if failures:
                self._report(failures)
        except GitHubError as error:
            log.warning("sweep could not list repositories", error=str(error))
            return False
        except Exception as error:
            log.exception("sweep failed", error=type(error).__name__)
            return False
        self.swept.set()
        return True

    def _report(self, failures: tuple[Failed, ...]) -> None:
        faults = tuple(PassFault(repo=f.repo, error=f.why) for f in failures)
        event = PassEvent(
            timestamp=self.brain.now(),
            trigger="cron",
            repos_scanned=0,
            repos_with_violations=0,
            scan_duration_ms=0,
            errors=faults,
            api_points=0,
            api_writes=0,
        )
        self.brain.ledger.write(event)
