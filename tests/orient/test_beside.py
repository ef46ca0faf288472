"""What passed beside failures that count for nothing: it speaks for the workflow, as far as it counts and said anything."""

from typing import Any

from bot.model.config import LineConfig
from bot.model.facts import LineFacts
from bot.model.runs import Commit, RequiredCheck
from bot.orient.signals import beside
from tests.building import CI, commit, job, passing, run

KIND = frozenset({(CI, "push")})
RED = job("test", "failure")


def passed(
    *history: Commit, required: tuple[RequiredCheck, ...] | None = None, **config: Any
) -> dict[str, str]:
    """The jobs that passed last, each with the commit on which it did."""
    line = LineFacts(branch="main", history=history, required=required)
    found = beside(line, LineConfig.model_validate(config), KIND)
    return {signal.job: (signal.passed or "")[:1] for signal in found}


def test_what_passed_in_the_run_that_failed_is_told() -> None:
    assert {"lint": "b"} == passed(commit("b", run(RED, job("lint"))))


def test_what_was_skipped_or_goes_on_says_what_it_said_before() -> None:
    before = commit("a", passing(1))
    assert {"ship": "a"} == passed(commit("b", run(RED, job("ship", "skipped"), id=2)), before)
    under_way = run(RED, job("ship", None), id=2, conclusion=None, status="in_progress")
    assert {"ship": "a"} == passed(commit("b", under_way), before)


def test_what_never_said_anything_passed_nowhere() -> None:
    assert {} == passed(commit("b", run(RED, job("ship", "skipped"), job("sign", "cancelled"))))


def test_another_failure_is_none_that_passed() -> None:
    assert {} == passed(commit("b", run(RED, job("lint", "failure"))))


def test_runs_of_another_workflow_or_event_are_not_asked() -> None:
    nightly = run(RED, job("lint"), event="schedule")
    assert {} == passed(commit("b", nightly, run(RED, job("links"), path=".github/workflows/docs.yml")))


def test_only_what_counts_is_told() -> None:
    both = commit("b", run(RED, job("lint")))
    assert {"lint": "b"} == passed(both, green=["lint"])
    assert {} == passed(both, green=["test"])
    assert {} == passed(both, green="required", required=(RequiredCheck(name="build"),))
