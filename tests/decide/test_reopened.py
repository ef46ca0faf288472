"""A job that was opened again for a stop that was over by the next pass: it is told, and what it left behind is kept."""

from bot.decide.plan import plan
from bot.model.effects import WriteClaim, WriteRecord
from bot.model.evidence import Held, Left
from bot.model.jobs import Record, Times
from bot.model.snapshot import Snapshot
from tests.building import AT, claim, issue, minutes, record, sha, snapshot
from tests.decide.cases import the
from tests.decide.left_behind import HISTORY, stale

OLD = record(times=Times(red=minutes(-300), stopped=minutes(-290), green=minutes(-280)), over="mended")
NEW = Times(red=minutes(-30), stopped=minutes(-28))


def over_by_now(begins: Record | None) -> Snapshot:
    """The line is green, its claim was taken for a stop since, and the job's record tells of the one before."""
    mine = claim("open", at=minutes(-28), begins=begins)
    return snapshot(*HISTORY, claim=mine, issue=issue(OLD, labels=("andon",)), pulls=(stale(1),))


def test_it_is_told_with_its_own_times_and_leaves_behind_what_it_held() -> None:
    planned = plan(over_by_now(record(times=NEW, held=Held(pulls=(1,), at=minutes(-28))))).effects
    told, kept = the(WriteRecord, planned).record, the(WriteClaim, planned).claim
    assert (NEW.red, NEW.stopped, AT) == (told.times.red, told.times.stopped, told.times.green)
    (left,) = kept.after
    assert ("closed", (Left(number=1, head=sha("p1-")),)) == (kept.stage, left.held)


def test_what_held_nobody_leaves_nothing_behind() -> None:
    planned = plan(over_by_now(record(times=NEW))).effects
    assert ("closed", ()) == (the(WriteClaim, planned).claim.stage, the(WriteClaim, planned).claim.after)


def test_a_claim_that_knows_of_no_other_stop_ends_the_one_that_is_told() -> None:
    told = the(WriteRecord, plan(over_by_now(None)).effects).record.times
    assert (OLD.times.red, OLD.times.green) == (told.red, told.green)
