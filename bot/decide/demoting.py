"""Trust lost: where people called several stops wrong within some days, the repository only warns.

When that was said is handed on from claim to claim, so that it outlives the jobs that told of them.
"""

from datetime import datetime

from bot.decide.hearing import obeyed
from bot.decide.line import Line
from bot.decide.word import recorded
from bot.model.commands import Command
from bot.model.config import Config
from bot.model.facts import JobFacts
from bot.model.jobs import LINE_RULE
from bot.model.snapshot import Snapshot

MOST = 20
"""Stops that a claim remembers, the newest."""


def called_wrong(job: JobFacts, line: Line | None) -> tuple[datetime, ...]:
    """When stops of a line were first called wrong: earlier ones, and the one under way.

    line: as it is judged now, None where the job's branch is no line any more.
    """
    known = job.claim.wrong if job.claim else ()
    each = (_of_ended(job), (*recorded(job), *(obeyed(line.heard) if line else ())))
    said = ([command.at for command in commands if command.verb == "wrong"] for commands in each)
    return tuple(sorted({*known, *map(min, filter(None, said))}))[-MOST:]


def _of_ended(job: JobFacts) -> tuple[Command, ...]:
    """What was said in a stop that is over: its claim may not know yet, where a brain was gone before it let go."""
    record = job.issue.record if job.issue and job.issue.ours else None
    open_still = job.claim is not None and job.claim.stage not in ("closed", "damaged")
    return record.commands if record and record.ended and open_still and record.key == job.key.text else ()


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
