"""The cord on merge groups: what a merge queue tries is judged like a pull request, with a clock running.

A group waits while the line is being confirmed or its own proof is under way, and fails before its queue
would give it up. Failing ejects its pull request, and that keeps it out of a broken branch. Where nobody can judge
the line, and its configuration says so, it is let go then.
"""

from datetime import datetime, timedelta
from typing import Literal, TypeAlias

from bot.decide.cords import Judged, Terms, kin, passes_elsewhere, stopped, unstopped
from bot.decide.lanes import held
from bot.decide.lease import stood
from bot.decide.line import Line
from bot.decide.passage import Passage, passage
from bot.decide.proving import PROVING_EVENTS
from bot.model.config import Mode
from bot.model.facts import Pull
from bot.model.jobs import line_key
from bot.model.snapshot import Snapshot
from bot.model.telling import Course, Reason, Verdict

BEGINS = timedelta(minutes=2)
"""How long a new group's workflow runs may take to begin before it counts as having none."""
SPARE = 10
"""The last tenth of a queue's patience is not waited out."""

_HELD = ("stopped", "proving", "confirming", "undecided")
_Kind: TypeAlias = Literal["passed", "proven", "proving", "stopped"]


def judge_groups(snapshot: Snapshot, line: Line, mode: Mode, course: Course) -> tuple[Judged, ...]:
    """Every group of the line's queue, the oldest first: that one is merged first."""
    ours = sorted((g for g in snapshot.groups if g.base == line.branch), key=lambda g: (g.created, g.number))
    terms = Terms(line, mode, course)
    judged: list[Judged] = []
    for group in ours:
        judged.append(_judge(group, snapshot, terms, carries=any(_held(one) for one in judged)))
    return tuple(judged)


def _held(judged: Judged) -> bool:
    """Whether a group fails, or waits for its proof or its lanes: what is built on it would merge what it tries."""
    return judged.verdict is not None and judged.verdict.kind in _HELD


def _judge(group: Pull, snapshot: Snapshot, terms: Terms, carries: bool) -> Judged:
    """carries: whether it holds what an older group would merge and may not; nobody's word was for that."""
    told, its, whole = terms.told(), None, terms
    if terms.mode in ("warn", "enforce"):
        its, terms = terms.of(group)
    if its and terms is not whole and terms.line.state == "running":
        return passes_elsewhere(group, its, whole, told)
    line = terms.line
    if line.state != "stopped" or terms.mode not in ("warn", "enforce"):
        free = unstopped(group, terms, told)
        late = terms.mode == "enforce" and _out_of_time(group, snapshot.at, line)
        return Judged(pull=group, passage=None, verdict=_late(told, terms, snapshot) if late else free)
    named = next((pull.head for pull in snapshot.pulls if pull.number == group.number and not carries), None)
    way = held(passage(group, line, (group, *kin(group, snapshot)), named), its)
    return stopped(group, way, _kind(group, snapshot.at, line, way), terms, told)


def _out_of_time(group: Pull, at: datetime, line: Line) -> bool:
    """Whether a group has no more time on a line that is not decided; while it cannot be judged, what goes, goes."""
    free = group.cord is not None and group.cord.conclusion == "success"
    undecided = line.state == "confirming" or (line.state == "unknown" and not free)
    return undecided and at >= gives_up(group)


def _late(told: Verdict, terms: Terms, snapshot: Snapshot) -> Verdict:
    """The verdict on a group that is out of time on a line of which nobody can tell (yet).

    It is let go where the configuration says so of a line that cannot be judged, unless that was stopped before.
    """
    line, its = terms.line, snapshot.config
    job = snapshot.job(line_key(snapshot.repository.id, line.branch))
    release = its is not None and its.line.unknown == "release"
    if line.state == "unknown" and release and not stood(snapshot, job):
        why = f"{line.branch} could not be judged in the queue's time"
        return told.model_copy(update={"kind": "off", "reason": Reason(status="unknown", text=why)})
    return told.model_copy(update={"kind": "undecided", "reds": terms.waited})


def _kind(group: Pull, at: datetime, line: Line, way: Passage) -> _Kind:
    if way.passes:
        return "passed" if way.word else "proven"
    if line.word.stop:  # no proof lifts what a person said
        return "stopped"
    undecided = way.reason.status in ("waiting", "unknown") or _begins(group, at, line)
    return "proving" if undecided and at < gives_up(group) else "stopped"


def _begins(group: Pull, at: datetime, line: Line) -> bool:
    """Whether the group is too new for the runs that might prove it to be seen."""
    paths = {red.signal.path for red in line.reds}
    begun = any(run.path in paths and run.event in PROVING_EVENTS for run in group.runs)
    return not begun and at - group.created < BEGINS


def gives_up(group: Pull) -> datetime:
    """When a group that is still undecided fails."""
    end = group.answer_by or group.created
    return end - (end - group.created) / SPARE


def again(judged: tuple[Judged, ...], at: datetime) -> timedelta | None:
    """How soon time alone may change a group's verdict; None where it cannot."""
    waiting = [o.pull for o in judged if o.verdict is None or o.verdict.kind in ("proving", "confirming")]
    ends = [moment for group in waiting for moment in (group.created + BEGINS, gives_up(group))]
    return min((end - at for end in ends if end > at), default=None)
