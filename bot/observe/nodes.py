"""GraphQL nodes → facts, one function a kind. A node that is not as GitHub documents it is `Broken`.

`scan` asks for them; nothing here calls GitHub.
"""

from bot.github.node import Node
from bot.model.config_text import UNREADABLE
from bot.model.diagnosed import DIAGNOSIS_CHECK, Diagnosed
from bot.model.facts import CORD, Cord, MergeState, Pull, Repository
from bot.model.fuse import Fuse, Guard, Organised, fuse_of, guard_of
from bot.model.jobs import Claim
from bot.model.runs import Commit, Run, RunStatus

_STATUSES: dict[str, RunStatus] = {"COMPLETED": "completed", "IN_PROGRESS": "in_progress"}
_BAD = ("FAILURE", "ERROR")
_MERGE_STATES: dict[str, MergeState] = {
    "BEHIND": "BEHIND",
    "BLOCKED": "BLOCKED",
    "CLEAN": "CLEAN",
    "DIRTY": "DIRTY",
    "DRAFT": "DRAFT",
    "HAS_HOOKS": "HAS_HOOKS",
    "UNSTABLE": "UNSTABLE",
}


def repository_of(node: Node, installation: int) -> Repository:
    """The repository's own facts."""
    return Repository(
        id=node["databaseId"].number(),
        node_id=node["id"].text(),
        name=node["nameWithOwner"].text(),
        installation=installation,
        default_branch=node["defaultBranchRef"]["name"].maybe_text(),
        private=node["isPrivate"].flag(),
        archived=node["isArchived"].flag(),
        fork=node["isFork"].flag(),
        has_issues=node["hasIssuesEnabled"].flag(),
    )


def text_of(blob: Node) -> str | None:
    """A configuration file's text, None where there is no file."""
    if not blob:
        return None
    text = blob["text"].maybe_text()
    return UNREADABLE if text is None or blob["isTruncated"].flag() else text


def organised_of(owner: Node, bot: str) -> Organised | None:
    """What the organisation's repository `.github` holds, None where there never was a file in it."""
    home = owner["repository"]
    file = text_of(home["config"])
    tree = home["defaultBranchRef"]["target"]["tree"]["oid"].maybe_text()
    fuse, guard = home["fuse"]["target"], home["guard"]["target"]
    if tree is None or (file is None and not guard):
        return None
    return Organised(
        id=home["databaseId"].number(),
        node_id=home["id"].text(),
        name=home["nameWithOwner"].text(),
        tree=tree,
        repositories=owner["repositories"]["totalCount"].number(),
        file=file,
        approved=text_of(home["approved"]),
        fuse=fuse_of(_believed(fuse, bot), fuse["oid"].text()) if fuse else Fuse(),
        guard=guard_of(_believed(guard, bot), guard["oid"].text()) if guard else Guard(),
        guard_tree=guard["tree"]["oid"].maybe_text(),
    )


def _believed(commit: Node, bot: str) -> str:
    """What a commit says, if GitHub signed it for our App; nothing else is the App's own word.

    GitHub signs what an App commits through the API as itself; anybody with write may push to such a ref.
    Source: docs.github.com/en/authentication/managing-commit-signature-verification/about-commit-signature-verification
    """
    seal, author = commit["signature"], commit["author"]["user"]["login"].text_or("")
    signed = bool(seal) and seal["isValid"].flag() and seal["wasSignedByGitHub"].flag()
    return commit["message"].text_or("") if signed and author in (bot, f"{bot}[bot]") else ""


def claims_of(nodes: Node, bot: str) -> tuple[Claim, ...]:
    """The claims, each under the key that its ref's name is; one that cannot be read is `damaged`.

    What it says of people's commands, of past stops and of a lease is believed only of our own App.
    """
    found: list[Claim] = []
    for ref in nodes:
        commit = ref["target"]
        claim = Claim.decode(commit["message"].text_or(""), commit["oid"].text())
        facts: dict[str, object] = {"key": ref["name"].text().rsplit("/", maxsplit=1)[-1]}
        if not _believed(commit, bot):
            facts |= {
                "commands": (),
                "wrong": (),
                "after": (),
                "lease": None,
                "flakes": (),
                "asked": (),
                "reds": (),
            }
        found.append(claim.model_copy(update=facts))
    return tuple(found)


