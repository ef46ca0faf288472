"""Rulesets that were made through the API: what they require of a branch, and how they look over the wire.

A rule that a test made by hand (`RepoHandle.require`) is shown as a ruleset, too. What rules ask for is
`protection.py`, as records they are `rulesets.py`.
"""

from typing import Any

from bot.sandbox.clock import iso
from bot.sandbox.refusal import invalid, unprocessable
from bot.sandbox.rulesets import AnyRule, QueueRule, ReviewRule, Rule, Ruleset, fits
from bot.sandbox.shapes import api, html_url, node_id, repo_url
from bot.sandbox.store import Json, Repo, World

_ROLES = {2: "maintain", 4: "write", 5: "admin"}
"""The ids of GitHub's own repository roles, as bypass actors name them."""
_ENFORCEMENTS = ("active", "evaluate", "disabled")


def made_rules(repo: Repo, branch: str) -> list[AnyRule]:
    """The rules of active rulesets, the repository's and its organisation's, that apply to a branch."""
    over_it = [one for one in repo.owner.rulesets.values() if _selects(one, repo)]
    return [
        rule
        for ruleset in (*repo.rulesets.values(), *over_it)
        if ruleset.enforcement == "active" and _applies(ruleset, repo, branch)
        for rule in _rules(repo, ruleset, branch)
    ]


def _selects(ruleset: Ruleset, repo: Repo) -> bool:
    """Whether an organisation's ruleset targets a repository by its custom properties."""
    wanted = ruleset.conditions.get("repository_property", {}).get("include", [])
    return bool(wanted) and all(repo.properties.get(one["name"]) in one["property_values"] for one in wanted)


def _applies(ruleset: Ruleset, repo: Repo, branch: str) -> bool:
    refs: Json = ruleset.conditions.get("ref_name") or {}
    included = any(_matches(pattern, repo, branch) for pattern in refs.get("include", []))
    return included and not any(_matches(pattern, repo, branch) for pattern in refs.get("exclude", []))


def _matches(pattern: str, repo: Repo, branch: str) -> bool:
    if pattern in ("~ALL", "~DEFAULT_BRANCH"):
        return pattern == "~ALL" or branch == repo.default_branch
    return fits(branch, pattern.removeprefix("refs/heads/"))


def _rules(repo: Repo, ruleset: Ruleset, branch: str) -> list[AnyRule]:
    """A ruleset's rules, as far as they are known here, on one branch."""
    everywhere, pulls = _logins(repo, ruleset)
    found: list[AnyRule] = []
    for rule in ruleset.rules:
        parameters: Json = rule.get("parameters") or {}
        match rule["type"]:
            case "required_status_checks":
                found += [
                    Rule(branch=branch, context=check["context"], integration_id=check.get("integration_id"))
                    for check in parameters["required_status_checks"]
                ]
            case "pull_request":
                found.append(_review_rule(branch, parameters))
            case "merge_queue":
                minutes = parameters["check_response_timeout_minutes"]
                found.append(QueueRule(branch=branch, timeout_minutes=minutes))
            case _:
                pass
    for one in found:
        one.ruleset_id, one.bypass, one.pulls_bypass = ruleset.id, everywhere, pulls
    return found


def _review_rule(branch: str, parameters: Json) -> ReviewRule:
    return ReviewRule(
        branch=branch,
        approvals=parameters["required_approving_review_count"],
        dismiss=parameters.get("dismiss_stale_reviews_on_push", False),
        last_push=parameters.get("require_last_push_approval", False),
    )


def _logins(repo: Repo, ruleset: Ruleset) -> tuple[set[str], set[str]]:
    """Who may bypass a ruleset everywhere, and who for pull requests only."""
    found = {"always": set(ruleset.apps), "pull_request": set(ruleset.pulls_apps)}
    for actor in ruleset.bypass_actors:
        role = _ROLES.get(actor["actor_id"]) if actor["actor_type"] == "RepositoryRole" else None
        mode = "pull_request" if actor["bypass_mode"] == "pull_request" else "always"
        found[mode] |= {login for login, its in repo.collaborators.items() if role and its == role}
    return found["always"], found["pull_request"]


def take(world: World, repo: Repo, wish: Json, known: Ruleset | None, others: list[Ruleset]) -> Ruleset:
    """Make or change a ruleset of a repository as asked; 422 where GitHub would refuse it."""
    made = _made(world, repo.full_name, wish, known, others)
    drop(repo, made.id)
    repo.rulesets[made.id] = made
    return made


