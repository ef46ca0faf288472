"""Routes of check runs."""

from bot.sandbox import checks, git, shapes_checks
from bot.sandbox.refusal import not_found, unprocessable
from bot.sandbox.rest.call import PAGING, Answer, Call, Route

_FIELDS = {
    "details_url": "string",
    "external_id": "string",
    "status": "string",
    "started_at": "string",
    "conclusion": "string",
    "completed_at": "string",
    "output": "object",
    "actions": "array",
}
_WRITE = ({"checks": "write"},)


def list_for_ref(call: Call) -> Answer:
    """GET /repos/{owner}/{repo}/commits/{ref}/check-runs"""
    sha = git.resolve(call.repo.path, call.path["ref"])
    if sha is None:
        raise unprocessable(f"No commit found for SHA: {call.path['ref']}")
    found = [
        check
        for suite in call.repo.suites
        if suite.head_sha == sha and call.query.get("app_id") in (None, str(suite.app.id))
        for check in suite.checks
        if call.query.get("check_name") in (None, check.name)
    ]
    if call.query.get("filter", "latest") == "latest":
        found = shapes_checks.latest_checks(found)
    wanted = call.query.get("status")
    found = [check for check in found if wanted in (None, check.status)]
    newest_first = sorted(found, key=lambda check: -check.id)
    return call.listed(newest_first, shapes_checks.check_run, "check_runs")


def create(call: Call) -> Answer:
    """POST /repos/{owner}/{repo}/check-runs"""
    made = checks.create(call.world, call.repo, call.caller, call.body)
    return Answer(shapes_checks.check_run(call.world, call.repo, made), 201)


def update(call: Call) -> Answer:
    """PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}"""
    check = checks.find(call.repo, call.number("check_run_id"))
    if check is None:
        raise not_found()
    checks.update(call.world, call.repo, call.caller, check, call.body)
    return Answer(shapes_checks.check_run(call.world, call.repo, check))


ROUTES = (
    Route(
        "GET",
        "/repos/{owner}/{repo}/commits/{ref}/check-runs",
        list_for_ref,
        ({"checks": "read"},),
        query=(*PAGING, "check_name", "status", "filter", "app_id"),
    ),
    Route(
        "POST",
        "/repos/{owner}/{repo}/check-runs",
        create,
        _WRITE,
        body={"name": "string!", "head_sha": "string!", **_FIELDS},
    ),
    Route(
        "PATCH",
        "/repos/{owner}/{repo}/check-runs/{check_run_id}",
        update,
        _WRITE,
        body={"name": "string", **_FIELDS},
    ),
)
