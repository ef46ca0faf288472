"""What a stopped line's job needs: opened, adopted, taken over, carried on, handed to people."""

from datetime import timedelta
from typing import Any

import pytest

from bot.decide.book import line_times
from bot.model.effects import (
    EditJob,
    OpenJob,
    WriteClaim,
    WriteRecord,
)
from bot.model.evidence import Proof
from bot.model.jobs import Claim, Times
from bot.model.markers import dead_letter_marker
from bot.model.snapshot import Snapshot
from tests.building import (
    AT,
    KEY,
    claim,
    comment,
    commit,
    config,
    failing,
    issue,
    line_of,
    minutes,
    passing,
    record,
    red_facts,
    sha,
    snapshot,
    stopped,
    unread,
)
from tests.decide.cases import AUTOFIX, carrying, kept, kinds, planned, the, told
from tests.decide.saying import command

# Opening


def test_a_stopped_line_opens_a_job_in_one_effect() -> None:
    found = planned(stopped())
    effect = the(OpenJob, found.effects)
    assert [("open-job", KEY, None, sha("bt"))] == [
        (e.kind, e.story.key, e.replaces, e.tree) for e in found.effects if isinstance(e, OpenJob)
    ]
    assert ("opening", None, AT, "brain-1") == (
        effect.claim.stage,
        effect.claim.issue,
        effect.claim.at,
        effect.claim.by,
    )
    assert (minutes(-4), minutes(-3), AT, None) == (
        effect.record.times.red,
        effect.record.times.confirmed,
        effect.record.times.stopped,
        effect.record.times.green,
    )
    assert ("pending", "the job is being opened") == (effect.story.state, effect.story.now)
    assert ["CI / test"] == [red.name for red in effect.record.reds]
    assert ("a job is opened", timedelta(seconds=1)) == (told(found), found.look_again)


@pytest.mark.parametrize(
    "seen",
    [
        snapshot(commit("a", passing(1))),
        snapshot(commit("b", failing(2)), commit("a", passing(1))),
        snapshot(commit("a")),
        stopped(unread=(unread("job: issue"),)),
        snapshot(commit("a", passing(1)), claim=claim("closed")),
    ],
    ids=["running", "confirming", "no signal", "job unread", "closed already"],
)
def test_no_job_is_opened_without_need_or_knowledge(seen: Snapshot) -> None:
    assert () == planned(seen).effects


def test_a_job_closed_long_ago_is_followed_by_a_new_one() -> None:
    found = planned(stopped(claim=claim("closed", at=minutes(-24 * 60))))
    assert "oid-closed" == the(OpenJob, found.effects).replaces


def test_a_relapse_within_a_day_reopens_the_last_job() -> None:
    found = planned(stopped(claim=claim("closed", at=minutes(-24 * 60 + 1))))
    take = the(WriteClaim, found.effects)
    assert ["write-claim", "edit-job"] == kinds(found)
    assert ("open", 12, 0, "oid-closed", AT) == (
        take.claim.stage,
        take.claim.issue,
        take.claim.attempt,
        take.replaces,
        take.claim.at,
    )
    assert EditJob(issue=12, state="open") == the(EditJob, found.effects)
    assert "job #12 is reopened" == told(found)


def test_a_claim_let_go_without_a_job_is_followed_by_a_new_one() -> None:
    assert ["open-job"] == kinds(planned(stopped(claim=claim("closed", issue=None, at=minutes(-5)))))


# After a crash


def test_a_job_claimed_without_its_number_is_adopted_where_it_is_found() -> None:
    strays = (issue(number=31), issue(number=30), issue(number=29, state="closed"))
    found = planned(stopped(claim=claim("opening", at=minutes(-0.1)), strays=strays))
    take = the(WriteClaim, found.effects)
    assert (30, "open", "oid-opening", AT, "brain-1") == (
        take.claim.issue,
        take.claim.stage,
        take.replaces,
        take.claim.at,
        take.claim.by,
    )


def test_a_job_that_another_brain_is_opening_is_waited_for() -> None:
    found = planned(stopped(claim=claim("opening", at=minutes(-0.5))))
    assert ((), timedelta(seconds=30)) == (found.effects, found.look_again)


def test_a_job_that_was_never_opened_is_taken_over_after_a_minute() -> None:
    found = planned(stopped(claim=claim("opening", at=minutes(-1))))
    assert "oid-opening" == the(OpenJob, found.effects).replaces


def test_a_job_just_taken_is_left_alone_for_a_moment() -> None:
    half = timedelta(seconds=0.5)
    found = planned(carrying(claim=claim("open", at=AT - half)))
    assert ((), half, "job #12 was just taken") == (found.effects, found.look_again, told(found))
    assert planned(carrying(claim=claim("open", at=AT - 2 * half))).effects


def test_a_claim_by_a_clock_that_is_ahead_holds_nothing_up() -> None:
    assert planned(carrying(claim=claim("open", at=minutes(5)))).effects


