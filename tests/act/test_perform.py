"""Each effect against the local GitHub: cords, runs, pull requests, and with which rights.

Jobs and their workers are `test_perform_jobs`.
"""

from datetime import timedelta

import pytest

from bot.act.perform import Done
from bot.github.errors import Denied, Gone
from bot.model.effects import (
    CancelRun,
    ClosePull,
    Dispatch,
    EditJob,
    Effect,
    MergePull,
    Rerun,
    WriteClaim,
    WriteCord,
)
from bot.model.telling import Reason
from bot.sandbox import Sandbox
from bot.sandbox.rulesets import QueueRule
from tests.act.effects import CI, claim, failed_run, order, outcomes, perform, story, tree, verdict
from tests.rig import Rig, make_rig, pull


@pytest.fixture
def rig(gh: Sandbox) -> Rig:
    return make_rig(gh)


def test_a_cord_is_made_and_then_updated_in_place(rig: Rig) -> None:
    head = rig.repo.head()
    made = WriteCord(head=head, cord=None, verdict=verdict("stopped", reds=story(rig).reds), pulls=(1,))
    assert ["done"] == outcomes(rig, made)
    (check,) = rig.repo.checks(head, "Andon")
    assert ("failure", made.verdict.digest) == (check.conclusion, check.external_id)
    assert ["done"] == outcomes(rig, WriteCord(head=head, cord=check.id, verdict=verdict(), pulls=(1,)))
    assert [("success", "Main is green")] == [(c.conclusion, c.title) for c in rig.repo.checks(head, "Andon")]


def test_a_waiting_cord_has_no_conclusion(rig: Rig) -> None:
    head = rig.repo.head()
    waits = verdict("confirming", reds=story(rig).reds, until=rig.now() + timedelta(minutes=10))
    perform(rig, WriteCord(head=head, cord=None, verdict=waits, pulls=(1,)))
    assert [("in_progress", None)] == [(c.status, c.conclusion) for c in rig.repo.checks(head, "Andon")]


def test_a_cord_with_more_to_say_than_github_takes_is_cut(rig: Rig) -> None:
    parts = tuple(Reason(status="blocked", text=f"{n} " + "x" * 400) for n in range(400))
    told = verdict().model_copy(update={"reason": Reason(status="blocked", text="no proof", children=parts)})
    assert ["done"] == outcomes(rig, WriteCord(head=rig.repo.head(), cord=None, verdict=told, pulls=(1,)))


def test_a_head_that_github_does_not_know_is_refused_not_an_error(rig: Rig) -> None:
    done = perform(rig, WriteCord(head="f" * 40, cord=None, verdict=verdict(), pulls=(1,)))
    assert ("refused", True) == (done.outcome, done.note.startswith("No commit found for SHA"))


def test_another_apps_check_run_cannot_be_written(rig: Rig) -> None:
    (theirs,) = rig.repo.checks(rig.repo.head(), "test")
    with pytest.raises(Denied, match="can only be modified by the GitHub App that created it"):
        perform(rig, WriteCord(head=rig.repo.head(), cord=theirs.id, verdict=verdict(), pulls=(1,)))


def test_a_check_run_that_is_gone_is_said(rig: Rig) -> None:
    with pytest.raises(Gone):
        perform(rig, WriteCord(head=rig.repo.head(), cord=1, verdict=verdict(), pulls=(1,)))


def test_a_failed_run_is_re_run_and_one_that_runs_or_passed_is_not(rig: Rig) -> None:
    run = failed_run(rig)
    assert "done" == perform(rig, Rerun(run=run.id, attempt=1)).outcome
    rig.gh.idle()
    again = perform(rig, Rerun(run=run.id, attempt=1))  # it passed meanwhile
    busy = rig.repo.record_run(CI, rig.repo.head(), {"test": "failure"}, status="in_progress")
    running = perform(rig, Rerun(run=busy.id, attempt=1))
    assert (2, ["refused", "refused"]) == (run.attempt, [again.outcome, running.outcome])
    assert "This workflow run is already running" == running.note


def test_a_run_that_is_gone_cannot_be_re_run(rig: Rig) -> None:
    with pytest.raises(Gone):
        perform(rig, Rerun(run=1, attempt=1))


def test_a_run_is_cancelled_once(rig: Rig) -> None:
    run = rig.repo.record_run(CI, rig.repo.head(), {"test": "failure"}, status="in_progress")
    assert ["done", "refused"] == outcomes(rig, CancelRun(run=run.id), CancelRun(run=run.id))
    assert "cancelled" == run.conclusion


