"""What a pass gets to read of a pull request that a stop left behind, once that is over: as `observe.aftermath` asks.

Neighbour: `sight`, everything else that a pass gets to read.
"""

from bot.model.aftermath import aftermaths, left, out_of_queue, tested
from bot.model.evidence import Aftermath
from bot.model.facts import After, LineFacts, Pull
from bot.model.jobs import line_key
from tests.line.world import World


def left_behind(pull: Pull, lines: dict[str, LineFacts], world: World) -> Pull:
    """The pull request, with what a stop that is over did to it where the configuration asks for that."""
    wish, line = world.config.after_green, lines.get(pull.base)
    if line is None or world.config.mode != "enforce" or (wish.update == "leave" and not wish.requeue):
        return pull
    job = world.seen.job(line_key(world.seen.repository.id, line.branch))
    found = aftermaths(job, line, world.seen.pulls, world.seen.at)
    if wish.requeue and any(out_of_queue(pull, after, world.seen.at) for after in found):
        pull = pull.model_copy(update={"dequeued": world.queued.get(pull.number)})
    mine = next((after for after in found if left(pull, after)), None)
    if mine is None or wish.update == "leave" or not tested(pull, mine):
        return pull
    return pull.model_copy(update={"after": _after(pull, mine, line, world)})


def _after(pull: Pull, after: Aftermath, line: LineFacts, world: World) -> After | None:
    """Which jobs failed on it, what it lacks of what mended its base, and whether its branch may be updated."""
    full = world.pull(pull.number)
    runs = tested(full, after)
    if any(run.status != "completed" for run in runs):
        return None
    shas = [commit.sha for commit in line.history]
    onto = world.contains[pull.head]
    behind = (shas.index(onto) if onto in shas else len(shas)) - shas.index(after.mend)
    if world.config.after_green.update != "update":
        return After(runs=runs, behind=max(behind, 0))
    return After(
        runs=runs,
        behind=max(behind, 0),
        approved=world.approvals.get(pull.number),
        push=pull.number not in world.locked,
        dismisses=world.dismissing,
    )
