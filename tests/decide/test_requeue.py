"""After green: what goes back into the merge queue that a stop put it out of."""

from typing import Any

import pytest

from bot.act.job_words import job_body
from bot.decide.plan import plan
from bot.model.after_green import Dequeued, EnqueuePull
from bot.model.config import Config
from bot.model.effects import EditJob, WriteRecord
from bot.model.evidence import Held, Left
from bot.model.facts import Pull
from bot.model.snapshot import Snapshot
from tests.building import (
    AT,
    claim,
    config,
    issue,
    minutes,
    pull,
    record,
    sha,
    snapshot,
)
from tests.decide.left_behind import (
    HISTORY,
    STOP,
    after_green,
)
from tests.decide.visible import visible

REQUEUE = config(after_green={"requeue": True})
OUT = Dequeued(inside=False, fit=True, left=minutes(-12))


def put_out(*pulls: Pull, its: Config = REQUEUE) -> Snapshot:
    """Main is green since a moment; its last stop put these pull requests out of the merge queue."""
    out = tuple(Left(number=one.number, head=sha(f"p{one.number}-")) for one in pulls)
    stop = STOP.model_copy(update={"queued": out})
    return after_green(*pulls, its=its, claim=claim("closed", after=(stop,)))


def back(seen: Snapshot) -> list[int]:
    return [effect.number for effect in plan(seen).effects if isinstance(effect, EnqueuePull)]


def test_what_a_stop_put_out_of_the_queue_goes_back_in_the_order_it_left() -> None:
    seen = put_out(pull(8, dequeued=OUT), pull(3, dequeued=OUT))
    assert [8, 3] == back(seen)
    assert () == plan(visible(seen, plan(seen))).effects
    assert [] == back(put_out(pull(8, dequeued=OUT), its=config()))


STAYS: list[tuple[str, Pull]] = [
    ("it is a draft", pull(8, dequeued=OUT, draft=True)),
    ("it conflicts", pull(8, dequeued=OUT, conflicting=True)),
    ("its head moved", pull(8, dequeued=OUT, head=sha("n"))),
    ("it is for another branch", pull(8, dequeued=OUT, base="next")),
    ("it is in the queue", pull(8, dequeued=OUT.model_copy(update={"inside": True}))),
    ("a person took it out", pull(8, dequeued=OUT.model_copy(update={"by_person": True}))),
    ("an approval is lacking", pull(8, dequeued=OUT.model_copy(update={"fit": False}))),
    ("it left again, once main was green", pull(8, dequeued=OUT.model_copy(update={"left": minutes(-5)}))),
    ("it never was in a queue", pull(8, dequeued=OUT.model_copy(update={"left": None}))),
    ("that could not be read", pull(8)),
]


@pytest.mark.parametrize(("why", "one"), STAYS, ids=[why for why, _ in STAYS])
def test_what_somebody_had_a_hand_in_stays_out(why: str, one: Pull) -> None:
    assert [] == back(put_out(one)), why


def test_an_incident_that_ends_says_what_goes_back() -> None:
    held = record(held=Held(pulls=(8,), ejected=(8,), queued=(Left(number=8, head=sha("p8-")),), at=AT))
    facts: dict[str, Any] = {"claim": claim("open"), "pulls": (pull(8, dequeued=OUT),), "config": REQUEUE}
    seen = snapshot(*HISTORY, issue=issue(held, labels=("andon",)), **facts)
    (written,) = (e for e in plan(seen).effects if isinstance(e, WriteRecord))
    assert written.record.held
    assert (8,) == written.record.held.back
    (told,) = (e for e in plan(seen).effects if isinstance(e, EditJob) and e.story)
    assert "Out of the merge queue: #8. Goes back into it: #8." in job_body(told.story) if told.story else ""
    kept = snapshot(*HISTORY, issue=issue(written.record, labels=("andon",)), **facts)
    kept = kept.model_copy(update={"pulls": (pull(8, dequeued=OUT.model_copy(update={"inside": True})),)})
    assert [] == [
        e for e in plan(kept).effects if isinstance(e, WriteRecord) and e.record.held != written.record.held
    ]
