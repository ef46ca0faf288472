"""What the local GitHub remembers: plain records, one class per GitHub object.

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
from typing import Any, Literal, TypeAlias

from bot.sandbox.clock import Clock

Json: TypeAlias = dict[str, Any]
Status: TypeAlias = Literal["queued", "in_progress", "completed"]
Conclusion: TypeAlias = Literal[
    "success",
    "failure",
    "neutral",
    "cancelled",
    "skipped",
    "timed_out",
    "action_required",
    "stale",
    "startup_failure",
]

ACTIONS_APP_SLUG = "github-actions"


@dataclass
class User:
    """A person, an organisation or a bot (`andon[bot]`)."""

    id: int
    login: str
    type: Literal["User", "Organization", "Bot"] = "User"


@dataclass
class App:
    """A GitHub App. `private_pem`/`public_pem` are PEM texts; `github-actions` has none."""

    id: int
    slug: str
    name: str
    client_id: str
    owner: User
    bot: User
    permissions: dict[str, str] = field(default_factory=dict[str, str])
    events: tuple[str, ...] = ()
    webhook_url: str | None = None
    webhook_secret: str = ""
    private_pem: str = ""
    public_pem: str = ""
    created: datetime | None = None


@dataclass
class Installation:
    """An App on an account. `repositories` is None for "all"."""

    id: int
    app: App
    account: User
    repositories: set[int] | None = None
    suspended: bool = False
    created: datetime | None = None


@dataclass
class Token:
    """A credential. Exactly one of user / installation / run is its subject.

    `permissions` maps permission name to "read" or "write"; None means all a person has.
    `repositories` is None for every repository that the subject reaches.
    """

    value: str
    user: User | None = None
    installation: Installation | None = None
    job: "Job | None" = None
    permissions: dict[str, str] | None = None
    repositories: set[int] | None = None
    expires: datetime | None = None


@dataclass
class Label:
    id: int
    name: str
    color: str = "ededed"
    description: str | None = None


@dataclass
class Comment:
    id: int
    author: User
    body: str
    created: datetime
    updated: datetime
    app: App | None = None
    editor: User | None = None


@dataclass
class Issue:
    """An issue or, when `pull` is set, the issue half of a pull request."""

    id: int
    number: int
    title: str
    body: str | None
    author: User
    created: datetime
    updated: datetime
    app: App | None = None
    state: Literal["open", "closed"] = "open"
    state_reason: Literal["completed", "not_planned", "reopened"] | None = None
    closed: datetime | None = None
    closed_by: User | None = None
    labels: list[Label] = field(default_factory=list[Label])
    comments: list[Comment] = field(default_factory=list[Comment])
    pull: "Pull | None" = None


@dataclass
class Pull:
    """The pull request half of an issue. Branch names are without `refs/heads/`."""

    id: int
    number: int
    head_repo: int
    head_ref: str
    head_sha: str
    base_ref: str
    base_sha: str
    draft: bool = False
    merged: bool = False
    merged_at: datetime | None = None
    merged_by: User | None = None
    merge_commit_sha: str | None = None
    mergeable: bool | None = None
    auto_merge_by: User | None = None
    auto_merge_at: datetime | None = None


@dataclass
class CheckRun:
    id: int
    app: App
    name: str
    head_sha: str
    suite: "CheckSuite"
    status: Status = "queued"
    conclusion: Conclusion | None = None
    started: datetime | None = None
    completed: datetime | None = None
    external_id: str = ""
    details_url: str | None = None
    title: str | None = None
    summary: str | None = None
    text: str | None = None
    annotations: list[Json] = field(default_factory=list[Json])
    actions: list[Json] = field(default_factory=list[Json])


@dataclass
class CheckSuite:
    """One App's suite on one commit; for `github-actions`, one per workflow run."""

    id: int
    app: App
    head_sha: str
    head_branch: str | None
    created: datetime
    run: "Run | None" = None
    checks: list[CheckRun] = field(default_factory=list[CheckRun])


@dataclass
class Step:
    number: int
    name: str
    status: Status = "queued"
    conclusion: Conclusion | None = None
    started: datetime | None = None
    completed: datetime | None = None


