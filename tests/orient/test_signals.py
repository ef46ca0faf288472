"""Which runs count, and what their jobs' histories say of the line."""

import pytest

from bot.model.config import LineConfig
from bot.model.facts import LineFacts, WorkflowFile
from bot.model.runs import WORKER_WORKFLOW, Commit, Run
from bot.orient.outcomes import ALL_JOBS, outcome, unsuccessful
from bot.orient.signals import signals
from tests.building import CI, commit, failing, job, minutes, passing, run, sha
from tests.orient.signalling import found, states


@pytest.mark.parametrize(
    ("conclusion", "expected"),
    [
        ("success", "passed"),
        ("failure", "failed"),
        ("timed_out", "failed"),
        ("cancelled", "inconclusive"),
        ("skipped", "inconclusive"),
        ("neutral", "inconclusive"),
        ("startup_failure", "failed"),
        ("a word of tomorrow", "inconclusive"),
        (None, "unfinished"),
    ],
)
def test_a_conclusion_means_one_outcome(conclusion: str | None, expected: str) -> None:
    assert expected == outcome(conclusion)


def test_a_workflow_nobody_had_to_look_into_is_one_green_signal() -> None:
    signal = found(commit("a", run(id=3)))[ALL_JOBS]
    assert ("green", "CI", ".github/workflows/ci.yml#*") == (signal.state, signal.name, signal.id)
    assert (sha("a"), 3, 1) == (signal.passed, signal.passed_run, signal.passed_attempt)


def test_a_failed_job_is_red_with_its_streak_newest_first() -> None:
    history = (commit("c", failing(3)), commit("b", failing(2, times=2)), commit("a", passing(1)))
    signal = found(*history)["test"]
    assert "red" == signal.state
    assert [sha("c"), sha("b")] == [f.commit for f in signal.failures]
    assert [1, 2] == [len(f.attempts) for f in signal.failures]
    assert sha("a") == signal.passed


def test_a_failure_tells_when_its_first_and_last_attempts_ended() -> None:
    jobs = (
        job("test", "failure", 1, completed=minutes(-9)),
        job("test", "failure", 2, completed=minutes(-4)),
    )
    failure = found(commit("b", run(*jobs)))["test"].failures[0]
    assert (minutes(-9), minutes(-4)) == (failure.first, failure.last)


def test_a_failure_without_its_jobs_time_has_its_runs() -> None:
    jobs = (job("test", "failure", completed=None),)
    failure = found(commit("b", run(*jobs, updated=minutes(-3))))["test"].failures[0]
    assert (minutes(-3), minutes(-3)) == (failure.first, failure.last)


@pytest.mark.parametrize("event", ["schedule", "workflow_dispatch", "pull_request", "repository_dispatch"])
def test_a_run_of_another_event_on_the_head_is_no_signal(event: str) -> None:
    nightly = failing(9, event=event, path=".github/workflows/nightly.yml", workflow="Nightly")
    assert {ALL_JOBS: "green"} == states(commit("b", run(id=2), nightly))


def test_a_run_of_another_branch_on_the_same_commit_is_no_signal() -> None:
    assert {ALL_JOBS: "green"} == states(commit("b", run(id=2), failing(3, branch="release")))


def test_our_own_worker_is_no_signal_whatever_its_event() -> None:
    assert {} == states(commit("b", failing(2, path=WORKER_WORKFLOW)))


@pytest.mark.parametrize("pattern", ["CI", "C*", ".github/workflows/ci.yml", "*ci.yml"])
def test_an_ignored_workflow_is_no_signal(pattern: str) -> None:
    assert {} == states(commit("b", failing(2)), ignore=[pattern])


def test_a_configured_event_counts() -> None:
    assert {"test": "red"} == states(commit("b", failing(2, event="schedule")), events=["push", "schedule"])


@pytest.mark.parametrize(
    "head",
    [
        commit("c"),
        commit("c", run(id=3, conclusion="cancelled")),
        commit("c", run(id=3, conclusion="skipped")),
        commit("c", run(job("test", "skipped"), id=3)),
        commit("c", run(id=3, status="queued", conclusion=None)),
        commit("c", run(job("lint", None), id=3)),
    ],
    ids=[
        "no run: path filter or [skip ci]",
        "cancelled",
        "skipped",
        "job skipped",
        "queued",
        "job not begun",
    ],
)
def test_a_head_without_a_verdict_takes_nothing_back(head: Commit) -> None:
    assert "red" == states(head, commit("b", failing(2)), commit("a", passing(1)))["test"]
    assert {ALL_JOBS: "green"} == {
        k: v for k, v in states(head, commit("b", run(id=2))).items() if k == ALL_JOBS
    }


