"""What `andon doctor` looks at: facts about the App and its repositories, and rows that judge them."""

from datetime import datetime, timedelta
from typing import Literal, TypeAlias

from bot.model.config import Config
from bot.model.value import Value

Granted: TypeAlias = tuple[tuple[str, str], ...]
"""Permissions by name: read, write or admin."""
State: TypeAlias = Literal["pass", "fail", "unknown"]


class Row(Value):
    """One line of the table: about whom, what was held against what, and how to mend it."""

    about: str
    what: str
    state: State
    found: str
    mend: str = ""


class Unknown(Value):
    """Something that could not be read, and why."""

    why: str


class Itself(Value):
    """The App as GitHub knows it. `permissions` are those it asks for."""

    id: int
    slug: str
    permissions: Granted
    events: tuple[str, ...]


class Hook(Value):
    """The App's webhook as configured on GitHub."""

    url: str | None
    content_type: str
    secret: bool
    insecure: bool


class Deliveries(Value):
    """The newest deliveries. `failed` counts those no attempt brought home, by the status of the newest."""

    sent: int
    failed: tuple[tuple[int, int], ...]
    newest: datetime | None


class Limit(Value):
    """An hourly allowance of an installation: `kind` is core (REST) or graphql."""

    kind: str
    limit: int
    remaining: int
    reset: datetime


class Installed(Value):
    """An installation: what its account has accepted, and what is left of its limits."""

    account: str
    suspended: bool
    permissions: Granted
    events: tuple[str, ...]
    limits: tuple[Limit, ...] | Unknown = ()


class AppFacts(Value):
    """The App. `skew` is how far our clock is ahead of GitHub's; `expected` the webhook URL as we know it."""

    itself: Itself | Unknown
    skew: timedelta | None
    hook: Hook | Unknown
    deliveries: Deliveries | Unknown
    installations: tuple[Installed, ...] | Unknown
    expected: str | None


class Requirement(Value):
    """A rule that requires the cord: the App that must report it (None: anybody), and its ruleset.

    Without a ruleset it is one of the branch's classic protection.
    """

    source: int | None
    ruleset: int | None
    organisation: bool = False


class NoRules(Value):
    """The account's plan has rules for public repositories only."""


class Pusher(Value):
    """A bot that pushed to a line lately, past any pull request. `app`: its App's id, None if not known."""

    login: str
    app: int | None


class Exempt(Value):
    """Who may push past a ruleset: an App (`kind` is Integration, `id` its id), or another kind of actor."""

    kind: str
    id: int | None


class LineFacts(Value):
    """A line as the doctor sees it. `bypass`: of each ruleset that requires the cord, who may push past it."""

    branch: str
    required: tuple[Requirement, ...] | Unknown | NoRules
    uncovered: tuple[int, ...] = ()
    pushers: tuple[Pusher, ...] = ()
    bypass: tuple[tuple[Exempt, ...], ...] | Unknown = ()


class RepositoryFacts(Value):
    """A repository. `problem`: why it could not be read; `mistakes`: of its configuration."""

    name: str
    problem: str | None = None
    archived: bool = False
    config: Config | None = None
    mistakes: tuple[str, ...] = ()
    caller: bool = False
    lines: tuple[LineFacts, ...] = ()
