"""Trap 4: a workflow with `checks: write` can post a check run of any name; proof is a run's own job."""

import pytest

from bot.sandbox import Sandbox
from bot.sandbox.actions.runner import Outcome
from tests.asking import Ask, app, in_workflow
from tests.rig import Rig, fails_when, make_rig, pull

FORGE = ".github/workflows/forge.yml"
FORGER = """\
on: pull_request
permissions: {checks: write}
jobs:
  forge: {runs-on: ubuntu-latest, steps: [{run: forge}]}
"""
NAMES = ("test", "CI / test")


@pytest.fixture
def rig(gh: Sandbox) -> Rig:
    """A stopped line, and a pull request from its head whose workflow forges the red check's success."""
    rig = make_rig(gh, {".github/andon.yml": "version: 1\nmode: enforce\nline: {confirm: {reruns: 0}}\n"})
    gh.script(fails_when("broken"))
    rig.repo.commit({"app.py": "broken\n"}, message="Break it")
    gh.idle()

    def step(ask: Ask) -> None:
        for name in NAMES:
            told = {"name": name, "head_sha": rig.repo.head("forged"), "conclusion": "success"}
            assert 201 == ask("POST", "/r/check-runs", told).status_code

    gh.script(in_workflow(rig, FORGE, step, fails_when("broken")))
    pull(rig, "forged", {FORGE: FORGER})
    gh.idle()
    return rig


def test_github_shows_the_forgery_like_any_check(rig: Rig) -> None:
    head = rig.repo.head("forged")
    for name in NAMES:
        listed = app(rig, checks="read")("GET", f"/r/commits/{head}/check-runs?check_name={name}").json()
        newest = listed["check_runs"][0]
        assert (name, "success", "github-actions") == (
            newest["name"],
            newest["conclusion"],
            newest["app"]["slug"],
        )


def test_the_forgery_is_no_proof(rig: Rig) -> None:
    looked = rig.make_pass()
    ((_, reason),) = looked.plan.pulls
    run = max(r.id for r in rig.repo.record.runs.values() if r.workflow.path.endswith("ci.yml"))
    expected = f"no proof: CI / test ended with failure on it (run {run})"
    assert (expected, "failure") == (reason.text, rig.shown(1))


def test_the_forgery_is_no_proof_where_the_red_workflow_did_not_run(rig: Rig) -> None:
    ci = rig.repo.tree("forged")[".github/workflows/ci.yml"]
    rig.repo.commit({".github/workflows/ci.yml": ci.replace("  pull_request:\n", "")}, "forged", by="bob")
    rig.gh.idle()
    looked = rig.make_pass()
    ((_, reason),) = looked.plan.pulls
    assert (False, "failure") == (reason.status == "ok", rig.shown(1))
    assert "CI / test has not run on it" in [part.text for part in reason.children]


def test_a_forged_failure_on_main_stops_nothing(gh: Sandbox) -> None:
    rig = make_rig(gh)

    def step(ask: Ask) -> None:
        told = {"name": "test", "head_sha": rig.repo.head(), "conclusion": "failure"}
        assert 201 == ask("POST", "/r/check-runs", told).status_code

    gh.script(in_workflow(rig, FORGE, step, fails_when("broken")))
    rig.repo.commit({FORGE: FORGER.replace("pull_request", "push")})
    gh.idle()
    assert "main is running" == rig.look().plan.line.text


def stopped_with_lax(gh: Sandbox) -> Rig:
    """A stopped line, and a branch beside it into which anything passes."""
    rig = make_rig(gh, {".github/andon.yml": "version: 1\nmode: enforce\nline: {confirm: {reruns: 0}}\n"})
    gh.script(fails_when("broken"))
    rig.repo.commit({"app.py": "broken\n"}, message="Break it")
    gh.idle()
    rig.repo.branch("lax")
    rig.repo.commit({"app.py": "fine here\n"}, "lax", by="bob")
    return rig


def test_a_run_for_a_lax_base_is_no_proof_once_the_base_is_main(gh: Sandbox) -> None:
    """GitHub runs a pull request's workflow as its merge with the base has it, and says only the head."""
    rig = stopped_with_lax(gh)
    gh.script(lambda run, job: Outcome("success" if run.event == "pull_request" else "failure"))
    rig.repo.branch("forged")
    rig.repo.commit({"more.py": "y = 1\n"}, "forged", by="bob")
    number = rig.repo.pull("forged", base="lax", by="bob")
    gh.idle()
    gh.clock.advance(minutes=1)
    rig.repo.retarget(number, "main")
    gh.idle()

    ran = [r for r in rig.repo.record.runs.values() if r.head_sha == rig.repo.head("forged")]
    assert [("pull_request", "success")] == [
        (r.event, r.conclusion) for r in ran if r.event == "pull_request"
    ]
    looked = rig.make_pass()
    ((_, reason),) = looked.plan.pulls
    expected = "no proof: CI / test passed on it, but perhaps for another base; push a commit"
    assert (expected, "failure") == (reason.text, rig.shown(number))


@pytest.mark.parametrize("first", ["same repository", "fork"])
def test_a_run_of_another_forks_twin_is_no_proof(gh: Sandbox, first: str) -> None:
    """One commit may be the head of branches in several forks; a run says of which only in REST."""
    rig = stopped_with_lax(gh)
    gh.script(lambda run, job: Outcome("cancelled" if run.event == "pull_request" else "failure"))
    rig.repo.branch("forged")
    rig.repo.commit({"more.py": "y = 1\n"}, "forged", by="bob")
    mine = gh.repository("bob/shop", fork_of=rig.repo, by="bob") if first == "fork" else None
    number = rig.repo.pull("forged", by="bob", head_repo=mine)
    gh.idle()
    gh.clock.advance(minutes=1)
    gh.script(lambda run, job: Outcome("success" if run.event == "pull_request" else "failure"))
    fork = gh.repository("mallory/shop", fork_of=rig.repo, by="mallory")
    twin = rig.repo.pull("forged", base="lax", by="mallory", head_repo=fork)
    gh.idle()
    gh.clock.advance(minutes=1)
    rig.repo.close(twin, by="mallory")

    assert rig.repo.head("forged") == fork.head("forged")
    looked = rig.make_pass()
    assert "no proof: CI / test ended with cancelled on it" in dict(looked.plan.pulls)[number].text
    assert "failure" == rig.shown(number)


def test_a_forks_own_run_proves(gh: Sandbox) -> None:
    rig = stopped_with_lax(gh)
    fork = gh.repository("mallory/shop", fork_of=rig.repo, by="mallory")
    fork.branch("mend", by="mallory")
    fork.commit({"app.py": "x = 2\n"}, "mend", by="mallory")
    number = rig.repo.pull("mend", by="mallory", head_repo=fork)
    gh.idle()
    looked = rig.make_pass()
    assert ("ok", "success") == (dict(looked.plan.pulls)[number].status, rig.shown(number))
