"""Cords before the rule, the rule before letting go: the steps from wherever a repository stands."""

from typing import Any

import pytest

from bot.decide.enforcing import NO_PLAN, enforce_steps, refs_of, uninstall_steps
from bot.model.checkup import LineFacts, NoRules, RepositoryFacts, Requirement, Unknown
from bot.model.enforcing import (
    Deselect,
    Held,
    Loosen,
    Organisation,
    Release,
    Require,
    RulesetFacts,
    Select,
    Stand,
    Steps,
    Unprotect,
    WriteCords,
)
from tests.building import config

OURS, OTHER = 7, 8
BY_HAND = "click here"
NO = Unknown(why="502")
PINNED = (Requirement(source=OURS, ruleset=1),)
MINE = RulesetFacts(id=1, name="Andon", active=True, refs=("~DEFAULT_BRANCH",), sources=(OURS,), whole=True)
THEIRS = MINE.model_copy(update={"id": 2, "name": "Main", "whole": False})
ELSE = MINE.model_copy(update={"id": 3, "name": "Signed", "sources": ()})
HELD = (Held(check=900, head="abc", pulls=(3,)),)
REQUIRE = Require(ruleset=None, refs=("~DEFAULT_BRANCH",))


def line(**facts: Any) -> LineFacts:
    given: dict[str, Any] = {"branch": "main", "required": ()}
    return LineFacts(**(given | facts))


def facts(mode: str = "enforce", **more: Any) -> RepositoryFacts:
    given: dict[str, Any] = {"name": "acme/shop", "config": config(mode), "lines": (line(),)}
    return RepositoryFacts(**(given | more))


def stand(**more: Any) -> Stand:
    """A repository that may be administered, whose one line is covered and where nothing is required."""
    given: dict[str, Any] = {"facts": facts(), "rulesets": (), "administers": True}
    return Stand(**(given | more))


def enforced(given: Stand) -> Steps:
    return enforce_steps(given, OURS, BY_HAND)


def uninstalled(given: Stand) -> Steps:
    return uninstall_steps(given, OURS, BY_HAND)


# Enforce


def test_a_covered_line_is_required_at_once() -> None:
    assert Steps(name="acme/shop", steps=(REQUIRE,)) == enforced(stand())


def test_every_open_head_has_its_cord_first() -> None:
    lines = (line(uncovered=(5,)), line(branch="release/1", uncovered=(3, 4)))
    assert (WriteCords(pulls=(3, 4, 5)), REQUIRE) == enforced(stand(facts=facts(lines=lines))).steps


def test_what_is_required_and_covered_needs_nothing() -> None:
    done = stand(facts=facts(lines=(line(required=PINNED),)), rulesets=(MINE,), administers=False)
    assert Steps(name="acme/shop") == enforced(done)


def test_what_was_begun_is_completed_in_the_same_ruleset() -> None:
    begun = stand(rulesets=(ELSE, MINE.model_copy(update={"active": False})))
    assert (Require(ruleset=1, refs=("~DEFAULT_BRANCH",)),) == enforced(begun).steps


def test_a_requirement_that_anybody_can_meet_is_pinned_by_another() -> None:
    anybody = (Requirement(source=None, ruleset=2),)
    assert (REQUIRE,) == enforced(stand(facts=facts(lines=(line(required=anybody),)))).steps


def test_every_line_is_required() -> None:
    several = config("enforce", line={"branches": ["release/*"]})
    assert ("~DEFAULT_BRANCH", "refs/heads/release/*") == refs_of(several)
    lines = (line(required=PINNED), line(branch="release/1"))
    (step,) = enforced(stand(facts=facts(config=several, lines=lines))).steps
    assert Require(ruleset=None, refs=("~DEFAULT_BRANCH", "refs/heads/release/*")) == step


