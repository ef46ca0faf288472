"""Webhooks that GitHub could not deliver are asked for again. The sweep finds all they would have told.

So this is about latency alone, and about noticing: GitHub never tries again by itself, and says nothing
where its deliveries fail. A delivery's attempts share a guid; one that none of them brought home is lost.
Each is asked for again with growing pauses, a few times, and no more while nothing comes through.
Source: docs.github.com/en/webhooks/using-webhooks/handling-failed-webhook-deliveries
"""

import asyncio
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import structlog

from bot.github.client import Client
from bot.github.errors import Gone
from bot.github.node import Node
from bot.loop.guard import EVERYTHING, Fault, guarded
from bot.model.events import ReceivingEvent
from bot.telemetry.ledger import JsonLines

EVERY = timedelta(minutes=3)
KEPT = timedelta(days=3)
"""How long GitHub keeps a delivery, and delivers it again."""
OVERLAP = timedelta(minutes=10)
"""What a round reads again of what the round before it read: lists lag."""
SETTLING = timedelta(minutes=1)
"""A younger attempt may be under way still."""
MOST = 100
"""Deliveries that are asked for in one round."""
PROBE = 1
"""The same while none of those asked for in the round before came through."""
ATTEMPTS = 8
"""Attempts at one delivery, GitHub's own among them; the last is three hours after the first."""
MAX_PAGES = 100

log = structlog.get_logger()


@dataclass(frozen=True)
class Attempt:
    """One attempt at a delivery, as GitHub lists it."""

    id: int
    guid: str
    at: datetime
    ok: bool


@dataclass(frozen=True)
class Gap:
    """What is lost at present: how many deliveries, since when, how many of them are given up."""

    lost: int = 0
    given_up: int = 0
    oldest: datetime | None = None
    growing: bool = False


@dataclass
class _Lost:
    """A delivery without an answer of OK: when it was first sent, and its attempts."""

    first: datetime
    newest: Attempt
    ids: set[int] = field(default_factory=set[int])
    asked: int = 0
    asked_at: datetime | None = None

    @property
    def attempts(self) -> int:
        """How often it was tried; what was asked for may not be listed yet."""
        return max(len(self.ids), 1 + self.asked)

    def due(self, now: datetime) -> bool:
        """Whether to ask for it now: after 3, 6, 12 … minutes, until it is given up."""
        if self.attempts >= ATTEMPTS:
            return False
        tried = max(self.newest.at, self.asked_at or self.newest.at)
        pause = EVERY * 2 ** (self.attempts - 2) if self.attempts > 1 else SETTLING
        return now - tried >= pause


@dataclass
class Redelivery:
    """Runs beside the engine, round after round. `gap` is what the last round found, None before it."""

    client: Client
    ledger: JsonLines
    now: Callable[[], datetime]
    every: timedelta = EVERY
    gap: Gap | None = None
    _lost: dict[str, _Lost] = field(default_factory=dict[str, _Lost])
    _read: datetime | None = None
    _asked: frozenset[str] = frozenset()

    async def run(self) -> None:
        """A round now, and every few minutes for ever."""
        while True:
            made = await guarded(EVERYTHING, self.round())
            if isinstance(made, Fault):
                log.warning("deliveries could not be looked at", repo=EVERYTHING, error=made.why)
            await asyncio.sleep(self.every.total_seconds())

    async def round(self) -> Gap:
        """Look at what was delivered since the last round, tell what is lost, and ask for it again."""
        began = self.now()
        since = max(began - KEPT, self._read - OVERLAP) if self._read else began - KEPT
        self._note(await self._attempts(since), began)
        self._read = began
        self.gap = self._tell(began)
        await self._ask(began)
        return self.gap

    async def _attempts(self, since: datetime) -> list[Attempt]:
        """The attempts since then, newest first, as far as `MAX_PAGES` reach."""
        found: list[Attempt] = []
        query: dict[str, str | int] = {"per_page": 100}
        for _ in range(MAX_PAGES):
            answer = await self.client.call("GET /app/hook/deliveries", None, sent=query)
            page = [_attempt(node) for node in answer.data.items()]
            found += (one for one in page if one.at >= since)
            cursor = re.search(r'[?&]cursor=([^&>]+)[^>]*>; rel="next"', answer.headers.get("link", ""))
            if cursor is None or (page and page[-1].at < since):
                return found
            query["cursor"] = cursor[1]
        log.warning("only the newest deliveries were looked at", repo=EVERYTHING, count=len(found))
        return found

    def _note(self, attempts: Iterable[Attempt], now: datetime) -> None:
        """Keep what is lost; forget what came through, and what GitHub has forgotten."""
        attempts = tuple(attempts)
        through = {one.guid for one in attempts if one.ok}
        for one in attempts:
            lost = self._lost.setdefault(one.guid, _Lost(one.at, one))
            lost.ids.add(one.id)
            lost.first = min(lost.first, one.at)
            lost.newest = max(lost.newest, one, key=lambda attempt: (attempt.at, attempt.id))
        self._lost = {
            guid: lost
            for guid, lost in self._lost.items()
            if guid not in through and lost.first >= now - KEPT
        }

    def _tell(self, now: datetime) -> Gap:
        """The gap; an alarm while it grows, a line in the ledger when it is another."""
        before, lost = self.gap or Gap(), self._lost.values()
        gap = Gap(
            lost=len(lost),
            given_up=sum(one.attempts >= ATTEMPTS for one in lost),
            oldest=min((one.first for one in lost), default=None),
            growing=len(lost) > before.lost,
        )
        told = {"lost": gap.lost, "given_up": gap.given_up, "oldest": str(gap.oldest)}
        if gap.growing:
            log.error("webhooks are being lost", repo=EVERYTHING, **told)
        elif before.lost and not gap.lost:
            log.info("no webhook is lost any more", repo=EVERYTHING)
        if (gap.lost, gap.given_up) != (before.lost, before.given_up):
            self.ledger.write(
                ReceivingEvent(
                    timestamp=now,
                    webhooks_lost=gap.lost,
                    given_up=gap.given_up,
                    oldest=gap.oldest,
                    growing=gap.growing,
                )
            )
        return gap

    async def _ask(self, now: datetime) -> None:
        """Ask for what is due, the oldest first; only a probe while nothing comes through."""
        deaf = bool(self._asked) and self._asked <= self._lost.keys()
        due = sorted(
            ((lost.first, guid) for guid, lost in self._lost.items() if lost.due(now)),
        )[: PROBE if deaf else MOST]
        for _, guid in due:
            lost = self._lost[guid]
            route = "POST /app/hook/deliveries/{delivery_id}/attempts"
            try:
                await self.client.call(route, None, {"delivery_id": lost.newest.id})
            except Gone:  # GitHub has it no more
                lost.asked = ATTEMPTS
                continue
            lost.asked, lost.asked_at = lost.attempts, now
        if due:
            self._asked = frozenset(guid for _, guid in due)
            log.info("asked for lost webhooks again", repo=EVERYTHING, count=len(due))


def _attempt(node: Node) -> Attempt:
    """GitHub itself takes a status of 200 to 399 for success."""
    return Attempt(
        id=node["id"].number(),
        guid=node["guid"].text(),
        at=node["delivered_at"].time(),
        ok=200 <= node["status_code"].number() < 400,
    )
