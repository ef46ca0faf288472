"""Flakes that pull requests show: two unrelated ones pass, on top of the red head, what failed on the line.

Then the failure is none of the code's, and stops nothing. Neighbours: `discounting`, which leaves out what is
flaky; `memory`, which keeps what is known of it; `proving`, which says when a pull request passes a check.
"""

import posixpath
from datetime import datetime

from bot.decide.discounting import with_flakes
from bot.decide.line import Line
from bot.decide.proving import by_runs, contains, passed
from bot.decide.reds import Red
from bot.model.facts import LineFacts, Pull
from bot.model.flakes import MOST_RUNS, Flake
from bot.model.jobs import FIXES
from bot.model.snapshot import Snapshot
from bot.orient.diagnosis import read_log


def acquitted(line: Line, snapshot: Snapshot) -> LineFacts:
    """The line's facts, with the reds that two unrelated pull requests pass remembered as flaky."""
    if line.word.stop:
        return line.facts
    flakes = {flake.id: flake for flake in line.facts.flakes}
    for red in line.reds:
        if not (pair := _unrelated(red, line, snapshot)):
            continue
        last = red.newest.last
        known = flakes.get(red.signal.id, Flake(id=red.signal.id, name=red.signal.name, last=last))
        runs = (*known.acquitted, *sorted(failure.run.id for failure in red.signal.failures))
        flakes[red.signal.id] = known.model_copy(
            update={
                "count": known.count + 1,
                "last": max(known.last, last),
                "seconds": known.seconds + max(int((snapshot.at - red.origin.first).total_seconds()), 0),
                "acquitted": tuple(dict.fromkeys(runs))[-MOST_RUNS:],
                "by": pair,
            }
        )
    return with_flakes(line.facts, flakes)


def _unrelated(red: Red, line: Line, snapshot: Snapshot) -> tuple[int, ...]:
    """Two pull requests that pass the red check on top of the line's head and have nothing to do with it.

    Of two people, both with a branch in the repository, proposed before it failed (what comes after is likely a
    fix), changing none of the same files, nor any of a name that the failure's log tells. Without a log nobody knows
    what that is.
    """
    logs = [job.log for failure in red.signal.failures for job in failure.attempts if job.log]
    if not logs:
        return ()
    named = {posixpath.basename(error.path) for log in logs for error in read_log(log).errors}
    alone = line.model_copy(update={"reds": (red,)})
    into = (p for p in snapshot.pulls if p.base == line.branch and _may_excuse(p, red.origin.first))
    found: list[Pull] = []
    for pull in sorted(into, key=lambda p: p.number):
        if {posixpath.basename(p) for p in _paths(pull)} & named or not _passes(pull, red, alone, snapshot):
            continue
        for other in found:
            if other.author != pull.author and other.head != pull.head and not _paths(other) & _paths(pull):
                return other.number, pull.number
        found.append(pull)
    return ()


def _may_excuse(pull: Pull, since: datetime) -> bool:
    """Whether a person proposed it, and not for the failure; whoever may write may push into a bot's branch."""
    ours = pull.bot or pull.branch.startswith(FIXES)
    return not (ours or pull.unread or pull.fork) and pull.created < since


def _passes(pull: Pull, red: Red, alone: Line, snapshot: Snapshot) -> bool:
    """Whether it is proven; what is cheap to tell is asked first."""
    if contains(pull, alone).status != "ok" or passed(pull, red).status != "ok":
        return False
    kin = tuple(other for other in snapshot.pulls if other.head == pull.head)
    return by_runs(pull, alone, kin).status == "ok"


def _paths(pull: Pull) -> set[str]:
    return set(pull.against_line.paths) if pull.against_line else set()
