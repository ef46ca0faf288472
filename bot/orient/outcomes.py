"""What a conclusion means, and what the runs of one job come to: its evidence on each commit, its signal.

What is not conclusive (cancelled, skipped, unfinished) takes nothing back: of several attempts, runs or commits
the newest conclusive one decides. Neighbour: `signals`, which asks this of every job that counts.
"""

from collections.abc import Callable
from datetime import datetime
from itertools import takewhile
from typing import Any, Literal, TypeAlias

from bot.model.jobs import RedFacts
from bot.model.runs import EXTERNAL, NOT_BEGUN, WHOLE, Commit, Run, RunJob
from bot.model.value import Value

ALL_JOBS = WHOLE
"""The job name of a signal that stands for every job of a workflow: nobody had to look into it, or it never began."""

Outcome: TypeAlias = Literal["passed", "failed", "inconclusive", "unfinished"]

_OUTCOMES: dict[str, Outcome] = {
    "success": "passed",
    "failure": "failed",
    "timed_out": "failed",
    NOT_BEGUN: "failed",  # perhaps by the platform: `decide.reds` has it run again first
    "cancelled": "inconclusive",
    "skipped": "inconclusive",
    "neutral": "inconclusive",
    "action_required": "inconclusive",
    "stale": "inconclusive",
}
_NOT_RUN_AGAIN = ("success", "skipped", "neutral")
CONCLUSIVE: tuple[Outcome, ...] = ("passed", "failed")


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
    rerunnable: bool  # the run has finished and did not succeed, so its failed jobs can be run again

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
    """One (workflow, job, event) of the line.

    `failures` is the unbroken streak of failing commits, newest first; empty when green. `flaky`
    holds a commit on which the job failed and then passed on re-run, `flaky_run` the run, `flaky_at` when it
    passed, and `flaky_seconds` how long after its first failure. `passed` is the newest commit
    it passed on, the first of `passes` in a row, which `passed_on` are; `began`: all that is known of it there is
    that it came to run jobs. `kept`: what the line's job knows of it, where nothing else is known any more.
    """

    path: str
    workflow: str
    job: str
    event: str
    state: Literal["green", "red", "unknown"]
    failures: tuple[Failure, ...] = ()
    passed: str | None = None
    passes: int = 0
    passed_on: tuple[str, ...] = ()
    passed_run: int | None = None
    passed_attempt: int = 1
    began: bool = False
    flaky: str | None = None
    flaky_run: int | None = None
    flaky_at: datetime | None = None
    flaky_seconds: int = 0
    kept: RedFacts | None = None

    @property
    def external(self) -> bool:
        """Whether it is reported by others than Actions."""
        return self.event == EXTERNAL

    @property
    def name(self) -> str:
        """`CI / test`; the workflow alone where it stands for all its jobs; with its event if not push.

        Of another App the check's own name.
        """
        if self.external:
            return self.job
        name = self.workflow if self.job == ALL_JOBS else f"{self.workflow} / {self.job}"
        return name if self.event == "push" else f"{name} on {self.event}"

    @property
    def id(self) -> str:
        """Stable over runs: `.github/workflows/ci.yml#test`, or `.github/workflows/ci.yml@schedule#test`"""
        if self.external:
            return self.path
        event = "" if self.event == "push" else f"@{self.event}"
        return f"{self.path}{event}#{self.job}"


class Evidence(Value):
    """One job (or a run as a whole) on one commit; `attempt` is the one that decides.

    `began`: it passed no more than that it came to run jobs.
    """

    commit: Commit
    run: Run
    outcome: Outcome
    jobs: tuple[RunJob, ...] = ()
    attempt: int = 1
    began: bool = False


Runs: TypeAlias = list[tuple[Commit, tuple[Run, ...]]]
"""Commits, newest first, with their runs of one workflow and event, newest first."""
Judge: TypeAlias = Callable[[Commit, Run, str], Evidence]
"""What a run on a commit says of a job."""


