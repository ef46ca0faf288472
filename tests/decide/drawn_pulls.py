"""Merge groups, and what pull requests show of a diagnosis, drawn by `worlds`."""

from datetime import timedelta
from typing import TYPE_CHECKING

from bot.model.after_green import Dequeued
from bot.model.diagnosed import Diagnosed, diagnosis_digest
from bot.model.evidence import Aftermath, Left
from bot.model.facts import After, Pull
from bot.model.jobs import Claim, flakes_key
from bot.model.snapshot import Snapshot
from tests.building import CI, REPOSITORY, change, minutes, sha

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
    mine = tuple(r for r in pull.runs if r.path == CI and r.conclusion == "failure")
    after = After(
        runs=mine,
        behind=world.one(0, 1, 1),
        approved=world.one(None, minutes(-50), minutes(-3)),
        push=not world.rarely(),
        dismisses=world.one(True, False),
    )
    out = Dequeued(
        inside=world.rarely(),
        fit=not world.rarely(),
        left=minutes(-world.one(0, 6)),
        by_person=world.rarely(),
    )
    facts = {"diagnosed": world.one(None, shown, shown), "failed": failed, "after": world.one(None, after)}
    facts["dequeued"] = world.one(None, out)
    return pull.model_copy(update=facts)


def stops(world: "World") -> tuple[Aftermath, ...]:
    """What stops of the last hours left behind: some of the pull requests that `worlds` draws."""
    held = tuple(Left(number=n, head=sha(f"p{n}-")) for n in (1, 2, 3) if not world.rarely())
    since, until, green = minutes(-90), minutes(0), minutes(-world.one(0, 5, 500))
    stop = Aftermath(
        queued=held[:2],
        reds=(f"{CI}#{world.one('test', '*')}",),
        since=since,
        until=until,
        green=green,
        mend=sha("b"),
        held=held,
    )
    return world.one((), (stop,), (stop,))


def remembering(world: "World", seen: Snapshot) -> Snapshot:
    """The snapshot with what the line perhaps remembers of pull requests that its queue gave up early."""
    if not seen.lines or not world.one(True, False, False):
        return seen
    some = world.one((1,), (2, 9), (1, 2, 3))
    left = tuple(Left(number=n, head=world.one(sha(f"p{n}-"), sha("other"))) for n in some)
    found: list[Aftermath] = []
    for at in world.one((5,), (300, 30), (400, 90, 50), (90, 60, 20)):
        moment = minutes(-at)
        one = Aftermath(reds=(), since=moment, until=moment, green=moment, mend=sha("a"), queued=left)
        found.append(one)
    book = Claim(
        key=flakes_key(REPOSITORY.id, "main").digest,
        stage="closed",
        by="brain-2",
        at=minutes(-5),
        after=tuple(found),
        oid=sha("book"),
    )
    return change(seen, book=book)
