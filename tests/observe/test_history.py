"""What is read of a line that is not green: its jobs, logs and workflow files."""

import pytest

from bot.github.client import Client
from bot.model.runs import Run, RunJob
from bot.observe.grants import reading
from bot.observe.history import logs_first
from bot.observe.runs import Kept, Reader
from bot.sandbox import Sandbox
from bot.sandbox.actions.runner import Outcome
from tests import building
from tests.asking import person
from tests.observe.seeing import run, seen
from tests.rig import CI, Rig, fails_when, make_rig, pull

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


def test_the_run_that_a_cord_waited_for_is_looked_into_though_it_passed(gh: Sandbox) -> None:
    rig = make_rig(gh)
    number = pull(rig, "idea")
    gh.idle()
    rig.settle()
    gh.script(lambda run, _: Outcome("failure" if run.attempt == 1 else "success"))
    rig.repo.commit({"app.py": "x = 2\n"}, message="Count on")
    gh.idle()
    rig.settle()
    cord = rig.cord(number)
    assert cord is not None and "it is flaky: on" in (cord.text or "")
    assert [None, None] == [run.jobs for commit in seen(rig).lines[0].history for run in commit.runs]


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


def test_a_log_that_is_gone_after_it_had_the_time_to_come_is_an_answer_and_not_asked_for_again(
    red: Rig,
) -> None:
    red.gh.clock.advance(minutes=11)
    red.gh.break_route("GET /repos/{owner}/{repo}/actions/jobs/{job_id}/logs", 404, times=1)
    found = seen(red)
    ((job,),) = (run.jobs for run in found.lines[0].history[0].runs if run.jobs)
    assert (None, ()) == (job.log, found.unread)

    async def twice(client: Client) -> tuple[str | None, str | None]:
        reader = Reader(client, reading(installation), found.repository, Kept())
        return await reader.log(job), await reader.log(job)

    installation = next(iter(red.gh.world.installations))
    red.gh.break_route("GET /repos/{owner}/{repo}/actions/jobs/{job_id}/logs", 404, times=1)
    assert (None, None) == run(red, twice)


def test_a_workflow_with_many_failures_leaves_room_for_the_logs_of_another(gh: Sandbox) -> None:
    jobs = "".join(f"  j{n}:\n    runs-on: ubuntu-latest\n    steps: [{{run: make}}]\n" for n in range(4))
    rig = make_rig(gh, {".github/workflows/many.yml": f"name: Many\non: [push]\njobs:\n{jobs}"})
    gh.script(lambda run, job: Outcome("failure"))
    rig.repo.commit({"app.py": "broken\n"}, message="Break it")
    gh.idle()
    for failed in [r for r in rig.repo.record.runs.values() if r.conclusion == "failure"]:
        rig.repo.record_attempt(failed, {job.name: "failure" for job in failed.jobs})
    runs = seen(rig).lines[0].history[0].runs
    read = {(r.path, j.name, j.attempt) for r in runs for j in r.jobs or () if j.log is not None}
    assert (3, (PATH, "test", 2)) == (len(read), next(one for one in read if one[0] == PATH))
    assert {2} == {attempt for _, _, attempt in read}


def test_logs_are_chosen_of_what_stands_in_the_newest_runs_first() -> None:
    def run_of(id: int, path: str, *jobs: RunJob) -> Run:
        return building.run(*jobs, id=id, path=path)

    def failed(id: int, attempt: int, name: str = "test") -> RunJob:
        return building.job(name, "failure", attempt, id=id)

    older = run_of(1, "ci", failed(10, 1))
    newer = run_of(2, "ci", failed(20, 1), failed(21, 2))
    flaky = run_of(3, "lint", failed(30, 1), building.job("test", attempt=2, id=31), failed(32, 1, "other"))
    assert [32, 21, 30, 20, 10] == [job.id for job in logs_first([older, newer, flaky])]


def attempts(rig: Rig) -> list[list[tuple[int, str | None]] | None]:
    """The attempts of the line's runs as seen, newest first: None where nobody read them."""
    runs = [run for commit in seen(rig).lines[0].history for run in commit.runs]
    newest_first = sorted(runs, key=lambda run: run.id, reverse=True)
    return [[(j.attempt, j.conclusion) for j in r.jobs] if r.jobs else None for r in newest_first]


def test_the_success_of_a_run_that_was_cancelled_when_it_ran_again_is_seen(red: Rig) -> None:
    red.repo.commit({"app.py": "x = 1\n"}, message="Mend it")
    red.gh.idle()
    mended = red.repo.record.runs[max(red.repo.record.runs)]
    red.gh.clock.advance(minutes=1)
    red.repo.record_attempt(mended, {"test": "cancelled"})
    red.repo.record_run(PATH, red.repo.commit({"a": "b"}, message="[skip ci]"), {}, status="in_progress")
    assert [None, [(1, "success"), (2, "cancelled")], [(1, "failure")], None] == attempts(red)


def test_a_cancelled_run_that_no_newer_one_speaks_for_is_looked_into(gh: Sandbox) -> None:
    rig = make_rig(gh)
    sha = rig.repo.commit({"app.py": "x = 2\n"}, message="Wait [skip ci]")
    rig.repo.record_run(PATH, sha, {"test": "cancelled"})
    found = seen(rig)
    assert [[(1, "cancelled")], None] == attempts(rig)
    assert [PATH] == [file.path for file in found.lines[0].files]


def test_a_cancelled_run_costs_nothing_once_a_newer_one_speaks_or_may_have_cancelled_it(gh: Sandbox) -> None:
    rig = make_rig(gh)
    sha = rig.repo.commit({"app.py": "x = 2\n"}, message="Wait [skip ci]")
    first = rig.repo.record_run(PATH, sha, {"test": "success"}, status="in_progress")
    rig.repo.record_run(PATH, sha, {"test": "success"}, status="in_progress")
    assert 202 == person(rig, "bob")("POST", f"/r/actions/runs/{first.id}/cancel").status_code
    assert [[(1, None)], None, None] == attempts(rig)
    rig.repo.record_run(PATH, sha, {"test": "success"})
    assert [None, [(1, None)], None, None] == attempts(rig)


def test_what_each_event_ran_is_followed_by_itself(gh: Sandbox) -> None:
    rig = make_rig(gh, {".github/andon.yml": "version: 1\nline: {events: [push, schedule]}\n"})
    sha = rig.repo.head()
    rig.repo.record_run(PATH, sha, {"test": "failure"}, event="schedule")
    rig.repo.record_run(PATH, sha, {"test": "success"})
    assert [None, [(1, "failure")], None] == attempts(rig)
    rig.repo.record_run(PATH, sha, {"test": "success"}, event="schedule")
    assert [[(1, "success")], None, [(1, "failure")], None] == attempts(rig)
