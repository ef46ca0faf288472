"""Check runs: ownership and limits (platform traps 1, 4, 6, 18)."""

from typing import Any

import pytest

from bot.sandbox.actions import records
from bot.sandbox.store import Job
from tests.sandbox.conftest import Site


def post(site: Site, token: str | None = None, **wish: Any) -> Any:
    return site.ask("POST", "/r/check-runs", {"name": "Andon", "head_sha": site.repo.head(), **wish}, token)


def job_token(site: Site, **permissions: str) -> tuple[Job, str]:
    """GITHUB_TOKEN of a job that is running on main."""
    run = site.repo.record_run(
        ".github/workflows/ci.yml", site.repo.head(), {"test": "success"}, status="in_progress"
    )
    with site.gh.world.lock:
        return run.jobs[0], records.mint_token(site.gh.world, run.jobs[0], permissions)


def test_a_check_run_belongs_to_the_app_that_made_it(site: Site) -> None:
    made = post(site, status="in_progress").json()
    assert "andon" == made["app"]["slug"]
    other = site.gh.app("other")
    token = site.gh.installation_token(site.gh.install(other, "acme"))
    body = {"status": "completed", "conclusion": "success"}
    assert 403 == site.ask("PATCH", f"/r/check-runs/{made['id']}", body, token).status_code
    assert 200 == site.ask("PATCH", f"/r/check-runs/{made['id']}", body).status_code


def test_a_person_cannot_write_check_runs(site: Site) -> None:
    assert 403 == post(site, token=site.gh.token("alice")).status_code


def test_a_job_with_checks_write_can_forge_a_name_in_a_suite_of_actions(site: Site) -> None:
    _, token = job_token(site, checks="write")
    forged = post(site, token, name="pytest", conclusion="success").json()
    assert "github-actions" == forged["app"]["slug"]
    suites = [suite for suite in site.repo.record.suites if suite.id == forged["check_suite"]["id"]]
    assert [True] == [suite.run is not None for suite in suites]


def test_a_job_token_ends_with_its_job(site: Site) -> None:
    job, token = job_token(site, checks="write")
    assert 201 == post(site, token, status="queued").status_code
    with site.gh.world.lock:
        job.status = "completed"
    assert 401 == post(site, token, status="queued").status_code


def test_a_job_token_is_of_its_repository_only(site: Site) -> None:
    site.gh.repository("acme/other", {"a": "b"})
    _, token = job_token(site, contents="read")
    assert 404 == site.ask("GET", "/repos/acme/other", token=token).status_code


def test_completed_never_goes_back(site: Site) -> None:
    made = post(site, status="completed", conclusion="failure").json()
    answer = site.ask("PATCH", f"/r/check-runs/{made['id']}", {"status": "in_progress"}).json()
    assert ("completed", "failure") == (answer["status"], answer["conclusion"])


def test_the_newest_of_a_name_is_the_latest(site: Site) -> None:
    post(site, conclusion="failure")
    newest = post(site, conclusion="success").json()["id"]
    listed = site.ask("GET", "/r/commits/main/check-runs?check_name=Andon").json()
    assert [newest] == [one["id"] for one in listed["check_runs"]]
    everything = site.ask("GET", "/r/commits/main/check-runs?check_name=Andon&filter=all").json()
    assert 2 == everything["total_count"]


def test_a_commit_that_is_not_there_yet_is_named(site: Site) -> None:
    answer = post(site, head_sha="f" * 40, status="queued")
    assert (422, f"No commit found for SHA: {'f' * 40}") == (answer.status_code, answer.json()["message"])


ANNOTATION = {"path": "a", "start_line": 1, "end_line": 1, "annotation_level": "failure", "message": "m"}
OUTPUT = {"title": "t", "summary": "s"}


@pytest.mark.parametrize(
    "wish",
    [
        {"status": "completed"},
        {"output": {**OUTPUT, "summary": "x" * 65_536}},
        {"output": {**OUTPUT, "text": "x" * 65_536}},
        {"output": {**OUTPUT, "annotations": [ANNOTATION] * 51}},
        {"output": {**OUTPUT, "annotations": [{"path": "a"}]}},
        {"output": {**OUTPUT, "annotations": [ANNOTATION | {"annotation_level": "error"}]}},
        {"output": {**OUTPUT, "annotations": [ANNOTATION | {"start_line": 0}]}},
        {"output": {**OUTPUT, "annotations": [ANNOTATION | {"end_line": 2, "start_column": 1}]}},
        {"output": {**OUTPUT, "annotations": [ANNOTATION | {"title": "t" * 256}]}},
        {"output": {**OUTPUT, "annotations": [ANNOTATION | {"message": "m" * 65_537}]}},
        {"actions": [{"label": "l", "description": "d", "identifier": "i"}] * 4},
        {"actions": [{"label": "l" * 21, "description": "d", "identifier": "i"}]},
        {"actions": [{"label": "l", "description": "d" * 41, "identifier": "i"}]},
        {"actions": [{"label": "l", "description": "d", "identifier": "i" * 21}]},
    ],
)
def test_github_limits_are_enforced(site: Site, wish: dict[str, Any]) -> None:
    assert 422 == post(site, **wish).status_code


def test_what_is_within_the_limits_is_taken(site: Site) -> None:
    output = {"title": "t", "summary": "x" * 65_535, "annotations": [ANNOTATION] * 50}
    made = post(site, conclusion="failure", output=output).json()
    answer = site.ask(
        "PATCH", f"/r/check-runs/{made['id']}", {"output": {**OUTPUT, "annotations": [ANNOTATION]}}
    )
    assert 51 == answer.json()["output"]["annotations_count"]


def test_the_suite_completes_with_its_last_check_run(site: Site) -> None:
    made = post(site, status="in_progress").json()
    assert [] == site.told("check_suite", "completed")
    site.ask("PATCH", f"/r/check-runs/{made['id']}", {"conclusion": "failure"})
    [told] = site.told("check_suite", "completed")
    assert "failure" == told["check_suite"]["conclusion"]
