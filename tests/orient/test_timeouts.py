"""A hanging job is `cancelled` to GitHub; how long it ran tells that it failed."""

from bot.model.config import LineConfig
from bot.model.facts import LineFacts, WorkflowFile
from bot.model.runs import Run
from bot.orient.signals import signals
from tests.building import CI, commit, job, minutes, passing, run

HANGS = "jobs: {test: {timeout-minutes: 30}}"


def hanging(minutes_taken: float, *newer: Run, text: str | None = HANGS) -> str | None:
    """The state of a job that was cancelled after so long, on a commit after one on which it passed."""
    hung = job(conclusion="cancelled", started=minutes(-100), completed=minutes(-100 + minutes_taken))
    history = (commit("c", *newer), commit("b", run(hung, id=2)), commit("a", passing(1)))
    files = (WorkflowFile(path=CI, text=text),) if text else ()
    line = LineFacts(branch="main", history=history, files=files)
    return {s.job: s.state for s in signals(line, LineConfig())}.get("test")


def test_a_job_cancelled_by_its_time_limit_has_failed() -> None:
    assert ("red", None) == (hanging(30), hanging(29.9))
    assert (None, "red") == (hanging(359, text="jobs: {test: {}}"), hanging(360, text="jobs: {test: {}}"))


def test_a_job_that_a_newer_run_may_have_cancelled_says_nothing() -> None:
    assert None is hanging(40, run(job(conclusion=None), id=3, created=minutes(-60)))
    assert "red" == hanging(40, run(job(conclusion=None), id=3, created=minutes(-59)))


def test_a_job_without_its_times_or_its_file_is_not_said_to_have_run_out_of_time() -> None:
    cancelled = run(job(conclusion="cancelled", started=None), job("lint"), id=2)
    files = (WorkflowFile(path=CI, text=HANGS),)
    line = LineFacts(branch="main", history=(commit("b", cancelled),), files=files)
    assert ["*"] == [s.job for s in signals(line, LineConfig())]
    assert None is hanging(400, text=None)