def test_a_failure_older_than_the_history_that_counts_is_forgotten() -> None:
    history = [commit(f"c{n}-") for n in range(20)] + [commit("b", failing(2))]
    assert {} == states(*history)
    assert {"test": "red"} == states(*history[1:])


def test_a_job_that_passed_on_its_re_run_is_green_and_flaky() -> None:
    flake = run(job("test", "failure", 1), job("test", "success", 2), id=2)
    signal = found(commit("b", flake), commit("a", passing(1)))["test"]
    assert ("green", sha("b"), sha("b"), 2) == (
        signal.state,
        signal.flaky,
        signal.passed,
        signal.passed_attempt,
    )


def test_a_red_job_whose_re_run_is_under_way_stays_red_and_says_so() -> None:
    again = run(job("test", "failure", 1), job("test", None, 2), id=2)
    failure = found(commit("b", again))["test"].failures[0]
    assert (True, False, 1) == (failure.rerunning, failure.rerunnable, len(failure.attempts))


def test_a_red_job_of_a_run_that_is_not_over_cannot_be_re_run_yet() -> None:
    failure = found(commit("b", run(job("test", "failure"), job("slow", None), id=2)))["test"].failures[0]
    assert (False, False) == (failure.rerunning, failure.rerunnable)


def test_a_cancelled_re_run_takes_no_failure_back() -> None:
    again = run(job("test", "failure", 1), job("test", "cancelled", 2), id=2)
    failure = found(commit("b", again))["test"].failures[0]
    assert (False, True) == (failure.rerunning, failure.rerunnable)


def test_a_job_that_may_fail_is_green_when_its_run_passed() -> None:
    optional = run(job("test"), job("nightly-deps", "failure", id=101), id=2, conclusion="success")
    assert {ALL_JOBS: "green"} == states(commit("b", optional))


def test_a_job_that_may_fail_is_green_where_it_was_once_decisive() -> None:
    optional = run(job("test", "failure"), job("lint", id=101), id=2, conclusion="success")
    assert {"test": "green"} == states(commit("b", optional), commit("a", failing(1)))


def test_a_job_that_passed_in_a_run_nobody_looked_into_is_green() -> None:
    assert {"test": "green"} == states(commit("b", run(id=2)), commit("a", failing(1)))


def test_a_job_that_is_gone_from_a_newer_green_run_is_red_no_more() -> None:
    other = run(job("lint"), id=2)
    assert {"test": "green"} == states(commit("b", other), commit("a", failing(1)))


@pytest.mark.parametrize(
    ("red", "skipped"),
    [("test", "test"), ("test (3.12)", "test"), ("build / linux", "build"), ("t (1)", "t (${{ x }})")],
)
def test_a_job_that_was_skipped_in_a_newer_green_run_stays_red(red: str, skipped: str) -> None:
    broken = run(job(red, "failure"), id=1, conclusion="failure")
    newer = run(job("lint"), job(skipped, "skipped", id=101), id=2)
    assert "red" == states(commit("b", newer), commit("a", broken))[red]


def test_a_workflow_that_is_gone_from_the_head_says_nothing() -> None:
    history = (commit("a", failing(1)),)
    line = LineFacts(branch="main", history=history, files=(WorkflowFile(path=CI, text=None),))
    assert () == signals(line, LineConfig())


def test_the_newest_run_of_a_workflow_on_a_commit_decides() -> None:
    assert {"test": "green"} == states(commit("b", failing(2), passing(3)))
    assert {"test": "red"} == states(commit("b", passing(2), failing(3)))


def test_a_failed_run_whose_jobs_could_not_be_read_is_unknown() -> None:
    assert {ALL_JOBS: "unknown"} == states(
        commit("b", run(id=2, conclusion="failure")), commit("a", run(id=1))
    )


def test_an_unread_failure_beside_a_known_one_keeps_both() -> None:
    history = (commit("b", failing(2)), commit("a", run(id=1, conclusion="failure")))
    assert {"test": "red", ALL_JOBS: "unknown"} == states(*history)


