"""For how long a stopped line ran on people's word: kept in its record, and cut where another word or a stop ends it."""

from typing import Any

from bot.decide.book import Case
from bot.decide.spells import noted
from bot.model.commands import Command
from bot.model.config import Config
from bot.model.evidence import MOST_SPELLS, Spell
from bot.model.jobs import FILES_RULE, Key, Times
from bot.model.runs import Commit
from tests.building import AT, claim, commit, failing, issue, line_of, minutes, passing, record, snapshot
from tests.decide.saying import command, said

BROKEN = (commit("b", failing(2, times=2, created=minutes(-30))), commit("a", passing(1)))
AGAIN = (commit("c", failing(3, times=2, created=minutes(-1))), *BROKEN)
START = command("start", at=minutes(-10))
RUNS = Spell(who="carol", since=minutes(-10), until=minutes(60))


def spells(
    known: tuple[Spell, ...], *words: Command, history: tuple[Commit, ...] = BROKEN, **facts: Any
) -> Any:
    """The spells of a record after a pass that reads these commands."""
    kept = record(commands=words, spells=known)
    seen = snapshot(*history, claim=claim("open"), issue=issue(kept), **facts)
    config = seen.config
    assert isinstance(config, Config)
    line = line_of(seen)
    return noted(Case(seen, line, config, heard=line.heard), kept).spells


def test_a_start_that_lets_a_red_line_run_begins_one_once() -> None:
    assert (RUNS,) == spells((), START)
    assert (RUNS,) == spells((RUNS,), START)


def test_a_start_that_is_heard_late_lets_the_line_run_from_then() -> None:
    heard = said("/andon start known", at=minutes(-10))
    late = Spell(who="carol", since=AT, until=minutes(50), said=minutes(-10))
    assert (late,) == spells((), said=(heard,))
    obeyed = command("start", at=minutes(-10), until=minutes(50), comment=heard.comment)
    assert (late,) == spells((late,), obeyed, said=(heard,))
    at_once = Spell(who="carol", since=minutes(-2), until=minutes(58))
    assert (at_once,) == spells((), said=(said("/andon start known", at=minutes(-2)),))


def test_a_stop_of_the_signals_ends_it_where_it_is_seen() -> None:
    assert (RUNS.model_copy(update={"until": AT}),) == spells((RUNS,), START, history=AGAIN)


def test_what_ended_by_itself_stays_as_it_was() -> None:
    over = RUNS.model_copy(update={"until": minutes(-3)})
    assert (over,) == spells((over,), START.model_copy(update={"until": minutes(-3)}))


def test_another_start_ends_the_one_before() -> None:
    second = command("start", who="alice", at=minutes(-4), comment=61)
    ended = RUNS.model_copy(update={"until": minutes(-4)})
    assert (ended, Spell(who="alice", since=minutes(-4), until=minutes(60))) == spells((RUNS,), START, second)


def test_a_line_on_which_nothing_is_red_needs_nobodys_word() -> None:
    history = (commit("c", passing(3)), *BROKEN)
    assert () == spells((), START, history=history)
    assert (RUNS,) == spells((RUNS,), START, history=history)


def test_no_more_are_kept_than_there_is_room_for() -> None:
    many = tuple(Spell(who="bob", since=minutes(n - 90), until=minutes(n - 90)) for n in range(MOST_SPELLS))
    assert (*many[1:], RUNS) == spells(many, START)


def test_the_record_of_another_rules_job_has_none() -> None:
    seen = snapshot(*BROKEN, claim=claim("open"), issue=issue(record(commands=(START,))))
    config = seen.config
    assert isinstance(config, Config)
    other = Key(repository=7, rule=FILES_RULE, subject="LICENSE")
    assert () == noted(Case(seen, line_of(seen), config, subject=other), record()).spells


def stop_of(*said: Command, known: tuple[Spell, ...] = (RUNS,), history: tuple[Commit, ...] = AGAIN) -> Any:
    """When the line stopped, by the record of what a person let run before it ever did, after a pass."""
    kept = record(commands=said, spells=known, times=Times(red=minutes(-30)))
    seen = snapshot(*history, claim=claim("open"), issue=issue(kept))
    assert isinstance(seen.config, Config)
    return noted(Case(seen, line_of(seen), seen.config), kept).times.stopped


def test_what_was_let_run_before_it_stopped_has_stopped_when_that_is_seen() -> None:
    assert AT == stop_of(START)


def test_a_person_stops_it_when_they_say_so() -> None:
    assert minutes(-2) == stop_of(START, command("stop", at=minutes(-2), comment=61), history=BROKEN)


def test_what_runs_on_has_not_stopped() -> None:
    assert None is stop_of(START, history=BROKEN)