def newest(
    commit: Commit,
    runs: tuple[Run, ...],
    judge: Judge,
    name: str = ALL_JOBS,
) -> Evidence:
    """What a commit's newest conclusive run says, with what its runs before it said; its newest, where none is."""
    found = [judge(commit, run, name) for run in runs]
    place = next((n for n, e in enumerate(found) if e.outcome in CONCLUSIVE), 0)
    decisive = found[place]
    if not decisive.jobs:
        return decisive
    before = (job for e in reversed(found[place + 1 :]) for job in e.jobs)
    return decisive.model_copy(update={"jobs": (*before, *decisive.jobs)})


def seen_failing(run: Run) -> list[RunJob]:
    """The jobs that failed and took their run with them (`continue-on-error` does not)."""
    passed = run.status == "completed" and outcome(run.conclusion) == "passed"
    failed = [job for job in run.jobs or () if outcome(job.conclusion) == "failed"]
    return [job for job in failed if not (passed and job.attempt == run.attempt)]


def whole(commit: Commit, run: Run, _: str) -> Evidence:
    """A run's evidence as a whole, where nobody had to look into its jobs."""
    what: Outcome = outcome(run.conclusion) if run.status == "completed" else "unfinished"
    if what == "failed" and run.jobs == ():  # it never came to run a job: says nothing of the code
        what = "inconclusive"
    if what in CONCLUSIVE or not _passed_before(run):
        return Evidence(commit=commit, run=run, outcome=what, attempt=run.attempt)
    return Evidence(commit=commit, run=run, outcome="passed", attempt=run.attempt - 1)


def _passed_before(run: Run) -> bool:
    """Whether all that ran in the attempts before the newest had passed in the end."""
    before = tuple(job for job in run.jobs or () if job.attempt < run.attempt)
    ends = {worst(tuple(j for j in before if j.name == name)).conclusion for name in {j.name for j in before}}
    return "success" in ends and ends <= {"success", "skipped"}


def of_job(commit: Commit, run: Run, name: str) -> Evidence:
    """A job's evidence on a commit: its newest conclusive attempt decides, failed earlier ones are kept."""
    jobs = tuple(sorted((j for j in run.jobs or () if j.name == name), key=lambda j: (j.attempt, j.id)))
    done = run.status == "completed"
    if name == ALL_JOBS and _began(run, jobs):
        passed = outcome(run.conclusion) == "passed"
        return Evidence(commit=commit, run=run, outcome="passed", attempt=run.attempt, began=not passed)
    if not jobs:  # not looked into (then the run's own word stands for it), or not part of this run
        silent: Outcome = "inconclusive" if done else "unfinished"
        passed = done and outcome(run.conclusion) == "passed" and not skipped(run, name)
        said: Outcome = "passed" if passed else silent
        return Evidence(commit=commit, run=run, outcome=said, attempt=run.attempt)
    ends = [worst(tuple(j for j in jobs if j.attempt == n)) for n in sorted({j.attempt for j in jobs})]
    decisive = next((job for job in reversed(ends) if outcome(job.conclusion) in CONCLUSIVE), ends[-1])
    what = outcome(decisive.conclusion)
    if what == "failed" and decisive is ends[-1] and done and outcome(run.conclusion) == "passed":
        what = "passed"  # continue-on-error
    return Evidence(commit=commit, run=run, outcome=what, jobs=jobs, attempt=decisive.attempt)


def _began(run: Run, never: tuple[RunJob, ...]) -> bool:
    """Whether a run came to run jobs after every attempt in which it never did; it need not be over."""
    last = max((job.attempt for job in never), default=0)
    later = (job for job in run.jobs or () if job.name != ALL_JOBS and job.attempt > last)
    ran = any(job.status == "in_progress" or outcome(job.conclusion) in CONCLUSIVE for job in later)
    return ran or outcome(run.conclusion) == "passed"


def worst(jobs: tuple[RunJob, ...]) -> RunJob:
    """The job that decides among those of one name: the worst of the newest attempt.

    Names are not unique; a twin that passes must not speak for one that failed. `jobs` is not empty.
    """
    newest = max(job.attempt for job in jobs)
    order: dict[Outcome, int] = {"failed": 0, "unfinished": 1, "inconclusive": 2, "passed": 3}
    twins = [job for job in jobs if job.attempt == newest]
    return min(twins, key=lambda job: (order[outcome(job.conclusion)], job.id))


