"""Who passes a stopped line: each part of the proof, missing in turn."""

from typing import Any

import pytest

from tests.building import (
    CI,
    changed,
    commit,
    comparison,
    failing,
    job,
    minutes,
    passing,
    proof_run,
    pull,
    run,
    sha,
    stopped,
)
from tests.decide.passing import FIX, fixing, judged, missing


def test_a_proven_fix_passes_and_says_by_what() -> None:
    found = judged(fixing())
    assert (True, "ok") == (found.passes, found.reason.status)
    assert "passes by proof: CI / test passed on it (run 50, attempt 1)" == found.reason.text
    assert [
        "its head is proposed to main alone",
        "it contains main's head bbbbbbb",
        "CI / test passed on it (run 50, attempt 1)",
        f"{CI} is the same as on main",
        "it does not weaken the check",
    ] == [child.text for child in found.reason.children]


def test_a_merge_group_run_proves_as_well() -> None:
    assert judged(fixing(proof_run(event="merge_group"))).passes


def test_a_re_run_that_passed_proves() -> None:
    again = run(job("test", "failure"), job("test", "success", 2), id=50, event="pull_request")
    assert "CI / test passed on it (run 50, attempt 2)" == judged(fixing(again)).reason.children[2].text


def test_a_head_that_is_not_of_the_lines_head_lacks_it() -> None:
    found = judged(fixing(against_line=comparison("b", 5, FIX, behind=2)))
    assert "it lacks 2 commit(s) of main; merge main into it" == missing(found)
    assert ("blocked", f"no proof: {missing(found)}") == (found.reason.status, found.reason.text)


@pytest.mark.parametrize(
    "against",
    [None, comparison("a", 5, FIX), comparison("b", 6, FIX)],
    ids=["none", "an older head of the line", "an older head of the pull request"],
)
def test_a_comparison_of_other_commits_proves_nothing(against: Any) -> None:
    assert "its checks are older than main; merge main into it" == missing(
        judged(fixing(against_line=against))
    )


@pytest.mark.parametrize(
    "forged",
    [
        proof_run(path=".github/workflows/mine.yml", workflow="CI"),
        proof_run(event="push"),
        proof_run(event="workflow_dispatch"),
    ],
    ids=["a workflow that calls itself CI", "a push run", "a dispatched run"],
)
def test_only_a_pull_requests_run_of_the_red_workflow_proves(forged: Any) -> None:
    assert "CI / test has not run on it" == missing(judged(fixing(forged)))


def test_a_job_of_the_same_name_in_another_workflow_proves_nothing() -> None:
    other = proof_run(60, path=".github/workflows/other.yml")
    assert "CI / test ended with failure on it (run 50)" == missing(
        judged(fixing(proof_run(50, "failure"), other))
    )


def test_the_newest_run_counts_not_the_best() -> None:
    found = judged(fixing(proof_run(50), proof_run(51, "failure")))
    assert "CI / test ended with failure on it (run 51)" == missing(found)


@pytest.mark.parametrize("conclusion", ["skipped", "neutral", "cancelled", "timed_out"])
def test_anything_but_success_is_no_proof(conclusion: str) -> None:
    found = judged(fixing(proof_run(50, conclusion)))
    assert f"CI / test ended with {conclusion} on it (run 50)" == missing(found)


def test_a_job_that_may_fail_must_pass_to_prove() -> None:
    lenient = run(job("test", "failure"), id=50, event="pull_request", conclusion="success")
    assert "CI / test ended with failure on it (run 50)" == missing(judged(fixing(lenient)))


def test_of_a_run_whose_jobs_nobody_read_nothing_is_said_but_how_it_ended() -> None:
    old = proof_run(50).model_copy(update={"jobs": None})
    told = [child.text for child in judged(fixing(old, against_line=None)).reason.children]
    assert "CI / test: run 50 ended with success, but is older than the line's head" == told[2]


def test_a_head_that_contains_the_lines_with_older_checks_is_told_to_push() -> None:
    old = proof_run(50).model_copy(update={"jobs": None})
    told = "CI / test: run 50 ended with success, but is older than the line's head"
    assert f"{told}, which it contains; push a commit to have it run anew" == missing(judged(fixing(old)))


def test_a_green_run_without_the_red_job_is_no_proof() -> None:
    found = judged(fixing(run(job("lint"), id=50, event="pull_request")))
    assert "CI / test was not part of run 50" == missing(found)


