"""A block holds only for as long as somebody looks after it."""

from datetime import timedelta
from typing import Any

import pytest

from bot.decide.plan import plan
from bot.model.config import Config
from bot.model.effects import OpenJob, Plan, WriteCord, WriteRecord
from bot.model.jobs import Lease
from bot.model.snapshot import Snapshot
from tests.building import (
    AT,
    claim,
    commit,
    config,
    cord,
    issue,
    minutes,
    passing,
    pull,
    sha,
    snapshot,
    unread,
)
from tests.configuring import invalid
from tests.decide.cases import carrying, kept, the

LENGTH = timedelta(minutes=15)


def renewed(found: Plan) -> list[tuple[str, object]]:
    """Who holds the lease now, and until when, where it was written."""
    records = (effect.record for effect in found.effects if isinstance(effect, WriteRecord))
    return [(record.lease.by, record.lease.until) for record in records if record.lease]


def held(lease: Lease | None, **facts: Any) -> Snapshot:
    return carrying(issue=issue(kept(lease=lease), **facts))


def lease(until: float, by: str = "another") -> Lease:
    return Lease(by=by, until=minutes(until))


def test_a_line_that_stops_is_leased_with_its_job() -> None:
    opened = the(OpenJob, plan(carrying(claim=None, issue=None)).effects)
    assert Lease(by="brain-1", until=AT + LENGTH) == opened.record.lease


@pytest.mark.parametrize(
    ("until", "expected"),
    [(14, []), (8, []), (7, [("brain-1", AT + LENGTH)]), (-60, [("brain-1", AT + LENGTH)])],
)
def test_whoever_looks_renews_it_once_half_of_it_is_over(until: float, expected: list[Any]) -> None:
    assert expected == renewed(plan(held(lease(until))))


def test_a_job_that_has_none_yet_gets_one() -> None:
    assert [("brain-1", AT + LENGTH)] == renewed(plan(held(None)))


def test_a_job_that_somebody_closed_is_looked_after_all_the_same() -> None:
    assert [("brain-1", AT + LENGTH)] == renewed(plan(held(lease(-5), state="closed")))
    assert [] == renewed(plan(held(lease(14), state="closed")))
    assert [] == renewed(plan(carrying(issue=issue(state="closed"))))


def test_it_is_looked_at_again_in_time_to_renew_it() -> None:
    short = config(line={"lease": "2m"})
    found = plan(carrying(issue=issue(kept(lease=lease(2)), state="closed"), config=short))
    assert timedelta(minutes=1) == found.look_again


def test_what_is_only_warned_of_needs_none() -> None:
    found = plan(carrying(config=config("warn"), issue=issue(kept(lease=lease(-5)))))
    assert [None] == [e.record.lease for e in found.effects if isinstance(e, WriteRecord)]


def test_a_line_that_runs_again_is_let_go_of() -> None:
    green = snapshot(commit("b", passing(2)), claim=claim("open"), issue=issue(kept()))
    assert [None] == [e.record.lease for e in plan(green).effects if isinstance(e, WriteRecord)]


UNKNOWN = (unread("line: jobs of run 2"),)


def dark(until: float | None, its: Config | None = None, **facts: Any) -> Snapshot:
    """A line that cannot be judged, with one pull request held and one free."""
    record = kept(lease=lease(until) if until is not None else None)
    given: dict[str, Any] = {
        "claim": claim("open"),
        "issue": issue(record),
        "config": its or config(),
        "unread": UNKNOWN,
        "pulls": (pull(1, cord=cord("failure")), pull(2, cord=cord("success"))),
    }
    return snapshot(commit("a", passing(1)), **(given | facts))


def let_go(seen: Snapshot) -> list[tuple[tuple[int, ...], str | None]]:
    return [(e.pulls, e.verdict.conclusion) for e in plan(seen).effects if isinstance(e, WriteCord)]


def test_a_block_that_nobody_looked_after_falls_where_the_line_cannot_be_judged() -> None:
    assert [((1,), "success")] == let_go(dark(-1))
    (write,) = [e for e in plan(dark(0)).effects if isinstance(e, WriteCord)]
    assert (
        "main could not be judged, and nobody has looked after it since 16:45 UTC"
        == write.verdict.reason.text
    )


def test_with_it_falls_what_has_no_cord_and_what_the_merge_queue_tries() -> None:
    seen = dark(-1, pulls=(pull(3),), groups=(pull(3, head=sha("g"), answer_by=minutes(30)),))
    assert [((3,), "success")] * 2 == let_go(seen)


@pytest.mark.parametrize(("waited", "expected"), [(14, []), (15, [((3,), "success")])])
def test_on_a_line_that_nobody_stopped_a_head_without_a_cord_waits_for_a_leases_length(
    waited: float, expected: list[Any]
) -> None:
    for since in ({"created": minutes(-waited)}, {"committed": minutes(-waited), "created": minutes(-90)}):
        seen = dark(None, claim=None, issue=None, pulls=(pull(3, **since), pull(4, cord=cord("success"))))
        assert expected == let_go(seen)
        assert [] == let_go(seen.model_copy(update={"config": config(line={"unknown": "hold"})}))
        assert [] == let_go(seen.model_copy(update={"unread": (*seen.unread, unread("claims"))}))


@pytest.mark.parametrize(
    "seen",
    [
        dark(1),
        dark(None),
        dark(-1, config(line={"unknown": "hold"})),
        dark(-1, issue=issue(kept(lease=lease(-1)), ours=False)),
        dark(-1, issue=None),
    ],
    ids=["leased", "without a lease", "hold", "not ours", "no issue"],
)
def test_else_it_stays(seen: Snapshot) -> None:
    assert [] == let_go(seen)


def without_configuration(until: float | None) -> Snapshot:
    record = kept(lease=lease(until) if until is not None else None)
    held_, free = pull(1, cord=cord("failure")), pull(2, cord=cord("success"))
    return carrying(issue=issue(record), config=invalid(), pulls=(held_, free))


@pytest.mark.parametrize(("until", "expected"), [(1, []), (None, []), (-1, [((1,), "success")])])
def test_under_a_configuration_that_cannot_be_used_a_block_falls_with_its_lease(
    until: float | None, expected: list[Any]
) -> None:
    seen = without_configuration(until)
    assert expected == let_go(seen)
    assert (expected == []) == (plan(seen).look_again is not None)
