"""What GitHub's description leaves open about answers, asserted by hand.

Headers, the one shape of errors, and values that belong together. `judgement.py` applies these beside
the description (`openapi.py`); `request_rules.py` is the other direction.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any, TypeGuard

from tests.contract.conversion import Json

_SHA = re.compile(r"[0-9a-f]{40}")
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
_RESOURCES = frozenset({"core", "graphql"})
_ERROR_FIELDS = frozenset({"message", "documentation_url", "status", "errors", "url"})
_RUN_STATUSES = frozenset({"queued", "in_progress", "completed", "waiting", "requested", "pending"})


def header_problems(status: int, headers: Mapping[str, str], body: bytes) -> Iterator[str]:
    """Headers that GitHub puts on every answer of its API."""
    for name in ("x-github-request-id", "x-github-media-type"):
        if not headers.get(name):
            yield f"header {name} is missing"
    limits: dict[str, int] = {}
    for name in ("limit", "remaining", "reset", "used"):
        text = headers.get(f"x-ratelimit-{name}", "")
        if text.isdigit():
            limits[name] = int(text)
        else:
            yield f"header x-ratelimit-{name} is {text!r}"
    if len(limits) == 4 and limits["limit"] != limits["remaining"] + limits["used"]:
        yield f"rate limit does not add up: {limits}"
    if headers.get("x-ratelimit-resource") not in _RESOURCES:
        yield f"header x-ratelimit-resource is {headers.get('x-ratelimit-resource')!r}"
    content = headers.get("content-type", "")
    known = content == "application/json; charset=utf-8" or content.startswith(
        ("application/vnd.github", "text/")
    )
    if body and not known:
        yield f"content-type is {content!r}"
    if status in (301, 302, 307) and not headers.get("location"):
        yield f"no Location with {status}"
    if status == 429 and not headers.get("retry-after"):
        yield "no Retry-After with 429"


def error_problems(status: int, value: Any) -> Iterator[str]:
    """https://docs.github.com/rest/using-the-rest-api/troubleshooting-the-rest-api: one shape."""
    if not _is_object(value):
        yield f"the body of {status} is not an object"
        return
    for name in ("message", "documentation_url"):
        if not isinstance(value.get(name), str) or not value[name]:
            yield f"the body of {status} has no {name}"
    if status >= 400 and value.get("status") != str(status):
        yield f"the body of {status} says status {value.get('status')!r}"
    for name in sorted(value.keys() - _ERROR_FIELDS):
        yield f"the body of {status} has an invented field {name!r}"
    if "errors" in value and not (_is_list(value["errors"]) and value["errors"]):
        yield f"the body of {status} has errors {value['errors']!r}"


def answer_problems(value: Any, per_page: int, where: str = "answer") -> Iterator[str]:
    """Values that belong together, anywhere in an answer of 2xx."""
    if _is_list(value):
        if where == "answer" and len(value) > per_page:
            yield f"{len(value)} items on a page of {per_page}"
        for index, item in enumerate(value):
            yield from answer_problems(item, per_page, f"{where}/{index}")
    if not _is_object(value):
        return
    yield from (f"{where}: {problem}" for problem in _object_problems(value))
    if isinstance(value.get("total_count"), int):
        rows = [rows for rows in value.values() if _is_list(rows)]
        if rows and not len(rows[0]) <= min(value["total_count"], per_page):
            yield f"{where}: {len(rows[0])} items, total_count {value['total_count']}, per_page {per_page}"
    for name, each in value.items():
        if isinstance(each, (dict, list)):
            yield from answer_problems(each, per_page, f"{where}/{name}")


def _object_problems(value: Json) -> Iterator[str]:
    yield from _state_problems(value)
    for name in ("sha", "head_sha", "merge_commit_sha"):
        if isinstance(value.get(name), str) and not _SHA.fullmatch(value[name]):
            yield f"{name} is {value[name]!r}"
    for name in ("id", "node_id"):
        if name in value and not value[name] and value[name] is not None:
            yield f"{name} is {value[name]!r}"
    for name, each in value.items():
        if name.endswith("_at") and isinstance(each, str) and not _TIME.fullmatch(each):
            yield f"{name} is {each!r}"
    created, updated = value.get("created_at"), value.get("updated_at")
    if isinstance(created, str) and isinstance(updated, str) and updated < created:
        yield f"updated_at {updated} is before created_at {created}"


def _state_problems(value: Json) -> Iterator[str]:
    """Whatever runs has a conclusion exactly when completed; an issue is open or closed."""
    if "conclusion" in value and value.get("status") in _RUN_STATUSES:
        completed = value["status"] == "completed"
        for name in ("conclusion", "completed_at"):
            if name in value and (value[name] is not None) != completed:
                yield f"{name} is {value[name]!r} with status {value['status']!r}"
    if "number" in value and "state" in value:
        closed = value["state"] == "closed"
        if value["state"] not in ("open", "closed"):
            yield f"state is {value['state']!r}"
        elif "closed_at" in value and (value["closed_at"] is not None) != closed:
            yield f"closed_at is {value['closed_at']!r} with state {value['state']!r}"


def _is_object(value: Any) -> TypeGuard[Json]:
    return isinstance(value, dict)


def _is_list(value: Any) -> TypeGuard[list[Any]]:
    return isinstance(value, list)
