"""A job's issue as GitHub shows it, with the comments that may hold its record. Neighbour: `jobs`."""

from datetime import datetime
from typing import Literal

from bot.model.jobs import LABEL, RECORD_OPEN, Record
from bot.model.value import Value


class IssueComment(Value):
    """A comment on a job. `ours` means written by our App and last edited by nobody else."""

    id: int
    body: str
    author: str
    ours: bool


class JobIssue(Value):
    """The job's issue as observed. `ours` means opened by our App.

    `reopened` is when a person, no App, last opened it again.
    """

    number: int
    title: str
    body: str
    state: Literal["open", "closed"]
    ours: bool
    labels: tuple[str, ...] = ()
    created: datetime
    closed: datetime | None = None
    reopened: datetime | None = None
    comments: tuple[IssueComment, ...] = ()

    @property
    def record_comment(self) -> IssueComment | None:
        """The first comment that is ours and begins a record; only it may hold the record."""
        return next((c for c in self.comments if c.ours and RECORD_OPEN in c.body), None)

    @property
    def ended(self) -> bool:
        """Whether Andon itself brought it to its end: what it writes before it closes an issue says so."""
        return (self.record is not None and self.record.ended) or f"{LABEL}:done" in self.labels

    @property
    def record(self) -> Record | None:
        """The record, valid only if author and last editor are our App (else it is rebuilt)."""
        comment = self.record_comment
        return Record.decode(comment.body) if comment else None
