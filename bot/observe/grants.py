"""What reading needs: one read-only token per installation, or per repository for its details."""

from bot.github.auth import Grant, Permissions

READ: Permissions = (
    ("actions", "read"),
    ("checks", "read"),
    ("contents", "read"),
    ("issues", "read"),
    ("metadata", "read"),
    ("pull_requests", "read"),
)

STATUSES: Permissions = (("statuses", "read"),)
"""What older CI reports; without it the rest is read all the same."""


def reading(installation: int) -> Grant:
    """A token that reads every repository of the installation."""
    return Grant(installation=installation, permissions=READ, wished=STATUSES)
