"""Trap 15: re-running a pull request's checks keeps their merge commit; only updating the branch helps."""

from bot.sandbox import Sandbox
from bot.sandbox.store import Run
from tests.asking import person
from tests.rig import Rig, fails_when, make_rig, pull

CONFIG = "version: 1\nmode: enforce\nline: {confirm: {reruns: 0}}\n"


def newest_run(rig: Rig, branch: str) -> Run:
    """The newest CI run of a pull request's branch."""
    runs = (r for r in rig.repo.record.runs.values() if r.event == "pull_request")
    return max((r for r in runs if r.head_branch == branch), key=lambda r: r.id)


def test_green_again_the_cord_is_released_though_old_checks_stay_red(gh: Sandbox) -> None:
    rig = make_rig(gh, {".github/andon.yml": CONFIG})
    gh.script(fails_when("broken"))
    rig.repo.commit({"app.py": "broken\n"}, message="Break it")
    number = pull(rig, "topic")
    gh.idle()
    rig.settle()
    run = newest_run(rig, "topic")
    assert ("failure", "failure") == (run.conclusion, rig.shown(number))

    rig.repo.commit({"app.py": "x = 2\n"}, message="Mend it")
    gh.idle()
    old = run.sha
    assert 201 == person(rig, "bob")("POST", f"/r/actions/runs/{run.id}/rerun-failed-jobs").status_code
    gh.idle()
    assert (2, old, "failure") == (run.attempt, run.sha, run.conclusion)

    rig.settle()
    assert ("success", 2) == (rig.shown(number), run.attempt)  # released; its own red checks are left alone
    rig.repo.merge(number, by="bob")


def test_a_new_push_gets_a_new_merge_commit_and_its_checks_pass(gh: Sandbox) -> None:
    rig = make_rig(gh)
    gh.script(fails_when("broken"))
    rig.repo.commit({"app.py": "broken\n"}, message="Break it")
    pull(rig, "topic")
    rig.repo.commit({"app.py": "x = 2\n"}, message="Mend it")
    gh.idle()
    assert "failure" == newest_run(rig, "topic").conclusion
    rig.repo.commit({"more.txt": "more\n"}, "topic", by="bob")
    gh.idle()
    assert "success" == newest_run(rig, "topic").conclusion
