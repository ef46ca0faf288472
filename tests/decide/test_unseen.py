"""A line that was green between two failures while nobody looked: told where runs and their times show it, else not."""

from typing import Any

import pytest

from bot.decide.book import Case
from bot.decide.unseen import with_lull
from bot.model.evidence import MOST_LULLS, Lull
from bot.model.jobs import FILES_RULE, Key
from bot.model.runs import Commit
from tests.building import (
    CI,
    claim,
    commit,
    config,
    failing,
    issue,
    job,
    line_of,
    minutes,
    passing,
    record,
    red_facts,
    run,
    sha,
    snapshot,
)
from tests.decide.saying import command

BEFORE = commit("a", passing(1, updated=minutes(-90)))
FIRST = commit("b", failing(2, updated=minutes(-80)))
MENDED = commit("c", passing(3, updated=minutes(-60)))
SECOND = commit("d", failing(4, times=2))
STORY = (SECOND, MENDED, FIRST, BEFORE)
KNOWN = red_facts(since=minutes(-80))
FOUND = Lull(since=minutes(-60), until=minutes(-4))
DOCS = {"path": ".github/workflows/docs.yml", "workflow": "Docs"}


def lulls(*history: Commit, subject: Key | None = None, **facts: Any) -> tuple[Lull, ...]:
    """What a record tells of, after a pass that sees such a line."""
    kept = record(**({"reds": (KNOWN,)} | facts))
    seen = snapshot(*history, claim=claim("open"), issue=issue(kept), config=config())
    return with_lull(Case(seen, line_of(seen), config(), subject=subject), kept).lulls


def test_it_was_green_from_the_first_pass_of_all_until_what_is_red_now_failed() -> None:
    assert (FOUND,) == lulls(*STORY)
    later = commit("e", run(job("links"), id=9, updated=minutes(-50), **DOCS))
    assert (FOUND.model_copy(update={"since": minutes(-50)}),) == lulls(SECOND, later, *STORY[1:])


def test_no_more_are_kept_than_there_is_room_for() -> None:
    old = tuple(Lull(since=minutes(n - 900), until=minutes(n - 899)) for n in range(MOST_LULLS))
    assert (*old[1:], FOUND) == lulls(*STORY, lulls=old)


def test_a_new_job_that_never_passed_may_be_what_failed_after_it() -> None:
    new = commit("d", run(job("lint", "failure", 1), job("lint", "failure", 2), job("test"), id=4))
    assert (FOUND,) == lulls(
        new, commit("c", run(job("test"), id=3, conclusion="failure", updated=minutes(-60))), FIRST
    )


@pytest.mark.parametrize(
    "history",
    [
        (FIRST, BEFORE),
        (SECOND, FIRST, BEFORE),
        (SECOND, commit("c", passing(3, updated=minutes(-6))), FIRST, BEFORE),
        (SECOND, BEFORE),
        (MENDED, FIRST, BEFORE),
    ],
    ids=["it goes on", "it failed again", "it was short", "it passed before alone", "it is green"],
)
def test_what_is_no_lull_is_not_told(history: tuple[Commit, ...]) -> None:
    assert () == lulls(*history)


@pytest.mark.parametrize(
    "facts",
    [
        {"reds": ()},
        {"reds": (KNOWN, red_facts(id=f"{CI}#gone", since=minutes(-80)))},
        {"commands": (command("stop", at=minutes(-70)),)},
        {"subject": Key(repository=7, rule=FILES_RULE, subject="x")},
    ],
    ids=["nothing was red", "of something nothing is known", "a person froze it", "it is another rule's job"],
)
def test_what_is_not_known_for_sure_is_not_told(facts: dict[str, Any]) -> None:
    assert () == lulls(*STORY, **facts)


def test_where_a_person_lets_it_run_nothing_stands_that_could_have_ended() -> None:
    assert () == lulls(*STORY, commands=(command("start", at=minutes(-1)),))


def test_a_pass_whose_time_is_not_known_is_none() -> None:
    kept = record(reds=(KNOWN,))
    seen = snapshot(*STORY, claim=claim("open"), issue=issue(kept), config=config())
    line = line_of(seen)
    red = line.reds[0]
    gone = red.signal.model_copy(update={"passed": sha("z"), "passed_on": (sha("z"),)})
    line = line.model_copy(update={"reds": (red.model_copy(update={"signal": gone}),)})
    assert () == with_lull(Case(seen, line, config()), kept).lulls
