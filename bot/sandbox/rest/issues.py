"""Routes of issues, comments and labels."""

from datetime import datetime
from typing import get_args

from bot.sandbox import issues, pulls, shapes, shapes_issues
from bot.sandbox.comments import Content
from bot.sandbox.refusal import invalid
from bot.sandbox.rest.call import PAGING, Answer, Call, Route
from bot.sandbox.store import Comment, Issue, Json

# Pull requests are issues: either permission serves, as in GitHub's list of permissions.
_READ = ({"issues": "read"}, {"pull_requests": "read"})
_WRITE = ({"issues": "write"}, {"pull_requests": "write"})
_ISSUE = "/repos/{owner}/{repo}/issues/{issue_number}"


def _since(call: Call) -> datetime | None:
    text = call.query.get("since")
    try:
        return datetime.fromisoformat(text) if text else None
    except ValueError:
        raise invalid("Issue", "since") from None


def list_issues(call: Call) -> Answer:
    """GET /repos/{owner}/{repo}/issues"""
    query, since = call.query, _since(call)
    state = query.get("state", "open")
    labels = {name.lower() for name in query.get("labels", "").split(",") if name}
    found = [
        one
        for one in call.repo.issues.values()
        if state in ("all", one.state)
        and labels <= {label.name.lower() for label in one.labels}
        and query.get("creator") in (None, one.author.login)
        and (since is None or one.updated >= since)
    ]
    sort = query.get("sort", "created")
    if sort not in ("created", "updated", "comments") or state not in ("all", "open", "closed"):
        raise invalid("Issue", "state" if sort == "created" else "sort")
    found.sort(key=lambda one: _sort_key(one, sort), reverse=query.get("direction", "desc") == "desc")
    return call.listed(found, shapes_issues.issue)


def _sort_key(one: Issue, sort: str) -> tuple[float, int]:
    if sort == "comments":
        return len(one.comments), one.number
    return (one.updated if sort == "updated" else one.created).timestamp(), one.number


def create(call: Call) -> Answer:
    """POST /repos/{owner}/{repo}/issues"""
    text = (str(call.body["title"]), call.body.get("body"))
    labels = [_name(one) for one in call.array("labels")]
    made = issues.open_issue(call.world, call.repo, call.caller, text, labels)
    url = shapes_issues.issue_url(call.world, call.repo, made)
    body = shapes_issues.single_issue(call.world, call.repo, made)
    return Answer(body, 201, {"location": url})


def _name(label: object) -> str:
    if isinstance(label, str):
        return label
    if isinstance(label, dict) and isinstance(name := label.get("name"), str):  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]  (JSON)
        return name
    raise invalid("Issue", "labels")


def _issue(call: Call) -> Issue:
    return issues.get(call.repo, call.number("issue_number"))


def get(call: Call) -> Answer:
    """GET /repos/{owner}/{repo}/issues/{issue_number}"""
    return Answer(shapes_issues.single_issue(call.world, call.repo, _issue(call)))


def update(call: Call) -> Answer:
    """PATCH /repos/{owner}/{repo}/issues/{issue_number}"""
    record, body = _issue(call), dict(call.body)
    if body.get("state") not in (None, "open", "closed"):
        raise invalid("Issue", "state")
    if body.get("state_reason") not in (None, "completed", "not_planned", "duplicate", "reopened"):
        raise invalid("Issue", "state_reason")
    if record.pull:
        pulls.edit(call.world, call.repo, record, call.caller, {"state": body.pop("state", None)})
    issues.edit(call.world, call.repo, record, call.caller, body)
    return Answer(shapes_issues.single_issue(call.world, call.repo, record))


def list_comments(call: Call) -> Answer:
    """GET /repos/{owner}/{repo}/issues/{issue_number}/comments"""
    record, since = _issue(call), _since(call)
    found = [one for one in record.comments if since is None or one.updated >= since]

    def shape(world: object, one: Comment) -> Json:
        return shapes_issues.comment(call.world, call.repo, record, one)

    return call.paged(found, shape)


