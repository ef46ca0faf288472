"""An end that nobody saw: what stopped the line was mended and another failure came, with no pass between that kept its job.

All of the App was dead meanwhile, or the mode one that files nothing. Runs and their times show it. The incident goes
on, as after any relapse, and tells of it. Neighbour: `incident`.
"""

from datetime import datetime

from bot.decide.book import Case
from bot.decide.lease import LOOK_AGAIN
from bot.model.evidence import MOST_LULLS, Lull
from bot.model.jobs import Record
from bot.model.runs import Commit
from bot.orient.outcomes import Signal


def with_lull(case: Case, record: Record) -> Record:
    """The record with when the line was green since what it tells of was red, if what is red now came after that."""
    found = _lull(case, record) if case.of_line and case.line.state == "stopped" else None
    return record.model_copy(update={"lulls": (*record.lulls, found)[-MOST_LULLS:]}) if found else record


def _lull(case: Case, record: Record) -> Lull | None:
    """What is not known for sure is none, nor what is so short that a stopped line need not be looked at in it."""
    line, known = case.line, {red.id: red for red in record.reds}
    reds = (*line.reds, *line.overruled)
    same = any((red.signal.id, red.origin.commit) in record.stopped_by.items() for red in reds)
    frozen = any(said.verb == "stop" for said in record.commands)
    if not known or not reds or same or frozen:
        return None
    ends: dict[str, datetime] = {}
    for signal in (*line.greens, *(red.signal for red in reds)):
        at = _passed(signal, line.facts.history)
        if signal.passed and at is None:
            return None
        ends |= {signal.id: at} if at else {}
    if any(id not in ends or ends[id] <= red.since for id, red in known.items()):
        return None
    since, until = max(ends.values()), min(red.origin.first for red in reds)
    return Lull(since=since, until=until) if until - since > LOOK_AGAIN else None


def _passed(signal: Signal, history: tuple[Commit, ...]) -> datetime | None:
    """Since when a signal has passed, or did before it failed last, by the end of the first of those runs."""
    first = signal.passed_on[-1:]
    runs = (run for commit in history if commit.sha in first for run in commit.runs)
    return max((run.updated for run in runs if run.kind == (signal.path, signal.event)), default=None)
