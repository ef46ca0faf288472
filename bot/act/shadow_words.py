"""The words of the shadow report: its issue, and a comment for each repository. Pure. Neighbour: `words`."""

from bot.act.markdown import count, cut, length, plain
from bot.act.words import MAX_TEXT, clock
from bot.model.shadow import REPORT_MARKER, ShadowRecord, ShadowStop

TITLE = "Andon's shadow report: what mode enforce would have held"
MOST_ROWS = 200


def body(records: tuple[ShadowRecord, ...]) -> str:
    """The issue's text: a row for each repository, those that would have been held most first."""
    rows = sorted(records, key=lambda record: (-_held(record), record.name))
    table = [
        f"| {plain(one.name)} | {len(one.stops)} | {_held(one)} | {sum(stop.ready for stop in one.stops)} |"
        for one in rows[:MOST_ROWS]
    ]
    more = [f"And {count(len(rows) - MOST_ROWS, 'repository')} more."] if len(rows) > MOST_ROWS else []
    head = "| repository | stops | pull requests held | of them ready |\n|---|---|---|---|"
    told = "Repositories in mode `shadow` are held by nothing. Under `enforce` this would have been:"
    return cut("\n\n".join([told, "\n".join([head, *table]), *more]), MAX_TEXT) + f"\n\n{REPORT_MARKER}"


def _held(record: ShadowRecord) -> int:
    return sum(stop.held for stop in record.stops)


def comment(record: ShadowRecord) -> str:
    """A repository's comment: its stops, newest first, and its record."""
    rows = [_stop(stop) for stop in reversed(record.stops)]
    return cut("\n".join([f"**{plain(record.name)}**", "", *rows]), MAX_TEXT // 2) + f"\n\n{record.encode()}"


def _stop(stop: ShadowStop) -> str:
    names = f": {', '.join(plain(name) for name in stop.what)}" if stop.what else ""
    seconds = int((stop.until - stop.stopped).total_seconds()) if stop.until else None
    lasted = f" ({length(seconds)})" if seconds is not None else ""
    slipped = f" Merged in the gap: {', '.join(plain(name) for name in stop.gap)}." if stop.gap else ""
    return (
        f"- {plain(stop.line)}{names}. Red {clock(stop.since)} · would have stopped {clock(stop.stopped)} · "
        f"until {clock(stop.until)}{lasted}. Held: {count(stop.held, 'pull request')} ({stop.ready} ready).{slipped}"
    )
