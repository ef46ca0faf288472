"""Routes of rules: those of a branch, and the rulesets they come from."""

from bot.sandbox import ruling
from bot.sandbox.protection import enforced, rules_of
from bot.sandbox.refusal import no_plan, not_found
from bot.sandbox.rest.call import PAGING, Answer, Call, Route
from bot.sandbox.rulesets import AnyRule, QueueRule, ReviewRule, Rule, Ruleset
from bot.sandbox.store import Json

_REPO = "/repos/{owner}/{repo}"
_RULESETS = _REPO + "/rulesets"
_RULESET = _RULESETS + "/{ruleset_id}"
_READ = ({"metadata": "read"},)
_WRITE = ({"administration": "write"},)
_FIELDS = {
    "name": "string",
    "target": "string",
    "enforcement": "string",
    "bypass_actors": "array",
    "conditions": "object",
    "rules": "array",
}


def _available(call: Call) -> None:
    """What GitHub says of private repositories on free plans: https://github.com/github/branch-deploy/pull/345"""
    if not enforced(call.repo):
        raise no_plan()


def get_branch_rules(call: Call) -> Answer:
    """GET /repos/{owner}/{repo}/rules/branches/{branch}"""
    _available(call)
    by_set: dict[int, list[AnyRule]] = {}
    over_it = call.repo.owner.rulesets
    for rule in rules_of(call.repo, call.path["branch"]):
        if rule.ruleset_id:  # classic protection is not shown here
            by_set.setdefault(rule.ruleset_id, []).append(rule)
    rules: list[Json] = [
        {
            **told,
            "ruleset_source_type": "Organization" if ruleset in over_it else "Repository",
            "ruleset_source": call.repo.owner.login if ruleset in over_it else call.repo.full_name,
            "ruleset_id": ruleset,
        }
        for ruleset, of_set in sorted(by_set.items())
        for told in _told(of_set)
    ]
    return call.paged(rules, lambda _world, rule: rule)


def _all(call: Call) -> dict[int, Ruleset]:
    """The repository's rulesets by id; what was required by hand is shown as one each."""
    repo, by_hand = call.repo, dict[int, list[AnyRule]]()
    for rule in repo.rules:
        if rule.ruleset_id:
            by_hand.setdefault(rule.ruleset_id, []).append(rule)
    return {number: _by_hand(call, number, rules) for number, rules in by_hand.items()} | repo.rulesets


def _by_hand(call: Call, number: int, rules: list[AnyRule]) -> Ruleset:
    branch, made = rules[0].branch, call.repo.created or call.world.clock.now()
    pattern = branch if branch.startswith("~") else f"refs/heads/{branch}"
    actors = [{"actor_id": None, "actor_type": "OrganizationAdmin", "bypass_mode": "always"}]
    return Ruleset(
        id=number,
        name=f"Rules of {branch} ({number})",
        source=call.repo.full_name,
        created=made,
        updated=made,
        conditions={"ref_name": {"include": [pattern], "exclude": []}},
        rules=_told(rules),
        bypass_actors=actors if rules[0].bypass else [],
        apps=rules[0].bypass,
        pulls_apps=rules[0].pulls_bypass,
    )


def _ruleset(call: Call) -> Ruleset:
    _available(call)
    found = _all(call).get(call.number("ruleset_id"))
    if found is None:
        raise not_found()
    return found


def _shown(call: Call, ruleset: Ruleset) -> Json:
    sees = call.caller.allows(call.repo, "administration", "write")
    return ruling.whole(call.world, call.repo, ruleset, call.caller.user.login, sees)


def list_rulesets(call: Call) -> Answer:
    """GET /repos/{owner}/{repo}/rulesets"""
    _available(call)
    return call.listed(list(_all(call).values()), ruling.shape)


def get_ruleset(call: Call) -> Answer:
    """GET /repos/{owner}/{repo}/rulesets/{ruleset_id}; bypass actors are shown to admins alone."""
    return Answer(_shown(call, _ruleset(call)))


def create_ruleset(call: Call) -> Answer:
    """POST /repos/{owner}/{repo}/rulesets"""
    _available(call)
    made = ruling.take(call.world, call.repo, call.body, None, list(_all(call).values()))
    return Answer(_shown(call, made), 201)


def update_ruleset(call: Call) -> Answer:
    """PUT /repos/{owner}/{repo}/rulesets/{ruleset_id}"""
    known = _ruleset(call)
    others = [one for one in _all(call).values() if one.id != known.id]
    return Answer(_shown(call, ruling.take(call.world, call.repo, call.body, known, others)))


def delete_ruleset(call: Call) -> Answer:
    """DELETE /repos/{owner}/{repo}/rulesets/{ruleset_id}"""
    ruling.drop(call.repo, _ruleset(call).id)
    return Answer(status=204)


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
            case ReviewRule():
                told.append({"type": "pull_request", "parameters": _reviews(rule)})
            case QueueRule():
                told.append({"type": "merge_queue", "parameters": _queue(rule)})
    if checks:
        flags = {"strict_required_status_checks_policy": False, "do_not_enforce_on_create": False}
        parameters = {**flags, "required_status_checks": checks}
        told.insert(0, {"type": "required_status_checks", "parameters": parameters})
    return told


def _reviews(rule: ReviewRule) -> Json:
    return {
        "required_approving_review_count": rule.approvals,
        "dismiss_stale_reviews_on_push": rule.dismiss,
        "require_code_owner_review": False,
        "require_last_push_approval": rule.last_push,
        "required_review_thread_resolution": rule.threads,
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
    Route("GET", _RULESETS, list_rulesets, _READ, query=(*PAGING, "includes_parents", "targets")),
    Route(
        "POST",
        _RULESETS,
        create_ruleset,
        _WRITE,
        body={**_FIELDS, "name": "string!", "enforcement": "string!"},
    ),
    Route("GET", _RULESET, get_ruleset, _READ, query=("includes_parents",)),
    Route("PUT", _RULESET, update_ruleset, _WRITE, body=_FIELDS),
    Route("DELETE", _RULESET, delete_ruleset, _WRITE),
)
