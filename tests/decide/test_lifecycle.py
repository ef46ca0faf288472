"""Where an attempt stands, phase by phase, and which changes of a job's state may be seen."""

from typing import Any

import pytest

from bot.decide.lifecycle import TRANSITIONS, Attempt, attempt
from bot.model.facts import FixPull, WorkflowFile
from bot.model.jobs import JOB_STATES, Claim
from bot.model.runs import Run
from bot.model.snapshot import Snapshot
from tests.building import (
    CI,
    WORKFLOW,
    change,
    claim,
    commit,
    failing,
    job,
    line_of,
    minutes,
    passing,
    pull,
    run,
    sha,
    stopped,
    the_job,
)

HELD = claim("attempt", at=minutes(-5), oid="nonce-1")
FIX = FixPull(number=21, branch="andon/12-1", head=sha("p21-"), state="open")


def worker(*jobs: Any, id: int = 7, **facts: Any) -> Run:
    """A dispatched run, its title as the worker workflow gives it."""
    return run(*jobs, id=id, event="workflow_dispatch", title="andon nonce-1", **facts)


def stands(held: Claim = HELD, seen: Snapshot | None = None, **facts: Any) -> Attempt:
    seen = seen or stopped(claim=held, **facts)
    return attempt(seen, line_of(seen), the_job(change(seen, claim=held)))


def ended(found: Attempt) -> tuple[str, str] | None:
    return (found.result.result, found.result.why) if found.result else None


@pytest.mark.parametrize(("age", "again"), [(0, False), (0.9, False), (1, True), (9.9, True)])
def test_a_claim_without_a_run_is_dispatched_again_after_a_minute(age: float, again: bool) -> None:
    found = stands(claim("attempt", at=minutes(-age), oid="nonce-1"))
    assert ("dispatched", "assigned", again) == (found.phase, found.state, found.again)


def test_a_worker_that_never_started_is_lost_after_ten_minutes() -> None:
    found = stands(claim("attempt", at=minutes(-10), oid="nonce-1"))
    assert ("ended", "pending", ("lost", "its worker never started")) == (
        found.phase,
        found.state,
        ended(found),
    )


@pytest.mark.parametrize(("age", "cancel"), [(9.9, False), (10, True)])
def test_a_queued_run_is_cancelled_after_ten_minutes(age: float, cancel: bool) -> None:
    queued = worker(status="queued", conclusion=None, created=minutes(-age))
    found = stands(workers=(queued,))
    assert ("queued", "assigned", queued, cancel) == (found.phase, found.state, found.run, found.cancel)


@pytest.mark.parametrize(("age", "cancel"), [(29.9, False), (30, True)])
def test_a_run_that_does_not_end_is_cancelled_after_thirty_minutes(age: float, cancel: bool) -> None:
    found = stands(workers=(worker(status="in_progress", conclusion=None, created=minutes(-age)),))
    assert ("running", "running", cancel) == (found.phase, found.state, found.cancel)


def test_the_lowest_run_with_the_nonce_is_the_one() -> None:
    first, second = worker(id=7, status="queued", conclusion=None), worker(id=8, conclusion="success")
    other = run(id=3, title="andon nonce-2")
    assert first == stands(workers=(second, first, other)).run


@pytest.mark.parametrize(
    ("ends", "expected"),
    [
        ({"fix": "success", "propose": "skipped"}, ("nothing", "it changed nothing")),
        (
            {"fix": "success", "propose": "failure"},
            ("withheld", "its change was not proposed; the propose job says why"),
        ),
        (
            {"fix": "success", "propose": "cancelled"},
            ("withheld", "its change was not proposed; the propose job says why"),
        ),
        ({"fix": "failure", "propose": "skipped"}, ("failed", "the fixer failed; the fix job says why")),
        ({"fix": "cancelled", "propose": "skipped"}, ("lost", "its run ended with failure and no result")),
    ],
)
def test_a_run_that_left_no_pull_request_is_told_by_its_jobs(ends: dict[str, str], expected: Any) -> None:
    jobs = [job(f"work / {name}", end, id=n) for n, (name, end) in enumerate(ends.items())]
    found = stands(workers=(worker(*jobs, conclusion="failure"),))
    assert expected == ended(found)
    assert (7, None, "autofix") == (
        (found.result.run, found.result.pull, found.result.rung) if found.result else None
    )


