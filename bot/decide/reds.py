"""One red signal judged: confirmed (it stops the line), or confirming until when; and whether to run it again.

A first failure is run again before it counts, where that can harm nothing. Neighbour: `line`, what the reds
of a line come to.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from bot.model.commands import Command
from bot.model.config import Config
from bot.model.evidence import often
from bot.model.facts import LineFacts, WorkflowFile
from bot.model.runs import NOT_BEGUN, Commit, Run, RunJob
from bot.model.snapshot import Snapshot
from bot.model.value import Value
from bot.orient.diagnosis import read_log
from bot.orient.outcomes import Failure, Signal, unsuccessful
from bot.orient.signals import counts
from bot.orient.workflows import is_broken, is_invalid, read

PLATFORM = ("infrastructure", "network")
"""Classes of failures that are none of the code's; see `orient.diagnosis`."""
SURE = 0.5
"""How sure a class is at least for it to be told as one, and to be acted on."""
SHORTEST_CONFIRM = timedelta(minutes=10)
LONGEST_CONFIRM = timedelta(minutes=30)


class Red(Value):
    """A red signal judged: confirmed (it stops the line) at a time, or still confirming until a time."""

    signal: Signal
    confirmed: bool
    why: str
    at: datetime | None = None
    rerun: Failure | None = None
    until: datetime | None = None

    @property
    def newest(self) -> Failure:
        """The newest failing commit's evidence."""
        return self.signal.failures[0]

    @property
    def origin(self) -> Failure:
        """The first failing commit of the streak: the suspect."""
        return self.signal.failures[-1]


def stood(reds: Iterable[Red], start: Command | None) -> bool:
    """Whether any of these stopped the line before somebody let it run."""
    return start is not None and any(red.at and red.at <= start.at for red in reds)


def judge_red(signal: Signal, snapshot: Snapshot, facts: LineFacts, config: Config) -> Red:
    """Confirmed, or confirming until when, and whether a re-run is due."""
    newest, origin = signal.failures[0], signal.failures[-1]
    failed = _failed(newest)
    times = often(len(newest.attempts))
    until = origin.first + _within(facts.history, signal, config)
    if signal.kept and not newest.rerunning:
        why = f"{signal.kept.why}, and nothing newer is known of it"
        return Red(signal=signal, confirmed=True, why=why, at=origin.first)
    if certain := _certain(signal, config.line.confirm.reruns):
        return certain
    platform = any(of_platform(job) for job in newest.attempts)
    if signal.external:
        who = newest.run.workflow
        why = f"{failed}, as {who} reports, which nobody can ask to run again"
        if newest.rerunning:
            why = f"{failed}, as {who} reported, and is running again"
        return Red(signal=signal, confirmed=True, why=why, at=origin.first)
    if any(u.what == f"file: {signal.path}" for u in snapshot.unread):
        why = f"{failed} {times}; whether it may be re-run could not be read"
        return Red(signal=signal, confirmed=False, why=why, until=until)
    impossible = _cannot_rerun(newest.run, facts.files)
    if impossible and platform and not newest.run.never_began and snapshot.at < until:
        why = f"{failed} {times}, for want of a machine or a network; it cannot be re-run, so the next run decides"
        return Red(signal=signal, confirmed=False, why=why, until=until)
    if impossible:
        why = f"{failed}, and cannot be re-run: {impossible}"
        return Red(signal=signal, confirmed=True, why=why, at=origin.first)
    due, waiting = _rerun(newest, facts, config)
    if snapshot.at >= until and not snapshot.lacks("line", f"line {facts.branch}"):
        late = f"{failed} {times}, and no re-run gave an answer in time"
        return Red(signal=signal, confirmed=True, why=late, rerun=due, at=until)
    return Red(signal=signal, confirmed=False, why=f"{failed} {times}, {waiting}", rerun=due, until=until)


def _rerun(red: Failure, facts: LineFacts, config: Config) -> tuple[Failure | None, str]:
    """The failure whose run is to be run again now, if any, and what is waited for."""
    if red.rerunning:
        return None, "re-running it"
    if not red.rerunnable:
        return None, "waiting for the run to end, then re-running it"
    if is_invalid(red.run.file):
        return None, "and its workflow file was not valid there, so the next run decides"
    if _overtaken(red.run, facts, config):
        return None, "waiting for a newer run to end"
    excused = any(of_platform(job) for job in red.attempts)
    if (
        red.run.attempt > config.line.confirm.reruns + excused
    ):  # it was cancelled, or another job of the run failed
        return None, "and its run was re-run already"
    return red, "re-running it"


