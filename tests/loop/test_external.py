"""CI that is not Actions: another App's required check stops the line and lets the fix through."""

import pytest

from bot.sandbox import Sandbox
from tests.observe.test_reported import other, report
from tests.rig import make_rig, pull


def test_a_required_check_of_another_app_stops_the_line_proves_the_fix_and_releases_it(gh: Sandbox) -> None:
    rig = make_rig(gh, {".github/workflows/ci.yml": None})
    rig.repo.require("build", app=other(rig).app)
    report(rig, rig.repo.head(), "build")
    bystander = pull(rig, "bystander")
    rig.settle()
    assert "success" == rig.shown(bystander)

    report(rig, rig.repo.commit({"app.py": "broken\n"}, message="Break it"), "build", "failure")
    rig.settle()
    assert "failure" == rig.shown(bystander)
    shown = rig.cord(bystander)
    assert shown and "Main is broken, not this PR: build" in (shown.title or "")
    (job,) = rig.jobs()
    assert "main stopped: build, since " + rig.repo.head()[:7] == job.title

    mend = pull(rig, "mend")
    rig.settle()
    assert "failure" == rig.shown(mend)
    report(rig, rig.repo.pull_of(mend).head_sha, "build")
    rig.settle()
    assert ("success", "failure") == (rig.shown(mend), rig.shown(bystander))

    merged = rig.repo.merge(mend)
    rig.settle()
    assert "failure" == rig.shown(bystander)
    report(rig, merged, "build")
    rig.settle()
    assert ("success", "closed") == (rig.shown(bystander), job.state)


@pytest.mark.deep
@pytest.mark.parametrize("has_issues", [True, False])
def test_a_red_check_that_is_begun_again_holds_on_until_it_has_ended(gh: Sandbox, has_issues: bool) -> None:
    rig = make_rig(gh, {".github/workflows/ci.yml": None})
    rig.repo.record.has_issues = has_issues
    rig.repo.require("build", app=other(rig).app)
    bystander = pull(rig, "bystander")
    broken = rig.repo.commit({"app.py": "broken\n"}, message="Break it")
    for end, shown in (("failure", "failure"), (None, "failure"), ("success", "success")):
        report(rig, broken, "build", end)
        looked = rig.settle()
        assert (shown, ()) == (rig.shown(bystander), looked.plan.effects), end
