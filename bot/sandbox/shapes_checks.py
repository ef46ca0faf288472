"""How check runs, suites, workflow runs and jobs look over the wire; neighbour of `shapes.py`.

A suite has no state of its own here: it is computed from its workflow run or its check runs.
"""

from datetime import datetime

from bot.sandbox import git, shapes
from bot.sandbox.clock import iso
from bot.sandbox.store import (
    CheckRun,
    CheckSuite,
    Conclusion,
    Job,
    Json,
    Pull,
    Repo,
    Run,
    Status,
    Step,
    Workflow,
    World,
)

# The worst conclusion of its check runs is the suite's.
_WORST: tuple[Conclusion, ...] = (
    "startup_failure",
    "failure",
    "timed_out",
    "cancelled",
    "action_required",
    "stale",
    "success",
    "neutral",
    "skipped",
)


def latest_checks(checks: list[CheckRun]) -> list[CheckRun]:
    """Per suite and name the newest check run, by id: what `filter=latest` means."""
    newest: dict[tuple[int, str], CheckRun] = {}
    for check in sorted(checks, key=lambda one: one.id):
        newest[(check.suite.id, check.name)] = check
    return sorted(newest.values(), key=lambda one: one.id)


def suite_state(suite: CheckSuite) -> tuple[Status, Conclusion | None]:
    """A suite's status and conclusion."""
    if suite.run is not None:
        return suite.run.status, suite.run.conclusion
    checks = latest_checks(suite.checks)
    if not checks:
        return "queued", None
    if any(check.status != "completed" for check in checks):
        return ("queued" if all(check.status == "queued" for check in checks) else "in_progress"), None
    found = {check.conclusion for check in checks}
    return "completed", next((worst for worst in _WORST if worst in found), None)


def suite_updated(suite: CheckSuite) -> datetime:
    """When a suite last changed."""
    if suite.run is not None:
        return suite.run.updated
    moments = [at for check in suite.checks for at in (check.started, check.completed) if at]
    return max([suite.created, *moments])


def pulls_of(world: World, repo: Repo, sha: str) -> list[Json]:
    """The open pull requests of that head, in short; none for heads that live in a fork."""
    return [
        pull_short(world, repo, issue.pull)
        for issue in repo.issues.values()
        if issue.pull
        and issue.state == "open"
        and issue.pull.head_sha == sha
        and issue.pull.head_repo == repo.id
    ]


def pull_short(world: World, repo: Repo, pull: Pull) -> Json:
    """A `pull-request-minimal`."""
    here = {"id": repo.id, "url": shapes.repo_url(world, repo), "name": repo.name}
    return {
        "url": f"{here['url']}/pulls/{pull.number}",
        "id": pull.id,
        "number": pull.number,
        "head": {"ref": pull.head_ref, "sha": pull.head_sha, "repo": here},
        "base": {"ref": pull.base_ref, "sha": pull.base_sha, "repo": here},
    }


def check_run(world: World, repo: Repo, check: CheckRun) -> Json:
    """A `check-run`."""
    url = f"{shapes.repo_url(world, repo)}/check-runs/{check.id}"
    page = f"{shapes.html_url(world, repo)}/runs/{check.id}"
    return {
        "id": check.id,
        "node_id": shapes.node_id("CR", check.id),
        "name": check.name,
        "head_sha": check.head_sha,
        "external_id": check.external_id,
        "url": url,
        "html_url": page,
        "details_url": check.details_url or page,
        "status": check.status,
        "conclusion": check.conclusion,
        "started_at": shapes.stamp(check.started),
        "completed_at": shapes.stamp(check.completed),
        "output": {
            "title": check.title,
            "summary": check.summary,
            "text": check.text,
            "annotations_count": len(check.annotations),
            "annotations_url": f"{url}/annotations",
        },
        "check_suite": {"id": check.suite.id},
        "app": shapes.app(world, check.app),
        "pull_requests": pulls_of(world, repo, check.head_sha),
    }


def suite(world: World, repo: Repo, record: CheckSuite) -> Json:
    """The part of a check suite that check run and check suite payloads share."""
    status, conclusion = suite_state(record)
    return {
        "id": record.id,
        "node_id": shapes.node_id("CS", record.id),
        "head_branch": record.head_branch,
        "head_sha": record.head_sha,
        "status": status,
        "conclusion": conclusion,
        "url": f"{shapes.repo_url(world, repo)}/check-suites/{record.id}",
        "before": None,
        "after": record.head_sha,
        "pull_requests": pulls_of(world, repo, record.head_sha),
        "app": shapes.app(world, record.app),
        "created_at": iso(record.created),
        "updated_at": iso(suite_updated(record)),
    }


def head_commit(repo: Repo, sha: str) -> Json:
    """A `simple-commit`."""
    commit = git.commit(repo.path, sha)
    return {
        "id": sha,
        "tree_id": commit.tree,
        "message": commit.message,
        "timestamp": iso(commit.committer.when),
        "author": {"name": commit.author.name, "email": commit.author.email},
        "committer": {"name": commit.committer.name, "email": commit.committer.email},
    }


