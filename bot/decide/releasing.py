"""What an operator orders by `andon release`: a start of every line, said by whoever runs the App.

It is heard like a person's `/andon start`, so that it is recorded, told and ends as one does. It has no
comment: its number is below 0, and nobody is answered. Neighbour: `hearing`.
"""

from datetime import datetime

from bot.model.commands import Said
from bot.model.facts import Pull
from bot.model.snapshot import Snapshot
from bot.model.value import Value


class Order(Value):
    """Who orders the release, why, and for how many minutes at most."""

    who: str
    why: str
    minutes: int


def ordered(seen: Snapshot, order: Order, given: datetime) -> Snapshot:
    """The snapshot in which the order was given for each line, at that time."""
    return seen.model_copy(update={"said": (*seen.said, *_said(seen, order, given))})


def _said(seen: Snapshot, order: Order, at: datetime) -> tuple[Said, ...]:
    first = -int(at.timestamp()) * 100  # no two orders of one line are given within a second
    return tuple(
        Said(
            comment=first - n,
            issue=0,
            author=order.who,
            at=at,
            body=f"/andon start {line.branch}: {order.why} for {order.minutes}m",
            role="admin",
        )
        for n, line in enumerate(seen.lines)
    )


def holding(seen: Snapshot) -> tuple[Pull, ...]:
    """The pull requests and merge groups whose cord holds, groups first.

    One without a cord waits for it, where cords are written at all.
    """
    expects = seen.config is not None and seen.config.mode in ("warn", "enforce")
    lines = {line.branch for line in seen.lines} if expects else set[str]()
    everything = (*seen.groups, *seen.pulls)
    return tuple(pull for pull in everything if (pull.cord.holds if pull.cord else pull.base in lines))
