"""`andon enforce` and `andon uninstall`: they show, ask, do, and say what is left."""

import pytest
from click.testing import CliRunner, Result

from bot.__main__ import main
from bot.sandbox import Sandbox
from bot.sandbox.rulesets import Rule
from tests.app.conftest import environment, run
from tests.rig import ENFORCE, Rig, fails_when, make_rig, pull
from tests.standing import standing

pytestmark = pytest.mark.usefixtures("logs_as_before")


@pytest.fixture
def rig(gh: Sandbox) -> Rig:
    """A pull request, nothing required; the App may administer."""
    rig = make_rig(gh)
    rig.app.permissions["administration"] = "write"
    rig.repo.record.rules.clear()
    pull(rig, "topic")
    gh.idle()
    return rig


def answer(rig: Rig, words: str, *arguments: str) -> Result:
    """A command whose question is answered."""
    return CliRunner().invoke(main, arguments, input=words, env=environment(rig.gh, rig.app))


def names(rig: Rig) -> list[str]:
    return [ruleset.name for ruleset in rig.repo.record.rulesets.values()]


def test_enforce_shows_its_plan_asks_and_does_it(rig: Rig) -> None:
    shown = answer(rig, "y\n", "enforce", "acme/shop", "--bypass-app", "55")
    for words in (
        "acme/shop\n  - write a cord on #1\n  - see that every open pull request has its cord",
        "  - make the ruleset Andon: require the check Andon, from this App, on ~DEFAULT_BRANCH",
        "Do this?",
        "  ✓ acme/shop: write a cord on #1",
        "  ✓ acme/shop: make the ruleset Andon",
    ):
        assert words in shown.output, shown.output
    assert (0, ["Andon"], "success") == (shown.exit_code, names(rig), rig.shown(1))
    (made,) = rig.repo.record.rulesets.values()
    assert [5, 55] == [actor["actor_id"] for actor in made.bypass_actors]
    again = run(rig, "enforce", "acme/shop")
    assert (0, True) == (again.exit_code, "✓ Andon is required on every line, from this App" in again.output)


@pytest.mark.deep
def test_a_bot_can_be_let_past_a_rule_that_is_there_already(rig: Rig) -> None:
    run(rig, "enforce", "acme/shop", "--yes")
    shown = run(rig, "enforce", "acme/shop", "--yes", "--bypass-app", "55")
    (made,) = rig.repo.record.rulesets.values()
    assert (0, [5, 55]) == (shown.exit_code, [actor["actor_id"] for actor in made.bypass_actors])
    assert "on ~DEFAULT_BRANCH; App 55 may push past it" in shown.output
    again = run(rig, "enforce", "acme/shop", "--bypass-app", "55")
    assert (0, True) == (again.exit_code, "✓ Andon is required on every line" in again.output)


@pytest.mark.deep
def test_rules_that_a_bot_is_not_let_past_here_are_told(rig: Rig) -> None:
    rig.repo.record.rules.append(Rule(branch="main", context="Andon", integration_id=rig.app.id))
    shown = run(rig, "enforce", "acme/shop", "--yes", "--bypass-app", "55")
    assert (0, True) == (shown.exit_code, "see that it lets the App push" in shown.output)


@pytest.mark.deep
def test_whoever_says_no_changes_nothing(rig: Rig) -> None:
    before = standing(rig.gh)
    shown = answer(rig, "n\n", "enforce", "acme/shop")
    assert (1, True, before, []) == (
        shown.exit_code,
        "Nothing was done." in shown.output,
        standing(rig.gh),
        names(rig),
    )


@pytest.mark.deep
def test_nobody_to_ask_changes_nothing(rig: Rig) -> None:
    before = standing(rig.gh)
    shown = answer(rig, "", "enforce", "acme/shop")
    assert (1, before, []) == (shown.exit_code, standing(rig.gh), names(rig))
    assert "Do this? [y/N]: \nNobody answered; --yes is for scripts.\nNothing was done.\n" in shown.output


