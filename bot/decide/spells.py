"""For how long a stopped line ran on people's word, kept in its job's record: that time it held nobody.

Neighbour: `word`, what people's commands come to.
"""

from bot.decide.book import Case, commanded
from bot.decide.proven import with_proven
from bot.model.evidence import MOST_SPELLS, Spell
from bot.model.jobs import Record


def noted(case: Case, record: Record) -> Record:
    """The record with what people said and proved, and with the times for which the line ran on their word."""
    record = with_proven(case, commanded(case, record))
    spells = _spells(case, record.spells) if case.of_line else ()
    return record if spells == record.spells else record.model_copy(update={"spells": spells})


def _spells(case: Case, known: tuple[Spell, ...]) -> tuple[Spell, ...]:
    """The spells, with the one that begins or ends now: it ends by itself, by another word, or with a stop."""
    line, start = case.line, case.line.word.start
    if line.state == "stopped":
        return _cut(known, Spell(who="", since=case.at, until=case.at))[:-1]
    if not line.overruled or start is None or (known and known[-1].since == start.at):
        return known
    new = Spell(who=start.who, since=start.at, until=start.until or case.at)
    return _cut(known, new)[-MOST_SPELLS:]


def _cut(known: tuple[Spell, ...], new: Spell) -> tuple[Spell, ...]:
    """The spells with another after them, at which the last one ends."""
    ended = (one.model_copy(update={"until": min(one.until, new.since)}) for one in known)
    return (*ended, new)
