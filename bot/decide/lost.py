"""What is known of a job whose record is lost: deleted, damaged, or edited by somebody else."""

from bot.decide.book import Case, line_times, new_record
from bot.decide.lifecycle import attempts_ended
from bot.model.job_issue import JobIssue
from bot.model.jobs import Claim, Record, Try


def rebuilt(case: Case, issue: JobIssue) -> Record:
    """A record from what is known without one: earlier attempts count as lost, retries as obeyed."""
    record = new_record(case)
    known = line_times(case.line) if case.of_line and not case.taken_back else record.times
    tried = case.claim.tried or lost(case.claim, attempts_ended(case.claim))
    times = known.model_copy(update={"retried": issue.reopened})
    return record.model_copy(update={"tried": tried, "times": times})


def lost(claim: Claim, count: int) -> tuple[Try, ...]:
    """So many attempts of which nothing is known any more."""
    one = Try(rung=claim.rung or "", result="lost", why="its record was lost", at=claim.at)
    return (one,) * count
