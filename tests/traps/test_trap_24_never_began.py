"""Trap 24: a run that never began has no jobs, so that nothing in it is red, and its failed jobs cannot run again."""

import threading

import pytest

from bot.sandbox import Sandbox
from bot.sandbox.actions.runner import Outcome
from bot.sandbox.store import Run
from tests.asking import person
from tests.rig import CI as TEXT
from tests.rig import Rig, effects_done, make_rig, pull

CI = ".github/workflows/ci.yml"
BROKEN = "name: CI\non: [push\n"


def unstarted(gh: Sandbox) -> tuple[Rig, Run]:
    """A line whose newest run GitHub could not begin, with a pull request that could merge."""
    rig = make_rig(gh)
    pull(rig, "topic")
    rig.settle()
    gh.world.unstartable.add(CI)
    rig.repo.commit({"app.py": "x = 2\n"}, message="Change it")
    gh.idle()
    return rig, rig.repo.record.runs[max(rig.repo.record.runs)]


def reruns(rig: Rig) -> list[str]:
    """How the re-runs of a pass ended."""
    return [outcome for effect, outcome in effects_done(rig.make_pass()) if effect.kind == "rerun"]


def test_what_never_began_is_run_again_as_a_whole(gh: Sandbox) -> None:
    rig, run = unstarted(gh)
    assert ("startup_failure", []) == (run.conclusion, run.jobs)
    again = person(rig, "bob")("POST", f"/r/actions/runs/{run.id}/rerun-failed-jobs")
    assert (403, "This workflow run cannot be retried") == (again.status_code, again.json()["message"][:35])

    slow = threading.Event()
    gh.script(lambda _run, _job: Outcome("success" if slow.wait(20) else "failure"))
    gh.world.unstartable.clear()
    told = "CI is red since " + run.head_sha[:7] + ": could not begin once, re-running it"
    looked = rig.make_pass()
    assert (told, "in_progress") == (looked.plan.line.children[0].text, rig.shown(1))
    gh.wait(lambda: any(job.status == "in_progress" for job in run.jobs), 20, "a job at work")
    looked = rig.make_pass()
    began = f"CI began on {run.head_sha[:7]}"
    assert (began, "success") == (looked.plan.line.children[0].text, rig.shown(1))
    slow.set()
    gh.idle()
    passed = rig.make_pass()
    assert (2, "success", "main is running", "success") == (
        run.attempt,
        run.conclusion,
        passed.plan.line.text,
        rig.shown(1),
    )


def test_it_stays_yellow_while_it_runs_again_and_stops_when_it_cannot_begin_twice(gh: Sandbox) -> None:
    rig, run = unstarted(gh)
    assert ["done"] == reruns(rig)
    gh.idle()
    assert (2, "startup_failure", []) == (run.attempt, run.conclusion, run.jobs)
    looked = rig.make_pass()
    told = "CI is red since " + run.head_sha[:7] + ": could not begin twice"
    assert (told, "failure") == (looked.plan.line.children[0].text, rig.shown(1))

    gh.world.unstartable.clear()
    rig.repo.commit({"app.py": "x = 3\n"}, message="Change it again")
    gh.idle()
    rig.settle()
    assert "success" == rig.shown(1)


@pytest.mark.deep
@pytest.mark.parametrize("approved", [False, True])
def test_a_fix_of_a_broken_file_passes_once_its_owner_approved_it(gh: Sandbox, approved: bool) -> None:
    rig = make_rig(gh, {".github/CODEOWNERS": "/.github/ @alice\n"})
    pull(rig, "topic")
    rig.settle()
    rig.repo.commit({CI: BROKEN}, message="Break the file")
    gh.idle()
    looked = rig.make_pass()
    said = looked.plan.line.children[0].text
    assert said.endswith("could not begin, and cannot be re-run: its workflow file is not valid")
    gh.clock.advance(minutes=1)
    fix = pull(rig, "fix", {CI: f"{TEXT}# mended otherwise\n"})
    gh.idle()
    if approved:
        rig.repo.approve(fix, by="alice")
    rig.make_pass()
    cord = rig.cord(fix)
    assert cord
    assert ("success" if approved else "failure") == cord.conclusion
    said = (cord.summary or "").replace("\u2060", "")
    assert approved or "an approval of this head by its code owner @alice" in said
    assert "failure" == rig.shown(1)


def test_taking_back_exactly_what_broke_the_file_passes_at_once(gh: Sandbox) -> None:
    rig = make_rig(gh)
    rig.settle()
    rig.repo.commit({CI: BROKEN}, message="Break the file")
    gh.idle()
    rig.make_pass()
    fix = pull(rig, "fix", {CI: TEXT})
    rig.make_pass()
    cord = rig.cord(fix)
    assert cord and ("success", "Passes: it takes back what broke main") == (cord.conclusion, cord.title)
