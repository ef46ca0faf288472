"""Rules are found through one table, each a module of its own with a page."""

from pathlib import Path

import pytest

from bot.model.snapshot import Snapshot
from bot.orient.rules import RULES, findings
from tests.building import commit, config, passing, snapshot, stopped
from tests.configuring import invalid

DOCS = Path(__file__).parents[2] / "docs" / "rules"


def test_a_red_line_is_one_finding_with_its_signals() -> None:
    found = findings(stopped())
    assert [("ci-green", "main", ("CI / test",))] == [(f.rule, f.subject, f.details) for f in found]


def test_a_red_line_is_found_with_a_configuration_that_cannot_be_used() -> None:
    assert ["ci-green", "config"] == [f.rule for f in findings(stopped(config=invalid()))]


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


def test_every_rule_is_in_the_table_and_has_its_page() -> None:
    assert ["ci-green", "required-files", "config", "fuse", "guard"] == list(RULES)
    assert sorted(RULES) == sorted(page.stem for page in DOCS.glob("*.md"))


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_says_what_its_jobs_are_called(rule: str) -> None:
    its = RULES[rule]
    assert its.type("x")
    assert "x" in its.title("x")