def test_without_the_permission_cords_are_written_and_the_rest_is_told() -> None:
    given = stand(facts=facts(lines=(line(uncovered=(5,)),)), administers=False)
    assert Steps(name="acme/shop", steps=(WriteCords(pulls=(5,)),), problem=BY_HAND) == enforced(given)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (stand(facts=facts(problem="the App cannot see it")), "the App cannot see it"),
        (stand(facts=facts(archived=True)), "archived"),
        (stand(facts=facts(lines=())), "no line yet"),
        (stand(facts=facts(mistakes=("andon.yml:2: mod",))), "andon.yml:2: mod"),
        (stand(facts=facts("shadow")), "mode shadow writes no cord"),
        (stand(facts=facts("off")), "mode off writes no cord"),
        (stand(facts=facts(config=None)), "mode shadow writes no cord"),
        (stand(unread=("pulls: pages: 502",)), "pulls: pages: 502"),
        (stand(facts=facts(lines=(line(required=NoRules()),)), rulesets=NoRules()), NO_PLAN),
        (stand(facts=facts(lines=(line(required=NO),))), "required on main could not be read: 502"),
        (stand(rulesets=NO), "rulesets could not be read: 502"),
        (
            stand(facts=facts(lines=(line(required=(Requirement(source=OTHER, ruleset=2),)),))),
            "from another App (8)",
        ),
    ],
)
def test_nothing_is_begun_where_it_would_not_hold_or_would_hold_for_ever(given: Stand, words: str) -> None:
    found = enforced(given)
    assert ((), True) == (found.steps, words in (found.problem or "")), found


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (stand(waits=(2, 3)), (2, 3)),
        (stand(waits=(2, 3), administers=False), (2, 3)),
        (stand(waits=(2, 3), organisation=Organisation(login="acme", ruleset=9, active=False)), (2, 3)),
        (stand(facts=facts(lines=(line(required=PINNED),)), waits=(2, 3)), ()),
    ],
)
def test_who_will_have_to_wait_at_once_is_told(given: Stand, expected: tuple[int, ...]) -> None:
    assert expected == enforced(given).waits


# By the organisation


ACME = Organisation(login="acme", ruleset=None)
BY_ACME = (Requirement(source=OURS, ruleset=9, organisation=True),)


def test_where_the_organisation_has_rulesets_one_of_its_own_requires_the_cord() -> None:
    given = stand(facts=facts(lines=(line(uncovered=(5,)),)), organisation=ACME, administers=False)
    assert Steps(
        name="acme/shop", steps=(WriteCords(pulls=(5,)), Select(login="acme", ruleset=None))
    ) == enforced(given)


def test_the_organisations_ruleset_is_used_once_it_is_there_and_needs_nothing_once_it_requires() -> None:
    made = Organisation(login="acme", ruleset=9)
    assert (Select(login="acme", ruleset=9),) == enforced(stand(organisation=made)).steps
    done = stand(facts=facts(lines=(line(required=BY_ACME),)), organisation=made)
    assert Steps(name="acme/shop") == enforced(done)


def test_lines_besides_the_default_branch_are_required_by_the_repository() -> None:
    several = config("enforce", line={"branches": ["release/*"]})
    lines = (line(), line(branch="release/1"))
    given = stand(facts=facts(config=several, lines=lines), organisation=ACME)
    assert (
        Select(login="acme", ruleset=None),
        Require(ruleset=None, refs=("refs/heads/release/*",)),
    ) == enforced(given).steps
    assert BY_HAND == enforced(given.model_copy(update={"administers": False})).problem


def test_a_ruleset_that_an_owner_put_to_sleep_is_left_asleep() -> None:
    asleep = Organisation(login="acme", ruleset=9, active=False)
    found = enforced(stand(facts=facts(lines=(line(uncovered=(5,)),)), organisation=asleep))
    assert ((WriteCords(pulls=(5,)),), True) == (found.steps, "is not active" in (found.problem or ""))


def test_uninstalling_takes_the_repository_out_of_the_organisations_ruleset() -> None:
    made = Organisation(login="acme", ruleset=9, chosen=True)
    given = stand(facts=facts(lines=(line(required=BY_ACME),)), organisation=made, held=HELD)
    assert (Deselect(login="acme"), Release(held=HELD)) == uninstalled(given).steps


@pytest.mark.parametrize(("ruleset", "chosen"), [(10, True), (9, False)])
def test_what_the_property_does_not_choose_is_the_owners_to_change(ruleset: int, chosen: bool) -> None:
    other = Organisation(login="acme", ruleset=ruleset, chosen=chosen)
    found = uninstalled(stand(facts=facts(lines=(line(required=BY_ACME),)), organisation=other, held=HELD))
    deselect = (Deselect(login="acme"),) if chosen else ()
    assert (deselect, True) == (found.steps, "(9) requires it" in (found.problem or ""))


