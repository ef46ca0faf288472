"""Runs that are only recorded: their attempts."""

from tests.sandbox.conftest import Site

CI = ".github/workflows/ci.yml"


def test_an_attempt_takes_over_the_jobs_that_it_does_not_name(site: Site) -> None:
    run = site.repo.record_run(CI, site.repo.head(), {"lint": "success", "test": "failure"})
    site.gh.clock.advance(minutes=5)
    site.repo.record_attempt(run, {"test": "success"})
    lint, kept = [job for job in run.jobs if job.name == "lint"]
    assert (1, 2, True) == (lint.attempt, kept.attempt, lint.id < kept.id)
    assert (lint.conclusion, lint.started, lint.completed) == (kept.conclusion, kept.started, kept.completed)
    assert ("completed", "success") == (run.status, run.conclusion)


def test_a_failure_that_is_taken_over_keeps_the_run_red(site: Site) -> None:
    run = site.repo.record_run(CI, site.repo.head(), {"lint": "failure", "test": "failure"})
    site.repo.record_attempt(run, {"test": "success"})
    assert "failure" == run.conclusion


def test_an_attempt_under_way_lists_what_it_took_over(site: Site) -> None:
    run = site.repo.record_run(CI, site.repo.head(), {"lint": "success", "test": "failure"})
    site.repo.record_attempt(run, {"test": "success"}, status="in_progress")
    second = {job.name: (job.status, job.conclusion) for job in run.jobs if job.attempt == 2}
    assert {"lint": ("completed", "success"), "test": ("in_progress", None)} == second
