"""What is done for pull requests once a line is green again, and what is read for that.

The effects are among those of `effects`; who gets them is `decide.aftermath`'s affair.
"""

from datetime import datetime
from typing import Literal, TypeAlias, get_args

from bot.model.value import Value

Update: TypeAlias = Literal["asked", "soon", "refused"]
"""Who updates a stale branch: its people are asked to, Andon will soon, or GitHub refused that, so they are asked."""
UPDATES: tuple[Update, ...] = get_args(Update)


class UpdatePull(Value):
    """Merge its base into a pull request's branch, if its head is still this one."""

    kind: Literal["update-pull"] = "update-pull"
    number: int
    head: str


class EnqueuePull(Value):
    """Put a pull request into its merge queue, if its head is still this one."""

    kind: Literal["enqueue-pull"] = "enqueue-pull"
    number: int
    head: str


class Dequeued(Value):
    """A pull request that a stop put out of its merge queue: inside again or not, when it last came in or went out,
    and by whom.

    `fit`: no review keeps it from being merged.
    """

    inside: bool
    fit: bool
    left: datetime | None = None
    by_person: bool = False
