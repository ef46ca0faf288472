"""Where nobody can tell what holds: what falls with its lease, and what is left alone."""

from typing import Any

from bot.decide.plan import plan
from bot.model.jobs import Lease
from tests.building import claim, cord, issue, minutes, pull, record, stopped, unread


def test_where_nothing_is_held_an_old_lease_lets_nobody_in_who_may_need_no_cord() -> None:
    """The mode may be one that writes nothing, which nobody can tell as long as it cannot be read."""
    over = Lease(by="brain-1", until=minutes(-60))
    facts: dict[str, Any] = {"claim": claim("open"), "issue": issue(record(lease=over)), "config": None}
    gone = {"unread": (unread("config: object"),), **facts}
    waiting, held = pull(1, created=minutes(-300)), pull(2, cord=cord("failure"))
    assert () == plan(stopped(pulls=(waiting,), **gone)).effects
    let = [
        one.head for one in plan(stopped(pulls=(waiting, held), **gone)).effects if one.kind == "write-cord"
    ]
    assert sorted([waiting.head, held.head]) == sorted(let)
