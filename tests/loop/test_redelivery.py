"""What GitHub could not deliver is asked for again: each a few times, all in the end, and never for ever."""

import asyncio
import io
import json
from collections.abc import Awaitable, Callable, Iterator
from typing import Any, TypeVar

import pytest
import structlog

from bot.github.client import Client
from bot.github.errors import Broken
from bot.loop.redelivery import ATTEMPTS, KEPT, MOST, Gap, Redelivery
from bot.sandbox import Sandbox
from bot.telemetry.ledger import JsonLines
from tests.loop.receiver import Receiver, receiving
from tests.rig import Rig, make_rig

T = TypeVar("T")


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as kept:
        yield kept


@pytest.fixture
def rig(gh: Sandbox, receiver: Receiver) -> Rig:
    """The App on acme/shop, its webhooks going to the receiver."""
    rig = make_rig(gh)
    rig.app.webhook_url = receiver.url
    return rig


def over(rig: Rig, use: Callable[[Redelivery], Awaitable[T]]) -> T:
    """Something with a process's memory of deliveries; its ledger is the rig's."""

    async def main() -> T:
        client: Client = rig.client()
        try:
            return await use(Redelivery(client, JsonLines(stream=rig.ledger), rig.now))
        finally:
            await client.aclose()

    return asyncio.run(main())


def one_round(rig: Rig) -> Gap:
    """A round of a process that remembers nothing, with its deliveries at their end."""
    found = over(rig, lambda redelivery: redelivery.round())
    rig.gh.idle()
    return found


def push(rig: Rig, times: int = 1) -> None:
    for number in range(times):
        rig.repo.commit({"a.txt": f"{rig.now()} {number}\n"})
    rig.gh.idle()


def undelivered(rig: Rig) -> set[str]:
    """The guids that never were answered OK."""
    with rig.gh.world.lock:
        sent = rig.gh.world.deliveries
        return {one.guid for one in sent} - {one.guid for one in sent if 200 <= one.status_code < 400}


def lose(rig: Rig, times: int = 1) -> None:
    """Events whose deliveries fail, and two minutes."""
    rig.gh.webhooks_lost()
    push(rig, times)
    rig.gh.webhooks_lost(False)
    rig.gh.clock.advance(minutes=2)


def test_what_failed_is_delivered_again_and_what_came_through_is_not(rig: Rig, receiver: Receiver) -> None:
    push(rig)
    through = list(receiver.guids)
    lose(rig)
    lost = undelivered(rig)
    assert (len(lost), False) == (one_round(rig).lost, not lost)
    assert (set(), lost) == (undelivered(rig), set(receiver.guids[len(through) :]))
    assert Gap() == one_round(rig)


@pytest.mark.deep
@pytest.mark.parametrize("status", [401, 404, 500, 503])
def test_whatever_the_receiver_answered_but_ok_is_a_failure(
    rig: Rig, receiver: Receiver, status: int
) -> None:
    receiver.status = status
    push(rig)
    receiver.status = 202
    rig.gh.clock.advance(minutes=2)
    assert one_round(rig).lost > 0
    assert set() == undelivered(rig)


@pytest.mark.deep
def test_an_attempt_of_just_now_may_be_under_way(rig: Rig, receiver: Receiver) -> None:
    receiver.status = 500
    push(rig)
    before = len(receiver.guids)
    assert (True, before) == (one_round(rig).lost > 0, len(receiver.guids))


