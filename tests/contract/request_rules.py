"""What GitHub refuses in a request although its description allows it, and what the bot owes.

Limits and conditions that stand only in the prose of GitHub's documentation. `judgement.py` applies
them beside the description (`openapi.py`); `answer_rules.py` is the other direction.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeGuard

from tests.contract.conversion import Json

_SHA = re.compile(r"[0-9a-f]{40}")

# https://docs.github.com/rest/issues, /rest/checks/runs, /rest/actions/workflows: limits in their prose
_BODY_LIMIT = 65_536
_ANNOTATION_BYTES = 64 * 1024
_LIMITS: Mapping[str, Mapping[str, int]] = {
    "POST /repos/{owner}/{repo}/issues": {"title": 256, "body": _BODY_LIMIT},
    "PATCH /repos/{owner}/{repo}/issues/{issue_number}": {"title": 256, "body": _BODY_LIMIT},
    "POST /repos/{owner}/{repo}/issues/{issue_number}/comments": {"body": _BODY_LIMIT},
    "PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}": {"body": _BODY_LIMIT},
    "POST /repos/{owner}/{repo}/pulls": {"title": 256, "body": _BODY_LIMIT},
    "PATCH /repos/{owner}/{repo}/pulls/{pull_number}": {"title": 256, "body": _BODY_LIMIT},
}


def asked_problems(operation: str, body: Any) -> Iterator[str]:
    """What GitHub refuses in a request although its description allows it."""
    if not _is_object(body):
        return
    for name, limit in _LIMITS.get(operation, {}).items():
        if isinstance(body.get(name), str) and len(body[name]) > limit:
            yield f"{name} has {len(body[name])} characters, the limit is {limit}"
    further = _FURTHER.get(operation)
    if further:
        yield from further(body)


def _check_run_problems(body: Json) -> Iterator[str]:
    """https://docs.github.com/rest/checks/runs#create-a-check-run, the prose of `conclusion`."""
    if body.get("status") == "completed" and not body.get("conclusion"):
        yield "status is completed, but there is no conclusion"
    if body.get("status") in ("queued", "in_progress") and body.get("conclusion"):
        yield f"status is {body['status']}, but there is a conclusion"
    if body.get("conclusion") == "stale":
        yield "conclusion stale is GitHub's to give"
    if "head_sha" in body and not _SHA.fullmatch(str(body["head_sha"])):
        yield f"head_sha {body['head_sha']!r} is not a full SHA"
    output: Json = body.get("output") or {}
    for each in output.get("annotations") or ():
        if len(each.get("title") or "") > 255:
            yield "an annotation's title is longer than 255 characters"
        for name in ("message", "raw_details"):
            if len((each.get(name) or "").encode()) > _ANNOTATION_BYTES:
                yield f"an annotation's {name} is longer than 64 KB"


def _git_problems(body: Json) -> Iterator[str]:
    """https://docs.github.com/rest/git/refs#create-a-reference: full names, full SHAs."""
    ref = body.get("ref", "refs/heads/any")
    if not (ref.startswith("refs/") and ref.count("/") >= 2):
        yield f"ref {ref!r} does not start with refs/ or lacks a second slash"
    shas = [body.get("sha"), body.get("tree"), *(body.get("parents") or ())]
    for sha in shas:
        if sha is not None and not _SHA.fullmatch(str(sha)):
            yield f"{sha!r} is not a full SHA"


def _dispatch_problems(body: Json) -> Iterator[str]:
    """https://docs.github.com/actions/reference/workflow-syntax-for-github-actions#onworkflow_dispatchinputs"""
    inputs: Json = body.get("inputs") or {}
    if len(inputs) > 25:
        yield "more than 25 inputs"
    for name, value in inputs.items():
        if not isinstance(value, str):
            yield f"input {name} is not text"


def _labelling_problems(body: Json) -> Iterator[str]:
    labels: list[Any] = body.get("labels") or []
    for label in labels:
        name = label.get("name", "") if _is_object(label) else str(label)
        if len(name) > 50:
            yield f"label {name!r} is longer than 50 characters"


def _token_problems(body: Json) -> Iterator[str]:
    """https://docs.github.com/rest/apps/apps#create-an-installation-access-token-for-an-app"""
    if len(body.get("repository_ids") or ()) > 500 or len(body.get("repositories") or ()) > 500:
        yield "more than 500 repositories"


_FURTHER: Mapping[str, Callable[[Json], Iterator[str]]] = {
    "POST /app/installations/{installation_id}/access_tokens": _token_problems,
    "POST /repos/{owner}/{repo}/actions/workflows/{workflow_id}/dispatches": _dispatch_problems,
    "POST /repos/{owner}/{repo}/check-runs": _check_run_problems,
    "PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}": _check_run_problems,
    "POST /repos/{owner}/{repo}/git/commits": _git_problems,
    "POST /repos/{owner}/{repo}/git/refs": _git_problems,
    "PATCH /repos/{owner}/{repo}/git/refs/{ref}": _git_problems,
    "POST /repos/{owner}/{repo}/issues": _labelling_problems,
    "POST /repos/{owner}/{repo}/issues/{issue_number}/labels": _labelling_problems,
}


def bot_problems(
    operation: str, headers: Mapping[str, str], query: Mapping[str, str], api_version: str
) -> Iterator[str]:
    """What every request of the bot has to carry, whatever GitHub would forgive."""
    if not re.match(r"(?i)(bearer|token) \S+", headers.get("authorization", "")):
        yield "no credentials"
    if operation.endswith("/graphql"):
        return
    per_page = query.get("per_page", "30")
    if per_page.isdigit() and not 1 <= int(per_page) <= 100:
        yield f"per_page={per_page}: at most 100 are given, silently"
    version = headers.get("x-github-api-version")
    if version != api_version:
        yield f"X-GitHub-Api-Version is {version!r}, pinned is {api_version!r}"
    accept = headers.get("accept", "")
    if not accept.startswith("application/vnd.github"):
        yield f"Accept is {accept!r}, GitHub recommends application/vnd.github+json"


def _is_object(value: Any) -> TypeGuard[Json]:
    return isinstance(value, dict)
