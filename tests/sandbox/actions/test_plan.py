"""Called workflows: whose jobs they bring, and what GitHub refuses before any job."""

from pathlib import Path

import pytest

from tests.sandbox.actions.conftest import House, by_key, conclusions

FILE = ".github/workflows/ci.yml"
CALLER = """\
name: Andon
on: push
permissions: {contents: write}
jobs:
  andon:
    uses: andon/bot/.github/workflows/worker.yml@v1
    with: {job: 7}
"""
WORKER = """\
on:
  workflow_call:
    inputs: {job: {type: string, required: true}, dry: {type: boolean, default: true}}
    outputs: {patch: {value: "${{ jobs.fix.outputs.patch }}"}}
jobs:
  fix:
    name: Fix ${{ inputs.job }} (${{ inputs.dry }})
    permissions: {contents: read}
    runs-on: ubuntu-latest
    outputs: {patch: x}
    steps: [{run: x}]
  propose:
    needs: fix
    runs-on: ubuntu-latest
    steps: [{run: x}]
"""


def publish(actions: dict[str, Path], text: str) -> None:
    """Put a reusable workflow where `andon/bot` is."""
    file = actions["andon/bot"] / ".github/workflows/worker.yml"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)


def test_a_called_workflow_brings_its_jobs_named_after_the_caller(
    scripted: House, actions: dict[str, Path]
) -> None:
    publish(actions, WORKER)
    run = scripted.workflow(CALLER)
    assert {"andon / fix": "success", "andon / propose": "success"} == conclusions(run)
    fix, propose = by_key(run)["andon / fix"], by_key(run)["andon / propose"]
    assert ["andon / Fix 7 (true)", "andon / propose"] == [fix.name, propose.name]
    assert [{"contents": "read"}, {"contents": "write"}] == [fix.permissions, propose.permissions]
    assert "andon/bot/.github/workflows/worker.yml@refs/tags/v1" == fix.workflow_ref


@pytest.mark.parametrize(
    ("caller", "worker", "words"),
    [
        (
            CALLER,
            WORKER.replace("contents: read", "issues: write"),
            "requesting 'issues: write', but is only",
        ),
        (CALLER.replace("job: 7", "jab: 7"), WORKER, "Invalid input, jab is not defined"),
        (CALLER.replace("with: {job: 7}", ""), WORKER, "Input job is required"),
        (CALLER.replace("worker.yml", "none.yml"), WORKER, "workflow was not found"),
        (CALLER.replace("andon/bot", "who/else"), WORKER, "workflow was not found"),
        (CALLER, WORKER.replace("workflow_call", "workflow_dispatch"), "not reusable"),
        (CALLER, "on: [", "error in your yaml syntax"),
    ],
)
def test_a_call_that_cannot_be_made_fails_before_any_job(
    scripted: House, actions: dict[str, Path], caller: str, worker: str, words: str
) -> None:
    publish(actions, worker)
    run = scripted.workflow(caller)
    assert ("startup_failure", []) == (run.conclusion, run.jobs)
    assert words in run.problem


def test_a_called_workflow_of_the_same_repository_is_that_of_the_same_commit(scripted: House) -> None:
    local = CALLER.replace("andon/bot/.github/workflows/worker.yml@v1", "./.github/workflows/worker.yml")
    (run,) = scripted.push({FILE: local, ".github/workflows/worker.yml": WORKER})
    scripted.settle()
    fix = by_key(run)["andon / fix"]
    assert "acme/shop/.github/workflows/worker.yml@refs/heads/main" == fix.workflow_ref
    assert scripted.head == fix.workflow_sha
