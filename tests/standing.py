"""How a local GitHub stands: everything a bot could have changed, to be compared before and after."""

from typing import Any

from bot.sandbox import Sandbox, git


def standing(gh: Sandbox) -> dict[str, Any]:
    """Refs, check runs, issues, comments, labels and runs of every repository."""
    with gh.world.lock:
        return {
            repo.full_name: {
                "refs": git.refs(repo.path, "refs/"),
                "checks": [(c.id, c.status, c.conclusion, c.title) for s in repo.suites for c in s.checks],
                "issues": [
                    (i.number, i.title, i.body, i.state, [label.name for label in i.labels], len(i.comments))
                    for i in repo.issues.values()
                ],
                "labels": sorted(repo.labels),
                "runs": [(r.id, r.attempt, r.status, r.conclusion) for r in repo.runs.values()],
            }
            for repo in gh.world.repos.values()
        }


def writes(gh: Sandbox, since: int = 0) -> list[str]:
    """The requests after the first `since` that could change something; tokens and queries cannot."""
    with gh.world.lock:
        return [
            f"{request.method} {request.route}"
            for request in gh.world.requests[since:]
            if request.method != "GET" and not request.route.endswith(("/access_tokens", "/graphql"))
        ]
