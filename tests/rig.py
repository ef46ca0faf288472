"""Andon against the local GitHub, in one process: a repository, the App's brain, and its clock.

`Rig` is what tests of the whole loop are made of: real HTTP and real git, jobs that end as the test
says, and a worker that really runs Andon's worker code (`worker`), without act.
"""

import asyncio
import contextlib
import io
import json
import os
import tempfile
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import TypeVar

import httpx

from bot.github.auth import Credentials
from bot.github.client import Client
from bot.loop.brain import Brain, Identity
from bot.loop.expectations import Expectations
from bot.loop.looked import Failed, Looked
from bot.loop.queue import RepoKey
from bot.loop.sweep import find
from bot.model import templates
from bot.model.effects import Effect
from bot.observe.scan import Apps
from bot.sandbox import Sandbox, git
from bot.sandbox.actions.runner import Outcome
from bot.sandbox.repo_handle import RepoHandle
from bot.sandbox.store import App, CheckRun, Issue, Job, Run
from bot.telemetry.ledger import JsonLines

T = TypeVar("T")
SOON = timedelta(seconds=5)
"""A plan that wants to look again within this time is not at rest."""

CI = """\
name: CI
on:
  push: {branches: [main]}
  pull_request:
jobs:
  test:
    runs-on: ubuntu-latest
    steps:
      - run: "true"
"""

CALLER = (
    templates.CALLER.partition("jobs:\n")[0]
    + """\
jobs:
  fix:
    runs-on: ubuntu-latest
    permissions: {actions: read, contents: read}
    steps: [{run: "true"}]
  propose:
    needs: fix
    runs-on: ubuntu-latest
    permissions: {contents: read, id-token: write}
    steps: [{run: "true"}]
"""
)

ENFORCE = "version: 1\nmode: enforce\nfix: {autofix: [make fix], merge: auto}\n"

FILES: dict[str, str | bytes | None] = {
    ".github/workflows/ci.yml": CI,
    ".github/workflows/andon.yml": CALLER,
    ".github/andon.yml": ENFORCE,
    "app.py": "x = 1\n",
}


