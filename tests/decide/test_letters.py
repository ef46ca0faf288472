"""The dead letter: written by whoever wins the claim, once for each climb; and how a person starts another."""

from datetime import timedelta
from typing import Any

import pytest

from bot.model.effects import DeadLetter, StartAttempt, WriteRecord
from bot.model.job_issue import IssueComment
from bot.model.jobs import Record, Times
from bot.model.markers import dead_letter_marker
from bot.model.snapshot import Snapshot
from tests.building import AT, claim, comment, issue, minutes
from tests.decide.cases import carrying, kept, kinds, planned, the, told, tried

NOTHING = tried("nothing")
DEAD = kept(tried=(NOTHING,), dead=True)
LETTER = claim("letter", attempt=1, at=minutes(-2))
STOPPED = Times(red=minutes(-4), stopped=minutes(-3))
LONG_DEAD = DEAD.model_copy(update={"times": Times(red=minutes(-2000), stopped=minutes(-2000))})


def letter(written: Record) -> IssueComment:
    return comment(2, dead_letter_marker(written.times.begun))


def dead(written: Record = DEAD, *said: IssueComment, **facts: Any) -> Snapshot:
    """A job whose ladder was climbed in vain, with that record and those comments behind it."""
    its: dict[str, Any] = {"comments": (comment(1, written.encode()), *said)}
    its |= {name: facts.pop(name) for name in ("state", "reopened") if name in facts}
    return carrying(**{"issue": issue(written, **its), "claim": LETTER, **facts})


# Written once


def test_who_hands_a_job_to_people_takes_its_claim_first() -> None:
    held = claim("attempt", attempt=1, at=minutes(-5))
    found = the(DeadLetter, planned(dead(claim=held)).effects)
    assert ("letter", 12, 1, "brain-1", AT) == (
        found.claim.stage,
        found.claim.issue,
        found.claim.attempt,
        found.claim.by,
        found.claim.at,
    )
    assert ("oid-attempt", 12) == (found.replaces, found.issue)


def test_a_letter_that_somebody_has_claimed_to_write_is_waited_for_and_then_taken_over() -> None:
    young = planned(dead(claim=claim("letter", attempt=1, at=minutes(-0.5))))
    assert (False, timedelta(seconds=30)) == ("dead-letter" in kinds(young), young.look_again)
    assert "oid-letter" == the(DeadLetter, planned(dead()).effects).replaces


@pytest.mark.parametrize(
    ("letters", "waits"), [(0, 1), (1, 1), (2, 4), (3, 16), (6, 1024), (7, 24 * 60), (999, 24 * 60)]
)
def test_a_letter_that_does_not_come_is_tried_ever_more_rarely(letters: int, waits: int) -> None:
    """As where people have locked the conversation."""

    def held(age: float) -> Snapshot:
        its = claim("letter", attempt=1, at=minutes(-age), letters=letters)
        return dead(LONG_DEAD, claim=its)

    young, old = planned(held(waits - 0.5)), planned(held(waits))
    assert ("dead-letter" in kinds(young), letters + 1) == (
        False,
        the(DeadLetter, old.effects).claim.letters,
    )


def test_another_letter_is_not_put_off_by_those_before_it() -> None:
    """As where somebody says retry again and again, and nothing can be tried."""
    retries = LONG_DEAD.model_copy(update={"times": STOPPED.model_copy(update={"retried": minutes(-1)})})
    held = claim("letter", attempt=1, at=minutes(-2), letters=6)
    found = planned(dead(retries, letter(LONG_DEAD), claim=held))
    assert 1 == the(DeadLetter, found.effects).claim.letters


def test_a_letter_that_is_there_is_not_written_again() -> None:
    assert "dead-letter" not in kinds(planned(dead(DEAD, letter(DEAD))))


def test_a_letter_comes_after_the_record_that_it_tells_of() -> None:
    kinds_of = kinds(planned(dead(kept(tried=(NOTHING,)))))
    assert kinds_of.index("write-record") < kinds_of.index("dead-letter")


def test_a_job_that_a_person_closed_is_handed_to_nobody() -> None:
    assert ["edit-job"] == kinds(planned(dead(state="closed")))


def test_a_letter_takes_no_claim_from_an_attempt_that_is_under_way() -> None:
    held = claim("attempt", attempt=2, at=minutes(-0.5))
    assert "dead-letter" not in kinds(planned(dead(claim=held)))


# A person opens the job again


