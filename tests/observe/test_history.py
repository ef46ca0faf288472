"""What is read of a line that is not green: its jobs, logs and workflow files."""

import pytest

from bot.sandbox import Sandbox
from tests.observe.seeing import seen
from tests.rig import CI, Rig, fails_when, make_rig

PATH = ".github/workflows/ci.yml"


@pytest.fixture
def red(gh: Sandbox) -> Rig:
    """A line with one failed run."""
    rig = make_rig(gh)
    gh.script(fails_when("broken"))
    rig.repo.commit({"app.py": "broken\n"}, message="Break it")
    gh.idle()
    return rig


def test_a_green_line_costs_no_further_call(gh: Sandbox) -> None:
    rig = make_rig(gh)
    assert [None] == [run.jobs for commit in seen(rig).lines[0].history for run in commit.runs]


def test_a_red_line_shows_its_jobs_their_log_and_the_workflow_file(red: Rig) -> None:
    found = seen(red)
    ((job,),) = (run.jobs for run in found.lines[0].history[0].runs if run.jobs)
    assert ("test", "failure", 1) == (job.name, job.conclusion, job.attempt)
    assert job.log is not None
    assert [(PATH, CI)] == [(file.path, file.text) for file in found.lines[0].files]


def test_a_workflow_that_is_gone_from_the_head_was_removed(red: Rig) -> None:
    red.repo.commit({PATH: None}, message="Remove CI")
    found = seen(red)
    assert ({PATH}, ()) == (found.lines[0].removed, found.unread)


def test_a_workflow_that_cannot_be_read_yet_is_unread_not_removed(red: Rig) -> None:
    red.gh.break_route("GET /repos/{owner}/{repo}/contents/{path}", 404)
    found = seen(red)
    assert (frozenset(), ["file"]) == (found.lines[0].removed, [unread.part for unread in found.unread])


def test_jobs_that_cannot_be_read_are_unread(red: Rig) -> None:
    red.gh.break_route("GET /repos/{owner}/{repo}/actions/runs/{run_id}/jobs", 502)
    found = seen(red)
    assert ["line main"] == [unread.part for unread in found.unread]
    assert [None, None] == [run.jobs for commit in found.lines[0].history for run in commit.runs]


def test_a_log_that_cannot_be_had_blocks_nothing(red: Rig) -> None:
    red.gh.break_route("GET /repos/{owner}/{repo}/actions/jobs/{job_id}/logs", 404)
    found = seen(red)
    assert ["log"] == [unread.part for unread in found.unread]
    assert not found.lacks("line", "line main", "file", "pulls", "job")
