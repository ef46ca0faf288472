"""Workflow runs on the line's history → signals: which job is green, red or unknown, and since when.

Trap: the head commit alone may have no verdict (path filters, `[skip ci]`, cancelled runs), and
scheduled or dispatched runs hang on the head without being about it. So a signal's state is its last
conclusive outcome over recent first-parent commits, told by the run's event and workflow.
`decide.line` turns signals into the line's state.
"""

from datetime import datetime
from fnmatch import fnmatchcase
from typing import Literal, TypeAlias

from bot.model.config import LineConfig
from bot.model.facts import WORKER_WORKFLOW, Commit, Run, RunJob
from bot.model.value import Value

HISTORY = 20
"""First-parent commits over which a signal's last conclusive outcome is looked for."""

ALL_JOBS = "*"
"""The job name of a signal that stands for every job of a workflow nobody had to look into."""

Outcome: TypeAlias = Literal["passed", "failed", "inconclusive", "unfinished"]

_OUTCOMES: dict[str, Outcome] = {
    "success": "passed",
    "failure": "failed",
    "timed_out": "failed",
    "startup_failure": "inconclusive",  # no job ever ran, so it says nothing of the code
    "cancelled": "inconclusive",
    "skipped": "inconclusive",
    "neutral": "inconclusive",
    "action_required": "inconclusive",
    "stale": "inconclusive",
}


def outcome(conclusion: str | None) -> Outcome:
    """What a conclusion means for a signal; an unknown one is inconclusive, None is unfinished."""
    return "unfinished" if conclusion is None else _OUTCOMES.get(conclusion, "inconclusive")


class Failure(Value):
    """A red signal's evidence on one commit: the run, its failed attempts, and what runs now."""

    commit: str
    author: str
    run: Run
    attempts: tuple[RunJob, ...]  # the failed ones, oldest first
    rerunning: bool
    rerunnable: bool  # the run has finished, so its failed jobs can be run again

    @property
    def first(self) -> datetime:
        """When the first failed attempt ended."""
        job = self.attempts[0]
        return job.completed or self.run.updated

    @property
    def last(self) -> datetime:
        """When the last failed attempt ended."""
        return self.attempts[-1].completed or self.run.updated


class Signal(Value):
    """One (workflow, job) of the line.

    `failures` is the unbroken streak of failing commits, newest first; empty when green. `flaky`
    holds a commit on which the job failed and then passed on re-run. `passed` is the newest commit
    it passed on.
    """

    path: str
    workflow: str
    job: str
    event: str
    state: Literal["green", "red", "unknown"]
    failures: tuple[Failure, ...] = ()
    passed: str | None = None
    passed_run: int | None = None
    passed_attempt: int = 1
    flaky: str | None = None

    @property
    def name(self) -> str:
        """`CI / test`; the workflow alone where it stands for all its jobs."""
        return self.workflow if self.job == ALL_JOBS else f"{self.workflow} / {self.job}"

    @property
    def id(self) -> str:
        """Stable over runs: `.github/workflows/ci.yml#test`"""
        return f"{self.path}#{self.job}"


class _Evidence(Value):
    """One job (or a run as a whole) on one commit."""

    commit: Commit
    run: Run
    outcome: Outcome
    jobs: tuple[RunJob, ...]


def signals(
    history: tuple[Commit, ...], branch: str, config: LineConfig, removed: frozenset[str] = frozenset()
) -> tuple[Signal, ...]:
    """Every signal of the line, sorted by workflow path and job.

    history: first-parent commits, newest first; only the first `HISTORY` count. removed: workflow
    files that are gone from the head: nothing will ever pass there again, so they say nothing.
    """
    recent = history[:HISTORY]
    ran = {run.path for commit in recent for run in commit.runs if counts(run, branch, config)}
    paths = sorted(ran - removed)
    found = [s for path in paths for s in _of_workflow(path, recent, branch, config)]
    return tuple(sorted(found, key=lambda s: (s.path, s.job)))


def counts(run: Run, branch: str, config: LineConfig) -> bool:
    """Whether a run on the line's history is a signal of the line.

    Not: other events (scheduled and dispatched runs hang on the head commit), runs of another branch
    at the same commit, Andon's own workflow, what the config ignores.
    """
    return (
        run.event in config.events
        and run.branch == branch
        and run.path != WORKER_WORKFLOW
        and not any(fnmatchcase(run.workflow, p) or fnmatchcase(run.path, p) for p in config.ignore)
    )


def _of_workflow(path: str, recent: tuple[Commit, ...], branch: str, config: LineConfig) -> list[Signal]:
    """One signal per job of a workflow, or one for all where none of its runs failed."""
    newest = [
        (commit, max(runs, key=lambda r: r.id))
        for commit in recent
        if (runs := [r for r in commit.runs if r.path == path and counts(r, branch, config)])
    ]
    looked_into = [(commit, run) for commit, run in newest if run.jobs]
    names = sorted({job.name for _, run in looked_into for job in run.jobs or () if _seen_failing(run, job)})
    unread = [run for _, run in newest if run.jobs is None and outcome(run.conclusion) == "failed"]
    whole = [_whole(commit, run) for commit, run in newest]
    if not names and not unread:
        return [_signal(ALL_JOBS, whole)] if any(e.outcome == "passed" for e in whole) else []
    of_jobs = [_signal(name, [_of_job(commit, run, name) for commit, run in newest]) for name in names]
    if unread:  # a run failed and nobody could say in which job
        of_jobs.append(_signal(ALL_JOBS, whole))
    return of_jobs


