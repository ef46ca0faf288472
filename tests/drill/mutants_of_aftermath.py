"""Brains with one rule of what follows a stop broken each, and the short story in which that shows.

Neighbour: `mutants`.
"""

from collections.abc import Callable

from bot.decide.plan import plan
from bot.model.after_green import EnqueuePull, UpdatePull
from bot.model.effects import Plan
from bot.model.facts import Pull
from bot.model.snapshot import Snapshot
from tests.drill.folk import Step
from tests.drill.mutants import (
    AFTER,
    LANES,
    MENDED,
    PLAIN,
    QUEUE,
    RED,
    REST_NOW,
    Mutant,
    proposes,
    pulls,
    pushes,
    without,
)
from tests.drill.on_pulls import KINDS


def also(effect: Callable[[Pull], UpdatePull | EnqueuePull]) -> Callable[[Snapshot], Plan]:
    """A brain that does something with every pull request of a line that runs."""

    def decide(seen: Snapshot) -> Plan:
        wanted = plan(seen)
        if wanted.line.status != "ok":
            return wanted
        more = tuple(effect(pull) for pull in seen.pulls if pull.base == "main")
        new = tuple(one for one in more if one not in (*wanted.effects, *seen.refused))
        return wanted.model_copy(update={"effects": (*wanted.effects, *new)})

    return decide


def _not_web(pull: Pull) -> dict[str, object]:
    """Without the runs of one workflow that failed on it."""
    kept = (run for run in pull.runs if not (run.path.endswith("web.yml") and run.conclusion == "failure"))
    return {"runs": tuple(kept)}


def wide_room(at_a_time: int) -> Callable[[Snapshot], Plan]:
    """A brain that has other numbers under test at once than the configuration says."""

    def change(seen: Snapshot) -> Snapshot:
        found = seen.config
        if found is None:
            return seen
        after = found.after_green.model_copy(update={"at_a_time": at_a_time})
        return seen.model_copy(update={"config": found.model_copy(update={"after_green": after})})

    return lambda seen: plan(change(seen))


PUSHED = Step("push to a pull request", 0, KINDS.index("harmless"), 0)
BEHIND = (RED, REST_NOW, proposes("harmless"), REST_NOW)
"""Somebody proposes while the line is broken, so that CI fails there too."""
TWO_QUEUED = (
    *(proposes("harmless"), proposes("harmless", by="carol"), REST_NOW),
    *(Step("enqueue", 0, 0), Step("enqueue", 0, 1), pushes(web="red"), REST_NOW),
)
"""What the cord alone puts out of the queue: it asks for `test`, which passes."""
OF_AFTERMATH = (
    Mutant("tells nobody to update", pulls(lambda _: {"after": None}), PLAIN, (*BEHIND, MENDED, REST_NOW)),
    Mutant(
        "lays to the line what failed by itself",
        pulls(_not_web),
        LANES,
        (
            *(proposes("half a fix"), REST_NOW, RED, REST_NOW),
            *(PUSHED, REST_NOW, MENDED, REST_NOW),
        ),
    ),
    Mutant("updates nothing", without(lambda e: e.kind == "update-pull"), AFTER, (*BEHIND, MENDED, REST_NOW)),
    Mutant(
        "updates every branch",
        also(lambda pull: UpdatePull(number=pull.number, head=pull.head)),
        AFTER,
        (proposes("harmless"), REST_NOW, MENDED, REST_NOW),
    ),
    Mutant(
        "updates all at once",
        wide_room(9),
        AFTER,
        (*BEHIND, proposes("harmless"), proposes("harmless", by="carol"), REST_NOW, MENDED, REST_NOW),
    ),
    Mutant(
        "puts nobody back into the queue",
        without(lambda e: e.kind == "enqueue-pull"),
        AFTER + QUEUE,
        (*TWO_QUEUED, MENDED, REST_NOW),
    ),
    Mutant(
        "puts everybody into the queue",
        also(lambda pull: EnqueuePull(number=pull.number, head=pull.head)),
        AFTER + QUEUE,
        (proposes("harmless"), REST_NOW),
    ),
)
