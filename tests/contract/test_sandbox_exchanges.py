"""Every operation in the table asked of the sandbox, rightly and wrongly, under the contract.

What is asserted here is the status; the shape of what is asked and answered is the contract's
business, which fails these tests as any other. So each operation is seen with its 2xx and at least
one refusal, whether or not a test of the bot happens to come by.
"""

import time
from collections.abc import Iterator
from typing import Any

import jwt
import pytest

from bot.sandbox import Sandbox
from tests.contract.exchanging import MISSING, Scene, make_scene

Json = dict[str, Any]


@pytest.fixture
def scene(gh: Sandbox) -> Iterator[Scene]:
    yield from make_scene(gh)


def test_an_app_is_itself_and_its_installations(scene: Scene) -> None:
    assert "andon" == scene.ask(200, "GET", "/app", token=scene.jwt())["slug"]
    scene.ask(401, "GET", "/app", token="nobody")
    assert 1 == len(scene.ask(200, "GET", "/app/installations", token=scene.jwt()))
    scene.ask(401, "GET", "/app/installations")
    scene.in_repo(200, "GET", "/installation", token=scene.jwt())
    scene.ask(404, "GET", "/repos/acme/nothing/installation", token=scene.jwt())
    tokens = f"/app/installations/{scene.installation.id}/access_tokens"
    scene.ask(422, "POST", tokens, {"permissions": {"administration": "write"}}, token=scene.jwt())
    scene.ask(422, "POST", tokens, {"permision": {}}, token=scene.jwt())
    scene.ask(404, "POST", "/app/installations/1/access_tokens", token=scene.jwt())
    assert 1 == scene.ask(200, "GET", "/installation/repositories")["total_count"]
    scene.ask(403, "GET", "/installation/repositories", token=scene.gh.token("alice"))


def test_a_repository_its_files_and_history(scene: Scene) -> None:
    scene.in_repo(200, "GET", "")
    scene.ask(404, "GET", "/repos/acme/nothing")
    scene.in_repo(200, "GET", "/contents/README.md?ref=main")
    scene.in_repo(200, "GET", "/contents/.github")
    scene.in_repo(404, "GET", "/contents/nothing")
    scene.in_repo(403, "GET", "/contents/README.md", token=scene.token(permissions={"issues": "read"}))
    scene.in_repo(200, "GET", "/compare/main...topic")
    scene.in_repo(404, "GET", "/compare/main...nothing")
    scene.in_repo(200, "GET", "/rules/branches/main")
    scene.repo.require("Andon", app=scene.app, branch="main", bypass=("alice",))
    assert 1 == len(scene.in_repo(200, "GET", "/rules/branches/main"))


def test_commits_and_refs(scene: Scene) -> None:
    commit = scene.in_repo(200, "GET", f"/git/commits/{scene.head}")
    scene.in_repo(404, "GET", f"/git/commits/{MISSING}")
    entry = {"path": "a/b", "mode": "100644", "type": "blob", "content": "x\n"}
    tree = scene.in_repo(201, "POST", "/git/trees", {"base_tree": commit["tree"]["sha"], "tree": [entry]})
    assert "a" in {one["path"] for one in tree["tree"]}
    scene.in_repo(422, "POST", "/git/trees", {"base_tree": MISSING, "tree": [entry]})
    scene.in_repo(404, "GET", f"/git/trees/{MISSING}")
    flat = scene.in_repo(200, "GET", f"/git/trees/{tree['sha']}")
    assert {"a"} == {one["path"] for one in flat["tree"] if one["path"].startswith("a")}
    deep = scene.in_repo(200, "GET", f"/git/trees/{tree['sha']}?recursive=1")
    assert {"a", "a/b"} == {one["path"] for one in deep["tree"] if one["path"].startswith("a")}
    gone = {"path": "README.md", "mode": "100644", "type": "blob", "sha": None}
    less = scene.in_repo(201, "POST", "/git/trees", {"base_tree": tree["sha"], "tree": [gone]})
    assert "README.md" not in {one["path"] for one in less["tree"]}
    blob = {"path": "c", "mode": "100644", "type": "blob", "sha": MISSING}
    scene.in_repo(422, "POST", "/git/trees", {"tree": [blob]})
    wish = {"message": "Lock", "tree": commit["tree"]["sha"], "parents": [scene.head]}
    made = scene.in_repo(201, "POST", "/git/commits", wish)["sha"]
    scene.in_repo(422, "POST", "/git/commits", wish | {"tree": MISSING})
    scene.in_repo(422, "POST", "/git/commits", {"message": "x"})
    scene.in_repo(201, "POST", "/git/refs", {"ref": "refs/andon/claim/1", "sha": scene.head})
    scene.in_repo(422, "POST", "/git/refs", {"ref": "refs/andon/claim/1", "sha": made})
    scene.in_repo(200, "GET", "/git/ref/andon/claim/1")
    scene.in_repo(404, "GET", "/git/ref/andon/claim/2")
    scene.in_repo(200, "PATCH", "/git/refs/andon/claim/1", {"sha": made, "force": False})
    scene.in_repo(422, "PATCH", "/git/refs/andon/claim/1", {"sha": scene.head, "force": False})
    scene.in_repo(422, "PATCH", "/git/refs/andon/claim/2", {"sha": made})


