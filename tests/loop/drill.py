"""Many brains at work on the same repositories, in bad weather, among people: the drill.

Everything random is drawn from one seed. Time moves by minutes only between passes: a pass takes no longer
than its limit, and a brain that is frozen for longer is `test_late`'s affair. When the people have gone
home, the brains go on until nothing is left to do, and what they leave is held against what must hold.
"""

import asyncio
import random
from collections import Counter
from collections.abc import AsyncGenerator, Generator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from bot.demo.stage import publish
from bot.github.client import Client
from bot.loop.looked import Looked
from bot.loop.queue import RepoKey
from bot.loop.sweep import find
from bot.sandbox import Sandbox, git
from bot.sandbox.actions.runner import Outcome
from bot.sandbox.build import Wrap
from bot.sandbox.repo_handle import RepoHandle
from bot.sandbox.store import Issue, Job, Run
from tests.loop.people import PUZZLING, WHOLE, People
from tests.loop.story import CONFIG, FILES, LONGEST_STEP, Killed, Story
from tests.loop.watch import Watch
from tests.loop.weather import Climate, Weather
from tests.workers import door

CALM = Climate(fault=0, kill=0, lag=0, double=0)
MOMENTS = (0.0, 1.0, 3.0, 20.0, 61.0, 130.0, 660.0)
"""Seconds that go by between two events."""
PASSES = 2
"""Passes that are begun between two events, at least."""
MOST_ROUNDS = 150


def ends(run: Run, job: Job) -> Outcome:
    """How CI ends: by what app.py says where it runs."""
    text = git.blob(run.repo.path, run.sha, "app.py") or ""
    red = "broken" in text or "puzzling" in text or ("flaky" in text and job.attempt == 1)
    return Outcome("failure" if red else "success")


@dataclass
class Gate:
    """Lets passes be made side by side, and time move only while none is."""

    passes: int = 0
    ever: int = 0
    moving: bool = False
    changed: asyncio.Condition = field(default_factory=asyncio.Condition)

    @asynccontextmanager
    async def a_pass(self) -> AsyncGenerator[None]:
        """Inside the block a pass is made."""
        async with self.changed:
            await self.changed.wait_for(lambda: not self.moving)
            self.passes += 1
            self.ever += 1
            self.changed.notify_all()
        try:
            yield
        finally:
            async with self.changed:
                self.passes -= 1
                self.changed.notify_all()

    async def begun(self, more: int) -> None:
        """Wait until so many more passes were begun."""
        until = self.ever + more
        async with self.changed:
            await self.changed.wait_for(lambda: self.ever >= until)

    @asynccontextmanager
    async def nobody(self) -> AsyncGenerator[None]:
        """Inside the block no pass is made."""
        async with self.changed:
            self.moving = True
            await self.changed.wait_for(lambda: not self.passes)
        try:
            yield
        finally:
            async with self.changed:
                self.moving = False
                self.changed.notify_all()


