"""One brain that is woken as the App is: by webhooks (late, lost, doubled), by its own wishes, by the sweep.

It stands in for `loop.engine` and `loop.queue` on a clock that is moved: one repository, one pass at a time.
When a pass is due again is the engine's rule.
"""

import asyncio
import io
import math
import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import httpx

from bot.decide.plan import plan
from bot.github.auth import Credentials
from bot.github.client import Client
from bot.github.webhooks import wake
from bot.loop.brain import Brain, Identity
from bot.loop.engine import SEE_REFUSED, SEE_WRITES
from bot.loop.expectations import Expectations
from bot.loop.looked import Failed, Looked
from bot.loop.queue import RepoKey
from bot.loop.sweep import find
from bot.model.after_green import EnqueuePull
from bot.model.effects import Plan
from bot.model.snapshot import Snapshot
from bot.observe.scan import Apps
from bot.sandbox.store import Json, Repo
from bot.telemetry.ledger import JsonLines
from tests.drill.network import Road, Trouble
from tests.drill.town import START, Town
from tests.loop.story import Killed

SWEEP = timedelta(minutes=5)
"""ANDON_SWEEP_SECONDS as it is by default."""


@dataclass
class Delays:
    """What is stated of the way: seconds that a webhook takes, least and most, and seconds of a call.

    together: webhooks come at multiples of so many seconds only, so that a story takes fewer passes.
    """

    webhook: tuple[float, float] = (1, 8)
    call: float = 0.1
    thinks: bool = False
    lost: float = 0
    doubled: float = 0
    together: float = 0


