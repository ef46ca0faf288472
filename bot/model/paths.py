"""Patterns of paths, read as a workflow reads those of its `paths` filter.

Source: docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#filter-pattern-cheat-sheet
"""

import re
from functools import lru_cache

_PIECE = re.compile(r"(?<![^/])\*\*/|\*\*|\*|\\.|\[(?:[A-Za-z0-9](?:-[A-Za-z0-9])?)+\]|.", re.DOTALL)

_RANGE = re.compile("(.)-(.)")


def matches(path: str, patterns: tuple[str, ...]) -> bool:
    """Whether the last of the patterns that speaks of a path is for it; one that begins with `!` is against.

    `*` stops at a slash and `**` does not; `?` and `+` are of the character before them, as is `[a-z]` one.
    """
    verdict = False
    for pattern in patterns:
        if _compiled(pattern.removeprefix("!")).fullmatch(path):
            verdict = not pattern.startswith("!")
    return verdict


@lru_cache(maxsize=512)
def _compiled(pattern: str) -> re.Pattern[str]:
    told: list[str] = []
    one = False  # whether what came last stands for one character, so that it can come more or less often
    for piece in (found[0] for found in _PIECE.finditer(pattern)):
        if piece in "?+" and one:
            told.append(piece)
        else:
            told.append(_expression(piece))
        one = piece[0] not in "*?+" or (piece in "?+" and not one)
    return re.compile("".join(told), re.DOTALL)


def _expression(piece: str) -> str:
    if piece == "**/":
        return "(?:.*/)?"
    if piece == "**":
        return ".*"
    if piece == "*":
        return "[^/]*"
    if piece[0] == "[" and all(first <= last for first, last in _RANGE.findall(piece)):
        return piece if len(piece) > 1 else re.escape(piece)
    return re.escape(piece[1:] if piece[0] == "\\" and len(piece) > 1 else piece)
