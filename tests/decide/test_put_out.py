"""What leaves a merge queue before it is known whether the line is broken is remembered, and goes back."""

from typing import Any

import pytest

from bot.decide.plan import plan
from bot.model.after_green import Dequeued, EnqueuePull
from bot.model.effects import OpenJob, WriteClaim, WriteCord
from bot.model.evidence import Aftermath, Left
from bot.model.jobs import Claim, flakes_key
from bot.model.snapshot import Snapshot
from tests.building import (
    AT,
    REPOSITORY,
    change,
    commit,
    config,
    failing,
    minutes,
    passing,
    pull,
    sha,
    snapshot,
    stopped,
)
from tests.decide.visible import visible

REQUEUE = config(after_green={"requeue": True})
CONFIRMING = (commit("b", failing(2)), commit("a", passing(1)))
GREEN = (commit("b", passing(2)), commit("a", passing(1)))
LATE = pull(
    5, head=sha("g"), branch="gh-readonly-queue/main/pr-5-b", created=minutes(-55), answer_by=minutes(5)
)
LEFT = Left(number=5, head=sha("p5-"))


def memory(*after: Aftermath) -> Claim:
    key = flakes_key(REPOSITORY.id, "main").digest
    return Claim(key=key, stage="closed", by="brain-1", at=AT, after=after, oid=sha("m"))


def put_out(at: float, *left: Left) -> Aftermath:
    moment = minutes(at)
    return Aftermath(reds=(), since=moment, until=moment, green=moment, mend=sha("b"), queued=left or (LEFT,))


def confirming(**facts: Any) -> Snapshot:
    return snapshot(*CONFIRMING, **({"pulls": (pull(5),), "groups": (LATE,), "config": REQUEUE} | facts))


def books(seen: Snapshot) -> list[tuple[Aftermath, ...]]:
    return [effect.claim.after for effect in plan(seen).effects if isinstance(effect, WriteClaim)]


def remembered(seen: Snapshot) -> tuple[Aftermath, ...]:
    (book,) = books(seen)
    return book


def back(seen: Snapshot) -> list[int]:
    return [effect.number for effect in plan(seen).effects if isinstance(effect, EnqueuePull)]


def test_it_is_remembered_before_the_cord_is_written_that_puts_it_out() -> None:
    seen = confirming()
    assert (put_out(0),) == remembered(seen)
    first, second, *_ = plan(seen).effects
    assert (True, True) == (isinstance(first, WriteClaim), isinstance(second, WriteCord) and second.group)
    assert () == plan(visible(seen, plan(seen))).effects


@pytest.mark.parametrize(
    ("its", "facts"),
    [
        (config(), {}),
        (config("warn", after_green={"requeue": True}), {}),
        (REQUEUE, {"pulls": ()}),
        (REQUEUE, {"groups": (LATE.model_copy(update={"answer_by": minutes(30)}),)}),
    ],
    ids=["not configured", "warned only", "closed since", "with time left"],
)
def test_what_does_not_go_back_is_not_remembered(its: Any, facts: dict[str, Any]) -> None:
    books = [
        e.claim.after for e in plan(confirming(config=its, **facts)).effects if isinstance(e, WriteClaim)
    ]
    assert [] == [after for book in books for after in book]


def test_it_is_remembered_once_for_each_group() -> None:
    assert [] == books(confirming(book=memory(put_out(-1))))
    of_another_group = put_out(-60)
    assert (of_another_group, put_out(0)) == remembered(confirming(book=memory(of_another_group)))


def test_no_more_is_kept_than_there_is_room_for() -> None:
    old = [
        put_out(at, Left(number=n, head=sha(f"p{n}-"))) for n, at in ((1, -400), (2, -90), (3, -80), (4, -70))
    ]
    both = put_out(-80, *old[1].queued, *old[2].queued)
    book = memory(*old[:3])
    assert (old[1], old[2], put_out(0)) == remembered(confirming(book=book))
    assert (both, old[3], put_out(0)) == remembered(confirming(book=memory(*old[1:])))


OUT = Dequeued(inside=False, fit=True, left=minutes(-10))


def test_it_goes_back_once_the_line_runs_and_not_again() -> None:
    seen = snapshot(*GREEN, book=memory(put_out(-10)), pulls=(pull(5, dequeued=OUT),), config=REQUEUE)
    assert [5] == back(seen)
    assert [] == back(change(seen, history=CONFIRMING))
    again = pull(5, dequeued=OUT.model_copy(update={"left": minutes(-2)}))
    assert [] == back(change(seen, pulls=(again,)))


def test_the_incident_counts_it_if_the_line_turns_out_to_be_broken() -> None:
    known, earlier = put_out(-1), put_out(-500, Left(number=9, head=sha("p9-")))
    seen = stopped(book=memory(earlier, known), pulls=(pull(5),), config=REQUEUE)
    (opened,) = (effect for effect in plan(seen).effects if isinstance(effect, OpenJob))
    assert opened.record.held
    assert ((5,), (LEFT,)) == (opened.record.held.ejected, opened.record.held.queued)
