"""Once around the loop against the local GitHub, with scripted jobs."""

from bot.sandbox import Sandbox
from tests.rig import fails_when, make_rig, pull


def test_a_line_that_goes_red_is_stopped_and_released_when_people_fix_it(gh: Sandbox) -> None:
    rig = make_rig(gh, {".github/andon.yml": "version: 1\nmode: enforce\n"})
    one, two = pull(rig, "one"), pull(rig, "two")
    rig.settle()
    assert ["success", "success"] == [rig.shown(one), rig.shown(two)]

    gh.script(fails_when("broken"))
    rig.repo.commit({"app.py": "broken\n"}, message="Break it")
    gh.idle()
    confirming = rig.make_pass()
    assert ["write-cord", "write-cord", "rerun"] == rig.kinds(confirming)
    assert ["in_progress", "in_progress"] == [rig.shown(one), rig.shown(two)]

    gh.idle()
    stopped = rig.make_pass()
    assert ["write-cord", "write-cord", "open-job"] == rig.kinds(stopped)
    assert ["failure", "failure"] == [rig.shown(one), rig.shown(two)]
    rig.settle()
    (job,) = rig.jobs()
    assert "main stopped: CI / test, since " + rig.repo.head()[:7] == job.title
    assert {"andon", "andon:dead-letter"} == {label.name for label in job.labels}

    rig.repo.commit({"app.py": "x = 2\n"}, message="Mend it")
    rig.settle()
    assert ["success", "success"] == [rig.shown(one), rig.shown(two)]
    assert ("closed", {"andon", "andon:done"}) == (job.state, {label.name for label in job.labels})
