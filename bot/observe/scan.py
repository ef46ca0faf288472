"""The scan: one GraphQL document over many repositories → what a pass must know of each.

Costs about two points a repository. What a list was too short for is read on here; `details` reads the
rest, for repositories that are not green.
"""

from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.github.auth import Grant
from bot.github.client import Client
from bot.github.documents import SCAN
from bot.github.errors import Broken, Denied, Gone
from bot.github.node import Node
from bot.model.facts import CORD, Pull, Repository, Unread
from bot.model.fuse import Organised
from bot.model.jobs import Claim
from bot.model.organisation import Texts
from bot.model.runs import Commit
from bot.observe.chain import MAX_PAGES, Chain
from bot.observe.nodes import (
    claims_of,
    failing_lately,
    organised_of,
    pull_of,
    repository_of,
    text_of,
    workflows_of,
)

_PARTS = {
    "defaultBranchRef": "line",
    "config": "config",
    "owner": "config",
    "workflows": "worker",
    "claims": "claims",
    "pullRequests": "pulls",
    "groups": "groups",
    "talkedIssue": "people",
    "talkedPull": "people",
}
"""The part of the snapshot that each field of the document is for."""


@dataclass(frozen=True)
class Apps:
    """Whose check suites are read: our App's for the cord, `github-actions`' for the workflow runs.

    slug: our App's, by which its own commits are told; without it none is believed.
    """

    ours: int
    actions: int
    slug: str = ""


@dataclass(frozen=True)
class Scanned:
    """One repository as scanned: its default branch's history and workflow files among it.

    queued: whether a merge queue tries something. failing: whether anything that was reported of the default
    branch's newest commits is bad.
    talked: when an issue and when a pull request was last changed, where there is any.
    """

    repository: Repository
    apps: Apps
    texts: Texts
    organised: Organised | None
    history: tuple[Commit, ...]
    pulls: tuple[Pull, ...]
    claims: tuple[Claim, ...]
    workflows: frozenset[str]
    queued: bool
    failing: bool
    talked: tuple[datetime, ...]
    unread: tuple[Unread, ...]

    def proposed(self) -> "Scanned":
        """As it would be if the organisation's file held as it stands, approved or not."""
        file = self.organised.file if self.organised else self.texts.org
        return replace(self, texts=self.texts.model_copy(update={"org": file}))


@dataclass(frozen=True)
class Missing:
    """A repository that could not be scanned, and why."""

    node_id: str
    why: str


async def scan(
    client: Client, grant: Grant, apps: Apps, node_ids: tuple[str, ...]
) -> tuple[Scanned | Missing, ...]:
    """Scan repositories, in the order given. At most 25 a call, by GitHub's limits on a query.

    A repository whose answer is not as documented is `Missing`, the others are scanned.
    """
    data, errors = await client.graphql(SCAN, _variables(apps, node_ids), grant)
    if stray := next((e for e in errors if _place(e)[0] is None), None):
        raise Broken(f"GraphQL: {stray['message'].text_or('not given')}")
    found: list[Scanned | Missing] = []
    for n, (node_id, node) in enumerate(zip(node_ids, data["nodes"].items(), strict=True)):
        mine = tuple(e for e in errors if _place(e)[0] == n)
        if not node or not node["databaseId"]:
            why = mine[0]["message"].text_or("") if mine else "the App cannot see it"
            found.append(Missing(node_id=node_id, why=why))
            continue
        try:
            found.append(await _Scan(client, grant, apps, node_id, node, mine).whole())
        except (Broken, Denied, Gone) as error:
            found.append(Missing(node_id=node_id, why=str(error)))
    return tuple(found)


def _variables(apps: Apps, node_ids: tuple[str, ...], after: str | None = None) -> dict[str, object]:
    ids = {"app": apps.ours, "actions": apps.actions}
    return {"ids": list(node_ids), **ids, "cord": CORD, "pullsAfter": after}


def _place(error: Node) -> tuple[int | None, tuple[Node, ...]]:
    """Which repository of the query an error is about, None for all of them, and its path below that."""
    path = error["path"].items() if error["path"] else ()
    if len(path) < 2 or not path[0].is_text("nodes") or not path[1].is_number():
        return None, ()
    return path[1].number(), path[2:]


def _is_no_organisation(error: Node) -> bool:
    """Whether GitHub only says that the owner has no repository `.github`, or none that we may see."""
    below = _place(error)[1]
    return bool(below) and below[0].is_text("owner") and error["type"].is_text("NOT_FOUND")


