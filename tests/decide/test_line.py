"""The line's state: every way to run, to confirm, to stop, and to say that one does not know."""

from datetime import timedelta

import pytest

from bot.model.config import Config
from bot.model.facts import WorkflowFile
from bot.model.snapshot import Snapshot
from tests.building import (
    CI,
    commit,
    config,
    failing,
    job,
    line_of,
    minutes,
    passing,
    proof_run,
    pull,
    run,
    sha,
    snapshot,
    unread,
)
from tests.configuring import invalid
from tests.decide.lines import GREEN, line, why


def test_a_green_line_runs_and_says_what_passed_where() -> None:
    judged = line(GREEN)
    assert ("running", "ok", "main is running") == (judged.state, judged.reason.status, judged.reason.text)
    assert ["CI passed on aaaaaaa"] == [child.text for child in judged.reason.children]


def test_a_red_line_says_what_failed_as_its_log_does_else_which_step() -> None:
    log = "FAILED tests/test_cart.py::test_total - assert 2 == 3\n"
    for facts, says in (
        ({"log": log}, ["tests/test_cart.py::test_total - assert 2 == 3"]),
        ({"failed_step": "Run pytest"}, ["step “Run pytest”"]),
        ({}, []),
    ):
        failed = run(*(job("test", "failure", n, id=20 + n, **facts) for n in (1, 2)), id=2)
        (node,) = line(commit("b", failed), GREEN).reason.children
        assert (says, "CI / test is red since bbbbbbb: failed twice") == (
            [child.text for child in node.children],
            node.text,
        )


def test_a_first_failure_is_confirmed_by_a_re_run() -> None:
    judged = line(commit("b", failing(2)), GREEN)
    assert ("confirming", "failed once, re-running it") == (judged.state, why(judged))
    assert judged.reds[0].rerun == judged.reds[0].newest
    assert (minutes(-4), minutes(6)) == (judged.since, judged.until)


def test_a_first_failure_in_a_run_that_is_not_over_waits_for_its_end() -> None:
    judged = line(commit("b", run(job("test", "failure"), job("slow", None), id=2)), GREEN)
    assert ("confirming", None) == (judged.state, judged.reds[0].rerun)
    assert "failed once, waiting for the run to end, then re-running it" == why(judged)


def test_a_re_run_under_way_is_waited_for() -> None:
    again = commit("b", run(job("test", "failure"), job("test", None, 2), id=2))
    judged = line(again, GREEN)
    assert ("confirming", None, "failed once, re-running it") == (
        judged.state,
        judged.reds[0].rerun,
        why(judged),
    )


def test_a_line_that_failed_again_is_stopped() -> None:
    judged = line(commit("b", failing(2, times=2)), GREEN)
    assert ("stopped", "failed twice", None) == (judged.state, why(judged), judged.until)
    assert "CI / test is red since bbbbbbb: failed twice" == judged.reason.children[0].text
    assert (minutes(-4), minutes(-3)) == (judged.since, judged.stopped_at)


def test_a_flake_lets_the_line_run() -> None:
    flake = run(job("test", "failure"), job("test", "success", 2), id=2)
    assert "running" == line(commit("b", flake), GREEN).state


def test_two_failing_commits_in_a_row_need_no_re_run() -> None:
    newer = run(job("test", "failure", completed=minutes(-1)), id=3)
    judged = line(commit("c", newer), commit("b", failing(2)), GREEN)
    assert ("stopped", "failed on 2 commits in a row") == (judged.state, why(judged))
    assert (sha("b"), sha("c")) == (judged.reds[0].origin.commit, judged.reds[0].newest.commit)
    assert (minutes(-4), minutes(-1)) == (judged.since, judged.stopped_at)


def test_the_earliest_certainty_is_when_the_line_stopped() -> None:
    newer = run(job("test", "failure", completed=minutes(-1)), id=3)
    judged = line(commit("c", newer), commit("b", failing(2, times=2)), GREEN)
    assert ("failed twice", minutes(-3)) == (why(judged), judged.stopped_at)


@pytest.mark.parametrize(
    ("took", "expected"),
    [(None, 10), (1, 10), (10, 15), (60, 30)],
    ids=["no history", "short runs", "1.5 times the 95th percentile", "long runs"],
)
def test_how_long_confirming_may_take_follows_the_runs_before(took: int | None, expected: int) -> None:
    red = commit("b", failing(2, created=minutes(-9)))
    earlier = [commit("a", run(id=1, created=minutes(-99), updated=minutes(-99 + took)))] if took else []
    judged = line(red, *earlier)
    assert minutes(-4) + timedelta(minutes=expected) == judged.until


