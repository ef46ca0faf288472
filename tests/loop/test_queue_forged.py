"""A branch that is only named like a merge group's gets no cord: whoever may push can make one."""

import pytest

from bot.sandbox import Sandbox
from tests.loop.commanding import make_shop


@pytest.mark.deep
def test_a_branch_named_like_a_merge_group_is_none_where_there_is_no_queue(gh: Sandbox) -> None:
    shop = make_shop(gh)
    repo = shop.rig.repo
    shop.break_main()
    word = shop.say(f"/andon pass {shop.head()} it is urgent", "carol")
    assert ("success", "+1") == (shop.cord(), shop.answer(word))
    named = f"gh-readonly-queue/main/pr-{shop.number}-{repo.head('main')}"
    repo.branch(named)
    forged = repo.commit({"evil.txt": "x\n"}, named, by="bob")
    shop.settle()
    assert [] == repo.checks(forged, "Andon")
    number = repo.pull(named, by="bob")
    shop.settle()
    assert "failure" == shop.rig.shown(number)
