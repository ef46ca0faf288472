"""Trust lost: where people called several stops wrong within some days, the repository only warns.

When those stops began is handed on from claim to claim, so that it outlives the jobs that told of them.
"""

from datetime import datetime

from bot.decide.hearing import Heard, obeyed
from bot.decide.word import recorded
from bot.model.config import Config
from bot.model.facts import JobFacts, Snapshot
from bot.model.jobs import LINE_RULE

MOST = 20
"""Stops that a claim remembers, the newest."""


def called_wrong(job: JobFacts, heard: tuple[Heard, ...] = ()) -> tuple[datetime, ...]:
    """When the stops of a line began that people called wrong: earlier ones, and the one under way."""
    known = job.claim.wrong if job.claim else ()
    said = [c.at for c in (*recorded(job), *obeyed(heard)) if c.verb == "wrong"]
    if not said:
        return known
    record = job.issue.record if job.issue and job.issue.ours else None
    began = record.times.stopped if record else min(said)
    return tuple(sorted({*known, began}))[-MOST:]


def demoted(snapshot: Snapshot, config: Config) -> datetime | None:
    """Until when a repository that enforces only warns; None where it does not."""
    demote = config.demote
    if demote is None or config.mode != "enforce":
        return None
    lines = (job for job in snapshot.jobs if job.key.rule == LINE_RULE)
    began = sorted(moment for job in lines for moment in called_wrong(job))
    recent = [moment for moment in began if snapshot.at < moment + demote.within]
    if len(recent) < demote.false_stops:
        return None
    return recent[-demote.false_stops] + demote.within
