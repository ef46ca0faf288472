"""A pull request that contains what the line was moved on to, with checks from before that: what helps is said."""

from bot.sandbox import Sandbox
from tests.asking import person
from tests.loop.commanding import make_shop


def test_a_head_that_contains_the_lines_is_told_to_run_its_checks_again_not_to_merge(gh: Sandbox) -> None:
    shop = make_shop(gh)
    rig = shop.rig
    rig.repo.branch("stack")
    breaks = rig.repo.commit({"app.py": "broken\n"}, "stack", by="bob")
    rig.repo.commit({"app.py": "x = 9\n"}, "stack", by="bob")
    number = rig.repo.pull("stack", by="bob")
    rig.settle()
    gh.clock.advance(minutes=10)
    moved = person(rig, "alice")("PATCH", "/r/git/refs/heads/main", {"sha": breaks, "force": False})
    assert 200 == moved.status_code
    rig.settle()
    cord = rig.cord(number)
    assert cord is not None
    told = cord.summary or ""
    assert "failure" == cord.conclusion
    assert "Now: no proof: CI / test: run " in told
    assert "is older than the line's head, which it contains; push a commit to have it run anew." in told
    rig.repo.commit({"b.txt": "anew\n"}, "stack", by="bob")
    rig.settle()
    assert "success" == rig.shown(number)
