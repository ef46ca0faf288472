"""A job that is opened again: what its claim knows of the stop, for where that is over before its record tells of it.

Neighbours: `incident`, which opens it again; `closing`, which ends it.
"""

from bot.decide.book import Case, begun, reds_of
from bot.decide.evidence import tallied
from bot.decide.spells import noted
from bot.decide.word import LINES_WORDS, word_of
from bot.model.jobs import Claim, Record, Times


def with_reds(case: Case, claim: Claim) -> Claim:
    """The claim with what is red: the record tells of an earlier stop until the next pass."""
    reds = (red.model_copy(update={"lanes": (), "overruled": False}) for red in reds_of(case))
    return claim.model_copy(update={"reds": tuple(reds)})


def under_way(case: Case, record: Record) -> Record:
    """The record of the stop for which a job was opened again, where it tells of the one before; else as it is."""
    claim, green = case.claim, record.times.green
    if not case.of_line or claim.stage != "open" or green is None or claim.at <= green:
        return record
    times = _times(claim)
    fresh = begun(case, record, times).model_copy(update={"reds": claim.reds})
    return noted(case, _held(case, fresh) if times.stopped else fresh)


def _times(claim: Claim) -> Times:
    """When a stop began of which only the claim tells; it never stood if people took it back, or let it run."""
    words = [said for said in claim.commands if said.verb in LINES_WORDS]
    stops = [said.at for said in words if said.verb == "stop"]
    stop = word_of(claim.commands, claim.at).stop
    red = min([*stops, *(red.since for red in claim.reds)], default=claim.at)
    if stop is None and words:
        return Times(red=red)
    return Times(red=red, stopped=stop.at if stop else claim.at)


def _held(case: Case, record: Record) -> Record:
    """The record with what the cords show to be held still."""
    every = (*case.snapshot.pulls, *case.snapshot.groups)
    mine = (pull for pull in every if pull.base == case.line.branch)
    held = tuple(pull for pull in mine if pull.cord and pull.cord.conclusion == "failure")
    return tallied(record, held, (), case.snapshot) if held else record
