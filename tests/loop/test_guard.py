"""The loop's one broad `except`: whatever goes wrong becomes a value that says why."""

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest

from bot.github.errors import Broken, Busy, Denied, Gone
from bot.loop.guard import Fault, guarded


async def gives(value: int, after: float = 0) -> int:
    await asyncio.sleep(after)
    return value


async def raises(error: BaseException) -> int:
    raise error


async def test_work_that_ends_well_gives_what_it_gives() -> None:
    assert 7 == await guarded("acme/shop", gives(7), 5)


@pytest.mark.parametrize(
    ("error", "fault"),
    [
        (Broken("GET /x: 502"), Fault("GET /x: 502")),
        (Denied("no"), Fault("no")),
        (Gone("gone"), Fault("gone")),
        (Busy("wait", 42.0), Fault("wait", timedelta(seconds=42))),
        (KeyError("name"), Fault("unexpected: KeyError: 'name'")),
        (TimeoutError("its own"), Fault("unexpected: TimeoutError: its own")),
        (ValueError("ghs_" + "a" * 36), Fault("unexpected: ValueError: [redacted]")),
    ],
    ids=lambda one: type(one).__name__,
)
async def test_work_that_fails_becomes_a_fault(error: Exception, fault: Fault) -> None:
    assert fault == await guarded("acme/shop", raises(error), 5)


async def test_work_that_takes_too_long_becomes_a_fault() -> None:
    assert Fault("not done within 0.01 s") == await guarded("acme/shop", gives(7, after=60), 0.01)


async def test_without_a_limit_work_takes_its_time() -> None:
    assert 7 == await guarded("acme/shop", gives(7, after=0.02))


async def test_being_stopped_is_no_fault() -> None:
    task = asyncio.create_task(guarded("acme/shop", gives(7, after=60), 60))
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


def test_nothing_is_caught_broadly_but_a_repositorys_pass_and_what_reads_a_log() -> None:
    room = Path(__file__).parents[2] / "bot"
    broad = [
        str(path.relative_to(room))
        for path in sorted(room.rglob("*.py"))
        if path.relative_to(room).parts[0] not in ("sandbox", "demo")
        for line in path.read_text().splitlines()
        if line.strip().startswith(("except Exception", "except BaseException", "except:"))
    ]
    assert ["loop/guard.py", "orient/diagnosis/__init__.py"] == broad
