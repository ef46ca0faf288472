"""Mode shadow: what enforce would have held, for the one report of the organisation. Neighbour: `plan`."""

from collections.abc import Iterable

from bot.decide.book import Case, line_times
from bot.decide.evidence import gap, ready, with_kin
from bot.decide.lanes import stopping
from bot.model.shadow import MOST, NoteShadow, ShadowRecord, ShadowStop
from bot.model.snapshot import Snapshot

MOST_NAMES = 5
"""Red signals of one stop that are told, and commits that came in its gap."""


def shadowed(snapshot: Snapshot, cases: Iterable[Case]) -> tuple[NoteShadow, ...]:
    """What the report shall tell of the repository, if it does not yet."""
    report = snapshot.report
    if report is None:
        return ()
    stops = {(stop.line, stop.since): stop for stop in report.stops}
    for case in cases:
        for stop in _of(case, report.stops):
            stops[stop.line, stop.since] = stop
    told = tuple(sorted(stops.values(), key=lambda stop: (stop.since, stop.line)))[-MOST:]
    if told == report.stops:
        return ()
    repository = snapshot.repository
    record = ShadowRecord(repository=repository.id, name=repository.name, stops=told)
    return (NoteShadow(report=report, record=record),)


def _of(case: Case, known: tuple[ShadowStop, ...]) -> tuple[ShadowStop, ...]:
    """The line's stop under way as of now, or the end of one that was; nothing while it cannot be told."""
    line = case.line
    under_way = next((stop for stop in reversed(known) if stop.line == line.branch and not stop.until), None)
    if line.state in ("running", "no signal"):
        return (under_way.model_copy(update={"until": case.at}),) if under_way else ()
    if line.state != "stopped":
        return ()
    times = line_times(line)
    mine = (pull for pull in case.snapshot.pulls if pull.base == line.branch)
    held = [pull for pull in with_kin(stopping(line, mine), case.snapshot) if not pull.draft]
    names = (red.signal.name for red in line.reds if red.confirmed)
    old = under_way or ShadowStop(line=line.branch, since=times.red, stopped=line.stopped_at)
    facts = {
        "what": tuple(sorted(names))[:MOST_NAMES] or old.what,
        "held": max(old.held, len(held)),
        "ready": max(old.ready, sum(ready(pull) for pull in held)),
        "gap": old.gap or gap(line, times)[:MOST_NAMES],
    }
    return (old.model_copy(update=facts),)
