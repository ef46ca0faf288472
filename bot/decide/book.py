"""A job's book-keeping: its key, its record, its story, and the edits that make the issue show them.

`incident` and `closing` decide what happens to a job; this is what both write down.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, TypeAlias

from bot.decide.cords import Judged
from bot.decide.demoting import called_wrong
from bot.decide.evidence import gap, holds, red_facts, tallied, with_kin
from bot.decide.hearing import Heard, obeyed
from bot.decide.line import Line
from bot.decide.word import LINES_WORDS, ended, kept, order, recorded, word_of
from bot.model.aftermath import aftermaths
from bot.model.commands import Command
from bot.model.config import Config
from bot.model.effects import EditJob, Effect, Relabel, WriteRecord
from bot.model.evidence import Aftermath
from bot.model.facts import JobFacts
from bot.model.finding import Finding
from bot.model.job_issue import JobIssue
from bot.model.jobs import (
    JOB_STATES,
    LABEL,
    LINE_RULE,
    Claim,
    JobState,
    Key,
    Record,
    RedFacts,
    Times,
    line_key,
)
from bot.model.markers import story_marker
from bot.model.snapshot import Snapshot
from bot.model.telling import JobStory, Matter, Reason
from bot.model.value import Value
from bot.orient.rules import RULES
from bot.orient.rules.rule import Rule

AT_ONCE = timedelta(minutes=2)
"""A stop that is seen within this of its being certain counts from then; so does a start, of its being said."""
Holding: TypeAlias = Literal["found", "gone", "unknown"]


@dataclass(frozen=True)
class Case:
    """What one job's plan is made from: everything observed, the line, pull requests and groups as judged.

    Without `subject` the job is the line's own. Else it is about what some other rule finds (`finding`, None
    where that is gone), and `line` is the one into which its fix goes. `heard` is what people said about it.
    """

    snapshot: Snapshot
    line: Line
    config: Config
    judged: tuple[Judged, ...] = ()
    groups: tuple[Judged, ...] = ()
    subject: Key | None = None
    heard: tuple[Heard, ...] = ()
    finding: Finding | None = None

    @property
    def at(self) -> datetime:
        """The instant of the snapshot."""
        return self.snapshot.at

    @property
    def key(self) -> Key:
        """The job's key."""
        return self.subject or line_key(self.snapshot.repository.id, self.line.branch)

    @property
    def rule(self) -> Rule:
        """The rule whose finding the job is about."""
        return RULES[self.key.rule]

    @property
    def of_line(self) -> bool:
        """Whether it is the line's own job."""
        return self.key.rule == LINE_RULE

    @property
    def holds(self) -> Holding:
        """Whether what the job is about is there now; a line that is not judged yet is unknown."""
        if not self.of_line:
            return "found" if self.finding else "gone"
        if self.line.overruled:  # a person lets it run, which mends nothing
            return "found"
        if self.taken_back:  # it is told, and then over
            return "found"
        known: dict[str, Holding] = {"stopped": "found", "running": "gone", "no signal": "gone"}
        return known.get(self.line.state, "unknown")

    @property
    def taken_back(self) -> tuple[Command, ...]:
        """What people said and took back before there was a job that tells of it: a stop with its start."""
        claim, issue = self.job.claim, self.job.issue
        bare = not self.snapshot.repository.has_issues
        told = bare or (issue is not None and issue.ours)  # a claim that lost its issue tells nobody
        known = claim is not None and claim.stage not in ("closed", "damaged") and told
        runs = self.of_line and self.line.state in ("running", "no signal")
        return obeyed(self.heard) if runs and not known and not self.line.overruled else ()

    @property
    def times(self) -> Times:
        """When it went wrong and the job began: for a line when it went red and stopped, else now."""
        if self.taken_back:
            return Times(red=self.taken_back[0].at)
        return _held_times(self.line, self.at) if self.of_line else Times(red=self.at, stopped=self.at)

    @property
    def matter(self) -> Matter | None:
        """What the job is about, in words; None for a line's, which tells of its red signals."""
        if self.of_line:
            return None
        details = self.finding.details if self.finding else ()
        rule = self.rule
        return Matter(title=rule.title(self.key.subject), details=details, advice=rule.advice)

    @property
    def job(self) -> JobFacts:
        """What is done about it so far."""
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
    """When the line went red and stopped, and was confirmed to be red if a person had stopped it before that."""
    if not line.stood:
        return Times(red=line.since)
    confirmed = line.confirmed_at
    later = confirmed if confirmed and confirmed > line.stopped_at else None
    return Times(red=line.since, stopped=line.stopped_at, confirmed=later)


