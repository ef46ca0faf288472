"""The organisation's fuse: when many lines stop at once, the cause is hardly in each of their repositories.

Every stop is noted in the organisation's repository, whoever saw it, so that any number of brains count
together. Once the fuse is blown, lines that stop later only warn; those that stopped before go on holding.
"""

import re
from datetime import datetime

from bot.decide.book import Case
from bot.decide.line import Line
from bot.model.config import Mode
from bot.model.effects import WriteShared
from bot.model.facts import Snapshot
from bot.model.fuse import Fuse, Organised, Stop, digest
from bot.model.jobs import FUSE_RULE, Key
from bot.model.organisation import FuseConfig
from bot.orient.diagnosis import read_log

SHORTEST_MARK = 12
"""Characters: a shorter line is what anything may say that failed."""


def fused(mode: Mode, line: Line, snapshot: Snapshot) -> Mode:
    """The mode that holds for a line: `warn` for one that stopped after the fuse was blown."""
    blown = snapshot.organised.fuse.blown if snapshot.organised and snapshot.fuse else None
    late = blown is not None and line.state == "stopped" and line.stopped_at >= blown
    return "warn" if late and mode == "enforce" else mode


def note_stops(cases: tuple[Case, ...]) -> tuple[WriteShared, ...]:
    """The write that adds this repository's new stops to the organisation's, and blows the fuse if they are too many."""
    snapshot = cases[0].snapshot
    org, config = snapshot.organised, snapshot.fuse
    if org is None or config is None or snapshot.config is None or snapshot.config.mode != "enforce":
        return ()
    new = tuple(stop for case in cases if (stop := _new_stop(case, org.fuse, config)))
    if not new:
        return ()
    recent = tuple(stop for stop in org.fuse.stops if snapshot.at - stop.at < config.within)
    stops = tuple(sorted((*recent, *new), key=lambda s: (s.at, s.line)))
    fuse = Fuse(stops=stops, blown=org.fuse.blown, why=org.fuse.why)
    if fuse.blown is None and (why := too_many(stops, org, config)):
        fuse = fuse.model_copy(update={"blown": snapshot.at, "why": why})
    return (WriteShared(organised=org, state=fuse),)


def _new_stop(case: Case, fuse: Fuse, config: FuseConfig) -> Stop | None:
    """The line's stop, if it is a new one that nobody has noted."""
    line = case.line
    if line.state != "stopped" or case.at - line.stopped_at >= config.within:
        return None
    stop = Stop(
        repository=digest(case.snapshot.repository.id),
        line=case.key.digest,
        at=line.stopped_at,
        mark=_mark(line),
    )
    known = {(noted.line, noted.at) for noted in fuse.stops}
    return None if (stop.line, stop.at) in known else stop


def _mark(line: Line) -> str | None:
    """What the first failure looks like whatever its numbers, paths and times, None where its log tells nothing."""
    red = min((r for r in line.reds if r.confirmed), key=lambda r: (r.origin.first, r.signal.id))
    log = red.newest.attempts[-1].log
    primary = read_log(log).primary if log else None
    if primary is None or len(primary) < SHORTEST_MARK:
        return None
    return digest(re.sub(r"\S*[/\\]\S*|0x[0-9a-fA-F]+|[0-9a-f]{7,}|\d+", "#", primary))


def too_many(stops: tuple[Stop, ...], org: Organised, config: FuseConfig) -> str | None:
    """Why these stops are too many at once, without a name; None if they are not."""
    stopped = {stop.repository for stop in stops}
    minutes = f"{config.within.total_seconds() / 60:.0f} minutes"
    if len(stopped) >= config.at_least and len(stopped) * 100 > config.stops * org.repositories:
        return f"{len(stopped)} of {org.repositories} repositories stopped within {minutes}"
    marks = {stop.mark for stop in stops if stop.mark}
    for mark in sorted(marks):
        alike = {stop.repository for stop in stops if stop.mark == mark}
        if len(alike) >= config.shared:
            return f"{len(alike)} repositories stopped with the same failure within {minutes}"
    return None


def mended(fuse: Fuse, config: FuseConfig | None, at: datetime) -> bool:
    """Whether a blown fuse has held for long enough since the last stop."""
    if fuse.blown is None:
        return False
    last = max((fuse.blown, *(stop.at for stop in fuse.stops)))
    return config is None or at - last >= config.hold


def resets(snapshot: Snapshot) -> tuple[WriteShared, ...]:
    """The write after which stops hold again: the time is over, or a person closed the alarm.

    Planned in the organisation's own repository, where the alarm is.
    """
    org = snapshot.organised
    if org is None or org.id != snapshot.repository.id or org.fuse.blown is None:
        return ()
    key = Key(repository=org.id, rule=FUSE_RULE, subject="stops")
    job = snapshot.job(key)
    closed = job.issue is not None and job.issue.state == "closed" and not job.issue.ended
    if not closed and not mended(org.fuse, snapshot.fuse, snapshot.at):
        return ()
    return (WriteShared(organised=org, state=Fuse()),)
