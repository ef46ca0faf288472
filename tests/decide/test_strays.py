"""Open issues with the job's key that its claim does not name: one becomes the job, the others end."""

from datetime import timedelta
from typing import Any

import pytest

from bot.decide.plan import plan
from bot.model.effects import EndJob, OpenJob, WriteClaim
from bot.model.jobs import Claim, Times
from bot.model.snapshot import Snapshot
from tests.building import AT, claim, commit, issue, minutes, passing, record, snapshot, stopped
from tests.decide.cases import HELD, carrying, kept, kinds, planned, the, tried
from tests.decide.saying import command

OLD = claim("closed", at=minutes(-25 * 60))
ENDED = record(commands=(command("stop"),), times=Times(red=AT, stopped=AT, green=AT))
DAMAGED = Claim.decode("not a claim", "oid-damaged")


def green(**facts: Any) -> Snapshot:
    return snapshot(commit("a", passing(1)), **facts)


def adopted(seen: Snapshot) -> tuple[int | None, str, int, str | None]:
    """What the one effect of the plan claims, and over what."""
    found = planned(seen)
    assert ["write-claim"] == kinds(found)
    take = the(WriteClaim, found.effects)
    return take.claim.issue, take.claim.stage, take.claim.attempt, take.replaces


@pytest.mark.parametrize(
    ("held", "over"),
    [(None, None), (OLD, "oid-closed"), (DAMAGED, "oid-damaged")],
    ids=["no", "old", "damaged"],
)
def test_a_job_that_is_open_without_a_claim_is_adopted_and_no_other_opened(
    held: Claim | None, over: str | None
) -> None:
    strays = (issue(number=31), issue(number=30), issue(number=29, state="closed"))
    assert (30, "open", 0, over) == adopted(stopped(claim=held, strays=strays))


@pytest.mark.parametrize(
    ("held", "holds"),
    [(None, True), (OLD, True), (DAMAGED, True), (claim("closed", at=minutes(-1)), False)],
    ids=["deleted", "rewound", "damaged", "let go of since"],
)
def test_what_people_said_in_a_job_that_lost_its_claim_holds(held: Claim | None, holds: bool) -> None:
    stop = record(commands=(command("stop"),))
    for strays in ((issue(stop, number=30),), (issue(None, number=29), issue(stop, number=30))):
        seen = green(claim=held, strays=strays)
        assert holds == ("main is stopped by carol" in plan(seen).line.text)
    quiet = (issue(record(), number=30), issue(stop, number=31, ours=False), issue(ENDED, number=32))
    assert "main is running" == plan(green(claim=held, strays=quiet)).line.text


def test_a_job_whose_issue_is_gone_is_followed_by_the_one_that_is_there() -> None:
    gone = claim("attempt", at=minutes(-0.1), attempt=2)
    assert (30, "open", 0, "oid-attempt") == adopted(stopped(claim=gone, strays=(issue(number=30),)))


def test_of_jobs_opened_twice_the_lowest_number_counts() -> None:
    its = carrying(strays=(issue(number=11), issue(number=13)))
    assert (11, "open", 0, "oid-open") == adopted(its)


@pytest.mark.parametrize(
    "seen",
    [
        carrying(strays=(issue(number=14), issue(number=13))),
        carrying(claim=HELD, strays=(issue(number=14), issue(number=13))),
        carrying(issue=issue(kept(), state="closed"), strays=(issue(number=14), issue(number=13))),
        green(claim=claim("open"), issue=issue(record()), strays=(issue(number=14), issue(number=13))),
    ],
    ids=["settled", "attempted", "given up", "green"],
)
def test_the_others_are_closed_and_point_to_it(seen: Snapshot) -> None:
    ends = [effect for effect in planned(seen).effects if isinstance(effect, EndJob)]
    assert [EndJob(issue=n, why="it is a duplicate of #12") for n in (13, 14)] == ends


def test_a_lower_number_that_shows_after_the_first_attempt_is_the_double() -> None:
    for its in (carrying(claim=HELD), carrying(issue=issue(kept(tried=(tried("lost"),))))):
        seen = its.model_copy(
            update={"jobs": (its.jobs[0].model_copy(update={"strays": (issue(number=3),)}),)}
        )
        ends = [effect for effect in planned(seen).effects if isinstance(effect, EndJob)]
        assert [EndJob(issue=3, why="it is a duplicate of #12")] == ends


@pytest.mark.parametrize("held", [None, OLD, DAMAGED], ids=["no claim", "let go", "damaged"])
def test_on_a_green_line_a_job_that_nobody_ended_is_claimed_and_so_ended(held: Claim | None) -> None:
    found = adopted(green(claim=held, strays=(issue(number=30),)))
    assert (30, "open", 0) == found[:3]
    after = green(claim=claim("open", issue=30), issue=issue(record(), number=30))
    assert {"edit-job", "write-claim"} <= set(kinds(planned(after)))


def test_a_job_that_was_just_ended_has_time_to_show_it() -> None:
    found = planned(green(claim=claim("closed", at=minutes(-0.5)), strays=(issue(number=30),)))
    assert ((), timedelta(seconds=30)) == (found.effects, found.look_again)


def test_a_job_that_was_ended_and_opened_again_by_somebody_is_theirs_while_the_line_is_green() -> None:
    its = issue(number=30, labels=("andon", "andon:done"))
    found = planned(green(claim=OLD, strays=(its,)))
    assert ((), None) == (found.effects, found.look_again)
    assert (30, "open", 0, "oid-closed") == adopted(stopped(claim=OLD, strays=(its,)))


def test_a_claim_under_which_a_job_may_be_being_opened_is_not_let_go() -> None:
    found = planned(green(claim=claim("opening", at=minutes(-0.5)), issue=None))
    assert ((), timedelta(seconds=30)) == (found.effects, found.look_again)
    late = the(WriteClaim, planned(green(claim=claim("opening", at=minutes(-1)), issue=None)).effects)
    assert ("closed", AT) == (late.claim.stage, late.claim.at)


def test_only_without_any_open_issue_a_job_is_opened() -> None:
    closed = issue(number=29, state="closed")
    assert "oid-closed" == the(OpenJob, planned(stopped(claim=OLD, strays=(closed,))).effects).replaces
