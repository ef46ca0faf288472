"""The organisation's fuse: when many lines stop at once, the cause is hardly in each of their repositories.

Every stop is noted in the organisation's repository, whoever saw it, so that any number of brains count
together. What is noted once the fuse is blown only warns; what was noted before goes on holding.
"""

import re
from datetime import datetime

from bot.decide.book import Case
from bot.decide.line import Line
from bot.model.config import Mode
from bot.model.effects import NoteStops, WriteShared
from bot.model.fuse import NOTED_UNTIL, Fuse, Stop, digest
from bot.model.jobs import FUSE_RULE, Key, line_key
from bot.model.organisation import FuseConfig
from bot.model.snapshot import Snapshot
from bot.orient.diagnosis import read_log

SHORTEST_MARK = 12
"""Characters: a shorter line is what anything may say that failed."""


def fused(mode: Mode, line: Line, snapshot: Snapshot) -> Mode:
    """The mode that holds for a line: `warn` for one that stopped when the fuse was blown, by itself."""
    org, config = snapshot.organised, snapshot.fuse
    if mode != "enforce" or line.state != "stopped" or line.by == "people" or org is None or config is None:
        return mode
    noted = org.fuse.stop(line_key(snapshot.repository.id, line.branch).digest, line.stopped_at)
    if noted is not None:
        return "warn" if noted.late else mode
    blown = org.fuse.blown
    return "warn" if blown is not None and line.stopped_at >= blown - config.within else mode


def note_stops(cases: tuple[Case, ...]) -> tuple[NoteStops, ...]:
    """The write that adds this repository's new stops to the organisation's."""
    snapshot = cases[0].snapshot
    org, config = snapshot.organised, snapshot.fuse
    if org is None or config is None or snapshot.config is None or snapshot.config.mode != "enforce":
        return ()
    new = tuple(stop for case in cases if (stop := _new_stop(case, org.fuse)))
    return (NoteStops(organised=org, stops=new, config=config),) if new else ()


def _new_stop(case: Case, fuse: Fuse) -> Stop | None:
    """The line's stop, if it is news that nobody has noted."""
    line = case.line
    if line.state != "stopped" or line.by == "people" or case.at - line.stopped_at >= NOTED_UNTIL:
        return None
    if fuse.stop(case.key.digest, line.stopped_at) is not None:
        return None
    return Stop(
        repository=digest(case.snapshot.repository.id),
        line=case.key.digest,
        at=line.stopped_at,
        noted=case.at,
        mark=_mark(line),
    )


def _mark(line: Line) -> str | None:
    """What the first failure looks like whatever its numbers, paths and times, None where its log tells nothing."""
    red = min((r for r in line.reds if r.confirmed), key=lambda r: (r.origin.first, r.signal.id))
    log = red.newest.attempts[-1].log
    primary = read_log(log).primary if log else None
    if primary is None or len(primary) < SHORTEST_MARK:
        return None
    return digest(re.sub(r"\S*[/\\]\S*|0x[0-9a-fA-F]+|[0-9a-f]{7,}|\d+", "#", primary))


def quiet(fuse: Fuse, config: FuseConfig | None, at: datetime) -> bool:
    """Whether a blown fuse has seen no further stop for long enough."""
    if fuse.blown is None:
        return False
    last = max((fuse.blown, *(stop.noted for stop in fuse.stops if stop.noted <= at)))
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
    if not closed and not quiet(org.fuse, snapshot.fuse, snapshot.at):
        return ()
    return (WriteShared(organised=org, state=org.fuse.reset(snapshot.at, all_hold=closed)),)
