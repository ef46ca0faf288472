"""The shadow report: what mode enforce would have held in repositories that are in mode shadow.

One issue in one operations repository; in it a comment for each repository that ever stopped, which holds
its record, invisible. What stands there is told in `act.shadow_words`.
"""

from typing import Literal

from pydantic import AwareDatetime, Field, ValidationError

from bot.model.value import Stored, Value

MOST = 20
"""Stops of one repository that are told, the newest."""
MOST_PAGES = 25
"""Pages of 100 comments that are read of the report: GitHub lets an issue have no more than 2,500."""
REPORT_LABEL = "andon-shadow"
REPORT_MARKER = "<!-- andon:shadow-report -->"
_OPEN, _CLOSE = "<!-- andon:shadow ", " -->"


class ShadowStop(Stored):
    """A stop that held nobody: which line, from when until when, what failed, and what it would have held.

    `held` are pull requests that would have waited, `ready` those of them that could have been merged, each the
    most at any look; `gap` came onto the line after it had gone red and before it would have stopped.
    """

    line: str
    since: AwareDatetime
    stopped: AwareDatetime
    until: AwareDatetime | None = None
    what: tuple[str, ...] = ()
    held: int = 0
    ready: int = 0
    gap: tuple[str, ...] = ()


class ShadowRecord(Stored):
    """The stops of one repository, oldest first."""

    repository: int
    name: str
    stops: tuple[ShadowStop, ...] = Field(default=(), max_length=MOST)

    def encode(self) -> str:
        """The record as it stands, invisible, in its comment."""
        text = self.model_dump_json(exclude_defaults=True)
        return f"{_OPEN}{text.replace('<', chr(92) + 'u003c').replace('>', chr(92) + 'u003e')}{_CLOSE}"

    @classmethod
    def decode(cls, comment: str) -> "ShadowRecord | None":
        """The record in a comment's body, None where there is none or it is damaged."""
        text, found, _ = comment.partition(_OPEN)[2].partition(_CLOSE)
        if not found:
            return None
        try:
            return cls.model_validate_json(text)
        except ValidationError:
            return None

    def merged(self, newer: "ShadowRecord") -> "ShadowRecord":
        """What stands here with what a pass saw since, whoever wrote meanwhile: an end that is known stays."""
        known = {(stop.line, stop.since): stop for stop in self.stops}
        for stop in newer.stops:
            old = known.get((stop.line, stop.since), stop)
            most = {"held": max(stop.held, old.held), "ready": max(stop.ready, old.ready)}
            known[stop.line, stop.since] = stop.model_copy(update={**most, "until": old.until or stop.until})
        stops = sorted(known.values(), key=lambda stop: (stop.since, stop.line))
        return newer.model_copy(update={"stops": tuple(stops[-MOST:])})


class Report(Value):
    """Where the report is filed, and what it says of one repository. `app` is our App's slug."""

    id: int
    node_id: str
    name: str
    app: str
    stops: tuple[ShadowStop, ...] = ()


class NoteShadow(Value):
    """Make the report tell of a repository's stops, on top of what stands there by then."""

    kind: Literal["note-shadow"] = "note-shadow"
    report: Report
    record: ShadowRecord