@pytest.mark.parametrize(
    "under_way",
    [proof_run(50, None), run(id=50, event="pull_request", status="queued", conclusion=None)],
    ids=["job in progress", "jobs not known yet"],
)
def test_a_proof_that_is_only_under_way_waits(under_way: Any) -> None:
    found = judged(fixing(under_way))
    assert (False, "waiting", "proof under way: CI / test is running on it") == (
        found.passes,
        found.reason.status,
        found.reason.text,
    )


OTHER_BASE = "CI / test passed on it, but perhaps for another base; push a commit"


@pytest.mark.parametrize("since", [minutes(-5), None], ids=["it had another base until then", "not read"])
def test_a_run_from_before_the_branch_had_this_base_alone_proves_nothing(since: Any) -> None:
    assert OTHER_BASE == missing(judged(fixing(alone_since=since)))


def test_a_run_made_since_the_base_changed_proves() -> None:
    old = proof_run(50, "failure", created=minutes(-30))
    assert judged(fixing(old, proof_run(51), alone_since=minutes(-6))).passes


def test_a_run_that_failed_beside_the_newest_takes_the_proof_away() -> None:
    found = judged(fixing(proof_run(50, "failure"), proof_run(51)))
    assert "CI / test ended with failure on it (run 50)" == missing(found)


def test_an_older_run_that_was_cancelled_or_left_the_job_out_takes_nothing_away() -> None:
    older = (proof_run(48, "cancelled"), run(job("lint"), id=49, event="pull_request"))
    assert judged(fixing(*older, proof_run(51))).passes


def test_a_run_of_another_branch_at_the_same_head_proves_nothing() -> None:
    assert "CI / test has not run on it" == missing(judged(fixing(proof_run(branch="other"))))
    assert judged(fixing(proof_run(branch="topic-5"))).passes


def test_a_proof_that_could_not_be_read_is_unknown() -> None:
    found = judged(fixing(proof_unread="what might prove it could not be read"))
    assert (False, "unknown", "what might prove it could not be read") == (
        found.passes,
        found.reason.status,
        found.reason.text,
    )


def test_every_red_must_be_proven() -> None:
    both = run(job("test", "failure"), job("test", "failure", 2), job("lint", "failure", id=9), id=2)
    red = {"history": (commit("b", both), commit("a", passing(1)))}
    assert "CI / lint was not part of run 50" == missing(judged(fixing(), red=red))
    proven = run(job("test"), job("lint", id=9), id=50, event="pull_request")
    assert judged(fixing(proven), red=red).passes


def test_a_head_shared_with_another_base_proves_nothing() -> None:
    fix = fixing()
    other = pull(4, head=fix.head, base="release")
    assert "its head is also that of #4, which has another base" == missing(judged(fix, other))


def test_a_head_shared_on_the_same_base_passes() -> None:
    fix = fixing()
    assert judged(fix, pull(4, head=fix.head)).passes


@pytest.mark.parametrize("text", ["", "not: [a workflow", "jobs: {}"])
def test_a_workflow_that_cannot_be_read_proves_nothing(text: str) -> None:
    assert f"whether {CI} is unchanged could not be told" == missing(judged(fixing(), text=text))


def test_a_workflow_that_was_not_read_proves_nothing() -> None:
    found = judged(fixing(), red={"files": ()})
    assert (f"{CI} could not be read", "unknown") == (missing(found), found.reason.status)


def test_a_list_of_files_that_may_be_longer_proves_nothing() -> None:
    found = judged(fixing(against_line=comparison("b", 5, FIX, complete=False)))
    assert f"whether {CI} is unchanged could not be told" == missing(found)


@pytest.mark.parametrize(
    ("file", "said"),
    [
        (changed("tests/test_cart.py", status="removed"), "it removes the test file tests/test_cart.py"),
        (changed("tests/test_cart.py", "+@pytest.mark.skip"), "tests/test_cart.py gains `pytest.mark.skip`"),
        (changed("conftest.py", "+x"), "it changes how checks run (conftest.py)"),
    ],
)
def test_a_change_that_looks_away_is_no_proof(file: Any, said: str) -> None:
    assert said == missing(judged(fixing(against_line=comparison("b", 5, FIX, file))))


def test_a_proof_of_the_commit_before_ends_when_the_line_moves_on() -> None:
    history = (commit("c"), commit("b", failing(2, times=2)), commit("a", passing(1)))
    found = judged(fixing(), red={"history": history})
    assert "its checks are older than main; merge main into it" == missing(found)
    again = fixing(against_line=comparison("c", 5, FIX))
    assert sha("c") == stopped(*history).lines[0].history[0].sha
    assert judged(again, red={"history": history}).passes
