"""One lock per repository, and none for a repository that nobody works on."""

import asyncio

import pytest

from bot.loop.locks import Locks


async def held(locks: Locks, node_id: str, order: list[str], name: str, until: asyncio.Event) -> None:
    async with locks.hold(node_id):
        order.append(name)
        await until.wait()


async def test_a_repository_is_held_by_one_at_a_time() -> None:
    locks, order, until = Locks(), list[str](), asyncio.Event()
    tasks = [asyncio.create_task(held(locks, "R_7", order, name, until)) for name in ("first", "second")]
    other = asyncio.create_task(held(locks, "R_8", order, "other", until))
    await asyncio.sleep(0.01)
    assert (["first", "other"], 2) == (order, len(locks))
    until.set()
    await asyncio.gather(*tasks, other)
    assert (["first", "other", "second"], 0) == (order, len(locks))


async def test_whoever_gives_up_waiting_leaves_nothing_behind() -> None:
    locks, order, until = Locks(), list[str](), asyncio.Event()
    first, second = (asyncio.create_task(held(locks, "R_7", order, n, until)) for n in ("first", "second"))
    await asyncio.sleep(0.01)
    second.cancel()
    await asyncio.wait((second,))
    assert 1 == len(locks)
    until.set()
    await first
    assert (["first"], 0) == (order, len(locks))


async def test_a_block_that_fails_lets_go() -> None:
    locks = Locks()
    with pytest.raises(ValueError, match="inside"):
        async with locks.hold("R_7"):
            raise ValueError("inside")
    assert 0 == len(locks)