@dataclass
class Job:
    """One job of one attempt of a run. Its check run has the same id, as on GitHub."""

    id: int
    run: "Run"
    attempt: int
    key: str  # the job's path in the workflow: "test", "andon / fix", "test (3.12)"
    name: str  # as shown
    check: CheckRun
    permissions: dict[str, str] = field(default_factory=dict[str, str])
    status: Status = "queued"
    conclusion: Conclusion | None = None
    created: datetime | None = None
    started: datetime | None = None
    completed: datetime | None = None
    steps: list[Step] = field(default_factory=list[Step])
    outputs: dict[str, str] = field(default_factory=dict[str, str])
    log: str = ""
    workflow_ref: str = (
        ""  # job_workflow_ref of its OIDC token: "o/r/.github/workflows/x.yml@refs/heads/main"
    )
    workflow_sha: str = ""  # the commit that file is from
    environment: str | None = None
    id_tokens: int = 0


@dataclass
class Run:
    """A workflow run. `jobs` holds those of every attempt."""

    id: int
    number: int
    repo: "Repo"
    workflow: "Workflow"
    event: str
    payload: Json
    head_sha: str
    head_branch: str | None
    ref: str  # what GITHUB_REF says: "refs/heads/main", "refs/pull/3/merge"
    sha: str  # what GITHUB_SHA says: for pull_request the merge commit
    title: str
    actor: User
    suite: CheckSuite
    created: datetime
    updated: datetime
    started: datetime
    attempt: int = 1
    status: Status = "queued"
    conclusion: Conclusion | None = None
    inputs: dict[str, str] = field(default_factory=dict[str, str])
    jobs: list[Job] = field(default_factory=list[Job])
    pulls: list[int] = field(default_factory=list[int])
    cancelled: bool = False
    problem: str = ""  # why it failed before any job: what GitHub shows on the run's page


@dataclass
class Workflow:
    id: int
    name: str
    path: str  # ".github/workflows/ci.yml"


@dataclass
class Rule:
    """A required status check on a branch pattern, as a repository ruleset gives it."""

    branch: str
    context: str
    integration_id: int | None = None  # the App that must report it; None = anybody
    ruleset_id: int = 0
    bypass: set[str] = field(default_factory=set[str])  # logins


@dataclass
class Repo:
    id: int
    owner: User
    name: str
    path: Path  # the bare repository
    default_branch: str = "main"
    private: bool = True
    archived: bool = False
    fork_of: "Repo | None" = None
    has_issues: bool = True
    created: datetime | None = None
    pushed: datetime | None = None
    updated: datetime | None = None
    collaborators: dict[str, str] = field(
        default_factory=dict[str, str]
    )  # login -> read|triage|write|maintain|admin
    rules: list[Rule] = field(default_factory=list[Rule])
    labels: dict[str, Label] = field(default_factory=dict[str, Label])  # by lower-cased name
    issues: dict[int, Issue] = field(default_factory=dict[int, Issue])  # pull requests too, by number
    suites: list[CheckSuite] = field(default_factory=list[CheckSuite])
    workflows: dict[str, Workflow] = field(default_factory=dict[str, Workflow])  # by path
    runs: dict[int, Run] = field(default_factory=dict[int, Run])
    old_names: list[str] = field(default_factory=list[str])
    secrets: dict[str, str] = field(default_factory=dict[str, str])  # of Actions

    @property
    def full_name(self) -> str:
        return f"{self.owner.login}/{self.name}"


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
    deliveries: list[Delivery] = field(default_factory=list[Delivery])
    requests: list[Request] = field(default_factory=list[Request])
    emit: Callable[[Repo, str, str | None, Json], None] = field(default=_unheard)
    counter: Any = field(default_factory=lambda: itertools.count(1001))
    actions: Any = None  # actions.service.ActionsService, set by `build.Sandbox`
    changed: Any = None  # threading.Condition over `lock`: notified after every request and event
    log_links: dict[str, tuple[datetime, Job]] = field(default_factory=dict[str, tuple[datetime, Job]])
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
