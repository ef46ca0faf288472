"""A scenario played with one pass cut off after some of its writes; another brain's pass follows at once.

What is there in the end must be what is there without the cut, but for who did it and when exactly.
"""

from datetime import timedelta
from typing import TypeAlias

from bot.decide.plan import plan
from tests.line.playing import take_look, told_to
from tests.line.proposing import move
from tests.line.running import again_by_id
from tests.line.script import Look, Scenario
from tests.line.sight import sight
from tests.line.world import World, begin

State: TypeAlias = dict[str, object]
Cut: TypeAlias = tuple[int, int]
"""Which of the scenario's looks is cut off, from 0, and after how many writes."""
SETTLED = timedelta(seconds=30)
"""After the last look, what a brain that was gone has left is taken up within this."""
_BY_WHOM = {"oid", "at", "by", "lease", "letters", "commands"}
_DONE = ("retry", "fix")
"""What is obeyed once, and holds nothing later that a claim would have to know."""


def played(scenario: Scenario, cut: Cut | None = None) -> tuple[list[int], State]:
    """How many writes each look made, and what is there in the end."""
    world, made = begin(scenario), list[int]()
    for step in told_to(world, scenario):
        if cut and cut[0] == len(made):
            _cut_off(world, step, cut[1])
        made.append(len(take_look(world, step).plan.effects))
    last = Look(at=scenario.story[-1].at + SETTLED, wants=())
    world.change(at=last.at)
    take_look(world, last)
    return made, _state(world)


def _cut_off(world: World, step: Look, writes: int) -> None:
    """A pass of a brain that is gone after so many writes."""
    wanted = plan(sight(world, step.at))
    done = wanted.model_copy(update={"effects": wanted.effects[:writes]})
    world.act(done, lambda run: again_by_id(world, run, at=step.at))
    move(world, step.at)


def _state(world: World) -> State:
    """What is there: issues with their records, claims, cords."""
    state: State = {"cords": {head: words.title for head, words in world.cords.items()}}
    for number, issue in world.issues.items():
        record = issue.record.model_dump(exclude={"lease"}) if issue.record else None
        state[f"#{number}"] = (issue.state, sorted(issue.labels), issue.body, record)
    for job in world.seen.jobs:
        if job.claim:
            said = [one.comment for one in job.claim.commands if one.verb not in _DONE]
            state[job.key.text] = (job.claim.model_dump(exclude=_BY_WHOM), said)
    return state


def differences(scenario: Scenario, every: bool) -> list[str]:
    """What is not as it is without a cut, in words; of every look, or of the one that writes most."""
    made, whole = played(scenario)
    most = made.index(max(made))
    cuts = [(look, n) for look, writes in enumerate(made) if every or look == most for n in range(1, writes)]
    return [told for cut in cuts for told in _differing(cut, whole, played(scenario, cut)[1])]


def _differing(cut: Cut, whole: State, other: State) -> list[str]:
    names = (name for name in sorted({*whole, *other}) if whole.get(name) != other.get(name))
    at = f"look {cut[0]} cut off after {cut[1]} writes"
    return [f"{at}: {name}: {whole.get(name)}  ←→  {other.get(name)}" for name in names]
