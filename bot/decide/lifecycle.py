"""The job's life: which state follows which, and where an attempt stands by the facts.

A job's state is never stored. It is derived from the claim, the worker's run, the fix pull request
and the record, and shown as a label; `TRANSITIONS` says which changes may be seen, and why.
"""

from datetime import timedelta
from typing import Literal, TypeAlias

from bot.decide.lanes import concerning, others_go_on, reach_of, uses_of
from bot.decide.line import Line
from bot.decide.proving import PROVING_EVENTS, fails
from bot.model.facts import FixPull, JobFacts
from bot.model.jobs import Claim, JobState, Result, Try, fix_branch
from bot.model.runs import Run, RunJob
from bot.model.snapshot import Snapshot
from bot.model.value import Value

TRANSITIONS: dict[tuple[JobState, JobState], str] = {
    ("pending", "assigned"): "claimed and dispatched",
    ("pending", "dead-letter"): "ladder exhausted",
    ("pending", "done"): "the finding vanished by itself: healed elsewhere",
    ("assigned", "pending"): "not started within 10 minutes, its queued run seen cancelled",
    ("assigned", "running"): "its run is in progress",
    ("assigned", "verifying"): "its run ended with a result between two passes",
    ("assigned", "dead-letter"): "its run ended without a result and the ladder is exhausted",
    ("assigned", "done"): "healed elsewhere",
    ("running", "pending"): "ended, vanished or overran without a result",
    ("running", "verifying"): "a result is in and there is something to wait for",
    ("running", "assigned"): "ended without a result, and the next rung was claimed in the same pass",
    ("running", "dead-letter"): "ended without a result and the ladder is exhausted",
    ("running", "done"): "healed elsewhere",
    ("verifying", "pending"): "still red; next rung",
    ("verifying", "assigned"): "still red, and the next rung was claimed in the same pass",
    ("verifying", "done"): "the finding is gone in a fresh snapshot, with the proof written",
    ("verifying", "dead-letter"): "still red and the ladder is exhausted",
    ("dead-letter", "done"): "people fixed it",
    ("dead-letter", "pending"): "a person says retry",
    ("dead-letter", "assigned"): "a person says retry, and the first rung was claimed in the same pass",
    ("done", "pending"): "the line stopped again within a day",
    ("done", "assigned"): "the line stopped again, and a rung was claimed in the same pass",
    ("done", "dead-letter"): "the line stopped again and the ladder is exhausted",
}

DISPATCH_AGAIN = timedelta(seconds=60)
"""A claim whose run is not seen by then is dispatched again; the fence makes doubles harmless. A claim to
open a job or to write a dead letter is taken over then, if the job or the letter is not there: no brain
begins to write it later than half of this after it took the claim (`act.perform.USE_WITHIN`)."""
START_WITHIN = timedelta(minutes=10)
END_WITHIN = timedelta(minutes=30)
PROVE_WITHIN = timedelta(hours=2)
"""A fix that is not proven by then, or whose merge has shown nothing, is given up: nothing waits for ever."""
WORK = {"fix": "Fix", "propose": "Propose"}
"""The step of each of the worker's jobs whose failure is the fixer's own; see worker.yml."""

_FAILED = ("failure", "startup_failure")
_NOT_BEGUN = (
    "a policy of Actions may forbid it (Settings → Actions → Policies), or its workflow file is not valid; "
    "the run's page says which"
)
"""Of a run that failed without any job. GitHub tells why on its page alone:
docs.github.com/en/organizations/managing-organization-settings/actions-policies/workflow-execution-protections"""

Phase: TypeAlias = Literal["dispatched", "queued", "running", "proposed", "merged", "ended"]

STATES: dict[Phase, JobState] = {
    "dispatched": "assigned",
    "queued": "assigned",
    "running": "running",
    "proposed": "verifying",
    "merged": "verifying",
    "ended": "pending",
}
"""The job's state in each phase of its attempt."""


class Attempt(Value):
    """Where the attempt of the current claim stands.

    `phase` lost/ended carries the `result` to record; `again` asks for another dispatch, `cancel`
    for a run to be cancelled.
    """

    phase: Phase
    run: Run | None = None
    pull: FixPull | None = None
    result: Try | None = None
    again: bool = False
    cancel: bool = False

    @property
    def state(self) -> JobState:
        """The job's state while this attempt is under way."""
        return STATES[self.phase]


class _Try(Value):
    """The claimed attempt with the run and the pull request that came of it, if any."""

    snapshot: Snapshot
    claim: Claim
    run: Run | None
    pull: FixPull | None
    proven: bool

    def ended(self, result: Result, why: str) -> Attempt:
        """It is over, with this result."""
        tried = Try(
            rung=self.claim.rung or "",
            result=result,
            why=why,
            at=self.snapshot.at,
            run=self.run.id if self.run else None,
            pull=self.pull.number if self.pull else None,
        )
        return Attempt(phase="ended", run=self.run, pull=self.pull, result=tried)


def attempts_ended(claim: Claim) -> int:
    """How many attempts a job's claim says are over; its record tells of as many at least."""
    return max(0, claim.attempt - 1) if claim.stage == "attempt" else claim.attempt


