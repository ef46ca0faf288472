"""A job as GitHub holds it: its claim, issue, worker's runs and fix pull requests."""

from collections.abc import Awaitable
from datetime import datetime

from bot.github.documents import JOBS
from bot.github.errors import Gone
from bot.github.node import Node
from bot.model.facts import FixPull, JobFacts, Orphan
from bot.model.job_issue import IssueComment, JobIssue
from bot.model.jobs import FIXES, Claim, Key, fix_branch
from bot.model.markers import key_marker
from bot.model.runs import WORKER_WORKFLOW, Run
from bot.observe.chain import MAX_PAGES
from bot.observe.nodes import status
from bot.observe.runs import Reader
from bot.observe.scan import Scanned


async def read_job(key: Key, scanned: Scanned, reader: Reader, app: str, wrong: bool = False) -> JobFacts:
    """What is done about a key; costs nothing where nothing is claimed and (`wrong`) nothing was wrong lately.

    Where the repository has no issues (any more), its claim is all there is.
    """
    claim = next((c for c in scanned.claims if c.key == key.digest), None)
    held = claim is not None and claim.stage != "closed"
    if not held and not wrong:
        return JobFacts(key=key, claim=claim)
    if not reader.repository.has_issues:
        return JobFacts(key=key, claim=claim)
    issue, strays = await _read_issues(key, claim.issue if claim and held else None, reader, app)
    if claim is None or not held:
        return JobFacts(key=key, claim=claim, strays=strays)
    workers = await _read_workers(reader, claim, WORKER_WORKFLOW in scanned.workflows)
    fixes = await _read_fixes(scanned, reader, claim, app)
    return JobFacts(key=key, claim=claim, issue=issue, strays=strays, workers=workers, fixes=fixes)


async def read_orphan(claim: Claim, scanned: Scanned, reader: Reader, app: str) -> Orphan:
    """A claim of no line of today, with its issue and what is open for it."""
    if claim.issue is None or not reader.repository.has_issues:
        return Orphan(claim=claim)
    issue = await _read_issue(claim.issue, reader, app)
    return Orphan(claim=claim, issue=issue, fixes=_open_fixes(claim.issue, scanned, app))


async def _read_issues(
    key: Key, claimed: int | None, reader: Reader, app: str
) -> tuple[JobIssue | None, tuple[JobIssue, ...]]:
    """The claimed issue, and the other open ones of ours that carry the key's marker."""
    variables = _asking(claimed)
    repository = await reader.query("job: issue", JOBS, variables)
    if repository is None:
        return None, ()
    node = repository["issue"]
    issue = _issue(node, app, await _comments(node, variables, reader)) if node else None
    listed = (*repository["newest"]["nodes"], *repository["labelled"]["nodes"])
    numbers = {one["number"].number() for one in listed if key_marker(key) in one["body"].text_or("")}
    others = [await _read_issue(number, reader, app) for number in sorted(numbers - {claimed})]
    return issue, tuple(i for i in others if i and i.ours and i.state == "open" and key_marker(key) in i.body)


async def _read_issue(number: int, reader: Reader, app: str) -> JobIssue | None:
    """An issue with all its comments, None if it is gone."""
    variables = _asking(number)
    repository = await reader.query("job: issue", JOBS, variables)
    node = repository["issue"] if repository is not None else None
    return _issue(node, app, await _comments(node, variables, reader)) if node else None


def _asking(number: int | None) -> dict[str, object]:
    return {"number": number or 0, "known": number is not None, "after": None}


async def _comments(issue: Node, variables: dict[str, object], reader: Reader) -> tuple[Node, ...]:
    """Every comment of the job: ours may stand behind many of people's."""
    comments, page = [*issue["comments"]["nodes"]], issue["comments"]["pageInfo"]
    for _ in range(MAX_PAGES):
        if not page["hasNextPage"].flag():
            break
        after = {**variables, "after": page["endCursor"].text()}
        more = await reader.query("job: comments", JOBS, after)
        if more is None or not more["issue"]:
            break
        comments += more["issue"]["comments"]["nodes"]
        page = more["issue"]["comments"]["pageInfo"]
    return tuple(comments)


def _issue(node: Node, app: str, comments: tuple[Node, ...] = ()) -> JobIssue:
    return JobIssue(
        number=node["number"].number(),
        title=node["title"].text(),
        body=node["body"].text_or(""),
        state="open" if node["state"].text() == "OPEN" else "closed",
        ours=_is_app(node["author"], app),
        labels=tuple(sorted(label["name"].text() for label in node["labels"]["nodes"])),
        created=node["createdAt"].time(),
        closed=node["closedAt"].maybe_time(),
        reopened=_reopened(node["timelineItems"]),
        comments=tuple(_comment(c, app) for c in comments),
    )


