"""Brains with one rule of lanes broken each, and the short story in which that shows. Neighbour: `mutants`."""

from collections.abc import Callable

from bot.model.effects import Plan
from bot.model.facts import Pull
from bot.model.lanes import Lane
from bot.model.snapshot import Snapshot
from tests.drill.folk import Step
from tests.drill.mutants import (
    LANES,
    QUEUE,
    REST_NOW,
    Mutant,
    line_config,
    proposes,
    pulls,
    pushes,
    seeing,
)

CORE = Lane(paths=("core/**", "both/**"), checks=("ci / test", "build"))
WEB = Lane(paths=("web/**", "both/**"), checks=("web / *",))


def touching(change: Callable[[tuple[str, ...]], tuple[str, ...]]) -> Callable[[Snapshot], Plan]:
    """A brain that sees other files changed than are."""

    def other(pull: Pull) -> dict[str, object]:
        seen = pull.touches
        return {"touches": seen.model_copy(update={"paths": change(seen.paths)})} if seen else {}

    return pulls(other)


def _cut(pull: Pull) -> dict[str, object]:
    seen = pull.touches
    facts = {"complete": True, "paths": ("core/a.txt",)}
    return {"touches": seen.model_copy(update=facts)} if seen and not seen.complete else {}


def _group_alone(seen: Snapshot) -> Snapshot:
    """Each merge group, with the files of its own pull request and not of those in front of it."""
    own = {pull.number: pull.touches for pull in seen.pulls}

    def alone(group: Pull) -> Pull:
        its = own.get(group.number)
        touches = group.touches.model_copy(update={"paths": its.paths}) if its and group.touches else None
        return group.model_copy(update={"touches": touches})

    return seen.model_copy(update={"groups": tuple(map(alone, seen.groups))})


BROKEN_WEB = (pushes(web="red"), REST_NOW)
OF_LANES = (
    Mutant(
        "knows no lanes",
        line_config(lanes={}),
        LANES,
        (proposes("harmless", where="core"), *BROKEN_WEB),
    ),
    Mutant(
        "holds nobody for a lane",
        touching(lambda _: ("core/a.txt",)),
        LANES,
        (proposes("harmless", where="web"), *BROKEN_WEB),
    ),
    Mutant(
        "counts what is in two lanes for one",
        line_config(lanes={"core": CORE, "web": WEB.model_copy(update={"paths": ("web/**",)})}),
        LANES,
        (proposes("harmless", where="both"), *BROKEN_WEB),
    ),
    Mutant(
        "counts a moved file by its new path alone",
        touching(lambda paths: tuple(path for path in paths if path != "web/page.md")),
        LANES,
        (proposes("moved"), *BROKEN_WEB),
    ),
    Mutant(
        "takes a list that is cut for all of it",
        pulls(_cut),
        LANES,
        (proposes("many", where="core"), *BROKEN_WEB),
    ),
    Mutant(
        "leaves out what decides checks",
        touching(lambda paths: tuple(path for path in paths if not path.startswith("."))),
        LANES,
        (proposes("other settings", where="core"), *BROKEN_WEB),
    ),
    Mutant(
        "puts a check of no lane into one",
        line_config(lanes={"core": CORE.model_copy(update={"checks": ("ci / *",)}), "web": WEB}),
        LANES,
        (proposes("harmless", where="web"), pushes(lint="red"), REST_NOW),
    ),
    Mutant(
        "holds a lane until all others are green",
        line_config(lanes={"core": CORE.model_copy(update={"checks": ("ci / *", "web / *")}), "web": WEB}),
        LANES,
        (
            *(proposes("harmless", where="core"), pushes(web="red", test="red"), REST_NOW),
            *(pushes(web="red"), REST_NOW),
        ),
    ),
    Mutant(
        "takes a merge group for its own pull request alone",
        seeing(_group_alone),
        LANES + QUEUE,
        (
            *(proposes("harmless", where="web"), proposes("harmless", where="core"), REST_NOW),
            *(Step("enqueue", 0, 0), Step("enqueue", 0, 1), pushes(web="red"), REST_NOW),
        ),
    ),
)
