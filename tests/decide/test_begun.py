"""A workflow that could not begin: how it is confirmed, and what proves that it begins again."""

from typing import Any

import pytest

from bot.decide.evidence import red_facts
from bot.decide.passage import Passage
from bot.decide.plan import plan
from bot.model.effects import Rerun
from bot.model.facts import ChangedFile, Pull, WorkflowFile
from bot.model.owners import Approval, Reviewed
from bot.model.runs import NOT_BEGUN, WHOLE, Commit, Run, RunJob
from bot.model.trees import Undone
from tests.building import (
    CI,
    WORKFLOW,
    changed,
    commit,
    comparison,
    config,
    failing,
    job,
    passing,
    proof_run,
    run,
    sha,
    snapshot,
)
from tests.decide.lines import GREEN, line, why
from tests.decide.passing import FIX, fixing, judged, missing

BROKEN = "on: [push\n"
OWNED = Reviewed(owners="/.github/ @alice\n", approvals=(Approval(login="alice"),), by=("bob",))


def begins(attempt: int = 1, conclusion: str | None = NOT_BEGUN) -> RunJob:
    """What stands for an attempt without jobs."""
    return job(WHOLE, conclusion, attempt, id=0)


def never(id: int, *jobs: RunJob, **facts: Any) -> Run:
    return run(*(jobs or (begins(),)), id=id, **({"conclusion": NOT_BEGUN} | facts))


def broken_line(*newest: Commit, text: str = BROKEN, **facts: Any) -> Any:
    files = (WorkflowFile(path=CI, text=text),)
    return line(*newest, commit("b", never(2)), GREEN, files=files, **facts)


def test_a_run_that_never_began_is_run_again_as_a_whole() -> None:
    seen = snapshot(commit("b", never(2)), GREEN, config=config())
    assert [Rerun(run=2, attempt=1, whole=True)] == [e for e in plan(seen).effects if isinstance(e, Rerun)]


@pytest.mark.parametrize(
    ("jobs", "facts", "state", "told"),
    [
        ((begins(),), {}, "confirming", "could not begin once, re-running it"),
        ((begins(), begins(2)), {}, "stopped", "could not begin twice"),
        ((begins(), begins(2, None)), {"status": "in_progress", "conclusion": None}, "confirming", None),
        ((begins(), begins(2, "cancelled")), {"conclusion": "cancelled"}, "confirming", None),
    ],
)
def test_it_takes_two_attempts_to_stop_the_line(
    jobs: tuple[RunJob, ...], facts: dict[str, Any], state: str, told: str | None
) -> None:
    found = line(commit("b", never(2, *jobs, **facts)), GREEN)
    assert (state, told or "could not begin once, re-running it") == (found.state, why(found))


def test_what_is_told_of_it_says_that_no_job_ran() -> None:
    (of_job, of_run) = (red_facts(line(commit("b", one), GREEN))[0] for one in (failing(2), never(2)))
    assert (False, True) == (of_job.whole, of_run.whole)


def test_a_run_that_ran_in_part_before_is_not_run_again_as_a_whole() -> None:
    again = never(2, job(conclusion="failure"), begins(2))
    found = line(commit("b", again), GREEN)
    told = {red.signal.name: red.why for red in found.reds}
    assert (
        "could not begin once, for want" in told["CI"] and "failed, and cannot be re-run" in told["CI / test"]
    )


def test_an_invalid_file_is_not_run_again() -> None:
    found = broken_line()
    assert ("stopped", "could not begin, and cannot be re-run: its workflow file is not valid") == (
        found.state,
        why(found),
    )


def test_a_run_whose_own_file_was_broken_is_not_run_again_once_the_file_is_mended() -> None:
    history = (commit("c"), commit("b", never(2, file=BROKEN)), GREEN)
    seen = snapshot(*history, config=config())
    assert [] == [e for e in plan(seen).effects if isinstance(e, Rerun)]
    assert why(line(*history)).endswith("its workflow file was not valid there, so the next run decides")
    again = snapshot(commit("c"), commit("b", never(2, file=WORKFLOW)), GREEN, config=config())
    assert [2] == [e.run for e in plan(again).effects if isinstance(e, Rerun)]


def asked(fix: Pull, text: str | None = None, **facts: Any) -> Passage:
    history = (commit("b", never(2, begins(), begins(2))), commit("a", passing(1)))
    return judged(fix, red={"history": history} | facts, text=text)


def mends(*files: ChangedFile, **facts: Any) -> Pull:
    return fixing(**({"against_line": comparison("b", 5, *files)} | facts))


@pytest.mark.parametrize(
    ("conclusion", "facts", "told"),
    [
        ("success", {}, None),
        ("failure", {}, "CI ended with failure on it (run 50)"),
        (None, {"status": "in_progress"}, "CI is running on it"),
        (NOT_BEGUN, {}, "CI ended with startup_failure on it (run 50)"),
    ],
)
def test_the_whole_run_of_the_workflow_is_the_proof(
    conclusion: str | None, facts: dict[str, Any], told: str | None
) -> None:
    its = run(job(conclusion="success"), id=50, event="pull_request", **{"conclusion": conclusion, **facts})
    found = asked(fixing(its))
    assert (told is None) == found.passes
    assert told is None or told == missing(found)


def test_an_older_run_of_the_head_that_failed_as_a_whole_counts_against_it() -> None:
    older = run(job(), id=40, event="pull_request", conclusion="failure")
    assert "CI ended with failure on it (run 40)" == missing(asked(fixing(older, proof_run())))


@pytest.mark.parametrize(
    ("files", "reviewed", "passes"),
    [
        ((changed(CI, "+x"),), OWNED, True),
        ((changed(CI, "+x"),), None, False),
        ((changed(CI, "+x"), changed("tools/action.yml", "+x")), OWNED, False),
        ((changed(".github/workflows/old.yml", "+x", previous=CI),), OWNED, True),
        ((FIX,), OWNED, False),
    ],
)
def test_a_file_that_was_no_workflow_may_be_mended_with_its_owners_approval(
    files: tuple[ChangedFile, ...], reviewed: Reviewed | None, passes: bool
) -> None:
    assert passes == asked(mends(*files, reviewed=reviewed), BROKEN).passes


def test_a_comparison_that_may_be_longer_proves_no_mended_file() -> None:
    cut = comparison("b", 5, changed(CI, "+x"), complete=False)
    assert f"whether {CI} is unchanged could not be told" == missing(
        asked(fixing(against_line=cut, reviewed=OWNED), BROKEN)
    )


BACK: dict[str, Any] = {"undone": (Undone(commit=sha("b"), tree=sha("new")),)}


def takes_back(*runs: Run) -> Pull:
    return fixing(*runs, tree=sha("new"), against_line=comparison("b", 5, changed(CI, "+x")))


def test_taking_back_what_broke_the_file_passes_without_a_run() -> None:
    found = asked(takes_back(proof_run(event="push")), BROKEN, **BACK)
    assert (True, "revert") == (found.passes, found.way)


def test_taking_back_passes_only_where_the_file_is_known_to_be_the_cause() -> None:
    found = asked(takes_back(proof_run(event="push")), **BACK)
    assert "CI could not begin for a cause that may lie outside the code" in found.reason.text


@pytest.mark.parametrize("conclusion", ["failure", NOT_BEGUN])
def test_taking_back_does_not_pass_where_its_own_run_failed(conclusion: str) -> None:
    found = asked(takes_back(proof_run(conclusion=conclusion)), BROKEN, **BACK)
    assert not found.passes and "CI failed on these very files" in found.reason.text
