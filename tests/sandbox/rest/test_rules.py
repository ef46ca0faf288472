"""Rulesets: who may see and change them, what they require, and where the plan has none."""

from typing import Any

import pytest

from bot.sandbox.protection import checks_lacking, rules_of
from bot.sandbox.refusal import Refusal
from bot.sandbox.rulesets import CommitStatus, Rule
from bot.sandbox.store import Json
from tests.sandbox.conftest import Site


@pytest.fixture
def site(site: Site) -> Site:
    """The App may administer."""
    site.app.permissions["administration"] = "write"
    return site


def wish(site: Site, **changes: object) -> Json:
    checks = [{"context": "Andon", "integration_id": site.app.id}]
    flags = {"strict_required_status_checks_policy": False, "do_not_enforce_on_create": True}
    return {
        "name": "Andon",
        "target": "branch",
        "enforcement": "active",
        "conditions": {"ref_name": {"include": ["~DEFAULT_BRANCH"], "exclude": []}},
        "rules": [
            {"type": "required_status_checks", "parameters": {**flags, "required_status_checks": checks}}
        ],
        "bypass_actors": [{"actor_id": 5, "actor_type": "RepositoryRole", "bypass_mode": "always"}],
        **changes,
    }


def contexts(site: Site, branch: str = "main") -> list[str]:
    found = site.ask("GET", f"/r/rules/branches/{branch}").json()
    return [check["context"] for rule in found for check in rule["parameters"]["required_status_checks"]]


def test_a_ruleset_requires_and_requires_no_more_once_it_is_deleted(site: Site) -> None:
    site.repo.collaborator("bob", "write")
    number, _ = site.pull()
    made = site.ask("POST", "/r/rulesets", wish(site)).json()
    assert (["Andon"], []) == (contexts(site), contexts(site, "topic"))
    with pytest.raises(Refusal, match='Required status check "Andon" is expected'):
        site.repo.merge(number, by="bob")
    assert 204 == site.ask("DELETE", f"/r/rulesets/{made['id']}").status_code
    assert [] == contexts(site)
    site.repo.merge(number, by="bob")


def test_classic_protection_holds_merges_and_is_shown_at_the_branch_alone(site: Site) -> None:
    site.repo.collaborator("bob", "write")
    number, _ = site.pull()
    site.repo.record.rules.append(Rule(branch="main", context="Andon"))
    assert ([], []) == (contexts(site), site.ask("GET", "/r/rulesets").json())
    assert site.ask("GET", "/r/branches/main").json()["protected"]
    with pytest.raises(Refusal, match='Required status check "Andon" is expected'):
        site.repo.merge(number, by="bob")


@pytest.mark.parametrize(
    ("state", "word"),
    [("failure", "failing"), ("error", "failing"), ("pending", "expected"), ("success", "")],
)
def test_a_status_will_do_for_a_check_of_nobody_in_particular(site: Site, state: Any, word: str) -> None:
    _, head = site.pull()
    site.repo.require("ci/old")
    site.repo.record.statuses.append(CommitStatus(1, head, "ci/old", state, site.gh.clock.now()))
    found = checks_lacking(rules_of(site.repo.record, "main"), site.repo.record, head)
    assert ({"ci/old": word} if word else {}) == found
    site.repo.require("ci/old", app=site.app)
    assert "ci/old" in checks_lacking(rules_of(site.repo.record, "main"), site.repo.record, head)


def test_who_has_a_role_that_may_bypass_is_not_held(site: Site) -> None:
    number, _ = site.pull()
    site.ask("POST", "/r/rulesets", wish(site))
    assert site.repo.merge(number, by="alice"), "alice administers"


@pytest.mark.parametrize("enforcement", ["evaluate", "disabled"])
def test_a_ruleset_that_is_not_active_requires_nothing(site: Site, enforcement: str) -> None:
    made = site.ask("POST", "/r/rulesets", wish(site, enforcement=enforcement)).json()
    assert [] == contexts(site)
    site.ask("PUT", f"/r/rulesets/{made['id']}", {"enforcement": "active"})
    assert ["Andon"] == contexts(site)


def test_branches_are_included_and_excluded_by_pattern(site: Site) -> None:
    refs = {"include": ["refs/heads/release/*"], "exclude": ["refs/heads/release/old"]}
    site.ask("POST", "/r/rulesets", wish(site, conditions={"ref_name": refs}))
    found = [contexts(site, branch) for branch in ("main", "release/1", "release/old", "release/1/2")]
    assert [[], ["Andon"], [], []] == found


def test_bypass_actors_are_shown_to_who_may_change_them(site: Site) -> None:
    made = site.ask("POST", "/r/rulesets", wish(site)).json()
    path = f"/r/rulesets/{made['id']}"
    mine, others = (
        site.ask("GET", path, token=site.token(**permissions)).json()
        for permissions in ({"administration": "write"}, {"metadata": "read"})
    )
    assert (["RepositoryRole"], False) == (
        [actor["actor_type"] for actor in mine["bypass_actors"]],
        "bypass_actors" in others,
    )


def test_only_who_may_administer_writes_rulesets(site: Site) -> None:
    refused = site.ask("POST", "/r/rulesets", wish(site), token=site.token(contents="write"))
    assert (403, "administration=write") == (
        refused.status_code,
        refused.headers["x-accepted-github-permissions"],
    )


def test_names_are_unique_and_kinds_are_known(site: Site) -> None:
    site.ask("POST", "/r/rulesets", wish(site))
    twice = site.ask("POST", "/r/rulesets", wish(site, name="ANDON"))
    odd = site.ask("POST", "/r/rulesets", wish(site, name="x", enforcement="soon"))
    tags = site.ask("POST", "/r/rulesets", wish(site, name="y", target="tag"))
    assert [422] * 3 == [answer.status_code for answer in (twice, odd, tags)]
    assert "Name must be unique" == twice.json()["errors"][0]["message"]
    assert 404 == site.ask("GET", "/r/rulesets/1").status_code


def test_what_was_required_by_hand_is_a_ruleset_too(site: Site) -> None:
    rule = site.repo.require("CI")
    (listed,) = site.ask("GET", "/r/rulesets").json()
    assert (rule.ruleset_id, False) == (listed["id"], "rules" in listed)
    site.ask("DELETE", f"/r/rulesets/{rule.ruleset_id}")
    assert [] == contexts(site)


def test_a_private_repository_on_a_free_plan_has_no_rules(site: Site) -> None:
    site.repo.require("Andon", app=site.app)
    number, _ = site.pull()
    site.gh.free_plan("acme")
    answers = [
        site.ask("GET", "/r/rules/branches/main"),
        site.ask("GET", "/r/rulesets"),
        site.ask("POST", "/r/rulesets", wish(site)),
    ]
    assert [403] * 3 == [answer.status_code for answer in answers]
    assert "Upgrade to GitHub Pro" in answers[0].json()["message"]
    assert site.repo.merge(number, by="bob"), "nothing is enforced"
    site.repo.record.private = False
    assert ["Andon"] == contexts(site)
