"""Routes of Actions: runs, jobs, logs, dispatch. What they set off is `bot.sandbox.actions`."""

import secrets
from datetime import timedelta

from bot.sandbox import git, shapes, shapes_checks
from bot.sandbox.actions.service import BadInputs, NoSuchWorkflow, NotDispatchable, NotFinished
from bot.sandbox.clock import iso
from bot.sandbox.refusal import Refusal, not_found, unprocessable
from bot.sandbox.rest.call import PAGING, Answer, Call, Route
from bot.sandbox.store import Job, Json, Repo, Run, Workflow, World

_READ = ({"actions": "read"},)
_WRITE = ({"actions": "write"},)
_ACTIONS = "/repos/{owner}/{repo}/actions"
_RUN = _ACTIONS + "/runs/{run_id}"
_WORKFLOW = _ACTIONS + "/workflows/{workflow_id}"
LOG_LINK_SECONDS = 60


def _run(call: Call) -> Run:
    run = call.repo.runs.get(call.number("run_id"))
    if run is None:
        raise not_found()
    return run


def list_jobs(call: Call) -> Answer:
    """GET /repos/{owner}/{repo}/actions/runs/{run_id}/jobs"""
    run = _run(call)
    jobs = run.jobs
    if call.query.get("filter", "latest") == "latest":
        # Every attempt lists every job, those that did not run again included.
        jobs = [job for job in jobs if job.attempt == run.attempt]
    return call.paged(jobs, shapes_checks.job, "jobs")


def get_attempt(call: Call) -> Answer:
    """GET /repos/{owner}/{repo}/actions/runs/{run_id}/attempts/{attempt_number}"""
    run, attempt = _run(call), call.number("attempt_number")
    if not 1 <= attempt <= run.attempt:
        raise not_found()
    return Answer(shapes_checks.run_attempt(call.world, run, attempt))


def _workflow(call: Call) -> Workflow | None:
    """The workflow by id or file name; None if only its file is there; 404 otherwise."""
    wanted = call.path["workflow_id"]
    path = f".github/workflows/{wanted}"
    for workflow in call.repo.workflows.values():
        if wanted == str(workflow.id) or workflow.path == path:
            return workflow
    if git.blob(call.repo.path, f"refs/heads/{call.repo.default_branch}", path) is None:
        raise not_found()
    return None


def list_runs(call: Call) -> Answer:
    """GET /repos/{owner}/{repo}/actions/workflows/{workflow_id}/runs"""
    workflow, query = _workflow(call), call.query

    def fits(run: Run) -> bool:
        exact = {
            "actor": run.actor.login,
            "branch": run.head_branch,
            "event": run.event,
            "head_sha": run.head_sha,
            "check_suite_id": str(run.suite.id),
        }
        return (
            all(query.get(name) in (None, value) for name, value in exact.items())
            and query.get("status") in (None, run.status, run.conclusion)
            and _created_within(iso(run.created), query.get("created"))
        )

    found = [run for run in call.repo.runs.values() if run.workflow is workflow and fits(run)]
    return call.paged(sorted(found, key=lambda run: -run.id), shapes_checks.workflow_run, "workflow_runs")


def _created_within(created: str, wanted: str | None) -> bool:
    """GitHub's search syntax for dates, compared as text: `>=X`, `<X`, `A..B`, `2026-11-01`."""
    if wanted is None:
        return True
    for sign in (">=", "<=", ">", "<"):
        if wanted.startswith(sign):
            other = wanted.removeprefix(sign)
            mine = created[: len(other)] if len(other) == 10 else created
            return {">=": mine >= other, "<=": mine <= other, ">": mine > other, "<": mine < other}[sign]
    first, dots, last = wanted.partition("..")
    if dots:
        above = first in ("", "*") or created >= first
        return above and (last in ("", "*") or created[: len(last)] <= last)
    return created.startswith(wanted)


def rerun_failed(call: Call) -> Answer:
    """POST /repos/{owner}/{repo}/actions/runs/{run_id}/rerun-failed-jobs"""
    try:
        call.world.actions.rerun_failed(_run(call))
    except NotFinished as error:
        raise Refusal(403, str(error) or "This workflow is already running") from error
    return Answer({}, 201)


