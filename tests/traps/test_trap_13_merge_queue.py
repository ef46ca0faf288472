"""Trap 13: a failed group ejects its pull request; a green group merges before a late check is written."""

import pytest

from bot.sandbox import Sandbox
from bot.sandbox.rulesets import QueueRule
from tests.asking import app
from tests.rig import Rig, fails_when, make_rig, pull

CI = """\
name: CI
on: {push: {branches: [main]}, pull_request: , merge_group: }
jobs: {test: {runs-on: ubuntu-latest, steps: [{run: pytest}]}}
"""
CONFIG = "version: 1\nmode: enforce\nline: {confirm: {reruns: 0}}\n"


@pytest.fixture
def rig(gh: Sandbox) -> Rig:
    """Main has a merge queue and requires the CI's job; Andon's cord is not required yet."""
    rig = make_rig(gh, {".github/workflows/ci.yml": CI, ".github/andon.yml": CONFIG})
    rig.repo.record.rules.clear()
    rig.repo.rule(QueueRule(branch="main", timeout_minutes=10))
    rig.repo.require("test")
    gh.script(fails_when("broken"))
    return rig


def queued(rig: Rig) -> list[int]:
    return [entry.number for entry in rig.repo.record.queues.get("main", [])]


def test_while_main_is_broken_every_group_fails_and_ejects_what_is_good_in_itself(rig: Rig) -> None:
    good = [pull(rig, "one"), pull(rig, "two")]
    rig.gh.idle()
    # past the queue, as only a bypass actor can
    rig.repo.commit({"app.py": "broken\n"}, message="Break it")
    for number in good:
        rig.repo.enqueue(number, by="bob")
    rig.gh.idle()
    assert ([], [False, False]) == (queued(rig), [rig.repo.pull_of(number).merged for number in good])
    failed = [run for run in rig.repo.record.runs.values() if run.event == "merge_group"]
    assert {"failure"} == {run.conclusion for run in failed}
    rig.make_pass()
    assert ["failure", "failure"] == [rig.shown(number) for number in good]


def test_a_green_group_is_merged_before_what_is_not_required_can_be_said_of_it(rig: Rig) -> None:
    number = pull(rig, "one")
    rig.gh.idle()
    rig.repo.enqueue(number, by="bob")
    rig.gh.idle()  # the group's own checks end
    head = rig.repo.head()
    assert (True, head) == (rig.repo.pull_of(number).merged, rig.repo.pull_of(number).merge_commit_sha)
    late = {"name": "Andon", "head_sha": head, "conclusion": "failure"}
    assert 201 == app(rig)("POST", "/r/check-runs", late).status_code
    assert (True, head) == (rig.repo.pull_of(number).merged, rig.repo.head())


def test_a_cord_that_said_yes_cannot_be_taken_back_once_the_rest_is_green(rig: Rig) -> None:
    rig.repo.require("Andon", app=rig.app)
    number = pull(rig, "one")
    rig.gh.idle()
    rig.make_pass()
    rig.repo.enqueue(number, by="bob")
    rig.gh.idle()
    (group,) = (run.head_sha for run in rig.repo.record.runs.values() if run.event == "merge_group")
    assert [number] == queued(rig)  # only the cord is lacking
    for conclusion in ("success", "failure"):
        told = {"name": "Andon", "head_sha": group, "conclusion": conclusion}
        assert 201 == app(rig)("POST", "/r/check-runs", told).status_code
    assert (True, group) == (rig.repo.pull_of(number).merged, rig.repo.head())


def required(gh: Sandbox, ci: str = CI) -> Rig:
    """A repository whose queue asks for the cord, and for the CI's job if that runs on groups."""
    rig = make_rig(gh, {".github/workflows/ci.yml": ci, ".github/andon.yml": CONFIG}, "acme/queued")
    rig.repo.rule(QueueRule(branch="main", timeout_minutes=10))
    if "merge_group" in ci:
        rig.repo.require("test")
    gh.script(fails_when("broken"))
    return rig


def offered(rig: Rig, name: str, files: dict[str, str | bytes | None] | None = None) -> int:
    """A pull request whose cord has been written."""
    number = pull(rig, name, files)
    rig.gh.idle()
    rig.make_pass()
    return number


def test_a_group_is_merged_once_its_checks_and_its_cord_are_there(gh: Sandbox) -> None:
    rig = required(gh)
    number = offered(rig, "one")
    rig.repo.enqueue(number, by="bob")
    gh.idle()
    assert [number] == queued(rig)  # only the cord is lacking
    rig.make_pass()
    assert ([], True) == (queued(rig), rig.repo.pull_of(number).merged)


def test_a_broken_line_lets_no_group_in_and_tells_who_left_the_queue(gh: Sandbox) -> None:
    """Nothing of the group's own runs, so it would be merged if the cord did not keep it out."""
    rig = required(gh, CI.replace(", merge_group: ", ""))
    number = offered(rig, "one")
    break_main(rig)
    rig.repo.enqueue(number, by="bob")
    rig.make_pass()
    assert [number] == queued(rig)  # what might prove it may still begin
    gh.clock.advance(minutes=3)
    rig.make_pass()
    assert ([], False) == (queued(rig), rig.repo.pull_of(number).merged)
    rig.make_pass()
    (job,) = rig.jobs()
    assert f"Out of the merge queue: #{number}." in str(job.body)


def break_main(rig: Rig) -> None:
    """Past the queue, as only a bypass actor can."""
    rig.repo.commit({"app.py": "broken\n"}, message="Break it", by="alice")
    rig.gh.idle()


def test_the_group_of_a_fix_passes_a_broken_line_by_its_own_proof(gh: Sandbox) -> None:
    rig = required(gh)
    break_main(rig)
    rig.make_pass()
    fix = offered(rig, "fix", {"app.py": "whole\n"})
    assert "success" == rig.shown(fix)
    rig.repo.enqueue(fix, by="bob")
    gh.idle()
    rig.make_pass()
    assert ([], True) == (queued(rig), rig.repo.pull_of(fix).merged)


def test_a_group_that_proves_nothing_in_time_leaves_the_queue(gh: Sandbox) -> None:
    rig = required(gh)
    number = offered(rig, "one")
    rig.repo.enqueue(number, by="bob")
    gh.clock.advance(minutes=10)
    assert ([], False) == (queued(rig), rig.repo.pull_of(number).merged)