def take_organised(world: World, login: str, wish: Json) -> Ruleset:
    """Make a ruleset of an organisation."""
    kept = world.user(login).rulesets
    made = _made(world, login, wish, None, list(kept.values()))
    kept[made.id] = made
    return made


def _made(world: World, source: str, wish: Json, known: Ruleset | None, others: list[Ruleset]) -> Ruleset:
    name = wish.get("name", known.name if known else "")
    if any(one.name.lower() == name.lower() for one in others):
        raise invalid("Ruleset", "name", "custom", "Name must be unique")
    enforcement = wish.get("enforcement", known.enforcement if known else "active")
    if enforcement not in _ENFORCEMENTS:
        raise unprocessable("Invalid request.\n\nInvalid property enforcement")
    if wish.get("target", "branch") != "branch":
        raise unprocessable("The local GitHub has rulesets of branches only.")
    now = world.clock.now()
    made = known or Ruleset(world.next_id(), name, source, now, now)
    made.name, made.enforcement, made.updated = name, enforcement, now
    made.conditions = wish.get("conditions", made.conditions)
    made.rules = [_rule(one) for one in wish.get("rules", made.rules)]
    made.bypass_actors = [_actor(one) for one in wish.get("bypass_actors", made.bypass_actors)]
    made.apps, made.pulls_apps = _apps(world, made, "always"), _apps(world, made, "pull_request")
    return made


def _apps(world: World, ruleset: Ruleset, mode: str) -> set[str]:
    mine = [one for one in ruleset.bypass_actors if one["bypass_mode"] == mode]
    ids = {one["actor_id"] for one in mine if one["actor_type"] == "Integration"}
    return {app.bot.login for app in world.apps.values() if app.id in ids}


def _rule(wish: Json) -> Json:
    if wish.get("type") == "required_status_checks" and not wish["parameters"]["required_status_checks"]:
        raise unprocessable("Invalid rule 'required_status_checks': needs one check at least")
    return wish


def _actor(wish: Json) -> Json:
    return {"actor_id": wish.get("actor_id"), "bypass_mode": "always", **wish}


def drop(repo: Repo, ruleset_id: int) -> None:
    """Delete a ruleset."""
    repo.rulesets.pop(ruleset_id, None)
    repo.rules = [rule for rule in repo.rules if rule.ruleset_id != ruleset_id]


def shape(world: World, repo: Repo, ruleset: Ruleset) -> Json:
    """A `repository-ruleset` as in a list."""
    links = (f"{repo_url(world, repo)}/rulesets/{ruleset.id}", f"{html_url(world, repo)}/rules/{ruleset.id}")
    return _small(ruleset, "Repository", links)


def whole(world: World, repo: Repo, ruleset: Ruleset, login: str, bypass: bool) -> Json:
    """One asked for alone: with its rules, and with its bypass actors for who may write it (`bypass`)."""
    everywhere, pulls = _logins(repo, ruleset)
    may = "always" if login in everywhere else "pull_requests_only" if login in pulls else "never"
    shown = {"conditions": ruleset.conditions, "rules": ruleset.rules, "current_user_can_bypass": may}
    actors = {"bypass_actors": ruleset.bypass_actors} if bypass else {}
    return {**shape(world, repo, ruleset), **shown, **actors}


def organised_shape(world: World, ruleset: Ruleset, full: bool = False) -> Json:
    """A `repository-ruleset` of an organisation; `full` for who made it."""
    at = f"organizations/{ruleset.source}/settings/rules/{ruleset.id}"
    links = (f"{api(world)}/orgs/{ruleset.source}/rulesets/{ruleset.id}", f"{world.url}/{at}")
    found = _small(ruleset, "Organization", links)
    if full:
        found |= {
            "conditions": ruleset.conditions,
            "rules": ruleset.rules,
            "bypass_actors": ruleset.bypass_actors,
        }
    return found


def _small(ruleset: Ruleset, kind: str, links: tuple[str, str]) -> dict[str, Any]:
    return {
        "id": ruleset.id,
        "name": ruleset.name,
        "target": ruleset.target,
        "source_type": kind,
        "source": ruleset.source,
        "enforcement": ruleset.enforcement,
        "node_id": node_id("RRS", ruleset.id),
        "_links": {"self": {"href": links[0]}, "html": {"href": links[1]}},
        "created_at": iso(ruleset.created),
        "updated_at": iso(ruleset.updated),
    }
