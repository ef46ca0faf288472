"""A scenario played: what happens is done to the world, each look is a real plan, carried out before the next."""

from collections.abc import Callable, Iterator
from functools import partial

from bot.decide.flakes import acquitted
from bot.decide.line import Line, judge
from bot.decide.plan import plan
from bot.model.facts import LineFacts
from bot.model.snapshot import Snapshot
from tests.line.finding import Seen
from tests.line.happenings import happening
from tests.line.proposing import move
from tests.line.running import again_by_id
from tests.line.script import Look, Scenario, told
from tests.line.sight import sight
from tests.line.wants import missed, others
from tests.line.world import World, begin

NEWS = {"update-pull", "enqueue-pull", "merge-pull", "cancel-run", "make-offer", "write-shared", "note-stops"}
"""Effects that bring new facts with them, to which a second plan may answer."""


def play(scenario: Scenario) -> Iterator[tuple[Look, Seen, World]]:
    """Each look with what was seen in it, and the world as it was then."""
    world = begin(scenario)
    for step in told_to(world, scenario):
        yield step, take_look(world, step), world


def told_to(world: World, scenario: Scenario) -> Iterator[Look]:
    """Each look, once what the scenario tells before it has happened in the world."""
    for step in scenario.story:
        world.change(at=step.at)
        if isinstance(step, Look):
            yield step
            continue
        for clause in step.clauses:
            row, m = happening(clause)
            row.does(world, step.at, m)


def take_look(world: World, step: Look) -> Seen:
    """One pass at a time: what was read, judged and planned, carried out in the world."""
    before = sight(world, step.at)
    wanted = plan(before)
    world.act(wanted, _runs_again(world, step))
    move(world, step.at)
    lines = {facts.branch: _judged(before, facts, world) for facts in before.lines}
    return Seen(before=before, lines=lines, plan=wanted, world=world)


def _judged(before: Snapshot, facts: LineFacts, world: World) -> Line:
    """One line as a pass judges it: without what pull requests show to be flaky."""
    return judge(before, acquitted(judge(before, facts, world.config), before), world.config)


def _runs_again(world: World, step: Look) -> Callable[[int], None]:
    return partial(again_by_id, world, at=step.at)


def once_more(world: World, seen: Seen) -> list[str]:
    """What another pass at the same instant would write: nothing, but an answer to what the first has set going."""
    if NEWS & {effect.kind for effect in seen.plan.effects}:
        return []
    after: Snapshot = sight(world, seen.before.at)
    return [effect.kind for effect in plan(after).effects]


def differences(scenario: Scenario) -> list[str]:
    """Everything that is not as the scenario says, in words."""
    return verdict(scenario)[0]


def verdict(scenario: Scenario) -> tuple[list[str], list[str]]:
    """What is not as the scenario says; and what could stand there as well, although it says something else."""
    differs: list[str] = []
    idle: list[str] = []
    for look, seen, world in play(scenario):
        for line in look.wants:
            if instead := missed(seen, line):
                differs.append(f"{told(look.at)} {line}  ←→  {instead}")
            other = [one for one in others(line) if missed(seen, one) is None]
            idle += [f"{told(look.at)} {line}  =  {one}" for one in other]
        if writes := once_more(world, seen):
            differs.append(f"{told(look.at)} another pass would write {', '.join(writes)}")
    return differs, idle
