"""Check runs: who may write them, GitHub's limits, and the suite they land in."""

from datetime import datetime
from typing import Any

from bot.sandbox import announce, git
from bot.sandbox.access import Caller
from bot.sandbox.refusal import Refusal, invalid, unprocessable
from bot.sandbox.shapes_checks import suite_state
from bot.sandbox.store import App, CheckRun, CheckSuite, Json, Repo, World

CONCLUSIONS = (
    "action_required",
    "cancelled",
    "failure",
    "neutral",
    "success",
    "skipped",
    "stale",
    "timed_out",
)
TEXT_LIMIT = 65_535
ANNOTATIONS_LIMIT = 50
_ACTION_LIMITS = {"label": 20, "description": 40, "identifier": 20}
_ANNOTATION_LIMITS = {"message": 64 << 10, "title": 255}
_ANNOTATION_FIELDS = ("path", "start_line", "end_line", "annotation_level", "message")


def author(caller: Caller) -> App:
    """The App a check run of this caller belongs to; people can't write check runs."""
    if caller.app is None or caller.kind not in ("installation", "job"):
        raise Refusal(403, "You must authenticate via a GitHub App.")
    return caller.app


def create(world: World, repo: Repo, caller: Caller, wish: Json) -> CheckRun:
    """A new check run, validated as GitHub validates it."""
    app = author(caller)
    sha = str(wish["head_sha"])
    if git.object_type(repo.path, sha) != "commit":
        raise unprocessable(f"No commit found for SHA: {sha}")
    validate(wish)
    suite = _suite(world, repo, app, sha)
    was = suite_state(suite)[0]
    check = CheckRun(world.next_id(), app, str(wish["name"]), sha, suite)
    check.started = world.clock.now()
    _apply(world, check, wish)
    suite.checks.append(check)
    announce.check(world, repo, check, "created")
    _announce_end(world, repo, check, ("queued", was))
    return check


def update(world: World, repo: Repo, caller: Caller, check: CheckRun, wish: Json) -> CheckRun:
    """Change a check run; only its own App may."""
    if author(caller).id != check.app.id:
        raise Refusal(
            403,
            f"Invalid app_id `{check.app.id}` - check run can only be modified by the GitHub App "
            "that created it.",
        )
    validate(wish)
    was = (check.status, suite_state(check.suite)[0])
    _apply(world, check, wish)
    _announce_end(world, repo, check, was)
    return check


def press(world: World, repo: Repo, caller: Caller, check: CheckRun, button: str) -> None:
    """Somebody presses a button; its App is told by a webhook, and nothing else is kept of it.

    GitHub shows buttons to whoever may write to the repository.
    https://docs.github.com/en/rest/guides/using-the-rest-api-to-interact-with-checks#check-runs-and-requested-actions
    """
    if caller.role(repo) not in ("write", "maintain", "admin"):
        raise Refusal(403, f"{caller.user.login} sees no button.")
    if all(one["identifier"] != button for one in check.actions):
        raise Refusal(422, f"The check run {check.name} has no button {button}.")
    announce.check(world, repo, check, "requested_action", (caller.user, button))


def _announce_end(world: World, repo: Repo, check: CheckRun, was: tuple[str, str]) -> None:
    """`completed` for the check run and then for its suite, each once."""
    if check.status == "completed" and was[0] != "completed":
        announce.check(world, repo, check, "completed")
    if suite_state(check.suite)[0] == "completed" and was[1] != "completed":
        announce.suite(world, repo, check.suite, "completed")


def find(repo: Repo, check_id: int) -> CheckRun | None:
    """The check run of that id."""
    return next((one for suite in repo.suites for one in suite.checks if one.id == check_id), None)


