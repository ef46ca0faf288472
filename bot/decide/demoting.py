"""Trust lost: where people called several stops wrong within some days, the repository only warns.

When that was said is handed on from claim to claim, so that it outlives the jobs that told of them.
"""

from datetime import datetime

from bot.decide.hearing import obeyed
from bot.decide.line import Line
from bot.decide.word import recorded
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
    commands = (*recorded(job), *(obeyed(line.heard) if line else ()))
    said = [command.at for command in commands if command.verb == "wrong"]
    return tuple(sorted({*known, min(said)}))[-MOST:] if said else known


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
