"""Routes of branches and their classic protection, of which the local GitHub knows checks and reviews.

A required check without a ruleset (`ruleset_id` 0) is of classic protection: the rules of a branch
(`rulesets.py`) do not show it. Who may write is all that GitHub shows of it to who does not administer:
https://docs.github.com/rest/branches/branches#get-a-branch
"""

from bot.sandbox import git, shapes, shapes_git
from bot.sandbox.protection import classic, classic_reviews, enforced
from bot.sandbox.refusal import Refusal, no_plan
from bot.sandbox.rest.call import Answer, Call, Route
from bot.sandbox.store import Json

_BRANCH = "/repos/{owner}/{repo}/branches/{branch}"
_REVIEWS = "/protection/required_pull_request_reviews"


def get_branch(call: Call) -> Answer:
    """GET /repos/{owner}/{repo}/branches/{branch}"""
    name, repo = call.path["branch"], call.repo
    sha = git.refs(repo.path, "refs/heads/").get(f"refs/heads/{name}")
    if sha is None:
        raise Refusal(404, "Branch not found")
    rules = classic(repo, name) if enforced(repo) else []
    protected = enforced(repo) and bool(rules or classic_reviews(repo, name))
    url, page = f"{shapes.repo_url(call.world, repo)}/branches/{name}", shapes.html_url(call.world, repo)
    checks: Json = {
        "enforcement_level": "non_admins" if rules else "off",
        "contexts": [rule.context for rule in rules],
        "checks": [{"context": rule.context, "app_id": rule.integration_id} for rule in rules],
    }
    return Answer(
        {
            "name": name,
            "commit": shapes_git.commit(call.world, repo, sha),
            "_links": {"self": url, "html": f"{page}/tree/{name}"},
            "protected": protected,
            "protection": {"enabled": protected, "required_status_checks": checks},
            "protection_url": f"{url}/protection",
        }
    )


def remove_contexts(call: Call) -> Answer:
    """DELETE /repos/{owner}/{repo}/branches/{branch}/protection/required_status_checks/contexts"""
    repo, branch = call.repo, call.path["branch"]
    if not enforced(repo):
        raise no_plan()
    rules = classic(repo, branch)
    if not rules:
        raise Refusal(404, "Branch not protected")
    names = call.array("contexts")
    repo.rules = [rule for rule in repo.rules if rule not in rules or rule.context not in names]
    return Answer([rule.context for rule in classic(repo, branch)])


def get_reviews(call: Call) -> Answer:
    """GET /repos/{owner}/{repo}/branches/{branch}/protection/required_pull_request_reviews"""
    repo, branch = call.repo, call.path["branch"]
    if not enforced(repo):
        raise no_plan()
    rule = classic_reviews(repo, branch)
    if rule is None:
        raise Refusal(404, "Branch not protected")
    url = f"{shapes.repo_url(call.world, repo)}/branches/{branch}{_REVIEWS}"
    return Answer(
        {
            "url": url,
            "dismiss_stale_reviews": rule.dismiss,
            "require_code_owner_reviews": False,
            "require_last_push_approval": rule.last_push,
            "required_approving_review_count": rule.approvals,
        }
    )


ROUTES = (
    Route("GET", _BRANCH, get_branch, ({"contents": "read"},)),
    Route("GET", _BRANCH + _REVIEWS, get_reviews, ({"administration": "read"},)),
    Route(
        "DELETE",
        _BRANCH + "/protection/required_status_checks/contexts",
        remove_contexts,
        ({"administration": "write"},),
        body={"contexts": "array!"},
    ),
)
