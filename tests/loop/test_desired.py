"""Desired state once around the loop: what is missing is filed, offered, merged, and the job closes with proof."""

from collections.abc import Iterator

import pytest

from bot.model.events import PassEvent
from bot.sandbox import Sandbox
from tests.rig import CI, Rig, make_rig

CONFIG = """\
version: 1
mode: enforce
fix: {merge: auto}
rules:
  required-files: [ci, SECURITY.md]
"""
POLICY = "Write to security@acme.example.\n"
WORKFLOW = ".github/workflows/ci.yml"


@pytest.fixture
def rig(gh: Sandbox) -> Iterator[Rig]:
    """A repository without CI or caller workflow whose organisation has templates for what is missing."""
    gh.repository("acme/.github", {"templates/SECURITY.md": POLICY, "workflow-templates/ci.yml": CI})
    yield make_rig(gh, {".github/andon.yml": CONFIG, WORKFLOW: None, ".github/workflows/andon.yml": None})


def settle(rig: Rig) -> None:
    """Passes until nothing is left, the time that an offer must be seen for included."""
    rig.settle()
    rig.gh.clock.advance(seconds=31)
    rig.settle()


def told(rig: Rig) -> list[tuple[str, str, list[str]]]:
    """Each job: its title, state and labels."""
    return [(j.title, j.state, sorted(label.name for label in j.labels)) for j in rig.jobs()]


def test_what_is_missing_is_added_and_both_jobs_close_with_proof(rig: Rig) -> None:
    settle(rig)
    files = rig.repo.tree(rig.repo.head())
    assert (CI, POLICY) == (files[WORKFLOW], files["SECURITY.md"])
    done = ["andon", "andon:done"]
    assert [
        (f"{WORKFLOW} is missing", "closed", done),
        ("SECURITY.md is missing", "closed", done),
    ] == told(rig)
    assert all("Proof: main is as it should be at" in (job.body or "") for job in rig.jobs())
    ends = {(e["job_type"], e["success"]) for e in rig.events() if e["event"] == "job"}
    assert {("add-workflow", True), ("add-file", True)} == ends
    passes = [PassEvent.model_validate(e) for e in rig.events() if e["event"] == "pass"]
    created = sorted((one.type, one.priority) for each in passes for one in each.jobs_created)
    assert [("add-file", 2), ("add-workflow", 2)] == created


@pytest.mark.deep
def test_what_is_added_is_judged_like_everything_else_from_then_on(rig: Rig) -> None:
    settle(rig)
    assert "main is running" == rig.look().plan.line.text


@pytest.mark.deep
def test_a_rule_that_is_turned_off_ends_its_jobs_and_what_was_proposed_for_them(rig: Rig) -> None:
    rig.repo.commit({".github/andon.yml": CONFIG.replace("auto", "never")})
    rig.settle()
    assert ["open", "open"] == [state for _, state, _ in told(rig)]
    assert ["open", "open"] == [fix.state for fix in rig.fixes()]
    rig.repo.commit({".github/andon.yml": "version: 1\nmode: enforce\n"})
    rig.settle()
    assert ["closed", "closed"] == [state for _, state, _ in told(rig)]
    assert ["closed", "closed"] == [fix.state for fix in rig.fixes()]


@pytest.mark.deep
def test_a_job_that_people_close_is_not_tried_again(rig: Rig) -> None:
    rig.make_pass()
    for job in rig.jobs():
        rig.repo.close(job.number)
    rig.settle()
    assert ([], ["closed", "closed"]) == (rig.fixes(), [state for _, state, _ in told(rig)])
