"""A job under way: its attempts, one rung after another, its fix, and the letter to people at the end."""

from datetime import timedelta
from typing import Any

import pytest

from bot.decide.incident import CLOSED
from bot.model.effects import (
    CancelRun,
    DeadLetter,
    Dispatch,
    EditJob,
    Order,
    Relabel,
    StartAttempt,
    WriteRecord,
)
from bot.model.evidence import Proof
from bot.model.facts import Unread
from bot.model.markers import dead_letter_marker, story_marker
from tests.building import (
    comment,
    commit,
    config,
    failing,
    issue,
    job,
    minutes,
    passing,
    record,
    red_facts,
    run,
    sha,
    unread,
)
from tests.decide.cases import HELD, carrying, kept, kinds, planned, the, told, tried
from tests.decide.showing import show

# Attempts


def test_the_first_rung_is_claimed_and_dispatched_in_one_effect() -> None:
    found = planned(carrying())
    start = the(StartAttempt, found.effects)
    assert isinstance(start.order, Order)
    assert ("attempt", 1, "autofix", 12, "oid-open") == (
        start.claim.stage,
        start.claim.attempt,
        start.claim.rung,
        start.claim.issue,
        start.replaces,
    )
    assert (
        "main",
        "andon/12-1",
        sha("b"),
        ("ruff format .",),
        ("db/**",),
        ("CI / test",),
        "Fix main: CI / test",
    ) == (
        start.ref,
        start.order.branch,
        start.order.base,
        start.order.commands,
        start.order.protect,
        start.order.reds,
        start.order.title,
    )
    assert ("job #12: attempt 1 (autofix) waits for a runner", timedelta(minutes=1)) == (
        told(found),
        found.look_again,
    )


def test_the_issue_tells_the_story_and_carries_the_one_label_of_its_state() -> None:
    its = issue(kept(), labels=("andon:running", "andon:done", "bug"))
    found = planned(carrying(issue=its))
    assert Relabel(issue=12, add=("andon", "andon:assigned"), remove=("andon:done", "andon:running")) == the(
        Relabel, found.effects
    )
    story = the(EditJob, found.effects).story
    assert story
    assert "assigned" == story.state


def test_an_issue_that_tells_its_story_is_not_written_again() -> None:
    first = planned(carrying(claim=HELD, workers=(worker(None),)))
    story = the(EditJob, first.effects).story
    assert story
    shown = issue(kept(), body=f"...\n{story_marker(story.digest)}", labels=("andon", "andon:running"))
    assert () == planned(carrying(claim=HELD, workers=(worker(None),), issue=shown)).effects


def worker(conclusion: str | None, *jobs: Any) -> Any:
    status = "completed" if conclusion else "in_progress"
    return run(*jobs, id=7, title="andon nonce-1", status=status, conclusion=conclusion)


def test_a_dispatch_that_did_not_arrive_is_repeated_with_the_same_nonce() -> None:
    found = planned(carrying(claim=HELD))
    again = the(Dispatch, found.effects)
    assert ("nonce-1", "main", "andon/12-1", 1) == (
        again.nonce,
        again.ref,
        again.order.branch,
        again.order.attempt,
    )


def test_a_run_that_does_not_start_is_cancelled() -> None:
    late = run(id=7, title="andon nonce-1", status="queued", conclusion=None, created=minutes(-10))
    found = planned(carrying(claim=HELD, workers=(late,)))
    assert CancelRun(run=7) == the(CancelRun, found.effects)
    assert "job #12: attempt 1 (autofix) waits for a runner" == told(found)


def test_a_running_worker_is_waited_for() -> None:
    found = planned(carrying(claim=HELD, workers=(worker(None),)))
    assert ("job #12: attempt 1 (autofix) is running", timedelta(minutes=1)) == (
        told(found),
        found.look_again,
    )


def test_a_lost_worker_is_tried_again_later() -> None:
    found = planned(carrying(claim=HELD, workers=(worker("cancelled"),)))
    written = the(WriteRecord, found.effects).record
    assert ["lost"] == [t.result for t in written.tried]
    assert "start-attempt" not in kinds(found)
    assert "job #12: autofix is tried again at 16:45 UTC" == told(found)
    assert found.look_again and found.look_again < timedelta(minutes=2)


@pytest.mark.parametrize("what", ("workers", "workers: jobs of run 7", "job: fix"))
@pytest.mark.parametrize("age", (2, 11))
def test_a_worker_that_could_not_be_read_is_neither_lost_nor_dispatched_again(what: str, age: int) -> None:
    workers = (worker("success").model_copy(update={"jobs": None}),) if ":" in what else ()
    claimed = HELD.model_copy(update={"at": minutes(-age)})
    assert () == planned(carrying(claim=claimed, workers=workers, unread=(unread(what),))).effects


