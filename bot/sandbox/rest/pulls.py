"""Routes of pull requests."""

from typing import get_args

from bot.sandbox import merging, pulls, pushes, shapes, shapes_issues, updating
from bot.sandbox.refusal import invalid
from bot.sandbox.rest.call import PAGING, Answer, Call, Route
from bot.sandbox.store import Issue, Json, Pull, Repo, World

_READ = ({"pull_requests": "read"},)
_WRITE = ({"pull_requests": "write"},)
_PULLS = "/repos/{owner}/{repo}/pulls"
_PULL = _PULLS + "/{pull_number}"


def list_pulls(call: Call) -> Answer:
    """GET /repos/{owner}/{repo}/pulls"""
    query = call.query
    state, head = query.get("state", "open"), query.get("head")
    if state not in ("open", "closed", "all"):
        raise invalid("PullRequest", "state")
    found = [
        (record, record.pull)
        for record in call.repo.issues.values()
        if record.pull
        and state in ("all", record.state)
        and query.get("base") in (None, record.pull.base_ref)
        and head in (None, _label(call.world, record.pull))
    ]
    by_update = query.get("sort") == "updated"
    newest_first = query.get("direction", "asc" if by_update else "desc") == "desc"
    found.sort(key=lambda pair: pair[0].updated if by_update else pair[0].created, reverse=newest_first)
    return call.listed(found, _in_list)


def _in_list(world: World, repo: Repo, pair: tuple[Issue, Pull]) -> Json:
    return shapes_issues.pull_in_list(world, repo, *pair)


def _label(world: World, pull: Pull) -> str:
    head = world.repos.get(pull.head_repo)
    return f"{head.owner.login}:{pull.head_ref}" if head else ""


def _shape(call: Call, record: Issue, pull: Pull) -> Json:
    return shapes_issues.pull_request(call.world, call.repo, record, pull)


def create(call: Call) -> Answer:
    """POST /repos/{owner}/{repo}/pulls"""
    body = call.body
    if "title" not in body:
        raise invalid("PullRequest", "title", "missing_field")
    opening = pulls.Opening(
        title=body["title"],
        body=body.get("body"),
        head_repo=_head_repo(call),
        head=body["head"].rpartition(":")[2],
        base=body["base"],
        draft=body.get("draft", False),
        maintainers_push=body.get("maintainer_can_modify", False),
    )
    made = pulls.open_pull(call.world, call.repo, call.caller, opening)
    shape = _shape(call, *pulls.get(call.repo, made.number))
    return Answer(shape, 201, {"location": shape["url"]})


def _head_repo(call: Call) -> Repo:
    """The repository of `owner:branch`, the base's own or a fork of it."""
    owner = call.body["head"].rpartition(":")[0]
    for repo in call.world.repos.values():
        related = repo is call.repo or repo.fork_of is call.repo
        named = call.body.get("head_repo") in (None, repo.name, repo.full_name)
        if related and named and owner in ("", repo.owner.login) and (owner or repo is call.repo):
            return repo
    raise invalid("PullRequest", "head")


def get(call: Call) -> Answer:
    """GET /repos/{owner}/{repo}/pulls/{pull_number}"""
    return Answer(_shape(call, *pulls.get(call.repo, call.number("pull_number"))))


def update(call: Call) -> Answer:
    """PATCH /repos/{owner}/{repo}/pulls/{pull_number}"""
    record, pull = pulls.get(call.repo, call.number("pull_number"))
    if call.body.get("state") not in (None, "open", "closed"):
        raise invalid("PullRequest", "state")
    pulls.edit(call.world, call.repo, record, call.caller, call.body)
    return Answer(_shape(call, record, pull))


def merge(call: Call) -> Answer:
    """PUT /repos/{owner}/{repo}/pulls/{pull_number}/merge"""
    record, _ = pulls.get(call.repo, call.number("pull_number"))
    body = call.body
    method = body.get("merge_method", "merge")
    if method not in get_args(merging.Method):
        raise invalid("PullRequest", "merge_method")
    wish = merging.Wish(method, body.get("sha"), body.get("commit_title"), body.get("commit_message"))
    sha = pushes.merge_pull(call.world, call.repo, record, call.caller, wish)
    return Answer({"sha": sha, "merged": True, "message": "Pull Request successfully merged"})


def update_branch(call: Call) -> Answer:
    """PUT /repos/{owner}/{repo}/pulls/{pull_number}/update-branch"""
    number, expected = call.number("pull_number"), call.body.get("expected_head_sha")
    updating.update(call.world, call.repo, number, call.caller, expected)
    url = f"{shapes.repo_url(call.world, call.repo)}/pulls/{number}"
    return Answer({"message": "Updating pull request branch.", "url": url}, 202)


_TEXT = {"title": "string", "body": "string", "maintainer_can_modify": "boolean"}
ROUTES = (
    Route("GET", _PULLS, list_pulls, _READ, query=(*PAGING, "state", "head", "base", "sort", "direction")),
    Route(
        "POST",
        _PULLS,
        create,
        _WRITE,
        body={
            **_TEXT,
            "head": "string!",
            "base": "string!",
            "head_repo": "string",
            "draft": "boolean",
            "issue": "integer",
        },
    ),
    Route("GET", _PULL, get, _READ),
    Route("PATCH", _PULL, update, _WRITE, body={**_TEXT, "state": "string", "base": "string"}),
    Route(
        "PUT",
        _PULL + "/merge",
        merge,
        ({"contents": "write"},),
        body=dict.fromkeys(("commit_title", "commit_message", "sha", "merge_method"), "string"),
    ),
    Route("PUT", _PULL + "/update-branch", update_branch, _WRITE, body={"expected_head_sha": "string"}),
)
