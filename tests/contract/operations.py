"""Which of GitHub's operations Andon uses, and what GitHub answers beyond its own description.

This is the one table. `make contract` converts exactly these operations; `recorder.py` refuses every
other; a test holds the sandbox's routes against it. Add a row when the bot starts to call something,
then run `make contract`.
"""

from collections.abc import Mapping
from typing import Final

GRAPHQL_OPERATION: Final = "POST /graphql"
"""Not in the OpenAPI description; judged by GitHub's GraphQL schema instead."""

OPERATIONS: Final = (
    "GET /app",
    "GET /app/hook/config",
    "GET /app/hook/deliveries",
    "POST /app/hook/deliveries/{delivery_id}/attempts",
    "GET /app/installations",
    "POST /app/installations/{installation_id}/access_tokens",
    "GET /apps/{app_slug}",
    "GET /installation/repositories",
    "PUT /orgs/{org}/properties/schema/{custom_property_name}",
    "PATCH /orgs/{org}/properties/values",
    "GET /orgs/{org}/rulesets",
    "POST /orgs/{org}/rulesets",
    "GET /rate_limit",
    "GET /repos/{owner}/{repo}",
    "GET /repos/{owner}/{repo}/actions/jobs/{job_id}",
    "GET /repos/{owner}/{repo}/actions/jobs/{job_id}/logs",
    "GET /repos/{owner}/{repo}/actions/runs/{run_id}/attempts/{attempt_number}",
    "POST /repos/{owner}/{repo}/actions/runs/{run_id}/cancel",
    "GET /repos/{owner}/{repo}/actions/runs/{run_id}/jobs",
    "POST /repos/{owner}/{repo}/actions/runs/{run_id}/rerun",
    "POST /repos/{owner}/{repo}/actions/runs/{run_id}/rerun-failed-jobs",
    "POST /repos/{owner}/{repo}/actions/workflows/{workflow_id}/dispatches",
    "GET /repos/{owner}/{repo}/actions/workflows/{workflow_id}/runs",
    "GET /repos/{owner}/{repo}/branches/{branch}",
    "DELETE /repos/{owner}/{repo}/branches/{branch}/protection/required_status_checks/contexts",
    "GET /repos/{owner}/{repo}/branches/{branch}/protection/required_pull_request_reviews",
    "POST /repos/{owner}/{repo}/check-runs",
    "PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}",
    "GET /repos/{owner}/{repo}/collaborators/{username}/permission",
    "GET /repos/{owner}/{repo}/commits/{ref}/check-runs",
    "GET /repos/{owner}/{repo}/commits/{ref}/status",
    "GET /repos/{owner}/{repo}/compare/{basehead}",
    "GET /repos/{owner}/{repo}/contents/{path}",
    "POST /repos/{owner}/{repo}/git/commits",
    "GET /repos/{owner}/{repo}/git/commits/{commit_sha}",
    "GET /repos/{owner}/{repo}/git/ref/{ref}",
    "POST /repos/{owner}/{repo}/git/refs",
    "PATCH /repos/{owner}/{repo}/git/refs/{ref}",
    "POST /repos/{owner}/{repo}/git/trees",
    "GET /repos/{owner}/{repo}/git/trees/{tree_sha}",
    "GET /repos/{owner}/{repo}/installation",
    "GET /repos/{owner}/{repo}/issues",
    "POST /repos/{owner}/{repo}/issues",
    "GET /repos/{owner}/{repo}/issues/comments",
    "PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}",
    "POST /repos/{owner}/{repo}/issues/comments/{comment_id}/reactions",
    "GET /repos/{owner}/{repo}/issues/{issue_number}",
    "PATCH /repos/{owner}/{repo}/issues/{issue_number}",
    "GET /repos/{owner}/{repo}/issues/{issue_number}/comments",
    "POST /repos/{owner}/{repo}/issues/{issue_number}/comments",
    "POST /repos/{owner}/{repo}/issues/{issue_number}/labels",
    "DELETE /repos/{owner}/{repo}/issues/{issue_number}/labels/{name}",
    "GET /repos/{owner}/{repo}/pulls",
    "POST /repos/{owner}/{repo}/pulls",
    "GET /repos/{owner}/{repo}/pulls/{pull_number}",
    "PATCH /repos/{owner}/{repo}/pulls/{pull_number}",
    "PUT /repos/{owner}/{repo}/pulls/{pull_number}/merge",
    "PUT /repos/{owner}/{repo}/pulls/{pull_number}/update-branch",
    "GET /repos/{owner}/{repo}/properties/values",
    "GET /repos/{owner}/{repo}/rules/branches/{branch}",
    "GET /repos/{owner}/{repo}/rulesets",
    "POST /repos/{owner}/{repo}/rulesets",
    "DELETE /repos/{owner}/{repo}/rulesets/{ruleset_id}",
    "GET /repos/{owner}/{repo}/rulesets/{ruleset_id}",
    "PUT /repos/{owner}/{repo}/rulesets/{ruleset_id}",
)