@pytest.mark.parametrize("conclusion", ["failure", "startup_failure"])
def test_a_run_that_failed_without_a_job_was_not_let_begin(conclusion: str) -> None:
    none = worker(conclusion=conclusion).model_copy(update={"jobs": ()})
    result, why = ended(stands(workers=(none,))) or ("", "")
    assert ("lost", True) == (result, "none of its worker's jobs began: a policy of Actions" in why)


@pytest.mark.parametrize("conclusion", ["cancelled", "failure"])
def test_a_run_without_a_job_that_was_cancelled_or_not_read_tells_nothing(conclusion: str) -> None:
    jobs = None if conclusion == "failure" else ()
    unread = worker(conclusion=conclusion).model_copy(update={"jobs": jobs})
    assert ("lost", f"its run ended with {conclusion} and no result") == ended(stands(workers=(unread,)))


@pytest.mark.parametrize(("age", "told"), [(5, True), (11, False)])
def test_a_run_that_failed_before_it_had_its_name_is_pointed_at(age: float, told: bool) -> None:
    nameless = run(id=9, title="Andon", conclusion="failure", created=minutes(-age))
    found = stands(claim("attempt", at=minutes(-10), oid="nonce-1"), workers=(nameless,))
    result, why = ended(found) or ("", "")
    assert ("lost", told) == (result, "run 9 of the caller workflow failed meanwhile" in why)


def test_the_newest_attempt_of_a_workers_jobs_counts() -> None:
    jobs = (job("fix", "success", 2), job("propose", "skipped", 2), job("fix", "failure", 1))
    assert ("nothing", "it changed nothing") == ended(stands(workers=(worker(*jobs),)))


@pytest.mark.parametrize(
    ("ago", "expected"), [(0.5, None), (2, ("lost", "its pull request is not to be found"))]
)
def test_a_proposed_fix_is_given_a_minute_to_be_seen(ago: float, expected: Any) -> None:
    found = stands(workers=(worker(job("fix"), job("propose", id=8), updated=minutes(-ago)),))
    assert expected == ended(found)
    assert ("running" if expected is None else "ended") == found.phase


def test_an_open_fix_waits_for_its_proof() -> None:
    found = stands(
        fixes=(FIX,), pulls=(pull(21, branch=FIX.branch),), workers=(worker(conclusion="success"),)
    )
    assert ("proposed", "verifying", 21, 7) == (
        found.phase,
        found.state,
        found.pull.number if found.pull else None,
        found.run.id if found.run else None,
    )


def test_a_fix_is_told_by_its_branch_the_newest_first() -> None:
    other = FIX.model_copy(update={"number": 22, "branch": "andon/12-2"})
    older = FIX.model_copy(update={"number": 20, "state": "closed"})
    found = stands(fixes=(other, older, FIX))
    assert 21 == (found.pull.number if found.pull else None)


def test_a_fix_that_a_person_closed_is_refused() -> None:
    found = stands(fixes=(FIX.model_copy(update={"state": "closed"}),))
    assert ("refused", "#21 was closed unmerged") == ended(found)
    assert 21 == (found.result.pull if found.result else None)


