"""Jobs that take time by the sandbox's clock, which stands still where a test says so."""

from datetime import UTC, datetime, timedelta

from bot.sandbox import Sandbox
from bot.sandbox.actions.runner import Outcome
from bot.sandbox.repo_handle import RepoHandle
from bot.sandbox.store import Job, Run

AT = datetime(2026, 11, 23, 16, 45, tzinfo=UTC)
CI = """\
name: CI
on: push
jobs:
  short: {runs-on: ubuntu-latest, steps: [{run: make}]}
  long: {runs-on: ubuntu-latest, steps: [{run: make}]}
  after: {needs: short, runs-on: ubuntu-latest, steps: [{run: make}]}
"""


def takes(_run: Run, job: Job) -> timedelta:
    return timedelta(minutes={"short": 1, "long": 5}.get(job.key, 2))


def pushed(gh: Sandbox) -> tuple[RepoHandle, Run]:
    """A run that has begun at `AT`."""
    gh.clock.freeze(AT)
    gh.world.actions.take_time(takes)
    repo = gh.repository("acme/shop", {".github/workflows/ci.yml": CI})
    (run,) = repo.record.runs.values()
    return repo, run


def states(run: Run) -> dict[str, str | None]:
    """How each job of the newest attempt is."""
    return {job.key: job.conclusion or job.status for job in run.jobs if job.attempt == run.attempt}


def test_a_job_ends_when_the_clock_is_moved_past_its_end(gh: Sandbox) -> None:
    _, run = pushed(gh)
    assert {"short": "in_progress", "long": "in_progress"} == states(run)
    assert AT + timedelta(minutes=1) == gh.world.actions.next_end()
    gh.clock.advance(minutes=1)
    assert {"short": "success", "long": "in_progress", "after": "in_progress"} == states(run)
    gh.clock.advance(minutes=3)
    assert ("in_progress", "success") == (run.status, states(run)["after"])
    gh.clock.advance(minutes=1)
    assert ("completed", "success", AT + timedelta(minutes=5)) == (run.status, run.conclusion, run.updated)
    assert gh.world.actions.next_end() is None


def test_a_re_run_takes_its_time_too(gh: Sandbox) -> None:
    gh.script(lambda _, job: Outcome("failure" if job.key == "long" and job.attempt == 1 else "success"))
    _, run = pushed(gh)
    for _ in range(3):
        gh.clock.advance(minutes=2)
    assert "failure" == run.conclusion
    with gh.world.lock:
        gh.world.actions.rerun_failed(run)
    assert AT + timedelta(minutes=11) == gh.world.actions.next_end()
    gh.clock.advance(minutes=5)
    assert (2, "success") == (run.attempt, run.conclusion)


def test_what_is_cancelled_ends_as_soon_as_time_moves_at_all(gh: Sandbox) -> None:
    _, run = pushed(gh)
    with gh.world.lock:
        gh.world.actions.cancel(run)
    gh.clock.advance(seconds=1)
    assert ("cancelled", {"short": "cancelled", "long": "cancelled", "after": "skipped"}) == (
        run.conclusion,
        states(run),
    )


def test_a_clock_that_stands_is_moved_by_nothing_else(gh: Sandbox) -> None:
    gh.clock.freeze(AT)
    assert [AT, AT] == [gh.clock.now(), gh.clock.now()]
    assert AT + timedelta(seconds=2) == gh.clock.advance(seconds=2) == gh.clock.now()