@dataclass
class Rig:
    """A sandbox with one App and one repository, and brains on it."""

    gh: Sandbox
    app: App
    repo: RepoHandle
    ledger: io.StringIO = field(default_factory=io.StringIO)
    app_url: str = "http://127.0.0.1:9"

    def now(self) -> datetime:
        """The sandbox's clock, which the brain shares."""
        return self.gh.clock.now()

    def client(self, transport: httpx.AsyncBaseTransport | None = None) -> Client:
        """A fresh client of the App."""
        credentials = Credentials(self.app.client_id, self.app.private_pem)
        return Client(credentials, self.gh.api_url, self.now, transport)

    def brain(self, client: Client, name: str = "test") -> Brain:
        """A fresh brain: nothing remembered."""
        who = Identity(
            Apps(self.app.id, 15368, self.app.slug), self.app.slug, self.gh.url, self.app_url, name
        )
        return Brain(client, who, self.now, JsonLines(stream=self.ledger), expectations=Expectations())

    def run(self, use: Callable[[Brain, RepoKey], Awaitable[T]], repo: RepoHandle | None = None) -> T:
        """Run something with a fresh brain on the repository."""

        async def main() -> T:
            client = self.client()
            try:
                keys, failures = await find(client, ((repo or self.repo).name,))
                assert not failures, failures[0].why
                return await use(self.brain(client), keys[0])
            finally:
                await client.aclose()

        return asyncio.run(main())

    def make_pass(self, repo: RepoHandle | None = None) -> Looked:
        """One pass, by a brain that remembers nothing."""

        async def one(brain: Brain, key: RepoKey) -> Looked:
            (looked,) = await brain.make_pass((key,), "debug")
            assert not isinstance(looked, Failed), looked.why
            return looked

        return self.run(one, repo)

    def grouped(self, number: int) -> str | None:
        """A pull request put into the queue alone, and a pass: how our cord on its group ends, or stands."""
        self.repo.enqueue(number, by="bob")
        self.gh.idle()
        (entry,) = self.repo.record.queues["main"]
        group = entry.group
        assert group
        self.make_pass()
        ours = [c for c in self.repo.checks(group.sha, "Andon") if c.app.id == self.app.id]
        return ours[-1].conclusion or ours[-1].status

    def look(self, repo: RepoHandle | None = None) -> Looked:
        """Observe and plan, acting on nothing."""

        async def one(brain: Brain, key: RepoKey) -> Looked:
            (looked,) = await brain.look((key,))
            assert not isinstance(looked, Failed), looked.why
            return looked

        return self.run(one, repo)

    def settle(self, passes: int = 30, seconds: float = 1.0) -> Looked:
        """Passes until nothing is planned, moving the clock a little between them."""
        looked = self.look()
        for _ in range(passes):
            self.gh.idle()
            looked = self.make_pass()
            soon = looked.plan.look_again
            if not looked.plan.effects and (soon is None or soon > SOON):
                return looked
            self.gh.clock.advance(seconds=seconds)
        raise AssertionError(f"no rest after {passes} passes: {[e.kind for e in looked.plan.effects]}")

    def kinds(self, looked: Looked) -> list[str]:
        """The kinds of the planned effects, in order."""
        return [effect.kind for effect in looked.plan.effects]

    def cord(self, number: int, repo: RepoHandle | None = None) -> CheckRun | None:
        """Our newest check run on a pull request's head."""
        handle = repo or self.repo
        ours = [c for c in handle.checks(handle.pull_of(number).head_sha, "Andon") if c.app.id == self.app.id]
        return ours[-1] if ours else None

    def shown(self, number: int, repo: RepoHandle | None = None) -> str | None:
        """What the cord on a pull request shows: its conclusion, or its status, or None."""
        found = self.cord(number, repo)
        return (found.conclusion or found.status) if found else None

    def jobs(self) -> list[Issue]:
        """The issues that the App opened, by number."""
        with self.gh.world.lock:
            issues = self.repo.record.issues.values()
            return sorted(
                (i for i in issues if i.pull is None and i.author == self.app.bot), key=lambda i: i.number
            )

    def fixes(self) -> list[Issue]:
        """The pull requests that the App opened, by number."""
        with self.gh.world.lock:
            issues = self.repo.record.issues.values()
            return sorted((i for i in issues if i.pull and i.author == self.app.bot), key=lambda i: i.number)

    def events(self) -> list[dict[str, object]]:
        """The ledger so far."""
        return [json.loads(line) for line in self.ledger.getvalue().splitlines()]


def make_rig(gh: Sandbox, files: dict[str, str | bytes | None] | None = None, name: str = "acme/shop") -> Rig:
    """An App on `acme`, and a repository that requires its cord; jobs succeed unless scripted."""
    app = gh.app("andon")
    gh.install(app, "acme")
    repo = gh.repository(name, {**FILES, **(files or {})})
    repo.require("Andon", app=app, bypass=("alice",))
    repo.collaborator("bob", "write")
    gh.idle()
    return Rig(gh, app, repo)


def pull(rig: Rig, branch: str, files: dict[str, str | bytes | None] | None = None, by: str = "bob") -> int:
    """A pull request that changes one file of its own."""
    rig.repo.branch(branch)
    rig.repo.commit(files or {f"{branch}.txt": "hello\n"}, branch, by=by)
    return rig.repo.pull(branch, by=by)


def fails_when(word: str, path: str = "app.py") -> Callable[[Run, Job], Outcome]:
    """A script under which a job fails while `path`, at the commit it runs on, contains `word`."""

    def script(run: Run, job: Job) -> Outcome:
        text = git.blob(run.repo.path, run.sha, path) or ""
        return Outcome("failure" if word in text else "success")

    return script


def effects_done(looked: Looked) -> list[tuple[Effect, str]]:
    """What a pass did, with outcomes."""
    return [(effect, done.outcome) for effect, done in looked.done]


@contextlib.contextmanager
def in_job(**env: str):
    """A step's surroundings: an empty workspace and GITHUB_OUTPUT, as environment for worker code."""
    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder) / "output"
        output.touch()
        yield {"GITHUB_WORKSPACE": folder, "GITHUB_OUTPUT": str(output), "PATH": os.environ["PATH"], **env}