EVENTS: Final = (
    "check_run.completed",
    "check_run.requested_action",
    "check_run.created",
    "check_suite.completed",
    "installation.created",
    "issue_comment.created",
    "issue_comment.edited",
    "issues.closed",
    "issues.edited",
    "issues.labeled",
    "issues.opened",
    "issues.reopened",
    "issues.unlabeled",
    "merge_group.checks_requested",
    "merge_group.destroyed",
    "pull_request.closed",
    "pull_request.dequeued",
    "pull_request.edited",
    "pull_request.enqueued",
    "pull_request.opened",
    "pull_request.reopened",
    "pull_request.synchronize",
    "push",
    "workflow_job.completed",
    "workflow_job.in_progress",
    "workflow_job.queued",
    "workflow_run.completed",
    "workflow_run.in_progress",
    "workflow_run.requested",
)
"""The webhooks that the sandbox sends: event, or event and action."""

_NEWER_CONCLUSIONS: Final = ('conclusion: "skipped"', 'conclusion: "startup_failure"')
BEHIND: Final[Mapping[str, tuple[str, ...]]] = {
    # The API's descriptions have them: https://docs.github.com/rest/checks/suites, .../actions/workflow-runs
    "check_run": _NEWER_CONCLUSIONS,
    "check_suite": _NEWER_CONCLUSIONS,
    "workflow_run": _NEWER_CONCLUSIONS,
}
"""By event: parts of problems that the webhooks' schemas name wrongly, because they are behind GitHub."""

UNDOCUMENTED_EVERYWHERE: Final = {
    400: "a body that is not JSON, or an API version GitHub does not know",
    401: "bad credentials: https://docs.github.com/rest/using-the-rest-api/troubleshooting-the-rest-api",
    403: "permission missing, or a limit reached",
    404: "not there, or not reachable by this token",
    422: "validation failed; the local GitHub says so of whatever GitHub does not describe",
    429: "secondary rate limit",
    500: "a fault of GitHub's, as the tests inject it",
    502: "a fault of GitHub's, as the tests inject it",
    503: "a fault of GitHub's, as the tests inject it",
}
"""Statuses that any operation may answer although its description does not list them."""

_RENAMED: Final = "the repository was renamed or moved"

UNDOCUMENTED: Final[Mapping[str, Mapping[int, str]]] = {
    GRAPHQL_OPERATION: {200: "GraphQL's answer, errors in it included"},
}
"""Statuses of single operations that GitHub gives but does not list."""

CORRECTIONS: Final = {
    # An older copy of the schema stands there in full: an account is a person and an enterprise at once
    # (GitHub's own example does not fit), and permissions of today are missing.
    ("GET /app/installations", "200"): {
        "type": "array",
        "items": {"$ref": "#/components/schemas/installation"},
    },
}
"""Answers whose description is wrong: (operation, status) to the schema that is meant."""

ANNOUNCED: Final[Mapping[str, tuple[tuple[str, ...], str]]] = {
    "change_workflow_dispatch_response_status": (
        ("return_run_details",),
        "sent in one place; with that version it must be left out, and the run is told without it",
    ),
    "deprecate_beta_media_type": (("master_branch",), "not read"),
    "remove_has_downloads": (("has_downloads",), "not read"),
    "remove_pull_request_merge_commit_sha": (
        ("merge_commit_sha",),
        "read in one place, and nothing there needs it: without it a proof names the merge by its time alone",
    ),
    "remove_rate_limit_rate": (("rate",), "not read: the limits are read under `resources`"),
    "remove_singular_assignee_from_issues_and_pull_requests": (("assignee",), "neither sent nor read"),
    "remove_use_squash_pr_title_as_default": (("use_squash_pr_title_as_default",), "not read"),
    "return_submodule_type_for_submodules_in_directory_lists": ((), "folders are not listed over REST"),
}
"""Breaking changes of later API versions to what is in use: the names they take away, and why they can wait."""

FREER_PARAMETERS: Final = {
    "GET /repos/{owner}/{repo}/actions/workflows/{workflow_id}/runs": {
        # Described as a date-time, but it takes the ranges of GitHub's search, as its prose says:
        # https://docs.github.com/search-github/getting-started-with-searching-on-github/understanding-the-search-syntax#query-for-dates
        "created": r"(>=|<=|>|<)?\d{4}-\d\d-\d\d[^ ]*",
    },
}
"""Parameters that GitHub describes more narrowly than it reads them: the pattern that they follow."""


def undocumented(operation: str) -> dict[int, str]:
    """What the operation may answer beyond its description: status to reason.

    A renamed repository answers 301 to reading and 307 to writing, whatever the operation
    (https://docs.github.com/rest/using-the-rest-api/best-practices-for-using-the-rest-api#follow-redirects).
    """
    moved: dict[int, str] = {}
    if operation.split(" ", 1)[1].startswith("/repos/"):
        moved[301 if operation.startswith("GET ") else 307] = _RENAMED
    return {**UNDOCUMENTED_EVERYWHERE, **moved, **UNDOCUMENTED.get(operation, {})}
