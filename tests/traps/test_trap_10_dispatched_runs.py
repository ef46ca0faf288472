"""Trap 10: a dispatched run's checks stand on a pull request's head and prove nothing; of a fork's code it
would run with the repository's secrets."""

import pytest

from bot.sandbox import Sandbox, git
from bot.sandbox.actions.runner import Order
from tests.asking import person
from tests.rig import ENFORCE, Rig, fails_when, make_rig

CI = """\
name: CI
on: {push: {branches: [main]}, workflow_dispatch: }
jobs: {test: {runs-on: ubuntu-latest, steps: [{run: pytest}]}}
"""
CONFIG = ENFORCE + "line: {confirm: {reruns: 0}}\n"


@pytest.fixture
def rig(gh: Sandbox) -> Rig:
    """Main is broken; CI runs on pushes to it, and where somebody dispatches it."""
    rig = make_rig(gh, {".github/workflows/ci.yml": CI, ".github/andon.yml": CONFIG})
    gh.script(fails_when("broken"))
    rig.repo.commit({"app.py": "broken\n"}, message="Break it")
    gh.idle()
    return rig


def mending(rig: Rig) -> int:
    """A pull request from bob's branch that would fix main."""
    rig.repo.branch("topic")
    rig.repo.commit({"app.py": "mended\n"}, "topic", by="bob")
    return rig.repo.pull("topic", by="bob")


def from_fork(rig: Rig) -> tuple[int, str]:
    """The same from a fork: its number and head."""
    fork = rig.gh.repository("mallory/shop", fork_of=rig.repo, by="mallory")
    fork.branch("theirs", by="mallory")
    head = fork.commit({"app.py": "mended\n"}, "theirs", by="mallory")
    return rig.repo.pull("theirs", by="mallory", head_repo=fork), head


def dispatch(rig: Rig, ref: str) -> tuple[int, str]:
    """A person starts CI by hand: status, and what GitHub says."""
    answer = person(rig, "alice")("POST", "/r/actions/workflows/ci.yml/dispatches", {"ref": ref})
    rig.gh.idle()
    return answer.status_code, answer.json()["message"] if answer.content else ""


def test_the_check_of_a_dispatched_run_is_there_and_satisfies_nothing(rig: Rig) -> None:
    number = mending(rig)
    assert 204 == dispatch(rig, "topic")[0]
    rig.repo.record.rules.clear()
    rig.repo.require("test")
    head = rig.repo.pull_of(number).head_sha
    assert [("test", "success")] == [(one.name, one.conclusion) for one in rig.repo.checks(head, "test")]
    merged = person(rig, "bob")("PUT", f"/r/pulls/{number}/merge", {})
    assert (405, 'Required status check "test" is expected.') == (
        merged.status_code,
        merged.json()["message"],
    )


def test_andon_takes_a_dispatched_run_for_no_proof(rig: Rig) -> None:
    number = mending(rig)
    dispatch(rig, "topic")
    looked = rig.make_pass()
    (why,) = (reason.text for about, reason in looked.plan.pulls if about == number)
    assert ("failure", "no proof: CI / test has not run on it") == (rig.shown(number), why)


def test_github_dispatches_no_forks_ref(rig: Rig) -> None:
    number, _ = from_fork(rig)
    refs = (f"refs/pull/{number}/head", f"refs/pull/{number}/merge", "theirs", "mallory:theirs")
    assert [(422, f"No ref found for: {ref}") for ref in refs] == [dispatch(rig, ref) for ref in refs]


def test_what_is_pushed_for_a_fork_and_dispatched_has_the_secrets(rig: Rig) -> None:
    rig.repo.record.secrets["DEPLOY_KEY"] = "hush"
    seen: dict[str, bool] = {}

    def play(order: Order) -> None:
        seen[order.run.event] = "DEPLOY_KEY" in order.secrets

    rig.gh.play(play)
    both = CI.replace("workflow_dispatch: ", "workflow_dispatch: , pull_request: ")
    rig.repo.commit({".github/workflows/ci.yml": both})
    _, head = from_fork(rig)
    rig.gh.idle()
    rig.repo.branch("for-them", at=head)
    assert 204 == dispatch(rig, "for-them")[0]
    assert {"pull_request": False, "workflow_dispatch": True} == {
        event: has for event, has in seen.items() if event != "push"
    }


def test_andon_dispatches_on_the_line_alone(rig: Rig) -> None:
    number, head = from_fork(rig)
    rig.settle()
    runs = [run for run in rig.repo.record.runs.values() if run.event == "workflow_dispatch"]
    assert {("andon[bot]", "refs/heads/main", rig.repo.head())} == {
        (run.actor.login, run.ref, run.head_sha) for run in runs
    }
    assert "failure" == rig.shown(number)
    assert git.object_type(rig.repo.record.path, head) == "commit"  # it was there to be dispatched on
