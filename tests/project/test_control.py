"""What is copied into control repositories: it holds the App's key, so nothing of it is left open."""

import re
import subprocess
import sys
from pathlib import Path
from typing import Any, cast

import pytest
from ruamel.yaml import YAML

from tests.project.test_docs import page

ROOT = Path(__file__).parents[2]
WORKFLOW = "control/.github/workflows/reconcile.yml"
ACTION = "install/action.yml"
CHECKS = (
    ("check-jsonschema", "--builtin-schema", "vendor.github-workflows", WORKFLOW),
    ("check-jsonschema", "--builtin-schema", "vendor.github-actions", ACTION),
    ("zizmor", "--offline", "--quiet", "--config", ".github/zizmor.yml", ACTION, WORKFLOW),
)


def loaded(path: str) -> dict[str, Any]:
    return cast(Any, YAML(typ="safe")).load(ROOT / path)


def job() -> dict[str, Any]:
    (one,) = loaded(WORKFLOW)["jobs"].values()
    return one


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: f"{check[0]} {check[-1]}")
def test_the_files_are_valid_and_safe(check: tuple[str, ...]) -> None:
    command = (Path(sys.executable).parent / check[0], *check[1:])
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert 0 == done.returncode, done.stdout + done.stderr


def test_it_sweeps_on_schedule_or_when_asked_and_never_twice_at_once() -> None:
    workflow = loaded(WORKFLOW)
    assert {"schedule", "workflow_dispatch"} == set(workflow["on"])
    assert {"group": "andon-reconcile", "cancel-in-progress": False} == workflow["concurrency"]


def test_the_job_has_the_environment_and_no_rights_of_its_own() -> None:
    assert ({}, {}, "andon") == (loaded(WORKFLOW)["permissions"], job()["permissions"], job()["environment"])


def test_secrets_reach_the_one_step_that_needs_them_through_its_environment() -> None:
    holding = [step["name"] for step in job()["steps"] if "secrets." in str(step)]
    assert (["Reconcile"], False) == (
        holding,
        "${{" in "".join(step.get("run", "") for step in job()["steps"]),
    )
    assert "secrets." not in str({key: value for key, value in job().items() if key != "steps"})


def test_what_it_uses_is_ours_or_pinned_to_a_commit() -> None:
    used = [step["uses"] for step in job()["steps"] if "uses" in step]
    assert [] == [
        one for one in used if not re.fullmatch(r"andon-bot/andon/install@v\d+|.+@[0-9a-f]{40}", one)
    ]


def test_it_installs_andon_just_as_the_workers_action_does() -> None:
    (here,), (there, *_) = (loaded(path)["runs"]["steps"] for path in (ACTION, "action.yml"))
    assert {**there, "env": {"ACTION": "${{ github.action_path }}/.."}} == here


def test_the_operators_page_names_the_file_and_its_secrets() -> None:
    told = page("docs/operations.md")
    wanted = set(re.findall(r"secrets\.(\w+)", (ROOT / WORKFLOW).read_text()))
    assert [] == [name for name in (WORKFLOW, *wanted) if f"`{name}`" not in told and f"[{name}]" not in told]
