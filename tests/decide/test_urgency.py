"""Which cord is written first, over all lines of a repository: what could merge soonest."""

from typing import Any

import pytest

from bot.decide.plan import plan
from bot.model.facts import LineFacts, Pull, WorkflowFile
from bot.model.runs import Commit
from bot.model.snapshot import Snapshot
from bot.model.urgency import idle, urgency
from tests.building import (
    CI,
    WORKFLOW,
    commit,
    cord,
    failing,
    minutes,
    passing,
    proof_run,
    pull,
    snapshot,
    stopped,
)

OTHER = "release/1"


def two(seen: Snapshot, *history: Commit) -> Snapshot:
    """The snapshot with a second line, `release/1`."""
    line = LineFacts(branch=OTHER, history=history, files=(WorkflowFile(path=CI, text=WORKFLOW),))
    return seen.model_copy(update={"lines": (*seen.lines, line)})


def group(number: int, age: float, **facts: Any) -> Pull:
    """A merge group that its queue made so many minutes ago."""
    return pull(number, created=minutes(-age), answer_by=minutes(60 - age), **facts)


def order(seen: Snapshot) -> list[int]:
    """The pull requests whose cords are written, in that order."""
    return [effect.pulls[0] for effect in plan(seen).effects if effect.kind == "write-cord"]


RED = commit("r", failing(20, times=2, branch=OTHER))
GREEN = commit("r", passing(20, branch=OTHER))
NEWLY_GREEN = (commit("s", passing(21, branch=OTHER)), RED)


def test_of_two_stopped_lines_those_that_could_merge_come_first_whatever_their_line() -> None:
    pulls = (
        pull(1, merge_state="BLOCKED"),
        pull(2, draft=True),
        pull(3, base=OTHER),
        pull(4, base=OTHER, merge_state="BLOCKED", auto_merge=True),
        pull(5),
    )
    assert [4, 3, 5, 1, 2] == order(two(stopped(pulls=pulls), RED))


def test_groups_of_all_lines_come_before_any_pull_request_the_oldest_first() -> None:
    seen = two(stopped(pulls=(pull(1, auto_merge=True),)), RED)
    groups = (group(2, 5), group(3, 9, base=OTHER), group(4, 7))
    assert [3, 4, 2, 1] == order(seen.model_copy(update={"groups": groups}))


def test_what_is_let_go_comes_in_the_order_in_which_it_could_merge() -> None:
    held: dict[str, Any] = {"cord": cord("failure"), "merge_state": "BLOCKED"}
    pulls = (
        pull(1, proof_run(10, "failure"), **held),
        pull(2, proof_run(11), unreviewed=True, **held),
        pull(3, conflicting=True, auto_merge=True, **held),
        pull(4, proof_run(12), **held),
        pull(5, proof_run(13, None), auto_merge=True, **held),
        pull(6, proof_run(14), base=OTHER, **held),
    )
    green = snapshot(commit("c", passing(3)), commit("b", failing(2, times=2)), pulls=pulls)
    assert [5, 4, 6, 1, 2, 3] == order(two(green, *NEWLY_GREEN))


def test_of_two_that_could_merge_as_soon_the_one_that_shall_be_held_comes_first() -> None:
    pulls = (pull(1, auto_merge=True, cord=cord("failure")), pull(2, auto_merge=True, base=OTHER))
    green = snapshot(commit("c", passing(3)), commit("b", failing(2, times=2)), pulls=pulls)
    assert [2, 1] == order(two(green, RED))


def test_a_head_of_two_pull_requests_is_written_when_the_first_of_them_could_merge() -> None:
    pulls = (pull(1), pull(2, merge_state="BLOCKED"), pull(3, base=OTHER, auto_merge=True))
    shared = pull(4, head=pulls[2].head, merge_state="BLOCKED")
    assert [3, 1, 2] == order(two(stopped(pulls=(*pulls, shared)), GREEN))


@pytest.mark.parametrize(
    ("runs", "green"),
    [
        ((), True),
        ((proof_run(1),), True),
        ((proof_run(1, "failure"), proof_run(2)), True),
        ((proof_run(2, "failure"), proof_run(1)), False),
        ((proof_run(1, None),), False),
        ((proof_run(1), proof_run(2, "failure", path="lint.yml")), False),
        ((proof_run(1), proof_run(2, "failure", event="push")), True),
        ((proof_run(1), proof_run(2, "failure", branch="another")), True),
    ],
)
def test_its_own_checks_are_the_newest_runs_made_for_it(runs: Any, green: bool) -> None:
    assert (not green) == urgency(pull(1, *runs))[4]


@pytest.mark.parametrize(
    ("its", "waits"),
    [
        (pull(1), False),
        (pull(1, merge_state="BLOCKED"), False),
        (pull(1, merge_state="BLOCKED", unreviewed=True), True),
        (pull(1, proof_run(1, None), merge_state="BLOCKED"), True),
        (pull(1, proof_run(1, None), merge_state="BLOCKED", auto_merge=True), False),
        (pull(1, proof_run(1, "failure"), merge_state="UNSTABLE"), False),
        (pull(1, draft=True), True),
        (pull(1, conflicting=True, auto_merge=True), True),
        (group(1, 5, merge_state="BLOCKED", unreviewed=True), False),
    ],
)
def test_idle_is_what_could_not_merge_whatever_its_cord_says(its: Pull, waits: bool) -> None:
    assert waits == idle(its)


def test_a_head_is_idle_where_all_of_its_pull_requests_are() -> None:
    first = pull(1, merge_state="BLOCKED", unreviewed=True)
    twin = pull(2, head=first.head, base=OTHER)
    found = plan(two(stopped(pulls=(first, twin, pull(3, draft=True))), GREEN))
    assert [((1, 2), False), ((3,), True)] == [
        (e.pulls, e.idle) for e in found.effects if e.kind == "write-cord"
    ]
