"""A scanned repository → its snapshot: reads what only repositories that are not green need.

A green line with no job costs nothing here. For a red one: the jobs of the runs that matter, the
workflow files, the end of the failing logs, the job's issue, its worker's run and pull request, and
what might prove that a pull request fixes the line.
"""

import asyncio
from datetime import datetime, timedelta

from bot.github.documents import JOBS
from bot.github.node import Node
from bot.model.config import Config
from bot.model.facts import WORKER_WORKFLOW, Commit, FixPull, Pull, Run, RunJob, Snapshot, WorkflowFile
from bot.model.jobs import LINE_RULE, Claim, IssueComment, JobIssue, Key, fix_branch, key_marker
from bot.observe.runs import Reader
from bot.observe.scan import Scanned, status

FAILED = ("failure", "timed_out")
WINDOW = 20
"""First-parent commits that count for a signal."""
MAX_LOGS = 3
SKEW = timedelta(minutes=1)


async def snapshot(scanned: Scanned, reader: Reader, app: str, at: datetime, brain: str) -> Snapshot:
    """Everything a pass needs. `app` is our App's slug: what it wrote is told by its author."""
    history, files = await _line(scanned, reader)
    suspects = _suspects(history, scanned)
    claim = _claim(scanned)
    pulls = await _pulls(scanned, reader, history, suspects)
    issue, strays = await _job_issue(scanned, reader, claim, app)
    workers = await _workers(reader, claim)
    fixes = await _fixes(scanned, reader, claim, app)
    return Snapshot(
        at=at,
        brain=brain,
        repository=scanned.repository,
        config=scanned.config,
        history=history,
        pulls=pulls,
        files=files,
        claim=claim,
        issue=issue,
        strays=strays,
        worker=scanned.worker,
        workers=workers,
        fixes=fixes,
        unread=(*scanned.unread, *sorted(reader.unread, key=lambda u: u.what)),
    )


def _config(scanned: Scanned) -> Config:
    return scanned.config if isinstance(scanned.config, Config) else Config(version=1)


def _of_line(run: Run, scanned: Scanned) -> bool:
    """Whether a run might be a signal; `orient.signals` has the last word."""
    events = _config(scanned).line.events
    return (
        run.event in events
        and run.branch == scanned.repository.default_branch
        and run.path != WORKER_WORKFLOW
    )


async def _line(scanned: Scanned, reader: Reader) -> tuple[tuple[Commit, ...], tuple[WorkflowFile, ...]]:
    """The history with the jobs of the runs that matter, and the files of the red workflows."""
    recent = scanned.history[:WINDOW]
    runs = {run.id: run for commit in recent for run in commit.runs if _of_line(run, scanned)}
    doubtful = [r for r in runs.values() if r.conclusion in FAILED or r.status != "completed"]
    read = await asyncio.gather(*(reader.with_jobs(run, "line") for run in doubtful))
    seen = {run.id: run for run in read}
    for path in sorted({run.path for run in read if _failing(run)}):
        seen |= await _recoveries(path, recent, runs, seen, reader)
    red = [run for run in seen.values() if _failing(run)]
    seen |= await _with_logs(red, reader)
    head = recent[0].sha if recent else ""
    found = await asyncio.gather(*(reader.file(path, head) for path in sorted({run.path for run in red})))
    history = tuple(
        commit.model_copy(update={"runs": tuple(seen.get(run.id, run) for run in commit.runs)})
        for commit in scanned.history
    )
    return history, tuple(file for file in found if file is not None)


def _failing(run: Run) -> set[str]:
    """The names of the jobs that failed in any attempt."""
    return {job.name for job in run.jobs or () if job.conclusion in FAILED}


async def _recoveries(
    path: str, recent: tuple[Commit, ...], runs: dict[int, Run], seen: dict[int, Run], reader: Reader
) -> dict[int, Run]:
    """The jobs of newer successful runs, until every job that failed is seen to pass again.

    A run can succeed without a job that failed before (it was skipped), so its own word is not enough.
    """
    names = set[str]().union(*(_failing(run) for run in seen.values() if run.path == path))
    found: dict[int, Run] = {}
    for commit in recent:
        mine = [runs[r.id] for r in commit.runs if r.id in runs and r.path == path]
        if not names or any(r.conclusion in FAILED for r in mine):
            break
        for run in mine:
            if run.conclusion == "success":
                found[run.id] = await reader.with_jobs(run, "line")
                names -= {j.name for j in found[run.id].jobs or () if j.conclusion == "success"}
    return found


async def _with_logs(red: list[Run], reader: Reader) -> dict[int, Run]:
    """The newest failing runs with the ends of the logs of what failed in them."""
    found: dict[int, Run] = {}
    left = MAX_LOGS
    for run in sorted(red, key=lambda r: r.id, reverse=True):
        failed = [j for j in run.jobs or () if j.conclusion in FAILED][-left:] if left else []
        left -= len(failed)
        logs = {job.id: await reader.log(job) for job in failed}
        jobs = tuple(_logged(job, logs.get(job.id)) for job in run.jobs or ())
        found[run.id] = run.model_copy(update={"jobs": jobs})
    return found