@pytest.mark.deep
def test_more_than_a_page_and_more_than_a_round_are_all_asked_for_in_the_end(rig: Rig) -> None:
    issue, lost = rig.repo.open_issue("Hello"), MOST + 20
    rig.gh.idle()
    rig.gh.webhooks_lost()
    for number in range(lost):
        rig.repo.comment(issue, f"Hello {number}")
    rig.gh.webhooks_lost(False)
    rig.gh.clock.advance(minutes=2)
    assert lost == len(undelivered(rig))

    async def rounds(redelivery: Redelivery) -> list[int]:
        found: list[int] = []
        for _ in range(2 + lost // MOST):
            found.append((await redelivery.round()).lost)
            await asyncio.to_thread(rig.gh.idle)
            rig.gh.clock.advance(minutes=3)
        return found

    counts = over(rig, rounds)
    assert [max(lost - n * MOST, 0) for n in range(len(counts))] == counts
    assert set() == undelivered(rig)


@pytest.mark.deep
def test_a_delivery_that_keeps_failing_is_asked_for_a_few_times_and_then_given_up(
    rig: Rig, receiver: Receiver
) -> None:
    push(rig)
    receiver.guids.clear()
    receiver.status = 500
    rig.repo.comment(rig.repo.open_issue("Hello"), "Hello")
    rig.gh.idle()
    guids = set(receiver.guids)

    async def a_day(redelivery: Redelivery) -> Gap:
        for _ in range(24 * 20):
            await redelivery.round()
            if redelivery.gap and redelivery.gap.given_up == len(guids):
                break
            await asyncio.to_thread(rig.gh.idle)
            rig.gh.clock.advance(minutes=3)
        before = len(receiver.guids)
        for _ in range(5):
            rig.gh.clock.advance(hours=1)
            await redelivery.round()
        await asyncio.to_thread(rig.gh.idle)
        assert before == len(receiver.guids)
        assert redelivery.gap is not None
        return redelivery.gap

    gap = over(rig, a_day)
    assert (len(guids), len(guids)) == (gap.lost, gap.given_up)
    assert dict.fromkeys(guids, ATTEMPTS) == {guid: receiver.guids.count(guid) for guid in guids}


@pytest.mark.deep
def test_another_process_knows_how_often_was_tried(rig: Rig, receiver: Receiver) -> None:
    receiver.status = 500
    push(rig)
    guid = receiver.guids[0]
    for delivery in [d for d in rig.gh.world.deliveries if d.guid == guid][:1] * (ATTEMPTS - 1):
        rig.gh.redeliver(delivery)
    rig.gh.idle()
    rig.gh.clock.advance(hours=5)
    gap = one_round(rig)
    assert (1, ATTEMPTS) == (gap.given_up, receiver.guids.count(guid))


@pytest.mark.deep
def test_while_nothing_comes_through_one_is_tried_and_then_all(rig: Rig, receiver: Receiver) -> None:
    receiver.status = 503
    push(rig, times=4)
    sent = len(receiver.guids)

    async def rounds(redelivery: Redelivery) -> list[int]:
        asked: list[int] = []
        for minutes in (2, 10, 10):
            if len(asked) == 2:
                receiver.status = 202
            rig.gh.clock.advance(minutes=minutes)
            before = len(receiver.guids)
            await redelivery.round()
            await asyncio.to_thread(rig.gh.idle)
            asked.append(len(receiver.guids) - before)
        rig.gh.clock.advance(minutes=60)
        await redelivery.round()
        await asyncio.to_thread(rig.gh.idle)
        return asked

    assert [sent, 1, 1] == over(rig, rounds)
    assert set() == undelivered(rig)


@pytest.mark.deep
def test_what_github_has_forgotten_is_lost_no_more(rig: Rig) -> None:
    lose(rig)

    async def rounds(redelivery: Redelivery) -> list[Gap]:
        rig.gh.webhooks_lost()
        first = await redelivery.round()
        rig.gh.clock.advance(seconds=KEPT.total_seconds() + 60)
        return [first, await redelivery.round()]

    first, last = over(rig, rounds)
    assert (True, Gap()) == (first.lost > 0, last)


@pytest.mark.deep
def test_a_delivery_that_github_can_deliver_no_more_is_given_up(rig: Rig, receiver: Receiver) -> None:
    lose(rig)
    rig.gh.break_route("POST /app/hook/deliveries/{delivery_id}/attempts", 404)

    async def rounds(redelivery: Redelivery) -> Gap:
        await redelivery.round()
        return await redelivery.round()

    gap = over(rig, rounds)
    assert (True, gap.lost, []) == (gap.lost > 0, gap.given_up, receiver.guids)


@pytest.mark.deep
def test_a_growing_gap_is_an_alarm_of_its_own_and_its_end_is_told(rig: Rig, receiver: Receiver) -> None:
    async def rounds(redelivery: Redelivery) -> list[Any]:
        await redelivery.round()
        lose(rig)
        for minutes in (0, 5):
            rig.gh.clock.advance(minutes=minutes)
            await redelivery.round()
            await asyncio.to_thread(rig.gh.idle)
        return logs

    with structlog.testing.capture_logs() as logs:
        over(rig, rounds)
    told = [(line["log_level"], line["event"], line["repo"]) for line in logs]
    assert [
        ("error", "webhooks are being lost", "*"),
        ("info", "asked for lost webhooks again", "*"),
        ("info", "no webhook is lost any more", "*"),
    ] == told
    events = [json.loads(line) for line in rig.ledger.getvalue().splitlines()]
    assert [("receiving", True, True), ("receiving", False, False)] == [
        (event["event"], event["webhooks_lost"] > 0, event["growing"]) for event in events
    ]


@pytest.mark.deep
def test_a_round_that_fails_harms_nothing_and_is_told(rig: Rig) -> None:
    lose(rig)
    lost = undelivered(rig)
    rig.gh.break_route("GET /app/hook/deliveries", 502, times=1)

    async def rounds(redelivery: Redelivery) -> None:
        with pytest.raises(Broken):
            await redelivery.round()
        assert None is redelivery.gap
        await redelivery.round()

    over(rig, rounds)
    rig.gh.idle()
    assert (True, set()) == (bool(lost), undelivered(rig))


@pytest.mark.deep
async def test_it_goes_round_until_it_is_stopped(rig: Rig) -> None:
    rig.gh.break_route("GET /app/hook/deliveries", 502, times=1)
    client = rig.client()
    redelivery = Redelivery(client, JsonLines(stream=io.StringIO()), rig.now)
    redelivery.every *= 0
    with structlog.testing.capture_logs() as logs:
        going = asyncio.create_task(redelivery.run())
        for _ in range(2000):
            if redelivery.gap is not None:
                break
            await asyncio.sleep(0.01)
        going.cancel()
        await asyncio.wait((going,))
    await client.aclose()
    assert (Gap(), "deliveries could not be looked at") == (redelivery.gap, logs[0]["event"])