def _seen_failing(run: Run, job: RunJob) -> bool:
    """Whether a job failed and took its run with it (`continue-on-error` does not)."""
    return outcome(job.conclusion) == "failed" and not (
        run.status == "completed" and outcome(run.conclusion) == "passed" and job.attempt == run.attempt
    )


def _whole(commit: Commit, run: Run) -> _Evidence:
    what: Outcome = outcome(run.conclusion) if run.status == "completed" else "unfinished"
    if what == "failed" and run.jobs == ():  # it never came to run a job: says nothing of the code
        what = "inconclusive"
    return _Evidence(commit=commit, run=run, outcome=what, jobs=())


def _of_job(commit: Commit, run: Run, name: str) -> _Evidence:
    """A job's evidence on a commit: its newest attempt decides, failed earlier attempts are kept."""
    jobs = tuple(sorted((j for j in run.jobs or () if j.name == name), key=lambda j: (j.attempt, j.id)))
    done = run.status == "completed"
    if not jobs:  # not looked into (then the run's own word stands for it), or not part of this run
        silent: Outcome = "inconclusive" if done else "unfinished"
        passed = done and outcome(run.conclusion) == "passed" and not _skipped(run, name)
        return _Evidence(commit=commit, run=run, outcome="passed" if passed else silent, jobs=())
    latest = worst(jobs)
    what: Outcome = outcome(latest.conclusion) if latest.status == "completed" else "unfinished"
    if what == "failed" and done and outcome(run.conclusion) == "passed":
        what = "passed"  # continue-on-error
    if what == "unfinished" and any(outcome(j.conclusion) == "failed" for j in jobs):
        what = "failed"  # attempt n failed, n+1 is still running
    if what == "inconclusive" and any(outcome(j.conclusion) == "failed" for j in jobs):
        what = "failed"  # a cancelled re-run takes nothing back
    return _Evidence(commit=commit, run=run, outcome=what, jobs=jobs)


def worst(jobs: tuple[RunJob, ...]) -> RunJob:
    """The job that decides among those of one name: the worst of the newest attempt.

    Names are not unique; a twin that passes must not speak for one that failed. `jobs` is not empty.
    """
    newest = max(job.attempt for job in jobs)
    order: dict[Outcome, int] = {"failed": 0, "unfinished": 1, "inconclusive": 2, "passed": 3}
    twins = [job for job in jobs if job.attempt == newest]
    return min(twins, key=lambda job: (order[outcome(job.conclusion)], job.id))


def _skipped(run: Run, name: str) -> bool:
    """Whether a job that a run does not list was skipped in it, rather than removed or renamed.

    A skipped job is listed, but a skipped matrix or called workflow without its parts: `test` for
    `test (3.12)`, `build` for `build / linux`.
    """
    whole = name.split(" / ", maxsplit=1)[0].split(" (", maxsplit=1)[0]
    return any(j.conclusion == "skipped" and (j.name == whole or "${{" in j.name) for j in run.jobs or ())


def _signal(job: str, evidence: list[_Evidence]) -> Signal:
    """The signal that evidence (newest commit first) amounts to."""
    run = evidence[0].run
    conclusive = [e for e in evidence if e.outcome in ("passed", "failed")]
    streak: list[_Evidence] = []
    for item in conclusive:
        if item.outcome == "passed":
            break
        streak.append(item)
    passed = next((e for e in conclusive if e.outcome == "passed"), None)
    flaky = next((e.commit.sha for e in conclusive if e.outcome == "passed" and _mixed(e)), None)
    if any(not e.jobs for e in streak):
        state: Literal["green", "red", "unknown"] = "unknown"
    else:
        state = "red" if streak else ("green" if passed else "unknown")
    return Signal(
        path=run.path,
        workflow=run.workflow,
        job=job,
        event=run.event,
        state=state,
        failures=tuple(_failure(e) for e in streak) if state == "red" else (),
        passed=passed.commit.sha if passed else None,
        passed_run=passed.run.id if passed else None,
        passed_attempt=passed.run.attempt if passed else 1,
        flaky=flaky,
    )


def _mixed(evidence: _Evidence) -> bool:
    return any(outcome(j.conclusion) == "failed" for j in evidence.jobs[:-1])


def _failure(evidence: _Evidence) -> Failure:
    failed = tuple(j for j in evidence.jobs if outcome(j.conclusion) == "failed")
    return Failure(
        commit=evidence.commit.sha,
        author=evidence.commit.author,
        run=evidence.run,
        attempts=failed,
        rerunning=evidence.run.status != "completed" and evidence.run.attempt > failed[-1].attempt,
        rerunnable=evidence.run.status == "completed",
    )