def _logged(job: RunJob, log: str | None) -> RunJob:
    return job if log is None else job.model_copy(update={"log": log})


def _suspects(history: tuple[Commit, ...], scanned: Scanned) -> set[str]:
    """The workflows that have failed on the line lately."""
    return {
        run.path
        for commit in history[:WINDOW]
        for run in commit.runs
        if _of_line(run, scanned) and _failing(run)
    }


async def _pulls(
    scanned: Scanned, reader: Reader, history: tuple[Commit, ...], suspects: set[str]
) -> tuple[Pull, ...]:
    """The pull requests; those whose checks are newer than the line's head with what may prove them."""
    if not suspects or not history:
        return scanned.pulls
    begun = min((r.created for r in history[0].runs if _of_line(r, scanned)), default=None)

    async def proven(pull: Pull) -> Pull:
        fresh = [
            r
            for r in pull.runs
            if r.path in suspects and r.status == "completed" and (begun is None or r.created >= begun - SKEW)
        ]
        if pull.base != scanned.repository.default_branch or not fresh:
            return pull
        read = {r.id: await reader.with_jobs(r, "pulls") for r in fresh}
        comparison = await reader.comparison(history[0].sha, pull.head)
        runs = tuple(read.get(r.id, r) for r in pull.runs)
        return pull.model_copy(update={"runs": runs, "against_line": comparison})

    return tuple(await asyncio.gather(*(proven(pull) for pull in scanned.pulls)))


def _claim(scanned: Scanned) -> Claim | None:
    key = line_key(scanned)
    return next((c for c in scanned.claims if c.key == key.digest), None)


def line_key(scanned: Scanned) -> Key:
    """The key of the line's job."""
    repository = scanned.repository
    return Key(repository=repository.id, rule=LINE_RULE, subject=repository.default_branch or "")


async def _job_issue(
    scanned: Scanned, reader: Reader, claim: Claim | None, app: str
) -> tuple[JobIssue | None, tuple[JobIssue, ...]]:
    """The claimed job's issue; while its number is unknown, the issues that carry its marker."""
    if claim is None or claim.stage == "closed":
        return None, ()
    known = claim.issue is not None
    variables = {"id": scanned.repository.node_id, "number": claim.issue or 0, "known": known}
    answer = await reader.attempt("job: issue", reader.client.graphql(JOBS, variables, reader.grant))
    if answer is None:
        return None, ()
    repository = answer[0]["node"]
    if known:
        node = repository["issue"]
        return (_issue(node, app) if node else None), ()
    marker = key_marker(line_key(scanned))
    found = (_issue(node, app) for node in repository["issues"]["nodes"])
    return None, tuple(issue for issue in found if issue.ours and marker in issue.body)


def _issue(node: Node, app: str) -> JobIssue:
    return JobIssue(
        number=node["number"].number(),
        title=node["title"].text(),
        body=node["body"].text_or(""),
        state="open" if node["state"].text() == "OPEN" else "closed",
        ours=_is_app(node["author"], app),
        labels=tuple(sorted(label["name"].text() for label in node["labels"]["nodes"])),
        created=node["createdAt"].time(),
        closed=node["closedAt"].maybe_time(),
        comments=tuple(_comment(c, app) for c in node["comments"]["nodes"]) if node["comments"] else (),
    )


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


async def _workers(reader: Reader, claim: Claim | None) -> tuple[Run, ...]:
    """The dispatched runs of the caller workflow, with the jobs of the claimed one when it is over."""
    if claim is None or claim.stage != "attempt":
        return ()
    reading = reader.get(
        "/repos/{owner}/{repo}/actions/workflows/{workflow_id}/runs",
        {"event": "workflow_dispatch", "per_page": 50},
        workflow_id=WORKER_WORKFLOW.rsplit("/", maxsplit=1)[-1],
    )
    data = await reader.attempt("workers", reading)
    runs = [_worker(node) for node in data["workflow_runs"]] if data is not None else []
    mine = [run for run in runs if claim.oid in run.title]
    read = {r.id: await reader.with_jobs(r, "workers") for r in mine if r.status == "completed"}
    return tuple(read.get(run.id, run) for run in runs)


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


async def _fixes(scanned: Scanned, reader: Reader, claim: Claim | None, app: str) -> tuple[FixPull, ...]:
    """Our fix pull requests of the job: the open ones, and the claimed attempt's whatever became of it."""
    if claim is None or claim.issue is None or claim.stage != "attempt":
        return ()
    open_ones = tuple(
        FixPull(number=p.number, branch=p.branch, head=p.head, state="open")
        for p in scanned.pulls
        if p.author == app and not p.fork and p.branch.startswith(f"andon/{claim.issue}-")
    )
    branch = fix_branch(claim.issue, claim.attempt)
    if any(fix.branch == branch for fix in open_ones):
        return open_ones
    owner = reader.path["owner"]
    reading = reader.get("/repos/{owner}/{repo}/pulls", {"head": f"{owner}:{branch}", "state": "all"})
    data = await reader.attempt("job: fix", reading)
    old = tuple(_fix(p) for p in data if p["user"]["login"].text_or("") == f"{app}[bot]") if data else ()
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
