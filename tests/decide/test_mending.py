"""What mended a line: one commit or one of a few, the suspect itself, or what the history does not tell."""

from typing import Any

import pytest

from bot.decide.mending import Mend, mend_of
from bot.model.evidence import Proven
from bot.model.runs import Commit, Earlier, RequiredCheck, Run
from tests.building import (
    CI,
    check,
    claim,
    commit,
    failing,
    issue,
    job,
    line_of,
    minutes,
    passing,
    record,
    red_facts,
    run,
    sha,
    snapshot,
)

BROKEN = commit("b", failing(2, times=2))
OLD = commit("a", passing(1))


def mended(*history: Commit, **facts: Any) -> Mend | None:
    """What mended what was red since commit b."""
    return mend_of(line_of(snapshot(*history)), record(reds=(red_facts(**({"commit": sha("b")} | facts)),)))


def began(id: int, at: float, *jobs: Any) -> Run:
    return run(*(jobs or (job(id=id * 100),)), id=id, created=minutes(at))


def test_a_pushed_commit_came_about_when_its_checks_began() -> None:
    mend = commit("c", began(3, -2))
    assert Mend(commits=(mend,), at=minutes(-2)) == mended(mend, BROKEN, OLD)


def test_the_oldest_commit_of_those_that_pass_mended_it() -> None:
    mend = commit("c", began(3, -3))
    assert Mend(commits=(mend,), at=minutes(-3)) == mended(commit("d", began(4, -2)), mend, BROKEN, OLD)


def test_what_was_merged_is_a_pull_request_and_came_when_it_was_merged() -> None:
    mend = commit("c", began(3, -1), title="Mend the cart (#9)", at=minutes(-2))
    assert Mend(commits=(mend,), pull=9, at=minutes(-2)) == mended(mend, BROKEN, OLD)


def test_a_commit_that_is_older_than_the_failure_was_not_merged_then() -> None:
    mend = commit("c", began(3, -1), title="Mend the cart (#9)", at=minutes(-30))
    assert Mend(commits=(mend,), pull=9, at=minutes(-1)) == mended(mend, BROKEN, OLD)


@pytest.mark.parametrize(
    "silent",
    [
        (),
        (run(id=3, conclusion="cancelled"),),
        (run(job("test", "skipped"), job("lint", id=9), id=3),),
        (passing(3, path=".github/workflows/docs.yml", workflow="Docs"),),
        (passing(3, branch="release"),),
        (passing(3, event="schedule"),),
    ],
    ids=["no run", "cancelled", "skipped", "another workflow", "another branch", "another event"],
)
def test_where_nothing_is_known_of_a_commit_between_either_may_have_mended_it(silent: Any) -> None:
    newest, between = commit("d", began(4, -2)), commit("c", *silent)
    assert Mend(commits=(newest, between)) == mended(newest, between, BROKEN, OLD)


def test_a_commit_that_failed_as_well_mended_nothing() -> None:
    newest, between = commit("d", began(4, -2)), commit("c", failing(3))
    assert Mend(commits=(newest,), at=minutes(-2)) == mended(newest, between, BROKEN, OLD)


def test_a_suspect_that_passed_in_the_end_was_mended_by_nobody() -> None:
    again = commit("b", run(job("test", "failure"), job("test", attempt=2), id=2))
    assert Mend(again=sha("b")) == mended(again, OLD)


def test_of_what_failed_on_a_commit_that_is_not_there_any_more_nothing_is_known() -> None:
    assert None is mended(commit("c", passing(3)), BROKEN, OLD, commit=sha("f"))


def test_of_what_is_not_to_be_seen_any_more_nothing_is_known() -> None:
    assert None is mended(commit("c", passing(3)), BROKEN, OLD, id=f"{CI}#gone")


def test_a_pass_from_before_the_failure_mended_nothing() -> None:
    assert None is mended(commit("c"), commit("b"), OLD)


def proven(number: int, tree: str = "x") -> Proven:
    return Proven(number=number, author="bob", tree=sha(tree), why="so")


def with_known(*known: Proven, history: tuple[Commit, ...], unmerged: set[int] | None = None) -> Mend | None:
    kept = record(reds=(red_facts(commit=sha("b")),), proven=known)
    return mend_of(line_of(snapshot(*history, BROKEN, OLD)), kept, frozenset(unmerged or ()))


