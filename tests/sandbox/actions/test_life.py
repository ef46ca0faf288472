"""An attempt from its first job to its last, and the next attempt: with scripted jobs."""

from threading import Event

import pytest

from bot.sandbox.actions.runner import Outcome
from bot.sandbox.actions.service import NotFinished
from bot.sandbox.store import Job, Run
from tests.sandbox.actions.conftest import House, by_key, conclusions, failing, script

FILE = ".github/workflows/ci.yml"
JOB = "{runs-on: ubuntu-latest, steps: [{run: make test}]}"
CI = f"name: CI\non: [push, pull_request]\njobs: {{test: {JOB}}}\n"
CHAIN = """\
name: CI
on: push
jobs:
  lint: {runs-on: ubuntu-latest, steps: [{run: x}]}
  test: {runs-on: ubuntu-latest, needs: lint, steps: [{run: x}]}
  other: {runs-on: ubuntu-latest, steps: [{run: x}]}
  report: {runs-on: ubuntu-latest, needs: [test, other], if: always(), steps: [{run: x}]}
  deploy: {runs-on: ubuntu-latest, needs: report, steps: [{run: x}]}
"""


def executed(run: Run, attempt: int) -> set[str]:
    """The jobs that an attempt really ran: GitHub lists the others in it too, with their old times."""
    jobs = by_key(run, attempt).values()
    return {job.key for job in jobs if job.started and job.created and job.started >= job.created}


def test_a_failure_skips_what_depends_on_it_through_any_number_of_jobs(scripted: House) -> None:
    script(scripted, failing("test"))
    run = scripted.workflow(CHAIN)
    assert "failure" == run.conclusion
    # deploy's direct need succeeded; GitHub looks at every ancestor all the same.
    assert {
        "lint": "success",
        "test": "failure",
        "other": "success",
        "report": "success",
        "deploy": "skipped",
    } == conclusions(run)


def test_rerunning_failed_jobs_is_an_attempt_of_them_and_their_dependents(scripted: House) -> None:
    script(scripted, failing("test"))
    run = scripted.workflow(CHAIN)
    script(scripted, failing())
    scripted.rerun(run)
    assert (2, "completed", "success") == (run.attempt, run.status, run.conclusion)
    assert {"test", "report", "deploy"} == executed(run, 2)
    assert dict.fromkeys(("lint", "test", "other", "report", "deploy"), "success") == conclusions(run, 2)
    first, second = by_key(run, 1)["test"], by_key(run, 2)["test"]
    assert ("failure", "success") == (first.check.conclusion, second.check.conclusion)
    assert first.check.id < second.check.id
    assert run.sha == run.head_sha


def test_a_third_attempt_carries_over_what_passed_in_either_before(scripted: House) -> None:
    script(scripted, failing("test", "other"))
    run = scripted.workflow(CHAIN)
    script(scripted, failing("other"))
    scripted.rerun(run)
    script(scripted, failing())
    scripted.rerun(run)
    assert {"other", "report", "deploy"} == executed(run, 3)
    assert dict.fromkeys(("lint", "test", "other", "report", "deploy"), "success") == conclusions(run, 3)
    assert "success" == run.conclusion


def test_a_job_that_does_not_run_again_is_in_the_attempt_as_it_was_with_a_new_id(scripted: House) -> None:
    script(scripted, failing("test"))
    run = scripted.workflow(CHAIN)
    script(scripted, failing())
    scripted.rerun(run)
    first, second = by_key(run, 1)["lint"], by_key(run, 2)["lint"]
    assert (1, 2) == (first.attempt, second.attempt)
    assert first.id < second.id == second.check.id
    assert (first.conclusion, first.started, first.completed, first.log, first.steps) == (
        (second.conclusion, second.started, second.completed, second.log, second.steps)
    )
    assert second.created and second.started and second.started < second.created
    assert 2 == sum(check.name == "lint" for check in run.suite.checks)


def test_what_was_skipped_and_needs_nothing_that_runs_again_is_skipped_still(scripted: House) -> None:
    script(scripted, failing("other"))
    run = scripted.workflow(CHAIN.replace("needs: lint,", "needs: lint, if: false,"))
    script(scripted, failing())
    scripted.rerun(run)
    first, second = by_key(run, 1)["test"], by_key(run, 2)["test"]
    assert ("skipped", "skipped", True) == (first.conclusion, second.conclusion, first.id < second.id)
    assert {"other", "report", "deploy"} == executed(run, 2)