def test_check_runs(scene: Scene) -> None:
    wish = {"name": "Andon", "head_sha": scene.topic, "status": "in_progress"}
    made = scene.in_repo(201, "POST", "/check-runs", wish)
    output: Json = {"title": "Main is broken", "summary": "Wait.", "annotations": []}
    done = {"status": "completed", "conclusion": "failure", "output": output}
    path = f"/check-runs/{made['id']}"
    assert "failure" == scene.in_repo(200, "PATCH", path, done)["conclusion"]
    query = "?check_name=Andon&filter=latest&per_page=100"
    assert 1 == scene.in_repo(200, "GET", f"/commits/{scene.topic}/check-runs{query}")["total_count"]
    scene.in_repo(422, "GET", f"/commits/{MISSING}/check-runs")
    scene.in_repo(422, "POST", "/check-runs", wish | {"head_sha": MISSING})
    scene.in_repo(422, "POST", "/check-runs", wish | {"status": "completed"})
    scene.in_repo(422, "POST", "/check-runs", wish | {"output": {"title": "t", "summary": "s" * 70_000}})
    note = {"path": "a", "start_line": 1, "end_line": 1, "annotation_level": "notice", "message": "m"}
    scene.in_repo(422, "PATCH", path, {"output": output | {"annotations": [note] * 51}})
    action = {"label": "x" * 21, "description": "d", "identifier": "i"}
    scene.in_repo(422, "PATCH", path, {"actions": [action]})
    scene.in_repo(404, "PATCH", "/check-runs/1", done)
    scene.in_repo(403, "POST", "/check-runs", wish, token=scene.gh.token("alice"))


def test_pull_requests_and_merging(scene: Scene) -> None:
    wish = {"title": "Add b", "head": "second", "base": "main", "body": "b", "draft": False}
    scene.repo.branch("second", at="main")
    scene.in_repo(422, "POST", "/pulls", wish)
    scene.repo.commit({"b.py": "b = 1\n"}, branch="second", message="Add b", by="alice")
    number = scene.in_repo(201, "POST", "/pulls", wish)["number"]
    assert 2 == len(scene.in_repo(200, "GET", "/pulls?state=open&base=main&sort=created"))
    scene.in_repo(422, "GET", "/pulls?state=opened")
    scene.in_repo(200, "GET", f"/pulls/{number}")
    scene.in_repo(404, "GET", "/pulls/999")
    scene.in_repo(200, "PATCH", f"/pulls/{number}", {"title": "Add b again"})
    scene.in_repo(422, "PATCH", f"/pulls/{number}", {"state": "shut"})
    scene.in_repo(409, "PUT", f"/pulls/{number}/merge", {"sha": scene.head})
    scene.in_repo(200, "PUT", f"/pulls/{number}/merge", {"merge_method": "squash"})
    scene.repo.require("Andon", app=scene.app, branch="main", bypass=("alice",))
    scene.in_repo(405, "PUT", f"/pulls/{scene.pull}/merge", {})
    scene.in_repo(404, "PUT", "/pulls/999/merge")
    update = f"/pulls/{scene.pull}/update-branch"
    scene.in_repo(422, "PUT", update, {"expected_head_sha": scene.head})
    scene.in_repo(403, "PUT", update, token=scene.token(permissions={"pull_requests": "read"}))
    scene.in_repo(202, "PUT", update, {"expected_head_sha": scene.topic})
    scene.in_repo(422, "PUT", update)


