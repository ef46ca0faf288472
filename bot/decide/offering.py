"""Where an attempt stands that needs no worker: files that a pull request of ours adds.

Neighbour: `lifecycle`, where an attempt stands that a worker makes.
"""

from bot.decide.book import Case
from bot.decide.lifecycle import DISPATCH_AGAIN, START_WITHIN, Attempt
from bot.model.facts import FixPull
from bot.model.jobs import Result, Try, fix_branch


def offered(case: Case) -> Attempt:
    """Where the claimed attempt of a job stands whose finding is still there."""
    claim, at = case.claim, case.at
    branch = fix_branch(claim.issue or 0, claim.attempt)
    pull = max((f for f in case.job.fixes if f.branch == branch), key=lambda f: f.number, default=None)
    if pull is None:
        age = at - claim.at
        if age >= START_WITHIN:
            return _ended(case, None, "lost", "its pull request could not be opened; see the App's log")
        return Attempt(phase="dispatched", again=age >= DISPATCH_AGAIN)
    if pull.merged:
        if pull.merged_at is not None and at - pull.merged_at >= DISPATCH_AGAIN:
            return _ended(case, pull, "still-red", f"#{pull.number} was merged, and did not mend it")
        return Attempt(phase="merged", pull=pull)
    if pull.state == "closed":
        return _ended(case, pull, "refused", f"#{pull.number} was closed unmerged")
    return Attempt(phase="proposed", pull=pull)


def _ended(case: Case, pull: FixPull | None, result: Result, why: str) -> Attempt:
    number = pull.number if pull else None
    tried = Try(rung=case.claim.rung or "", result=result, why=why, at=case.at, pull=number)
    return Attempt(phase="ended", pull=pull, result=tried)
