"""Trap 1: a check run belongs to the App that made it; only a required check pinned to us is safe."""

import httpx
import pytest

from bot.sandbox import Sandbox
from tests.asking import Ask, app, in_workflow, person
from tests.rig import Rig, fails_when, make_rig, pull

FORGE = ".github/workflows/forge.yml"
FORGER = """\
on: pull_request
permissions: {checks: write}
jobs:
  Andon: {runs-on: ubuntu-latest, steps: [{run: forge}]}
"""


@pytest.fixture
def rig(gh: Sandbox) -> Rig:
    """A stopped line, and pull request 1 whose cord says so."""
    rig = make_rig(gh, {".github/andon.yml": "version: 1\nmode: enforce\nline: {confirm: {reruns: 0}}\n"})
    pull(rig, "topic")
    gh.script(fails_when("broken"))
    rig.repo.commit({"app.py": "broken\n"}, message="Break it")
    gh.idle()
    rig.make_pass()
    assert "failure" == rig.shown(1)
    return rig


def forge(rig: Rig) -> httpx.Response:
    """The pull request's own workflow, in a job named `Andon`, makes a check run named `Andon`."""
    answers: list[httpx.Response] = []

    def step(ask: Ask) -> None:
        head = rig.repo.head("topic")
        told = {"name": "Andon", "head_sha": head, "status": "completed", "conclusion": "success"}
        answers.append(ask("POST", "/r/check-runs", told))

    rig.gh.script(in_workflow(rig, FORGE, step, fails_when("broken")))
    rig.repo.commit({FORGE: FORGER}, "topic", by="bob")
    rig.gh.idle()
    return answers[0]


def test_github_lets_a_workflow_forge_the_name_but_not_the_pinned_check(rig: Rig) -> None:
    made = forge(rig)
    assert (201, "github-actions") == (made.status_code, made.json()["app"]["slug"])
    merged = person(rig, "bob")("PUT", "/r/pulls/1/merge", {})
    expected = (405, 'Required status check "Andon" is expected.')
    assert expected == (merged.status_code, merged.json()["message"])


def test_github_takes_the_forgery_for_a_check_that_is_not_pinned(rig: Rig) -> None:
    rig.repo.record.rules.clear()
    rig.repo.require("Andon")
    forge(rig)
    assert 200 == person(rig, "bob")("PUT", "/r/pulls/1/merge", {}).status_code


def test_nobody_but_the_app_may_change_its_check_run(rig: Rig) -> None:
    cord = rig.cord(1)
    assert cord is not None
    forged = person(rig, "alice")("PATCH", f"/r/check-runs/{cord.id}", {"conclusion": "success"})
    ours = app(rig, checks="write")("PATCH", f"/r/check-runs/{cord.id}", {"conclusion": "failure"})
    assert (403, 200) == (forged.status_code, ours.status_code)


def test_the_cord_that_andon_believes_is_its_own(rig: Rig) -> None:
    forge(rig)
    rig.make_pass()
    (seen,) = rig.look().snapshot.pulls
    cord = rig.cord(1)
    assert cord is not None and seen.cord is not None
    assert (cord.id, "failure") == (seen.cord.id, seen.cord.conclusion)
    assert 405 == person(rig, "bob")("PUT", "/r/pulls/1/merge", {}).status_code
