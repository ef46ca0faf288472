"""Which branches are lines, and their histories: the default branch, and those that the config names."""

import re
from dataclasses import dataclass

from bot.github.documents import BRANCHES, LINE
from bot.model.branches import matches
from bot.model.config import Config
from bot.model.facts import Unread
from bot.model.runs import Commit
from bot.observe.chain import Chain
from bot.observe.nodes import failing_lately, workflows_of
from bot.observe.runs import Reader
from bot.observe.scan import Scanned

MAX_LINES = 20
"""Lines of one repository; that a pattern matches more is told, and harms no line."""

MAX_PAGES = 10


@dataclass(frozen=True)
class Branch:
    """A line's branch: its first-parent history and its workflow files, None where they are not known.

    failing: whether anything that was reported of its newest commits is bad.
    """

    name: str
    history: tuple[Commit, ...]
    workflows: frozenset[str] | None
    failing: bool


async def read_branches(scanned: Scanned, config: Config, reader: Reader) -> tuple[Branch, ...]:
    """The lines' branches, the default branch first; none in an empty repository."""
    default = scanned.repository.default_branch
    if default is None or not scanned.history:
        return ()
    known = not any(unread.part == "worker" for unread in scanned.unread)
    first = Branch(default, scanned.history, scanned.workflows if known else None, scanned.failing)
    names: set[str] = set()
    for prefix in sorted({_prefix(pattern) for pattern in config.line.branches}):
        names |= await _names(prefix, reader)
    matching = sorted(n for n in names - {default} if any(matches(n, p) for p in config.line.branches))
    if len(matching) >= MAX_LINES:
        why = f"{len(matching)} match; only the last {MAX_LINES - 1} by name are lines besides {default}"
        reader.unread.append(Unread(what="branches: matching", why=why))
    found = [await _branch(name, scanned, reader) for name in matching[1 - MAX_LINES :]]
    return (first, *(branch for branch in found if branch is not None))


def _prefix(pattern: str) -> str:
    """The folder of refs that a pattern's matches are in: `refs/heads/release/` for `release/*`."""
    literal = re.split(r"[*?\[]", pattern, maxsplit=1)[0]
    return f"refs/heads/{literal.rpartition('/')[0]}/".replace("//", "/")


async def _names(prefix: str, reader: Reader) -> set[str]:
    """The names of the branches under a prefix."""
    names: set[str] = set()
    after: str | None = None
    for _ in range(MAX_PAGES):
        found = await reader.query("branches: list", BRANCHES, {"prefix": prefix, "after": after})
        if found is None:
            return names
        refs = found["refs"]
        names |= {
            f"{ref['prefix'].text()}{ref['name'].text()}"[len("refs/heads/") :] for ref in refs["nodes"]
        }
        if not refs["pageInfo"]["hasNextPage"].flag():
            return names
        after = refs["pageInfo"]["endCursor"].text()
    reader.unread.append(
        Unread(what="branches: list", why=f"there are more than {len(names)} under {prefix}")
    )
    return names


async def _branch(name: str, scanned: Scanned, reader: Reader) -> Branch | None:
    """A line's branch, None if it is gone; what could not be read of it is told as its own."""
    ref, part = f"refs/heads/{name}", f"line {name}"
    variables: dict[str, object] = {
        "ref": ref,
        "tree": f"{ref}:.github/workflows",
        "actions": scanned.apps.actions,
    }
    found = await reader.query(f"{part}: head", LINE, variables)
    if found is None or not found["ref"]:
        return None
    target = found["ref"]["target"]
    chain = Chain(reader.ask, scanned.apps.actions, reader.unread, part)
    history = await reader.attempt(
        f"{part}: history", chain.commits(target["oid"].maybe_text(), target["history"])
    )
    failing = failing_lately(target["recent"])
    return Branch(name, history, workflows_of(found["workflows"]), failing) if history else None