@dataclass
class Drill:
    """One drill: `brains` brains on repositories in which `events` things happen."""

    story: Story
    seed: int
    brains: int
    events: int
    repositories: int = 3
    climate: Climate = field(default_factory=Climate)
    counted: Counter[str] = field(default_factory=Counter[str])
    happened: list[str] = field(default_factory=list[str])
    over: bool = False
    gate: Gate = field(default_factory=Gate)

    def __post_init__(self) -> None:
        self.chance = random.Random(self.seed)
        self.watch = Watch(self.story.gh, self.story.app)
        self.people = [People(self.story, self._repository(n), self.chance) for n in range(self.repositories)]

    @property
    def repos(self) -> list[RepoHandle]:
        """The repositories."""
        return [one.repo for one in self.people]

    def run(self) -> list[str]:
        """Everything that did not hold; empty if all did."""
        asyncio.run(self._run())
        self.watch.check_fence(self.story.worker.past)
        return [*self.watch.broken, *(one for p in self.people for one in self._wrong(p))]

    async def _run(self) -> None:
        keys = await self._keys()
        async with asyncio.TaskGroup() as tasks:
            for number in range(self.brains):
                tasks.create_task(self._brain(number, keys))
            await self._events()
            self.over = True
        await self._quiet(keys)

    def _repository(self, number: int) -> RepoHandle:
        repo = self.story.gh.repository(f"acme/drill-{self.seed}-{number}", FILES)
        repo.require("Andon", app=self.story.app, bypass=("alice",))
        repo.collaborator("bob", "write")
        self.story.gh.idle()
        return repo

    async def _keys(self) -> tuple[RepoKey, ...]:
        client = self.story.client()
        try:
            return (await find(client, tuple(repo.name for repo in self.repos)))[0]
        finally:
            await client.aclose()

    async def _brain(self, number: int, keys: tuple[RepoKey, ...]) -> None:
        """One brain after another, each until it is killed."""
        while not self.over:
            chance = random.Random(f"{self.seed}/{number}/{self.counted['passes']}")
            weather = Weather(
                chance=chance, climate=self.climate, now=self.story.gh.clock.now, counted=self.counted
            )
            client = self.story.client(weather)
            brain = self.story.brain(client, f"brain-{number}")
            try:
                while not self.over:
                    async with self.gate.a_pass():
                        self.counted["passes"] += 1
                        looked = await brain.make_pass((chance.choice(keys),), "debug")
                    if failed := sum(not isinstance(one, Looked) for one in looked):
                        self.counted["passes that failed"] += failed
                        await asyncio.sleep(0.02)
            except Killed:
                continue
            finally:
                await client.aclose()

    async def _events(self) -> None:
        for _ in range(self.events):
            people = self.chance.choice(self.people)
            what = await asyncio.to_thread(people.act)
            self.counted["events that came to nothing"] += ": " in what
            self.happened.append(f"{people.repo.name}: {what}")
            await self.gate.begun(PASSES * self.brains)
            await self._later(self.chance.choice(MOMENTS))

    async def _later(self, seconds: float) -> None:
        async with self.gate.nobody():
            self.story.gh.clock.advance(seconds=seconds)

    async def _quiet(self, keys: tuple[RepoKey, ...]) -> None:
        """The people go home; the brains go on until another pass of any would do nothing."""
        for people in self.people:
            await asyncio.to_thread(people.push, self._last(people), "Leave it so")
        await asyncio.to_thread(self.story.gh.idle)
        await self._later(120)
        client = self.story.client()
        try:
            for _ in range(MOST_ROUNDS):
                if await self._round(client, keys):
                    return
        finally:
            await client.aclose()
        raise AssertionError(f"no rest after {MOST_ROUNDS} rounds: {self.happened}")

    async def _round(self, client: Client, keys: tuple[RepoKey, ...]) -> bool:
        """One pass of every brain at once; whether all of them found nothing to do."""
        await asyncio.to_thread(self.story.gh.idle)
        brains = [self.story.brain(client, f"brain-{n}") for n in range(self.brains)]
        found = await asyncio.gather(*(brain.make_pass(keys, "debug") for brain in brains))
        looked = [one for many in found for one in many if isinstance(one, Looked)]
        assert len(looked) == len(keys) * self.brains, found
        waits = [one.plan.look_again for one in looked if one.plan.look_again]
        busy = any(one.plan.effects for one in looked)
        if not busy and not [wait for wait in waits if wait < timedelta(minutes=5)]:
            return True
        self.story.gh.clock.advance(seconds=1 if busy else min(*waits, LONGEST_STEP).total_seconds())
        return False

    def _last(self, people: People) -> dict[str, str]:
        """Every other repository is left red beyond a fixer's means, in mode enforce."""
        text = PUZZLING if self._stays_red(people) else WHOLE
        return {**text, ".github/andon.yml": CONFIG}

    def _stays_red(self, people: People) -> bool:
        return self.people.index(people) % 2 == 1

    def _kept_open(self, job: Issue) -> bool:
        """Whether somebody opened a job again that was done: it is theirs."""
        return any(label.name == "andon:done" for label in job.labels)

    def _wrong(self, people: People) -> list[str]:
        """What does not hold in one repository at the end."""
        repo, red = people.repo, self._stays_red(people)
        wanted, found = "failure" if red else "success", list[str]()
        with self.story.gh.world.lock:
            for issue in repo.record.issues.values():
                if issue.pull and issue.state == "open":
                    ours = [
                        c for c in repo.checks(issue.pull.head_sha, "Andon") if c.app.id == self.story.app.id
                    ]
                    shows = ours[-1].conclusion if ours else None
                    if shows != wanted:
                        found.append(f"{repo.name}#{issue.number}: its cord is {shows}, not {wanted}")
            jobs = [job.number for job in people.jobs("open") if not self._kept_open(job)]
            if (len(jobs) != 1) if red else jobs:
                found.append(
                    f"{repo.name}: jobs {jobs} are open, and the line is {'red' if red else 'green'}"
                )
        return found


@contextmanager
def drilling(root: Path, wrap: Wrap | None = None) -> Generator[Story]:
    """One sandbox and App for drills, one after another."""
    published = {"andon-bot/andon": publish(root / "andon")}
    with Sandbox(root / "github", wrap=wrap, actions=published) as gh:
        app = gh.app("andon")
        gh.world.rate_limit = 10**9
        with door(gh, app) as url:
            story = Story(gh, app, url)
            gh.script(ends)
            yield story
