"""Runs, jobs, logs and dispatch over REST (platform traps 2, 5, 8, 21)."""

from typing import Any

from bot.sandbox import Sandbox
from bot.sandbox.actions.runner import Outcome
from bot.sandbox.clock import iso
from tests.sandbox.conftest import Site

CI = """
on: [push, pull_request]
jobs:
  test: {runs-on: ubuntu-latest, steps: [{run: "true"}]}
"""
FIX = """
on:
  workflow_dispatch:
    inputs: {nonce: {type: string}}
jobs:
  fix: {runs-on: ubuntu-latest, steps: [{run: "true"}]}
"""


def test_a_push_runs_the_workflow_and_its_job_is_a_check(site: Site) -> None:
    sha = site.repo.commit({".github/workflows/ci.yml": CI})
    site.gh.idle()
    [run] = site.ask("GET", "/r/actions/workflows/ci.yml/runs?event=push").json()["workflow_runs"]
    assert (sha, "completed", "success") == (run["head_sha"], run["status"], run["conclusion"])
    [job] = site.ask("GET", f"/r/actions/runs/{run['id']}/jobs").json()["jobs"]
    [check] = site.repo.checks(sha, "test")
    assert job["id"] == check.id


def test_only_a_finished_run_with_failures_can_be_run_again(site: Site) -> None:
    run = site.repo.record_run(
        ".github/workflows/ci.yml", site.repo.head(), {"test": "failure"}, status="in_progress"
    )
    path = f"/r/actions/runs/{run.id}/rerun-failed-jobs"
    assert 403 == site.ask("POST", path).status_code


def test_a_rerun_is_a_new_attempt_with_new_check_runs(site: Site) -> None:
    site.gh.script(lambda run, job: Outcome("failure" if run.attempt == 1 else "success"))
    sha = site.repo.commit({".github/workflows/ci.yml": CI})
    site.gh.idle()
    [run] = site.ask("GET", "/r/actions/workflows/ci.yml/runs").json()["workflow_runs"]
    assert 201 == site.ask("POST", f"/r/actions/runs/{run['id']}/rerun-failed-jobs").status_code
    site.gh.idle()
    [again] = site.ask("GET", "/r/actions/workflows/ci.yml/runs").json()["workflow_runs"]
    assert (2, "success") == (again["run_attempt"], again["conclusion"])
    every = site.ask("GET", f"/r/actions/runs/{run['id']}/jobs?filter=all").json()["jobs"]
    assert [(1, "failure"), (2, "success")] == [(one["run_attempt"], one["conclusion"]) for one in every]
    assert 2 == len(site.repo.checks(sha, "test"))
    ends = [site.ask("GET", f"/r/actions/runs/{run['id']}/attempts/{n}").json() for n in (1, 2)]
    assert [(1, "failure"), (2, "success")] == [(one["run_attempt"], one["conclusion"]) for one in ends]
    assert 404 == site.ask("GET", f"/r/actions/runs/{run['id']}/attempts/3").status_code


def test_every_attempt_lists_every_job(site: Site) -> None:
    run = site.repo.record_run(
        ".github/workflows/ci.yml", site.repo.head(), {"lint": "success", "test": "failure"}
    )
    site.repo.record_attempt(run, {"test": "success"})

    def listed(which: str) -> list[tuple[str, int, str]]:
        jobs = site.ask("GET", f"/r/actions/runs/{run.id}/jobs?filter={which}").json()["jobs"]
        assert len(jobs) == len({job["id"] for job in jobs})
        return sorted((job["name"], job["run_attempt"], job["conclusion"]) for job in jobs)

    first = [("lint", 1, "success"), ("test", 1, "failure")]
    second = [("lint", 2, "success"), ("test", 2, "success")]
    assert (sorted(first + second), second) == (listed("all"), listed("latest"))


def test_a_run_of_a_forks_pull_request_names_the_forks_branch_and_no_pull_request(site: Site) -> None:
    # https://github.com/syslog-ng/syslog-ng/pull/3718 and https://github.com/actions/checkout/pull/2454
    site.repo.commit({".github/workflows/ci.yml": CI})
    fork = site.gh.repository("dora/shop", fork_of=site.repo, by="dora")
    head = fork.commit({"idea.txt": "x"}, "main", by="dora")
    site.repo.pull("main", by="dora", head_repo=fork)
    site.repo.record_run(".github/workflows/other.yml", head, {"x": "success"}, "pull_request", "main")
    site.gh.idle()
    told = {
        (run["head_branch"], run["head_repository"]["full_name"], len(run["pull_requests"]))
        for name in ("ci.yml", "other.yml")
        for run in site.ask("GET", f"/r/actions/workflows/{name}/runs?event=pull_request&branch=main").json()[
            "workflow_runs"
        ]
    }
    assert {("main", "dora/shop", 0)} == told
    assert {"acme/shop"} == {run["repository"]["full_name"] for run in _runs(site)}


