"""What the local GitHub remembers: every record (`entities.py`) and what was sent and asked.

Only data lives here. Git objects and refs live in the bare repositories (`git.py`); what the
records look like over the wire is `shapes.py`; who may change them is `access.py`. Every change
is made while holding `World.lock`.
"""

import itertools
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from bot.sandbox.clock import Clock
from bot.sandbox.entities import (
    ACTIONS_APP_SLUG,
    App,
    BaseChange,
    CheckRun,
    CheckSuite,
    Comment,
    Conclusion,
    Installation,
    Issue,
    Job,
    Json,
    Label,
    Pull,
    Repo,
    Run,
    Status,
    Step,
    Token,
    Turn,
    User,
    Workflow,
)
from bot.sandbox.faults import Faults

__all__ = [
    "ACTIONS_APP_SLUG",
    "App",
    "BaseChange",
    "CheckRun",
    "CheckSuite",
    "Comment",
    "Conclusion",
    "Delivery",
    "Installation",
    "Issue",
    "Job",
    "Json",
    "Label",
    "Pull",
    "Repo",
    "Request",
    "Run",
    "Status",
    "Step",
    "Token",
    "Turn",
    "User",
    "Workflow",
    "World",
]


@dataclass
class Delivery:
    """One webhook delivery attempt to an App."""

    id: int
    guid: str
    app: App
    event: str
    action: str | None
    payload: Json
    delivered: datetime
    status_code: int = 0
    redelivery: bool = False
    installation_id: int | None = None
    repository_id: int | None = None
    duration_ms: int = 0
    ended: bool = False  # GitHub lists it from then on
    problem: str = "failed to connect to host"  # why there is no status


@dataclass
class Request:
    """One API request as the sandbox saw it: what contract tests and figures are made of."""

    method: str
    path: str
    route: str  # "/repos/{owner}/{repo}/issues" or "/graphql"
    status: int
    subject: str  # "andon[bot]", "alice", "github-actions[bot]", "app:andon"
    ms: int
    at: datetime
    points: int = 0  # GraphQL points, or 1 for REST


def _undelivered(delivery: Delivery) -> Delivery:
    """Where deliveries are asked for again before there are any."""
    raise LookupError(delivery.guid)


def _unheard(repo: Repo, event: str, action: str | None, payload: Json) -> None:
    """Where events go before a server listens."""


@dataclass
class World:
    """Everything. `emit` and `changed` are set by the server: webhooks, and wake-ups of waiters."""

    root: Path
    clock: Clock = field(default_factory=Clock)
    lock: Any = field(default_factory=threading.RLock)
    url: str = ""  # "http://127.0.0.1:PORT", no trailing slash
    oidc_pem: str = ""  # the private key of the ID tokens, made on first use
    users: dict[str, User] = field(default_factory=dict[str, User])  # by login
    apps: dict[int, App] = field(default_factory=dict[int, App])
    installations: dict[int, Installation] = field(default_factory=dict[int, Installation])
    tokens: dict[str, Token] = field(default_factory=dict[str, Token])
    repos: dict[int, Repo] = field(default_factory=dict[int, Repo])
    signed: set[str] = field(default_factory=set[str])  # commits that GitHub signed
    deliveries: list[Delivery] = field(default_factory=list[Delivery])
    requests: list[Request] = field(default_factory=list[Request])
    emit: Callable[[Repo, str, str | None, Json], None] = field(default=_unheard)
    redeliver: Callable[[Delivery], Delivery] = field(default=_undelivered)
    counter: Any = field(default_factory=lambda: itertools.count(1001))
    actions: Any = None  # actions.service.ActionsService, set by `build.Sandbox`
    changed: Any = None  # threading.Condition over `lock`: notified after every request and event
    log_links: dict[str, tuple[datetime, Job]] = field(default_factory=dict[str, tuple[datetime, Job]])
    faults: Faults = field(default_factory=Faults)
    forbidden_events: set[str] = field(default_factory=set[str])  # by a policy of Actions: such runs fail
    unstartable: set[str] = field(default_factory=set[str])  # paths of workflows that Actions fails to begin
    rate_limit: int = 5000  # an hour, of each kind of call
    # (whose, core or graphql) -> points used and when they start anew, in seconds since 1970
    rates: dict[tuple[str, str], tuple[int, int]] = field(
        default_factory=dict[tuple[str, str], tuple[int, int]]
    )

    def __post_init__(self) -> None:
        self.changed = threading.Condition(self.lock)

    def next_id(self) -> int:
        """A new id, unique over all kinds, rising."""
        return next(self.counter)

    def repo(self, full_name: str) -> Repo | None:
        """The repository of that name, old names included (GitHub redirects those)."""
        wanted = full_name.lower()
        for repo in self.repos.values():
            if repo.full_name.lower() == wanted or wanted in (n.lower() for n in repo.old_names):
                return repo
        return None

    def user(self, login: str) -> User:
        """The person of that login, made on first use."""
        return self.users.setdefault(login, User(self.next_id(), login))

    def actions_app(self) -> App:
        """The App `github-actions`, which owns what GITHUB_TOKEN makes."""
        for app in self.apps.values():
            if app.slug == ACTIONS_APP_SLUG:
                return app
        owner = User(self.next_id(), "github", "Organization")
        bot = User(41898282, "github-actions[bot]", "Bot")
        app = App(15368, ACTIONS_APP_SLUG, "GitHub Actions", "Iv1.actions", owner, bot)
        self.users[bot.login] = bot
        self.apps[app.id] = app
        return app
