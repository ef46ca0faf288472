"""The cord's verdict on every open pull request of the line.

The line's state comes from `line`, a pull request's way through from `passage`. Neighbour: `cord_writes`, in
which order the verdicts are written, and which of them cost a write.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from bot.decide.evidence import red_facts
from bot.decide.lanes import concerning, elsewhere, held, keeps, reach_of, standing_of, uses_of
from bot.decide.line import Line
from bot.decide.passage import Passage, passage
from bot.model.config import Mode
from bot.model.facts import Pull
from bot.model.jobs import RedFacts
from bot.model.snapshot import Snapshot
from bot.model.telling import Course, Reason, Standing, Verdict
from bot.model.urgency import MERGEABLE_NOW, Urgency, urgency
from bot.model.value import Value
from bot.orient.lanes import Reach
from bot.orient.used import Used


class Judged(Value):
    """A pull request with its passage (on a stopped line) and the verdict its cord shall show, if any."""

    pull: Pull
    passage: Passage | None
    verdict: Verdict | None


@dataclass(frozen=True)
class Terms:
    """What all verdicts of one line share: its state, the mode, what is on it, and its reds in words."""

    line: Line
    mode: Mode
    course: Course

    @cached_property
    def uses(self) -> tuple[Used, ...]:
        """What the red workflows use from the repository, looked up once."""
        return uses_of(self.line)

    def of(self, pull: Pull) -> tuple[Reach | None, "Terms"]:
        """The lanes that a pull request, or a group, touches, and the terms with only what concerns those."""
        its = reach_of(pull, self.line, self.uses) if self.line.lanes else None
        if its is None or its.lanes is None:
            return its, self
        if its.lanes not in self._views:
            line = concerning(self.line, its)
            self._views[its.lanes] = self if line is self.line else Terms(line, self.mode, self.course)
        return its, self._views[its.lanes]

    @cached_property
    def _views(self) -> "dict[frozenset[str], Terms]":
        """The terms by lanes: many pull requests touch the same ones, and words take their time."""
        return {}

    @cached_property
    def standing(self) -> Standing:
        """The lanes that stand, told once for all that touch only others."""
        return standing_of(self.line)

    @cached_property
    def reds(self) -> tuple[RedFacts, ...]:
        """The reds as people are told of them, put into words once."""
        return red_facts(self.line)

    @cached_property
    def waited(self) -> tuple[RedFacts, ...]:
        """Those of them that a person's start does not overrule."""
        ids = {red.signal.id for red in self.line.reds}
        return tuple(red for red in self.reds if red.id in ids)

    def told(self, others: tuple[int, ...] = ()) -> Verdict:
        """The verdict of a running line, from which the others are made."""
        line, advisory = self.line, self.mode == "warn"
        return Verdict(
            kind="running",
            advisory=advisory,
            branch=line.branch,
            course=self.course,
            others=others,
            reason=line.reason,
        )


def judge_pulls(snapshot: Snapshot, line: Line, mode: Mode, course: Course) -> tuple[Judged, ...]:
    """Every open pull request into the line's branch, those that could merge soonest first."""
    ours = sorted((p for p in snapshot.pulls if p.base == line.branch), key=_urgency)
    terms = Terms(line, mode, course)
    return tuple(_judge(pull, snapshot, terms) for pull in ours)


def judge_others(snapshot: Snapshot) -> tuple[Judged, ...]:
    """The pull requests into branches that are no line (any more): a cord that holds lets go.

    Not on a head that is also proposed to a line: the cord there is the line's.
    """
    lines = {line.branch for line in snapshot.lines}
    heads = {p.head for p in snapshot.pulls if p.base in lines}
    others = (p for p in snapshot.pulls if p.base not in lines and p.head not in heads)
    others = sorted(others, key=_urgency)
    known = (p for p in others if not snapshot.lacks("branches", "line", f"line {p.base}"))
    return tuple(Judged(pull=pull, passage=None, verdict=_no_line(pull)) for pull in known)


def _no_line(pull: Pull) -> Verdict | None:
    why = Reason(status="ok", text=f"{pull.base} is not a line that Andon keeps")
    return released(pull, Verdict(kind="off", branch=pull.base, reason=why), why)


def _urgency(pull: Pull) -> tuple[Urgency, int]:
    return urgency(pull), pull.number


def _judge(pull: Pull, snapshot: Snapshot, terms: Terms) -> Judged:
    shared = tuple(p for p in snapshot.pulls if p.head == pull.head)
    told = terms.told(tuple(sorted(p.number for p in shared if p.number != pull.number)))
    if pull.unread is not None:
        return Judged(pull=pull, passage=None, verdict=None)
    its, whole = None, terms
    if terms.mode in ("warn", "enforce"):
        its, terms = terms.of(pull)
    if its and terms is not whole and terms.line.state == "running":
        return passes_elsewhere(pull, its, whole, told)
    if terms.line.state != "stopped" or terms.mode not in ("warn", "enforce"):
        return Judged(pull=pull, passage=None, verdict=unstopped(pull, terms, told))
    way = held(passage(pull, terms.line, kin(pull, snapshot)), its)
    if keeps(pull.cord, way, terms.line):
        return Judged(pull=pull, passage=way, verdict=None)
    kind = "stopped" if not way.passes else "passed" if way.word else "proven"
    return stopped(pull, way, kind, terms, told)


