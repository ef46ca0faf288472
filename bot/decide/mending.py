"""What mended a line, as far as its history tells: the commit since which what was red passes.

Neighbours: `ending`, which tells of it; `model.aftermath`, from when until when a branch was broken.
"""

from datetime import datetime

from bot.decide.line import Line
from bot.decide.proving import newest_job
from bot.model.counted import external_path
from bot.model.evidence import Proven
from bot.model.jobs import Record
from bot.model.runs import Commit
from bot.model.titles import merged_pull
from bot.model.value import Value
from bot.orient.outcomes import ALL_JOBS, CONCLUSIVE, Signal, outcome


class Mend(Value):
    """What mended a line: one of these commits, newest first, or none: the suspect (`again`) passed itself in the end.

    `pull` is the pull request that it came by, `proven` how that had passed by proof, and `at` when it came onto the
    line, where that is known.
    """

    commits: tuple[Commit, ...] = ()
    again: str | None = None
    pull: int | None = None
    proven: Proven | None = None
    at: datetime | None = None


def mend_of(line: Line, record: Record, unmerged: frozenset[int] = frozenset()) -> Mend | None:
    """What mended the last that was red; None where the history does not tell.

    unmerged: the pull requests that are still open.
    """
    shas = [commit.sha for commit in line.facts.history]
    broke = {id: shas.index(sha) for id, sha in record.stopped_by.items() if sha in shas}
    passed = [s for s in line.greens if s.id in record.stopped_by and s.passed_on]
    mended = [(s, shas.index(s.passed_on[-1])) for s in passed if s.id in broke and s.passed_on[-1] in shas]
    if not mended:
        return _long_after(passed, record)
    last, place = min(mended, key=lambda pair: (pair[1], pair[0].id))
    suspect = record.stopped_by[last.id]
    if place >= broke[last.id]:
        return Mend(again=suspect) if suspect in last.passed_on else None
    commits = [line.facts.history[place]]
    for commit in line.facts.history[place + 1 : broke[last.id]]:
        if _says(commit, last, line.branch):
            break
        commits.append(commit)
    merged = record.model_copy(
        update={"proven": tuple(one for one in record.proven if one.number not in unmerged)}
    )
    return _told(tuple(commits), last, merged)


def _long_after(passed: list[Signal], record: Record) -> Mend | None:
    """What the history does not reach back to: a suspect of which it is known that it passed when it was run again."""
    suspects = ((signal, record.stopped_by[signal.id]) for signal in passed)
    again = next((suspect for signal, suspect in suspects if suspect in signal.passed_on), None)
    return Mend(again=again) if again else None


def _told(commits: tuple[Commit, ...], signal: Signal, record: Record) -> Mend:
    """The mend with where it came from, where there is but one commit that it can be, or one that was proven to be."""
    pairs = ((commit, one) for commit in reversed(commits) for one in record.proven)
    mend, proven = next((pair for pair in pairs if _merges(*pair)), (commits[0], None))
    if proven is None and len(commits) > 1:
        return Mend(commits=commits)
    number = merged_pull(mend.title)
    merged = number is not None and mend.at >= record.times.red
    at = mend.at if merged else _began(mend, signal)
    return Mend(commits=(mend,), pull=proven.number if proven else number, proven=proven, at=at)


def _merges(commit: Commit, proven: Proven) -> bool:
    """Whether a commit is what was made of a pull request: it says so or, where it names none, holds the same."""
    named = merged_pull(commit.title)
    return commit.tree == proven.tree if named is None else named == proven.number


def _began(commit: Commit, signal: Signal) -> datetime | None:
    """When its checks began on a commit: about when it was pushed, unlike its own date."""
    return min((run.created for run in commit.runs if run.path == signal.path), default=None)


def _says(commit: Commit, signal: Signal, branch: str) -> bool:
    """Whether anything is known of a signal on a commit."""
    runs = (run for run in commit.runs if run.kind == (signal.path, signal.event) and run.branch == branch)
    jobs = ((run, newest_job(run, signal.job)) for run in runs)
    ends = [job.conclusion if job and signal.job != ALL_JOBS else run.conclusion for run, job in jobs]
    ends += [c.conclusion for c in commit.checks or () if external_path(c.by, c.name) == signal.path]
    return any(outcome(end) in CONCLUSIVE for end in ends)
