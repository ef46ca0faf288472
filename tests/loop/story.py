"""The whole story as one call: a line goes red, is stopped, mended by a worker, and runs again.

`Story` sets it up once for many repositories; `live` makes passes with brains that remember nothing
until nothing is left to do; `Dying` is how a brain is killed at one of its writes.
"""

import asyncio
import io
import json
import re
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx

from bot.demo.stage import publish
from bot.github.auth import Credentials
from bot.github.client import Client
from bot.loop.brain import Brain, Identity
from bot.loop.looked import Failed, Looked
from bot.loop.sweep import find
from bot.model.jobs import Claim, Record
from bot.model.templates import CALLER
from bot.observe.scan import Apps
from bot.sandbox import Sandbox, git, git_process
from bot.sandbox.repo_handle import RepoHandle
from bot.sandbox.store import App, Issue
from bot.telemetry.ledger import JsonLines
from tests.contract.recorder import Contract
from tests.rig import CI, fails_when
from tests.workers import Worker, door

CONFIG = """\
version: 1
mode: enforce
fix: {ladder: [rerun, autofix, person], autofix: ["sed -i s/broken/mended/ app.py"], merge: auto}
"""
FILES: dict[str, str | bytes | None] = {
    ".github/workflows/ci.yml": CI,
    ".github/workflows/andon.yml": CALLER,
    ".github/andon.yml": CONFIG,
    "app.py": "x = 'whole'\n",
}
BROKEN = {"app.py": "x = 'broken'\n"}
MOST_PASSES = 100
LONGEST_STEP = timedelta(seconds=61)
"""How far time is moved at once while there is nothing to do: past a takeover, not past a limit."""


class Killed(BaseException):
    """The brain's process is gone: nothing of it runs any more, not even an `except Exception`."""


class Dying(httpx.AsyncBaseTransport):
    """Counts the writes of one life; kills at the `at`-th, before it is sent or before it is answered.

    With `fails` it does not kill: GitHub answers that one write with a 502.
    """

    def __init__(self, at: int = 0, answered: bool = False, fails: bool = False) -> None:
        self.writes: list[str] = []
        self._at = at
        self._answered = answered
        self._fails = fails
        self._inner = httpx.AsyncHTTPTransport()

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        writing = writes(request)
        if writing:
            self.writes.append(f"{request.method} {_in_repository(request.url.path)}")
        dies = writing and len(self.writes) == self._at
        if dies and not self._answered:
            return self._end()
        response = await self._inner.handle_async_request(request)
        if dies:
            await response.aread()
            await response.aclose()
            return self._end()
        return response

    def _end(self) -> httpx.Response:
        if self._fails:
            return httpx.Response(502)
        raise Killed

    async def aclose(self) -> None:
        await self._inner.aclose()


class Failing(httpx.AsyncBaseTransport):
    """Every write fails once with a 502, before it is made or (`made`) after it was."""

    def __init__(self, made: bool) -> None:
        self.failed: list[str] = []
        self._made = made
        self._inner = httpx.AsyncHTTPTransport()

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        write = _named(request)
        fails = writes(request) and write not in self.failed
        if fails and not self._made:
            self.failed.append(write)
            return httpx.Response(502)
        response = await self._inner.handle_async_request(request)
        if fails and response.status_code < 300:
            self.failed.append(write)
            await response.aread()
            await response.aclose()
            return httpx.Response(502)
        return response

    async def aclose(self) -> None:
        await self._inner.aclose()


def _named(request: httpx.Request) -> str:
    """What a write is about, without what differs each time it is tried."""
    body = re.sub(r"[0-9a-f]{40}|\d\d:\d\d|\d\d\.\d+Z|andon:story \w+", "", request.content.decode())
    return f"{request.method} {request.url.path} {body}"


def writes(request: httpx.Request) -> bool:
    """Whether a request changes the world; minting a token and asking GraphQL do not."""
    return request.method != "GET" and not request.url.path.endswith(("/access_tokens", "/graphql"))


def _in_repository(path: str) -> str:
    """A path below its repository, with every id as N."""
    below = path.removeprefix("/api/v3/repos/").split("/", 2)[2]
    return re.sub(r"/(\d+|[0-9a-f]{16})(?=/|$)", "/N", below)


@contextmanager
def stories(root: Path, contract: Contract) -> Generator["Story"]:
    """One sandbox and App for many stories, under the contract; each has a repository of its own."""
    published = {"andon-bot/andon": publish(root / "andon")}
    with Sandbox(root / "github", wrap=contract.wrap, actions=published) as gh:
        app = gh.app("andon")
        with door(gh, app) as url:
            yield Story(gh, app, url)
        contract.record_deliveries(gh.world.deliveries)


