"""Trust lost: how often people called stops wrong, and what the repository does then."""

from datetime import datetime, timedelta
from typing import Any

from bot.decide.demoting import called_wrong, demoted
from bot.decide.plan import plan
from bot.model.config import Config
from bot.model.effects import WriteClaim, WriteCord
from bot.model.snapshot import Snapshot
from tests.building import (
    AT,
    claim,
    commit,
    config,
    issue,
    line_of,
    minutes,
    passing,
    pull,
    record,
    snapshot,
    stopped,
    the_job,
)
from tests.decide.cases import planned
from tests.decide.saying import command

WEEK = timedelta(days=7)


def wronged(*began: Any, **facts: Any) -> Snapshot:
    return stopped(claim=claim("open", wrong=began), issue=issue(record()), **facts)


def limit(of: Snapshot, its: Config) -> datetime | None:
    return demoted(of, its, (line_of(of, its),))


def test_two_wrong_stops_within_a_week_demote_until_the_first_is_a_week_old() -> None:
    days = [AT - timedelta(days=n) for n in (6, 1)]
    assert days[0] + WEEK == limit(wronged(*days), config())
    assert None is limit(wronged(days[1]), config())
    assert None is limit(wronged(AT - WEEK, days[1]), config())
    assert days[0] + WEEK == limit(wronged(AT - timedelta(days=6.5), *days), config())


def test_the_stop_under_way_counts_once_however_often_it_is_called_wrong() -> None:
    twice = (command("wrong"), command("wrong", comment=61))
    of = stopped(claim=claim("open"), issue=issue(record(commands=twice)))
    assert (minutes(-2),) == called_wrong(the_job(of), line_of(of))
    assert None is limit(of, config())
    lost = stopped(claim=claim("open", commands=twice), issue=None)
    assert (minutes(-2),) == called_wrong(the_job(lost), line_of(lost))
    assert (minutes(-2),) == called_wrong(the_job(lost), None)


def test_demoting_counts_as_configured_and_only_where_it_is_enforced() -> None:
    of = wronged(AT - timedelta(hours=1))
    assert None is not limit(of, config(demote={"false_stops": 1}))
    assert None is limit(of, config(demote={"false_stops": 1, "within": "30m"}))
    assert None is limit(of, config(demote="off"))
    assert None is limit(of, config("warn", demote={"false_stops": 1}))


def test_a_demoted_repository_only_warns_and_says_so() -> None:
    its = config(demote={"false_stops": 1})
    wanted = plan(wronged(AT - timedelta(days=1), config=its, pulls=(pull(5),)))
    assert "mode warn: people called stops wrong; enforced again from 2026-11-29 16:45 UTC" == (
        wanted.line.children[-1].text
    )
    (cord,) = (effect.verdict for effect in wanted.effects if isinstance(effect, WriteCord))
    assert (True, AT + timedelta(days=6), False) == (cord.advisory, cord.course.demoted, cord.course.fused)


def test_a_job_that_ends_hands_on_that_its_stop_was_wrong() -> None:
    of = snapshot(
        commit("a", passing(1)),
        claim=claim("open", commands=(command("wrong"),)),
        issue=issue(record(commands=(command("wrong"),))),
    )
    (let_go,) = (e for e in planned(of).effects if isinstance(e, WriteClaim))
    assert ("closed", (minutes(-2),)) == (let_go.claim.stage, let_go.claim.wrong)
