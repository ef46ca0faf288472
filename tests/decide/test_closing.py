"""The end of a job: its proof written, its leftovers closed, its claim let go last."""

from typing import Any

import pytest

from bot.decide.book import Case
from bot.decide.closing import close_job
from bot.model.effects import ClosePull, EditJob, Effect, Relabel, WriteClaim, WriteRecord
from bot.model.evidence import Proof
from bot.model.facts import FixPull, WorkflowFile
from bot.model.jobs import Claim, Record, Try
from bot.model.snapshot import Snapshot
from tests.building import (
    AT,
    CI,
    change,
    claim,
    commit,
    config,
    failing,
    issue,
    job,
    line_of,
    minutes,
    passing,
    record,
    red_facts,
    run,
    sha,
    snapshot,
)
from tests.decide.cases import FIX, kinds, planned, the, told

HELD = claim("attempt", at=minutes(-5))
MERGED = FIX.model_copy(
    update={"state": "closed", "merged": True, "merged_at": minutes(-2), "merge_commit": sha("c")}
)
HISTORY = (commit("c", passing(3)), commit("b", failing(2, times=2)), commit("a", passing(1)))


def green(held: Claim = HELD, **facts: Any) -> Snapshot:
    given: dict[str, Any] = {"claim": held, "issue": issue(record()), "fixes": (MERGED,), "config": config()}
    return snapshot(*HISTORY, **(given | facts))


def written(effects: tuple[Effect, ...]) -> Record:
    return the(WriteRecord, effects).record


def test_a_fixed_line_closes_its_job_with_proof_and_times() -> None:
    found = planned(green())
    assert ["write-record", "relabel", "edit-job", "edit-job", "write-claim"] == kinds(found)
    kept = written(found.effects)
    assert Proof(commit=sha("c"), run=3, attempt=1, pull=21) == kept.proof
    assert (minutes(-4), minutes(-3), minutes(-2), AT) == (
        kept.times.red,
        kept.times.stopped,
        kept.times.fixed,
        kept.times.green,
    )
    assert [Try(rung="autofix", result="fixed", why="#21 was merged", at=AT, pull=21)] == list(kept.tried)
    assert "job #12: fixed by #21; main is green at ccccccc, run 3 attempt 1" == (
        found.reason.text if found.reason else ""
    )
    assert ("andon", "andon:done") == the(Relabel, found.effects).add


def test_the_claim_is_let_go_last() -> None:
    effects = planned(green()).effects
    release = effects[-1]
    assert isinstance(release, WriteClaim)
    assert ("closed", 12, "oid-attempt", AT) == (
        release.claim.stage,
        release.claim.issue,
        release.replaces,
        release.claim.at,
    )
    close = effects[-2]
    assert isinstance(close, EditJob)
    assert ("closed", None) == (close.state, close.story)


def test_a_line_that_healed_elsewhere_says_so_and_closes_what_is_left() -> None:
    later = FixPull(number=22, branch="andon/12-2", head="h", state="open")
    other = FixPull(number=23, branch="andon/99-1", head="h", state="open")
    found = planned(green(fixes=(later, FIX, other)))
    kept = written(found.effects)
    assert [("lost", "the line was fixed without it")] == [(t.result, t.why) for t in kept.tried]
    assert (HISTORY[0].runs[0].created, None) == (kept.times.fixed, kept.proof.pull if kept.proof else "")
    assert [21, 22] == [e.number for e in found.effects if isinstance(e, ClosePull)]
    assert "job #12: mended by ccccccc of alice; main is green at ccccccc, run 3 attempt 1" == told(found)


def test_a_fix_that_failed_on_the_line_too_is_not_what_fixed_it() -> None:
    """As where somebody pushes at once, so that no pass sees the line red after the merge."""
    history = (commit("d", passing(4)), commit("c", failing(3)), *HISTORY[1:])
    found = planned(change(green(), history=history))
    assert "job #12: mended by ddddddd of alice; main is green at ddddddd, run 4 attempt 1" == told(found)
    kept = written(found.effects)
    assert [("lost", "the line was fixed without it")] == [(t.result, t.why) for t in kept.tried]
    assert (None, history[0].runs[0].created) == (kept.proof.pull if kept.proof else "", kept.times.fixed)


@pytest.mark.parametrize("merged", [sha("z"), None])
def test_a_fix_of_whose_merge_the_history_does_not_tell_is_believed(merged: str | None) -> None:
    found = planned(green(fixes=(MERGED.model_copy(update={"merge_commit": merged}),)))
    assert (told(found) or "").startswith("job #12: fixed by #21; main is green at ccccccc")


def test_a_job_without_an_attempt_has_tried_nothing() -> None:
    assert () == written(planned(green(claim("open"), fixes=())).effects).tried


def test_an_attempt_that_is_in_the_record_is_not_told_twice() -> None:
    its = issue(record(tried=(Try(rung="autofix", result="lost", why="so", at=minutes(-3)),)))
    assert 1 == len(written(planned(green(issue=its)).effects).tried)


