"""When a first failure is run again, and when it must not be."""

import pytest

from bot.model.facts import WorkflowFile
from bot.model.runs import Run, RunJob
from tests.building import (
    CI,
    commit,
    config,
    failing,
    job,
    minutes,
    run,
    unread,
)
from tests.decide.lines import GREEN, line, why


@pytest.mark.parametrize(
    ("reruns", "times", "expected"), [(0, 1, "failed"), (1, 2, "failed twice"), (2, 3, "failed 3 times")]
)
def test_as_many_re_runs_as_configured_are_asked_for(reruns: int, times: int, expected: str) -> None:
    judged = line(
        commit("b", failing(2, times=times)), GREEN, config=config(line={"confirm": {"reruns": reruns}})
    )
    assert ("stopped", expected) == (judged.state, why(judged))


def test_two_failures_are_not_enough_where_two_re_runs_are_configured() -> None:
    judged = line(
        commit("b", failing(2, times=2)),
        GREEN,
        at=minutes(-12),
        config=config(line={"confirm": {"reruns": 2}}),
    )
    assert "confirming" == judged.state


def test_a_re_run_without_an_answer_in_time_stops_the_line() -> None:
    again = commit("b", run(job("test", "failure"), job("test", None, 2), id=2))
    judged = line(again, GREEN, at=minutes(6))
    assert ("stopped", "failed once, and no re-run gave an answer in time") == (judged.state, why(judged))
    assert minutes(6) == judged.stopped_at


ENVIRONMENT = "would run again, and uses an environment"


DEPLOYS = (
    "jobs:\n  test: {}\n  other: {environment: staging}\n  deploy: {needs: test, environment: production}\n"
)


@pytest.mark.parametrize(
    ("text", "because"),
    [
        (DEPLOYS, f"deploy {ENVIRONMENT}"),
        ("jobs:\n  test: {environment: production}\n", f"test {ENVIRONMENT}"),
        ("jobs:\n  test: {}\n  other: {environment: staging}\n", None),
        ("jobs:\n  renamed: {environment: production}\n", f"renamed {ENVIRONMENT}"),
        (
            "jobs:\n  test: {uses: a/b/.github/workflows/c.yml@v1}\n",
            "test would run again, and a workflow that it calls might use an environment",
        ),
        ("not: [a workflow", "its workflow file could not be read"),
    ],
    ids=[
        "a dependent deploys",
        "it deploys",
        "another job deploys",
        "which job it is cannot be told",
        "it calls another workflow",
        "unreadable",
    ],
)
def test_nothing_that_may_deploy_is_run_again(text: str, because: str | None) -> None:
    judged = line(commit("b", failing(2)), GREEN, files=(WorkflowFile(path=CI, text=text),))
    assert ("stopped" if because else "confirming") == judged.state
    if because:
        assert f"failed, and cannot be re-run: {because}" == why(judged)
        assert (None, minutes(-4)) == (judged.reds[0].rerun, judged.stopped_at)


def test_what_a_workflow_file_would_say_is_not_guessed() -> None:
    judged = line(commit("b", failing(2)), GREEN, files=())
    assert ("stopped", "failed, and cannot be re-run: its workflow file could not be read") == (
        judged.state,
        why(judged),
    )


def test_whether_it_may_be_re_run_is_waited_for_where_it_could_not_be_read() -> None:
    judged = line(commit("b", failing(2)), GREEN, files=(), unread=(unread(f"file: {CI}"),))
    assert ("confirming", None) == (judged.state, judged.reds[0].rerun)


PIPELINE = """\
jobs:
  test: {}
  lint: {}
  publish: {needs: lint, environment: production}
"""


@pytest.mark.parametrize(
    ("others", "forbidden"),
    [
        ((job("publish", "failure", id=2),), True),
        ((job("publish", "cancelled", id=2),), True),
        ((job("publish", "timed_out", id=2),), True),
        ((job("lint", "failure", id=2), job("publish", "skipped", id=3)), True),
        ((job("publish", "failure", id=2), job("publish", attempt=2)), False),
        ((job("lint", id=2), job("publish", id=3)), False),
    ],
    ids=["failed", "cancelled", "timed out", "needs what failed", "passed since", "passed"],
)
def test_a_run_in_which_anything_would_deploy_again_is_not_run_again(
    others: tuple[RunJob, ...], forbidden: bool
) -> None:
    red = run(job(conclusion="failure", id=1), *others, id=2, conclusion="failure")
    files = (WorkflowFile(path=CI, text=PIPELINE),)
    judged = line(commit("b", red), GREEN, files=files, config=config(line={"confirm": {"reruns": 2}}))
    found = next(r for r in judged.reds if r.signal.job == "test")
    assert (forbidden, forbidden) == (found.confirmed, found.rerun is None)
    assert forbidden == ("publish would run again, and uses an environment" in found.why)


@pytest.mark.parametrize("at", [0, 10], ids=["in time", "too late"])
def test_a_first_failure_waits_for_a_newer_run_that_its_re_run_might_cancel(at: float) -> None:
    newer = commit("c", run(job(conclusion=None), id=3))
    judged = line(newer, commit("b", failing(2)), GREEN, at=minutes(at))
    told = {0: ("confirming", "failed once, waiting for a newer run to end")}
    late = ("stopped", "failed once, and no re-run gave an answer in time")
    assert (told.get(int(at), late), None) == ((judged.state, why(judged)), judged.reds[0].rerun)


@pytest.mark.parametrize(
    "newer",
    [
        run(id=3, conclusion="cancelled"),
        run(job(conclusion=None), id=3, branch="release"),
        run(job(conclusion=None), id=3, path=".github/workflows/docs.yml"),
        run(job(conclusion=None), id=1),
    ],
    ids=["over", "of another branch", "of another workflow", "older"],
)
def test_other_runs_keep_no_first_failure_from_its_re_run(newer: Run) -> None:
    judged = line(commit("c", newer), commit("b", failing(2)))
    assert judged.reds[0].rerun == judged.reds[0].newest


@pytest.mark.parametrize(("reruns", "due"), [(1, False), (2, True)])
def test_a_run_is_run_again_only_so_often_whatever_came_of_it(reruns: int, due: bool) -> None:
    twice = commit("b", run(job(conclusion="failure"), job(conclusion="cancelled", attempt=2), id=2))
    settings = config(line={"confirm": {"reruns": reruns}})
    for at, state in ((0, "confirming"), (10, "stopped")):
        judged = line(twice, GREEN, config=settings, at=minutes(at))
        assert (state, due) == (judged.state, judged.reds[0].rerun is not None)


def test_asking_for_a_late_re_run_changes_no_word_of_the_red() -> None:
    asked = run(job(conclusion="failure"), job(conclusion=None, attempt=2), id=2)
    before, after = (line(commit("b", r), GREEN, at=minutes(10)) for r in (failing(2), asked))
    assert (True, None) == (before.reds[0].rerun is not None, after.reds[0].rerun)
    assert why(before) == why(after)
