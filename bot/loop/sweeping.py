"""One sweep: a pass over each of many repositories, once, with what came of each.

The engine sweeps for ever, this until all are done; both take batches from the same queue, in which a
repository that failed goes alone the next time, so that it keeps no other of its batch from its pass.
"""

import asyncio
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import TypeAlias

from bot.act.perform import Done
from bot.loop.brain import Brain
from bot.loop.guard import EVERYTHING, Fault, guarded
from bot.loop.looked import Failed, Looked
from bot.loop.queue import BATCH, WORKERS, Queue, RepoKey, Trigger
from bot.loop.sweep import Listed
from bot.model.effects import Effect

TRIES = 2
"""Passes that a repository is given: the first may have failed for its neighbour's sake."""
WAITS = 20
"""Passes in which a repository may write a part of what is due, to stay within GitHub's limits."""
PATIENCE = timedelta(minutes=2)
"""The longest that GitHub may ask a sweep to wait; beyond, what is left is for the next one."""


Ended: TypeAlias = Callable[[Looked | Failed], None]


def _nobody(_one: Looked | Failed) -> None:
    """Nobody watches the sweep."""


@dataclass
class Sweep:
    """Passes over repositories, made once. `ended` is told of each when no other pass of it is to come."""

    brain: Brain
    trigger: Trigger
    dry_run: bool = False
    ended: Ended = _nobody
    patience: timedelta = PATIENCE
    _names: dict[RepoKey, str] = field(default_factory=dict[RepoKey, str])
    _tries: Counter[RepoKey] = field(default_factory=Counter[RepoKey])
    _waits: Counter[RepoKey] = field(default_factory=Counter[RepoKey])
    _done: dict[RepoKey, tuple[tuple[Effect, Done], ...]] = field(
        default_factory=dict[RepoKey, tuple[tuple[Effect, Done], ...]]
    )
    _found: dict[RepoKey, Looked | Failed] = field(default_factory=dict[RepoKey, Looked | Failed])
    _under_way: int = 0
    _over: asyncio.Event = field(default_factory=asyncio.Event)

    async def make(self, listed: Iterable[Listed]) -> tuple[Looked | Failed, ...]:
        """A pass over each; what came of them in the order given."""
        self._names = {one.key: one.name for one in listed}
        if not self._names:
            return ()
        queue = Queue(self.brain.now)
        for key in self._names:
            queue.add(key, self.trigger)
        async with asyncio.TaskGroup() as tasks:
            workers = [tasks.create_task(self._work(queue)) for _ in range(WORKERS)]
            await self._over.wait()
            for worker in workers:
                worker.cancel()
        return tuple(self._found[key] for key in self._names)

    async def _work(self, queue: Queue) -> None:
        while True:
            left = {key for key, _ in await queue.take(BATCH)}
            self._under_way += 1
            self.brain.names.update((key.node_id, self._names[key]) for key in left)

            def ended(key: RepoKey, one: Looked | Failed, left: set[RepoKey] = left) -> None:
                left.discard(key)
                self._end(queue, key, one)

            keys = tuple(sorted(left, key=lambda key: self._names[key]))
            making = self.brain.make_pass(keys, self.trigger, self.dry_run, ended)
            made = await guarded(EVERYTHING, making)
            if isinstance(made, Fault):
                for key in tuple(left):  # those it told nothing of
                    ended(key, Failed(key, self._names[key], made.why))
            self._under_way -= 1
            if not self._under_way and len(self._found) == len(self._names):
                self._over.set()  # not before: a pass tells the ledger after it told of its repositories

    def _end(self, queue: Queue, key: RepoKey, one: Looked | Failed) -> None:
        """Note how a pass ended, or have it made again."""
        if isinstance(one, Looked) and self._goes_on(key, one):
            queue.done(key)
            queue.add(key, self.trigger, one.wait or timedelta())
            return
        self._tries[key] += 1
        if isinstance(one, Failed) and self._again(key, one):
            queue.failed(key, self.trigger, one.after)
            return
        queue.done(key)
        if isinstance(one, Looked):
            one = replace(one, done=(*self._done.get(key, ()), *one.done))
        self._found[key] = one
        self.ended(one)

    def _goes_on(self, key: RepoKey, one: Looked) -> bool:
        """Whether something is left that another pass may write soon; what was done is kept."""
        wait = timedelta() if one.wait is None and one.untold else one.wait
        if (
            wait is None
            or (one.errors and not one.untold)
            or wait > self.patience
            or self._waits[key] >= WAITS
        ):
            return False
        self._waits[key] += 1
        self._done[key] = (*self._done.get(key, ()), *one.done)
        return True

    def _again(self, key: RepoKey, one: Failed) -> bool:
        """Whether another try may tell more, and soon enough."""
        return self._tries[key] < TRIES and (one.after is None or one.after <= self.patience)
