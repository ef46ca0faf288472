"""Routes of rules: those of a branch, and one ruleset with what it lets the caller do."""

from bot.sandbox import shapes
from bot.sandbox.protection import enforced, rules_of
from bot.sandbox.refusal import Refusal, not_found
from bot.sandbox.rest.call import PAGING, Answer, Call, Route
from bot.sandbox.rulesets import AnyRule, QueueRule, ReviewRule, Rule
from bot.sandbox.store import Json

_REPO = "/repos/{owner}/{repo}"
_READ = ({"metadata": "read"},)


def _available(call: Call) -> None:
    """What GitHub says of private repositories on free plans: https://github.com/github/branch-deploy/pull/345"""
    if not enforced(call.repo):
        text = "Upgrade to GitHub Pro or make this repository public to enable this feature."
        raise Refusal(403, text)


def get_branch_rules(call: Call) -> Answer:
    """GET /repos/{owner}/{repo}/rules/branches/{branch}"""
    _available(call)
    by_set: dict[int, list[AnyRule]] = {}
    for rule in rules_of(call.repo, call.path["branch"]):
        by_set.setdefault(rule.ruleset_id, []).append(rule)
    rules: list[Json] = [
        {
            **told,
            "ruleset_source_type": "Repository",
            "ruleset_source": call.repo.full_name,
            "ruleset_id": ruleset,
        }
        for ruleset, of_set in sorted(by_set.items())
        for told in _told(of_set)
    ]
    return call.paged(rules, lambda _world, rule: rule)


def get_ruleset(call: Call) -> Answer:
    """GET /repos/{owner}/{repo}/rulesets/{ruleset_id}; bypass actors are shown to admins alone."""
    _available(call)
    number = call.number("ruleset_id")
    of_set = [rule for rule in call.repo.rules if rule.ruleset_id == number]
    if not of_set:
        raise not_found()
    branch = of_set[0].branch
    pattern = branch if branch.startswith("~") else f"refs/heads/{branch}"
    url = f"{shapes.repo_url(call.world, call.repo)}/rulesets/{number}"
    made = shapes.stamp(call.repo.created)
    return Answer(
        {
            "id": number,
            "name": f"Rules of {branch}",
            "target": "branch",
            "source_type": "Repository",
            "source": call.repo.full_name,
            "enforcement": "active",
            "current_user_can_bypass": _bypass(of_set[0], call.caller.user.login),
            "node_id": shapes.node_id("RRS", number),
            "_links": {"self": {"href": url}},
            "conditions": {"ref_name": {"include": [pattern], "exclude": []}},
            "rules": _told(of_set),
            "created_at": made,
            "updated_at": made,
        }
    )


def _bypass(rule: AnyRule, login: str) -> str:
    if login in rule.bypass:
        return "always"
    return "pull_requests_only" if login in rule.pulls_bypass else "never"


def _told(rules: list[AnyRule]) -> list[Json]:
    """The rules of one ruleset as GitHub writes them: required checks are one rule together."""
    told: list[Json] = []
    checks: list[Json] = []
    for rule in rules:
        match rule:
            case Rule(context=context, integration_id=None):
                checks.append({"context": context})
            case Rule(context=context, integration_id=pinned):
                checks.append({"context": context, "integration_id": pinned})
            case ReviewRule(approvals=count):
                told.append({"type": "pull_request", "parameters": _reviews(count)})
            case QueueRule():
                told.append({"type": "merge_queue", "parameters": _queue(rule)})
    if checks:
        flags = {"strict_required_status_checks_policy": False, "do_not_enforce_on_create": False}
        parameters = {**flags, "required_status_checks": checks}
        told.insert(0, {"type": "required_status_checks", "parameters": parameters})
    return told


def _reviews(count: int) -> Json:
    flags = ("dismiss_stale_reviews_on_push", "require_code_owner_review", "require_last_push_approval")
    return {
        "required_approving_review_count": count,
        **dict.fromkeys((*flags, "required_review_thread_resolution"), False),
    }


def _queue(rule: QueueRule) -> Json:
    return {
        "check_response_timeout_minutes": rule.timeout_minutes,
        "grouping_strategy": "ALLGREEN",
        "max_entries_to_build": rule.at_once,
        "max_entries_to_merge": 1,
        "merge_method": "MERGE",
        "min_entries_to_merge": 1,
        "min_entries_to_merge_wait_minutes": 0,
    }


ROUTES = (
    Route("GET", _REPO + "/rules/branches/{branch}", get_branch_rules, _READ, query=PAGING),
    Route("GET", _REPO + "/rulesets/{ruleset_id}", get_ruleset, _READ),
)