@pytest.mark.deep
def test_it_is_told_who_will_wait_at_once(rig: Rig) -> None:
    rig.gh.script(fails_when("broken"))
    rig.repo.commit({".github/andon.yml": "version: 1\nmode: enforce\n", "app.py": "broken\n"})
    rig.gh.idle()
    told = "  ! a line is not green: as soon as it is required, #1 wait"
    assert told in answer(rig, "n\n", "enforce", "acme/shop").output, "no cord is written yet"
    rig.settle()
    assert told in answer(rig, "n\n", "enforce", "acme/shop").output
    rig.repo.commit({"app.py": "whole\n"})
    rig.gh.idle()
    assert "#1 wait" not in answer(rig, "n\n", "enforce", "acme/shop").output, "the next pass lets go"


@pytest.mark.deep
def test_classic_protection_is_used_as_it_is_and_dropped_first(rig: Rig) -> None:
    lint = Rule(branch="main", context="lint")
    rig.repo.record.rules += [Rule(branch="main", context="Andon", integration_id=rig.app.id), lint]
    assert 0 == run(rig, "enforce", "acme/shop", "--yes").exit_code
    assert [] == names(rig)
    shown = run(rig, "uninstall", "acme/shop", "--yes")
    assert (0, [lint]) == (shown.exit_code, rig.repo.record.rules)
    assert "✓ acme/shop: take the check Andon out of the classic protection of main" in shown.output


@pytest.mark.deep
def test_classic_protection_that_may_not_be_changed_holds_on_to_the_cords(rig: Rig) -> None:
    del rig.app.permissions["administration"]
    rig.repo.record.rules.append(Rule(branch="main", context="Andon", integration_id=rig.app.id))
    shown = run(rig, "uninstall", "acme/shop", "--yes")
    assert (1, True) == (shown.exit_code, "acme/shop/settings/branches (classic" in shown.output)


@pytest.mark.deep
def test_one_that_cannot_be_done_harms_no_other(rig: Rig, gh: Sandbox) -> None:
    gh.repository("acme/calm", {".github/andon.yml": ENFORCE.replace("enforce", "shadow")})
    shown = run(rig, "enforce", "acme/calm", "acme/shop", "--yes")
    assert (1, ["Andon"]) == (shown.exit_code, names(rig))
    why = "set `mode: enforce` in .github/andon.yml first: mode shadow writes no cord"
    assert (1, True) == (
        shown.output.count(why),
        shown.output.endswith("✗ nothing was begun in acme/calm: see above\n"),
    )


@pytest.mark.deep
def test_without_the_permission_it_says_what_to_click(rig: Rig) -> None:
    del rig.app.permissions["administration"]
    shown = run(rig, "enforce", "acme/shop", "--yes")
    assert (1, [], "success") == (shown.exit_code, names(rig), rig.shown(1))
    assert f"{rig.gh.url}/acme/shop/settings/rules → New branch ruleset" in shown.output


@pytest.mark.deep
def test_by_the_organisation_both_ways_are_told(rig: Rig) -> None:
    rig.app.permissions |= {
        "organization_administration": "write",
        "organization_custom_properties": "admin",
    }
    shown = run(rig, "enforce", "acme/shop", "--yes")
    assert (0, []) == (shown.exit_code, names(rig))
    assert "  ✓ acme/shop: make the ruleset Andon of the organisation acme" in shown.output
    back = run(rig, "uninstall", "acme/shop", "--yes")
    assert (0, True) == (back.exit_code, "take the custom property andon from it" in back.output)


@pytest.mark.deep
def test_uninstall_takes_it_back(rig: Rig) -> None:
    run(rig, "enforce", "acme/shop", "--yes")
    shown = run(rig, "uninstall", "acme/shop", "--yes")
    assert (0, [], True) == (shown.exit_code, names(rig), "delete the ruleset Andon" in shown.output)
    again = run(rig, "uninstall", "acme/shop")
    assert (0, True) == (again.exit_code, "✓ Andon is required nowhere" in again.output)


@pytest.mark.deep
@pytest.mark.parametrize("command", ["enforce", "uninstall"])
def test_a_command_that_cannot_start_says_why(rig: Rig, command: str) -> None:
    unset = run(rig, command, "acme/shop", ANDON_APP_ID="")
    assert (2, True) == (unset.exit_code, "ANDON_APP_ID is not set" in unset.stderr)
    away = run(rig, command, "acme/shop", GITHUB_API_URL="http://127.0.0.1:9")
    assert (2, True) == (away.exit_code, "GitHub does not answer for the App" in away.stderr)
