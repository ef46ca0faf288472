"""Back into the merge queue, over HTTP: what a stop put out of it is merged once the line is green."""

import pytest

from bot.sandbox import Sandbox
from bot.sandbox.rulesets import QueueRule
from tests.rig import CI, Rig, fails_when, make_rig, pull

CONFIG = """\
version: 1
mode: enforce
line: {confirm: {reruns: 0}}
fix: {ladder: [person]}
after_green: {requeue: true}
"""


@pytest.fixture
def put_out(gh: Sandbox) -> tuple[Rig, int]:
    """Nothing of a group's own runs here; a broken main put pull request `number` out of the queue."""
    rig = make_rig(gh, {".github/workflows/ci.yml": CI, ".github/andon.yml": CONFIG})
    rig.repo.rule(QueueRule(branch="main", timeout_minutes=10))
    gh.script(fails_when("broken"))
    number = pull(rig, "one")
    rig.settle()
    rig.repo.commit({"app.py": "broken\n"}, message="Break it", by="alice")
    rig.gh.idle()
    rig.repo.enqueue(number, by="bob")
    rig.make_pass()
    gh.clock.advance(minutes=3)
    rig.make_pass()
    assert [] == rig.repo.record.queues["main"]
    rig.settle()
    return rig, number


def mend(rig: Rig) -> None:
    rig.repo.commit({"app.py": "whole\n"}, message="Mend it", by="alice")
    rig.settle()


def test_it_goes_back_as_it_left_and_the_incident_says_so(put_out: tuple[Rig, int]) -> None:
    rig, number = put_out
    mend(rig)
    assert ([], True) == (rig.repo.record.queues["main"], rig.repo.pull_of(number).merged)
    (job,) = rig.jobs()
    assert f"Out of the merge queue: #{number}. Goes back into it: #{number}." in str(job.body)


@pytest.mark.deep
def test_what_a_person_took_out_since_stays_out(put_out: tuple[Rig, int]) -> None:
    rig, number = put_out
    rig.repo.pull_of(number).queue_moves[-1].login = "bob"
    mend(rig)
    assert ([], False) == (rig.repo.record.queues["main"], rig.repo.pull_of(number).merged)


@pytest.mark.deep
def test_what_a_persons_stop_put_out_goes_back_once_somebody_starts_the_line(gh: Sandbox) -> None:
    rig = make_rig(gh, {".github/workflows/ci.yml": CI, ".github/andon.yml": CONFIG})
    rig.repo.collaborator("alice", "admin")
    rig.repo.rule(QueueRule(branch="main", timeout_minutes=10))
    gh.script(fails_when("broken"))
    number = pull(rig, "one")
    rig.settle()
    rig.repo.enqueue(number, by="bob")
    rig.repo.comment(number, "/andon stop the database burns", by="alice")
    gh.clock.advance(seconds=2)
    rig.settle()
    assert ([], False) == (rig.repo.record.queues["main"], rig.repo.pull_of(number).merged)
    rig.repo.comment(number, "/andon start it is out", by="alice")
    gh.clock.advance(seconds=2)
    rig.settle()
    assert ([], True) == (rig.repo.record.queues["main"], rig.repo.pull_of(number).merged)
    (job,) = rig.jobs()
    assert f"Goes back into it: #{number}." in str(job.body)
