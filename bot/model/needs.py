"""What Andon needs of GitHub: permissions and events, each with its use. The one list.

README, `andon doctor` and the tests are held against it; a call that needs more is found there.
"""

from collections.abc import Mapping
from typing import Literal, TypeAlias

from bot.model.value import Value

Level: TypeAlias = Literal["read", "write", "admin"]


class Permission(Value):
    """A permission as the App's settings name it. Without an `optional` one a part of Andon is missing."""

    name: str
    level: Level
    use: str
    optional: bool = False

    def granted(self, given: Mapping[str, str]) -> bool:
        """Whether what was granted is enough."""
        return given.get(self.name) in _LEVELS[_LEVELS.index(self.level) :]


_LEVELS = ("read", "write", "admin")

PERMISSIONS = (
    Permission(name="actions", level="write", use="read runs and logs, re-run, start and cancel workers"),
    Permission(name="checks", level="write", use="the cord"),
    Permission(name="contents", level="write", use="read files and history, locks, fixes"),
    Permission(name="issues", level="write", use="jobs"),
    Permission(
        name="merge_queues",
        level="read",
        use="be told at once of what a merge queue tries; without it the sweep finds it",
        optional=True,
    ),
    Permission(name="metadata", level="read", use="see repositories and their rules"),
    Permission(name="pull_requests", level="write", use="read pull requests, propose and merge fixes"),
    Permission(
        name="statuses",
        level="write",
        use="see what CI besides Actions reports; lets an organisation's ruleset offer the App as a check's source",
        optional=True,
    ),
    Permission(
        name="workflows", level="write", use="may be needed for locks (docs/platform-traps.md)", optional=True
    ),
    Permission(
        name="administration",
        level="write",
        use="andon enforce and uninstall; shows who may bypass rulesets",
        optional=True,
    ),
    Permission(
        name="organization_administration",
        level="write",
        use="andon enforce by one ruleset of the organisation",
        optional=True,
    ),
    Permission(
        name="organization_custom_properties",
        level="admin",
        use="choosing that ruleset's repositories",
        optional=True,
    ),
)

EVENTS = (
    "check_run",
    "issue_comment",
    "issues",
    "merge_group",
    "pull_request",
    "pull_request_review",
    "push",
    "repository",
    "status",
    "workflow_job",
    "workflow_run",
)
"""What the App subscribes to; `installation` and `installation_repositories` come by themselves."""