def test_a_job_that_a_person_closed_gets_its_proof_and_stays_closed() -> None:
    found = planned(green(issue=issue(record(), state="closed")))
    assert ["write-record", "relabel", "edit-job", "write-claim"] == kinds(found)


def test_a_lost_record_ends_with_what_the_claim_knows() -> None:
    kept = written(planned(green(issue=issue())).effects)
    assert (HELD.at, HELD.at, AT) == (kept.times.red, kept.times.stopped, kept.times.green)


def test_a_job_cut_off_while_it_closed_is_closed_with_the_same_words() -> None:
    first = planned(green())
    half = issue(written(first.effects))
    again = snapshot(*HISTORY, claim=HELD, issue=half, fixes=(MERGED,), config=config(), at=minutes(3))
    assert ["relabel", "edit-job", "edit-job", "write-claim"] == kinds(planned(again))


def test_the_proof_is_the_newest_run_of_what_was_red() -> None:
    history = (
        commit("c", run(job("test"), job("lint", id=9), id=3), run(id=8, path="docs.yml", workflow="Docs")),
        *HISTORY[1:],
    )
    found = planned(green(history=history))
    assert Proof(commit=sha("c"), run=3, attempt=1, pull=21) == written(found.effects).proof


def test_without_the_signals_that_were_red_any_green_proves() -> None:
    history = (commit("c", run(id=3)), commit("a", run(id=1)))
    assert (
        Proof(commit=sha("c"), run=3, attempt=1, pull=21)
        == written(planned(green(history=history)).effects).proof
    )


def test_a_green_line_lets_go_of_a_claim_whose_job_is_gone() -> None:
    found = planned(green(issue=None))
    assert ["write-claim"] == kinds(found)
    assert "closed" == the(WriteClaim, found.effects).claim.stage


@pytest.mark.parametrize(
    ("strays", "expected"),
    [
        ((issue(number=31), issue(number=30)), ("open", 30)),
        ((issue(number=30, state="closed"),), ("closed", None)),
    ],
)
def test_a_job_whose_number_was_not_noted_is_found_before_it_is_closed(strays: Any, expected: Any) -> None:
    found = planned(green(claim("opening"), issue=None, strays=strays))
    take = the(WriteClaim, found.effects).claim
    assert expected == (take.stage, take.issue)


def test_a_job_just_taken_is_not_closed_in_the_same_moment() -> None:
    assert () == planned(green(claim("open", at=AT))).effects


def test_the_newest_merged_fix_of_the_attempt_is_the_one() -> None:
    older = MERGED.model_copy(update={"number": 19})
    seen = green(fixes=(older, MERGED, older.model_copy(update={"merged": False, "number": 30})))
    effects = close_job(Case(change(seen, claim=HELD), line_of(seen), config())).effects
    assert 21 == (p.pull if (p := written(effects).proof) else None)


def test_a_job_whose_signal_is_gone_is_closed_without_proof_and_says_so() -> None:
    gone = (WorkflowFile(path=CI, text=None),)
    seen = snapshot(commit("c"), claim=HELD, issue=issue(record()), files=gone, config=config())
    found = planned(seen)
    assert None is written(found.effects).proof
    assert "nothing that counts runs on main any more, so nothing is red" in (told(found) or "")
    assert "closed" == the(WriteClaim, found.effects).claim.stage


def test_no_other_workflows_run_proves_that_what_was_red_is_mended() -> None:
    """Its file is gone; what passes beside it says nothing of it."""
    gone = (WorkflowFile(path=CI, text=None),)
    other = passing(9, path=".github/workflows/docs.yml", workflow="Docs")
    seen = snapshot(commit("c", other), claim=claim("open"), issue=issue(record()), files=gone)
    found = planned(seen)
    assert Proof(commit=sha("c"), run=None, attempt=1) == written(found.effects).proof
    assert "job #12: what was red counts no more; main is green at ccccccc" == told(found)


def test_the_whole_run_of_what_was_red_is_its_proof_where_it_has_no_such_job_any_more() -> None:
    renamed = run(job("tests", id=90), id=9)
    other = passing(10, path=".github/workflows/docs.yml", workflow="Docs")
    seen = snapshot(
        commit("c", renamed.model_copy(update={"jobs": None}), other),
        claim=claim("open"),
        issue=issue(record(reds=(red_facts(id=f"{CI}#gone", name="CI / gone"),))),
    )
    assert Proof(commit=sha("c"), run=9, attempt=1) == written(planned(seen).effects).proof


def test_a_proof_that_is_written_stays_until_the_claim_is_let_go() -> None:
    proof = Proof(commit=sha("9"), run=77, attempt=2)
    times = record().times.model_copy(update={"green": minutes(-1)})
    found = planned(green(issue=issue(record(proof=proof, times=times))))
    assert all(proof == e.record.proof for e in found.effects if isinstance(e, WriteRecord))
    assert "run 77 attempt 2" in (told(found) or "")
