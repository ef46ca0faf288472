"""Open issues of a job's key that its claim does not name: one is adopted where there is no job, others end.

They come from a brain that died before it noted a number, from a claim's ref that somebody deleted, from a
request that arrived after everybody had given it up, and from people who open an old job again.
"""

from bot.decide.book import Case, JobPlan, taken
from bot.decide.hearing import obeyed
from bot.decide.lifecycle import DISPATCH_AGAIN
from bot.model.effects import EndJob, WriteClaim
from bot.model.job_issue import JobIssue
from bot.model.jobs import Claim


def open_strays(case: Case) -> tuple[JobIssue, ...]:
    """The strays that are open, the lowest number first."""
    return tuple(sorted((s for s in case.job.strays if s.state == "open"), key=lambda s: s.number))


def adopt(case: Case, stray: JobIssue) -> WriteClaim:
    """The claim that makes a stray the job, in place of the one that was read."""
    claim = Claim(key=case.key.digest, stage="open", by=case.snapshot.brain, at=case.at, issue=stray.number)
    replaces = case.job.claim.oid if case.job.claim else None
    return WriteClaim(claim=taken(case, claim), replaces=replaces, tree=case.tree)


def lower(case: Case) -> JobIssue | None:
    """Of jobs opened twice the lowest number counts, as long as nothing was tried or said for the other."""
    claim, issue = case.claim, case.job.issue
    record = issue.record if issue else None
    tried = record is not None and (record.tried or record.commands or obeyed(case.heard))
    if claim.stage != "open" or claim.issue is None or tried:
        return None
    return next((stray for stray in open_strays(case) if stray.number < (claim.issue or 0)), None)


def doubles(case: Case, job: JobIssue) -> tuple[EndJob, ...]:
    """The end of every stray, while there is a job."""
    why = f"it is a duplicate of #{job.number}"
    return tuple(EndJob(issue=stray.number, why=why) for stray in open_strays(case))


def left_open(case: Case) -> JobPlan:
    """A job on a line that is not stopped, which nothing claims any more: it is claimed, and so ended next.

    One that Andon brought to its end was opened again by somebody who has something to say: it is theirs.
    """
    left = next((stray for stray in open_strays(case) if not stray.ended), None)
    if left is None:
        return JobPlan()
    claim = case.job.claim
    age = case.at - claim.at if claim else DISPATCH_AGAIN
    if age < DISPATCH_AGAIN:  # its end may only not be to be seen yet
        return JobPlan(look_again=DISPATCH_AGAIN - age)
    return JobPlan(effects=(adopt(case, left),))
