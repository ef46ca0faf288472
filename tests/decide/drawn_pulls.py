"""Merge groups, and what pull requests show of a diagnosis, drawn by `worlds`."""

from datetime import timedelta
from typing import TYPE_CHECKING

from bot.model.diagnosed import Diagnosed, diagnosis_digest
from bot.model.facts import Pull
from tests.building import minutes

if TYPE_CHECKING:
    from tests.decide.worlds import World


def group(world: "World", number: int, head: str) -> Pull:
    """A merge group in any state, new or nearly given up."""
    made = minutes(-world.one(0, 1, 3, 40, 55, 70))
    return world.pull(40 + number, head).model_copy(
        update={
            "number": number,
            "base": world.one("main", "main", "main", "release"),
            "branch": f"gh-readonly-queue/main/pr-{number}-{head}",
            "created": made,
            "alone_since": made,
            "answer_by": made + timedelta(minutes=60),
            "unread": None,
        }
    )


def told_of(world: "World", pull: Pull) -> Pull:
    """The pull request with what its head shows of a diagnosis, and perhaps its failed runs' jobs."""
    shown = Diagnosed(head=pull.head, shown=world.one(None, None, "old", diagnosis_digest(())))
    failed = tuple(r for r in pull.runs if r.conclusion == "failure" and not world.rarely())
    return pull.model_copy(update={"diagnosed": world.one(None, shown, shown), "failed": failed})
