"""Letting a release bot push past the rule: ours is changed, of others it is told."""

from typing import Any

import pytest

from bot.decide.enforcing import enforce_steps
from bot.model.checkup import Requirement
from bot.model.enforcing import Organisation, Require, Steps
from tests.decide.test_enforcing import BY_HAND, MINE, OURS, PINNED, facts, line, stand


def test_who_shall_push_past_a_rule_that_is_there_already_is_added_to_it() -> None:
    lines = (line(required=PINNED),)
    given = stand(facts=facts(lines=lines), rulesets=(MINE.model_copy(update={"apps": (4,)}),))
    add = Require(ruleset=1, refs=("~DEFAULT_BRANCH",))
    assert (add,) == enforce_steps(given, OURS, BY_HAND, (4, 5)).steps
    assert Steps(name="acme/shop") == enforce_steps(given, OURS, BY_HAND, (4,))
    refused = enforce_steps(given.model_copy(update={"administers": False}), OURS, BY_HAND, (5,))
    assert ((), BY_HAND) == (refused.steps, refused.problem)


@pytest.mark.parametrize(
    ("more", "unsure"),
    [
        ({"rulesets": (MINE,)}, False),
        ({"rulesets": ()}, True),
        ({"rulesets": (MINE,), "organisation": Organisation(login="acme", ruleset=9)}, True),
        ({"rulesets": (MINE,), "organisation": Organisation(login="acme", ruleset=None)}, False),
        ({"facts": facts(lines=(line(required=(Requirement(source=OURS, ruleset=None),)),))}, True),
    ],
)
def test_of_rules_that_are_not_ours_it_is_not_known_who_may_push_past(
    more: dict[str, Any], unsure: bool
) -> None:
    given = stand(**{"facts": facts(lines=(line(required=PINNED),)), **more})
    assert (unsure, False) == (
        enforce_steps(given, OURS, BY_HAND, (5,)).unsure,
        enforce_steps(given, OURS, BY_HAND).unsure,
    )