def unsuccessful(run: Run) -> tuple[str, ...]:
    """The names of the jobs that a re-run of a run's failed jobs would begin with: what failed or was cancelled.

    What stands is each job's newest attempt.
    """
    newest = {j.name: j.attempt for j in sorted(run.jobs or (), key=lambda j: j.attempt)}
    standing = (j for j in run.jobs or () if j.attempt == newest[j.name])
    return tuple(sorted({j.name for j in standing if j.conclusion not in (None, *_NOT_RUN_AGAIN)}))


def skipped(run: Run, name: str) -> bool:
    """Whether a job that a run does not list was skipped in it, rather than removed or renamed.

    A skipped job is listed, but a skipped matrix or called workflow without its parts: `test` for
    `test (3.12)`, `build` for `build / linux`.
    """
    whole = name.split(" / ", maxsplit=1)[0].split(" (", maxsplit=1)[0]
    return any(j.conclusion == "skipped" and (j.name == whole or "${{" in j.name) for j in run.jobs or ())


def signal_of(job: str, evidence: list[Evidence]) -> Signal:
    """The signal that evidence (newest commit first) amounts to."""
    run = evidence[0].run
    conclusive = [e for e in evidence if e.outcome in CONCLUSIVE]
    streak = list(takewhile(lambda e: e.outcome != "passed", conclusive))
    before = tuple(takewhile(lambda e: e.outcome == "passed", conclusive[len(streak) :]))
    passed = next(iter(before), None)
    flaky = next((e for e in conclusive if e.outcome == "passed" and _mixed(e)), None)
    if any(not e.jobs for e in streak):
        state: Literal["green", "red", "unknown"] = "unknown"
    else:
        state = "red" if streak else ("green" if passed else "unknown")
    return Signal(
        path=run.path,
        workflow=_called([e.run for e in evidence]),
        job=job,
        event=run.event,
        state=state,
        failures=tuple(_failure(e) for e in streak) if state == "red" else (),
        passed=passed.commit.sha if passed else None,
        passes=len(before),
        passed_on=tuple(e.commit.sha for e in before),
        passed_run=passed.run.id if passed else None,
        passed_attempt=passed.attempt if passed else 1,
        began=passed is not None and passed.began,
        **_flaky(flaky),
    )


def _called(runs: list[Run]) -> str:
    """What a workflow is called; by its path where its file is broken, so then as it was before."""
    return next((run.workflow for run in runs if run.workflow != run.path), runs[0].workflow)


def _flaky(mixed: Evidence | None) -> dict[str, Any]:
    """What is told of a job that failed and passed on one commit."""
    if mixed is None:
        return {}
    failed = next(j for j in mixed.jobs if outcome(j.conclusion) == "failed")
    passed = next(j for j in reversed(mixed.jobs) if outcome(j.conclusion) == "passed")
    began, ended = failed.completed or mixed.run.created, passed.completed or mixed.run.updated
    return {
        "flaky": mixed.commit.sha,
        "flaky_run": mixed.run.id,
        "flaky_at": ended,
        "flaky_seconds": max(int((ended - began).total_seconds()), 0),
    }


def _mixed(evidence: Evidence) -> bool:
    ends = [outcome(job.conclusion) for job in evidence.jobs]
    return "passed" in ends and "failed" in ends[: len(ends) - 1 - ends[::-1].index("passed")]


def _failure(evidence: Evidence) -> Failure:
    failed = tuple(j for j in evidence.jobs if outcome(j.conclusion) == "failed")
    return Failure(
        commit=evidence.commit.sha,
        author=evidence.commit.author,
        run=evidence.run,
        attempts=failed,
        rerunning=evidence.run.status != "completed" and evidence.run.attempt > failed[-1].attempt,
        rerunnable=evidence.run.status == "completed" and outcome(evidence.run.conclusion) != "passed",
    )
