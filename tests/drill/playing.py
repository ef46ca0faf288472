"""One story played and held against the oracle: what was wrong, where; and the shortest story that still is.

At every rest the faults end, people stop, and brains go on until nothing is planned. Then every cord is as
the oracle says, every line has as many jobs as it must, and another brain would do nothing.
"""

import random
import tempfile
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path

from bot.decide.plan import plan
from bot.loop.looked import Failed, Looked
from bot.model.after_green import EnqueuePull, UpdatePull
from bot.model.effects import AnswerCommand, Effect, Plan
from bot.model.snapshot import Snapshot
from tests.contract.recorder import Contract
from tests.drill.aftermath import Notes
from tests.drill.answers import answers
from tests.drill.folk import Folk, Step
from tests.drill.left_behind import LeftBehind
from tests.drill.oracle import Oracle
from tests.drill.reds import Void, reds, remembered
from tests.drill.spoken import Chronicle, about, answer, jobs_of
from tests.drill.steps import REST, TELL, take
from tests.drill.town import LINES, ROLES, Town, a_github, found, sort_of
from tests.drill.watchman import Delays, Watchman

MOST = 400
"""Passes within which a sound brain brings everything to rest, GitHub's hourly limit included."""
FEW = 60
"""Passes that a brain is given which breaks a rule on purpose: some never rest."""
SOON = timedelta(seconds=70)
"""A wish to look again later than this is the watch over a line that stands, not work that is left."""


@dataclass
class Played:
    """What came of a story: what did not hold, what happened, what was counted."""

    wrong: list[str] = field(default_factory=list[str])
    told: list[str] = field(default_factory=list[str])
    counted: Counter[str] = field(default_factory=Counter[str])