def workflows_of(tree: Node) -> frozenset[str]:
    """The workflow files on the default branch."""
    return frozenset(f".github/workflows/{entry['name'].text()}" for entry in tree["entries"])


def commit_of(node: Node) -> Commit:
    """A commit with the runs that the query listed."""
    author = node["author"]
    return Commit(
        sha=node["oid"].text(),
        tree=node["tree"]["oid"].text(),
        title=node["messageHeadline"].text(),
        author=author["user"]["login"].text_or(author["name"].text_or("")),
        at=node["committedDate"].time(),
        node_id=node["id"].text(),
        runs=runs_of(node["checkSuites"]),
    )


def failing_lately(recent: Node) -> bool:
    """Whether anything that anybody reported of a branch's newest commits is bad."""
    rollups = (node["statusCheckRollup"] for node in recent["nodes"])
    return any(rollup["state"].text() in _BAD for rollup in rollups if rollup)


def runs_of(suites: Node) -> tuple[Run, ...]:
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


def pull_of(node: Node) -> Pull:
    """An open pull request with its cord and the runs that the query listed."""
    commit = next(iter(node["commits"]["nodes"]), Node(None))["commit"]
    head = node["headRefOid"].text()
    moved = not commit["oid"].is_text(head)
    return Pull(
        number=node["number"].number(),
        node_id=node["id"].text_or(""),
        title=node["title"].text(),
        head=head,
        tree=commit["tree"]["oid"].maybe_text(),
        branch=node["headRefName"].text(),
        base=node["baseRefName"].text(),
        author=node["author"]["login"].text_or("ghost"),
        bot=node["author"]["__typename"].text_or("") == "Bot",
        draft=node["isDraft"].flag(),
        fork=node["isCrossRepository"].flag(),
        conflicting=node["mergeable"].text() == "CONFLICTING",
        merge_state=_MERGE_STATES.get(node["mergeStateStatus"].text(), "UNKNOWN"),
        approved=node["reviewDecision"].text_or("") == "APPROVED",
        unreviewed=node["reviewDecision"].text_or("") in ("REVIEW_REQUIRED", "CHANGES_REQUESTED"),
        auto_merge=bool(node["autoMergeRequest"]),
        created=node["createdAt"].time(),
        cord=cord_of(commit["cords"]),
        diagnosed=_diagnosed(head, commit["cords"]),
        runs=runs_of(commit["checkSuites"]),
        head_node=commit["id"].text_or(""),
        committed=commit["committedDate"].maybe_time(),
        unread="its checks are not those of its head yet" if moved else None,
    )


def cord_of(suites: Node) -> Cord | None:
    """The newest of our cords on the head: the newest id counts."""
    newest = _newest(suites, CORD)
    if newest is None:
        return None
    return Cord(
        id=newest["databaseId"].number(),
        status=status(newest["status"].text()),
        conclusion=newest["conclusion"].text().lower() if newest["conclusion"] else None,
        digest=newest["externalId"].text_or(""),
        title=newest["title"].text_or(""),
    )


def _diagnosed(head: str, suites: Node) -> Diagnosed | None:
    """What the head shows of a diagnosis; nothing is known of that before it has a cord."""
    if _newest(suites, CORD) is None:
        return None
    newest = _newest(suites, DIAGNOSIS_CHECK)
    return Diagnosed(head=head, shown=(newest["externalId"].text_or("") or None) if newest else None)


def _newest(suites: Node, name: str) -> Node | None:
    """The newest of our check runs of one name, by its id."""
    runs = [run for suite in suites["nodes"] for run in suite["checkRuns"]["nodes"]]
    ours = (run for run in runs if run["name"].is_text(name))
    return max(ours, key=lambda r: r["databaseId"].number(), default=None)