@dataclass
class Story:
    """One sandbox and App for many repositories, each of which goes once around the loop."""

    gh: Sandbox
    app: App
    app_url: str
    worker: Worker = field(default_factory=Worker)
    ledger: io.StringIO = field(default_factory=io.StringIO)

    def __post_init__(self) -> None:
        self.gh.install(self.app, "acme")
        self.gh.play(self.worker.play)
        self.gh.script(fails_when("broken"))

    def begin(self, name: str) -> RepoHandle:
        """A repository with a green line and a pull request whose cord says so; then the line breaks.

        Each has an hour of its own: all stories of a test module share what GitHub lets the App ask in one.
        """
        self.gh.clock.advance(hours=1)
        repo = self.gh.repository(f"acme/{name}", FILES)
        repo.require("Andon", app=self.app, bypass=("alice",))
        repo.collaborator("bob", "write")
        repo.branch("topic")
        repo.commit({"topic.txt": "hello\n"}, "topic", by="bob")
        repo.pull("topic", by="bob")
        self.live(repo)
        repo.commit(BROKEN, message="Break it")
        return repo

    def brain(self, client: Client, name: str = "test") -> Brain:
        """A fresh brain: nothing remembered."""
        who = Identity(
            Apps(self.app.id, 15368, self.app.slug), self.app.slug, self.gh.url, self.app_url, name
        )
        return Brain(client, who, self.gh.clock.now, JsonLines(stream=self.ledger))

    def client(self, transport: httpx.AsyncBaseTransport | None = None) -> Client:
        """A fresh client of the App."""
        credentials = Credentials(self.app.client_id, self.app.private_pem)
        return Client(credentials, self.gh.api_url, self.gh.clock.now, transport)

    def live(self, repo: RepoHandle, transport: httpx.AsyncBaseTransport | None = None) -> Looked:
        """Passes, each of a new brain, until nothing is planned or waited for; or until killed."""
        return asyncio.run(self._live(repo, self.client(transport)))

    async def _live(self, repo: RepoHandle, client: Client) -> Looked:
        try:
            (key,), _ = await find(client, (repo.name,))
            for _ in range(MOST_PASSES):
                await asyncio.to_thread(self.gh.idle)
                (looked,) = await self.brain(client).make_pass((key,), "debug")
                if isinstance(looked, Failed):
                    assert "GitHub failed" in looked.why, looked.why  # the breaker is open: wait
                    self.gh.clock.advance(seconds=LONGEST_STEP.total_seconds())
                    continue
                if not looked.plan.effects and looked.plan.look_again is None:
                    return looked
                wait = timedelta(seconds=1) if looked.plan.effects else looked.plan.look_again
                self.gh.clock.advance(seconds=min(wait or LONGEST_STEP, LONGEST_STEP).total_seconds())
        finally:
            await client.aclose()
        raise AssertionError(f"no rest after {MOST_PASSES} passes; {self.end(repo)}")

    def end(self, repo: RepoHandle) -> dict[str, Any]:
        """The world as the story leaves it, in the words of the story."""
        with self.gh.world.lock:
            ours = [i for i in repo.record.issues.values() if i.author == self.app.bot]
            jobs, fixes = [i for i in ours if not i.pull], [i for i in ours if i.pull]
            workers = {r.id for r in repo.record.runs.values() if r.event == "workflow_dispatch"}
            return {
                "jobs": [_told(job) for job in jobs],
                "fixes": [(fix.state, bool(fix.pull and fix.pull.merged)) for fix in fixes],
                "main": git.blob(repo.record.path, repo.head(), "app.py"),
                "past the fence": len([run for run in self.worker.past if run in workers]),
                "cords": self._cords(repo),
                "claim": [_claim(repo, oid) for oid in repo.refs("refs/andon/").values()],
            }

    def ends(self, repo: RepoHandle) -> list[bool]:
        """Of each end of a job that the ledger tells of, whether it succeeded."""
        events = [json.loads(line) for line in self.ledger.getvalue().splitlines()]
        return [e["success"] for e in events if e["event"] == "job" and e["repo"] == repo.name]

    def records(self, repo: RepoHandle) -> list[Record]:
        """The records that the jobs hold, in their first comments."""
        with self.gh.world.lock:
            jobs = [i for i in repo.record.issues.values() if i.author == self.app.bot and not i.pull]
            found = [Record.decode(comment.body) for job in jobs for comment in job.comments[:1]]
        return [record for record in found if record]

    def _cords(self, repo: RepoHandle) -> list[str | None]:
        """The newest cord of every pull request that was not merged."""
        pulls = [i.pull for i in repo.record.issues.values() if i.pull and not i.pull.merged]
        found = [[c for c in repo.checks(p.head_sha, "Andon") if c.app.id == self.app.id] for p in pulls]
        return [checks[-1].conclusion if checks else None for checks in found]


def _told(job: Issue) -> tuple[str, list[str], bool, int]:
    """A job's state, its labels, whether it names its proof, and how many comments it has."""
    labels = sorted(label.name for label in job.labels)
    return job.state, labels, "Proof: main passed at" in (job.body or ""), len(job.comments)


def _claim(repo: RepoHandle, oid: str) -> str | None:
    claim = Claim.decode(git_process.run(repo.record.path, "log", "-1", "--format=%B", oid).strip(), oid)
    return claim and claim.stage


GOOD_END: dict[str, Any] = {
    "jobs": [("closed", ["andon", "andon:done"], True, 1)],
    "fixes": [("closed", True)],
    "main": "x = 'mended'\n",
    "past the fence": 1,
    "cords": ["success"],
    "claim": ["closed"],
}
