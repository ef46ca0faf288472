"""The worker's steps as the workflow calls them: exit codes, annotations, and the names of the steps."""

from pathlib import Path
from typing import Any, cast

import pytest
from ruamel.yaml import YAML

from bot.decide.lifecycle import WORK
from bot.worker.commands import run
from tests.worker.conftest import ORDER, Desk

WORKFLOW = Path(__file__).parents[2] / ".github" / "workflows" / "worker.yml"


def test_the_steps_that_decide_an_attempt_are_called_as_the_workflow_calls_them() -> None:
    jobs = cast(Any, YAML(typ="safe")).load(WORKFLOW.read_text())["jobs"]
    called = {
        name: [step["name"] for step in job["steps"] if step.get("with", {}).get("step") == name]
        for name, job in jobs.items()
    }
    assert {name: [step] for name, step in WORK.items()} == called


@pytest.mark.parametrize(
    ("step", "missing"), (("fence", "ANDON_NONCE"), ("fix", "ANDON_ORDER"), ("propose", "ANDON_ORDER"))
)
def test_a_step_without_its_surroundings_fails_with_an_annotation(
    step: str, missing: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    for name in ("ANDON_NONCE", "ANDON_ORDER"):
        monkeypatch.delenv(name, raising=False)
    assert 1 == run(step)
    told = f"::error title=Andon::{step}: {missing} is not set; use Andon's worker workflow, which sets it"
    assert told == capfd.readouterr().out.strip()


def test_an_order_that_is_none_fails_with_an_annotation(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ANDON_ORDER", '{"issue": "seven"}')
    assert 1 == run("fix")
    assert "::error title=Andon::fix: ANDON_ORDER is not an order: " in capfd.readouterr().out


def test_fix_runs_in_the_workspace_of_the_environment(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANDON_ORDER", ORDER.model_dump_json())
    monkeypatch.setenv("GITHUB_WORKSPACE", str(desk.checkout))
    monkeypatch.setenv("GITHUB_OUTPUT", str(desk.output))
    assert (0, "true") == (run("fix"), desk.outputs()["made"])
