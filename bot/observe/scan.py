"""The scan: one GraphQL document over many repositories → what a pass must know of each.

Costs about two points a repository. `details` reads the rest, for repositories that are not green.
"""

from dataclasses import dataclass

from bot.github.auth import Grant
from bot.github.client import Client
from bot.github.documents import SCAN
from bot.github.node import Node
from bot.model.config import Config, Invalid, Problem, parse
from bot.model.facts import Commit, Cord, MergeState, Pull, Repository, Run, RunStatus, Unread
from bot.model.jobs import Claim

CORD = "Andon"
"""The name of the check run that is required."""

MAX_PAGES = 20
"""Pages of 50 open pull requests that are read of one repository."""

_STATUSES: dict[str, RunStatus] = {"COMPLETED": "completed", "IN_PROGRESS": "in_progress"}
_MERGE_STATES: dict[str, MergeState] = {
    "BEHIND": "BEHIND",
    "BLOCKED": "BLOCKED",
    "CLEAN": "CLEAN",
    "DIRTY": "DIRTY",
    "DRAFT": "DRAFT",
    "HAS_HOOKS": "HAS_HOOKS",
    "UNSTABLE": "UNSTABLE",
}


@dataclass(frozen=True)
class Scanned:
    """One repository as scanned."""

    repository: Repository
    config: Config | Invalid | None
    history: tuple[Commit, ...]
    pulls: tuple[Pull, ...]
    claims: tuple[Claim, ...]
    worker: bool
    unread: tuple[Unread, ...]


@dataclass(frozen=True)
class Missing:
    """A repository that could not be scanned, and why."""

    node_id: str
    why: str


@dataclass(frozen=True)
class Apps:
    """Whose check suites are read: our App's for the cord, `github-actions`' for the workflow runs."""

    ours: int
    actions: int


async def scan(
    client: Client, grant: Grant, apps: Apps, node_ids: tuple[str, ...]
) -> tuple[Scanned | Missing, ...]:
    """Scan repositories, in the order given. At most 25 a call, by GitHub's limits on a query."""
    variables = _variables(apps, node_ids, None)
    data, errors = await client.graphql(SCAN, variables, grant)
    found: list[Scanned | Missing] = []
    for n, (node_id, node) in enumerate(zip(node_ids, data["nodes"].items(), strict=True)):
        mine = tuple(e for e in errors if _about(e, n))
        if not node or not node["databaseId"]:
            why = mine[0]["message"].text_or("") if mine else "the App cannot see it"
            found.append(Missing(node_id=node_id, why=why))
            continue
        unread = tuple(_unread(e) for e in mine)
        pulls = await _more_pulls(client, grant, apps, node_id, node)
        found.append(_scanned(node, grant.installation, pulls, unread))
    return tuple(found)


def _variables(apps: Apps, node_ids: tuple[str, ...], after: str | None) -> dict[str, object]:
    ids = {"app": apps.ours, "actions": apps.actions}
    return {"ids": list(node_ids), **ids, "cord": CORD, "pullsAfter": after}


async def _more_pulls(client: Client, grant: Grant, apps: Apps, node_id: str, node: Node) -> tuple[Pull, ...]:
    """Every open pull request: the first page is in the scan, the others are asked for."""
    pulls = [_pull(p) for p in node["pullRequests"]["nodes"]]
    page = node["pullRequests"]["pageInfo"]
    for _ in range(MAX_PAGES):
        if not page or not page["hasNextPage"].flag():
            break
        after = page["endCursor"].text()
        variables = _variables(apps, (node_id,), after)
        data, _errors = await client.graphql(SCAN, variables, grant)
        more = data["nodes"].items()[0]["pullRequests"]
        pulls += [_pull(p) for p in more["nodes"]]
        page = more["pageInfo"]
    return tuple(pulls)


def _about(error: Node, n: int) -> bool:
    """Whether a GraphQL error is about the n-th repository."""
    path = error["path"]
    parts = path.items() if path else ()
    return len(parts) >= 2 and parts[0].is_text("nodes") and parts[1].is_number(n)


def _unread(error: Node) -> Unread:
    fields = [part.text() for part in error["path"].items()[2:] if not part.is_number()]
    what = "line" if "defaultBranchRef" in fields else "pulls" if "pullRequests" in fields else "facts"
    return Unread(what=f"{what}: {'.'.join(fields)}", why=error["message"].text_or("not given"))


