"""What stands between a change and a branch: rules, reviews, places in a merge queue. Plain data.

Rules of one ruleset share its id and its bypass actors. What they ask for is `protection.py`; how a
queue goes on is `queueing.py`.
"""

import fnmatch
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal, TypeAlias


def fits(branch: str, pattern: str) -> bool:
    """Whether a branch is meant by a pattern of rules: Ruby's `File.fnmatch` with `FNM_PATHNAME`.

    https://docs.github.com/repositories/configuring-branches-and-merges-in-your-repository/managing-rulesets/creating-rulesets-for-a-repository
    """
    return _fit(branch.split("/"), pattern.split("/"))


def _fit(names: list[str], patterns: list[str]) -> bool:
    if not patterns or not names:
        return not patterns and not names
    if patterns[0] == "**" and len(patterns) > 1:
        return any(_fit(names[skipped:], patterns[1:]) for skipped in range(len(names)))
    return fnmatch.fnmatchcase(names[0], patterns[0]) and _fit(names[1:], patterns[1:])


@dataclass(kw_only=True)
class Ruled:
    """What rules have in common. Bypass actors are logins; `pulls_bypass` may only merge past the rules."""

    branch: str  # a pattern, or ~DEFAULT_BRANCH
    ruleset_id: int = 0
    bypass: set[str] = field(default_factory=set[str])
    pulls_bypass: set[str] = field(default_factory=set[str])


@dataclass(kw_only=True)
class Rule(Ruled):
    """A required status check; without a ruleset (0) it is of classic branch protection."""

    context: str
    integration_id: int | None = None  # the App that must report it; None = anybody


@dataclass(kw_only=True)
class ReviewRule(Ruled):
    """Changes come by pull request, with so many approving reviews by people who may write."""

    approvals: int = 1
    threads: bool = False  # whether conversations must be resolved; shown, and not held back by here
    dismiss: bool = False  # whether a push dismisses the approvals that are there
    last_push: bool = False  # whether somebody else than its author must approve the newest push


@dataclass(kw_only=True)
class QueueRule(Ruled):
    """Changes come through the merge queue; a group whose checks are not in by then has failed."""

    timeout_minutes: int = 60
    at_once: int = 5  # groups that are built at a time


AnyRule: TypeAlias = Rule | ReviewRule | QueueRule


@dataclass
class Ruleset:
    """A ruleset as it was sent: its parts are GitHub's JSON. `source` is a repository or an organisation.

    `apps` are the logins of the Apps among its bypass actors, `pulls_apps` of those for pull requests only.
    """

    id: int
    name: str
    source: str
    created: datetime
    updated: datetime
    target: str = "branch"
    enforcement: str = "active"
    conditions: dict[str, Any] = field(default_factory=dict[str, Any])
    rules: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])
    bypass_actors: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])
    apps: set[str] = field(default_factory=set[str])
    pulls_apps: set[str] = field(default_factory=set[str])


@dataclass
class CommitStatus:
    """A status on a commit, as older CI reports it; the later of two with one context counts.

    `by` is the login of who reported it, nobody's where it is unknown.
    """

    id: int
    sha: str
    context: str
    state: Literal["success", "pending", "failure", "error"]
    at: datetime
    by: str = ""


@dataclass
class Review:
    """A submitted review; `state` as GraphQL names it."""

    id: int
    login: str
    state: Literal["APPROVED", "CHANGES_REQUESTED", "COMMENTED", "DISMISSED"]
    commit: str
    at: datetime
    teams: tuple[str, ...] = ()  # `org/name` of those whom the reviewer stood for


@dataclass
class QueueMove:
    """A pull request came into a merge queue, or (with a reason) left it; `login` is whose doing it was."""

    id: int
    at: datetime
    login: str
    reason: str | None = None


@dataclass
class Group:
    """What would be merged: a commit on `base` with the pull request in it, on a branch of its own."""

    base: str
    sha: str
    ref: str
    asked: datetime


@dataclass
class QueueEntry:
    """A pull request's place in its base branch's queue; `head` is what was enqueued."""

    id: int
    number: int
    by: str
    at: datetime
    head: str
    group: Group | None = None