@dataclass
class Watchman:
    """A brain on one repository. `alive` is whether its process runs; `after` is told of each pass."""

    town: Town
    chance: random.Random
    delays: Delays = field(default_factory=Delays)
    trouble: Trouble = field(default_factory=Trouble)
    counted: Counter[str] = field(default_factory=Counter[str])
    name: str = "server"
    alive: bool = True
    sweep: timedelta = SWEEP
    decide: Callable[[Snapshot], Plan] = plan
    told: Callable[[httpx.Request, httpx.Response], None] = lambda _request, _answer: None
    after: Callable[[Looked | Failed, bool], None] = lambda _one, _quiet: None

    def __post_init__(self) -> None:
        self._loop = asyncio.Runner()
        self._due: datetime | None = self.town.now()
        self._hooks: list[datetime] = []
        self._swept = self.town.now()
        self._failures = 0
        self._brain: Brain | None = None
        self._road: Road | None = None
        self._key = self._find()
        self.changes = 0
        self._emit = self.town.gh.world.emit
        self.town.gh.world.emit = self._told

    def close(self) -> None:
        """Let go of the connections, and hear nothing any more."""
        self.town.gh.world.emit = self._emit
        self.restart()
        self._loop.close()

    def _find(self) -> RepoKey:
        async def main() -> RepoKey:
            client = self._client(None)
            try:
                return (await find(client, (self.town.repo.name,)))[0][0]
            finally:
                await client.aclose()

        return self._loop.run(main())

    def _told(self, repo: Repo, event: str, action: str | None, payload: Json) -> None:
        """Something happened: a webhook is on its way, unless it is lost."""
        self._emit(repo, event, action, payload)
        if repo is not self.town.repo.record:
            return
        self.changes += payload.get("sender", {}).get("login") != self.town.app.bot.login
        if not wake(event, {"action": action, **payload, "installation": {"id": 1}}):
            return
        for _ in range(1 + (self.chance.random() < self.delays.doubled)):
            if self.chance.random() >= self.delays.lost:
                self._hooks.append(self._arrival())

    def _arrival(self) -> datetime:
        """When a webhook of now comes; those that come close together come together where that is stated."""
        at = self.town.now() + timedelta(seconds=self.chance.uniform(*self.delays.webhook))
        step = self.delays.together
        return (
            START + math.ceil((at - START).total_seconds() / step) * timedelta(seconds=step) if step else at
        )

    def wake(self, after: timedelta = timedelta()) -> None:
        """Have the repository looked at by then."""
        due = self.town.now() + after
        self._due = min(due, self._due or due)

    def restart(self) -> None:
        """Another process, which remembers nothing and sweeps first."""
        brain, self._brain = self._brain, None
        if brain is not None:
            self._loop.run(brain.client.aclose())
        self._failures = 0
        self._due = self._swept = self.town.now()

    def run(self, until: datetime) -> None:
        """Let time go by: jobs end, webhooks come, passes are made, each at its moment."""
        clock = self.town.gh.clock
        while (moment := self._next()) <= until:
            wait = (moment - clock.now()).total_seconds()
            clock.advance(seconds=max(wait, 0))
            self._step()
        clock.advance(seconds=max((until - clock.now()).total_seconds(), 0))

    def _next(self) -> datetime:
        """When something happens next."""
        moments = [self.town.gh.world.actions.next_end(), *self._hooks]
        if self.alive:
            moments += [self._due, self._swept + self.sweep]
        return min(
            (one for one in moments if one), default=datetime.max.replace(tzinfo=self.town.now().tzinfo)
        )

    def _step(self) -> None:
        """What is due now."""
        now = self.town.now()
        if any(hook <= now for hook in self._hooks):
            self._hooks = [hook for hook in self._hooks if hook > now]
            if self.alive:
                self.wake()
        if not self.alive:
            return
        if self._swept + self.sweep <= now:
            self._swept = now
            self.wake()
        if self._due and self._due <= now:
            self.make_pass()

    def make_pass(self) -> Looked | Failed | None:
        """A pass, now; None if the brain was killed in it."""
        self._due = None
        before = self.changes
        self.counted["passes"] += 1
        brain = self._living()
        if self._road:
            self._road.rested()
        try:
            (one,) = self._loop.run(brain.make_pass((self._key,), "webhook"))
        except Killed:
            self.restart()
            return None
        self._again(one)
        self.after(one, self.changes == before)
        return one

    def _again(self, one: Looked | Failed) -> None:
        """When the engine would look again."""
        if isinstance(one, Failed) or one.errors:
            self.counted["passes that failed"] += 1
            self._failures += 1
            told = one.after if isinstance(one, Failed) else one.wait
            self.wake(
                told or min(timedelta(seconds=2) * 2 ** min(self._failures - 1, 10), timedelta(minutes=15))
            )
        else:
            self._failures = 0
            counted = (d for e, d in one.done if d.outcome == "done" or not isinstance(e, EnqueuePull))
            outcomes = {done.outcome for done in counted}
            if one.wait is not None:
                self.wake(one.wait)
            elif outcomes:
                self.wake(SEE_WRITES if "done" in outcomes else SEE_REFUSED)
            if one.plan.look_again is not None:
                self.wake(one.plan.look_again)

    def look(self) -> Looked | Failed:
        """What a brain that remembers nothing would do now, on a calm day."""

        async def main() -> Looked | Failed:
            client = self._client(None)
            try:
                (one,) = await self._made(client).look((self._key,))
                return one
            finally:
                await client.aclose()

        return self._loop.run(main())

    def _living(self) -> Brain:
        if self._brain is None:
            road = Road(
                move=self._move,
                chance=self.chance,
                trouble=self.trouble,
                counted=self.counted,
                call=self.delays.call,
            )
            road.thinks, road.told = self.delays.thinks, self.told
            self._road = road
            self._brain = self._made(self._client(road))
        return self._brain

    def _move(self, seconds: float) -> None:
        self.town.gh.clock.advance(seconds=seconds)

    def _client(self, road: Road | None) -> Client:
        app = self.town.app
        credentials = Credentials(app.client_id, app.private_pem)
        return Client(credentials, self.town.gh.api_url, self.town.now, road)

    def _made(self, client: Client) -> Brain:
        app, gh = self.town.app, self.town.gh
        who = Identity(Apps(app.id, 15368, app.slug), app.slug, gh.url, "http://127.0.0.1:9", self.name)
        ledger = JsonLines(stream=io.StringIO())
        return Brain(client, who, self.town.now, ledger, expectations=Expectations(), decide=self.decide)