@pytest.mark.parametrize(
    ("name", "step", "result", "why"),
    (
        ("fix", "Fence", "lost", "its worker did not get to work: step Fence of fix failed"),
        ("fix", "Check out", "lost", "its worker did not get to work: step Check out of fix failed"),
        ("fix", "Fix", "failed", "the fixer failed; the fix job says why"),
        ("fix", None, "failed", "the fixer failed; the fix job says why"),
        ("propose", "Check out", "lost", "its worker did not get to work: step Check out of propose failed"),
        ("propose", "Propose", "withheld", "its change was not proposed; the propose job says why"),
    ),
)
def test_only_what_the_worker_itself_did_counts_against_the_rung(
    name: str, step: str | None, result: str, why: str
) -> None:
    fix = (
        job("andon / fix", "success")
        if name == "propose"
        else job("andon / fix", "failure", failed_step=step)
    )
    propose = job("andon / propose", "failure" if name == "propose" else "skipped", id=8, failed_step=step)
    found = planned(carrying(claim=HELD, workers=(worker("failure", fix, propose),)))
    (last,) = the(WriteRecord, found.effects).record.tried
    assert (result, why) == (last.result, last.why)


def test_a_lost_worker_is_replaced_when_its_time_has_come() -> None:
    found = planned(carrying(claim=HELD, issue=issue(kept(tried=(tried("lost"),)))))
    assert (2, "nonce-1") == ((start := the(StartAttempt, found.effects)).claim.attempt, start.replaces)


def test_an_attempt_without_success_leads_to_people_once() -> None:
    done = (job("fix", "failure"), job("propose", "skipped", id=8))
    found = planned(carrying(claim=HELD, workers=(worker("failure", *done),)))
    written = the(WriteRecord, found.effects).record
    assert (True, ["failed"]) == (written.dead, [t.result for t in written.tried])
    letter = the(DeadLetter, found.effects)
    assert ("dead-letter", 12) == (letter.story.state, letter.issue)
    assert "no safe move is left: rerun – (failed again, or could not be re-run)" == letter.story.now
    already = issue(
        written,
        comments=(comment(1, written.encode()), comment(2, dead_letter_marker(written.times.begun))),
    )
    assert "dead-letter" not in kinds(planned(carrying(claim=HELD, issue=already)))


def test_a_dead_letter_by_somebody_else_is_none() -> None:
    written = kept(dead=True)
    its = issue(
        written,
        comments=(
            comment(1, written.encode()),
            comment(2, dead_letter_marker(written.times.begun), ours=False),
        ),
    )
    assert "dead-letter" in kinds(planned(carrying(issue=its, worker=False)))


def test_a_dead_job_tries_nothing_more_until_there_is_something_to_try() -> None:
    its = issue(kept(dead=True))
    assert not {"start-attempt", "dispatch"} & set(kinds(planned(carrying(issue=its, worker=False))))
    assert "start-attempt" in kinds(planned(carrying(issue=its)))


def test_what_can_be_tried_is_not_guessed() -> None:
    found = planned(carrying(worker=False, unread=(Unread(what="worker: object", why="502"),)))
    assert "job #12: what can be tried could not be read" == told(found)
    assert not {"dead-letter", "start-attempt"} & set(kinds(found))


def test_a_ladder_without_any_rung_says_why() -> None:
    found = planned(carrying(config=config(), worker=False))
    assert (
        "job #12: no safe move is left: rerun – (failed again, or could not be re-run); "
        "autofix – (no commands under fix.autofix)"
    ) == told(found)
    only = planned(carrying(config=config(fix={"ladder": ["person"]})))
    assert "job #12: no safe move is left" == told(only)


def test_of_a_job_that_a_person_closed_nothing_but_its_text_is_changed_and_once() -> None:
    seen = carrying(issue=issue(kept(), state="closed"), claim=HELD)
    found = planned(seen)
    assert "job #12 was closed: nothing more is tried; reopen it to retry" == told(found)
    story = the(EditJob, found.effects).story
    assert ["edit-job"] == kinds(found)
    assert CLOSED == (story.now if story else None)
    assert () == planned(show(seen, found.effects[0])).effects


def test_new_reds_are_written_into_the_record() -> None:
    both = run(*(failing(2, times=2).jobs or ()), job("lint", "failure", id=9), id=2)
    found = planned(carrying(history=(commit("b", both), commit("a", passing(1)))))
    assert ["CI / test", "CI / lint"] == [r.name for r in the(WriteRecord, found.effects).record.reds]


def test_a_red_that_is_certain_now_is_written_into_the_record() -> None:
    its = issue(kept(reds=(red_facts(confirmed=False, why="failed once"),)))
    assert "failed twice" == the(WriteRecord, planned(carrying(issue=its)).effects).record.reds[0].why


def test_a_relapse_begins_anew_and_climbs_the_ladder() -> None:
    before = kept(
        tried=(tried("nothing"),), dead=True, proof=Proof(commit="x", run=1, attempt=1, pull=None)
    ).model_copy(update={"times": record().times.model_copy(update={"green": minutes(-60)})})
    found = planned(carrying(issue=issue(before)))
    written = the(WriteRecord, found.effects).record
    assert (None, None, True) == (written.proof, written.times.green, written.dead)
    again = planned(carrying(issue=issue(before.model_copy(update={"tried": (tried("fixed", -90),)}))))
    assert 2 == the(StartAttempt, again.effects).claim.attempt
