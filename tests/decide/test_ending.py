"""What is told of the end of a stop: whose word it was, what mended it, or neither."""

from typing import Any

import pytest

from bot.model.evidence import Proven, Spell
from bot.model.facts import WorkflowFile
from bot.model.runs import Commit, Earlier
from tests.building import (
    CI,
    claim,
    commit,
    failing,
    issue,
    job,
    minutes,
    passing,
    record,
    red_facts,
    run,
    sha,
    snapshot,
)
from tests.decide.cases import planned, told
from tests.decide.saying import command

BROKEN = (commit("b", failing(2, times=2)), commit("a", passing(1)))
MENDED = (commit("c", passing(3, updated=minutes(-1))), *BROKEN)
STOP, START = command("stop", at=minutes(-9), comment=59), command("start", at=minutes(-2))
ON = "main is green at ccccccc, run 3 attempt 1"


def end(*history: Commit, **facts: Any) -> str:
    """What is told of the end of a stop with this in its record."""
    where = {name: facts.pop(name) for name in ("files", "earlier", "dropped") if name in facts}
    seen = snapshot(*(history or MENDED), claim=claim("open"), issue=issue(record(**facts)), **where)
    return (told(planned(seen)) or "").removeprefix("job #12: ")


def test_a_commit_that_was_pushed_is_named_with_its_author() -> None:
    assert f"mended by ccccccc of alice; {ON}" == end()


def test_a_commit_that_the_branch_no_longer_has_is_named() -> None:
    """What only that one broke needed no mending; what others broke too did."""
    reds = (red_facts(commit=sha("f")),)
    assert f"fffffff is no longer on main; {ON}" == end(reds=reds, dropped=frozenset({sha("f")}))
    assert f"healed elsewhere; {ON}" == end(reds=reds, dropped=frozenset({sha("e")}))


def test_a_commit_that_was_merged_is_named_by_its_pull_request() -> None:
    merged = commit("c", passing(3), title="Mend the cart (#9)")
    assert f"mended by #9 (ccccccc of alice); {ON}" == end(merged, *BROKEN)


def test_what_was_proven_is_the_fix_with_its_proof_and_its_merge_where_that_is_known() -> None:
    merged = commit("c", passing(3), title="Mend the cart (#9)", at=minutes(-2))
    proven = Proven(number=9, author="bob", why="CI / test passed on it (run 50, attempt 1)")
    proof = "its proof: CI / test passed on it (run 50, attempt 1)"
    found = end(merged, *BROKEN, proven=(proven,))
    assert f"fixed by #9 of bob, merged at 2026-11-23 16:43 UTC; {proof}; {ON}" == found
    history = (commit("d", passing(3)), commit("c", tree=sha("9t")), *BROKEN)
    found = end(*history, proven=(proven.model_copy(update={"tree": sha("9t")}),))
    assert f"fixed by #9 of bob; {proof}; main is green at ddddddd, run 3 attempt 1" == found


def test_of_several_commits_none_is_named() -> None:
    history = (commit("c", passing(3)), commit("d"), *BROKEN)
    assert f"mended by one of the 2 commits up to ccccccc; {ON}" == end(*history)


def test_a_suspect_that_passed_in_the_end_is_told_as_that() -> None:
    again = commit("b", run(job("test", "failure"), job("test", attempt=2), id=2))
    assert "bbbbbbb passed when it was run again; main is green at bbbbbbb, run 2 attempt 2" == end(
        again, BROKEN[1]
    )


def test_of_what_the_history_does_not_tell_nothing_is_claimed() -> None:
    assert f"healed elsewhere; {ON}" == end(reds=(red_facts(commit=sha("f")),))


def test_whoever_let_it_run_meanwhile_is_named_before_what_mended_it() -> None:
    ran = Spell(who="carol", since=START.at, until=minutes(60))
    found = end(commands=(START,), spells=(ran,))
    assert f"carol let it run at 2026-11-23 16:43 UTC; mended by ccccccc of alice; {ON}" == found


def test_whoever_lifted_a_persons_stop_started_it() -> None:
    assert f"carol started it at 2026-11-23 16:43 UTC; {ON}" == end(commands=(STOP, START), reds=())


def test_what_had_passed_before_somebody_lifted_the_stop_was_started() -> None:
    history = (commit("c", passing(3, updated=minutes(-5))), *BROKEN)
    assert f"carol started it at 2026-11-23 16:43 UTC; {ON}" == end(*history, commands=(STOP, START))


@pytest.mark.parametrize(
    ("at", "told"),
    [(-3, "carol started it at 2026-11-23 16:43 UTC"), (-1, "fffffff passed when it was run again")],
)
def test_a_run_behind_the_history_tells_too_whether_it_passed_only_after_the_start(
    at: int, told: str
) -> None:
    known = red_facts(commit=sha("f"), run_url="https://github.com/acme/shop/actions/runs/77")
    jobs = (job("test", "failure"), job("test", attempt=2, completed=minutes(at)))
    seen = (Earlier(id=77, commit=sha("f"), jobs=jobs),)
    found = end(commit("c"), commands=(STOP, START), reds=(known,), earlier=seen)
    assert f"{told}; main is green at fffffff, run 77 attempt 2" == found


@pytest.mark.parametrize(
    "said",
    [(STOP, START), (START,), ()],
    ids=["passed only after the start", "a start that lifts no stop", "nothing said"],
)
def test_what_passed_by_itself_was_mended(said: Any) -> None:
    assert "mended by ccccccc" in end(commands=said)


def test_a_stop_whose_start_let_run_what_was_red_was_mended() -> None:
    ran = Spell(who="carol", since=START.at, until=minutes(60))
    history = (commit("c", passing(3, updated=minutes(-5))), *BROKEN)
    found = end(*history, commands=(STOP, START), spells=(ran,))
    assert f"carol let it run at 2026-11-23 16:43 UTC; mended by ccccccc of alice; {ON}" == found


def test_where_nothing_counts_whoever_started_it_is_named() -> None:
    nothing = (WorkflowFile(path=CI, text=None),)
    assert "carol started it at 2026-11-23 16:43 UTC; nothing that counts runs on main" == end(
        commit("c"), files=nothing, commands=(STOP, START), reds=()
    )
