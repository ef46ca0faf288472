"""What is told of a stop besides that it is one: the evidence for its suspect, what it holds, what slipped in.

Counts are taken when they are told, and kept in the job's record. Neighbour: `book`, which keeps them.
"""

from collections.abc import Iterable, Mapping
from itertools import takewhile
from statistics import median

from bot.decide.line import Line, Red
from bot.decide.reds import primary
from bot.model.evidence import MOST_HELD, MOST_LEFT, MOST_STOPS, Evidence, Held, Left, Usual
from bot.model.facts import JobFacts, Pull
from bot.model.jobs import Record, RedFacts, Times
from bot.model.runs import Commit
from bot.model.snapshot import Snapshot
from bot.model.stood import stood
from bot.model.telling import Course, Verdict
from bot.model.titles import merged_pull
from bot.orient.diagnosis import Diagnosis, read_log
from bot.orient.lanes import lanes_of

MAX_REDS = 20
"""Reds that are told; a matrix of hundreds would not fit into the record's comment."""
LONGEST_COMMAND = 500
"""Characters of a command that are told."""
ENOUGH = 3
"""Stops that it takes to say how long they usually last."""


def red_facts(line: Line) -> tuple[RedFacts, ...]:
    """The line's reds as people are told of them, confirmed ones first; at most `MAX_REDS`."""
    places = {commit.sha: at for at, commit in enumerate(line.facts.history)}
    each = (*((red, False) for red in line.reds), *((red, True) for red in line.overruled))
    facts = (
        _told(red, places).model_copy(
            update={"lanes": lanes_of(red.signal, line.lanes), "overruled": overruled}
        )
        for red, overruled in each
    )
    return tuple(sorted(facts, key=lambda f: (not f.confirmed, f.since, f.name, f.id))[:MAX_REDS])


def _told(red: Red, places: Mapping[str, int]) -> RedFacts:
    if red.signal.kept:
        again = {"why": red.why} if red.newest.rerunning else {}
        return red.signal.kept.model_copy(update=again)
    job = red.newest.attempts[-1]
    read = read_log(job.log) if job.log else None
    return RedFacts(
        id=red.signal.id,
        name=red.signal.name,
        commit=red.origin.commit,
        author=red.origin.author,
        since=red.origin.first,
        why=red.why,
        run_url=red.newest.run.url,
        confirmed=red.confirmed,
        primary=primary(red),
        evidence=_evidence(red, places, read),
        reproduce=_command(read),
    )


def _command(read: Diagnosis | None) -> str | None:
    """The command that failed, if it is short enough to be typed again."""
    command = (read.command or "").strip() if read else ""
    return command if command and len(command) <= LONGEST_COMMAND else None


def _evidence(red: Red, places: Mapping[str, int], read: Diagnosis | None) -> Evidence:
    passed = red.signal.passed
    apart = places[passed] - places[red.origin.commit] if passed else 1
    return Evidence(
        failures=sum(len(failure.attempts) for failure in red.signal.failures),
        passes=red.signal.passes,
        passed=passed,
        between=apart - 1,
        same=_same(red, read),
    )


def _same(red: Red, newest: Diagnosis | None) -> bool | None:
    """Whether all attempts whose logs were read failed in the same way; None of fewer than two."""
    jobs = [job for failure in red.signal.failures for job in failure.attempts]
    others = [job for job in jobs if job.log and job.id != red.newest.attempts[-1].id]
    if newest is None or newest.fingerprint is None or not others:
        return None
    return all(read_log(job.log or "").fingerprint == newest.fingerprint for job in others)


def gap(line: Line, times: Times) -> tuple[str, ...]:
    """What came onto the line after it had gone red and before it was stopped, oldest first."""
    origins = [red.origin for red in (*line.reds, *line.overruled)]
    stopped = times.stopped
    if not origins or stopped is None:  # nothing is red, or a person lets it run
        return ()
    first = min(origins, key=lambda origin: origin.first).commit
    newer = tuple(takewhile(lambda commit: commit.sha != first, line.facts.history))
    return tuple(_name(c) for c in reversed(newer) if times.red <= c.at <= stopped)


