"""Trap 8: only a workflow on the default branch can be dispatched; workflow files need a right of their own."""

import httpx

from bot.sandbox import Sandbox
from tests.asking import Ask, app, in_workflow
from tests.rig import CALLER, fails_when, make_rig, pull

WORKER = ".github/workflows/andon.yml"
PUSHER = ".github/workflows/pusher.yml"
PUSHES = """\
on: workflow_dispatch
permissions: {contents: write}
jobs: {push: {runs-on: ubuntu-latest, steps: [{run: push}]}}
"""
CONFIG = "version: 1\nmode: enforce\nline: {confirm: {reruns: 0}}\nfix: {autofix: [make fix]}\n"


def test_a_repository_without_the_caller_gets_no_dispatch(gh: Sandbox) -> None:
    rig = make_rig(gh, {WORKER: None, ".github/andon.yml": CONFIG})
    rig.repo.branch("adopt")
    rig.repo.commit({WORKER: CALLER}, "adopt", by="bob")
    inputs = {"nonce": "n", "order": "{}", "app": "http://127.0.0.1:9"}
    body = {"ref": "adopt", "inputs": inputs}
    assert (
        404
        == app(rig, actions="write")("POST", "/r/actions/workflows/andon.yml/dispatches", body).status_code
    )

    gh.script(fails_when("broken"))
    rig.repo.commit({"app.py": "broken\n"}, message="Break it")
    gh.idle()
    before = len(gh.world.requests)
    rig.settle()
    (job,) = rig.jobs()
    assert {"andon", "andon:dead-letter"} == {label.name for label in job.labels}
    said = [comment.body for comment in job.comments if "no safe move left" in comment.body]
    assert 1 == len(said)
    assert "the repository has no caller workflow .github/workflows/andon.yml" in said[0]
    asked = {request.route.rpartition("/")[2] for request in gh.world.requests[before:]}
    assert "dispatches" not in asked


def test_github_token_pushes_no_workflow_files(gh: Sandbox) -> None:
    rig = make_rig(gh, {PUSHER: PUSHES})
    rig.repo.branch("evil")
    sha = rig.repo.commit({".github/workflows/new.yml": PUSHES}, "evil", by="bob")
    plain = rig.repo.commit({"a.txt": "a\n"}, "plain", by="bob", parent=rig.repo.head())
    answers: list[httpx.Response] = []

    def step(ask: Ask) -> None:
        for name, commit in (("one", sha), ("two", plain)):
            answers.append(ask("POST", "/r/git/refs", {"ref": f"refs/heads/{name}", "sha": commit}))

    gh.script(in_workflow(rig, PUSHER, step, fails_when("broken")))
    app(rig, actions="write")("POST", "/r/actions/workflows/pusher.yml/dispatches", {"ref": "main"})
    gh.idle()
    assert [403, 201] == [answer.status_code for answer in answers]


def test_a_merge_that_changes_workflows_needs_that_right_of_an_app_too(gh: Sandbox) -> None:
    rig = make_rig(gh)
    number = pull(rig, "ci", {".github/workflows/more.yml": PUSHES})
    rig.make_pass()
    both = {"contents": "write", "pull_requests": "write"}
    without = app(rig, **both)("PUT", f"/r/pulls/{number}/merge", {})
    having = app(rig, workflows="write", **both)("PUT", f"/r/pulls/{number}/merge", {})
    assert (403, 200) == (without.status_code, having.status_code)