def attempt(snapshot: Snapshot, line: Line, job: JobFacts, proven: frozenset[int] = frozenset()) -> Attempt:
    """Where the claimed attempt of a job stands. Its claim is an attempt's, with its issue known.

    proven: the pull requests that pass the line, or would if they could be read.
    """
    claim = job.claim
    if claim is None:
        raise ValueError("nothing is claimed")
    branch = fix_branch(claim.issue or 0, claim.attempt)
    pull = max((f for f in job.fixes if f.branch == branch), key=lambda f: f.number, default=None)
    run = min((r for r in job.workers if claim.oid in r.title), key=lambda r: r.id, default=None)
    its = _Try(
        snapshot=snapshot,
        claim=claim,
        run=run,
        pull=pull,
        proven=pull is not None and pull.number in proven,
    )
    if pull is not None:
        return _proposed(its, line, pull)
    if run is None:
        age = snapshot.at - claim.at
        if age >= START_WITHIN:
            return its.ended("lost", _not_seen(job, claim))
        return Attempt(phase="dispatched", again=age >= DISPATCH_AGAIN)
    if run.status == "completed":
        return _without_pull(its, run)
    age = snapshot.at - run.created
    if run.status == "queued":
        return Attempt(phase="queued", run=run, cancel=age >= START_WITHIN)
    return Attempt(phase="running", run=run, cancel=age >= END_WITHIN)


def _proposed(its: _Try, line: Line, pull: FixPull) -> Attempt:
    """An attempt that became a pull request: wait for its proof, its merge, then the line."""
    snapshot = its.snapshot
    if pull.merged:
        if _still_red_after(snapshot, line, pull):
            return its.ended("still-red", f"#{pull.number} was merged, {line.branch} is still red")
        if pull.merged_at is not None and snapshot.at - pull.merged_at >= PROVE_WITHIN:
            why = f"#{pull.number} was merged {_hours(PROVE_WITHIN)} ago, and nothing shows that it fixed it"
            return its.ended("lost", why)
        return Attempt(phase="merged", run=its.run, pull=pull)
    if pull.state == "closed":
        return its.ended("refused", f"#{pull.number} was closed unmerged")
    if failed := _failed_proof(snapshot, line, pull):
        return its.ended("still-red", f"{failed} fails on #{pull.number}")
    if its.claim.base not in (None, line.head):  # it cannot prove anything any more
        elsewhere = others_go_on(line)
        lane = ", as other lanes go on" if elsewhere else ""
        result: Result = "overtaken" if elsewhere else "lost"
        return its.ended(result, f"{line.branch} moved on under #{pull.number}{lane}")
    seen = next((p for p in snapshot.pulls if p.number == pull.number), None)
    if seen is not None and not its.proven and snapshot.at - seen.created >= PROVE_WITHIN:
        return its.ended("lost", f"#{pull.number} was not proven within {_hours(PROVE_WITHIN)}")
    return Attempt(phase="proposed", run=its.run, pull=pull)


def _not_seen(job: JobFacts, claim: Claim) -> str:
    """Why a worker never started. A run that GitHub forbids may fail before it is given its name, the nonce."""
    failed = (run for run in job.workers if run.conclusion in _FAILED and run.created >= claim.at)
    if (run := next(failed, None)) is not None:
        return f"its worker never started; run {run.id} of the caller workflow failed meanwhile, its page says why"
    return "its worker never started"


def _hours(time: timedelta) -> str:
    return f"{time.total_seconds() / 3600:.0f} hours"


def _still_red_after(snapshot: Snapshot, line: Line, pull: FixPull) -> bool:
    """Whether a red has failed conclusively on the merge commit or a later one."""
    shas = [commit.sha for commit in line.facts.history]
    if pull.merge_commit not in shas:  # unless it only does not show yet, the branch was reset without it
        return pull.merged_at is not None and snapshot.at - pull.merged_at >= START_WITHIN
    since = set(shas[: shas.index(pull.merge_commit) + 1])
    return any(red.confirmed and red.newest.commit in since for red in line.reds)


def _failed_proof(snapshot: Snapshot, line: Line, pull: FixPull) -> str | None:
    """The red job that failed on the fix itself, once its run is over."""
    seen = next((p for p in snapshot.pulls if p.number == pull.number), None)
    if seen is None:
        return None
    for red in concerning(line, reach_of(seen, line, uses_of(line))).reds:
        mine = (r for r in seen.runs if r.path == red.signal.path)
        runs = [r for r in mine if r.event in PROVING_EVENTS and r.status == "completed"]
        newest = max(runs, key=lambda r: r.id, default=None)
        if newest is not None and fails(newest, red):
            return red.signal.name
    return None


def _without_pull(its: _Try, run: Run) -> Attempt:
    """A worker's run that is over and left no pull request: what its jobs say."""
    if run.jobs == () and run.conclusion in _FAILED:
        return its.ended("lost", f"none of its worker's jobs began: {_NOT_BEGUN}")
    newest = sorted(run.jobs or (), key=lambda j: (j.attempt, j.id))
    jobs = {job.name.rsplit(" / ", maxsplit=1)[-1]: job for job in newest}
    if stuck := next(filter(None, (_stuck(name, job) for name, job in jobs.items())), None):
        return its.ended("lost", f"its worker did not get to work: {stuck}")
    ends = {name: job.conclusion for name, job in jobs.items()}
    match ends.get("fix"), ends.get("propose"):
        case "success", "skipped":
            return its.ended("nothing", "it changed nothing")
        case "success", "success":
            if its.snapshot.at - run.updated < DISPATCH_AGAIN:  # its pull request is not to be seen yet
                return Attempt(phase="running", run=run)
            return its.ended("lost", "its pull request is not to be found")
        case "success", _:
            return its.ended("withheld", "its change was not proposed; the propose job says why")
        case "failure", _:
            return its.ended("failed", "the fixer failed; the fix job says why")
        case _:
            return its.ended("lost", f"its run ended with {run.conclusion} and no result")


def _stuck(name: str, job: RunJob) -> str | None:
    """The step before the work itself that failed: nothing is known of the fixer then."""
    if job.conclusion != "failure" or job.failed_step in (None, WORK.get(name)):
        return None
    return f"step {job.failed_step} of {name} failed"
