"""Trap 14: checks attach to commits, and one commit may be the head of two pull requests."""

from bot.sandbox import Sandbox
from tests.asking import app
from tests.rig import fails_when, make_rig, pull

CONFIG = "version: 1\nmode: enforce\nline: {confirm: {reruns: 0}}\n"


def test_a_head_that_two_bases_share_proves_nothing_until_it_runs_for_one_alone(gh: Sandbox) -> None:
    rig = make_rig(gh, {".github/andon.yml": CONFIG})
    rig.repo.branch("release")
    gh.script(fails_when("broken"))
    rig.repo.commit({"app.py": "broken\n"}, message="Break it")
    gh.idle()
    mends = pull(rig, "mend", {"app.py": "x = 2\n"})
    other = rig.repo.pull("mend", base="release", by="bob")
    gh.idle()

    looked = rig.make_pass()
    head = rig.repo.head("mend")
    listed = app(rig, checks="read")("GET", f"/r/commits/{head}/check-runs?check_name=Andon").json()
    (check,) = listed["check_runs"]
    assert [mends, other] == sorted(pull["number"] for pull in check["pull_requests"])

    reasons = dict(looked.plan.pulls)
    shared = f"no proof: its head is also that of #{other}, which has another base"
    assert ("failure", shared) == (check["conclusion"], reasons[mends].text)
    assert f"This commit is also the head of #{other}; the check is theirs too." in check["output"]["summary"]

    gh.clock.advance(minutes=1)
    rig.repo.close(other)
    closed = rig.make_pass()
    doubt = "no proof: CI / test passed on it, but perhaps for another base; push a commit"
    assert (doubt, "failure") == (dict(closed.plan.pulls)[mends].text, rig.shown(mends))

    rig.repo.commit({"more.py": "y = 1\n"}, "mend", by="bob")
    gh.idle()
    alone = rig.make_pass()
    assert (True, "success") == (dict(alone.plan.pulls)[mends].status == "ok", rig.shown(mends))