@dataclass
class _Scan:
    """One repository of a query's answer, read on where its lists were too short."""

    client: Client
    grant: Grant
    apps: Apps
    node_id: str
    node: Node
    errors: tuple[Node, ...]
    unread: list[Unread] = field(default_factory=list[Unread])

    async def whole(self) -> Scanned:
        """Everything of the repository that the scan reads."""
        for error in self.errors:
            if not _is_no_organisation(error):
                self._note(error)
        if self.node["claims"]["pageInfo"] and self.node["claims"]["pageInfo"]["hasNextPage"].flag():
            self.unread.append(Unread(what="claims: refs", why="there are more than 100"))
        target = self.node["defaultBranchRef"]["target"]
        history = await self._chain.commits(target["oid"].maybe_text(), target["history"])
        pulls = await self._pulls()
        organised = organised_of(self.node["owner"], self.apps.slug)
        return Scanned(
            repository=repository_of(self.node, self.grant.installation),
            texts=Texts(
                own=text_of(self.node["config"]),
                org=organised.in_force if organised else None,
            ),
            organised=organised,
            apps=self.apps,
            history=history,
            pulls=pulls,
            claims=claims_of(self.node["claims"]["nodes"], self.apps.slug),
            workflows=workflows_of(self.node["workflows"]),
            queued=any(self.node["groups"]["nodes"]),
            failing=failing_lately(target["recent"]),
            talked=tuple(
                one["updatedAt"].time()
                for which in ("talkedIssue", "talkedPull")
                for one in self.node[which]["nodes"]
            ),
            unread=tuple(self.unread),
        )

    @property
    def _chain(self) -> Chain:
        return Chain(self._ask, self.apps.actions, self.unread)

    def _note(self, error: Node) -> None:
        """A field that GitHub gave only an error for is unread; so is what it is a part of.

        Whether anything reported is bad only says where to look further; without *statuses* it is not told.
        """
        below = _place(error)[1]
        fields = [part.text() for part in below if not part.is_number()]
        if "recent" in fields and error["type"].is_text("FORBIDDEN"):
            return
        part = _PARTS.get(fields[0], "line") if fields else "line"
        self.unread.append(
            Unread(what=f"{part}: {'.'.join(fields)}", why=error["message"].text_or("not given"))
        )

    async def _ask(self, document: str, variables: dict[str, object]) -> Node:
        """The repository by a query of its own; `Broken` if any part of the answer is missing."""
        data, errors = await self.client.graphql(document, {"id": self.node_id, **variables}, self.grant)
        if errors:
            raise Broken(f"GraphQL: {errors[0]['message'].text_or('not given')}")
        return data["node"]

    async def _pulls(self) -> tuple[Pull, ...]:
        """Every open pull request: the first page is in the scan, the others are asked for."""
        pulls = await self._page(self.node["pullRequests"], self.errors)
        page = self.node["pullRequests"]["pageInfo"]
        for _ in range(MAX_PAGES):
            if not page or not page["hasNextPage"].flag():
                return tuple(pulls)
            variables = _variables(self.apps, (self.node_id,), page["endCursor"].text())
            data, errors = await self.client.graphql(SCAN, variables, self.grant)
            found = data["nodes"].items()[0]["pullRequests"]
            if not found:
                break
            pulls += await self._page(found, errors)
            page = found["pageInfo"]
        self.unread.append(Unread(what="pulls: pages", why=f"only {len(pulls)} could be listed"))
        return tuple(pulls)

    async def _page(self, listed: Node, errors: tuple[Node, ...]) -> list[Pull]:
        """A page of pull requests; one of which a part is missing says so."""
        broken = {
            path[2].number(): error["message"].text_or("not given")
            for error in errors
            if len(path := _place(error)[1]) > 3 and path[0].is_text("pullRequests") and path[2].is_number()
        }
        pulls: list[Pull] = []
        for n, node in enumerate(listed["nodes"].items() if listed["nodes"] else ()):
            if node:
                pulls.append(await self._pull(node, broken.get(n)))
        return pulls

    async def _pull(self, node: Node, why: str | None) -> Pull:
        pull = pull_of(node)
        suites = next(iter(node["commits"]["nodes"]), Node(None))["commit"]["checkSuites"]
        more = await self._chain.more_runs(suites, pull.head, "pulls")
        runs = (*pull.runs, *more) if more else pull.runs
        return pull.model_copy(update={"runs": runs, "unread": why or pull.unread})