def rerun(call: Call) -> Answer:
    """POST /repos/{owner}/{repo}/actions/runs/{run_id}/rerun"""
    try:
        call.world.actions.rerun(_run(call))
    except NotFinished as error:
        raise Refusal(403, str(error)) from error
    return Answer({}, 201)


def cancel(call: Call) -> Answer:
    """POST /repos/{owner}/{repo}/actions/runs/{run_id}/cancel"""
    run = _run(call)
    if run.status == "completed":
        raise Refusal(409, "Cannot cancel a workflow run that is completed.")
    call.world.actions.cancel(run)
    return Answer({}, 202)


def _job(call: Call) -> Job:
    wanted = call.number("job_id")
    for run in call.repo.runs.values():
        for job in run.jobs:
            if job.id == wanted:
                return job
    raise not_found()


def get_job(call: Call) -> Answer:
    """GET /repos/{owner}/{repo}/actions/jobs/{job_id}"""
    return Answer(shapes_checks.job(call.world, _job(call)))


def get_log(call: Call) -> Answer:
    """GET /repos/{owner}/{repo}/actions/jobs/{job_id}/logs: a link that lives a minute."""
    job, world = _job(call), call.world
    if job.status != "completed":
        raise not_found()
    key = secrets.token_urlsafe(24)
    world.log_links[key] = (world.clock.now() + timedelta(seconds=LOG_LINK_SECONDS), job)
    return Answer(None, 302, {"location": f"{world.url}/_services/logs/{key}"})


def read_log(world: World, key: str) -> Answer:
    """What the link of `get_log` gives; 404 when its minute is over."""
    until, job = world.log_links.get(key, (None, None))
    if until is None or job is None or world.clock.now() > until:
        raise not_found()
    return Answer(job.log)


def dispatch(call: Call) -> Answer:
    """POST /repos/{owner}/{repo}/actions/workflows/{workflow_id}/dispatches"""
    workflow = _workflow(call)
    file = call.path["workflow_id"] if workflow is None else workflow.path.rpartition("/")[2]
    inputs: Json = call.body.get("inputs") or {}
    if len(inputs) > 25:
        raise unprocessable("Invalid request.\n\nNo more than 25 properties are allowed; inputs.")
    try:
        run = call.world.actions.dispatch(call.repo, file, call.body["ref"], inputs, call.caller.user)
    except NoSuchWorkflow as error:
        raise not_found() from error
    except (NotDispatchable, BadInputs) as error:
        raise unprocessable(str(error)) from error
    if not call.body.get("return_run_details", False):
        return Answer(status=204)
    return Answer(_details(call.world, call.repo, run))


def _details(world: World, repo: Repo, run: Run) -> Json:
    return {
        "workflow_run_id": run.id,
        "run_url": f"{shapes.repo_url(world, repo)}/actions/runs/{run.id}",
        "html_url": shapes_checks.run_url(world, run),
    }


_FILTERS = (
    *("actor", "branch", "event", "status", "created"),
    *("exclude_pull_requests", "check_suite_id", "head_sha"),
)
ROUTES = (
    Route("GET", _RUN + "/jobs", list_jobs, _READ, query=(*PAGING, "filter")),
    Route("GET", _RUN + "/attempts/{attempt_number}", get_attempt, _READ, query=("exclude_pull_requests",)),
    Route("GET", _WORKFLOW + "/runs", list_runs, _READ, query=(*PAGING, *_FILTERS)),
    Route(
        "POST",
        _RUN + "/rerun-failed-jobs",
        rerun_failed,
        _WRITE,
        body={"enable_debug_logging": "boolean"},
    ),
    Route("POST", _RUN + "/rerun", rerun, _WRITE, body={"enable_debug_logging": "boolean"}),
    Route("POST", _RUN + "/cancel", cancel, _WRITE),
    Route("GET", _ACTIONS + "/jobs/{job_id}", get_job, _READ),
    Route("GET", _ACTIONS + "/jobs/{job_id}/logs", get_log, _READ),
    Route(
        "POST",
        _WORKFLOW + "/dispatches",
        dispatch,
        _WRITE,
        body={"ref": "string!", "inputs": "object", "return_run_details": "boolean"},
    ),
)