def _scanned(node: Node, installation: int, pulls: tuple[Pull, ...], unread: tuple[Unread, ...]) -> Scanned:
    branch = node["defaultBranchRef"]
    return Scanned(
        repository=Repository(
            id=node["databaseId"].number(),
            node_id=node["id"].text(),
            name=node["nameWithOwner"].text(),
            installation=installation,
            default_branch=branch["name"].maybe_text(),
            private=node["isPrivate"].flag(),
            archived=node["isArchived"].flag(),
            fork=node["isFork"].flag(),
            has_issues=node["hasIssuesEnabled"].flag(),
        ),
        config=_config(node["config"]),
        history=_history(branch["target"]),
        pulls=pulls,
        claims=_claims(node["claims"]["nodes"]),
        worker=bool(node["worker"]),
        unread=unread,
    )


def _config(blob: Node) -> Config | Invalid | None:
    if not blob:
        return None
    text = blob["text"].maybe_text()
    if text is None or blob["isTruncated"].flag():
        problem = Problem(line=1, key="", text="the file is binary or too large to read")
        return Invalid(path=".github/andon.yml", problems=(problem,))
    return parse(text)


def _claims(nodes: Node) -> tuple[Claim, ...]:
    """The claims, each under the key that its ref's name is; one that cannot be read is `damaged`."""
    return tuple(
        Claim.decode(ref["target"]["message"].text_or(""), ref["target"]["oid"].text()).model_copy(
            update={"key": ref["name"].text().rsplit("/", maxsplit=1)[-1]}
        )
        for ref in nodes
    )


def _history(target: Node) -> tuple[Commit, ...]:
    """The first-parent history, newest first, as far as it was read."""
    commits = {c["oid"].text(): c for c in target["history"]["nodes"]}
    chain: list[Commit] = []
    sha = target["oid"].maybe_text()
    while sha is not None and sha in commits:
        node = commits[sha]
        chain.append(_commit(node))
        sha = next((parent["oid"].text() for parent in node["parents"]["nodes"]), None)
    return tuple(chain)


def _commit(node: Node) -> Commit:
    author = node["author"]
    return Commit(
        sha=node["oid"].text(),
        tree=node["tree"]["oid"].text(),
        title=node["messageHeadline"].text(),
        author=author["user"]["login"].text_or(author["name"].text_or("")),
        at=node["committedDate"].time(),
        runs=_runs(node["checkSuites"]),
    )


def _runs(suites: Node) -> tuple[Run, ...]:
    """The workflow runs among a commit's check suites, by id; other Apps' suites have none."""
    runs = (
        Run(
            id=run["databaseId"].number(),
            path=run["file"]["path"].text(),
            workflow=run["workflow"]["name"].text(),
            event=run["event"].text(),
            branch=suite["branch"]["name"].maybe_text(),
            status=status(suite["status"].text()),
            conclusion=suite["conclusion"].text().lower() if suite["conclusion"] else None,
            created=run["createdAt"].time(),
            updated=run["updatedAt"].time(),
            url=run["url"].text(),
        )
        for suite in suites["nodes"]
        if (run := suite["workflowRun"]) and run["file"]
    )
    return tuple(sorted(runs, key=lambda r: r.id))


def status(told: str) -> RunStatus:
    """GitHub's many waiting statuses are all `queued` to us."""
    return _STATUSES.get(told.upper(), "queued")


def _pull(node: Node) -> Pull:
    commit = next(iter(node["commits"]["nodes"]), Node(None))["commit"]
    return Pull(
        number=node["number"].number(),
        title=node["title"].text(),
        head=node["headRefOid"].text(),
        branch=node["headRefName"].text(),
        base=node["baseRefName"].text(),
        author=node["author"]["login"].text_or("ghost"),
        draft=node["isDraft"].flag(),
        fork=node["isCrossRepository"].flag(),
        conflicting=node["mergeable"].text() == "CONFLICTING",
        merge_state=_MERGE_STATES.get(node["mergeStateStatus"].text(), "UNKNOWN"),
        approved=node["reviewDecision"].text_or("") == "APPROVED",
        auto_merge=bool(node["autoMergeRequest"]),
        created=node["createdAt"].time(),
        cord=_cord(commit["cords"]),
        runs=_runs(commit["checkSuites"]),
    )


def _cord(suites: Node) -> Cord | None:
    """The newest of our check runs on the head: the newest id counts."""
    runs = [run for suite in suites["nodes"] for run in suite["checkRuns"]["nodes"]]
    newest = max(runs, key=lambda r: r["databaseId"].number(), default=None)
    if newest is None:
        return None
    return Cord(
        id=newest["databaseId"].number(),
        status=status(newest["status"].text()),
        conclusion=newest["conclusion"].text().lower() if newest["conclusion"] else None,
        digest=newest["externalId"].text_or(""),
        title=newest["title"].text_or(""),
    )