def workflow(world: World, repo: Repo, record: Workflow) -> Json:
    """A `workflow`."""
    made = iso(repo.created or world.clock.now())
    page = shapes.html_url(world, repo)
    return {
        "id": record.id,
        "node_id": shapes.node_id("W", record.id),
        "name": record.name,
        "path": record.path,
        "state": "active",
        "created_at": made,
        "updated_at": made,
        "url": f"{shapes.repo_url(world, repo)}/actions/workflows/{record.id}",
        "html_url": f"{page}/blob/{repo.default_branch}/{record.path}",
        "badge_url": f"{page}/workflows/{record.name}/badge.svg".replace(" ", "%20"),
    }


def run_url(world: World, run: Run) -> str:
    """The web page of a workflow run."""
    return f"{shapes.html_url(world, run.repo)}/actions/runs/{run.id}"


def workflow_run(world: World, run: Run) -> Json:
    """A `workflow-run` at its newest attempt."""
    head = world.repos.get(run.fork or run.repo.id, run.repo)
    actor = shapes.person(world, run.actor)
    return {
        "id": run.id,
        "name": run.workflow.name,
        "node_id": shapes.node_id("WFR", run.id),
        "head_branch": run.head_branch,
        "head_sha": run.head_sha,
        "path": run.workflow.path,
        "display_title": run.title,
        "run_number": run.number,
        "event": run.event,
        "status": run.status,
        "conclusion": run.conclusion,
        "workflow_id": run.workflow.id,
        "check_suite_id": run.suite.id,
        "check_suite_node_id": shapes.node_id("CS", run.suite.id),
        "html_url": run_url(world, run),
        "pull_requests": [
            pull_short(world, run.repo, issue.pull)
            for number in run.pulls
            if (issue := run.repo.issues.get(number)) and issue.pull
        ],
        "created_at": iso(run.created),
        "updated_at": iso(run.updated),
        "actor": actor,
        "triggering_actor": actor,
        "run_attempt": run.attempt,
        "run_started_at": iso(run.started),
        "referenced_workflows": [],
        **_run_links(world, run),
        "head_commit": head_commit(run.repo, run.head_sha),
        "repository": shapes.small_repository(world, run.repo),
        "head_repository": shapes.small_repository(world, head),
    }


def run_attempt(world: World, run: Run, attempt: int) -> Json:
    """A `workflow-run` at one of its attempts."""
    newest = workflow_run(world, run)
    if attempt == run.attempt:
        return newest
    conclusion, updated = run.past[attempt - 1]
    ended = {"status": "completed", "conclusion": conclusion, "updated_at": iso(updated)}
    before = f"{newest['url']}/attempts/{attempt - 1}" if attempt > 1 else None
    return {**newest, **ended, "run_attempt": attempt, "previous_attempt_url": before}


def _run_links(world: World, run: Run) -> Json:
    root = shapes.repo_url(world, run.repo)
    url = f"{root}/actions/runs/{run.id}"
    return {
        "url": url,
        **{f"{name}_url": f"{url}/{name}" for name in ("jobs", "logs", "artifacts", "cancel", "rerun")},
        "check_suite_url": f"{root}/check-suites/{run.suite.id}",
        "previous_attempt_url": f"{url}/attempts/{run.attempt - 1}" if run.attempt > 1 else None,
        "workflow_url": f"{root}/actions/workflows/{run.workflow.id}",
    }


def job(world: World, record: Job) -> Json:
    """A `job`."""
    run = record.run
    root = shapes.repo_url(world, run.repo)
    created = record.created or run.created
    running = record.status != "queued" and record.conclusion != "skipped"
    return {
        "id": record.id,
        "run_id": run.id,
        "workflow_name": run.workflow.name,
        "head_branch": run.head_branch,
        "run_url": f"{root}/actions/runs/{run.id}",
        "run_attempt": record.attempt,
        "node_id": shapes.node_id("CR", record.id),
        "head_sha": run.head_sha,
        "url": f"{root}/actions/jobs/{record.id}",
        "html_url": f"{run_url(world, run)}/job/{record.id}",
        "status": record.status,
        "conclusion": record.conclusion,
        "created_at": iso(created),
        "started_at": iso(record.started or created),
        "completed_at": shapes.stamp(record.completed),
        "name": record.name,
        "steps": [step(one) for one in record.steps],
        "check_run_url": f"{root}/check-runs/{record.id}",
        "labels": ["ubuntu-latest"],
        "runner_id": 1 if running else None,
        "runner_name": "GitHub Actions 1" if running else None,
        "runner_group_id": 0 if running else None,
        "runner_group_name": "GitHub Actions" if running else None,
    }


def step(record: Step) -> Json:
    """A step of a job."""
    return {
        "name": record.name,
        "status": record.status,
        "conclusion": record.conclusion,
        "number": record.number,
        "started_at": shapes.stamp(record.started),
        "completed_at": shapes.stamp(record.completed),
    }
