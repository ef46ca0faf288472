"""Who owns a path by a CODEOWNERS file, and what reviewers said of a head.

Patterns are as in `.gitignore`, but for what GitHub leaves out: no `!`, no `[ ]`, no `\\#`. The last that fits
decides; without owners behind it, nobody owns the path. A file with a line that is not so is taken for none, as
GitHub does not say what becomes of the others.
Source: docs.github.com, "About code owners"
"""

import re
from functools import lru_cache

from bot.model.value import Value

PLACES = (".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS")
"""Where GitHub looks for the file, in this order; the first that is there counts."""

_WORD = re.compile(r"(?:\\.|[^\s\\])+")
_OWNER = re.compile(r"@[\w.-]+(/[\w.-]+)?|[^@\s]+@[^@\s]+")
_PIECE = re.compile(r"(?<![^/])\*\*/|(?<=/)\*\*$|\*+|\?|\\.|.", re.DOTALL)
_REFUSED = re.compile(r"^!|^\\#|[\[\]]")


class Approval(Value):
    """An approval of a head by a person who may write; `teams` (`org/name`) are those for which it was given."""

    login: str
    teams: tuple[str, ...] = ()

    def by(self, owner: str) -> bool:
        """Whether an owner as a file names it, a person or a team, gave it. An address says of nobody who it is."""
        names = {f"@{name}".casefold() for name in (self.login, *self.teams)}
        return owner.casefold() in names


class Reviewed(Value):
    """What is known of a head that changes what decides a red check.

    `owners` is the CODEOWNERS file of the line's head, None without one. `approvals` and `objections` (logins) are
    of people who may write, the approvals of this very head; `by` are those who made it, who cannot approve it.
    """

    owners: str | None = None
    approvals: tuple[Approval, ...] = ()
    objections: tuple[str, ...] = ()
    by: tuple[str, ...] = ()


def owners(text: str, path: str) -> tuple[str, ...] | None:
    """The owners of a path as the file names them; none where it is nobody's, None where the file is not usable."""
    rules = _rules(text)
    if rules is None:
        return None
    return next((names for pattern, names in reversed(rules) if _compiled(pattern).fullmatch(path)), ())


@lru_cache(maxsize=16)
def _rules(text: str) -> tuple[tuple[str, tuple[str, ...]], ...] | None:
    found: list[tuple[str, tuple[str, ...]]] = []
    for line in text.splitlines():
        words = _WORD.findall(line)
        comment = next((n for n, word in enumerate(words) if word.startswith("#")), len(words))
        if not comment:
            continue
        pattern, names = words[0], tuple(words[1:comment])
        if _REFUSED.search(pattern) or not all(_OWNER.fullmatch(name) for name in names):
            return None
        found.append((pattern, names))
    return tuple(found)


@lru_cache(maxsize=512)
def _compiled(pattern: str) -> re.Pattern[str]:
    """A pattern; with a slash before its end it counts from the root, else in any folder."""
    bare = pattern.strip("/") if pattern != "/" else ""
    anchored = "/" in pattern.rstrip("/")
    told = "".join(_expression(found[0]) for found in _PIECE.finditer(bare))
    below = "/.*" if pattern.endswith("/") else "" if pattern.endswith("/*") else "(?:/.*)?"
    return re.compile(f"{'' if anchored else '(?:.*/)?'}{told}{below}", re.DOTALL)


def _expression(piece: str) -> str:
    if piece == "**/":
        return "(?:.*/)?"
    if piece == "**":
        return ".*"
    if piece[0] == "*":
        return "[^/]*"
    if piece == "?":
        return "[^/]"
    return re.escape(piece[1:] if len(piece) > 1 else piece)
