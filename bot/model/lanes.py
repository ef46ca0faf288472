"""Lanes of a monorepo: which checks are whose, and which paths.

The values alone, and what the configuration must say of them; `orient.lanes` says what belongs where.
"""

import re
from collections.abc import Mapping
from typing import Annotated, TypeAlias

from pydantic import AfterValidator, Field

from bot.model.value import Value

MOST_LANES = 50
"""Lanes of one repository; each is told of by name."""
LATER = "lanes: files"
"""The fact that is unread where the next pass can tell what more pull requests change than one pass reads."""
_NAME = re.compile(r"[A-Za-z0-9_][\w.-]{0,49}", re.ASCII)


def _patterns(value: tuple[str, ...]) -> tuple[str, ...]:
    if any(not item.strip() for item in value):
        raise ValueError("an entry is empty")
    return value


def _paths(value: tuple[str, ...]) -> tuple[str, ...]:
    if all(item.startswith("!") for item in value):
        raise ValueError("needs a path that does not begin with !, which only takes paths out again")
    return value


class Lane(Value):
    """One lane: the files that are its own, and the checks that tell whether it is broken."""

    paths: Annotated[tuple[str, ...], Field(min_length=1), AfterValidator(_patterns), AfterValidator(_paths)]
    checks: Annotated[tuple[str, ...], Field(min_length=1), AfterValidator(_patterns)]


def _named(value: Mapping[str, Lane]) -> Mapping[str, Lane]:
    if len(value) > MOST_LANES:
        raise ValueError(f"there may be {MOST_LANES} lanes at most")
    if odd := next((name for name in value if not _NAME.fullmatch(name)), None):
        raise ValueError(
            f"{odd!r} is no name for a lane: at most 50 letters, digits, points, dashes, underscores"
        )
    return value


Lanes: TypeAlias = Annotated[dict[str, Lane], AfterValidator(_named)]
"""The lanes by name."""


class Touched(Value):
    """The paths that a head changes against a line's head, both of a file that was moved.

    complete: whether GitHub listed all of them.
    """

    base: str
    head: str
    paths: tuple[str, ...] = ()
    complete: bool = True
