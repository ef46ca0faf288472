"""What workflows and actions use from their own repository, however they write it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.model.local_uses import files_of, is_workflow, local_uses

WORKFLOW = """\
jobs:
  build:
    steps:
      - uses: actions/checkout@v4
      - uses: ./.github/actions/setup/
      - {uses: &it ./ci//deep/../run}
      - uses: *it
      - run: make
      - nonsense
  call:
    uses: >-
      ./.github/workflows/called.yml
  odd: {steps: none, uses: 3}
  odder: [uses]
"""


def test_a_workflows_steps_and_calls_are_gathered_once() -> None:
    assert (".github/actions/setup", ".github/workflows/called.yml", "ci/run") == local_uses(WORKFLOW)


def test_an_actions_steps_are_gathered_too() -> None:
    assert (".", "../beside") == local_uses(
        "runs: {using: composite, steps: [{uses: ./}, {uses: ./../beside}, {uses: docker://x}]}"
    )


@pytest.mark.parametrize("text", ["runs: {using: node20, main: index.js}", "jobs: {a: {}}"])
def test_what_uses_nothing_gives_nothing(text: str) -> None:
    assert () == local_uses(text)


@pytest.mark.parametrize("text", ["", "a: [", "- a\n", "jobs: {}", "runs: []", "on: push"])
def test_what_is_neither_workflow_nor_action_gives_none(text: str) -> None:
    assert None is local_uses(text)


def test_an_actions_folder_is_told_from_a_workflows_file() -> None:
    called = ".github/workflows/called.yml"
    assert [True, False, False] == [is_workflow(p) for p in (called, ".github/workflows/folder", "a.yml")]
    assert (called,) == files_of(called)
    assert ("ci/run/action.yml", "ci/run/action.yaml", "ci/run") == files_of("ci/run")
    assert ("action.yml", "action.yaml", ".") == files_of(".")


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=200))
def test_any_text_is_read_or_not_but_never_raises(text: str) -> None:
    local_uses(text)
    local_uses("jobs:\n  a:\n    " + text)
