"""Rules are found through one table; `ci-green` reports the line with its red signals."""

import pytest

from bot.model.facts import Snapshot
from bot.orient.rules import RULES, findings
from tests.building import commit, config, invalid, passing, snapshot, stopped


def test_a_red_line_is_one_finding_with_its_signals() -> None:
    found = findings(stopped())
    assert [("ci-green", "main", ["CI / test"])] == [
        (f.rule, f.subject, [s.name for s in f.signals]) for f in found
    ]


def test_a_red_line_is_found_with_a_configuration_that_cannot_be_used() -> None:
    assert 1 == len(findings(stopped(config=invalid())))


@pytest.mark.parametrize(
    "clean",
    [
        snapshot(commit("a", passing(1))),
        snapshot(),
        stopped(config=config(line={"ignore": ["CI"]})),
    ],
    ids=["green", "empty", "ignored"],
)
def test_nothing_is_found_where_nothing_is_red(clean: Snapshot) -> None:
    assert () == findings(clean)


def test_every_rule_is_in_the_table() -> None:
    assert ["ci-green"] == list(RULES)