@pytest.mark.parametrize("ruleset", [9, None])
def test_a_choice_is_taken_back_also_where_nothing_requires_the_cord_at_present(ruleset: int | None) -> None:
    asleep = Organisation(login="acme", ruleset=ruleset, active=False, chosen=True)
    assert (Deselect(login="acme"),) == uninstalled(stand(organisation=asleep)).steps


# Uninstall


def test_the_requirement_is_dropped_before_the_cords_let_go() -> None:
    given = stand(facts=facts(lines=(line(required=PINNED),)), rulesets=(MINE, THEIRS, ELSE), held=HELD)
    assert Steps(
        name="acme/shop",
        steps=(
            Loosen(ruleset=1, name="Andon", whole=True),
            Loosen(ruleset=2, name="Main", whole=False),
            Release(held=HELD),
        ),
    ) == uninstalled(given)


def test_what_another_app_of_that_name_must_report_is_not_ours_to_drop() -> None:
    theirs = MINE.model_copy(update={"id": 4, "sources": (OTHER,)})
    mixed = MINE.model_copy(update={"id": 5, "sources": (OTHER, OURS)})
    required = (Requirement(source=OTHER, ruleset=4), Requirement(source=OTHER, ruleset=None))
    given = stand(facts=facts(lines=(line(required=required),)), rulesets=(theirs, mixed), held=HELD)
    assert (Loosen(ruleset=5, name="Andon", whole=False), Release(held=HELD)) == uninstalled(given).steps
    by_acme = (Requirement(source=OTHER, ruleset=9, organisation=True),)
    assert (Release(held=HELD),) == uninstalled(
        stand(facts=facts(lines=(line(required=by_acme),)), held=HELD)
    ).steps


CLASSIC = (Requirement(source=OURS, ruleset=None),)


def test_classic_protection_that_requires_it_from_us_is_enough() -> None:
    assert Steps(name="acme/shop") == enforced(stand(facts=facts(lines=(line(required=CLASSIC),))))


def test_classic_protection_is_dropped_before_the_cords_let_go() -> None:
    lines = (line(required=CLASSIC), line(branch="release/1", required=(*PINNED, *CLASSIC)))
    given = stand(facts=facts(lines=lines), rulesets=(MINE,), held=HELD)
    assert (
        Loosen(ruleset=1, name="Andon", whole=True),
        Unprotect(branch="main"),
        Unprotect(branch="release/1"),
        Release(held=HELD),
    ) == uninstalled(given).steps
    refused = uninstalled(given.model_copy(update={"administers": False, "rulesets": ()}))
    assert ((), BY_HAND) == (refused.steps, refused.problem)


def test_where_nothing_is_required_only_cords_are_let_go_of() -> None:
    assert (Release(held=HELD),) == uninstalled(stand(rulesets=(ELSE,), held=HELD)).steps
    assert Steps(name="acme/shop") == uninstalled(stand())


def test_on_a_plan_without_rules_nothing_is_required() -> None:
    given = stand(facts=facts(lines=(line(required=NoRules()),)), rulesets=NoRules(), held=HELD)
    assert (Release(held=HELD),) == uninstalled(given).steps


def test_an_archived_repository_is_written_no_cord() -> None:
    assert () == uninstalled(stand(facts=facts(archived=True), held=HELD)).steps


@pytest.mark.parametrize(
    ("given", "steps", "words"),
    [
        (stand(facts=facts(problem="gone"), held=HELD), (), "gone"),
        (stand(rulesets=NO, held=HELD), (), "rulesets could not be read: 502"),
        (stand(rulesets=(MINE,), administers=False, held=HELD), (), BY_HAND),
        (stand(facts=facts(lines=(line(required=NO),)), held=HELD), (), "required on main could not"),
        (
            stand(
                facts=facts(
                    lines=(line(required=(Requirement(source=OURS, ruleset=9, organisation=True),)),)
                ),
                rulesets=(MINE,),
                held=HELD,
            ),
            (Loosen(ruleset=1, name="Andon", whole=True),),
            "a ruleset of the organisation (9)",
        ),
    ],
)
def test_while_it_is_required_no_cord_is_let_go_of(given: Stand, steps: Any, words: str) -> None:
    found = uninstalled(given)
    assert (steps, True) == (found.steps, words in (found.problem or "")), found
