"""Attempts that never came to run a job, as they are told of a line's runs."""

from collections.abc import Callable

import httpx
import pytest

from bot.github.client import Client
from bot.model.runs import NOT_BEGUN, WHOLE
from bot.model.runs import Run as SeenRun
from bot.model.snapshot import Snapshot
from bot.observe.details import snapshot
from bot.observe.grants import reading
from bot.observe.runs import Kept, Reader
from bot.sandbox import Sandbox
from bot.sandbox.store import Conclusion, Run
from tests.observe.seeing import run as with_client
from tests.observe.seeing import scanned, seen
from tests.rig import CI, Rig, make_rig

PATH = ".github/workflows/ci.yml"
ATTEMPT = "GET /repos/{owner}/{repo}/actions/runs/{run_id}/attempts/{attempt_number}"


class Meanwhile(httpx.AsyncBaseTransport):
    """GitHub, where something happens right before it is asked for a workflow's runs."""

    def __init__(self, happen: Callable[[], object]) -> None:
        self._inner = httpx.AsyncHTTPTransport()
        self._happen = happen

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Passed on, after what happens meanwhile."""
        if request.url.path.endswith("/workflows/ci.yml/runs"):
            self._happen()
        return await self._inner.handle_async_request(request)

    async def aclose(self) -> None:
        """The same for the transport that is used."""
        await self._inner.aclose()


def without_jobs(gh: Sandbox, conclusion: Conclusion) -> tuple[Rig, Run]:
    """A line whose newest run ended so a minute ago, before it came to a job."""
    rig = make_rig(gh)
    sha = rig.repo.commit({"app.py": "x = 2\n"}, message="Change it [skip ci]")
    run = rig.repo.record_run(PATH, sha, {})
    run.conclusion = conclusion
    gh.clock.advance(minutes=1)
    return rig, run


def told(found: Snapshot) -> tuple[str, str | None, list[tuple[str, int, str | None]] | None]:
    """The newest run as it was read: its status and conclusion, its jobs by attempt."""
    run: SeenRun = found.lines[0].history[0].runs[0]
    jobs = None if run.jobs is None else [(j.name, j.attempt, j.conclusion) for j in run.jobs]
    return run.status, run.conclusion, jobs


def seen_while(rig: Rig, happen: Callable[[], object]) -> Snapshot:
    """The line as scanned before something happens, right after the run's jobs were read, and looked into after."""
    found = scanned(rig)

    async def whole(_: Client) -> Snapshot:
        client = rig.client(Meanwhile(happen))
        try:
            reader = Reader(client, reading(found.repository.installation), found.repository, Kept())
            return await snapshot(found, reader, rig.app.slug, rig.now(), "test")
        finally:
            await client.aclose()

    return with_client(rig, whole)


NEVER = (WHOLE, 1, NOT_BEGUN)


def test_an_attempt_that_could_not_begin_stands_for_its_run(gh: Sandbox) -> None:
    rig, run = without_jobs(gh, NOT_BEGUN)
    assert ("completed", NOT_BEGUN, [NEVER]) == told(seen(rig))
    rig.repo.record_attempt(run, {})
    run.conclusion = NOT_BEGUN
    assert ("completed", NOT_BEGUN, [NEVER, (WHOLE, 2, NOT_BEGUN)]) == told(seen(rig))


@pytest.mark.parametrize(
    ("jobs", "status", "read"),
    [
        ({}, "in_progress", ("in_progress", None, [NEVER, (WHOLE, 2, None)])),
        ({"test": "failure"}, "in_progress", ("in_progress", None, [("test", 2, None), NEVER])),
        ({"test": "failure"}, "completed", ("completed", "failure", [("test", 2, "failure"), NEVER])),
        ({"test": "success"}, "completed", ("completed", "success", [("test", 2, "success"), NEVER])),
    ],
)
def test_a_run_that_begins_again_while_it_is_read_is_told_as_it_stands_then(
    gh: Sandbox,
    jobs: dict[str, Conclusion],
    status: str,
    read: tuple[str, str | None, list[tuple[str, int, str | None]]],
) -> None:
    rig, run = without_jobs(gh, NOT_BEGUN)
    once = [lambda: rig.repo.record_attempt(run, jobs, status=status)]
    found = told(seen_while(rig, lambda: once.pop()() if once else None))
    assert read == found


def test_the_file_of_what_never_began_is_read_as_it_was_there(gh: Sandbox) -> None:
    rig = make_rig(gh)
    for text in ("on: [", "on: [push", "name: CI\non: [push", None):
        rig.repo.commit({PATH: text or CI}, message="Write the file")
        gh.idle()
        gh.clock.advance(minutes=1)
    runs = [run for commit in seen(rig).lines[0].history for run in commit.runs if run.path == PATH]
    files = {r.id: r.file for r in runs}
    assert [None, "name: CI\non: [push", "on: [push", None] == [files[id] for id in sorted(files)[::-1][:4]]


def test_jobs_that_cannot_be_read_again_leave_the_run_unread(gh: Sandbox) -> None:
    rig, run = without_jobs(gh, NOT_BEGUN)

    def happen() -> None:
        rig.repo.record_attempt(run, {}, status="in_progress")
        gh.break_route("GET /repos/{owner}/{repo}/actions/runs/{run_id}/jobs", 502)

    found = seen_while(rig, happen)
    assert (("in_progress", None, None), ["line main"]) == (told(found), [u.part for u in found.unread])


def test_what_was_cancelled_before_it_came_to_a_job_did_not_fail_to_begin(gh: Sandbox) -> None:
    rig, run = without_jobs(gh, "cancelled")
    rig.repo.record_attempt(run, {"test": "success"}, status="in_progress")
    assert ("in_progress", None, [("test", 2, None)]) == told(seen(rig))


def test_an_attempt_of_which_github_knows_no_more_says_nothing(gh: Sandbox) -> None:
    rig, run = without_jobs(gh, NOT_BEGUN)
    rig.repo.record_attempt(run, {"test": "success"}, status="in_progress")
    gh.break_route(ATTEMPT, 404)
    found = seen(rig)
    assert (("in_progress", None, [("test", 2, None)]), ()) == (told(found), found.unread)


def test_an_attempt_that_cannot_be_read_leaves_the_line_unread(gh: Sandbox) -> None:
    rig, run = without_jobs(gh, NOT_BEGUN)
    rig.repo.record_attempt(run, {"test": "success"}, status="in_progress")
    gh.break_route(ATTEMPT, 502)
    found = seen(rig)
    assert (None, ["line main"]) == (told(found)[2], [u.part for u in found.unread])
