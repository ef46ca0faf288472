"""A few repositories that stand for all: every kind of repository that the list can tell apart.

Pure: the same list gives the same sample, in whatever order it comes.
"""

import hashlib
from collections.abc import Iterable
from typing import TypeAlias

from bot.loop.sweep import Listed

Trait: TypeAlias = tuple[str, str | int | bool | None]


def sample(listed: Iterable[Listed], most: int) -> tuple[Listed, ...]:
    """At most `most` repositories, by name.

    Each next one shows the most traits that none before it showed: its owner, public or private,
    archived, fork, without issues, its language, the order of magnitude of its size. Among equals the
    smallest digest of the id is taken, which favours no name and keeps the choice as repositories come
    and go. Once every trait is shown, they are to be shown once more.
    """
    left = {one: traits(one) for one in sorted(listed, key=_lot)}
    chosen: list[Listed] = []
    wanted: set[Trait] = set()
    while left and len(chosen) < most:
        if not wanted:
            wanted = set[Trait]().union(*left.values())
        best = max(left, key=lambda one: len(left[one] & wanted))  # the first among equals
        if not left[best] & wanted:
            wanted = set()
            continue
        wanted -= left.pop(best)
        chosen.append(best)
    return tuple(sorted(chosen, key=lambda one: one.name))


def traits(one: Listed) -> frozenset[Trait]:
    """What may make a repository different from others."""
    return frozenset(
        {
            ("owner", one.name.partition("/")[0]),
            ("private", one.private),
            ("archived", one.archived),
            ("fork", one.fork),
            ("issues", one.has_issues),
            ("language", one.language),
            ("magnitude", len(str(one.size)) if one.size else 0),
        }
    )


def _lot(one: Listed) -> str:
    return hashlib.sha256(one.key.node_id.encode()).hexdigest()
