"""The loop's one broad `except`: whatever goes wrong in a piece of work becomes a value, and stays there.

The reading of logs alone has one of its own, in `orient.diagnosis.read_log`: no line waits for words
(docs/decisions/0039-a-reader-that-fails-stops-nothing.md).

`brain` does each repository under it, `engine` each sweep and each batch, `sweep` each name.
"""

import asyncio
from collections.abc import Awaitable
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeVar

import structlog

from bot.github.errors import Busy, GitHubError
from bot.model.secrets import redact

T = TypeVar("T")
EVERYTHING = "*"
"""The `repo` of work that is about no repository alone."""

log = structlog.get_logger()


@dataclass(frozen=True)
class Fault:
    """Why work could not be done. `after` is set when GitHub said when to come back."""

    why: str
    after: timedelta | None = None


async def guarded(repo: str, work: Awaitable[T], seconds: float | None = None) -> T | Fault:
    """What `work` gives; a `Fault` if it fails in any way, or takes longer than `seconds`."""
    limit = asyncio.timeout(seconds)
    try:
        async with limit:
            return await work
    except GitHubError as error:
        after = timedelta(seconds=error.retry_after) if isinstance(error, Busy) else None
        return Fault(str(error), after)
    except Exception as error:
        if limit.expired() and isinstance(error, TimeoutError):
            return Fault(f"not done within {seconds:g} s")
        log.exception("unexpected", repo=repo)
        return Fault(f"unexpected: {type(error).__name__}: {redact(str(error))}")