def list_all_comments(call: Call) -> Answer:
    """GET /repos/{owner}/{repo}/issues/comments"""
    since, query = _since(call), call.query
    found = [
        (one, said)
        for one in call.repo.issues.values()
        for said in one.comments
        # What is told has whole seconds; so is it compared.
        if since is None or said.updated.replace(microsecond=0) >= since
    ]
    if query.get("sort", "created") not in ("created", "updated"):
        raise invalid("Issue", "sort")

    def moment(pair: tuple[Issue, Comment]) -> tuple[datetime, int]:
        said = pair[1]
        return (said.updated if query.get("sort") == "updated" else said.created), said.id

    # Without `sort` GitHub ignores the direction: https://docs.github.com/rest/issues/comments
    newest_first = "sort" in query and query.get("direction", "desc") == "desc"
    found.sort(key=moment, reverse=newest_first)

    def shape(world: object, pair: tuple[Issue, Comment]) -> Json:
        return shapes_issues.comment(call.world, call.repo, *pair)

    return call.paged(found, shape)


def react(call: Call) -> Answer:
    """POST /repos/{owner}/{repo}/issues/comments/{comment_id}/reactions"""
    content = call.body["content"]
    if content not in get_args(Content):
        raise invalid("Reaction", "content")
    found = issues.find_comment(call.repo, call.number("comment_id"))
    made, new = issues.react(call.world, call.repo, found, call.caller, content)
    return Answer(shapes_issues.reaction(call.world, made), 201 if new else 200)


def create_comment(call: Call) -> Answer:
    """POST /repos/{owner}/{repo}/issues/{issue_number}/comments"""
    record = _issue(call)
    made = issues.comment(call.world, call.repo, record, call.caller, call.body["body"])
    shape = shapes_issues.comment(call.world, call.repo, record, made)
    return Answer(shape, 201, {"location": shape["url"]})


def update_comment(call: Call) -> Answer:
    """PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}"""
    found = issues.find_comment(call.repo, call.number("comment_id"))
    issues.edit_comment(call.world, call.repo, found, call.caller, call.body["body"])
    return Answer(shapes_issues.comment(call.world, call.repo, *found))


def _labels(call: Call, record: Issue) -> Answer:
    return Answer([shapes.label(call.world, call.repo, one) for one in record.labels])


def add_labels(call: Call) -> Answer:
    """POST /repos/{owner}/{repo}/issues/{issue_number}/labels"""
    record = _issue(call)
    names = [_name(one) for one in call.array("labels")]
    issues.add_labels(call.world, call.repo, record, call.caller, names)
    return _labels(call, record)


def remove_label(call: Call) -> Answer:
    """DELETE /repos/{owner}/{repo}/issues/{issue_number}/labels/{name}"""
    record = _issue(call)
    issues.remove_label(call.world, call.repo, record, call.caller, call.path["name"])
    return _labels(call, record)


_COMMON = {
    "title": "string!",
    "body": "string?",
    "assignee": "string?",
    "milestone": "any?",
    "labels": "array",
    "assignees": "array",
    "issue_field_values": "array",
    "type": "string?",
}
_FILTERS = (
    *("milestone", "state", "assignee", "type", "creator", "mentioned"),
    *("issue_field_values", "labels", "sort", "direction", "since"),
)
_CHANGES = {"state": "string", "state_reason": "string?", "duplicate_issue_id": "integer"}
ROUTES = (
    Route("GET", "/repos/{owner}/{repo}/issues", list_issues, _READ, query=(*PAGING, *_FILTERS)),
    Route(
        "POST",
        "/repos/{owner}/{repo}/issues",
        create,
        ({"issues": "write"},),
        body={**_COMMON, "body": "string"},
    ),
    Route("GET", _ISSUE, get, _READ),
    Route("PATCH", _ISSUE, update, _WRITE, body={**_COMMON, "title": "string?", **_CHANGES}),
    Route("GET", _ISSUE + "/comments", list_comments, _READ, query=(*PAGING, "since")),
    Route("POST", _ISSUE + "/comments", create_comment, _WRITE, body={"body": "string!"}),
    Route(
        "PATCH",
        "/repos/{owner}/{repo}/issues/comments/{comment_id}",
        update_comment,
        _WRITE,
        body={"body": "string!"},
    ),
    Route(
        "GET",
        "/repos/{owner}/{repo}/issues/comments",
        list_all_comments,
        _READ,
        query=(*PAGING, "sort", "direction", "since"),
    ),
    Route(
        "POST",
        "/repos/{owner}/{repo}/issues/comments/{comment_id}/reactions",
        react,
        _WRITE,
        body={"content": "string!"},
    ),
    Route("POST", _ISSUE + "/labels", add_labels, _WRITE, body={"labels": "array"}),
    Route("DELETE", _ISSUE + "/labels/{name}", remove_label, _WRITE),
)
