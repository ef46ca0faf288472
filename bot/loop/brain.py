"""One pass: observe → orient → decide → act, over one repository or a batch of one installation.

A brain is a process that makes passes: the App, or `andon reconcile`. It remembers nothing that
matters; killed at any instruction, the next pass of any brain completes what it began.
"""

import asyncio
import time
from collections.abc import Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TypeAlias

from bot.act.grants import Writer
from bot.act.perform import Actor
from bot.decide.plan import plan
from bot.decide.pressing import heard
from bot.github.client import Client
from bot.loop.acting import Acting
from bot.loop.expectations import Expectations
from bot.loop.guard import EVERYTHING, Fault, guarded
from bot.loop.locks import Locks
from bot.loop.looked import Failed, Looked
from bot.loop.presses import Presses
from bot.loop.queue import RepoKey, Trigger
from bot.loop.report import command_events, job_events, pass_event
from bot.loop.sweep import find_named
from bot.model.effects import Plan
from bot.model.shadow import NoteShadow
from bot.model.snapshot import Snapshot
from bot.observe.details import snapshot as details
from bot.observe.grants import reading
from bot.observe.runs import Kept, Reader
from bot.observe.scan import Apps, Missing, Scanned, scan
from bot.observe.shadow import forget_report
from bot.telemetry.ledger import JsonLines


@dataclass(frozen=True)
class Identity:
    """Which App this is: ids, its slug (`andon`), GitHub's web address, and our own for workers."""

    apps: Apps
    slug: str
    web: str
    app_url: str
    brain: str


AT_ONCE = 4
"""Repositories of one batch that are looked at and acted on at the same time."""
PASS_LIMIT = 60.0
"""Seconds for one repository, and for the query that scans a batch of them."""

Ended: TypeAlias = Callable[[RepoKey, Looked | Failed], None]


def _nobody(_key: RepoKey, _one: Looked | Failed) -> None:
    """Nobody waits for one repository of a pass."""


@dataclass
class Brain:
    """Makes passes. `decide` is the pure core's only door; `limit` is in seconds.

    proposed: whether the organisation's file is taken as it stands, though it may wait for approval.
    """

    client: Client
    identity: Identity
    now: Callable[[], datetime]
    ledger: JsonLines
    kept: Kept = field(default_factory=Kept)
    expectations: Expectations = field(default_factory=Expectations)
    names: dict[str, str] = field(default_factory=dict[str, str])
    locks: Locks = field(default_factory=Locks)
    presses: Presses = field(default_factory=Presses)
    decide: Callable[[Snapshot], Plan] = plan
    limit: float = PASS_LIMIT
    proposed: bool = False

    async def look(self, keys: tuple[RepoKey, ...]) -> tuple[Looked | Failed, ...]:
        """Observe and plan, acting on nothing. `keys` are of one installation."""
        return await self.make_pass(keys, "debug", dry_run=True)

    async def reconcile(self, names: tuple[str, ...], dry_run: bool = False) -> tuple[Looked | Failed, ...]:
        """One pass over each named repository by itself; those the App cannot see are failures."""
        found, failures = await find_named(self.client, names)
        looked: list[Looked | Failed] = list(failures)
        for key, name in found.items():
            self.names[key.node_id] = name
            looked += await self.make_pass((key,), "debug", dry_run)
        return tuple(looked)

    async def make_pass(
        self, keys: tuple[RepoKey, ...], trigger: Trigger, dry_run: bool = False, ended: Ended = _nobody
    ) -> tuple[Looked | Failed, ...]:
        """One pass over repositories of one installation, acted on unless it is a dry run, and reported.

        Passes of this brain over the same repository never overlap, whoever asks for them. `ended` is
        told of each repository at its own end, so that a slow one holds up nobody else.
        """
        async with AsyncExitStack() as all_held:
            held: dict[RepoKey, AsyncExitStack] = {}
            for key in sorted(keys, key=lambda k: k.node_id):
                held[key] = await all_held.enter_async_context(AsyncExitStack())
                await held[key].enter_async_context(self.locks.hold(key.node_id))
            at = self.now()
            return await self._report([_Pass(self, k, at, dry_run, held[k]) for k in keys], trigger, ended)

    async def _report(
        self, passes: list["_Pass"], trigger: Trigger, ended: Ended
    ) -> tuple[Looked | Failed, ...]:
        """Make the passes, and report them as one."""
        clock, installation = time.monotonic(), passes[0].key.installation
        before = self.client.governor.spent(installation)
        looked = await self._together(passes, ended)
        if not passes[0].dry_run:
            after = self.client.governor.spent(installation)
            spent = (after[0] - before[0], after[1] - before[1])
            took = int((time.monotonic() - clock) * 1000)
            self.ledger.write(pass_event(passes[0].at, trigger, looked, took, spent))
            now = self.now()
            for event in (*job_events(now, looked, self.identity.web), *command_events(now, looked)):
                self.ledger.write(event)
        return looked

    async def _together(self, passes: list["_Pass"], ended: Ended) -> tuple[Looked | Failed, ...]:
        """Make the passes over one scan, some at a time; each goes wrong alone."""
        found = await self._scan(tuple(one.key for one in passes))
        gate = asyncio.Semaphore(AT_ONCE)

        async def make(one: _Pass, seen: Scanned | Missing | Fault) -> Looked | Failed:
            async with gate:
                end = await one.make(seen)
            await one.held.aclose()
            ended(one.key, end)
            return end

        return tuple(await asyncio.gather(*(make(p, seen) for p, seen in zip(passes, found, strict=True))))

    async def _scan(self, keys: tuple[RepoKey, ...]) -> tuple[Scanned | Missing | Fault, ...]:
        """What the scan says of each repository; where it failed as a whole, that of each."""
        about = self.name_of(keys[0]) if len(keys) == 1 else EVERYTHING
        nodes = tuple(key.node_id for key in keys)
        scanning = scan(self.client, reading(keys[0].installation), self.identity.apps, nodes)
        found = await guarded(about, scanning, self.limit)
        return (found,) * len(keys) if isinstance(found, Fault) else found

    def name_of(self, key: RepoKey) -> str:
        """`owner/name` as last seen, GitHub's id before that."""
        return self.names.get(key.node_id, key.node_id)

    def forget(self, key: RepoKey) -> None:
        """Let go of what is remembered of a repository that is gone."""
        self.names.pop(key.node_id, None)
        self.expectations.forget(key.node_id)


