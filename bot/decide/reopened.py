"""A job that is opened again: what its claim knows of the stop, for where that is over before its record tells of it.

Neighbours: `incident`, which opens it again; `closing`, which ends it.
"""

from bot.decide.book import Case, afters, new_record
from bot.decide.spells import noted
from bot.model.aftermath import ending
from bot.model.evidence import Aftermath
from bot.model.jobs import Claim, Record


def beginning(case: Case, claim: Claim) -> Claim:
    """The claim with the record of the stop that begins: the job's tells of an earlier one until the next pass."""
    return claim.model_copy(update={"begins": noted(case, new_record(case))})


def of_this_stop(case: Case, record: Record) -> Record:
    """The record of the stop for which a job was opened again, where its own tells of the one before; else that."""
    begins = _begins(case, record)
    if begins is None:
        return record
    climbed = {"tried": record.tried, "spent": record.spent}
    times = begins.times.model_copy(update={"retried": record.times.retried})
    return noted(case, begins.model_copy(update=climbed | {"times": times}))


def left_behind(case: Case, told: Record | None, record: Record) -> tuple[Aftermath, ...]:
    """What the line's stops left behind, the newest first, with what one did that the job's record never told of.

    told: the job's record; record: that of the stop that ends.
    """
    known = afters(case)
    if told is None or _begins(case, told) is None or record.times.green is None:
        return known
    own = ending(record, case.line.facts, case.snapshot.pulls, record.times.green)
    return (own, *known) if own else known


def _begins(case: Case, record: Record) -> Record | None:
    """What the claim knows of a stop that the job's record does not tell of; None where it does."""
    claim, green = case.claim, record.times.green
    return claim.begins if green is not None and claim.stage == "open" and claim.at > green else None
