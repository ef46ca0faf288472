"""Trap 5: failed jobs can be re-run only once their run has finished, and dependents run again with them."""

import threading
from collections.abc import Iterator

import pytest

from bot.sandbox import Sandbox
from bot.sandbox.actions.runner import Outcome
from bot.sandbox.store import Job, Run
from tests.asking import person
from tests.rig import Rig, effects_done, make_rig, pull

CI = ".github/workflows/ci.yml"
TWO = """\
name: CI
on: push
jobs:
  test: {runs-on: ubuntu-latest, steps: [{run: test}]}
  slow: {runs-on: ubuntu-latest, steps: [{run: slow}]}
  deploy: {needs: test, if: always(), runs-on: ubuntu-latest, steps: [{run: deploy}]}
"""
DEPLOYS = TWO.replace("if: always(), ", "if: always(), environment: production, ")


@pytest.fixture
def slow() -> Iterator[threading.Event]:
    """What the job `slow` waits for."""
    event = threading.Event()
    yield event
    event.set()


def break_it(rig: Rig, slow: threading.Event) -> Run:
    """A push on which `test` fails at once (and passes when it runs again) while `slow` still runs."""

    def script(run: Run, job: Job) -> Outcome:
        if job.key == "slow":
            slow.wait(20)
        return Outcome("failure" if job.key == "test" and job.attempt == 1 else "success")

    rig.gh.script(script)
    rig.repo.commit({"app.py": "broken\n"}, message="Break it")
    run = rig.repo.record.runs[max(rig.repo.record.runs)]
    rig.gh.wait(lambda: {"failure"} <= {job.conclusion for job in run.jobs}, what="test has failed")
    return run


def test_a_first_failure_is_re_run_when_its_run_is_over(gh: Sandbox, slow: threading.Event) -> None:
    rig = make_rig(gh, {CI: TWO})
    number = pull(rig, "topic")
    rig.make_pass()
    run = break_it(rig, slow)
    rerun = f"/r/actions/runs/{run.id}/rerun-failed-jobs"
    assert 403 == person(rig, "bob")("POST", rerun).status_code

    waiting = rig.make_pass()
    assert (["write-cord"], "in_progress") == (rig.kinds(waiting), rig.shown(number))
    assert "failed once, waiting for the run to end" in waiting.plan.line.children[0].text

    slow.set()
    gh.idle()
    again = rig.make_pass()
    assert [("rerun", "done")] == [(effect.kind, outcome) for effect, outcome in effects_done(again)]
    gh.idle()
    jobs = person(rig, "bob")("GET", f"/r/actions/runs/{run.id}/jobs?filter=all").json()["jobs"]
    assert [("deploy", 1), ("deploy", 2), ("slow", 1), ("slow", 2), ("test", 1), ("test", 2)] == sorted(
        (job["name"], job["run_attempt"]) for job in jobs
    )

    passed = rig.make_pass()
    (seen,) = (r for commit in passed.snapshot.lines[0].history for r in commit.runs if r.id == run.id)
    assert ("success", "main is running", "success") == (
        seen.conclusion,
        passed.plan.line.text,
        rig.shown(number),
    )


def test_a_red_attempt_is_found_while_its_re_run_is_under_way(gh: Sandbox, slow: threading.Event) -> None:
    rig = make_rig(gh, {CI: TWO})
    run = break_it(rig, slow)
    slow.set()
    gh.idle()
    held = threading.Event()

    def script(run: Run, job: Job) -> Outcome:
        held.wait(20)
        return Outcome("failure")

    gh.script(script)
    assert 201 == person(rig, "bob")("POST", f"/r/actions/runs/{run.id}/rerun-failed-jobs").status_code
    (seen,) = (one for one in run.suite.checks if one.name == "test" and one.status != "completed")
    assert seen.conclusion is None  # what the commit shows now is pending, not red
    looked = rig.look()
    assert ("main is confirming a first failure", ["write-claim"]) == (
        looked.plan.line.text,
        rig.kinds(looked),
    )
    assert "failed once, re-running it" in looked.plan.line.children[0].text
    held.set()


def test_what_would_deploy_again_is_not_re_run(gh: Sandbox, slow: threading.Event) -> None:
    rig = make_rig(gh, {CI: DEPLOYS})
    break_it(rig, slow)
    slow.set()
    gh.idle()
    looked = rig.look()
    assert "rerun" not in rig.kinds(looked)
    assert "deploy would run again, and uses an environment" in looked.plan.line.children[0].text
