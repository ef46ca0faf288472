"""The keyed queue: one pass per repository at a time, the earliest due time, and none forgotten."""

import asyncio
from datetime import datetime, timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.loop.queue import Queue, RepoKey, Trigger
from tests.building import AT

A, B, C = (RepoKey(installation=3, node_id=name) for name in "abc")
OTHER = RepoKey(installation=4, node_id="d")
SECOND = timedelta(seconds=1)


class Clock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.time = AT

    def now(self) -> datetime:
        return self.time


def queue() -> tuple[Queue, Clock]:
    clock = Clock()
    return Queue(clock.now), clock


async def ready(its: Queue, most: int = 10) -> tuple[tuple[RepoKey, Trigger], ...]:
    """What is due now, nothing if it would have to be waited for."""
    try:
        return await asyncio.wait_for(its.take(most), 0.02)
    except TimeoutError:
        return ()


async def test_keys_are_taken_in_the_order_they_are_due() -> None:
    its, clock = queue()
    its.add(A, "cron", 2 * SECOND)
    its.add(B, "webhook", SECOND)
    its.add(C, "debug", 3 * SECOND)
    assert () == await ready(its)
    clock.time += 2 * SECOND
    assert ((B, "webhook"), (A, "cron")) == await ready(its)
    assert 1 == its.depth


async def test_adding_twice_is_adding_once() -> None:
    its, _ = queue()
    its.add(A, "webhook")
    its.add(A, "webhook")
    assert 1 == its.depth
    assert ((A, "webhook"),) == await ready(its)
    its.done(A)
    assert () == await ready(its)


@pytest.mark.parametrize("delays", [(5, 1), (1, 5)])
async def test_the_earliest_due_time_wins(delays: tuple[int, int]) -> None:
    its, clock = queue()
    for delay in delays:
        its.add(A, "webhook" if delay == 1 else "cron", delay * SECOND)
    clock.time += SECOND
    assert ((A, "webhook"),) == await ready(its)
    its.done(A)
    clock.time += 10 * SECOND
    assert () == await ready(its)


async def test_a_key_added_while_it_runs_runs_once_more_afterwards() -> None:
    its, _ = queue()
    its.add(A, "webhook")
    await ready(its)
    its.add(A, "webhook")
    its.add(A, "debug")
    assert () == await ready(its)
    its.done(A)
    assert ((A, "webhook"),) == await ready(its)


async def test_a_running_key_holds_nobody_else_up() -> None:
    its, _ = queue()
    its.add(A, "cron")
    await ready(its)
    its.add(A, "cron")
    its.add(B, "cron")
    assert ((B, "cron"),) == await ready(its)


async def test_a_batch_is_of_one_installation_and_measured() -> None:
    its, _ = queue()
    for key in (A, OTHER, B, C):
        its.add(key, "cron")
    assert ((A, "cron"), (B, "cron")) == await ready(its, most=2)
    assert ((OTHER, "cron"),) == await ready(its, most=2)
    assert ((C, "cron"),) == await ready(its, most=2)


async def test_failures_come_back_later_and_later_until_one_ends_well() -> None:
    its, clock = queue()
    its.add(A, "webhook")
    assert [2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900] == [await failing(its, clock) for _ in range(11)]
    await its.take()
    its.done(A)
    its.add(A, "webhook")
    assert 2 == await failing(its, clock)


async def failing(its: Queue, clock: Clock) -> int:
    """Seconds until the key is due again once its pass has failed."""
    await its.take()
    its.failed(A, "webhook")
    before = clock.time
    while its.idle:
        clock.time += SECOND
    return int((clock.time - before).total_seconds())


async def test_a_key_added_from_outside_wakes_whoever_waits() -> None:
    its, _ = queue()
    waiting = asyncio.create_task(its.take())
    await asyncio.sleep(0)
    its.add(A, "debug")
    assert ((A, "debug"),) == await waiting


async def test_a_key_that_is_done_wakes_whoever_waits_for_it() -> None:
    its, _ = queue()
    its.add(A, "cron")
    await its.take()
    its.add(A, "cron")
    waiting = asyncio.create_task(its.take())
    await asyncio.sleep(0)
    assert not waiting.done()
    its.done(A)
    assert ((A, "cron"),) == await waiting


async def test_time_alone_wakes_whoever_waits() -> None:
    its, clock = queue()
    its.add(A, "cron", timedelta(milliseconds=10))
    waiting = asyncio.create_task(its.take())
    await asyncio.sleep(0)
    clock.time += SECOND
    assert ((A, "cron"),) == await waiting


async def test_a_failure_that_says_when_comes_back_then() -> None:
    its, clock = queue()
    its.add(A, "cron")
    await ready(its)
    its.failed(A, "cron", timedelta(minutes=7))
    clock.time += timedelta(minutes=7) - SECOND
    assert (its.idle, ()) == (True, await ready(its))
    clock.time += SECOND
    assert (its.idle, ((A, "cron"),)) == (False, await ready(its))


async def test_a_key_that_failed_and_is_no_more_is_forgotten() -> None:
    its, clock = queue()
    for key in (A, B, C, OTHER):
        its.add(key, "cron")
        await its.take()
        its.failed(key, "cron")
    its.add(A, "webhook")  # fails again, but runs just now
    assert ((A, "webhook"),) == await ready(its)
    its.forget_failing(frozenset((B,)), frozenset((OTHER.installation,)))
    assert 2 == its.depth
    clock.time += timedelta(hours=1)
    assert {B, OTHER} == {(await its.take())[0][0], (await its.take())[0][0]}


async def test_a_key_that_did_not_fail_is_not_forgotten() -> None:
    its, _ = queue()
    its.add(A, "webhook")
    its.forget_failing(frozenset(), frozenset())
    assert ((A, "webhook"),) == await ready(its)


async def test_idle_is_when_nothing_runs_and_nothing_is_due() -> None:
    its, _ = queue()
    assert its.idle
    its.add(A, "cron")
    assert not its.idle
    await ready(its)
    assert not its.idle
    its.done(A)
    assert its.idle


@settings(deadline=None, max_examples=60)
@given(st.integers(0, 2**32))
def test_no_key_is_forgotten_and_none_runs_twice_at_once(seed: int) -> None:
    asyncio.run(_busy(Random(seed)))


async def _busy(chance: Random) -> None:
    """Adds, takes, ends and fails at random; in the end every key added was taken afterwards."""
    its, clock = queue()
    running: set[RepoKey] = set()
    owed: set[RepoKey] = set()
    for _ in range(60):
        key = chance.choice((A, B, C, OTHER))
        match chance.choice(("add", "add", "take", "end", "fail", "time")):
            case "add":
                its.add(key, "webhook", chance.choice((0, 1, 5)) * SECOND)
                owed.add(key)
            case "take" if not its.idle:
                taken = [key for key, _ in await ready(its, chance.choice((1, 2, 10)))]
                assert not running & set(taken)
                assert 1 >= len({key.installation for key in taken})
                running |= set(taken)
                owed -= set(taken)
            case "end" if key in running:
                its.done(key)
                running.discard(key)
            case "fail" if key in running:
                its.failed(key, "cron")
                running.discard(key)
                owed.add(key)
            case _:
                clock.time += SECOND
    clock.time += timedelta(hours=1)
    for key in running:
        its.done(key)
    while owed:
        taken = {key for key, _ in await its.take(10)}
        owed -= taken
        for key in taken:
            its.done(key)
    assert 0 == its.depth