def _certain(signal: Signal, reruns: int) -> Red | None:
    """The red, confirmed, if it failed as often as it takes or on two commits in a row."""
    again = [at for failure in signal.failures if (at := _again(failure, reruns)) is not None]
    failed = _failed(signal.failures[0])
    if again:
        most = max(len(failure.attempts) for failure in signal.failures)
        why = failed if reruns == 0 else f"{failed} {often(most)}"
        return Red(signal=signal, confirmed=True, why=why, at=min(again))
    if len(signal.failures) > 1:
        why = f"{failed} on {len(signal.failures)} commits in a row"
        return Red(signal=signal, confirmed=True, why=why, at=signal.failures[-2].first)
    return None


def _again(failure: Failure, reruns: int) -> datetime | None:
    """When a job had failed on one commit as often as it takes; None if it has not.

    That the platform failed (a runner was lost, a network did not answer) counts once it has done so twice.
    """
    code = [job for job in failure.attempts if not of_platform(job)]
    platform = [job for job in failure.attempts if of_platform(job)]
    ends = [*code[reruns : reruns + 1], *platform[1:2]]
    return min((job.completed or failure.last for job in ends), default=None)


def of_platform(job: RunJob) -> bool:
    """Whether not the code failed but the machine or the network: so its log says, or it never came to run."""
    if job.conclusion == NOT_BEGUN:
        return True
    found = read_log(job.log) if job.log is not None else None
    return found is not None and found.kind in PLATFORM and found.confidence >= SURE


def primary(red: Red) -> str | None:
    """What its newest failure says in one line, as far as its log was read; else the step that failed."""
    if red.signal.kept:
        return red.signal.kept.primary
    job = red.newest.attempts[-1]
    found = read_log(job.log).primary if job.log else None
    return found or (f"step “{job.failed_step}”" if job.failed_step else None)


def _failed(failure: Failure) -> str:
    """What became of the job, in a word."""
    words = {"timed_out": "timed out", NOT_BEGUN: "could not begin"}
    return words.get(failure.attempts[-1].conclusion or "", "failed")


def _overtaken(red: Run, facts: LineFacts, config: Config) -> bool:
    """Whether a newer run of the workflow is under way on the line.

    With `concurrency: cancel-in-progress` a re-run would cancel it, and its own word may do as well.
    """
    runs = (run for commit in facts.history for run in commit.runs if run.path == red.path)
    newer = (run for run in runs if run.id > red.id and run.status != "completed")
    return any(counts(run, facts.branch, config.line) for run in newer)


def _cannot_rerun(run: Run, files: tuple[WorkflowFile, ...]) -> str | None:
    """Why the run must not be run again: GitHub would run all that failed in it, and what needs that.

    https://docs.github.com/en/rest/actions/workflow-runs#re-run-failed-jobs-from-a-workflow-run
    """
    if run.never_began and is_broken(run.path, files):
        return "its workflow file is not valid"
    text = next((file.text for file in files if file.path == run.path), None)
    workflow = read(text) if text is not None else None
    if workflow is None:
        return "its workflow file could not be read"
    if run.never_began:  # nothing that it would do was done yet
        return None
    if any(j.conclusion == NOT_BEGUN and j.attempt == run.attempt for j in run.jobs or ()):
        return "some of its jobs had run before"  # and would run again with the whole run
    undone = tuple(job for name in unsuccessful(run) for job in workflow.written(name))
    again = workflow.with_dependents(undone)
    if deploys := next((j for j in again if j.environment), None):
        return f"{deploys.id} would run again, and uses an environment"
    if calls := next((j for j in again if j.calls), None):
        return f"{calls.id} would run again, and a workflow that it calls might use an environment"
    return None


def _within(history: tuple[Commit, ...], signal: Signal, config: Config) -> timedelta:
    """How long confirming may take: as configured, or 1.5 × the run's 95th percentile, 10 to 30 min."""
    within = config.line.confirm.within
    if within != "auto":
        return within
    took = sorted(
        run.updated - run.created
        for commit in history
        for run in commit.runs
        if run.path == signal.path and run.conclusion == "success" and run.event == signal.event
    )
    if not took:
        return SHORTEST_CONFIRM
    p95 = took[min(len(took) - 1, round(0.95 * (len(took) - 1)))]
    return min(max(1.5 * p95, SHORTEST_CONFIRM), LONGEST_CONFIRM)
