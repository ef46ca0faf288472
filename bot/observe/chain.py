"""A branch's first-parent history, whole, whatever GitHub's lists leave out."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.github.documents import HISTORY, SUITES
from bot.github.node import Node
from bot.model.facts import Unread
from bot.model.runs import WINDOW, Commit, Run
from bot.observe.nodes import commit_of, runs_of

MAX_PAGES = 20
"""Pages that are read of any list: 50 open pull requests or 100 check suites each."""


@dataclass(frozen=True)
class Chain:
    """Reads on where a list was too short.

    ask: runs a document about the repository and gives its node. actions: the App whose check suites are
    workflow runs. unread: where to note what could not be read; part: of what.
    """

    ask: Callable[[str, dict[str, object]], Awaitable[Node]]
    actions: int
    unread: list[Unread]
    part: str = "line"

    async def commits(self, sha: str | None, listed: Node) -> tuple[Commit, ...]:
        """The history from `sha`, newest first: at least `WINDOW` commits of it, or down to the root.

        GitHub lists every commit that can be reached, so a merged branch may push the first parents out
        of the list; then it is asked again from the first one that was not in it.
        """
        known, found = _by_oid(listed), list[Commit]()
        while sha is not None and (sha in known or len(found) < WINDOW):
            if sha not in known:
                known = _by_oid((await self._object(HISTORY, sha))["history"])
            if sha not in known:
                self.unread.append(Unread(what=f"{self.part}: history", why=f"commit {sha[:7]} is not in it"))
                break
            node = known[sha]
            commit = commit_of(node)
            if len(found) < WINDOW:
                more = await self.more_runs(node["checkSuites"], sha, self.part)
                commit = commit.model_copy(update={"runs": (*commit.runs, *more)}) if more else commit
            found.append(commit)
            sha = next((parent["oid"].text() for parent in node["parents"]["nodes"]), None)
        return tuple(found)

    async def more_runs(self, suites: Node, sha: str, part: str) -> tuple[Run, ...]:
        """The runs of a commit beyond those that were listed; `part` is what they are for."""
        runs: list[Run] = []
        for _ in range(MAX_PAGES):
            page = suites["pageInfo"]
            if not page or not page["hasNextPage"].flag():
                return tuple(sorted(runs, key=lambda r: r.id))
            after: dict[str, object] = {"after": page["endCursor"].text()}
            suites = (await self._object(SUITES, sha, after))["checkSuites"]
            runs += runs_of(suites)
        self.unread.append(Unread(what=f"{part}: runs of {sha[:7]}", why="there are too many"))
        return tuple(sorted(runs, key=lambda r: r.id))

    async def _object(self, document: str, sha: str, more: dict[str, object] | None = None) -> Node:
        return (await self.ask(document, {"oid": sha, "actions": self.actions, **(more or {})}))["object"]


def _by_oid(history: Node) -> dict[str, Node]:
    return {commit["oid"].text(): commit for commit in history["nodes"]}
