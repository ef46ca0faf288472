"""The records themselves: plain mutable data, one class per GitHub object; kept by `store.World`."""

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Literal, TypeAlias

from bot.sandbox.comments import Comment
from bot.sandbox.rulesets import AnyRule, CommitStatus, QueueEntry, QueueMove, Review, Ruleset

Json: TypeAlias = dict[str, Any]
Status: TypeAlias = Literal["queued", "in_progress", "completed"]
Conclusion: TypeAlias = (
    Literal["success", "neutral", "skipped", "failure", "cancelled"]
    | Literal["timed_out", "action_required", "stale", "startup_failure"]
)

ACTIONS_APP_SLUG = "github-actions"


@dataclass
class User:
    """A person, an organisation or a bot (`andon[bot]`)."""

    id: int
    login: str
    type: Literal["User", "Organization", "Bot"] = "User"
    plan: Literal["free", "team"] = "team"
    rulesets: dict[int, Ruleset] = field(default_factory=dict[int, Ruleset])  # an organisation's
    properties: set[str] = field(default_factory=set[str])  # custom ones that it defines


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
    webhook_content_type: str = "json"
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
    """A credential of one of user / installation / job. `permissions` maps a name to "read" or "write",
    None is all that a person has; `repositories` is None for all that the subject reaches."""

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


@dataclass
class Turn:  # an issue was closed, or opened again
    id: int
    at: datetime
    actor: User
    state: Literal["open", "closed"]


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
    turns: list[Turn] = field(default_factory=list[Turn])  # oldest first
    moved: datetime | None = None  # when it came here from another repository
    pull: "Pull | None" = None


@dataclass
class BaseChange:
    """Another base for a pull request; `automatic` when its old base was merged and deleted."""

    id: int
    at: datetime
    actor: User
    old: str
    new: str
    automatic: bool


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
    base_changes: list[BaseChange] = field(default_factory=list[BaseChange])  # oldest first
    reviews: list[Review] = field(default_factory=list[Review])  # oldest first
    maintainers_push: bool = False  # of a fork: whether its owner lets maintainers push to the branch
    queue_moves: list[QueueMove] = field(default_factory=list[QueueMove])  # oldest first


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
    fork: int | None = None  # the fork that its head lives in
    cancelled: bool = False
    problem: str = ""  # why it failed before any job: what GitHub shows on the run's page
    past: list[tuple[Conclusion | None, datetime]] = field(  # how each earlier attempt ended, and when
        default_factory=list["tuple[Conclusion | None, datetime]"]
    )


@dataclass
class Workflow:
    id: int
    name: str
    path: str  # ".github/workflows/ci.yml"


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
    )  # login -> read .. admin, or own:read
    rules: list[AnyRule] = field(default_factory=list[AnyRule])  # made by hand
    rulesets: dict[int, Ruleset] = field(default_factory=dict[int, Ruleset])  # made through the API
    properties: dict[str, Any] = field(default_factory=dict[str, Any])  # custom ones
    queues: dict[str, list[QueueEntry]] = field(default_factory=dict[str, list[QueueEntry]])  # by base branch
    statuses: list[CommitStatus] = field(default_factory=list[CommitStatus])
    labels: dict[str, Label] = field(default_factory=dict[str, Label])  # by lower-cased name
    issues: dict[int, Issue] = field(default_factory=dict[int, Issue])  # pull requests too, by number
    gone: set[int] = field(default_factory=set[int])  # numbers of issues that were deleted or moved away
    suites: list[CheckSuite] = field(default_factory=list[CheckSuite])
    workflows: dict[str, Workflow] = field(default_factory=dict[str, Workflow])  # by path
    runs: dict[int, Run] = field(default_factory=dict[int, Run])
    old_names: list[str] = field(default_factory=list[str])
    secrets: dict[str, str] = field(default_factory=dict[str, str])  # of Actions

    @property
    def full_name(self) -> str:
        return f"{self.owner.login}/{self.name}"
