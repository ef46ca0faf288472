"""Flakes that pull requests show: two unrelated ones pass, on top of the red head, what failed on the line.

Then the failure is none of the code's, and stops nothing. Also the write that remembers flaky checks.
Neighbours: `discounting`, which leaves out what is flaky; `proving`, which says when a pull request passes a check.
"""

from itertools import combinations

from bot.decide.cords import Judged
from bot.decide.discounting import with_flakes
from bot.decide.line import Line
from bot.decide.proving import by_runs
from bot.decide.reds import Red
from bot.model.effects import WriteClaim
from bot.model.facts import LineFacts, Pull
from bot.model.flakes import MOST_RUNS, Flake
from bot.model.jobs import FIXES, Claim, flakes_key
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

    Of two authors, none of them ours, changing none of the same files, nor any that the failure names.
    """
    alone = line.model_copy(update={"reds": (red,)})
    into = (p for p in snapshot.pulls if p.base == line.branch and not p.unread and not _ours(p))
    passing = [p for p in sorted(into, key=lambda p: p.number) if _passes(p, alone, snapshot)]
    named = _named(red)
    apart = [pull for pull in passing if not _files(pull) & named]
    for one, other in combinations(apart, 2):
        if one.author != other.author and one.head != other.head and not _files(one) & _files(other):
            return one.number, other.number
    return ()


def _ours(pull: Pull) -> bool:
    """Whether it is a fix of ours: made for the failure."""
    return pull.bot or pull.branch.startswith(FIXES)


def _passes(pull: Pull, line: Line, snapshot: Snapshot) -> bool:
    kin = tuple(other for other in snapshot.pulls if other.head == pull.head)
    return by_runs(pull, line, kin).status == "ok"


def _files(pull: Pull) -> set[str]:
    changed = pull.against_line.files if pull.against_line else ()
    return {path for file in changed for path in (file.path, file.previous or file.path)}


def _named(red: Red) -> set[str]:
    """The files that the failure's logs point at."""
    logs = (job.log for failure in red.signal.failures for job in failure.attempts if job.log)
    return {error.path for log in logs for error in read_log(log).errors}


def remembered(line: Line, judged: tuple[Judged, ...], snapshot: Snapshot) -> tuple[WriteClaim, ...]:
    """The write that makes the line remember its flaky checks.

    Also which runs are being confirmed, where no cord shows that: once they have passed nothing else would lead
    back to them.
    """
    facts, book = line.facts, line.facts.book
    told = (one.verdict for one in judged if one.verdict)
    shown = any(verdict.kind == "confirming" and not verdict.advisory for verdict in told)
    waiting = () if shown else (red.newest.run.id for red in line.reds if not red.confirmed)
    asked = tuple(sorted(set(waiting)))
    known = (book.flakes, book.asked) if book else ((), ())
    if (facts.flakes, asked) == known or not facts.tree or snapshot.lacks("claims"):
        return ()
    key = flakes_key(snapshot.repository.id, line.branch).digest
    new = Claim(key=key, stage="closed", by=snapshot.brain, at=snapshot.at, flakes=facts.flakes, asked=asked)
    return (WriteClaim(claim=new, replaces=book.oid if book else None, tree=facts.tree),)
