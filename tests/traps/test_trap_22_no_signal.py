"""Trap 22: CI on pull requests only leaves main with no signal: said, never called green."""

from bot.sandbox import Sandbox
from tests.asking import app, person
from tests.rig import fails_when, make_rig, pull

CI = "name: CI\non: pull_request\njobs: {test: {runs-on: ubuntu-latest, steps: [{run: 'true'}]}}\n"


def test_without_a_push_run_there_is_no_signal_and_nothing_is_blocked(gh: Sandbox) -> None:
    rig = make_rig(gh, {".github/workflows/ci.yml": CI})
    gh.script(fails_when("broken"))
    number = pull(rig, "topic")
    rig.repo.commit({"app.py": "broken\n"}, message="Break what nothing tests")
    gh.idle()
    listed = app(rig, checks="read")("GET", "/r/commits/main/check-runs").json()
    assert 0 == listed["total_count"]

    looked = rig.make_pass()
    assert (
        "main has no signal: CI runs on pull requests only; add `push` to its triggers"
        == looked.plan.line.text
    )
    cord = rig.cord(number)
    assert cord is not None
    assert ("success", "No signal on main") == (cord.conclusion, cord.title)
    assert "nothing is known to be green" in (cord.summary or "")
    assert 200 == person(rig, "bob")("PUT", f"/r/pulls/{number}/merge", {}).status_code
