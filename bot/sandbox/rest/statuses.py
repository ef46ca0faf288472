"""Routes of commit statuses, which older CI reports in place of check runs."""

from bot.sandbox import git, shapes
from bot.sandbox.clock import iso
from bot.sandbox.protection import states
from bot.sandbox.refusal import not_found
from bot.sandbox.rest.call import PAGING, Answer, Call, Route
from bot.sandbox.rulesets import CommitStatus
from bot.sandbox.store import Json, Repo, World


def combined(call: Call) -> Answer:
    """GET /repos/{owner}/{repo}/commits/{ref}/status"""
    world, repo, sha = call.world, call.repo, git.resolve(call.repo.path, call.path["ref"])
    if sha is None:
        raise not_found()
    url = f"{shapes.repo_url(world, repo)}/commits/{sha}"
    newest = list(states(repo, sha).values())
    page = call.listed(newest, _status, "statuses")
    body: Json = {
        **page.body,
        "state": _together({one.state for one in newest}),
        "sha": sha,
        "repository": shapes.small_repository(world, repo),
        "commit_url": url,
        "url": f"{url}/status",
    }
    return Answer(body, headers=page.headers)


def _together(found: set[str]) -> str:
    if found & {"failure", "error"}:
        return "failure"
    return "success" if found == {"success"} else "pending"


def _status(world: World, repo: Repo, one: CommitStatus) -> Json:
    """A `simple-commit-status`."""
    return {
        "id": one.id,
        "node_id": shapes.node_id("SC", one.id),
        "url": f"{shapes.repo_url(world, repo)}/statuses/{one.sha}",
        "state": one.state,
        "context": one.context,
        "description": None,
        "target_url": None,
        "avatar_url": None,
        "created_at": iso(one.at),
        "updated_at": iso(one.at),
    }


ROUTES = (
    Route(
        "GET",
        "/repos/{owner}/{repo}/commits/{ref}/status",
        combined,
        ({"statuses": "read"},),
        query=PAGING,
    ),
)
