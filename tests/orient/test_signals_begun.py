"""Runs that never came to run a job: what they say of the line, and what takes it back."""

from typing import Any

import pytest

from bot.model.config import LineConfig
from bot.model.facts import LineFacts, WorkflowFile
from bot.model.runs import Run, RunJob
from bot.orient.outcomes import ALL_JOBS
from bot.orient.signals import signals
from tests.building import CI, commit, failing, job, run, sha
from tests.orient.signalling import found, states


def never(id: int, *more: RunJob, **facts: Any) -> Run:
    """A run that GitHub could not begin, as `observe` tells it; `more` ran after that, or before."""
    attempt = job(ALL_JOBS, "startup_failure", id=0)
    return run(id=id, conclusion=facts.pop("conclusion", "startup_failure"), jobs=(attempt, *more), **facts)


def test_a_failed_run_without_any_job_says_nothing_before_its_attempts_are_known() -> None:
    lost = run(id=2, conclusion="failure", jobs=())
    assert {ALL_JOBS: "green"} == states(commit("b", lost), commit("a", run(id=1)))


def test_a_run_that_could_not_begin_is_red_as_a_whole() -> None:
    assert {ALL_JOBS: "red"} == states(commit("b", never(2)), commit("a", run(id=1)))


def test_a_broken_workflow_which_github_names_by_its_path_is_called_as_before() -> None:
    history = (commit("b", never(2, workflow=CI)), commit("a", run(id=1, workflow="web")))
    assert "web" == found(*history)[ALL_JOBS].name
    assert CI == found(commit("b", never(2, workflow=CI)), commit("a", run(id=1, workflow=CI)))[ALL_JOBS].name


def test_a_run_that_could_not_begin_is_unknown_where_its_attempts_could_not_be_read() -> None:
    lost = run(id=2, conclusion="startup_failure")
    assert {ALL_JOBS: "unknown"} == states(commit("b", lost), commit("a", never(1)))


def test_what_began_in_the_end_is_green_and_no_flake() -> None:
    (found,) = signals(
        LineFacts(branch="main", history=(commit("a", never(1, job(attempt=2), conclusion="success")),)),
        LineConfig(),
    )
    assert ("green", None, None) == (found.state, found.flaky, found.flaky_run)


def test_what_began_and_failed_is_red_by_its_job_alone() -> None:
    began = never(2, job(conclusion="failure", attempt=2), conclusion="failure")
    assert {"test": "red"} == states(commit("b", began), commit("a", run(id=1)))
    assert {"test": "red"} == states(commit("c", failing(3)), commit("b", never(2)), commit("a", run(id=1)))


@pytest.mark.parametrize(
    ("newest", "state"),
    [
        (never(2, job(conclusion=None, attempt=2), status="in_progress", conclusion=None), "green"),
        (
            never(2, job(attempt=2), job("slow", None, 2, status="queued"), conclusion=None, status="queued"),
            "green",
        ),
        (never(2, job(conclusion=None, attempt=2, status="queued"), status="queued", conclusion=None), "red"),
        (never(2, job(conclusion="skipped", attempt=2), status="in_progress", conclusion=None), "red"),
        (never(2, job(ALL_JOBS, None, 2, id=0), status="in_progress", conclusion=None), "red"),
    ],
)
def test_what_runs_a_job_began_though_its_run_is_not_over(newest: Run, state: str) -> None:
    signal = found(commit("b", newest), commit("a", run(id=1)))[ALL_JOBS]
    green = state == "green"
    assert (state, green, sha("b" if green else "a")) == (signal.state, signal.began, signal.passed)


def test_the_next_commits_run_that_runs_a_job_began_too() -> None:
    going = run(job(), job("slow", None), id=3)
    signal = found(commit("c", going), commit("b", never(2)), commit("a", run(id=1)))[ALL_JOBS]
    assert ("green", True, sha("c")) == (signal.state, signal.began, signal.passed)
    signal = found(commit("c", run(job(), id=3)), commit("b", never(2)))[ALL_JOBS]
    assert ("green", False, sha("c")) == (signal.state, signal.began, signal.passed)


def test_what_failed_and_then_could_not_begin_is_red_for_both() -> None:
    again = run(
        id=2,
        conclusion="startup_failure",
        jobs=(job(conclusion="failure"), job(ALL_JOBS, "startup_failure", attempt=2)),
    )
    assert {"test": "red", ALL_JOBS: "red"} == states(commit("b", again), commit("a", run(id=1)))


def test_a_newer_run_that_only_ran_settles_what_could_not_begin() -> None:
    cancelled = run(id=2, conclusion="cancelled", jobs=(job(conclusion="cancelled"),))
    assert {ALL_JOBS: "red"} == states(commit("b", cancelled), commit("a", never(1)))
    assert {ALL_JOBS: "green"} == states(commit("b", run(id=2)), commit("a", never(1)))


@pytest.mark.parametrize(
    ("on", "state"),
    [
        *(("push", "red"), ("[push, pull_request]", "red"), ("{push: {branches: [main]}}", "red")),
        *(("pull_request", None), ("[pull_request]", None), ("{schedule: []}", None), ("7", None)),
    ],
)
def test_what_could_not_begin_says_nothing_once_its_event_starts_it_no_more(
    on: str, state: str | None
) -> None:
    file = WorkflowFile(path=CI, text=f"on: {on}\njobs: {{test: {{}}}}\n")
    line = LineFacts(branch="main", history=(commit("a", never(1)),), files=(file,))
    assert ([state] if state else []) == [s.state for s in signals(line, LineConfig())]


@pytest.mark.parametrize(
    ("by", "mended"),
    [
        *(("tags: ['v*']", True), ("paths: ['web/**']", True), ("branches: [release]", True)),
        *(("branches: ['**', '!main']", True), ("branches-ignore: [main]", True)),
        *(("branches: main, paths-ignore: [docs]", True), ("branches-ignore: [dev], tags: ['v*']", False)),
        *(("branches: ['!x', ma*, 7], tags: ['v*']", False), ("branches-ignore: [dev]", False)),
        *(("types: [x]", False), ("branches: ['!main', main]", False)),
    ],
)
def test_a_mended_file_says_nothing_any_more_unless_the_next_push_is_sure_to_tell(
    by: str, mended: bool
) -> None:
    text = f"on: {{push: {{{by}}}}}\njobs: {{test: {{}}}}\n"

    def states(*broken: str | None) -> list[tuple[str, int]]:
        runs = [never(9 - n, file=one) for n, one in enumerate(broken)]
        line = LineFacts(
            branch="main",
            history=tuple(commit("dcb"[n], one) for n, one in enumerate(runs)),
            files=(WorkflowFile(path=CI, text=text),),
        )
        return [(s.state, len(s.failures)) for s in signals(line, LineConfig())]

    assert ([] if mended else [("red", 1)]) == states("on: [")
    assert [("red", 1)] == states(None) == states(text)
    assert [("red", 1 if mended else 2)] == states(text, "on: [")
    assert [("red", 2)] == states(text, text)


def test_a_mended_file_leaves_what_passed_before() -> None:
    text = "on: {push: {paths: [web/**]}}\njobs: {test: {}}\n"
    history = (commit("b", never(2, file="on: [")), commit("a", run(id=1)))
    line = LineFacts(branch="main", history=history, files=(WorkflowFile(path=CI, text=text),))
    assert [("green", sha("a"), ())] == [(s.state, s.passed, s.failures) for s in signals(line, LineConfig())]