def test_a_run_can_be_rerun_only_once_it_is_over_and_has_failed(scripted: House) -> None:
    go = Event()

    def slow(run: Run, job: Job) -> Outcome:
        go.wait(30)
        return Outcome()

    script(scripted, slow)
    (run,) = scripted.push({FILE: CI})
    with pytest.raises(NotFinished, match="already running"):
        scripted.service.rerun_failed(run)
    go.set()
    scripted.settle()
    with pytest.raises(NotFinished, match="no failed jobs"):
        scripted.service.rerun_failed(run)


def test_a_job_that_is_forgiven_fails_without_failing_the_run(scripted: House) -> None:
    script(scripted, failing("test"))
    run = scripted.workflow(CHAIN.replace("needs: lint,", "needs: lint, continue-on-error: true,"))
    assert ("failure", "success") == (by_key(run)["test"].conclusion, run.conclusion)


def test_cancelling_ends_the_run_as_cancelled(scripted: House) -> None:
    go = Event()

    def slow(run: Run, job: Job) -> Outcome:
        go.wait(30)
        return Outcome()

    script(scripted, slow)
    (run,) = scripted.push({FILE: CHAIN.replace("always()", "success()")})
    scripted.wait(lambda: any(job.status == "in_progress" for job in run.jobs))
    with scripted.world.lock:
        scripted.service.cancel(run)
    go.set()
    scripted.settle()
    assert ("cancelled", {"cancelled", "skipped"}) == (run.conclusion, {*conclusions(run).values()})


def test_a_newer_run_cancels_an_older_one_of_its_group(scripted: House) -> None:
    go = Event()

    def slow(run: Run, job: Job) -> Outcome:
        go.wait(30)
        return Outcome()

    script(scripted, slow)
    group = "concurrency: {group: 'ci-${{ github.ref }}', cancel-in-progress: true}\n"
    (first,) = scripted.push({FILE: group + CI})
    (second,) = scripted.push({"a": "b"})
    go.set()
    scripted.settle()
    assert ("cancelled", "success") == (first.conclusion, second.conclusion)


def test_a_failed_row_cancels_the_rest_of_its_matrix(scripted: House) -> None:
    go = Event()

    def one_fails(run: Run, job: Job) -> Outcome:
        if job.key == "test (1)":
            return Outcome("failure")
        go.wait(30)
        return Outcome()

    script(scripted, one_fails)
    job = "{runs-on: x, strategy: {matrix: {n: [1, 2, 3, 4]}}, steps: [{run: x}]}"
    (run,) = scripted.push({FILE: f"on: push\njobs: {{test: {job}}}"})
    scripted.wait(lambda: by_key(run)["test (1)"].status == "completed")
    go.set()
    scripted.settle()
    assert {
        "test (1)": "failure",
        "test (2)": "cancelled",
        "test (3)": "cancelled",
        "test (4)": "cancelled",
    } == conclusions(run)


def test_an_expression_that_fails_fails_its_job_with_the_reason(scripted: House) -> None:
    run = scripted.workflow(CHAIN.replace("if: always()", "if: nonsense.x"))
    assert "failure" == run.conclusion
    assert "Unrecognized named-value: 'nonsense'" in by_key(run)["report"].log


def test_a_run_that_was_only_recorded_can_be_rerun(scripted: House) -> None:
    script(scripted, failing("test"))
    run = scripted.workflow(CI)
    by_key(run)["test"].key = "made up"  # as if a test had recorded it: no file has such a job
    script(scripted, failing())
    scripted.rerun(run)
    assert {"made up": "success"} == conclusions(run, 2)


def test_a_runner_that_breaks_fails_the_job_and_not_the_service(scripted: House) -> None:
    def broken(run: Run, job: Job) -> Outcome:
        raise RuntimeError("out of disk")

    script(scripted, broken)
    run = scripted.workflow(CI)
    assert "failure" == run.conclusion
    assert "RuntimeError: out of disk" in by_key(run)["test"].log
