"""How many verdicts a change would turn, and how it is told that one waits."""

from typing import Any

import pytest

from bot.decide.guard import new_holds, turned
from bot.decide.plan import plan
from bot.model.effects import OpenJob
from bot.model.fuse import Change, Guard, guard_of
from tests.building import commit, config, cord, passing, pull, snapshot, stopped
from tests.decide.cases import the
from tests.decide.test_fuse import HOME, org


@pytest.mark.parametrize(
    ("pulls", "count"),
    [
        ((pull(1), pull(2)), 2),
        ((pull(1, cord=cord("failure")), pull(2, cord=cord("success"))), 1),
        ((pull(1, cord=cord(None)),), 0),
        ((), 0),
    ],
)
def test_a_head_that_would_be_held_and_was_free_is_a_turned_verdict(pulls: Any, count: int) -> None:
    seen = stopped(pulls=pulls)
    assert (count, count) == (len(turned(seen, plan(seen))), len(new_holds(seen, plan(seen))))


def test_a_head_that_would_be_free_and_was_held_is_one_too() -> None:
    seen = snapshot(commit("a", passing(1)), pulls=(pull(1, cord=cord("failure")), pull(2)))
    assert (1, 0) == (len(turned(seen, plan(seen))), len(new_holds(seen, plan(seen))))


def test_what_only_warns_turns_nothing() -> None:
    seen = stopped(config=config("warn"), pulls=(pull(1),))
    assert frozenset() == turned(seen, plan(seen))


NEW = Change(version="2", file="f")


@pytest.mark.parametrize(
    ("approved", "told"),
    [
        (None, "Andon (none) became 2 and andon.yml changed"),
        (Change(version="1", file="f"), "Andon 1 became 2"),
        (Change(version="2", file="e"), "andon.yml changed"),
    ],
)
def test_a_change_that_waits_is_one_job_in_the_organisations_repository(
    approved: Change | None, told: str
) -> None:
    guard = Guard(approved=approved, waiting=NEW, verdicts=34)
    seen = snapshot(commit("a"), repository=HOME, config=None, organised=org(id=7, guard=guard))
    about = the(OpenJob, plan(seen).effects).story.about
    assert about is not None
    assert (f"{told}: the next sweep would turn 34 verdicts, and waits",) == about.details
    elsewhere = snapshot(commit("a"), config=None, organised=org(guard=guard))
    assert () == plan(elsewhere).effects


def test_a_damaged_guard_approved_nothing() -> None:
    assert Guard(oid="x") == guard_of("nonsense", "x")
    guard = Guard().approving(NEW, "me").model_copy(update={"oid": "x"})
    assert guard == guard_of(guard.encode("andon guard"), "x")


def test_a_change_is_known_by_its_file_and_any_version_that_was_approved() -> None:
    guard = Guard().approving(Change(version="1", file="f"), "me").approving(NEW, "me")
    known = [
        guard.knows(Change(version=v, file=f)) for v, f in (("1", "f"), ("2", "f"), ("3", "f"), ("2", "g"))
    ]
    assert [True, True, False, False] == known
    assert not Guard().knows(NEW)
    many = guard
    for version in "3456":
        many = many.approving(Change(version=version, file="f"), "me")
    assert ("3", "4", "5", "6") == many.versions
