"""How many writes an installation may still make: GitHub's stricter limit, kept by ourselves.

GitHub allows 80 requests a minute and 500 an hour that create content, and does not say whether check
runs are among them; here every write counts. Cords have lanes apart from everything else, so that
neither can use up what the other needs, and some of their own is kept for those of pull requests that could
merge. Pure; `governor` keeps one per installation.
Source: docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api#about-secondary-rate-limits
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Literal, TypeAlias

Lane: TypeAlias = Literal["cord", "other"]

_CORD = re.compile(r"/check-runs(/\d+)?$")
_EPOCH = datetime.fromtimestamp(0, UTC)


@dataclass(frozen=True)
class Limit:
    """At most `total` writes within `span`, and of each lane at most what it has in `lanes`.

    idle: how many cords there may be before those that hold nothing back now wait; None for no such difference.
    What a lane cannot reach is kept for the other one. A write counts until the end of the `step` in
    which its span is over: whoever has to wait then finds room for many writes, not for one.
    """

    span: timedelta
    step: timedelta
    total: int
    lanes: Mapping[Lane, int]
    idle: int | None = None

    def until(self, at: datetime) -> datetime:
        """Until when a write made at `at` counts."""
        steps = -((_EPOCH - (at + self.span)) // self.step)
        return _EPOCH + steps * self.step


def limits(a_minute: int, an_hour: int) -> tuple[Limit, ...]:
    """So many writes: of them 15/16 at most for cords, 3/8 for the rest, at least one each.

    Cords of what could not merge now leave a sixth of all to the others.
    """
    spans = (
        (timedelta(minutes=1), timedelta(seconds=5), a_minute),
        (timedelta(hours=1), timedelta(minutes=1), an_hour),
    )
    return tuple(
        Limit(
            span,
            step,
            total,
            {"cord": max(total * 15 // 16, 1), "other": max(total * 3 // 8, 1)},
            max(total * 5 // 6, 1),
        )
        for span, step, total in spans
    )


LIMITS = limits(80, 500)
"""What GitHub documents."""


def lane(method: str, url: str, document: str = "") -> Lane | None:
    """The lane of a call; None if it changes nothing, as a GraphQL document that is no mutation."""
    if method == "GET" or (url.endswith("/graphql") and not mutates(document)):
        return None
    return "cord" if _CORD.search(url) else "other"


def mutates(document: str) -> bool:
    """Whether a GraphQL document writes."""
    return document.lstrip().startswith("mutation")


@dataclass
class Budget:
    """The writes of the last hour, and whether there may be another one now."""

    limits: tuple[Limit, ...] = LIMITS
    _made: list[tuple[datetime, Lane]] = field(default_factory=list[tuple[datetime, Lane]])

    def wait(self, lane: Lane, now: datetime, idle: bool = False) -> timedelta:
        """How long until a write of this lane is within the limits; nothing if it is now.

        idle: a cord that holds back nothing that could merge now.
        """
        free = (self._free(limit, lane, now, idle) - now for limit in self.limits)
        return max(free, default=timedelta())

    def spend(self, lane: Lane, now: datetime) -> None:
        """A write of this lane is made now."""
        longest = max(limit.until(now) - now for limit in self.limits)
        self._made = [(at, which) for at, which in self._made if now - at < longest]
        self._made.append((now, lane))

    def _free(self, limit: Limit, lane: Lane, now: datetime, idle: bool) -> datetime:
        """When enough writes have left the limit's span for one more; `now` if they have."""
        counting = [(limit.until(at), which) for at, which in self._made if limit.until(at) > now]
        of_all = sorted(until for until, _ in counting)
        of_lane = sorted(until for until, which in counting if which == lane)
        most_of_lane = limit.idle if idle and limit.idle is not None else limit.lanes[lane]
        excess = ((of_all, limit.total), (of_lane, most_of_lane))
        return max(
            (untils[len(untils) - most] for untils, most in excess if len(untils) >= most), default=now
        )
