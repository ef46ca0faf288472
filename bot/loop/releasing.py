"""Letting go of every cord that holds, one repository at a time: the operator's break-glass.

First as a start of its lines that the operator gives, in one pass, so that it is recorded and the next pass
does not hold again at once; then what still holds, whatever the reason, is let go as it is.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from typing import TypeAlias

from bot.act.grants import Writer
from bot.act.perform import Actor
from bot.decide.plan import plan
from bot.decide.releasing import Order, holding, ordered
from bot.loop.brain import Brain
from bot.loop.guard import Fault, guarded
from bot.loop.looked import Failed, Looked
from bot.model.commands import Command
from bot.model.effects import OpenJob, Plan, StartAttempt, WriteClaim, WriteCord, WriteRecord
from bot.model.events import CommandEvent
from bot.model.facts import Pull
from bot.model.snapshot import Snapshot
from bot.model.telling import Reason, Verdict


@dataclass(frozen=True)
class Held:
    """What holds in a repository: the numbers of pull requests, what is said of lines; or why that could not be told."""

    name: str
    pulls: tuple[int, ...] = ()
    lines: tuple[str, ...] = ()
    problem: str | None = None

    @property
    def anything(self) -> bool:
        """Whether there is anything to be let go; a line that stands holds what is proposed next."""
        return bool(self.pulls or self.lines)


@dataclass(frozen=True)
class Released:
    """What came of it: what was let go, what holds still, what will hold again soon, and what went wrong."""

    name: str
    pulls: tuple[int, ...] = ()
    left: tuple[int, ...] = ()
    again: bool = False
    problem: str | None = None

    @property
    def whole(self) -> bool:
        """Whether everything is let go, and stays so."""
        return not (self.left or self.again or self.problem)


Waits: TypeAlias = Callable[[str, timedelta], Awaitable[None]]
"""Waits until GitHub's limits let more of a repository be written."""


async def wait_silently(_name: str, time: timedelta) -> None:
    """Wait without telling anybody."""
    await asyncio.sleep(time.total_seconds())


@dataclass(frozen=True)
class Releasing:
    """Carries out an order, however long GitHub's limits make that take; the ledger hears of the starts recorded."""

    brain: Brain
    order: Order
    waits: Waits = wait_silently

    async def look(self, name: str) -> Held:
        """What holds; nothing is written."""
        found = await guarded(name, self._held(name))
        return Held(name, problem=found.why) if isinstance(found, Fault) else found

    async def carry_out(self, name: str) -> Released:
        """Let go of everything that holds; one that goes wrong harms no other."""
        found = await guarded(name, self._release(name))
        return Released(name, problem=found.why) if isinstance(found, Fault) else found

    async def _held(self, name: str) -> Held:
        (one,) = await self.brain.reconcile((name,), dry_run=True)
        if isinstance(one, Failed):
            return Held(name, problem=one.why)
        return Held(
            one.snapshot.repository.name, _numbers(holding(one.snapshot)), _standing(one), _unseen(one)
        )

    async def _release(self, name: str) -> Released:
        given = self.brain.now()
        one = await self._pass(name, given)
        if isinstance(one, Failed):
            return Released(name, problem=one.why)
        before = _numbers(holding(one.snapshot))
        one = await self._go_on(name, one, given)
        seen, wrong = await self._look(name)
        if seen is None:
            return Released(name, left=before, problem=wrong)
        forced = bool(holding(seen.snapshot))
        problem = await self._let_go(seen.snapshot)
        seen, wrong = await self._look(name)
        if seen is None:
            return Released(name, left=before, problem=wrong)
        left = _numbers(holding(seen.snapshot))
        done = tuple(number for number in before if number not in left)
        stands = ", ".join(_standing(seen)) or None
        problems = (problem, *one.errors, stands, _unseen(seen), _unjudged(seen) if forced else None)
        told = "; ".join(dict.fromkeys(why for why in problems if why)) or None
        return Released(name, done, left, _holds_again(seen), told)

    async def _go_on(self, name: str, one: Looked, given: datetime) -> Looked:
        """Pass after pass, for as long as GitHub's limits leave a part for later; the last of them.

        The order stays as `given` at first until it is recorded: one given anew would have every cord
        rewritten by every pass.
        """
        told = self._tell(one, given)
        while one.wait is not None:
            await self.waits(name, one.wait)
            more = await self._pass(name, None if told else given)
            if isinstance(more, Failed) or not _went_on(more):  # nor would more waiting help
                break
            one, told = more, self._tell(more, given) or told
        return one

    async def _pass(self, name: str, given: datetime | None) -> Looked | Failed:
        """One pass in which the order is given, or, once the record tells of it, holds."""
        brain = self.brain if given is None else replace(self.brain, decide=partial(self._decide, given))
        (one,) = await brain.reconcile((name,))
        return one

    def _decide(self, given: datetime, seen: Snapshot) -> Plan:
        return plan(ordered(seen, self.order, given))

    async def _look(self, name: str) -> tuple[Looked | None, str | None]:
        (one,) = await self.brain.reconcile((name,), dry_run=True)
        return (None, one.why) if isinstance(one, Failed) else (one, None)

    async def _let_go(self, seen: Snapshot) -> str | None:
        """Let go of what holds still, without anything else being known; why some could not be, if so."""
        who = self.brain.identity
        actor = Actor(Writer(self.brain.client, seen.repository), who.web, who.app_url)
        why = Reason(status="ok", text=f"{self.order.who} released it: {self.order.why}")
        problem: str | None = None
        for pull in holding(seen):
            verdict = Verdict(kind="off", branch=pull.base, reason=why)
            effect = WriteCord(head=pull.head, cord=_cord(pull), verdict=verdict, pulls=(pull.number,))
            done = await guarded(seen.repository.name, actor.perform(effect))
            while isinstance(done, Fault) and done.after is not None:
                await self.waits(seen.repository.name, done.after)
                done = await guarded(seen.repository.name, actor.perform(effect))
            if isinstance(done, Fault):
                problem = done.why
        return problem

    def _tell(self, one: Looked, given: datetime) -> bool:
        """The ledger hears of the starts that the pass has recorded, if it has."""
        recorded = _recorded(one, given)
        for command in recorded:
            facts = command.model_dump(
                include={"verb", "who", "why", "at", "until", "comment", "issue", "sha"}
            )
            event = CommandEvent(timestamp=self.brain.now(), repo=one.snapshot.repository.name, **facts)
            self.brain.ledger.write(event)
        return bool(recorded)


