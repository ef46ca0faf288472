"""For how long a line ran on people's word, kept in its job's record: that time it held nobody; and when it stopped
after that, if it never had before.

Neighbour: `word`, what people's commands come to.
"""

from bot.decide.book import AT_ONCE, Case, commanded
from bot.decide.evidence import gap
from bot.decide.hearing import obeyed
from bot.decide.proven import with_proven
from bot.model.evidence import MOST_SPELLS, Spell
from bot.model.jobs import Record


def noted(case: Case, record: Record) -> Record:
    """The record with what people said and proved, with the times for which the line ran on their word, and when it
    stopped."""
    record = with_proven(case, commanded(case, record))
    if not case.of_line:
        return record
    spells = _spells(case, record.spells)
    record = record if spells == record.spells else record.model_copy(update={"spells": spells})
    return _stopped(case, record)


def _stopped(case: Case, record: Record) -> Record:
    """The record with when the line stopped, where a person had let it run before it ever did."""
    line, stop = case.line, case.line.word.stop
    if record.times.stopped or line.state != "stopped":
        return record
    let_run = (spell.until for spell in record.spells)
    at = stop.at if stop else max((line.stopped_at, *let_run))
    times = record.times.model_copy(update={"stopped": at})
    return record.model_copy(update={"times": times, "gap": gap(line, times)})


def _spells(case: Case, known: tuple[Spell, ...]) -> tuple[Spell, ...]:
    """The spells, with the one that begins or ends now: it ends by itself, by another word, or with a stop."""
    line, start = case.line, case.line.word.start
    if line.state == "stopped":
        return _cut(known, Spell(who="", since=case.at, until=case.at))[:-1]
    if not line.overruled or start is None or (known and known[-1].by(start)):
        return known
    heard_now = any(command.comment == start.comment for command in obeyed(case.heard))
    late = start.at if heard_now and case.at - start.at > AT_ONCE else None
    new = Spell(who=start.who, since=case.at if late else start.at, until=start.until or case.at, said=late)
    return _cut(known, new)[-MOST_SPELLS:]


def _cut(known: tuple[Spell, ...], new: Spell) -> tuple[Spell, ...]:
    """The spells with another after them, at which the last one ends."""
    ended = (one.model_copy(update={"until": min(one.until, new.since)}) for one in known)
    return (*ended, new)