def _runs(site: Site) -> list[dict[str, Any]]:
    return site.ask("GET", "/r/actions/workflows/ci.yml/runs").json()["workflow_runs"]


def test_dispatch_needs_the_file_on_the_default_branch(site: Site) -> None:
    site.repo.branch("topic")
    site.repo.commit({".github/workflows/fix.yml": FIX}, "topic")
    answer = site.ask("POST", "/r/actions/workflows/fix.yml/dispatches", {"ref": "topic"})
    assert 404 == answer.status_code


def test_dispatch_tells_the_run_and_attaches_to_the_branch_head(site: Site) -> None:
    sha = site.repo.commit({".github/workflows/fix.yml": FIX, ".github/workflows/ci.yml": CI})
    site.gh.idle()
    path = "/r/actions/workflows/fix.yml/dispatches"
    body = {"ref": "main", "inputs": {"nonce": "n1"}, "return_run_details": True}
    told = site.ask("POST", path, body).json()
    site.gh.idle()
    [run] = site.ask("GET", "/r/actions/workflows/fix.yml/runs").json()["workflow_runs"]
    expected = (told["workflow_run_id"], "workflow_dispatch", sha)
    assert expected == (run["id"], run["event"], run["head_sha"])
    assert {"fix", "test"} == {check.name for check in site.repo.checks(sha)}
    assert 422 == site.ask("POST", path, {"ref": "main", "inputs": {"other": "x"}}).status_code
    refused = site.ask("POST", "/r/actions/workflows/ci.yml/dispatches", {"ref": "main"})
    assert (422, "Workflow does not have 'workflow_dispatch' trigger") == (
        refused.status_code,
        refused.json()["message"],
    )


def test_a_log_link_lives_a_minute(site: Site) -> None:
    run = site.repo.record_run(".github/workflows/ci.yml", site.repo.head(), {"test": "failure"})
    link = site.ask("GET", f"/r/actions/jobs/{run.jobs[0].id}/logs")
    assert 302 == link.status_code
    assert run.jobs[0].log == site.http.get(link.headers["location"]).text
    site.gh.clock.advance(seconds=61)
    assert 404 == site.http.get(link.headers["location"]).status_code


def test_runs_are_filtered_by_when_they_were_made(site: Site) -> None:
    run = site.repo.record_run(".github/workflows/ci.yml", site.repo.head(), {"test": "success"})
    made = iso(run.created)
    site.gh.clock.advance(hours=1)
    later = site.gh.clock.stamp()
    counts = [
        site.ask("GET", f"/r/actions/workflows/ci.yml/runs?created={when}").json()["total_count"]
        for when in (f">={made}", f">={later}", f"<={made}", f"{made}..{later}")
    ]
    assert [1, 0, 1, 1] == counts


def test_cancel_stops_a_run_that_goes_on(site: Site) -> None:
    run = site.repo.record_run(
        ".github/workflows/ci.yml", site.repo.head(), {"test": "failure"}, status="in_progress"
    )
    assert 202 == site.ask("POST", f"/r/actions/runs/{run.id}/cancel").status_code
    assert "cancelled" == run.conclusion
    assert 409 == site.ask("POST", f"/r/actions/runs/{run.id}/cancel").status_code


def test_an_app_starts_workflows_and_github_token_does_not(site: Site, gh: Sandbox) -> None:
    from tests.sandbox.test_checks import job_token

    site.repo.commit({".github/workflows/ci.yml": CI})
    gh.idle()
    _, token = job_token(site, contents="write", pull_requests="write")
    for name, used in (("by-app", site.token()), ("by-job", token)):
        site.ask("POST", "/r/git/refs", {"ref": f"refs/heads/{name}", "sha": site.repo.head()}, used)
    gh.idle()
    runs = site.ask("GET", "/r/actions/workflows/ci.yml/runs?event=push").json()["workflow_runs"]
    assert {"main", "by-app"} == {run["head_branch"] for run in runs}
    assert "refs/heads/by-job" == site.told("push")[-1]["ref"]


def test_a_pull_request_by_github_token_waits_for_approval(site: Site) -> None:
    from tests.sandbox.test_checks import job_token

    site.repo.commit({".github/workflows/ci.yml": CI})
    site.repo.branch("topic")
    site.repo.commit({"a": "b"}, "topic")
    _, token = job_token(site, pull_requests="write")
    body = {"title": "x", "head": "topic", "base": "main"}
    assert 201 == site.ask("POST", "/r/pulls", body, token).status_code
    site.gh.idle()
    [run] = site.ask("GET", "/r/actions/workflows/ci.yml/runs?event=pull_request").json()["workflow_runs"]
    assert ("completed", "action_required") == (run["status"], run["conclusion"])