@dataclass
class _Pass:
    """The pass over one repository. What was seen and done before a fault is not forgotten."""

    brain: Brain
    key: RepoKey
    at: datetime
    dry_run: bool
    held: AsyncExitStack
    looked: Looked | None = None
    acting: Acting | None = None

    async def make(self, found: Scanned | Missing | Fault) -> Looked | Failed:
        """Read, plan and act on what was scanned; whatever goes wrong is this repository's affair."""
        name = self.brain.name_of(self.key)
        if isinstance(found, Fault):
            return Failed(self.key, name, found.why, found.after)
        if isinstance(found, Missing):
            self.brain.forget(self.key)
            return Failed(self.key, name, found.why)
        name = self.brain.names[self.key.node_id] = found.repository.name
        fault = await guarded(name, self._look_and_act(found), self.brain.limit)
        return self._end(name, fault)

    async def _look_and_act(self, scanned: Scanned) -> None:
        brain, who = self.brain, self.brain.identity
        if brain.proposed:
            scanned = scanned.proposed()
        reader = Reader(brain.client, reading(self.key.installation), scanned.repository, brain.kept)
        seen = await details(scanned, reader, who.slug, self.at, who.brain)
        node_id = self.key.node_id
        known = {
            "refused": brain.expectations.refused(node_id, self.at),
            "presses": brain.presses.of(node_id, self.at),
        }
        seen = seen.model_copy(update=known)
        self.looked = Looked(snapshot=seen, plan=brain.decide(seen))
        if not self.dry_run:
            actor = Actor(Writer(brain.client, seen.repository), who.web, who.app_url)
            self.acting = Acting(actor, brain.expectations, brain.now)
            try:
                await self.acting.carry_out(self.looked.plan)
            finally:
                brain.presses.forget(node_id, (*self.acting.written, *heard(seen)))
            if any(isinstance(e, NoteShadow) and o.outcome == "done" for e, o in self.acting.done):
                forget_report(brain.kept)

    def _end(self, name: str, fault: Fault | None) -> Looked | Failed:
        if self.looked is None:
            assert fault is not None  # noqa: S101 - either it looked or something kept it from that
            return Failed(self.key, name, fault.why, fault.after)
        if self.acting is None:
            return replace(self.looked, errors=(fault.why,) if fault else ())
        errors = (*self.acting.errors, fault.why) if fault else tuple(self.acting.errors)
        return replace(self.looked, done=tuple(self.acting.done), errors=errors, wait=self.acting.wait)