def _suite(world: World, repo: Repo, app: App, sha: str) -> CheckSuite:
    """The App's suite on the commit. GITHUB_TOKEN has no say in which of Actions' suites it gets:
    https://github.com/orgs/community/discussions/24616"""
    for suite in repo.suites:
        if suite.app.id == app.id and suite.head_sha == sha:
            return suite
    heads = git.refs(repo.path, "refs/heads/")
    branch = next((name.removeprefix("refs/heads/") for name, tip in heads.items() if tip == sha), None)
    suite = CheckSuite(world.next_id(), app, sha, branch, world.clock.now())
    repo.suites.append(suite)
    return suite


def _apply(world: World, check: CheckRun, wish: Json) -> None:
    status, conclusion = wish.get("status"), wish.get("conclusion")
    if conclusion is not None:
        check.status, check.conclusion = "completed", conclusion
        check.completed = _moment(wish.get("completed_at")) or world.clock.now()
    elif status is not None and check.status != "completed":
        # A completed check run can't go back: GitHub keeps it completed (Mergify#1989,
        # taskcluster#5085; platform-traps 6). Whoever wants that creates a new one.
        check.status = status
    check.name = wish.get("name", check.name)
    check.external_id = wish.get("external_id", check.external_id)
    check.details_url = wish.get("details_url", check.details_url)
    check.started = _moment(wish.get("started_at")) or check.started
    if output := wish.get("output"):
        check.title = output.get("title", check.title)
        check.summary = output.get("summary", check.summary)
        check.text = output.get("text", check.text)
        check.annotations += output.get("annotations", [])
    check.actions = wish.get("actions", check.actions)


def _moment(text: Any) -> datetime | None:
    return datetime.fromisoformat(text) if isinstance(text, str) else None


def validate(wish: Json) -> None:
    """GitHub's limits: https://docs.github.com/rest/checks/runs#create-a-check-run"""
    if wish.get("status") == "completed" and wish.get("conclusion") is None:
        raise invalid("CheckRun", "conclusion", "missing_field")
    if wish.get("conclusion") not in (None, *CONCLUSIONS):
        raise invalid("CheckRun", "conclusion")
    if wish.get("status") not in (None, "queued", "in_progress", "completed"):
        raise invalid("CheckRun", "status")
    output: Json = wish.get("output") or {}
    for name in ("summary", "text"):
        if len(output.get(name) or "") > TEXT_LIMIT:
            raise _too_long(name, TEXT_LIMIT)
    annotations: list[Json] = output.get("annotations") or []
    if len(annotations) > ANNOTATIONS_LIMIT:
        raise unprocessable("Invalid request.\n\nNo more than 50 items are allowed; annotations.")
    for annotation in annotations:
        _validate_annotation(annotation)
    _validate_actions(wish.get("actions") or [])


def _validate_annotation(annotation: Json) -> None:
    if any(field not in annotation for field in _ANNOTATION_FIELDS):
        raise unprocessable("Invalid request.\n\nAn annotation lacks a required field.")
    if annotation["annotation_level"] not in ("notice", "warning", "failure"):
        raise invalid("CheckAnnotation", "annotation_level")
    if not 1 <= annotation["start_line"] <= annotation["end_line"]:
        raise invalid("CheckAnnotation", "start_line")
    columns = annotation.keys() & {"start_column", "end_column"}
    if columns and annotation["start_line"] != annotation["end_line"]:
        raise unprocessable("Invalid request.\n\nColumns are for annotations of one line.")
    for field, most in _ANNOTATION_LIMITS.items():
        if len(str(annotation.get(field) or "").encode()) > most:
            raise invalid("CheckAnnotation", field, "custom", f"{field} is too long (maximum is {most})")


def _validate_actions(actions: list[Json]) -> None:
    if len(actions) > 3:
        raise unprocessable("Invalid request.\n\nNo more than 3 items are allowed; actions.")
    for action in actions:
        for name, limit in _ACTION_LIMITS.items():
            if name not in action:
                raise invalid("CheckRunAction", name, "missing_field")
            if len(action[name]) > limit:
                raise _too_long(name, limit)


def _too_long(name: str, limit: int) -> Refusal:
    return invalid("CheckRun", name, "custom", f"{name} exceeds a maximum of {limit} characters")
