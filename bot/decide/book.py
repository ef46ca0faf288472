"""A job's book-keeping: its key, its record, its story, and the edits that make the issue show them.

`incident` and `closing` decide what happens to a job; this is what both write down.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.decide.cords import Judged, red_facts
from bot.decide.line import Line
from bot.model.config import Config
from bot.model.effects import EditJob, Effect, JobStory, Reason, Relabel, WriteRecord
from bot.model.facts import JobFacts, Snapshot
from bot.model.jobs import (
    JOB_STATES,
    LABEL,
    Claim,
    JobIssue,
    JobState,
    Key,
    Record,
    Times,
    line_key,
    story_marker,
)
from bot.model.value import Value


@dataclass(frozen=True)
class Case:
    """What one line's plan is made from: everything observed, the line and the pull requests as judged."""

    snapshot: Snapshot
    line: Line
    config: Config
    judged: tuple[Judged, ...] = ()

    @property
    def at(self) -> datetime:
        """The instant of the snapshot."""
        return self.snapshot.at

    @property
    def key(self) -> Key:
        """The key of the line's job."""
        return line_key(self.snapshot.repository.id, self.line.branch)

    @property
    def job(self) -> JobFacts:
        """What is done about the line so far."""
        return self.snapshot.job(self.key)

    @property
    def claim(self) -> Claim:
        """The job's claim; only for a job that is claimed."""
        if self.job.claim is None:
            raise ValueError("nothing is claimed")
        return self.job.claim

    @property
    def tree(self) -> str:
        """A tree that exists, for a claim's commit."""
        return self.line.facts.tree


def line_times(line: Line) -> Times:
    """When the line went red and stopped."""
    return Times(red=line.since, stopped=line.stopped_at)


def tell(case: Case, record: Record, state: JobState, now: str) -> JobStory:
    """What the issue shall say; `now` is one sentence on what happens."""
    return JobStory(
        key=case.key,
        branch=case.line.branch,
        state=state,
        reds=record.reds,
        now=now,
        times=record.times,
        tried=record.tried,
        proof=record.proof,
    )


def new_record(case: Case) -> Record:
    """The record of a job that begins now."""
    key, line = case.key, case.line
    return Record(repository=key.repository, key=key.text, reds=red_facts(line), times=line_times(line))


def keep_record(issue: JobIssue, record: Record) -> tuple[Effect, ...]:
    """The write that makes the issue hold this record, if it does not."""
    if issue.record == record:
        return ()
    comment = issue.record_comment
    return (WriteRecord(issue=issue.number, comment=comment.id if comment else None, record=record),)


def shown(issue: JobIssue, story: JobStory) -> tuple[Effect, ...]:
    """The edits that make the issue tell the story and carry the one label of its state."""
    effects: list[Effect] = []
    wanted = {LABEL, f"{LABEL}:{story.state}"}
    present = set(issue.labels)
    stale = {f"{LABEL}:{s}" for s in JOB_STATES} & present - wanted
    if wanted - present or stale:
        effects.append(
            Relabel(issue=issue.number, add=tuple(sorted(wanted - present)), remove=tuple(sorted(stale)))
        )
    if story_marker(story.digest) not in issue.body:
        effects.append(EditJob(issue=issue.number, story=story))
    return tuple(effects)


class JobPlan(Value):
    """The effects a job needs, the words for explain, and when to look again."""

    effects: tuple[Effect, ...] = ()
    reason: Reason | None = None
    look_again: timedelta | None = None
