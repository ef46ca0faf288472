"""When not to call: while GitHub asked to wait, and while it is down."""

from datetime import datetime, timedelta

import pytest

from bot.github.errors import Broken, Busy
from bot.github.governor import FAILURES_TO_OPEN, OPEN_FOR, Governor
from tests.building import AT


class Watch:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.time = AT

    def now(self) -> datetime:
        return self.time

    def move(self, by: timedelta) -> None:
        self.time += by


def governed() -> tuple[Governor, Watch]:
    watch = Watch()
    return Governor(watch.now), watch


def fail(governor: Governor, times: int = FAILURES_TO_OPEN, installation: int | None = 3) -> None:
    for _ in range(times):
        governor.admit(installation)
        governor.failed(installation)


def test_nothing_is_held_up_while_all_is_well() -> None:
    governor, _ = governed()
    governor.admit(3)
    governor.admit(None)


def test_a_limit_is_obeyed_for_as_long_as_it_lasts() -> None:
    governor, watch = governed()
    governor.limited(3, 60)
    watch.move(timedelta(seconds=20))
    with pytest.raises(Busy, match="GitHub asked to wait; 40 s to go") as refused:
        governor.admit(3)
    assert 40 == refused.value.retry_after
    watch.move(timedelta(seconds=40))
    governor.admit(3)


def test_one_installations_limit_is_not_anothers() -> None:
    governor, _ = governed()
    governor.limited(3, 60)
    fail(governor, installation=4)
    governor.admit(5)
    governor.admit(None)


def test_the_breaker_opens_after_failures_in_a_row() -> None:
    governor, _ = governed()
    fail(governor, FAILURES_TO_OPEN - 1)
    governor.admit(3)
    governor.failed(3)
    with pytest.raises(Broken, match="GitHub failed 5 times in a row; trying again at 16:45:30 UTC"):
        governor.admit(3)


def test_an_answer_between_failures_keeps_the_breaker_closed() -> None:
    governor, _ = governed()
    fail(governor, FAILURES_TO_OPEN - 1)
    governor.answered(3, 1, False)
    fail(governor, FAILURES_TO_OPEN - 1)
    governor.admit(3)


def test_one_probe_is_let_through_and_the_others_wait_for_it() -> None:
    governor, watch = governed()
    fail(governor)
    watch.move(OPEN_FOR)
    governor.admit(3)
    with pytest.raises(Broken):
        governor.admit(3)


def test_a_probe_that_is_answered_closes_the_breaker() -> None:
    governor, watch = governed()
    fail(governor)
    watch.move(OPEN_FOR)
    governor.admit(3)
    governor.answered(3, 1, False)
    governor.admit(3)
    governor.admit(3)


def test_a_probe_that_fails_opens_the_breaker_again() -> None:
    governor, watch = governed()
    fail(governor)
    watch.move(OPEN_FOR)
    governor.admit(3)
    governor.failed(3)
    watch.move(OPEN_FOR - timedelta(seconds=1))
    with pytest.raises(Broken):
        governor.admit(3)


def test_a_probe_that_is_never_heard_of_again_is_followed_by_another() -> None:
    governor, watch = governed()
    fail(governor)
    for _ in range(2):
        watch.move(OPEN_FOR)
        governor.admit(3)


def test_a_limit_is_an_answer_and_closes_the_breaker() -> None:
    governor, watch = governed()
    fail(governor, FAILURES_TO_OPEN - 1)
    governor.limited(3, 1)
    watch.move(timedelta(seconds=1))
    fail(governor, FAILURES_TO_OPEN - 1)
    governor.admit(3)


def test_points_and_writes_are_counted_by_installation() -> None:
    governor, _ = governed()
    governor.answered(3, 1, True)
    governor.answered(3, 7, False)
    governor.answered(None, 1, True)
    assert [(8, 1), (1, 1), (0, 0)] == [governor.spent(installation) for installation in (3, None, 4)]