def test_a_proven_fix_is_merged_at_that_head_and_no_other(rig: Rig) -> None:
    number = pull(rig, "fix")
    rig.gh.idle()
    head = rig.repo.head("fix")
    blocked = perform(rig, MergePull(number=number, head=head))
    assert Done("refused", 'Required status check "Andon" is expected.') == blocked
    perform(rig, WriteCord(head=head, cord=None, verdict=verdict(), pulls=(number,)))
    moved = perform(rig, MergePull(number=number, head="f" * 40))
    assert Done("refused", "Head branch was modified. Review and try the merge again.") == moved
    merged = perform(rig, MergePull(number=number, head=head))
    assert Done("done", rig.repo.head()) == merged
    assert "refused" == perform(rig, MergePull(number=number, head=head)).outcome


def test_where_there_is_a_merge_queue_a_fix_goes_through_it(rig: Rig) -> None:
    rig.repo.rule(QueueRule(branch="main"))
    number = pull(rig, "fix")
    rig.gh.idle()
    head = rig.repo.head("fix")
    perform(rig, WriteCord(head=head, cord=None, verdict=verdict(), pulls=(number,)))
    moved = perform(rig, MergePull(number=number, head="f" * 40))
    queued = perform(rig, MergePull(number=number, head=head))
    again = perform(rig, MergePull(number=number, head=head))
    assert ["refused", "done", "refused"] == [done.outcome for done in (moved, queued, again)]
    assert "put into the merge queue" == queued.note
    assert "already in the queue" in again.note
    assert [number] == [entry.number for entry in rig.repo.record.queues["main"]]


def test_a_merge_that_changes_workflows_is_refused_for_want_of_the_right(rig: Rig) -> None:
    number = pull(rig, "ci", {".github/workflows/more.yml": "on: push\njobs: {}\n"})
    head = rig.repo.head("ci")
    perform(rig, WriteCord(head=head, cord=None, verdict=verdict(), pulls=(number,)))
    assert ["refused"] == outcomes(rig, MergePull(number=number, head=head))


def test_a_fix_that_is_not_needed_is_closed_with_the_reason(rig: Rig) -> None:
    number = pull(rig, "fix")
    perform(rig, ClosePull(number=number, why="main is green without it"))
    issue = rig.repo.issue(number)
    assert ("closed", ["Andon closes this: main is green without it."]) == (
        issue.state,
        [comment.body for comment in issue.comments],
    )


def effects(rig: Rig) -> dict[str, tuple[Effect, dict[str, str]]]:
    """One effect of each kind of call, and the only rights it may ask for."""
    number, run = pull(rig, "topic"), failed_run(rig)
    issue = rig.repo.open_issue("A job")
    return {
        "cord": (
            WriteCord(head=rig.repo.head(), cord=None, verdict=verdict(), pulls=(1,)),
            {"checks": "write"},
        ),
        "re-run": (Rerun(run=run.id, attempt=1), {"actions": "write"}),
        "claim": (
            WriteClaim(claim=claim(rig), replaces=None, tree=tree(rig)),
            {"contents": "write"},
        ),
        "dispatch": (Dispatch(nonce="n", ref="main", order=order(rig)), {"actions": "write"}),
        "issue": (EditJob(issue=issue, state="closed"), {"issues": "write"}),
        "merge": (
            MergePull(number=number, head=rig.repo.head("topic")),
            {"contents": "write", "pull_requests": "write"},
        ),
    }


def test_each_effect_has_a_token_for_this_repository_and_for_what_it_needs(rig: Rig) -> None:
    for name, (effect, needs) in effects(rig).items():
        rig.gh.world.tokens.clear()
        perform(rig, effect)
        asked = [
            (token.repositories, {k: v for k, v in (token.permissions or {}).items() if k != "metadata"})
            for token in rig.gh.world.tokens.values()
            if token.installation is not None
        ]
        assert (name, [({rig.repo.record.id}, needs)]) == (name, asked)


def test_a_right_that_was_not_granted_is_said_and_nothing_is_written(rig: Rig) -> None:
    rig.app.permissions["actions"] = "read"
    with pytest.raises(
        Denied, match="no token with actions: write: The permissions requested are not granted"
    ):
        perform(rig, Rerun(run=failed_run(rig).id, attempt=1))
