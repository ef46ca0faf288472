"""The four errors that leave this room; each says what an operator can do."""

from typing import Literal, TypeAlias

Cause: TypeAlias = Literal[
    "address", "archived", "clock", "credentials", "grant", "plan", "policy", "sign-on", "suspended"
]
"""Why GitHub refuses, where its answer tells."""


class GitHubError(Exception):
    """One of the four below; never raised itself."""


class Busy(GitHubError):
    """GitHub asks us to wait: a primary or secondary limit. Nothing was done."""

    def __init__(self, message: str, retry_after: float) -> None:
        super().__init__(message)
        self.retry_after = retry_after
        """Seconds to wait."""


class Gone(GitHubError):
    """The thing does not exist, or not for us: deleted, transferred, or the App cannot see it."""


class Denied(GitHubError):
    """GitHub refuses: a permission was not granted, the App is suspended, a rule forbids it."""

    def __init__(self, message: str, cause: Cause | None = None) -> None:
        super().__init__(message)
        self.cause = cause


class Broken(GitHubError):
    """No usable answer: a timeout, a 5xx, an answer that is not what GitHub documents.

    A write that ends so may or may not have happened; the next pass sees which.
    """
