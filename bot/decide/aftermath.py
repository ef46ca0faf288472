"""After green: pull requests that a stop left behind are told what to press, or their branches are updated.

One counts if the jobs that were red on the line, and no others, failed on it in a run that began while the
line was broken, and it lacks what mended that. Kept from pass to pass in the line's claim.
"""

from dataclasses import replace
from datetime import timedelta

from bot.decide.book import Case, afters
from bot.decide.cords import Judged
from bot.model.after_green import EnqueuePull, Update, UpdatePull
from bot.model.aftermath import (
    FAILED,
    LASTS,
    broken_since,
    jobs,
    left,
    out_of_queue,
    tested,
    under_test,
)
from bot.model.evidence import Aftermath
from bot.model.facts import After, Pull
from bot.model.runs import Run, RunJob
from bot.model.telling import Reason
from bot.orient.outcomes import ALL_JOBS

SKEW = timedelta(minutes=1)
"""How far this machine's clock may be off from GitHub's."""
LOOK_AGAIN = timedelta(minutes=5)
"""What waits for others to be tested is looked at again after this, webhook or not."""


def with_aftermath(case: Case) -> Case:
    """The case with the verdicts of pull requests that failed only because the line was broken."""
    if not _acts(case) or not (found := afters(case)):
        return case
    judged = tuple(_told(one, _mine(one.pull, found), case) for one in case.judged)
    return replace(case, judged=judged)


def updates(case: Case) -> tuple[UpdatePull, ...]:
    """The branches that are updated now: the oldest approval first, so many that no more are under test at once."""
    due = _due(case)
    return tuple(UpdatePull(number=pull.number, head=pull.head) for pull in due[: _room(case)])


def requeues(case: Case) -> tuple[EnqueuePull, ...]:
    """The pull requests that a stop put out of their merge queue and that go back into it, as they left it.

    Not what a person has taken out or put in since, nor what left it again after the line was green.
    """
    if not (_green(case) and case.config.after_green.requeue):
        return ()
    open_ones = {pull.number: pull for pull in case.snapshot.pulls if pull.base == case.line.branch}
    found = (
        (open_ones[one.number], after)
        for after in afters(case)
        for one in after.queued
        if one.number in open_ones and out_of_queue(open_ones[one.number], after, case.at)
    )
    due = (pull for pull, after in found if _goes_back(pull, after))
    return tuple(EnqueuePull(number=pull.number, head=pull.head) for pull in dict.fromkeys(due))


def _goes_back(pull: Pull, after: Aftermath) -> bool:
    seen = pull.dequeued
    if seen is None or seen.inside or seen.by_person or not seen.fit or seen.left is None:
        return False
    return not (pull.draft or pull.conflicting) and seen.left <= after.green + SKEW


def again(case: Case) -> timedelta | None:
    """How soon more branches may be updated; None where none waits."""
    return LOOK_AGAIN if _due(case) else None


def _green(case: Case) -> bool:
    """Whether a line that holds people while it is red runs by its own signals."""
    runs = case.of_line and case.line.state == "running" and case.line.by == "signals"
    return runs and case.config.mode == "enforce"


def _acts(case: Case) -> bool:
    return _green(case) and case.config.after_green.update != "leave"


def _mine(pull: Pull, found: tuple[Aftermath, ...]) -> Aftermath | None:
    return next((after for after in found if left(pull, after)), None)


def _told(one: Judged, after: Aftermath | None, case: Case) -> Judged:
    """The pull request with the verdict that it is stale, if it is; what its cord says already stands."""
    pull, verdict = one.pull, one.verdict
    if after is None or verdict is None or verdict.kind != "running":
        return one
    names = _failed_for_it(pull, after, pull.after) if pull.after else ()
    said = pull.cord is not None and pull.cord.stale and pull.after is None and bool(tested(pull, after))
    if not names and not said:
        return one
    what = ", ".join(names) or "What failed here"
    text = f"{what} failed here while {case.line.branch} was broken, and this branch lacks what mended it"
    facts = {
        "kind": "stale",
        "reason": Reason(status="ok", text=text, children=(verdict.reason,)),
        "update": _update(pull, after, case),
    }
    return one.model_copy(update={"verdict": verdict.model_copy(update=facts)})