def test_a_job_whose_issue_is_gone_is_opened_anew_once_it_had_time_to_show() -> None:
    young = claim("open", at=minutes(-0.5))
    found = planned(carrying(claim=young, issue=None))
    assert ((), "job #12 is not to be seen") == (found.effects, told(found))
    effect = the(OpenJob, planned(carrying(issue=None)).effects)
    assert (claim("open").oid, "opening") == (effect.replaces, effect.claim.stage)


def test_an_issue_of_somebody_else_is_no_job_whatever_a_claim_says() -> None:
    its = issue(kept()).model_copy(update={"ours": False})
    assert ["open-job"] == kinds(planned(carrying(issue=its)))


def test_a_damaged_claim_is_replaced() -> None:
    damaged = Claim.decode("not a claim", "oid-damaged")
    assert "oid-damaged" == the(OpenJob, planned(carrying(claim=damaged, issue=None)).effects).replaces


def test_a_lost_record_is_rebuilt_and_earlier_attempts_count() -> None:
    held = claim("attempt", attempt=3, at=minutes(-0.5))
    forged = comment(1, kept(tried=()).encode(), ours=False)
    effect = the(WriteRecord, planned(carrying(claim=held, issue=issue(comments=(forged,)))).effects)
    assert (None, ["lost", "lost"]) == (effect.comment, [t.result for t in effect.record.tried])


def test_a_rebuilt_record_does_not_take_the_place_of_another_comment() -> None:
    comments = (
        comment(1, kept().encode(), ours=False),
        comment(2, f"words {dead_letter_marker(kept().times.begun)}"),
    )
    effects = planned(carrying(issue=issue(comments=comments))).effects
    assert None is the(WriteRecord, effects).comment


def test_a_damaged_record_of_ours_is_rewritten_in_place() -> None:
    damaged = comment(4, "<!-- andon:record {} -->")
    assert 4 == the(WriteRecord, planned(carrying(issue=issue(comments=(damaged,)))).effects).comment


@pytest.mark.parametrize(
    "facts",
    [
        {"kept": record(proof=Proof(commit=sha("a"), run=1, attempt=1))},
        {"kept": record(), "labels": ("andon", "andon:done")},
    ],
    ids=["its proof", "its label"],
)
def test_a_job_that_andon_closed_itself_is_reopened_when_a_crash_left_it_closed(facts: Any) -> None:
    its = issue(**facts, state="closed")
    seen = stopped(claim=claim("open"), issue=its, worker=True, config=AUTOFIX)
    effects = planned(seen).effects
    assert ("edit-job", "open") == (effects[0].kind, the(EditJob, effects[:1]).state)
    assert "start-attempt" in [e.kind for e in effects]


def test_a_job_that_a_person_closed_stays_closed() -> None:
    its = issue(record(), state="closed", labels=("andon", "andon:pending"))
    edits = planned(stopped(claim=claim("open"), issue=its)).effects
    assert [None] == [edit.state for edit in edits if isinstance(edit, EditJob)]
    assert ["edit-job"] == [edit.kind for edit in edits]


def test_a_relapse_after_an_end_without_proof_begins_with_new_times() -> None:
    ended = record(times=Times(red=minutes(-300), stopped=minutes(-290), green=minutes(-280)), dead=True)
    seen = stopped(claim=claim("open"), issue=issue(ended, state="open"), worker=True, config=AUTOFIX)
    written = the(WriteRecord, planned(seen).effects).record
    began = line_times(line_of(seen))
    assert (began.red, AT, False) == (written.times.red, written.times.stopped, written.dead)


def test_a_relapse_counts_nothing_as_healed_that_was_red_in_the_stop_before() -> None:
    ended = record(
        reds=(red_facts(id="web.yml#web"),),
        times=Times(red=minutes(-300), stopped=minutes(-290), green=minutes(-280)),
    )
    written = the(WriteRecord, planned(stopped(claim=claim("open"), issue=issue(ended))).effects).record
    assert (["test"], ()) == ([red.id.rpartition("#")[2] for red in written.reds], written.healed)


def stop_in(claimed: Claim, state: str = "open") -> list[list[str]]:
    """What the claims that are written know of people's word, while a person's stop stands in the record."""
    said = kept(commands=(command("stop"),), dead=True)
    told = (comment(1, said.encode()), comment(2, dead_letter_marker(said.times.begun)))
    seen = carrying(claim=claimed, issue=issue(said, comments=told, state=state), config=config())
    written = [e.claim for e in planned(seen).effects if isinstance(e, WriteClaim)]
    return [[one.verb for one in claim.commands] for claim in written]


def test_a_persons_stop_is_remembered_where_no_issue_can_lose_it() -> None:
    for state in ("open", "closed"):
        assert [["stop"]] == stop_in(claim("letter", attempt=0), state)
        assert [] == stop_in(claim("letter", attempt=0, commands=(command("stop"),)), state)
    assert [] == stop_in(claim("attempt", attempt=1, rung="autofix"))
