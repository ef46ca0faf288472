"""The scenarios hold, each of their lines can fail, and together they show every event in every state."""

import pytest

from bot.decide.line import STATES as TABLE
from tests.line.coverage import STATES, matrix
from tests.line.playing import verdict
from tests.line.script import Scenario, scenarios
from tests.line.wants import WANTS, others, want

SCENARIOS = scenarios()


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda one: f"{one.theme}: {one.title}")
def test_it_goes_as_told_and_would_not_go_as_told_otherwise(scenario: Scenario) -> None:
    """Each expectation holds, and holds no more with another state, word, time or count in its place."""
    assert ([], []) == verdict(scenario)


def test_every_kind_of_expectation_can_be_told_otherwise() -> None:
    lines = {line for scenario in SCENARIOS for look in scenario.looks for line in look.wants}
    rows = {want(line)[0]: line for line in lines}
    assert ([], set(WANTS)) == ([line for line in lines if not others(line)], set(rows))


def test_every_event_is_shown_in_every_state() -> None:
    assert [] == [pair for pair, titles in matrix(SCENARIOS).items() if not titles]


def test_the_states_are_those_of_the_line() -> None:
    by_people = {
        f"{state} by people" for row in TABLE.values() for state, by in row.values() if by == "people"
    }
    assert {*TABLE, *by_people} == set(STATES)


def test_there_are_eighty_at_least() -> None:
    assert len(SCENARIOS) >= 80
