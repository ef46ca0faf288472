"""What decides the red check must be as on the line: the workflow, and all that it uses."""

from typing import Any

import pytest

from bot.decide.passage import Passage
from bot.model.facts import WorkflowFile
from tests.building import (
    CI,
    WORKFLOW,
    changed,
    comparison,
)
from tests.decide.passing import FIX, fixing, judged, missing

USING = """\
jobs:
  test:
    steps:
      - uses: ./tools/setup
  called:
    uses: ./.github/workflows/called.yml
"""


CALLED = "jobs: {run: {steps: [{uses: ./ci/run}]}}"


ROOT = "jobs: {test: {steps: [{uses: ./}]}}"


ACTION = "runs: {using: composite, steps: [{run: make test}]}"


FILES = {
    ".github/workflows/called.yml": CALLED,
    "tools/setup/action.yml": "runs: {using: composite, steps: [{uses: ./Tools/inner}]}",
    "Tools/inner/action.yaml": ACTION,
    "ci/run/action.yml": ACTION,
    "action.yml": ACTION,
}


def using(text: str | None, *touched: Any, without: str = "", **files: str | None) -> Passage:
    """What is judged of a fix that touches files, where the red workflow says `text`."""
    read = {**FILES, **files, CI: text or WORKFLOW}
    kept = tuple(WorkflowFile(path=p, text=t) for p, t in read.items() if p != without)
    return judged(fixing(against_line=comparison("b", 5, FIX, *touched)), red={"files": kept})


@pytest.mark.parametrize(
    ("text", "file"),
    [
        (None, changed(CI, "+  x: {}")),
        (None, changed("moved.yml", "+x", status="renamed", previous=CI)),
        (USING, changed("tools/setup/action.yml", "+x")),
        (USING, changed("tools/setup/deep/run.sh", "+x")),
        (USING, changed(".github/workflows/called.yml", "+x")),
        (USING, changed(".github/workflows/called-by-called.yml", "+x")),
        (USING, changed(".github/actions/other/action.yml", "+x")),
        (USING, changed("ci/run/action.yml", "+x")),
        (USING, changed("ci/run/run.sh", "+x")),
        (USING, changed("tools/Inner/run.sh", "+x")),
        (ROOT, changed("action.yml", "+x")),
        (ROOT, changed("action.yaml", "+x")),
        (ROOT, changed("Dockerfile", "+x")),
    ],
)
def test_a_change_to_what_decides_the_check_is_no_proof(text: str | None, file: Any) -> None:
    assert f"it changes {file.previous or file.path}, which decides the red check" == missing(
        using(text, file)
    )


@pytest.mark.parametrize("text", [None, USING, ROOT])
def test_a_change_to_anything_else_leaves_the_check_the_same(text: str | None) -> None:
    assert using(text, changed("tools/setup-other/action.yml", "+x")).passes


def test_where_what_is_used_was_not_found_any_action_may_be_it() -> None:
    lost: dict[str, str | None] = {"tools/setup": None}
    other = changed("elsewhere/action.yml", "+x")
    assert using(USING, other).passes
    found = using(USING, other, without="tools/setup/action.yml", **lost)
    assert "it changes elsewhere/action.yml, which the red check may use" == missing(found)
    assert using(USING, without="tools/setup/action.yml", **lost).passes


@pytest.mark.parametrize(
    ("without", "said"), [("ci/run/action.yml", "ci/run"), (".github/workflows/called.yml", None)]
)
def test_what_is_used_but_was_not_read_is_unknown(without: str, said: str | None) -> None:
    found = using(USING, without=without)
    assert (f"{said or without}, which {CI} uses, could not be read", "unknown") == (
        missing(found),
        found.reason.status,
    )