def _reopened(timeline: Node) -> datetime | None:
    """When a person last opened it again: what an App does is nobody's wish."""
    by_people = (e for e in timeline["nodes"] if e["actor"]["__typename"].text_or("") == "User")
    return max((e["createdAt"].time() for e in by_people), default=None)


def _comment(node: Node, app: str) -> IssueComment:
    ours = _is_app(node["author"], app) and (not node["editor"] or _is_app(node["editor"], app))
    return IssueComment(
        id=node["databaseId"].number(),
        body=node["body"].text(),
        author=node["author"]["login"].text_or("ghost"),
        ours=ours,
    )


def _is_app(actor: Node, app: str) -> bool:
    """Whether an actor is our App's bot; GraphQL gives its login without `[bot]`, REST with it."""
    return actor["__typename"].text_or("") == "Bot" and actor["login"].text_or("") in (app, f"{app}[bot]")


async def _read_workers(reader: Reader, claim: Claim, known: bool) -> tuple[Run, ...]:
    """The dispatched runs of the caller workflow, with the jobs of the claimed one when it is over.

    known: whether the workflow is on the default branch. One that never was has no runs to be listed.
    """
    if claim.stage != "attempt":
        return ()
    reading = reader.get(
        "/repos/{owner}/{repo}/actions/workflows/{workflow_id}/runs",
        {"event": "workflow_dispatch", "per_page": 50},
        workflow_id=WORKER_WORKFLOW.rsplit("/", maxsplit=1)[-1],
    )
    data = await reader.attempt("workers", reading if known else _none_if_gone(reading))
    runs = [_worker(node) for node in data["workflow_runs"]] if data is not None else []
    mine = [run for run in runs if claim.oid in run.title]
    read = {r.id: await reader.with_jobs(r, "workers") for r in mine if r.status == "completed"}
    return tuple(read.get(run.id, run) for run in runs)


async def _none_if_gone(reading: Awaitable[Node]) -> Node:
    try:
        return await reading
    except Gone:
        return Node({"workflow_runs": []})


def _worker(node: Node) -> Run:
    return Run(
        id=node["id"].number(),
        path=node["path"].text(),
        workflow=node["name"].text_or(""),
        event=node["event"].text(),
        branch=node["head_branch"].maybe_text(),
        status=status(node["status"].text()),
        conclusion=node["conclusion"].maybe_text(),
        created=node["created_at"].time(),
        updated=node["updated_at"].time(),
        url=node["html_url"].text(),
        title=node["display_title"].text(),
    )


def _open_fixes(issue: int, scanned: Scanned, app: str) -> tuple[FixPull, ...]:
    """Our own open pull requests of a job."""
    return tuple(
        FixPull(number=p.number, branch=p.branch, head=p.head, state="open")
        for p in scanned.pulls
        if p.bot and p.author == app and not p.fork and p.branch.startswith(f"{FIXES}{issue}-")
    )


async def _read_fixes(scanned: Scanned, reader: Reader, claim: Claim, app: str) -> tuple[FixPull, ...]:
    """Our fix pull requests of the job: the open ones, and the claimed attempt's whatever became of it."""
    if claim.issue is None:
        return ()
    open_ones = _open_fixes(claim.issue, scanned, app)
    branch = fix_branch(claim.issue, claim.attempt)
    if claim.stage != "attempt" or any(fix.branch == branch for fix in open_ones):
        return open_ones
    owner = reader.path["owner"]
    reading = reader.get("/repos/{owner}/{repo}/pulls", {"head": f"{owner}:{branch}", "state": "all"})
    data = await reader.attempt("job: fix", reading)
    old = tuple(_fix(p) for p in data if p["user"]["login"].is_text(f"{app}[bot]")) if data else ()
    return (*open_ones, *old)


def _fix(node: Node) -> FixPull:
    merged = node["merged_at"].maybe_time()
    return FixPull(
        number=node["number"].number(),
        branch=node["head"]["ref"].text(),
        head=node["head"]["sha"].text(),
        state="open" if node["state"].text() == "open" else "closed",
        merged=merged is not None,
        merged_at=merged,
        merge_commit=node["merge_commit_sha"].maybe_text() if merged else None,
    )
