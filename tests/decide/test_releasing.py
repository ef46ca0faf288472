"""An operator's release: a start of every line that stands still, recorded as one, answered to nobody."""

from datetime import timedelta

import pytest

from bot.decide.plan import plan
from bot.decide.releasing import Order, holding, ordered
from bot.model.effects import AnswerCommand, OpenJob, WriteCord
from bot.model.snapshot import Snapshot
from tests.building import (
    claim,
    commit,
    config,
    cord,
    failing,
    minutes,
    passing,
    pull,
    snapshot,
    stopped,
    unread,
)
from tests.decide.saying import command

ORDER = Order(who="alice on prod", why="the runner burns", minutes=30)
GREEN = commit("a", passing(1))


def given(seen: Snapshot) -> Snapshot:
    return ordered(seen, ORDER, seen.at)


def test_an_order_that_could_not_be_recorded_says_the_same_a_pass_later() -> None:
    held = stopped(pulls=(pull(1, cord=cord("failure")),))
    later = held.model_copy(update={"at": held.at + timedelta(minutes=1)})
    words = [
        [
            e.verdict.reason.text
            for e in plan(ordered(seen, ORDER, held.at)).effects
            if isinstance(e, WriteCord)
        ]
        for seen in (held, later)
    ]
    assert words[0] == words[1] != []


def test_a_stopped_line_runs_in_the_operators_name_until_the_order_ends() -> None:
    found = plan(given(stopped(pulls=(pull(1, cord=cord("failure")),))))
    (written,) = (e for e in found.effects if isinstance(e, WriteCord))
    (opened,) = (e for e in found.effects if isinstance(e, OpenJob))
    assert ("started", "success") == (written.verdict.kind, written.verdict.conclusion)
    assert [("start", "alice on prod", "the runner burns", minutes(30))] == [
        (one.verb, one.who, one.why, one.until) for one in opened.record.commands
    ]
    assert [] == [e for e in found.effects if isinstance(e, AnswerCommand)]


def test_what_is_being_confirmed_and_what_a_person_stopped_is_let_go_too() -> None:
    yellow = given(snapshot(commit("b", failing(2)), GREEN))
    assert "main runs on alice on prod's word until" in plan(yellow).line.text
    stop = claim("open", commands=(command("stop"),))
    assert "main is stopped by carol" in plan(snapshot(GREEN, claim=stop)).line.text
    assert "main is running" == plan(given(snapshot(GREEN, claim=stop))).line.text


def test_a_line_that_runs_or_cannot_be_judged_is_started_by_nobody() -> None:
    for seen in (snapshot(GREEN), stopped(unread=(unread("job: issue"),))):
        assert plan(seen) == plan(given(seen))


def test_what_holds_are_cords_that_failed_or_wait() -> None:
    pulls = tuple(
        pull(n, cord=one)
        for n, one in enumerate((cord("failure"), cord(None), cord("success"), cord("neutral"), None), 1)
    )
    assert [1, 2] == [one.number for one in holding(snapshot(GREEN, pulls=pulls, config=config("shadow")))]


@pytest.mark.parametrize("mode", ["warn", "enforce"])
def test_what_has_no_cord_waits_for_one_where_they_are_written(mode: str) -> None:
    pulls = (pull(1, cord=cord("success")), pull(2), pull(3, base="topic"))
    assert [2] == [one.number for one in holding(snapshot(GREEN, pulls=pulls, config=config(mode)))]