@pytest.mark.parametrize(
    ("its_run", "expected"),
    [
        (run(job("test", "failure"), id=50, event="pull_request"), ("still-red", "CI / test fails on #21")),
        (run(job("test", "timed_out"), id=50, event="pull_request"), ("still-red", "CI / test fails on #21")),
        (run(job("test"), id=50, event="pull_request"), None),
        (run(job("lint", "failure"), id=50, event="pull_request"), None),
        (run(job("test", "failure"), job("slow", None, id=9), id=50, event="pull_request"), None),
        (run(job("test", "failure"), id=50, event="pull_request", path="other.yml"), None),
    ],
    ids=["failed", "timed out", "passed", "another job failed", "not over", "another workflow"],
)
def test_a_fix_on_which_the_red_job_fails_did_not_fix(its_run: Run, expected: Any) -> None:
    assert expected == ended(stands(fixes=(FIX,), pulls=(pull(21, its_run),)))


MERGED = FIX.model_copy(
    update={"state": "closed", "merged": True, "merged_at": minutes(-3), "merge_commit": sha("c")}
)
RED = commit("b", failing(2, times=2))
GREEN = commit("a", passing(1))


@pytest.mark.parametrize(
    ("history", "expected"),
    [
        ((commit("c"), RED, GREEN), None),
        ((commit("c", run(job("test", None), id=3)), RED, GREEN), None),
        ((commit("c", failing(3, times=2)), RED, GREEN), ("still-red", "#21 was merged, main is still red")),
        (
            (commit("d", failing(3, times=2)), commit("c"), RED, GREEN),
            ("still-red", "#21 was merged, main is still red"),
        ),
        ((RED, GREEN), None),
    ],
    ids=["no run yet", "running", "failed on it", "failed after it", "not to be seen yet"],
)
def test_a_merged_fix_waits_for_the_line(history: Any, expected: Any) -> None:
    found = stands(seen=stopped(*history, claim=HELD, fixes=(MERGED,)))
    assert expected == ended(found)
    assert ("merged", "verifying") == (found.phase, found.state) or expected


def test_a_merged_fix_is_not_blamed_for_a_failure_that_is_still_being_confirmed() -> None:
    docs = ".github/workflows/docs.yml"
    new = failing(3, path=docs, workflow="Docs")
    files = (WorkflowFile(path=CI, text=WORKFLOW), WorkflowFile(path=docs, text=WORKFLOW))
    found = stands(seen=stopped(commit("c", new), RED, GREEN, claim=HELD, fixes=(MERGED,), files=files))
    assert "merged" == found.phase


def test_every_state_can_be_left_and_reached() -> None:
    assert set(JOB_STATES) == {before for before, _ in TRANSITIONS}
    assert set(JOB_STATES) == {after for _, after in TRANSITIONS}
    assert all(before != after and why for (before, after), why in TRANSITIONS.items())


def test_a_merged_fix_that_main_was_reset_without_did_not_fix() -> None:
    old = MERGED.model_copy(update={"merged_at": minutes(-11)})
    found = stands(seen=stopped(claim=HELD, fixes=(old,)))
    assert ("still-red", "#21 was merged, main is still red") == ended(found)


def test_a_fix_that_is_not_proven_in_time_is_given_up() -> None:
    facts: dict[str, Any] = {"fixes": (FIX,), "pulls": (pull(21, created=minutes(-120)),)}
    assert ("lost", "#21 was not proven within 2 hours") == ended(stands(**facts))
    young: dict[str, Any] = {"fixes": (FIX,), "pulls": (pull(21, created=minutes(-119)),)}
    assert "proposed" == stands(**young).phase


def test_a_proven_fix_may_wait_for_people_as_long_as_it_takes() -> None:
    seen = stopped(claim=HELD, fixes=(FIX,), pulls=(pull(21, created=minutes(-9999)),))
    assert "proposed" == attempt(seen, line_of(seen), the_job(seen), frozenset({21})).phase


def test_a_merged_fix_that_shows_nothing_is_given_up_in_time() -> None:
    history = (commit("c"), RED, GREEN)
    merged = MERGED.model_copy(update={"merged_at": minutes(-120)})
    seen = stopped(*history, claim=HELD, fixes=(merged,))
    assert ("lost", "#21 was merged 2 hours ago, and nothing shows that it fixed it") == ended(
        stands(seen=seen)
    )
