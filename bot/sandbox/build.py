"""The sandbox as a whole, for tests and the demo: a world, its server, its webhooks, its runners."""

import secrets
import time
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

from bot.sandbox import access, api, git, git_process, graphql, http_backend, keys, queueing, shapes
from bot.sandbox.actions.act import ActRunner
from bot.sandbox.actions.scripted import Play, Script, ScriptedRunner
from bot.sandbox.actions.service import ActionsService
from bot.sandbox.clock import Clock
from bot.sandbox.faults import BrokenField, BrokenRoute, Faults, Kind, WriteLimit
from bot.sandbox.recorded import finish
from bot.sandbox.refusal import Refusal
from bot.sandbox.repo_handle import RepoHandle
from bot.sandbox.server import AsgiApp, Server, make_app
from bot.sandbox.store import App, Delivery, Installation, Repo, Run, User, World
from bot.sandbox.webhooks import Webhooks

# What Andon asks for at installation, without `merge_queues`: GitHub's OpenAPI does not know it yet.
PERMISSIONS: Mapping[str, str] = {
    **dict.fromkeys(
        ("checks", "statuses", "contents", "workflows", "pull_requests", "issues", "actions"), "write"
    ),
    **dict.fromkeys(("metadata", "members", "merge_queues"), "read"),
}
EVENTS = (
    *("push", "pull_request", "pull_request_review", "check_run", "check_suite", "workflow_run"),
    *("workflow_job", "issues", "issue_comment", "repository", "merge_group", "status"),
)
Wrap = Callable[[AsgiApp], AsgiApp]


