"""Requiring the cord, and letting go of it, one repository at a time: plan, carry out, look again.

Nothing is remembered between two runs. Each step is taken from what is there then, and what the next one
rests on is read anew, so that a run that was killed anywhere is completed by the next.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, TypeAlias, assert_never

from bot.act.grants import Writer
from bot.act.perform import Actor
from bot.act.rulesets import Pin, deselect, loosen, require, select, unprotect
from bot.decide.enforcing import enforce_steps, uninstall_steps
from bot.loop.brain import Brain
from bot.loop.guard import Fault, guarded
from bot.loop.looked import Failed, Looked
from bot.model.checkup import Granted, RepositoryFacts
from bot.model.effects import Effect, WriteCord
from bot.model.enforcing import (
    Deselect,
    Held,
    Loosen,
    Release,
    Require,
    Select,
    Stand,
    Step,
    Steps,
    Unprotect,
    WriteCords,
)
from bot.model.telling import Reason, Verdict
from bot.observe.checkup_repository import repository_facts
from bot.observe.grants import reading
from bot.observe.rulesets import stand_of
from bot.observe.runs import Kept, Reader

Wish: TypeAlias = Literal["enforce", "uninstall"]
ROUNDS = 5
"""Steps that may come on top of the plan: pull requests are opened and closed meanwhile."""
WHY = Reason(status="ok", text="Andon was taken out of this repository")


@dataclass(frozen=True)
class Enforcing:
    """Carries out what is wished. `pin` is us; `told` hears of each step when it is done."""

    brain: Brain
    wish: Wish
    pin: Pin
    told: Callable[[str, Step], None]

    async def plan(self, name: str) -> Steps:
        """What is to be done in a repository as it stands; nothing is written."""
        found = await guarded(name, self._look(name))
        if isinstance(found, Fault):
            return Steps(name=name, problem=found.why)
        return found[1]

    async def carry_out(self, name: str) -> Steps:
        """Do it, step by step, until nothing is left to do; what is left, and why, if there is."""
        made = await guarded(name, self._carry_out(name))
        return Steps(name=name, problem=made.why) if isinstance(made, Fault) else made

    async def _carry_out(self, name: str) -> Steps:
        looked, steps = await self._look(name)
        for _ in range(ROUNDS + len(steps.steps)):
            if not steps.steps or isinstance(looked, Failed):
                break
            await self._do(looked, steps.steps[0])
            self.told(name, steps.steps[0])
            looked, steps = await self._look(name)
        return steps

    async def _look(self, name: str) -> tuple[Looked | Failed, Steps]:
        """The repository as it stands now, and what is to be done from there."""
        (one,) = await self.brain.reconcile((name,), dry_run=True)
        stand = await self._stand(one)
        by_hand = self._by_hand(stand.facts.name)
        if self.wish == "enforce":
            return one, enforce_steps(stand, self.pin.app, by_hand, self.pin.bypass)
        if isinstance(one, Failed):
            return one, Steps(name=name, problem=f"{one.why}. {self._left_behind(name)}")
        return one, uninstall_steps(stand, self.pin.app, by_hand)

    async def _stand(self, one: Looked | Failed) -> Stand:
        if isinstance(one, Failed):
            return Stand(
                facts=RepositoryFacts(name=one.repo, problem=one.why), rulesets=(), administers=False
            )
        seen, slug = one.snapshot, self.brain.identity.slug
        reader = Reader(self.brain.client, reading(seen.repository.installation), seen.repository, Kept())
        facts = await repository_facts(reader, seen, f"{slug}[bot]", False)
        stand = await stand_of(reader, seen, facts, await self._granted(seen.repository.name))
        return stand.model_copy(update={"waits": _waits(stand.held, one.plan.effects)})

    async def _granted(self, name: str) -> Granted:
        """What the repository's owner granted."""
        owner, _, repo = name.partition("/")
        route = "GET /repos/{owner}/{repo}/installation"
        found = (await self.brain.client.call(route, None, {"owner": owner, "repo": repo})).data
        return found["permissions"].texts()

    async def _do(self, looked: Looked, step: Step) -> None:
        """One step; the four errors pass through."""
        repository = looked.snapshot.repository
        writer = Writer(self.brain.client, repository)
        match step:
            case WriteCords():
                await self.brain.reconcile((repository.name,))
            case Require():
                await require(writer, step, self.pin)
            case Select():
                await select(writer, step, self.pin)
            case Deselect():
                await deselect(writer, step)
            case Loosen():
                await loosen(writer, step, self.pin)
            case Unprotect():
                await unprotect(writer, step)
            case Release():
                actor = Actor(writer, self.brain.identity.web, self.brain.identity.app_url)
                branch = repository.default_branch or ""
                verdict = Verdict(kind="off", branch=branch, reason=WHY)
                for held in step.held:
                    effect = WriteCord(head=held.head, cord=held.check, verdict=verdict, pulls=held.pulls)
                    await actor.perform(effect)
            case _:
                assert_never(step)

    def _left_behind(self, name: str) -> str:
        """What to do where the App is not any more, but may be required still."""
        settings = f"{self.brain.identity.web}/{name}/settings"
        return (
            f"If it still requires `Andon`, its pull requests wait: take that out at {settings}/rules or "
            f"{settings}/branches, or install the App there again and run this first"
        )

    def _by_hand(self, name: str) -> str:
        """What to click where the App may not administer."""
        rules, slug = f"{self.brain.identity.web}/{name}/settings/rules", self.brain.identity.slug
        grant = f"grant {slug} *administration: write* and accept it, or change the rules by hand"
        if self.wish == "uninstall":
            return (
                f"{grant}: {rules} and {rules.removesuffix('rules')}branches (classic protection), take `Andon` "
                "out of the required checks; then run this again"
            )
        return (
            f"{grant}: {rules} → New branch ruleset → Enforcement: Active, target the lines' branches, "
            f"Require status checks to pass → add `Andon`, source {slug}; then run this again"
        )


def _waits(held: tuple[Held, ...], planned: tuple[Effect, ...]) -> tuple[int, ...]:
    """The pull requests that are held, by the cords that are there and those that a pass would write."""
    waiting = {number for one in held for number in one.pulls}
    for effect in planned:
        if isinstance(effect, WriteCord):
            waiting = waiting | {*effect.pulls} if effect.verdict.holds else waiting - {*effect.pulls}
    return tuple(sorted(waiting))
