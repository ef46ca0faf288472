"""When a failure was confirmed, told on the incident where a person had stopped the line before that."""

from datetime import datetime

import pytest

from bot.act.job_words import job_body
from bot.act.words import clock
from bot.decide.book import line_times
from bot.decide.plan import plan
from bot.model.effects import EditJob, WriteRecord
from bot.model.jobs import Record, Times
from bot.model.snapshot import Snapshot
from tests.building import claim, commit, failing, issue, line_of, minutes, passing, record, snapshot
from tests.decide.saying import command

BROKEN = (commit("b", failing(2, times=2, created=minutes(-30))), commit("a", passing(1)))
EARLY, LATE = minutes(-29), minutes(-1)


def confirmed_at() -> datetime:
    """When the failure was confirmed, as its line tells it."""
    found = line_of(snapshot(*BROKEN)).confirmed_at
    assert found
    return found


def stopped(at: datetime, by: str = "stop", **times: datetime) -> Record:
    """The record of a stop of that moment; by a person, if `by` is stop."""
    said = (command("stop", at=at),) if by == "stop" else ()
    return record(commands=said, times=Times(red=minutes(-30), stopped=at, **times))


def after(known: Record) -> tuple[Snapshot, Record]:
    """What the record is after a pass."""
    seen = snapshot(*BROKEN, claim=claim("open"), issue=issue(known))
    written = [effect.record for effect in plan(seen).effects if isinstance(effect, WriteRecord)]
    return seen, written[-1] if written else known


def test_a_failure_that_is_confirmed_after_a_persons_stop_has_its_own_time() -> None:
    seen, found = after(stopped(EARLY))
    assert (EARLY, confirmed_at()) == (found.times.stopped, found.times.confirmed)
    (edit,) = (effect for effect in plan(seen).effects if isinstance(effect, EditJob))
    assert edit.story
    assert f" · confirmed {clock(confirmed_at())} · fixed — · green —" in job_body(edit.story)


@pytest.mark.parametrize(
    ("why", "known", "told"),
    [
        ("the signals stopped it", stopped(EARLY, by="signals"), None),
        ("it was told before", stopped(EARLY, confirmed=LATE), LATE),
    ],
)
def test_it_is_told_once_and_of_no_other_stop(why: str, known: Record, told: datetime | None) -> None:
    assert told == after(known)[1].times.confirmed, why


def test_a_line_that_people_stopped_first_was_confirmed_later_than_it_stopped() -> None:
    seen = snapshot(*BROKEN, claim=claim("open"), issue=issue(stopped(EARLY)))
    assert (EARLY, confirmed_at()) == (line_times(line_of(seen)).stopped, line_times(line_of(seen)).confirmed)
    assert line_times(line_of(snapshot(*BROKEN))).confirmed is None


def test_a_story_without_it_reads_and_counts_as_before() -> None:
    seen, found = after(stopped(EARLY))
    (edit,) = (effect for effect in plan(seen).effects if isinstance(effect, EditJob))
    assert edit.story
    without = edit.story.model_copy(update={"times": found.times.model_copy(update={"confirmed": None})})
    assert "confirmed" not in job_body(without)
    assert without.digest != edit.story.digest