def test_how_long_confirming_may_take_can_be_configured() -> None:
    judged = line(commit("b", failing(2)), GREEN, config=config(line={"confirm": {"within": "1h"}}))
    assert ("confirming", minutes(56)) == (judged.state, judged.until)


def test_a_red_whose_workflow_is_gone_from_the_head_holds_nothing() -> None:
    gone = WorkflowFile(path=CI, text=None)
    assert "no signal" == line(commit("b", failing(2, times=2)), GREEN, files=(gone,)).state


def test_one_confirmed_red_stops_the_line_though_another_is_being_confirmed() -> None:
    other = failing(3, path=".github/workflows/docs.yml", workflow="Docs")
    files = tuple(WorkflowFile(path=p, text="jobs: {test: {}}") for p in (CI, ".github/workflows/docs.yml"))
    judged = line(commit("b", failing(2, times=2), other), GREEN, files=files)
    assert ("stopped", [True, False]) == (judged.state, [red.confirmed for red in judged.reds])


def test_what_could_not_be_read_is_neither_a_pass_nor_a_stop() -> None:
    assert "unknown" == line(GREEN, unread=(unread("line: jobs of run 1"),)).state
    assert "unknown" == line(commit("b", run(id=2, conclusion="failure")), GREEN).state
    assert "unknown" == line(commit("b", failing(2)), GREEN, unread=(unread("line: jobs of run 1"),)).state


def test_what_could_not_be_read_does_not_hide_a_confirmed_red() -> None:
    assert "stopped" == line(commit("b", failing(2, times=2)), unread=(unread("line: x"),)).state


def test_other_unread_facts_leave_the_line_alone_but_are_told() -> None:
    judged = line(GREEN, unread=(unread("pulls: y"), unread("log: job 1")))
    assert "running" == judged.state
    assert ["log: job 1: 502", "pulls: y: 502"] == [c.text for c in judged.reason.children[1:]]


@pytest.mark.parametrize(
    ("seen", "expected"),
    [
        (
            snapshot(commit("a"), pulls=(pull(1, proof_run()),)),
            "CI runs on pull requests only; add `push` to its triggers",
        ),
        (snapshot(commit("a"), pulls=(pull(1),)), "no workflow ran for event push on the last 1 commits"),
        (snapshot(commit("a", run(id=1, conclusion="cancelled"))), "no counted run has finished yet"),
        (snapshot(commit("a"), config=invalid()), "no workflow ran for event push on the last 1 commits"),
    ],
    ids=["pull requests only", "no run", "cancelled", "no usable configuration"],
)
def test_a_line_without_signal_says_why(seen: Snapshot, expected: str) -> None:
    judged = line_of(seen, seen.config if isinstance(seen.config, Config) else Config(version=1))
    branch = seen.repository.default_branch or ""
    assert ("no signal", "ok", f"{branch} has no signal: {expected}") == (
        judged.state,
        judged.reason.status,
        judged.reason.text,
    )


def test_a_twin_that_passes_does_not_speak_for_the_job_that_failed() -> None:
    twins = run(job("test", "failure", id=201), job("test", "success", id=202), id=2, conclusion="failure")
    assert "confirming" == line(commit("b", twins), GREEN).state


def test_a_job_that_passed_on_its_re_run_is_told_as_flaky() -> None:
    flaky = run(job("test", "failure", 1), job("test", "success", 2), id=2)
    found = line_of(snapshot(commit("b", flaky), commit("a", passing(1))), config())
    assert [
        "CI / test passed on bbbbbbb; it is flaky: on bbbbbbb it failed first (once, last on 2026-11-23, 1 min in all)"
    ] == [child.text for child in found.reason.children]


def test_a_job_that_ran_out_of_time_is_told_so() -> None:
    hung = job(conclusion="cancelled", started=minutes(-370), completed=minutes(-1))
    judged = line(commit("b", run(hung, id=2)), GREEN)
    assert ("confirming", "timed out once, re-running it") == (judged.state, why(judged))
    assert (minutes(-1), minutes(9)) == (judged.since, judged.until)


def test_one_event_does_not_hide_what_another_says() -> None:
    settings = config(line={"events": ["push", "workflow_dispatch"]})
    dispatched = run(job(id=999), id=3, event="workflow_dispatch")
    judged = line(commit("b", failing(2, times=2), dispatched), GREEN, config=settings)
    assert ("stopped", ["CI / test"]) == (judged.state, [red.signal.name for red in judged.reds])


def test_a_green_head_that_is_run_again_does_not_let_an_older_red_decide() -> None:
    again = run(job(id=201), job(conclusion=None, attempt=2), id=2)
    assert "running" == line(commit("b", again), commit("a", failing(1, times=2))).state