def passes_elsewhere(pull: Pull, its: Reach, whole: Terms, told: Verdict) -> Judged:
    """The verdict on what touches only lanes that run. While others are confirmed, a cord that passes stays."""
    way = elsewhere(whole.line, its, whole.standing)
    if whole.line.state == "confirming" and pull.cord and pull.cord.conclusion == "success":
        return Judged(pull=pull, passage=way, verdict=None)
    judged = stopped(pull, way, "proven", whole, told)
    lanes = {
        "touches": tuple(sorted(its.lanes or ())),
        "standing": whole.standing,
        "reds": whole.waited,
        "overruled": tuple(red for red in whole.reds if red not in whole.waited),
    }
    verdict = judged.verdict.model_copy(update=lanes) if judged.verdict else None
    return judged.model_copy(update={"verdict": verdict})


def kin(pull: Pull, snapshot: Snapshot) -> tuple[Pull, ...]:
    """Every open pull request with the head, or with the tree."""
    return tuple(p for p in snapshot.pulls if p.head == pull.head or (p.tree and p.tree == pull.tree))


def stopped(
    pull: Pull,
    way: Passage,
    kind: Literal["stopped", "proving", "proven", "passed"],
    terms: Terms,
    told: Verdict,
) -> Judged:
    """The verdict on a stopped line, with whose word it rests on."""
    said = way.word or terms.line.word.stop
    facts = {"kind": kind, "reds": terms.reds, "reason": way.reason, "said": said, "way": way.way}
    return Judged(pull=pull, passage=way, verdict=told.model_copy(update=facts))


def unstopped(pull: Pull, terms: Terms, told: Verdict) -> Verdict | None:
    """The verdict on a pull request or group that nothing stops; none where its cord stays as it is."""
    line = terms.line
    if terms.mode not in ("warn", "enforce"):
        why = Reason(status="ok", text="the mode of this repository is shadow or off")
        return released(pull, told, why)
    if line.state == "unknown":
        return None
    if line.state == "no signal":
        return told.model_copy(update={"kind": "no-signal"})
    if line.state == "confirming":
        yellow = {"kind": "confirming", "reds": terms.waited, "until": line.until}
        return told.model_copy(update=yellow) if _yellow(pull, terms.mode) else None
    if line.by == "people":
        return told.model_copy(update={"kind": "started", "reds": terms.reds, "said": line.word.start})
    return told


def released(pull: Pull, told: Verdict, why: Reason) -> Verdict | None:
    """Where nothing is held (any more) nothing is written, except to let go of what was held before."""
    held = pull.cord is not None and pull.cord.holds
    return told.model_copy(update={"kind": "off", "reason": why}) if held else None


def let_go(some: Iterable[Pull], branch: str, why: Reason) -> tuple[Judged, ...]:
    """Every open pull request, or group, into a branch, let go of what holds it: a cord, or that it has none."""
    off = Verdict(kind="off", branch=branch, reason=why)
    pulls = sorted((p for p in some if p.base == branch and not p.unread), key=_urgency)
    return tuple(
        Judged(pull=pull, passage=None, verdict=released(pull, off, why) if pull.cord else off)
        for pull in pulls
    )


def let_in(snapshot: Snapshot, branch: str, why: Reason) -> tuple[Judged, ...]:
    """While the configuration cannot be used, every cord stays as it is; a head without one gets one
    that holds nothing, or the pull request that mends the configuration could never be merged.
    """
    off = Verdict(kind="off", branch=branch, reason=why)
    pulls = sorted((p for p in snapshot.pulls if p.base == branch), key=_urgency)
    return tuple(
        Judged(pull=pull, passage=None, verdict=None if pull.cord or pull.unread else off) for pull in pulls
    )


def _yellow(pull: Pull, mode: Mode) -> bool:
    """Whether a first failure shows on this pull request: only where it could merge now, or has no cord.

    A group is merged as soon as its checks are there, so that is always now.

    With auto-merge armed GitHub merges it as soon as its own checks end, so that counts as now. Mode warn
    holds nobody, so there it shows where it takes the place of what held.
    """
    if pull.cord is None or pull.cord.status != "completed":
        return True
    if pull.group:
        return mode == "enforce"
    if mode == "warn":
        return pull.cord.conclusion == "failure"
    mergeable = pull.auto_merge or pull.merge_state in MERGEABLE_NOW
    return not pull.draft and pull.cord.conclusion == "success" and mergeable


def free(judged: Judged) -> bool:
    """Whether the cord lets the pull request go: the one that is written now, else the one that is there."""
    shown = judged.verdict or judged.pull.cord
    return shown is not None and shown.conclusion == "success"