def _failed_for_it(pull: Pull, after: Aftermath, seen: After) -> tuple[str, ...]:
    """The red jobs that failed on the pull request, if nothing else did and it lacks what mended them.

    A run that began before it was given its base tested another one; one that began before its workflow was red on
    the line failed for itself.
    """
    red, read = jobs(after.reds), {run.id for run in seen.runs}
    tested_it = [run for run in seen.runs if seen.based is None or run.created >= seen.based]
    failed = [(run, job.name) for run in tested_it for job in _newest(run) if job.conclusion in FAILED]
    others = any(not _was_broken(run, name, red, after) for run, name in failed)
    elsewhere = any(r.event == "pull_request" and r.id not in read and _fails(r, pull) for r in pull.runs)
    if not failed or others or elsewhere or not seen.behind:
        return ()
    return tuple(sorted({f"{run.workflow} / {name}" for run, name in failed}))


def _was_broken(run: Run, name: str, red: frozenset[tuple[str, str]], after: Aftermath) -> bool:
    """Whether the line was red by a job, or its whole workflow, when a run of it began."""
    names = [one for one in (name, ALL_JOBS) if (run.path, one) in red]
    return any(broken_since(after, run.path, one) <= run.created for one in names)


def _newest(run: Run) -> tuple[RunJob, ...]:
    newest = {job.name: job for job in sorted(run.jobs or (), key=lambda j: (j.attempt, j.id))}
    return tuple(newest.values())


def _fails(run: Run, pull: Pull) -> bool:
    """Whether a run failed that is its workflow's newest on the head."""
    newer = any(r.path == run.path and r.event == run.event and r.id > run.id for r in pull.runs)
    return run.conclusion in FAILED and not newer


def _update(pull: Pull, after: Aftermath, case: Case) -> Update:
    """By whom the branch is updated.

    What GitHub refused stays with the head's people: the cord says so to every process, also to one that
    begins anew for each pass.
    """
    if case.config.after_green.update != "update" or case.at - after.green >= LASTS:
        return "asked"
    told = pull.cord.update if pull.cord else None
    if pull.after is None or told == "refused":
        return told or "asked"
    if not _may_update(pull, pull.after, case):
        return "asked"
    effect = UpdatePull(number=pull.number, head=pull.head)
    return "refused" if effect in case.snapshot.refused else "soon"


def _may_update(pull: Pull, seen: After, case: Case) -> bool:
    """Whether Andon itself could update the branch: nothing conflicts, no approval is lost, nobody else has it.

    What is proposed to another branch too would bring this one's commits there.
    """
    if any(other.head == pull.head and other.base != pull.base for other in case.snapshot.pulls):
        return False
    if pull.draft or not seen.push or pull.conflicting or pull.merge_state == "DIRTY":
        return False
    return case.config.after_green.dismiss or not seen.dismisses or seen.approved is None


def _due(case: Case) -> list[Pull]:
    """The pull requests whose branches shall be updated, in order."""
    found = afters(case) if _acts(case) else ()
    stale = (
        one.pull for one in case.judged if one.verdict and one.verdict.update == "soon" and one.pull.after
    )
    recent = [p for p in stale if (after := _mine(p, found)) and case.at - after.green < LASTS]
    return sorted(recent, key=_age)


def _age(pull: Pull) -> tuple[bool, float, int]:
    approved = pull.after.approved if pull.after else None
    return approved is None, approved.timestamp() if approved else 0.0, pull.number


def _room(case: Case) -> int:
    """How many more may be under test."""
    found = afters(case)
    mine = (pull for pull in case.snapshot.pulls if pull.base == case.line.branch)
    busy = sum(any(under_test(pull, after, case.at) for after in found) for pull in mine)
    return max(case.config.after_green.at_a_time - busy, 0)
