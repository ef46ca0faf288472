"""A fix that became a pull request: merged as it may be, closed where it does not fix."""

from datetime import timedelta
from typing import Any

import pytest

from bot.decide.book import JobPlan
from bot.model.config import Config
from bot.model.effects import (
    ClosePull,
    MergePull,
    WriteRecord,
)
from bot.model.facts import Pull
from tests.building import (
    changed,
    comparison,
    config,
    cord,
    minutes,
    proof_run,
    pull,
    sha,
)
from tests.decide.cases import AUTOFIX, FIX, HELD, carrying, kinds, planned, the, told


def test_a_proven_fix_that_waits_for_people_says_so() -> None:
    words = "job #12: #21 (autofix) is proven, and waits for people to review and merge it"
    assert [words, words] == [told(proposed(fixing(), its)) for its in (APPROVE, NEVER)]


def fixing(**facts: Any) -> Pull:
    given: dict[str, Any] = {
        "branch": FIX.branch,
        "cord": cord("success"),
        "against_line": comparison("b", 21, changed("src/a.py", "+x")),
    }
    return pull(21, proof_run(), **(given | facts))


def proposed(fix: Pull, its: Config = AUTOFIX) -> JobPlan:
    return planned(carrying(claim=HELD, fixes=(FIX,), pulls=(fix,), config=its))


def test_a_proven_fix_is_merged_where_the_configuration_says_so() -> None:
    found = proposed(fixing())
    assert MergePull(number=21, head=FIX.head) == the(MergePull, found.effects)
    assert "job #12: attempt 1 (autofix) became #21; its own checks must pass, then main's" == told(found)
    assert timedelta(minutes=5) == found.look_again


APPROVE = config(fix={"autofix": ["x"], "merge": "approve"})


NEVER = config(fix={"autofix": ["x"], "merge": "never"})


@pytest.mark.parametrize(
    ("fix", "its", "merges"),
    [
        (fixing(), APPROVE, False),
        (fixing(approved=True), APPROVE, True),
        (fixing(approved=True), NEVER, False),
        (fixing(draft=True), AUTOFIX, False),
        (fixing(conflicting=True), AUTOFIX, False),
        (fixing(merge_state="BLOCKED"), AUTOFIX, False),
        (fixing(merge_state="BLOCKED", cord=cord("failure")), AUTOFIX, True),
        (fixing(merge_state="BLOCKED", cord=None), AUTOFIX, True),
        (fixing(merge_state="BLOCKED", past_review=True), AUTOFIX, True),
        (fixing(merge_state="BLOCKED", past_review=True, lacks=("lint",)), AUTOFIX, False),
        (fixing(lacks=("lint",)), AUTOFIX, False),
        (fixing(against_line=None), AUTOFIX, False),
        (fixing(base="release"), AUTOFIX, False),
    ],
    ids=[
        "not approved", "approved", "never", "draft", "conflicting", "blocked by others", "blocked by us",
        "blocked for want of us", "blocked by a review we may go past", "past a check", "free to go past a check",
        "unproven", "another base",
    ],
)  # fmt: skip
def test_a_fix_is_merged_only_as_it_may_be(fix: Pull, its: Config, merges: bool) -> None:
    assert merges == ("merge-pull" in kinds(proposed(fix, its)))


def test_a_fix_that_github_alone_would_not_hold_waits_for_its_checks() -> None:
    free = fixing(merge_state="BLOCKED", past_review=True, lacks=("build", "lint"))
    assert "job #12: #21 (autofix) is proven, and waits for build, lint" == told(proposed(free))


def test_a_fix_that_only_people_can_review_says_so() -> None:
    words = "job #12: #21 (autofix) is proven, and waits for people to review and merge it"
    assert words == told(proposed(fixing(merge_state="BLOCKED")))


def test_a_fix_that_the_merge_queue_tries_is_left_to_it() -> None:
    its = fixing()
    tried = fixing(head=sha("g"), answer_by=minutes(30), alone_since=minutes(-5))
    found = planned(carrying(claim=HELD, fixes=(FIX,), pulls=(its,), groups=(tried,)))
    assert not isinstance(found.effects[-1], MergePull)
    assert "job #12: #21 (autofix) is proven, and is in the merge queue" == told(found)


def test_a_fix_that_fails_is_closed_and_the_ladder_goes_on() -> None:
    failed = pull(21, proof_run(50, "failure"), branch=FIX.branch)
    found = proposed(failed)
    assert ClosePull(number=21, why="CI / test fails on #21") == the(ClosePull, found.effects)
    assert [("still-red", 21)] == [(t.result, t.pull) for t in the(WriteRecord, found.effects).record.tried]
    assert "dead-letter" in kinds(found)


def test_a_fix_that_a_person_closed_stays_closed() -> None:
    gone = FIX.model_copy(update={"state": "closed"})
    found = planned(carrying(claim=HELD, fixes=(gone,)))
    assert "close-pull" not in kinds(found)
    assert ["refused"] == [t.result for t in the(WriteRecord, found.effects).record.tried]


def test_a_fix_that_the_line_left_behind_is_closed_and_made_anew() -> None:
    held = HELD.model_copy(update={"base": "an older head"})
    found = planned(carrying(claim=held, fixes=(FIX,), pulls=(fixing(),)))
    assert "main moved on under #21" == the(ClosePull, found.effects).why
    assert ["lost"] == [t.result for t in the(WriteRecord, found.effects).record.tried]
