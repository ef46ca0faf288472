"""Requiring by one ruleset of the organisation, which is about repositories with a custom property."""

import pytest

from bot.model.enforcing import PROPERTY, Steps
from bot.sandbox import Sandbox
from bot.sandbox.protection import rules_of
from bot.sandbox.repo_handle import RepoHandle
from bot.sandbox.rulesets import Rule
from tests.loop.test_enforcing import Killed, carry_out
from tests.rig import FILES, Rig, make_rig, pull

DONE = Steps(name="acme/shop")


@pytest.fixture
def rig(gh: Sandbox) -> Rig:
    """A pull request, nothing required; the App may change the organisation's rules, not the repository's."""
    rig = make_rig(gh)
    rig.app.permissions |= {
        "organization_administration": "write",
        "organization_custom_properties": "admin",
    }
    rig.repo.record.rules.clear()
    pull(rig, "topic")
    gh.idle()
    return rig


def required(rig: Rig, repo: RepoHandle | None = None) -> list[tuple[str, int | None]]:
    record = (repo or rig.repo).record
    with rig.gh.world.lock:
        found = [r for r in rules_of(record, record.default_branch) if isinstance(r, Rule)]
        return [(rule.context, rule.integration_id) for rule in found]


def rulesets(rig: Rig) -> int:
    return len(rig.gh.organisation("acme").rulesets)


def test_one_ruleset_is_about_every_repository_that_was_chosen_and_no_other(rig: Rig, gh: Sandbox) -> None:
    other, calm = gh.repository("acme/other", FILES), gh.repository("acme/calm", FILES)
    pinned = [("Andon", rig.app.id)]
    assert DONE == carry_out(rig, "enforce")
    assert ("success", 1, pinned, []) == (rig.shown(1), rulesets(rig), required(rig), required(rig, other))
    assert Steps(name="acme/other") == carry_out(rig, "enforce", name="acme/other")
    assert (1, pinned, []) == (rulesets(rig), required(rig, other), required(rig, calm))
    assert {} == rig.repo.record.rulesets


@pytest.mark.parametrize("after", [2, 3])
def test_killed_after_any_write_it_completes(rig: Rig, after: int) -> None:
    with pytest.raises(Killed):
        carry_out(rig, "enforce", after)
    assert "success" == rig.shown(1)
    assert DONE == carry_out(rig, "enforce")
    assert (1, [("Andon", rig.app.id)]) == (rulesets(rig), required(rig))


def test_uninstalling_takes_out_this_repository_alone(rig: Rig, gh: Sandbox) -> None:
    other = gh.repository("acme/other", FILES)
    for name in ("acme/shop", "acme/other"):
        carry_out(rig, "enforce", name=name)
    assert DONE == carry_out(rig, "uninstall")
    assert ([], [("Andon", rig.app.id)], None) == (
        required(rig),
        required(rig, other),
        rig.repo.record.properties[PROPERTY],
    )


def test_uninstalling_takes_it_out_of_a_ruleset_that_sleeps_so_that_waking_it_holds_nothing(rig: Rig) -> None:
    carry_out(rig, "enforce")
    (ruleset,) = rig.gh.organisation("acme").rulesets.values()
    ruleset.enforcement = "evaluate"
    assert DONE == carry_out(rig, "uninstall")
    ruleset.enforcement = "active"
    assert ([], None) == (required(rig), rig.repo.record.properties[PROPERTY])


def test_on_a_plan_without_them_the_repositorys_own_ruleset_is_made(rig: Rig, gh: Sandbox) -> None:
    rig.app.permissions["administration"] = "write"
    rig.repo.record.private = False
    gh.free_plan("acme")
    assert DONE == carry_out(rig, "enforce")
    assert (0, 1) == (rulesets(rig), len(rig.repo.record.rulesets))
