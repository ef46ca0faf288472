"""One pass: observe → orient → decide → act, over one repository or a batch of one installation.

A brain is a process that makes passes: the App, or `andon reconcile`. It remembers nothing that
matters; killed at any instruction, the next pass of any brain completes what it began.
"""

import asyncio
import time
from collections.abc import Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.act.grants import Writer
from bot.act.perform import Actor, Done
from bot.decide.plan import plan
from bot.github.client import Client
from bot.github.errors import Broken, Busy, Denied, GitHubError, Gone
from bot.loop.expectations import Expectations
from bot.loop.looked import Failed, Looked
from bot.loop.queue import RepoKey, Trigger
from bot.loop.report import job_events, pass_event
from bot.model.effects import (
    ClosePull,
    DeadLetter,
    EditJob,
    Effect,
    OpenJob,
    Relabel,
    StartAttempt,
    WriteClaim,
    WriteRecord,
)
from bot.observe.details import snapshot as details
from bot.observe.grants import reading
from bot.observe.runs import Kept, Reader
from bot.observe.scan import Apps, Missing, Scanned, scan
from bot.telemetry.ledger import JsonLines

SHOWN = (WriteRecord, Relabel, EditJob, DeadLetter, ClosePull)
"""What a job shows of itself; once its claim has moved on, nothing would make up for one that failed."""


@dataclass(frozen=True)
class Identity:
    """Which App this is: ids, its slug (`andon`), GitHub's web address, and our own for workers."""

    apps: Apps
    slug: str
    web: str
    app_url: str
    brain: str


@dataclass
class Brain:
    """Makes passes."""

    client: Client
    identity: Identity
    now: Callable[[], datetime]
    ledger: JsonLines
    kept: Kept = field(default_factory=Kept)
    expectations: Expectations = field(default_factory=Expectations)
    names: dict[str, str] = field(default_factory=dict[str, str])
    _locks: dict[str, asyncio.Lock] = field(default_factory=dict[str, asyncio.Lock])

    async def look(self, keys: tuple[RepoKey, ...]) -> tuple[Looked | Failed, ...]:
        """Observe and plan, acting on nothing. `keys` are of one installation."""
        installation = keys[0].installation
        grant = reading(installation)
        at = self.now()
        try:
            found = await scan(self.client, grant, self.identity.apps, tuple(k.node_id for k in keys))
        except GitHubError as error:
            return tuple(self._failed(key, error) for key in keys)
        looked: list[Looked | Failed] = []
        for key, scanned in zip(keys, found, strict=True):
            looked.append(await self._look(key, scanned, at))
        return tuple(looked)

    async def _look(self, key: RepoKey, scanned: Scanned | Missing, at: datetime) -> Looked | Failed:
        if isinstance(scanned, Missing):
            return Failed(key, self.names.get(key.node_id, key.node_id), scanned.why)
        self.names[key.node_id] = scanned.repository.name
        reader = Reader(self.client, reading(key.installation), scanned.repository, self.kept)
        try:
            seen = await details(scanned, reader, self.identity.slug, at, self.identity.brain)
        except GitHubError as error:
            return self._failed(key, error)
        except Exception as error:
            return Failed(key, scanned.repository.name, f"unexpected: {type(error).__name__}: {error}")
        return Looked(snapshot=seen, plan=plan(seen))

    def _failed(self, key: RepoKey, error: GitHubError) -> Failed:
        after = timedelta(seconds=error.retry_after) if isinstance(error, Busy) else None
        return Failed(key, self.names.get(key.node_id, key.node_id), str(error), after)

    async def make_pass(
        self, keys: tuple[RepoKey, ...], trigger: Trigger, dry_run: bool = False
    ) -> tuple[Looked | Failed, ...]:
        """One pass over repositories of one installation, acted on unless it is a dry run, and reported.

        Passes of this brain over the same repository never overlap, whoever asks for them.
        """
        async with AsyncExitStack() as held:
            for node_id in sorted(key.node_id for key in keys):
                await held.enter_async_context(self._locks.setdefault(node_id, asyncio.Lock()))
            return await self._pass(keys, trigger, dry_run)

    async def _pass(
        self, keys: tuple[RepoKey, ...], trigger: Trigger, dry_run: bool
    ) -> tuple[Looked | Failed, ...]:
        started, clock = self.now(), time.monotonic()
        before = self.client.governor.spent(keys[0].installation)
        looked = await self.look(keys)
        if not dry_run:
            looked = tuple([await self._act(one) if isinstance(one, Looked) else one for one in looked])
        after = self.client.governor.spent(keys[0].installation)
        spent = (after[0] - before[0], after[1] - before[1])
        took = int((time.monotonic() - clock) * 1000)
        if not dry_run:
            self.ledger.write(pass_event(started, trigger, looked, took, spent))
            for event in job_events(self.now(), looked, self.identity.web):
                self.ledger.write(event)
        return looked

    async def _act(self, looked: Looked) -> Looked:
        """Carry out the plan in its order. One failed effect keeps the others from nothing, except that
        a job's claim does not move on before the job shows what came before.
        """
        repository = looked.snapshot.repository
        actor = Actor(Writer(self.client, repository), self.identity.web, self.identity.app_url)
        done: list[tuple[Effect, Done]] = []
        errors: list[str] = []
        behind = False
        for effect in looked.plan.effects:
            if self.expectations.just_done(repository.id, effect, self.now()):
                continue
            if behind and isinstance(effect, WriteClaim | StartAttempt):
                continue
            try:
                outcome = await actor.perform(effect)
            except Busy:
                errors.append("GitHub asked to wait; the rest of the plan is left for the next pass")
                break
            except (Broken, Denied, Gone) as error:
                errors.append(f"{effect.kind}: {error}")
                behind = behind or isinstance(effect, SHOWN)
                continue
            done.append((effect, outcome))
            if outcome.outcome == "done":
                self.expectations.note(repository.id, effect, self.now())
            if outcome.outcome == "lost" and isinstance(effect, OpenJob):
                break  # somebody else has the job; what follows was planned for ours
        return Looked(looked.snapshot, looked.plan, tuple(done), tuple(errors))
