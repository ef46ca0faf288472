"""Pull requests and merge groups in a story's world. Neighbour: `sight`, what of them a pass gets to read."""

from datetime import datetime, timedelta
from typing import Any

from bot.model.after_green import Dequeued, UpdatePull
from bot.model.facts import ChangedFile, Pull
from tests.building import changed
from tests.line.script import Unclear
from tests.line.world import World, sha_of

PATIENCE = timedelta(minutes=60)
"""How long a queue waits for a group, unless something else is said."""
FIX = changed("src/cart.py", "-    return 2", "+    return 3")
"""What a pull request changes, unless something else is said."""


def new_head(world: World, pull: Pull, onto: str, files: tuple[ChangedFile, ...], at: datetime) -> None:
    """A push to the pull request: another head, without checks, that contains a commit of its base."""
    kind = "q" if pull.group else "p"
    pushes = sum(name.startswith(f"{kind}{pull.number}.") for name in world.names.values())
    name = f"{kind}{pull.number}.{pushes + 1}"
    head = sha_of(name)
    world.names[head] = name
    world.contains[head], world.changes[head], world.born[head] = onto, files, at
    world.put(pull.model_copy(update={"head": head, "runs": (), "cord": None, "committed": at}))


def base_head(world: World, branch: str) -> str:
    """The newest commit of a branch; that of a branch that is no line is one that nobody knows."""
    lines = [line for line in world.seen.lines if line.branch == branch]
    return lines[0].history[0].sha if lines else sha_of(branch)


def propose(world: World, number: int, at: datetime, **facts: Any) -> None:
    """A pull request is opened, as it stands on its base unless `onto` says otherwise."""
    if any(pull.number == number for pull in world.seen.pulls):
        raise Unclear(f"#{number} is open already")
    onto, files = facts.pop("onto", None), facts.pop("files", (FIX,))
    given = {"base": "main", "author": "bob", "merge_state": "CLEAN", **facts}
    new = {"number": number, "title": f"Pull {number}", "head": "", "branch": f"topic-{number}"}
    pull = Pull.model_validate({**new, "created": at, "alone_since": at, **given})
    world.put(pull)
    new_head(world, pull, sha_of(onto) if onto else base_head(world, pull.base), files, at)


def share_head(world: World, number: int, other: int) -> None:
    """A pull request has the head of another: one commit, one cord, the runs of one."""
    mine, its = world.pull(number), world.pull(other)
    world.put(mine.model_copy(update={"head": its.head, "cord": its.cord, "runs": its.runs}))


def update(world: World, number: int, at: datetime) -> None:
    """A pull request's base is merged into its branch; where a push takes approvals away, they are gone."""
    pull = world.pull(number)
    if world.dismissing:
        world.approvals.pop(number, None)
        pull = pull.model_copy(update={"approved": False})
    new_head(world, pull, base_head(world, pull.base), world.changes[pull.head], at)


def move(world: World, at: datetime) -> None:
    """What the newest pass does to branches and queues is done."""
    for effect in world.moves:
        if isinstance(effect, UpdatePull):
            update(world, effect.number, at)
        else:
            queue(world, effect.number, at, PATIENCE)
            stand(world, effect.number, Dequeued(inside=True, fit=True, left=at))


def stand(world: World, number: int, how: Dequeued) -> None:
    """How a pull request stands with its merge queue."""
    world.queued[number] = how


def queue(world: World, number: int, at: datetime, patience: timedelta) -> None:
    """The merge queue tries a pull request on top of its base."""
    pull = world.pull(number)
    base = base_head(world, pull.base)
    branch = f"gh-readonly-queue/{pull.base}/pr-{number}-{base}"
    group = Pull(
        number=number,
        title=branch,
        head="",
        branch=branch,
        base=pull.base,
        author="",
        merge_state="CLEAN",
        created=at,
        alone_since=at,
        answer_by=at + patience,
    )
    new_head(world, group, base, world.changes[pull.head], at)
