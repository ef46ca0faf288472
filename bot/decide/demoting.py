"""Trust lost: where people called several stops wrong within some days, the repository only warns.

When those stops began is handed on from claim to claim, so that it outlives the jobs that told of them.
"""

from datetime import datetime

from bot.decide.hearing import obeyed
from bot.decide.line import Line
from bot.decide.word import recorded
from bot.model.config import Config
from bot.model.facts import JobFacts, Snapshot
from bot.model.jobs import LINE_RULE

MOST = 20
"""Stops that a claim remembers, the newest."""


def called_wrong(job: JobFacts, line: Line | None) -> tuple[datetime, ...]:
    """When the stops of a line began that people called wrong: earlier ones, and the one under way.

    line: as it is judged now, None where the job's branch is no line any more.
    """
    known = job.claim.wrong if job.claim else ()
    commands = (*recorded(job), *(obeyed(line.heard) if line else ()))
    said = [command.at for command in commands if command.verb == "wrong"]
    if not said:
        return known
    record = job.issue.record if job.issue and job.issue.ours else None
    if record is not None and not record.ended:
        return _with(known, record.times.stopped)
    return _with(known, line.stopped_at if line and (line.reds or line.overruled) else min(said))


def _with(known: tuple[datetime, ...], began: datetime) -> tuple[datetime, ...]:
    return tuple(sorted({*known, began}))[-MOST:]


def demoted(snapshot: Snapshot, config: Config, lines: tuple[Line, ...]) -> datetime | None:
    """Until when a repository that enforces only warns; None where it does not. `lines` as judged now."""
    demote = config.demote
    if demote is None or config.mode != "enforce":
        return None
    judged = {line.branch: line for line in lines}
    began = sorted(
        moment
        for job in snapshot.jobs
        if job.key.rule == LINE_RULE
        for moment in called_wrong(job, judged.get(job.key.subject))
    )
    recent = [moment for moment in began if snapshot.at < moment + demote.within]
    if len(recent) < demote.false_stops:
        return None
    return recent[-demote.false_stops] + demote.within