def test_a_newer_pass_settles_an_unread_failure() -> None:
    history = (commit("b", run(id=2)), commit("a", run(id=1, conclusion="failure")))
    assert {ALL_JOBS: "green"} == states(*history)


def test_workflows_without_any_pass_or_failure_are_no_signal() -> None:
    assert {} == states(commit("b", run(id=2, conclusion="cancelled")))


def test_signals_are_sorted_by_workflow_and_job() -> None:
    lint = ".github/workflows/a-lint.yml"
    both = run(job("z", "failure"), job("a", "failure", id=101), id=2)
    history = (commit("b", both, failing(3, path=lint)),)
    assert [(lint, "test"), (".github/workflows/ci.yml", "a"), (".github/workflows/ci.yml", "z")] == [
        (s.path, s.job) for s in signals(LineFacts(branch="main", history=history), LineConfig())
    ]


def test_each_event_is_a_signal_of_its_own() -> None:
    history = (commit("b", passing(2), failing(3, event="schedule")),)
    line = LineFacts(branch="main", history=history)
    assert [(f"{CI}#*", "CI", "green"), (f"{CI}@schedule#test", "CI / test on schedule", "red")] == [
        (s.id, s.name, s.state)
        for s in signals(line, LineConfig.model_validate({"events": ["push", "schedule"]}))
    ]


@pytest.mark.parametrize(
    "newer",
    [
        run(job(conclusion=None, id=999), id=3),
        run(id=3, conclusion="cancelled"),
        run(id=3, status="queued", conclusion=None),
        run(job(conclusion="skipped", id=999), job("lint", id=998), id=3),
    ],
    ids=["unfinished", "cancelled", "queued", "skipped the job"],
)
def test_a_newer_run_of_a_commit_that_says_nothing_takes_nothing_back(newer: Run) -> None:
    assert "red" == states(commit("b", failing(2), newer), commit("a", passing(1)))["test"]
    assert "green" == states(commit("b", passing(2), newer), commit("a", failing(1)))["test"]


AGAIN = [
    run(job(id=201), job(conclusion=None, attempt=2), id=2),
    run(job(id=201), job(conclusion="cancelled", attempt=2), id=2),
    run(job(id=201), job(conclusion="skipped", attempt=2), id=2),
]


@pytest.mark.parametrize("again", AGAIN, ids=["under way", "cancelled", "skipped"])
def test_a_later_attempt_that_says_nothing_takes_no_success_back(again: Run) -> None:
    signal = found(commit("b", again), commit("a", failing(1)))["test"]
    assert ("green", sha("b"), 1) == (signal.state, signal.passed, signal.passed_attempt)


@pytest.mark.parametrize("again", AGAIN, ids=["under way", "cancelled", "skipped"])
def test_a_run_that_passed_as_a_whole_stays_so_while_it_runs_again(again: Run) -> None:
    signal = found(commit("b", again))[ALL_JOBS]
    assert ("green", sha("b"), 1) == (signal.state, signal.passed, signal.passed_attempt)


def test_a_run_that_never_passed_as_a_whole_is_no_pass_while_it_runs_again() -> None:
    again = run(job(id=201), job("lint", "cancelled", id=202), job("lint", None, 2), id=2)
    assert {} == states(commit("b", again))


def test_a_later_attempt_that_failed_takes_an_earlier_success_back() -> None:
    again = run(job(id=201), job(conclusion="failure", attempt=2), id=2)
    assert {"test": "red"} == states(commit("b", again))


def test_a_job_that_failed_and_was_skipped_in_a_re_run_that_passed_stays_red() -> None:
    again = run(job(conclusion="failure"), job(conclusion="skipped", attempt=2), job("lint", attempt=2, id=9))
    assert {"test": "red"} == states(commit("b", again))


def test_what_a_re_run_begins_with_is_what_stands_undone() -> None:
    mixed = run(
        job("mended", "failure"),
        job("mended", attempt=2),
        job("stopped", "cancelled", id=1),
        job("broken", "failure", id=2),
        job("slow", "timed_out", id=3),
        job("left out", "skipped", id=4),
        job("running", None, id=5),
        job("fine", id=6),
    )
    assert ("broken", "slow", "stopped") == unsuccessful(mixed)
