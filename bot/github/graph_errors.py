"""What GraphQL's errors mean: a limit, or which of the four errors where they leave no data at all.

Errors beside data are the reader's business: they say which part is missing. `client.py` asks here.
"""

from bot.github.errors import Broken, Denied, GitHubError, Gone
from bot.github.node import Node
from bot.model.secrets import redact

_MEANS: dict[str, type[GitHubError]] = {"NOT_FOUND": Gone, "FORBIDDEN": Denied, "INSUFFICIENT_SCOPES": Denied}


def says_limit(error: Node) -> bool:
    """Whether an error is a limit reached. Its type has changed before, its words have not.

    Source: docs.github.com/en/graphql/overview/rate-limits-and-query-limits-for-the-graphql-api,
    github.com/yanyongyu/githubkit/issues/271
    """
    told = error["type"].text_or("")
    return told in ("RATE_LIMIT", "RATE_LIMITED") or "rate limit" in error["message"].text_or("").lower()


def no_data(errors: tuple[Node, ...]) -> GitHubError:
    """The error that an answer without data means: what its errors agree on, else `Broken`."""
    said = redact(errors[0]["message"].text_or("")) if errors else "empty"
    kinds = {_MEANS.get(error["type"].text_or(""), Broken) for error in errors}
    meant = kinds.pop() if len(kinds) == 1 else Broken
    return meant(f"GraphQL gave no data: {said}")