def _name(commit: Commit) -> str:
    """`#12` of a pull request that GitHub merged, as far as the title says; else the commit."""
    merged = merged_pull(commit.title)
    return commit.sha[:7] if merged is None else f"#{merged}"


def tallied(record: Record, held: tuple[Pull, ...], out: tuple[Left, ...], snapshot: Snapshot) -> Record:
    """The record with the pull requests that the stop holds, counted anew when there are others than before.

    out: what was put out of the queue before it was known that the line is broken.
    """
    known = record.held or Held(at=snapshot.at)
    before = {one.number for one in out}
    pulls = _with(known.pulls, {pull.number for pull in held} | before)
    ejected = _with(known.ejected, {pull.number for pull in held if pull.group} | before)
    if (pulls, ejected) == (known.pulls, known.ejected):
        return record
    heads = {pull.number: pull.head for pull in snapshot.pulls} | {one.number: one.head for one in out}
    new = (number for number in ejected if number not in known.ejected and number in heads)
    queued = (*known.queued, *(Left(number=number, head=heads[number]) for number in new))
    now = Held(
        pulls=pulls,
        ejected=ejected,
        queued=queued[:MOST_LEFT],
        ready=sum(ready(pull) for pull in held if not pull.group),
        at=snapshot.at,
    )
    return record.model_copy(update={"held": now})


def _with(known: tuple[int, ...], numbers: set[int]) -> tuple[int, ...]:
    """The numbers with others, as far as there is room for them."""
    more = sorted(numbers - set(known))[: max(MOST_HELD - len(known), 0)]
    return tuple(sorted((*known, *more)))


def with_kin(held: Iterable[Pull], snapshot: Snapshot) -> tuple[Pull, ...]:
    """The pull requests that a stop holds, with those that it holds because they share a head, and so its one cord.

    Into other lines: on what goes anywhere else nothing of the cord is asked for.
    """
    held = tuple(held)
    lines = {line.branch for line in snapshot.lines}
    known, heads = {pull.number for pull in held}, {pull.head for pull in held}
    others = (p for p in snapshot.pulls if p.head in heads and p.base in lines and p.number not in known)
    return (*held, *others)


def ready(pull: Pull) -> bool:
    """Whether, as far as people have a say in it, it would be merged now: no review that is asked for is lacking."""
    agreed = pull.auto_merge or not pull.unreviewed
    return agreed and not pull.draft and not pull.conflicting


def holds(verdict: Verdict | None) -> bool:
    """Whether a verdict keeps its pull request from being merged for a stopped line."""
    return verdict is not None and verdict.kind == "stopped" and not verdict.advisory


def course(job: JobFacts) -> Course:
    """What is on a line, for its cords."""
    claim = job.claim
    if claim is None:
        return Course()
    incident = claim.issue if claim.stage != "closed" else None
    fixes = (fix for fix in job.fixes if incident and fix.state == "open")
    newest = max(fixes, key=lambda fix: fix.number, default=None)
    usual = (
        Usual(seconds=round(median(claim.took)), of=len(claim.took)) if len(claim.took) >= ENOUGH else None
    )
    return Course(incident=incident, fix=newest.number if newest else None, usual=usual)


def with_length(took: tuple[int, ...], record: Record) -> tuple[int, ...]:
    """The lengths of past stops, with that of one that is over: for how long it held what people wanted to merge.

    Of failures alone that held somebody: nothing is known by a person's freeze, nor by what was only warned of, nor by
    two that are told as one, of how long one takes.
    """
    seconds = stood(record.times, record.spells)
    failed = bool(record.stopped_by) and not any(said.verb == "stop" for said in record.commands)
    if seconds is None or not failed or record.held is None or record.lulls:
        return took
    return (*took, seconds)[-MOST_STOPS:]