class Sandbox:
    """A local GitHub, running from construction (or `with`) to `close`.

    `runner="act"` really runs workflows; `"scripted"` lets `script` say how each job ends.
    `actions` maps `owner/repo` to a folder that stands for that repository's actions.
    """

    def __init__(
        self,
        root: Path,
        *,
        runner: Literal["scripted", "act"] = "scripted",
        start: datetime | None = None,
        wrap: Wrap | None = None,
        actions: Mapping[str, Path] | None = None,
        port: int = 0,
    ) -> None:
        root.mkdir(parents=True, exist_ok=True)
        self.clock = Clock(start)
        self.world = World(root, self.clock)
        self._scripted = ScriptedRunner()
        chosen = self._scripted if runner == "scripted" else ActRunner()
        self._actions = ActionsService(self.world, chosen, actions or {})
        self.world.actions = self._actions
        self.clock.moved = self._settle
        self._webhooks = Webhooks(self.world)
        self.world.emit = self._webhooks.emit
        self.world.redeliver = self._webhooks.redeliver
        app = make_app(self.world)
        self._server = Server(wrap(app) if wrap else app, port)
        self.world.url = self.url = f"http://127.0.0.1:{self._server.port}"
        self._server.start()

    def __enter__(self) -> "Sandbox":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _settle(self) -> None:
        with self.world.lock:
            self._actions.settle()
            queueing.settle(self.world)

    def close(self) -> None:
        """Stop runs, deliveries and the server."""
        self._actions.close()
        self._webhooks.close()
        self._server.close()

    @property
    def api_url(self) -> str:
        """The root of the REST API."""
        return shapes.api(self.world)

    def app(
        self,
        slug: str = "andon",
        permissions: Mapping[str, str] | None = None,
        events: Iterable[str] = EVENTS,
        webhook_url: str | None = None,
    ) -> App:
        """Register an App, with its key and webhook secret."""
        private, public = keys.pair(slug)
        with self.world.lock:
            bot = User(self.world.next_id(), f"{slug}[bot]", "Bot")
            self.world.users[bot.login] = bot
            app = App(
                id=self.world.next_id(),
                slug=slug,
                name=slug.capitalize(),
                client_id=f"Iv23{secrets.token_hex(8)}",
                owner=self.organisation(f"{slug}-makers"),
                bot=bot,
                permissions={"metadata": "read", **(PERMISSIONS if permissions is None else permissions)},
                events=tuple(events),
                webhook_url=webhook_url,
                webhook_secret=secrets.token_urlsafe(24),
                private_pem=private,
                public_pem=public,
                created=self.clock.now(),
            )
            self.world.apps[app.id] = app
            return app

    def organisation(self, login: str) -> User:
        """The organisation of that login, made on first use."""
        with self.world.lock:
            known = self.world.users.get(login)
            if known is None:
                known = self.world.users[login] = User(self.world.next_id(), login, "Organization")
            return known

    def install(
        self, app: App, account: str, repositories: Iterable[RepoHandle] | None = None
    ) -> Installation:
        """Install an App on an account's repositories (all of them without a list)."""
        with self.world.lock:
            chosen = None if repositories is None else {one.record.id for one in repositories}
            made = Installation(
                self.world.next_id(), app, self.organisation(account), chosen, created=self.clock.now()
            )
            self.world.installations[made.id] = made
            covered = [repo for repo in self.world.repos.values() if access.covers(made, repo)]
            names = ("id", "node_id", "name", "full_name", "private")
            listed = [shapes.small_repository(self.world, repo) for repo in covered]
            payload = {
                "action": "created",
                "installation": shapes.installation(self.world, made),
                "repositories": [{name: one[name] for name in names} for one in listed],
                "sender": shapes.person(self.world, made.account),
            }
            self._webhooks.tell(app, "installation", "created", payload, made.id)
            return made

    def repository(
        self,
        full_name: str,
        files: Mapping[str, str | bytes | None] | None = None,
        *,
        private: bool = True,
        default_branch: str = "main",
        fork_of: RepoHandle | None = None,
        by: str = "alice",
    ) -> RepoHandle:
        """A new repository with a first commit of `files`, pushed by a person; a fork copies instead."""
        owner, _, name = full_name.partition("/")
        with self.world.lock:
            repo = Repo(
                id=self.world.next_id(),
                owner=self.world.user(owner) if owner == by else self.organisation(owner),
                name=name,
                path=self.world.root / "repos" / owner / f"{name}.git",
                default_branch=default_branch,
                private=private,
                fork_of=fork_of.record if fork_of else None,
                created=self.clock.now(),
            )
            git.init(repo.path, default_branch)
            http_backend.install_hook(repo)
            self.world.repos[repo.id] = repo
            handle = RepoHandle(self.world, repo)
            handle.collaborator(by, "admin")
            if fork_of:
                heads = "+refs/heads/*:refs/heads/*"
                git_process.run(repo.path, "fetch", "--quiet", str(fork_of.record.path), heads)
            elif files is not None:
                handle.commit(files, default_branch, "First commit", by)
            return handle

    def token(self, login: str) -> str:
        """A person's token."""
        with self.world.lock:
            return access.personal_token(self.world, login)

    def installation_token(self, installation: Installation, **permissions: str) -> str:
        """A token of an installation as the App would mint it, for tests that need no App."""
        with self.world.lock:
            return access.mint(self.world, installation, permissions or None, None).value

    def suspend(self, installation: Installation, suspended: bool = True) -> None:
        """Suspend an installation, as an owner of the account may, or lift that."""
        with self.world.lock:
            installation.suspended = suspended

    def free_plan(self, account: str) -> None:
        """Put an account on a plan that has rules for public repositories only."""
        with self.world.lock:
            self.organisation(account).plan = "free"

    def script(self, script: Script) -> None:
        """How jobs end when nothing runs them: `(run, job) -> Outcome`."""
        self._scripted.script = script

    def play(self, play: Play) -> None:
        """What stands in for the runner where a job must really do something: `(order) -> Outcome`."""
        self._scripted.play = play

    def finish(self, run: Run) -> None:
        """End a run that was recorded in progress."""
        with self.world.lock:
            finish(self.world, run)
            queueing.settle(self.world)

    def webhooks_lost(self, lost: bool = True) -> None:
        """Drop deliveries, as when the receiver is down; they stay recorded with status 0."""
        self._webhooks.lost = lost

    def redeliver(self, delivery: Delivery) -> Delivery:
        """Deliver once more, with the same guid."""
        return self._webhooks.redeliver(delivery)

    def break_field(
        self, name: str, kind: Kind = "RESOURCE_LIMITS_EXCEEDED", repo: RepoHandle | None = None
    ) -> None:
        """Let a GraphQL field (`Repository.issue`) give null and an error, everywhere or in one repository.

        `SOMETHING_WENT_WRONG` has neither type nor path, as GitHub's own failures.
        """
        if not graphql.has_field(name):
            raise ValueError(f"the sandbox has no field {name}")
        with self.world.lock:
            self.world.faults.fields.append(BrokenField(name, kind, repo.record.id if repo else None))

    def break_route(
        self,
        operation: str,
        status: int = 502,
        times: int | None = None,
        repo: RepoHandle | None = None,
        refusal: Refusal | None = None,
    ) -> None:
        """Let a route (`GET /repos/{owner}/{repo}/compare/{basehead}`, `POST /graphql`) answer `status`.

        Or as `refusal` says. It does so `times` times, or until `mend`, and does nothing else.
        """
        if not api.has_route(operation):
            raise ValueError(f"the sandbox has no route {operation}")
        with self.world.lock:
            broken = BrokenRoute(operation, status, times, repo.record.id if repo else None, refusal)
            self.world.faults.routes.append(broken)

    def limit_writes(self, a_minute: int = 80, an_hour: int = 500) -> None:
        """Let GitHub refuse writes beyond these numbers, until `mend`; without it there is no such limit."""
        with self.world.lock:
            self.world.faults.writes = WriteLimit(a_minute, an_hour)

    def mend(self) -> None:
        """End every fault."""
        with self.world.lock:
            self.world.faults = Faults()

    def wait(self, predicate: Callable[[], Any], seconds: float = 30, what: str = "") -> Any:
        """Wait until `predicate()` holds and return its value; woken by every change.

        The lock is not held while it is asked, so it may use the API. AssertionError after `seconds`.
        """
        until = time.monotonic() + seconds
        while True:
            value = predicate()
            if value:
                return value
            left = until - time.monotonic()
            if left <= 0:
                raise AssertionError(f"not within {seconds} s: {what or predicate}; {self.describe()}")
            with self.world.lock:
                self.world.changed.wait(min(left, 0.05))

    def idle(self, seconds: float = 60) -> None:
        """Wait until no run is executing or queued and no delivery is under way."""
        self.wait(lambda: not self._actions.busy() and not self._webhooks.pending(), seconds, "idle")

    def describe(self) -> str:
        """The state of things in a line, for a failed `wait`."""
        with self.world.lock:
            runs = [
                f"{run.workflow.path}#{run.number} {run.event} {run.conclusion or run.status}"
                for repo in self.world.repos.values()
                for run in repo.runs.values()
            ]
            return f"runs: {runs}; deliveries under way: {self._webhooks.pending()}"
