"""Trap 2: scheduled and dispatched runs hang on the default branch's head, and say nothing of the line."""

from bot.sandbox import Sandbox
from tests.asking import app, person
from tests.rig import fails_when, make_rig, pull

NIGHTLY = ".github/workflows/nightly.yml"
TOOL = ".github/workflows/tool.yml"
FILES: dict[str, str | bytes | None] = {
    NIGHTLY: "on: {schedule: [{cron: '0 3 * * *'}]}\njobs: {soak: {runs-on: x, steps: [{run: 'false'}]}}\n",
    TOOL: "on: workflow_dispatch\njobs: {tool: {runs-on: x, steps: [{run: 'false'}]}}\n",
}


def test_failing_nightlies_and_tools_are_on_the_head_but_stop_nothing(gh: Sandbox) -> None:
    rig = make_rig(gh, FILES)
    number = pull(rig, "topic")
    rig.make_pass()
    head = rig.repo.head()
    ci = fails_when("x = 1")  # whatever runs from now on fails
    gh.script(ci)
    dispatched = person(rig, "bob")("POST", "/r/actions/workflows/tool.yml/dispatches", {"ref": "main"})
    rig.repo.record_run(NIGHTLY, head, {"soak": "failure"}, event="schedule")
    gh.idle()

    listed = app(rig, checks="read")("GET", "/r/commits/main/check-runs").json()["check_runs"]
    assert 204 == dispatched.status_code
    assert {("test", "success"), ("soak", "failure"), ("tool", "failure")} == {
        (check["name"], check["conclusion"]) for check in listed if check["head_sha"] == head
    }

    looked = rig.make_pass()
    assert ("main is running", []) == (looked.plan.line.text, rig.kinds(looked))
    assert "success" == rig.shown(number)
