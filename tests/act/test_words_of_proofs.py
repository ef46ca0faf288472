"""What a cord says of proofs: by which of them a pull request passes, and what would be one."""

from typing import Any

import pytest

from bot.model.evidence import Evidence
from tests.act.telling import told
from tests.building import red_facts


@pytest.mark.parametrize(
    ("way", "title", "then"),
    [
        ("revert", "Passes: it takes back what broke main", "Merging it is how the line restarts."),
        ("tree", "Passes: it gives back files that passed on main", "Merging it is how the line restarts."),
        (
            "unrelated",
            "Passes: it has nothing to do with main",
            "Merging it mends nothing and spreads nothing; the line stays stopped.",
        ),
    ],
)
def test_what_passes_says_by_which_proof_and_what_merging_it_does(way: str, title: str, then: str) -> None:
    found = told("proven", way=way)
    assert (title, then) == (found.title, found.summary.split("\n\n")[-1])


@pytest.mark.parametrize(
    "reds",
    [
        (red_facts(evidence=Evidence(passed=None)),),
        (red_facts(evidence=Evidence(passed="a", between=1)),),
        (red_facts(evidence=None),),
        (red_facts(), red_facts(id="x", commit="c" * 40)),
    ],
    ids=["it never passed", "untested commits between", "nothing known", "two suspects"],
)
def test_only_a_certain_suspect_may_be_taken_back_without_a_run(reds: tuple[Any, ...]) -> None:
    assert "A revert of exactly `bbbbbbb` goes through without that." in told("stopped").summary
    assert "A revert of" not in told("stopped", reds=reds).summary
