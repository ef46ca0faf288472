"""Trap 6: a completed check run cannot go back to in_progress; the newest of a name counts."""

from bot.sandbox import Sandbox
from tests.asking import app, person
from tests.rig import fails_when, make_rig, pull


def test_a_green_cord_turns_yellow_as_a_new_check_run(gh: Sandbox) -> None:
    rig = make_rig(gh)
    number = pull(rig, "topic")
    rig.make_pass()
    green = rig.cord(number)
    assert green is not None
    body = {"status": "in_progress"}
    answer = app(rig, checks="write")("PATCH", f"/r/check-runs/{green.id}", body).json()
    assert ("completed", "success") == (answer["status"], answer["conclusion"])

    gh.script(fails_when("broken"))
    rig.repo.commit({"app.py": "broken\n"}, message="Break it")
    gh.idle()
    rig.make_pass()
    yellow = rig.cord(number)
    assert yellow is not None
    assert (True, "in_progress", "success") == (yellow.id > green.id, yellow.status, green.conclusion)
    refused = person(rig, "bob")("PUT", f"/r/pulls/{number}/merge", {})
    assert (405, 'Required status check "Andon" is in progress.') == (
        refused.status_code,
        refused.json()["message"],
    )

    gh.idle()
    rig.make_pass()
    red = rig.cord(number)
    assert red is not None
    assert (yellow.id, "failure") == (red.id, red.conclusion)  # from yellow on, one check run is enough
