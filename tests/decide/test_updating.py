"""After green: which branches are updated, in which order, how many at a time."""

import pytest

from bot.decide.plan import plan
from bot.model.after_green import UpdatePull
from bot.model.aftermath import LASTS
from bot.model.effects import WriteCord
from bot.model.evidence import Left
from bot.model.facts import Pull
from tests.building import (
    change,
    claim,
    config,
    minutes,
    pull,
    sha,
)
from tests.decide.left_behind import STOP, UPDATING, after_green, broken_run, stale, updated
from tests.decide.visible import visible


def test_branches_are_updated_oldest_approval_first_then_by_number() -> None:
    pulls = (
        stale(1),
        stale(2, after={"approved": minutes(-5)}),
        stale(3, after={"approved": minutes(-50)}),
        stale(4),
    )
    wish = config(after_green={"update": "update", "at_a_time": 3})
    seen = after_green(*pulls, its=wish)
    assert [3, 2, 1] == updated(seen)
    assert plan(seen).look_again is not None
    after = visible(seen, plan(seen))
    assert [] == updated(after)


UNDER_TEST: dict[str, tuple[Pull, list[int]]] = {
    "not begun": (pull(1, head=sha("n"), committed=minutes(-1)), [2]),
    "running": (pull(1, broken_run(70, None, created=minutes(-2)), head=sha("n")), [2]),
    "over": (pull(1, broken_run(71, "failure", created=minutes(-2)), head=sha("n")), [2, 3]),
    "never begun": (pull(1, head=sha("n"), committed=minutes(-6)), [2, 3]),
    "of an unknown date": (pull(1, head=sha("n")), [2, 3]),
    "conflicting": (pull(1, head=sha("n"), committed=minutes(-1), conflicting=True), [2, 3]),
}


@pytest.mark.parametrize("moved", UNDER_TEST)
def test_those_that_are_still_under_test_count(moved: str) -> None:
    first, *others = (stale(number) for number in (1, 2, 3))
    seen = after_green(first, *others, its=config(after_green=UPDATING))
    now, expected = UNDER_TEST[moved]
    assert expected == updated(seen.model_copy(update={"pulls": (now, *others)}))


def test_what_was_left_behind_by_a_stop_long_ago_takes_nobodys_place() -> None:
    first, *others = (stale(number) for number in (1, 2, 3))
    seen = after_green(first, *others, its=config(after_green=UPDATING))
    lefts = [Left(number=one.number, head=one.head) for one in (first, *others)]
    long_ago = minutes(-LASTS.total_seconds() / 60)
    old = STOP.model_copy(update={"green": long_ago, "held": (lefts[0],)})
    new = STOP.model_copy(update={"green": minutes(-8), "held": (*lefts[1:],)})
    moved = pull(1, broken_run(70, None, created=minutes(-2)), head=sha("n"))
    seen = change(seen, claim=claim("closed", after=(old, new)), pulls=(moved, *others))
    assert [2, 3] == updated(seen)


def test_what_github_refused_lately_leaves_its_place_to_others() -> None:
    pulls = [stale(number) for number in (1, 2, 3)]
    seen = after_green(*pulls, its=config(after_green=UPDATING))
    refused = seen.model_copy(update={"refused": (UpdatePull(number=1, head=pulls[0].head),)})
    assert [2, 3] == updated(refused)
    written = [e.verdict for e in plan(refused).effects if isinstance(e, WriteCord) and 1 in e.pulls]
    assert [("stale", "refused")] == [(one.kind, one.update) for one in written]
    moved = seen.model_copy(update={"refused": (UpdatePull(number=1, head=sha("other")),)})
    assert [1, 2] == updated(moved)


def test_a_process_that_remembers_nothing_leaves_a_refused_update_to_people() -> None:
    seen = after_green(stale(1), its=config(after_green=UPDATING))
    refused = seen.model_copy(update={"refused": (UpdatePull(number=1, head=seen.pulls[0].head),)})
    shown = visible(refused, plan(refused)).model_copy(update={"refused": ()})
    assert "refused" == (shown.pulls[0].cord and shown.pulls[0].cord.update)
    assert () == plan(shown).effects
    unread = shown.pulls[0].model_copy(update={"after": None})
    assert () == plan(shown.model_copy(update={"pulls": (unread,)})).effects
    moved = shown.pulls[0].model_copy(update={"cord": None})
    assert [1] == updated(shown.model_copy(update={"pulls": (moved,)}))


def test_what_could_not_be_read_once_more_leaves_the_cord_as_it_is() -> None:
    seen = after_green(stale(1), its=config(after_green=UPDATING))
    shown = visible(seen, plan(seen))
    unread = shown.pulls[0].model_copy(update={"after": None})
    assert () == plan(shown.model_copy(update={"pulls": (unread,)})).effects


UNFIT: list[tuple[str, Pull]] = [
    ("a draft", stale(1, draft=True)),
    ("conflicting", stale(1, conflicting=True)),
    ("dirty", stale(1, merge_state="DIRTY")),
    ("not to be pushed to", stale(1, after={"push": False})),
    ("an approval would be lost", stale(1, after={"dismisses": True, "approved": minutes(-5)})),
]


@pytest.mark.parametrize(("why", "one"), UNFIT, ids=[why for why, _ in UNFIT])
def test_who_cannot_be_updated_is_asked(why: str, one: Pull) -> None:
    seen = after_green(one, its=config(after_green=UPDATING))
    (effect,) = (e for e in plan(seen).effects if isinstance(e, WriteCord))
    assert ([], "stale", "asked") == (updated(seen), effect.verdict.kind, effect.verdict.update), why


def test_a_head_that_is_proposed_to_another_branch_too_is_left_to_its_people() -> None:
    one, other = stale(1), pull(2, head=stale(1).head, base="release/1")
    assert [] == updated(after_green(one, other, its=config(after_green=UPDATING)))


def test_an_approval_is_given_up_only_where_that_is_wanted() -> None:
    one = stale(1, after={"dismisses": True, "approved": minutes(-5)})
    assert [1] == updated(after_green(one, its=config(after_green=UPDATING | {"dismiss": True})))
    free = stale(1, after={"dismisses": True})
    assert [1] == updated(after_green(free, its=config(after_green=UPDATING)))


def test_after_some_hours_nothing_is_updated_any_more() -> None:
    late = -LASTS.total_seconds() / 60
    seen = after_green(stale(1), its=config(after_green=UPDATING), at=late)
    (effect,) = (e for e in plan(seen).effects if isinstance(e, WriteCord))
    assert ([], "asked") == (updated(seen), effect.verdict.update)
