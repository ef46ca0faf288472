"""What a workflow file says of its jobs, whatever it holds."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.model.facts import WorkflowFile
from bot.orient.workflows import Workflow, is_broken, read

TEXT = """\
jobs:
  build:
    steps:
      - uses: actions/checkout@v4
      - uses: ./.github/actions/setup/
      - run: make
      - nonsense
  test:
    name: Test ${{ matrix.python }} on ${{ matrix.os }}
    needs: build
  call:
    uses: ./.github/workflows/called.yml
  deploy:
    needs: [test, build]
    environment: production
"""


def workflow(text: str = TEXT) -> Workflow:
    found = read(text)
    assert found is not None
    return found


def written(shown: str, text: str = TEXT) -> list[str]:
    return [job.id for job in workflow(text).written(shown)]


def test_jobs_are_read_with_needs_environments_and_calls() -> None:
    told = [(j.id, j.needs, j.environment, j.calls) for j in workflow().jobs]
    assert [
        ("build", (), False, False),
        ("test", ("build",), False, False),
        ("call", (), False, True),
        ("deploy", ("test", "build"), True, False),
    ] == told


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        ("build", ["build"]),
        ("build (3.12)", ["build"]),
        ("Test 3.12 on linux", ["test"]),
        ("Test 3.12 on linux (extra, 1)", ["test"]),
        ("call / inner / deepest", ["call"]),
        ("deploy", ["deploy"]),
    ],
)
def test_a_shown_job_is_found_as_written(shown: str, expected: list[str]) -> None:
    assert expected == written(shown)


def test_a_literal_name_is_found_before_one_that_is_computed() -> None:
    text = "jobs:\n  any: {name: '${{ matrix.x }}'}\n  deploy: {environment: production}\n"
    assert ["deploy"] == written("deploy", text)
    assert ["any"] == written("else", text)


def test_a_name_that_holds_a_slash_is_found() -> None:
    assert ["a"] == written("lint / all", "jobs: {a: {name: lint / all}, b: {}}")


def test_a_job_that_is_not_to_be_found_may_be_any() -> None:
    assert ["build", "test", "call", "deploy"] == written("renamed since")


def test_dependents_come_along_directly_or_not() -> None:
    found = workflow()
    again = found.with_dependents(found.written("build"))
    assert ["build", "test", "deploy"] == [job.id for job in again]


def test_an_anchor_named_twice_is_read_without_a_word() -> None:
    text = "jobs:\n  a: &x {name: A}\n  b: &x {name: B}\n  c: *x\n"
    assert ["A", "B", "B"] == [job.name for job in workflow(text).jobs]


@pytest.mark.parametrize("text", ["", "- a\n", "on: push", "jobs: []", "jobs: {}", "a: [", "a: &x [*x]\n*"])
def test_what_is_no_workflow_gives_none(text: str) -> None:
    assert None is read(text)


def test_a_name_of_many_expressions_is_matched_without_effort() -> None:
    text = "jobs: {a: {name: '" + "${{ x }}a" * 200 + "'}}"
    assert ["a"] == written("a" * 199 + "b", text)


def test_needs_and_names_that_are_no_text_are_passed_over() -> None:
    bomb = "x: &a [z, z, z, z]\n" + "".join(
        f"x{n}: &a{n} [*a{n - 1 if n else ''}, *a{n - 1 if n else ''}]\n" for n in range(1)
    )
    found = workflow(bomb + "jobs:\n  j: {name: *a0, needs: [*a0, k, 3]}\n  k: {name: 7}\n")
    assert [("j", "j", ("k",)), ("k", "7", ())] == [(j.id, j.name, j.needs) for j in found.jobs]


@pytest.mark.parametrize(
    ("limit", "expected"),
    [("30", 30), ("0.5", 0.5), ("0", 360), ("-1", 360), ("true", 360), (".inf", 360), ("'${{ x }}'", 360)],
)
def test_a_job_may_run_as_long_as_its_file_says_or_as_github_lets_it(limit: str, expected: float) -> None:
    text = "jobs:\n  a:\n    timeout-minutes: " + limit
    assert timedelta(minutes=expected) == workflow(text).limit("a")


def test_of_jobs_that_cannot_be_told_apart_the_longest_limit_counts() -> None:
    found = workflow("jobs: {a: {timeout-minutes: 5}, b: {timeout-minutes: 7}}")
    assert (timedelta(minutes=5), timedelta(minutes=7)) == (found.limit("a"), found.limit("renamed"))


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=200) | st.binary(max_size=200).map(lambda b: b.decode("latin-1")))
def test_any_text_is_read_or_not_but_never_raises(text: str) -> None:
    read("jobs:\n  a:\n    " + text)
    read(text)


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=60), st.text(max_size=60))
def test_any_shown_name_is_matched_against_any_written_one(name: str, shown: str) -> None:
    job = workflow().jobs[0].model_copy(update={"name": name})
    assert (job,) == Workflow(jobs=(job,)).written(shown)


@pytest.mark.parametrize(
    ("text", "broken"), [("on: push\njobs: {a: {}}\n", False), ("on: [push\n", True), (None, False)]
)
def test_a_file_is_broken_if_it_is_there_and_no_workflow(text: str | None, broken: bool) -> None:
    assert broken == is_broken("ci.yml", (WorkflowFile(path="ci.yml", text=text),))
    assert not is_broken("other.yml", (WorkflowFile(path="ci.yml", text=text),))
