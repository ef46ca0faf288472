"""Which pull requests may have failed only because their base was broken, and from when until when it was.

Read in `observe`, to know whose runs to look into, and in `decide.aftermath`, to judge; both must find the
same. What is kept of a stop that is over is in its line's claim.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from bot.model.evidence import MOST_LEFT, Aftermath, Left
from bot.model.facts import JobFacts, LineFacts, Pull
from bot.model.jobs import Record
from bot.model.runs import WHOLE, WINDOW, Commit, Run

LASTS = timedelta(hours=6)
"""How long after a line is green again Andon does anything about what its stop left behind."""
BEGINS_WITHIN = timedelta(minutes=5)
"""How long after a head was made its checks may still be about to begin."""
FAILED = ("failure", "timed_out")


def aftermaths(job: JobFacts, line: LineFacts, pulls: Iterable[Pull], at: datetime) -> tuple[Aftermath, ...]:
    """What the line's stops left behind, the newest first; of one that ends just now as it will be kept.

    Its end is told before it is kept: a brain may be gone between the two. And, from the line's memory, what was put
    out of a queue without a stop.
    """
    claim, apart = job.claim, tuple(reversed(line.book.after)) if line.book else ()
    if claim is None:
        return apart
    kept = (*reversed(claim.after), *apart)
    record = job.issue.record if job.issue and job.issue.ours else None
    if claim.stage in ("closed", "damaged") or record is None:
        return kept
    green = record.times.green or at
    ends = None if any(one.green == green for one in kept) else ending(record, line, pulls, green)
    return kept if ends is None else (ends, *kept)


def ending(record: Record, line: LineFacts, pulls: Iterable[Pull], at: datetime) -> Aftermath | None:
    """What a stop leaves behind that is over at `at`, as far as its workflows' runs tell; None if nothing.

    Of one that no run tells of, a person's or another App's, it is what it put out of the merge queue.
    """
    reds = record.stopped_by
    paths = workflows(tuple(reds))
    mend = _mend(line, tuple(reds))
    if record.held is None:
        return None
    if mend is None:
        return _put_out(record.held.queued, line, at)
    broke = _broke(record, line)
    after = Aftermath(
        reds=tuple(reds),
        since=min([record.times.red, *broke.values()]),
        until=_begun(mend, paths) or mend.at,
        green=at,
        mend=mend.sha,
        broke=broke,
        queued=record.held.queued[:MOST_LEFT],
    )
    held = frozenset(record.held.pulls)
    mine = (pull for pull in pulls if pull.number in held and pull.base == line.branch)
    felt = sorted((p.number, p.head) for p in mine if tested(p, after))
    return after.model_copy(update={"held": tuple(Left(number=n, head=head) for n, head in felt[:MOST_LEFT])})


def _put_out(queued: tuple[Left, ...], line: LineFacts, at: datetime) -> Aftermath | None:
    """What a stop leaves behind to which no run can be laid: nobody has to update for it."""
    if not queued or not line.history:
        return None
    mend = line.history[0].sha
    return Aftermath(reds=(), since=at, until=at, green=at, mend=mend, held=(), queued=queued[:MOST_LEFT])


def workflows(reds: Iterable[str]) -> frozenset[str]:
    """The workflow files of signals, by their ids (`orient.signals.Signal.id`)."""
    return frozenset(path for path, _ in jobs(reds))


def jobs(reds: Iterable[str]) -> frozenset[tuple[str, str]]:
    """The workflow file and the job's name of each signal, by their ids."""
    return frozenset(map(_named, reds))


def _named(red: str) -> tuple[str, str]:
    kind, _, job = red.partition("#")
    return kind.partition("@")[0], job


def broken_since(after: Aftermath, path: str, name: str | None = None) -> datetime:
    """Since when a workflow's jobs, or one of them, failed on the branch."""
    each = ((_named(red), moment) for red, moment in after.broke.items())
    mine = (moment for (its, job), moment in each if its == path and name in (None, job))
    return min(mine, default=after.since)