@dataclass
class Drill:
    """A story being played in a town of its own."""

    town: Town
    watch: Watchman
    played: Played
    most: int = MOST

    def __post_init__(self) -> None:
        self._eyes = replace(self.town)
        self.chronicle = Chronicle(self._eyes)
        self.oracle = Oracle(self._eyes, self.chronicle)
        self.folk = Folk(self.town, self.watch)
        self.left = LeftBehind(self._eyes, Notes(self._eyes), self.oracle.runs)
        self.watch.after = self._after
        self._last: Looked | Failed | None = None
        self._seen: int | None = None
        self._void = remembered(self.town)

    def play(self, steps: list[Step]) -> None:
        """Everything, one after another, until something does not hold."""
        self.rest()
        for step in steps:
            self.played.counted["steps"] += 1
            self.played.counted[step.name] += 1
            if step.name == REST:
                self.rest()
            elif step.name == TELL:
                self.tell(step)
            else:
                at, told = self.town.now(), take(self.folk, step)
                self.played.counted["passed over"] += told is None
                self.played.told += [f"{at:%d %H:%M:%S} {step}: {told}"] if told else []
                self.watch.run(self.town.now() + timedelta(seconds=2))
            if self.played.wrong:
                return

    def rest(self) -> None:
        """Nobody does anything any more: all must come right."""
        watch = self.watch
        watch.delays.lost = watch.delays.doubled = watch.trouble.faults = watch.trouble.kills = 0
        self._seen = None
        watch.run(self.town.now() + timedelta(seconds=10))
        watch.wake()
        for _ in range(self.most):
            if self._quiet():
                break
            watch.run(self.town.now() + timedelta(seconds=15))
        else:
            self.played.wrong.append("no rest")
        self.oracle.note(at_rest=True)
        self.played.told.append(f"{self.town.now():%d %H:%M:%S} at rest: {self._state()}")
        self.played.wrong += self.judged()

    def tell(self, step: Step) -> None:
        """Somebody commands while all is at rest: the answer must be the one that the rules give."""
        self.rest()
        wish = self.folk.wish(step)
        if wish is None or self.played.wrong:
            return
        line = self.oracle.line(about(self.town, wish.issue, None))
        wanted = answers(self.oracle, line, wish)
        comment = self.folk.utter(wish)
        self.played.told.append(
            f"{self.town.now():%d %H:%M:%S} {step}: {wish.words}, to be answered {wanted}"
        )
        self.rest()
        if wanted and (given := answer(self.town, comment)) not in wanted:
            self.played.wrong.append(f"{wish.words} was answered {given}, not {wanted}: {self._state()}")

    def _state(self) -> str:
        lines = (self.oracle.line(branch) for branch in LINES)
        return "; ".join(f"{one.branch} {one.state}{' by people' if one.by_people else ''}" for one in lines)

    def _quiet(self) -> bool:
        """Whether CI is over and the last pass found nothing to do."""
        last = self._last
        if self.town.gh.world.actions.next_end() is not None or not isinstance(last, Looked):
            return False
        again = last.plan.look_again
        idle = not last.plan.effects and not last.errors and last.wait is None
        return idle and self._seen == self.watch.changes and (again is None or again > SOON)

    def _after(self, one: Looked | Failed, quiet: bool) -> None:
        """A pass is over."""
        self._last, self._seen = one, self.watch.changes if quiet else None
        began = one.snapshot.at if isinstance(one, Looked) else self.town.now()
        self.chronicle.note(began)
        self.oracle.note(at_rest=False)
        self.left.notes.note()
        if isinstance(one, Looked):
            self._did(one)
        void, self._void = self._void, remembered(self.town)
        self.played.counted["failures excused"] += len(self._void - void)
        if isinstance(one, Looked) and quiet and not (one.errors or one.wait or one.snapshot.unread):
            self.played.counted["passes judged"] += 1
            self.played.counted["groups seen"] += len(self.town.queued())
            self._eyes.moment = began  # what ends while a pass is made is the next one's affair
            self.played.wrong += [*self._unsafe(), *self._unjust(void)]
            self._eyes.moment = None

    def _did(self, one: Looked) -> None:
        """What a pass did about what stops left behind."""
        for effect, done in one.done:
            if isinstance(effect, UpdatePull | EnqueuePull) and done.outcome != "done":
                self.left.refused.add((effect.number, effect.head))
        deeds, self.left.notes.deeds = self.left.notes.deeds, []
        self.played.counted += Counter(f"{deed.kind} after green" for deed in deeds)
        self.played.wrong += self.left.done(deeds)

    def _unjust(self, void: Void) -> list[str]:
        """Failures that a pass, in which nothing else happened, excused although no two pull requests do."""
        each = ((red, line) for line in LINES for red in reds(self.town, line, void)[0])
        just = frozenset[tuple[str, int]]().union(*(self.oracle.excused(red, line) for red, line in each))
        return [f"nobody excuses {one}" for one in sorted(self._void - void - just)]

    def _unsafe(self) -> list[str]:
        """Heads that a pass, in which nothing else happened, left free although they must be held."""
        return [
            f"after a pass {told}"
            for head in self.town.heads()
            if self.town.shown(head) == "success" and (told := self._cord(head)) is not None
        ]

    def judged(self) -> list[str]:
        """What is not as it must be at rest."""
        heads = self.town.heads()
        self.played.counted["cords judged"] += len(heads)
        self.played.counted["groups judged"] += len(self.town.queued())
        self.played.counted["rests only warned"] += self.oracle.demoted()
        for line in map(self.oracle.line, LINES):
            self.played.counted[f"{line.state} by people" if line.by_people else line.state] += 1
        for shown in (self.town.cord(head) for head in heads):
            if shown and shown.external_id.startswith("proven-"):
                self.played.counted[f"proven by {shown.external_id.split('-')[1]}"] += 1
        wrong = [told for head in heads if (told := self._cord(head)) is not None]
        wrong += [told for line in LINES if (told := self._job(line)) is not None]
        told, wrong = len(self.left.told), wrong + self.left.unsettled()
        self.played.counted["told after green"] += len(self.left.told) - told
        look = self.watch.look()
        left = (
            look.why
            if isinstance(look, Failed)
            else [e.kind for e in look.plan.effects if not self._has_time(e)]
        )
        return wrong + ([f"another pass would still do: {left}"] if left else [])

    def _has_time(self, effect: Effect) -> bool:
        """Whether it answers somebody who may not command: due once an hour is over, with the next pass there is."""
        if not isinstance(effect, AnswerCommand):
            return False
        issues = self.town.repo.record.issues.values()
        said = (c for issue in issues for c in issue.comments if c.id == effect.comment)
        return any(ROLES.get(one.author.login, "read") in ("read", "triage") for one in said)

    def _cord(self, head: str) -> str | None:
        wanted, shown = self.oracle.wanted(head), self.town.shown(head)
        if not wanted or shown in wanted:
            return None
        numbers = [i.number for i in self.town.pulls("open") if i.pull and i.pull.head_sha == head]
        cord = f"the cord of {numbers} at {head[:7]} shows {shown}, not {sorted(map(str, wanted))}"
        return f"{self.town.now():%d %H:%M:%S} {cord}: {self._state()}"

    def _job(self, line: str) -> str | None:
        """Whether a line that stands, and no other, has its job."""
        state, open_jobs = (
            self.oracle.line(line).state,
            [j for j in jobs_of(self.town, line) if j.state == "open"],
        )
        if self.oracle.mode() not in ("warn", "enforce") or state in ("confirming", "unsure"):
            return None
        wanted = 1 if state in ("stopped", "started") else 0
        numbers = [job.number for job in open_jobs]
        return None if len(numbers) == wanted else f"{line} is {state} and has the open jobs {numbers}"


def play(
    steps: list[Step],
    seed: int,
    contract: Contract | None = None,
    delays: Delays | None = None,
    decide: Callable[[Snapshot], Plan] = plan,
) -> Played:
    """A story in a world of its own, whose sort the seed chooses; `decide` is the brain's."""
    played = Played()
    with tempfile.TemporaryDirectory() as root, a_github(Path(root), contract) as gh:
        town, chance = found(gh, f"line-{seed}", sort=sort_of(seed)), random.Random(seed)
        watch = Watchman(town, chance, delays or Delays(together=45), counted=played.counted, decide=decide)
        try:
            Drill(town, watch, played, MOST if decide is plan else FEW).play(steps)
        finally:
            watch.close()
    return played


def shrunk(steps: list[Step], fails: Callable[[list[Step]], bool], tries: int = 60) -> list[Step]:
    """The shortest story found within so many tries that still fails: chunks are left out, ever smaller ones."""
    size = max(len(steps) // 2, 1)
    while tries > 0:
        cut = False
        at = 0
        while at < len(steps) and tries > 0:
            less = steps[:at] + steps[at + size :]
            tries -= 1
            if less and fails(less):
                steps, cut = less, True
            else:
                at += size
        if size == 1 and not cut:
            break
        size = max(size // 2, 1)
    return steps
