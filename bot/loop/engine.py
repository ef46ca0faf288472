"""Keeps passes going: workers that take keys from the queue, and the timer that sweeps.

Whatever a pass or a sweep raises (`guard` catches it), it is made again, its repositories with backoff
and each by itself, and nothing else is harmed.
"""

import asyncio
from dataclasses import dataclass, field
from datetime import timedelta

import structlog

from bot.loop.brain import Brain
from bot.loop.guard import EVERYTHING, Fault, guarded
from bot.loop.guarding import HOME, guard
from bot.loop.looked import Failed, Looked
from bot.loop.queue import BATCH, WORKERS, Queue, RepoKey, Trigger
from bot.loop.sweep import Listed, list_installed
from bot.model.after_green import EnqueuePull
from bot.model.effects import NoteStops, WriteShared
from bot.model.events import PassEvent, PassFault

SEE_WRITES = timedelta(seconds=2)
SEE_REFUSED = timedelta(seconds=30)
SWEEP_AGAIN = timedelta(seconds=15)
"""A sweep that could list nothing is made again after this time."""


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
            left: dict[RepoKey, Trigger] = dict(await self.queue.take(BATCH))
            trigger = next(iter(left.values()))

            def ended(key: RepoKey, one: Looked | Failed, left: dict[RepoKey, Trigger] = left) -> None:
                self._ended(key, left.pop(key), one)

            made = await guarded(EVERYTHING, self.brain.make_pass(tuple(left), trigger, ended=ended))
            if isinstance(made, Fault):
                log.error("pass failed", repos=[self.brain.name_of(key) for key in left], error=made.why)
            for key, its_trigger in left.items():  # those it told nothing of
                self.queue.failed(key, its_trigger)

    def _ended(self, key: RepoKey, trigger: Trigger, one: Looked | Failed) -> None:
        """When to look at a repository again, now that its pass has ended."""
        if isinstance(one, Failed):
            log.warning("repository failed", repo=one.repo, error=one.why)
            self.queue.failed(key, trigger, one.after)
            return
        if one.errors:
            log.warning("effects failed", repo=one.snapshot.repository.name, errors=list(one.errors))
            self.queue.failed(key, trigger, one.wait)
            return
        self.queue.done(key)
        for effect, done in one.done:
            if (
                isinstance(effect, WriteShared | NoteStops) and done.outcome == "done"
            ):  # its alarm is made there
                self.queue.add(
                    RepoKey(installation=key.installation, node_id=effect.organised.node_id), trigger
                )
        # a queue that takes nothing now is asked again when the line is looked at, not at once
        outcomes = {d.outcome for e, d in one.done if d.outcome == "done" or not isinstance(e, EnqueuePull)}
        if one.wait is not None:  # what is left goes on then; before that there is nothing to do
            self.queue.add(key, trigger, one.wait)
        elif outcomes:  # see soon what our own writes changed, later what was refused
            self.queue.add(key, trigger, SEE_WRITES if "done" in outcomes else SEE_REFUSED)
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
        found = await guarded(EVERYTHING, list_installed(self.brain.client))
        if isinstance(found, Fault):
            log.warning("sweep could not list repositories", repo=EVERYTHING, error=found.why)
            return False
        listed, failures = found
        keys = [one.key for one in listed]
        self.queue.forget_failing(frozenset(keys), frozenset(f.key.installation for f in failures))
        for key in await self._guarded(listed):
            self.queue.add(key, "cron")
        if failures:
            self._report(failures)
        self.swept.set()
        return True

    async def _guarded(self, listed: tuple[Listed, ...]) -> list[RepoKey]:
        """Those that may be swept now; all of them where the guard itself fails, for a sweep heals."""
        found = await guarded(EVERYTHING, guard(self.brain, listed))
        if isinstance(found, Fault):
            log.warning("guard failed", repo=EVERYTHING, error=found.why)
            return [one.key for one in listed]
        allowed, held = found
        for one in held:
            log.warning("change waits", repo=f"{one.organisation}{HOME}", why=one.words)
        return [one.key for one in allowed]

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