def test_runs_jobs_and_dispatch(scene: Scene) -> None:
    run = scene.repo.record_run(
        ".github/workflows/ci.yml", scene.head, event="push", branch="main", jobs={"test": "failure"}
    )
    runs = scene.in_repo(
        200, "GET", "/actions/workflows/ci.yml/runs?event=push&created=>=2020-01-01&per_page=5"
    )
    assert run.id in [each["id"] for each in runs["workflow_runs"]]
    scene.in_repo(404, "GET", "/actions/workflows/nothing.yml/runs")
    job = scene.in_repo(200, "GET", f"/actions/runs/{run.id}/jobs?filter=all")["jobs"][0]
    scene.in_repo(404, "GET", "/actions/runs/1/jobs")
    scene.in_repo(200, "GET", f"/actions/jobs/{job['id']}")
    scene.in_repo(404, "GET", "/actions/jobs/1")
    scene.in_repo(302, "GET", f"/actions/jobs/{job['id']}/logs")
    scene.in_repo(404, "GET", "/actions/jobs/1/logs")
    scene.in_repo(409, "POST", f"/actions/runs/{run.id}/cancel")
    scene.in_repo(201, "POST", f"/actions/runs/{run.id}/rerun-failed-jobs")
    scene.in_repo(404, "POST", "/actions/runs/1/rerun-failed-jobs")
    begun = scene.repo.record_run(
        ".github/workflows/ci.yml", scene.head, event="push", branch="main", jobs={"test": "failure"}
    )
    scene.in_repo(201, "POST", f"/actions/runs/{begun.id}/rerun")
    for attempt in (1, 2):
        scene.in_repo(200, "GET", f"/actions/runs/{begun.id}/attempts/{attempt}")
    scene.in_repo(404, "GET", f"/actions/runs/{begun.id}/attempts/3")
    scene.in_repo(404, "POST", "/actions/runs/1/rerun")
    going = scene.repo.record_run(
        ".github/workflows/ci.yml", scene.head, event="push", branch="main", jobs={}, status="in_progress"
    )
    scene.in_repo(403, "POST", f"/actions/runs/{going.id}/rerun-failed-jobs")
    scene.in_repo(403, "POST", f"/actions/runs/{going.id}/rerun")
    scene.in_repo(202, "POST", f"/actions/runs/{going.id}/cancel")
    dispatch = "/actions/workflows/fix.yml/dispatches"
    wish: Json = {"ref": "main", "inputs": {"job": "1"}}
    assert "workflow_run_id" in scene.in_repo(200, "POST", dispatch, wish | {"return_run_details": True})
    scene.in_repo(204, "POST", dispatch, wish)
    scene.in_repo(422, "POST", dispatch, wish | {"inputs": {"unknown": "1"}})
    scene.in_repo(422, "POST", "/actions/workflows/ci.yml/dispatches", {"ref": "main"})
    scene.in_repo(404, "POST", "/actions/workflows/nothing.yml/dispatches", {"ref": "main"})


def test_what_nobody_describes_is_refused(scene: Scene) -> None:
    scene.ask(404, "GET", "/rate_limit_of_nobody")
    scene.in_repo(422, "GET", "/issues?colour=red")
    scene.in_repo(422, "POST", "/issues", {"title": "x", "colour": "red"})
    expired = jwt.encode(
        {"iss": scene.app.client_id, "iat": 0, "exp": time.time()}, scene.app.private_pem, "RS256"
    )
    scene.ask(401, "GET", "/app", token=expired)


def test_refusals_that_are_described_and_that_few_come_by(scene: Scene) -> None:
    tokens = f"/app/installations/{scene.installation.id}/access_tokens"
    scene.ask(401, "POST", tokens, {}, token="nobody")
    scene.ask(401, "GET", "/installation/repositories", token="nobody")
    ref: Json = {"ref": "refs/heads/x", "sha": scene.head}
    commit: Json = {"message": "m", "tree": scene.head}
    tree: Json = {"tree": [{"path": "a", "mode": "100644", "type": "blob", "content": "a"}]}
    scene.gh.repository("acme/empty")
    for method, path, body in (
        ("POST", "/git/commits", commit),
        ("POST", "/git/trees", tree),
        ("POST", "/git/refs", ref),
        ("PATCH", "/git/refs/heads/x", {"sha": scene.head}),
        ("GET", "/git/ref/heads/x", None),
        ("GET", f"/git/commits/{scene.head}", None),
    ):
        scene.ask(409, method, f"/repos/acme/empty{path}", body)
        scene.ask(404, method, f"/repos/acme/nothing{path}", body)
    weak = scene.token(permissions={"metadata": "read"})
    number = scene.in_repo(201, "POST", "/issues", {"title": "x"})["number"]
    pull: Json = {"title": "x", "head": "topic", "base": "main"}
    for method, path, body in (
        ("POST", "/git/trees", tree),
        ("PATCH", f"/issues/{number}", {"title": "y"}),
        ("POST", f"/issues/{number}/comments", {"body": "y"}),
        ("POST", "/pulls", pull),
        ("PATCH", f"/pulls/{scene.pull}", {"title": "y"}),
    ):
        scene.in_repo(403, method, path, body, token=weak)
        scene.ask(404, method, f"/repos/acme/nothing{path}", body)
    scene.ask(404, "GET", "/repos/acme/nothing/issues")
    scene.ask(404, "POST", "/repos/acme/nothing/issues", {"title": "x"})
    scene.in_repo(404, "POST", "/issues/999/comments", {"body": "y"})
    token = scene.token()
    scene.installation.suspended = True
    scene.in_repo(403, "GET", "", token=token)
    scene.ask(403, "POST", tokens, {}, token=scene.jwt())