def tested(pull: Pull, after: Aftermath) -> tuple[Run, ...]:
    """The pull request's newest runs of the red workflows that began while its base was broken and have not passed.

    GitHub tests a pull request as merged with its base, as that was when the run began.
    """
    newest = (_newest(pull, path) for path in sorted(workflows(after.reds)))
    began = (run for run in newest if run and broken_since(after, run.path) <= run.created < after.until)
    return tuple(run for run in began if _no_pass(run))


def left(pull: Pull, after: Aftermath) -> bool:
    """Whether the pull request is as a stop left it: held, and with the head that it had."""
    return any((one.number, one.head) == (pull.number, pull.head) for one in after.held)


def out_of_queue(pull: Pull, after: Aftermath, at: datetime) -> bool:
    """Whether a stop that is over since lately put the pull request, with this head, out of its merge queue."""
    lately = at - after.green < LASTS
    return lately and any((one.number, one.head) == (pull.number, pull.head) for one in after.queued)


def under_test(pull: Pull, after: Aftermath, at: datetime) -> bool:
    """Whether a pull request that a stop left behind has another head since, on which red workflows run, or soon will.

    What has a conflict is not tested, and a workflow may never run there: path filters, approval of a first run.
    """
    known = next((one for one in after.held if one.number == pull.number), None)
    if known is None or known.head == pull.head or pull.conflicting or at - after.green >= LASTS:
        return False
    newest = [run for path in workflows(after.reds) if (run := _newest(pull, path))]
    if not newest:
        return pull.committed is not None and at - pull.committed < BEGINS_WITHIN
    return any(run.status != "completed" for run in newest)


def _newest(pull: Pull, path: str) -> Run | None:
    mine = (run for run in pull.runs if run.path == path and run.event == "pull_request")
    return max(mine, key=lambda run: run.id, default=None)


def _no_pass(run: Run) -> bool:
    return run.status != "completed" or run.conclusion in FAILED


def _begun(commit: Commit, paths: frozenset[str]) -> datetime | None:
    """When workflows began to run on a commit: about when it came onto its branch, unlike its own date."""
    return min((run.created for run in commit.runs if run.path in paths), default=None)


def _broke(record: Record, line: LineFacts) -> dict[str, datetime]:
    """When what was red was so first: as the commits tell that broke it, or else when it is known to have failed."""
    seen: dict[str, datetime] = {}
    commits = {commit.sha: commit for commit in line.history}
    for one in (*record.healed, *record.reds):
        commit = commits.get(one.commit)
        began = (_begun(commit, workflows((one.id,))) if commit else None) or one.since
        if began is not None:
            seen[one.id] = min(began, seen.get(one.id, began))
    return seen


def _mend(line: LineFacts, reds: tuple[str, ...]) -> Commit | None:
    """The commit that mended the last of what was red; None while nothing that failed has passed since."""
    places = (_mended(line, path, job) for path, job in sorted(jobs(reds)))
    found = [place for place in places if place is not None]
    return line.history[min(found)] if found else None


def _mended(line: LineFacts, path: str, name: str) -> int | None:
    """The place of the oldest commit since which a job passed on the line.

    What failed after the newest that passed was not counted, or the line would not run.
    """
    place: int | None = None
    for n, commit in enumerate(line.history[:WINDOW]):
        mine = [run for run in commit.runs if run.path == path and run.branch == line.branch]
        ends = {_end(run, name) for run in mine}
        if ends & set(FAILED):
            if place is not None:
                return place
        elif "success" in ends:
            place = n
    return None


def _end(run: Run, name: str) -> str | None:
    """How a job of a run ended last; where its jobs are not known, or it is about them all, how the run did."""
    if name == WHOLE or not run.jobs:
        return run.conclusion
    mine = [job for job in run.jobs if job.name == name]
    return max(mine, key=lambda job: (job.attempt, job.id)).conclusion if mine else None