def _went_on(one: Looked) -> bool:
    return any(done.outcome == "done" for _, done in one.done)


def _unseen(one: Looked) -> str | None:
    """Why there may be more that holds than was seen."""
    return "not every pull request could be read" if one.snapshot.lacks("pulls", "groups") else None


def _standing(one: Looked) -> tuple[str, ...]:
    """What is said of the lines that are stopped or being confirmed, where that holds anybody."""
    config = one.snapshot.config
    if config is None or config.mode != "enforce":
        return ()
    lines = (
        one.plan.line.children[: len(one.snapshot.lines)] if len(one.snapshot.lines) > 1 else (one.plan.line,)
    )
    return tuple(line.text for line in lines if line.status in ("blocked", "waiting"))


def _unjudged(one: Looked) -> str | None:
    """Why what was let go as it is may be held again: no start is recorded for a line that nobody can judge."""
    line = one.plan.line
    if "unknown" not in (
        line.status,
        *(reason.status for reason in line.children[: len(one.snapshot.lines)]),
    ):
        return None
    return f"no start could be recorded ({line.text}): what is red holds again once that can be told"


def _cord(pull: Pull) -> int | None:
    return pull.cord.id if pull.cord else None


def _numbers(pulls: tuple[Pull, ...]) -> tuple[int, ...]:
    return tuple(sorted({pull.number for pull in pulls}))


def _recorded(one: Looked, given: datetime) -> tuple[Command, ...]:
    """The operator's starts, as given then, that are in what the pass wrote."""
    found: dict[int, Command] = {}
    for effect, done in one.done:
        if done.outcome == "done" and isinstance(effect, OpenJob | WriteRecord):
            found |= {command.comment: command for command in effect.record.commands}
        if done.outcome == "done" and isinstance(effect, WriteClaim | StartAttempt):
            found |= {command.comment: command for command in effect.claim.commands}
    mine = (found[key] for key in sorted(found, reverse=True) if key < 0)
    return tuple(command for command in mine if command.at == given)


def _holds_again(one: Looked) -> bool:
    """Whether the next pass would hold something."""
    wanted = (effect for effect in one.plan.effects if isinstance(effect, WriteCord))
    return any(effect.verdict.holds for effect in wanted)
