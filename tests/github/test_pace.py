"""How many writes there may be: GitHub's numbers, a lane that the other cannot use up, and when there is room."""

import random
from datetime import datetime, timedelta

import pytest

from bot.github.documents import SCAN
from bot.github.errors import Busy
from bot.github.governor import Governor
from bot.github.pace import LIMITS, Budget, Lane, lane, limits
from bot.github.pulls import ENQUEUE
from tests.building import AT

ROOT = "https://api.github.com/repos/acme/shop"


def made(budget: Budget, which: Lane, count: int, at: datetime = AT, idle: bool = False) -> int:
    """How many of so many writes, wanted at one moment, are within the limits."""
    done = 0
    for _ in range(count):
        if not budget.wait(which, at, idle):
            budget.spend(which, at)
            done += 1
    return done


def test_cords_have_75_a_minute_and_what_is_left_of_eighty_is_for_the_rest() -> None:
    budget = Budget()
    assert (75, 5) == (made(budget, "cord", 100), made(budget, "other", 100))


def test_jobs_have_thirty_a_minute_and_leave_cords_fifty() -> None:
    budget = Budget()
    assert (30, 50) == (made(budget, "other", 100), made(budget, "cord", 100))


def test_cords_of_what_could_not_merge_leave_a_sixth_of_all_to_the_others_and_to_the_rest() -> None:
    budget = Budget()
    assert (66, 9, 5) == (
        made(budget, "cord", 100, idle=True),
        made(budget, "cord", 100),
        made(budget, "other", 100),
    )
    other = Budget()
    assert (70, 0) == (made(other, "cord", 70), made(other, "cord", 100, idle=True))


def test_an_hour_has_five_hundred_of_which_a_sixteenth_is_kept_for_the_rest() -> None:
    budget = Budget()
    cords = sum(made(budget, "cord", 75, AT + timedelta(minutes=2 * n)) for n in range(10))
    later = AT + timedelta(minutes=30)
    others = sum(made(budget, "other", 30, later + timedelta(minutes=2 * n)) for n in range(5))
    assert (468, 32) == (cords, others)


def test_who_has_to_wait_is_told_exactly_how_long() -> None:
    budget = Budget()
    made(budget, "cord", 75)
    wait = budget.wait("cord", AT + timedelta(seconds=20))
    assert timedelta(seconds=40) == wait
    assert (0, 75) == (
        made(budget, "cord", 1, AT + timedelta(seconds=20) + wait - timedelta(milliseconds=1)),
        made(budget, "cord", 100, AT + timedelta(seconds=20) + wait),
    )


def test_writes_of_the_same_five_seconds_make_room_together() -> None:
    budget = Budget()
    for n in range(75):
        assert 1 == made(budget, "cord", 1, AT + timedelta(milliseconds=50 * n + 1))
    wait = budget.wait("cord", AT + timedelta(seconds=10))
    assert 75 == made(budget, "cord", 100, AT + timedelta(seconds=10) + wait)


def test_whatever_is_wanted_when_no_minute_and_no_hour_has_more_than_github_lets() -> None:
    seed = random.randrange(2**32)
    print("seed", seed)
    rng, budget, now = random.Random(seed), Budget(), AT
    writes: list[datetime] = []
    for _ in range(1500):
        which: Lane = rng.choice(("cord", "other"))
        wait = budget.wait(which, now)
        if wait:
            now += wait
            assert not budget.wait(which, now)
        budget.spend(which, now)
        writes.append(now)
        now += timedelta(seconds=rng.choice((0, 0, 0, 0.1, 2)))
    for span, most in ((timedelta(minutes=1), 80), (timedelta(hours=1), 500)):
        assert all(b - a >= span for a, b in zip(writes, writes[most:], strict=False))


def test_what_changes_nothing_has_no_lane() -> None:
    asked = [
        ("GET", f"{ROOT}/commits/a/check-runs"),
        ("POST", "https://api.github.com/graphql"),
        ("POST", f"{ROOT}/check-runs"),
        ("PATCH", f"{ROOT}/check-runs/7"),
        ("POST", f"{ROOT}/issues"),
        ("DELETE", "https://api.github.com/repos/acme/check-runs/issues/7/labels/x"),
    ]
    assert [None, None, "cord", "cord", "other", "other"] == [lane(*one) for one in asked]
    graphql = ("POST", "https://api.github.com/graphql")
    assert [None, "other"] == [lane(*graphql, document) for document in (SCAN, ENQUEUE)]


def test_the_governor_refuses_the_write_that_is_one_too_many_and_no_other_call() -> None:
    governor = Governor(lambda: AT)
    for _ in range(LIMITS[0].lanes["other"]):
        governor.admit(3, "other")
    with pytest.raises(Busy, match="writes are paced to stay within GitHub's limits; 60 s to go") as refused:
        governor.admit(3, "other")
    assert 60 == refused.value.retry_after
    governor.admit(3)
    governor.admit(3, "cord")
    governor.admit(4, "other")


def test_what_the_app_does_as_itself_is_not_paced() -> None:
    governor = Governor(lambda: AT)
    for _ in range(200):
        governor.admit(None, "other")


def test_other_numbers_keep_the_shares_and_at_least_one_write_for_each() -> None:
    found = limits(1, 1000)
    shares = [(limit.total, limit.lanes["cord"], limit.lanes["other"], limit.idle) for limit in found]
    assert [(1, 1, 1, 1), (1000, 937, 375, 833)] == shares