def test_opening_a_job_again_climbs_the_ladder_anew() -> None:
    found = planned(dead(DEAD, letter(DEAD), reopened=minutes(-1)))
    written = the(WriteRecord, found.effects).record
    assert (1, minutes(-1), False) == (written.spent, written.times.retried, written.dead)
    start = the(StartAttempt, found.effects)
    assert (2, "autofix", "oid-letter") == (start.claim.attempt, start.claim.rung, start.replaces)
    assert "job #12: attempt 2 (autofix) waits for a runner" == told(found)


def test_a_retry_is_obeyed_once() -> None:
    obeyed = kept(tried=(NOTHING, NOTHING), spent=1, dead=True, times=retried(-1))
    found = planned(dead(obeyed, letter(obeyed), reopened=minutes(-1)))
    assert not {"start-attempt", "write-record"} & set(kinds(found))


def retried(at: float) -> Times:
    return STOPPED.model_copy(update={"retried": minutes(at)})


def test_a_retry_in_vain_is_told_once_more() -> None:
    spent = kept(tried=(NOTHING, NOTHING), spent=1, dead=True, times=retried(-1))
    found = planned(dead(spent, letter(DEAD), reopened=minutes(-1)))
    assert "dead-letter" in kinds(found)
    assert dead_letter_marker(minutes(-1)) == dead_letter_marker(spent.times.begun)


def test_tries_are_counted_for_each_retry() -> None:
    lost = tuple(tried("lost", -60) for _ in range(3))
    assert "dead-letter" == planned_state(kept(tried=lost))
    assert "assigned" == planned_state(kept(tried=lost), reopened=minutes(-1))
    again = kept(tried=(*lost, tried("lost", -60)), spent=3, times=retried(-1))
    assert "assigned" == planned_state(again, reopened=minutes(-1))


def planned_state(written: Record, **facts: Any) -> str:
    """The state that the job is to show."""
    held = claim("letter", attempt=len(written.tried), at=minutes(-2))
    stories = [e.story for e in planned(dead(written, claim=held, **facts)).effects if e.kind == "edit-job"]
    assert stories[0]
    return stories[0].state


def test_an_attempt_that_is_under_way_goes_on_when_its_job_is_opened_again() -> None:
    held = claim("attempt", attempt=1, at=minutes(-0.5))
    found = planned(dead(kept(), claim=held, reopened=minutes(-0.1)))
    assert "job #12: attempt 1 (autofix) waits for a runner" == told(found)
    assert 0 == the(WriteRecord, found.effects).record.spent


def test_a_relapse_does_not_take_an_old_retry_for_a_new_one() -> None:
    ended = DEAD.model_copy(update={"times": retried(-90).model_copy(update={"green": minutes(-60)})})
    written = the(WriteRecord, planned(dead(ended, reopened=minutes(-90))).effects).record
    assert (0, minutes(-90), None) == (written.spent, written.times.retried, written.times.green)


# The record


def test_a_record_that_knows_less_than_the_claim_is_waited_for_and_then_filled_up() -> None:
    young = carrying(claim=claim("attempt", attempt=3, at=minutes(-0.5)), issue=issue(kept(tried=(NOTHING,))))
    found = planned(young)
    assert ((), timedelta(seconds=30), "the newest record of job #12 is not to be seen") == (
        found.effects,
        found.look_again,
        told(found),
    )
    old = carrying(claim=claim("attempt", attempt=3, at=minutes(-2)), issue=issue(kept(tried=(NOTHING,))))
    written = the(WriteRecord, planned(old).effects).record
    assert ["nothing", "lost"] == [one.result for one in written.tried]


@pytest.mark.parametrize(("stage", "ended"), [("attempt", 1), ("letter", 2)])
def test_a_lost_record_counts_the_attempts_that_the_claim_says_are_over(stage: str, ended: int) -> None:
    held = claim(stage, attempt=2, at=minutes(-0.5), rung="autofix")
    its = issue(None, reopened=minutes(-40))
    written = the(WriteRecord, planned(carrying(claim=held, issue=its)).effects).record
    assert (("lost",) * ended, minutes(-40), 0) == (
        tuple(one.result for one in written.tried),
        written.times.retried,
        written.spent,
    )


def test_an_older_record_that_comes_back_is_healed_by_what_the_letter_holds() -> None:
    before = kept(tried=(tried("failed"),))
    letter = claim("letter", attempt=1, tried=before.tried)
    found = planned(carrying(claim=letter, issue=issue(kept())))
    assert before.tried == the(WriteRecord, found.effects).record.tried
