"""Which branches are lines, and their histories: the default branch, and those that the config names."""

from dataclasses import dataclass
from fnmatch import fnmatchcase

from bot.github.documents import BRANCHES, LINE
from bot.github.node import Node
from bot.model.config import Config
from bot.model.facts import Commit, Unread
from bot.observe.chain import Chain
from bot.observe.nodes import workflows_of
from bot.observe.runs import Reader
from bot.observe.scan import Scanned

MAX_LINES = 20
"""Lines of one repository; a pattern that matches more is told as unread."""

MAX_PAGES = 10


@dataclass(frozen=True)
class Branch:
    """A line's branch: its first-parent history and its workflow files, None where they are not known."""

    name: str
    history: tuple[Commit, ...]
    workflows: frozenset[str] | None


async def read_branches(scanned: Scanned, config: Config, reader: Reader) -> tuple[Branch, ...]:
    """The lines' branches, the default branch first; none in an empty repository."""
    default = scanned.repository.default_branch
    if default is None or not scanned.history:
        return ()
    known = not any(unread.part == "worker" for unread in scanned.unread)
    first = Branch(default, scanned.history, scanned.workflows if known else None)
    others = [name for name in await _matching(config, reader) if name != default]
    if len(others) >= MAX_LINES:
        why = f"{len(others)} branches match; at most {MAX_LINES - 1} besides {default} are lines"
        reader.unread.append(Unread(what="line: branches", why=why))
    found = [await _branch(name, scanned, reader) for name in others[: MAX_LINES - 1]]
    return (first, *(branch for branch in found if branch is not None))


async def _matching(config: Config, reader: Reader) -> list[str]:
    """The names of the branches that the config's patterns name, in order."""
    names: list[str] = []
    after: str | None = None
    for _ in range(MAX_PAGES if config.line.branches else 0):
        found = await reader.query("line: branches", BRANCHES, {"after": after})
        if found is None:
            break
        names += [ref["name"].text() for ref in found["refs"]["nodes"]]
        page = found["refs"]["pageInfo"]
        if not page["hasNextPage"].flag():
            break
        after = page["endCursor"].text()
    return sorted(n for n in names if any(fnmatchcase(n, pattern) for pattern in config.line.branches))


async def _branch(name: str, scanned: Scanned, reader: Reader) -> Branch | None:
    ref = f"refs/heads/{name}"
    variables: dict[str, object] = {
        "ref": ref,
        "tree": f"{ref}:.github/workflows",
        "actions": scanned.apps.actions,
    }
    found = await reader.query(f"line: {name}", LINE, variables)
    if found is None or not found["ref"]:
        return None
    target = found["ref"]["target"]
    chain = Chain(reader.ask, scanned.apps.actions, reader.unread)
    reading = chain.commits(target["oid"].maybe_text(), target["history"])
    history = await reader.attempt(f"line: {name}", reading)
    return Branch(name, history, _workflows(found)) if history else None


def _workflows(found: Node) -> frozenset[str]:
    return workflows_of(found["workflows"])
