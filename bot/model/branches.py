"""Patterns of branch names, read as GitHub's rulesets read them: what is a line here is one there.

Source: docs.github.com, "Creating rulesets for a repository", "Using fnmatch syntax"
"""

import re
from functools import lru_cache

_PIECE = re.compile(r"(?<![^/])\*\*/|\*+|\?|\[[!^]?\]?[^]/]*\]|.", re.DOTALL)


def matches(name: str, pattern: str) -> bool:
    """Whether a branch's name fits a pattern. `*` and `?` stop at a slash; `**/` is any folders, or none."""
    return _compiled(pattern).fullmatch(name) is not None


@lru_cache(maxsize=512)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile("".join(_expression(piece[0]) for piece in _PIECE.finditer(pattern)), re.DOTALL)


def _expression(piece: str) -> str:
    if piece == "**/":
        return "(?:[^/]+/)*"
    if piece[0] == "*":
        return "[^/]*"
    if piece == "?":
        return "[^/]"
    if len(piece) > 1:
        negated = piece[1] in "!^"
        inner = piece[2 if negated else 1 : -1].replace("\\", r"\\").replace("[", r"\[").replace("]", r"\]")
        return f"(?!/)[{'^' if negated else ''}{inner}]"
    return re.escape(piece)