def test_what_was_proven_and_is_merged_is_known_by_what_it_holds_or_by_its_number() -> None:
    pushed, merged = commit("c", began(3, -2)), commit("c", began(3, -1), title="Mend (#9)", at=minutes(-2))
    its, by_number = proven(9, "ct"), proven(9)
    assert Mend(commits=(pushed,), pull=9, proven=its, at=minutes(-2)) == with_known(its, history=(pushed,))
    assert Mend(commits=(merged,), pull=9, proven=by_number, at=minutes(-2)) == with_known(
        by_number, history=(merged,)
    )
    assert Mend(commits=(pushed,), at=minutes(-2)) == with_known(proven(8), history=(pushed,))


def test_of_two_that_hold_the_same_the_one_that_was_merged_mended_it() -> None:
    both = (proven(8, "ct"), proven(9, "ct"))
    named = commit("c", began(3, -2), title="Revert (#9)", at=minutes(-2))
    assert Mend(commits=(named,), pull=9, proven=both[1], at=minutes(-2)) == with_known(
        *both, history=(named,)
    )
    assert Mend(commits=(named,), pull=9, at=minutes(-2)) == with_known(both[0], history=(named,))
    rebased = commit("c", began(3, -2))
    found = with_known(*both, history=(rebased,), unmerged={8})
    assert Mend(commits=(rebased,), pull=9, proven=both[1], at=minutes(-2)) == found
    assert Mend(commits=(rebased,), at=minutes(-2)) == with_known(*both, history=(rebased,), unmerged={8, 9})


def run_again_long_after(on: str, suspect: str, *history: Commit) -> Mend | None:
    """What mended what run 77 failed on, once that passes."""
    known = red_facts(commit=sha(suspect), run_url="https://github.com/acme/shop/actions/runs/77")
    told = Earlier(id=77, commit=sha(on), jobs=(job("test", "failure"), job("test", attempt=2)))
    its = record(reds=(known,))
    return mend_of(line_of(snapshot(*history, claim=claim(), issue=issue(its), earlier=(told,))), its)


def test_a_suspect_that_the_history_does_not_reach_back_to_may_pass_in_the_end_too() -> None:
    assert Mend(again=sha("f")) == run_again_long_after("f", "f", commit("c"))
    assert None is run_again_long_after("g", "f", commit("c"))


def test_a_run_of_a_commit_that_was_taken_back_does_not_tell_what_mended_its_suspect() -> None:
    assert None is run_again_long_after("gone", "b", commit("b"))


def test_of_several_commits_the_oldest_that_was_proven_mended_it() -> None:
    history = (commit("e", began(5, -1)), commit("d"), commit("c"))
    its = proven(9, "ct")
    assert Mend(commits=(history[2],), pull=9, proven=its) == with_known(
        its, proven(8, "dt"), history=history
    )


def test_of_several_that_were_red_the_one_that_passed_last_tells() -> None:
    both = run(job("test", "failure"), job("lint", "failure", id=2), id=2)
    one = commit("c", run(job(), job("lint", "failure", id=2), id=3))
    last = commit("d", run(job(), job("lint", id=2), id=4, created=minutes(-1)))
    seen = snapshot(last, one, commit("b", both), OLD)
    reds = (red_facts(commit=sha("b")), red_facts(id=f"{CI}#lint", commit=sha("b")))
    assert Mend(commits=(last,), at=minutes(-1)) == mend_of(line_of(seen), record(reds=reds))


def test_of_what_others_report_nobody_knows_when_it_was_pushed() -> None:
    def reported(name: str, *ends: str) -> Commit:
        return commit(name, checks=tuple(check("build", end) for end in ends))

    red = record(reds=(red_facts(id="external:circleci/build", commit=sha("b")),))
    broken = (reported("c", "failure"), reported("b", "failure"))

    def told(*history: Commit) -> Mend | None:
        return mend_of(line_of(snapshot(*history, *broken, required=(RequiredCheck(name="build"),))), red)

    newest, between = reported("e", "success"), reported("d")
    assert Mend(commits=(newest,)) == told(newest)
    assert Mend(commits=(newest, between)) == told(newest, between)