def _held_times(line: Line, at: datetime) -> Times:
    """The same of a stop that a pass sees now, as its first: what nobody held before did not stand, certain or not."""
    times = line_times(line)
    if times.stopped is None or line.word.stop:
        return times
    if line.state != "stopped":
        return Times(red=times.red)
    late = at - times.stopped > AT_ONCE
    return times.model_copy(update={"stopped": at, "confirmed": times.stopped}) if late else times


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
        held=record.held,
        gap=record.gap,
        commands=record.commands,
        spells=record.spells,
        lulls=record.lulls,
        about=case.matter,
    )


def new_record(case: Case) -> Record:
    """The record of a job that begins now, without what people said."""
    key = case.key
    record = Record(repository=key.repository, key=key.text, reds=reds_of(case), times=case.times)
    return counted(case, begun(case, record))


def commanded(case: Case, record: Record) -> Record:
    """The record with the commands that were obeyed so far, and those that are obeyed now."""
    return record.model_copy(update={"commands": said_so_far(case)})


def said_so_far(case: Case) -> tuple[Command, ...]:
    """The commands that were obeyed in the job that is under way, and those that are obeyed now."""
    commands = kept((*recorded(case.job), *obeyed(case.heard)), case.at)
    return ended(commands, case.at) if case.of_line and case.line.state == "stopped" else commands


def begun(case: Case, record: Record) -> Record:
    """The record of a stop that begins now: nothing is held yet, and what slipped in is known."""
    times = case.times.model_copy(update={"retried": record.times.retried})
    slipped = gap(case.line, times) if case.of_line else ()
    fresh = {"times": times, "gap": slipped, "held": None, "proof": None, "dead": False, "over": ""}
    return record.model_copy(update=fresh | {"healed": (), "spells": (), "lulls": (), "proven": ()})


def counted(case: Case, record: Record) -> Record:
    """The record with what the line's stop holds now."""
    if not case.of_line:
        return record
    held = with_kin((o.pull for o in (*case.judged, *case.groups) if holds(o.verdict)), case.snapshot)
    book = case.line.facts.book
    since = (after for after in (book.after if book else ()) if after.green >= record.times.red)
    out = tuple(left for after in since for left in after.queued)
    return tallied(record, held, out, case.snapshot)


def taken(case: Case, claim: Claim) -> Claim:
    """A new claim, with what the one before knew of past stops, and what people said that holds, or just now."""
    took = case.job.claim.took if case.job.claim else ()
    word = _word(case) if case.of_line else ()
    wrong = called_wrong(case.job, case.line) if case.of_line else ()
    after = case.job.claim.after if case.job.claim else ()
    reds = kept_red(case)
    known = {"took": took, "commands": word, "wrong": wrong, "after": after, "reds": reds}
    return claim.model_copy(update=known)


def kept_red(case: Case) -> tuple[RedFacts, ...]:
    """The reds of which nothing is known but what the line's job knows, by themselves: without lanes or anybody's word."""
    each = (*case.line.reds, *case.line.overruled) if case.of_line else ()
    kept = (red.signal.kept for red in each if red.signal.kept)
    return tuple(red.model_copy(update={"lanes": (), "overruled": False}) for red in kept)


def _word(case: Case) -> tuple[Command, ...]:
    """What holds of people's word and what they said just now; with what lifted a stop, if that has ended already."""
    now = obeyed(case.heard)
    said = (*recorded(case.job), *now)
    word = kept((*case.line.word.commands, *now), case.at)
    if word_of(word, case.at).stop == word_of(said, case.at).stop:
        return word
    return kept((*word, max((one for one in said if one.verb in LINES_WORDS), key=order)), case.at)


def afters(case: Case) -> tuple[Aftermath, ...]:
    """What the line's stops left behind, the newest first."""
    return aftermaths(case.job, case.line.facts, case.snapshot.pulls, case.at) if case.of_line else ()


def reds_of(case: Case) -> tuple[RedFacts, ...]:
    """The red signals that the job tells of; none where it is not the line's."""
    return red_facts(case.line) if case.of_line else ()


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
    return (*effects, *text(issue, story))


def text(issue: JobIssue, story: JobStory) -> tuple[EditJob, ...]:
    """The edit that makes the issue's text tell the story, if it does not."""
    return () if story_marker(story.digest) in issue.body else (EditJob(issue=issue.number, story=story),)


class JobPlan(Value):
    """The effects a job needs, the words for explain, and when to look again."""

    effects: tuple[Effect, ...] = ()
    reason: Reason | None = None
    look_again: timedelta | None = None
