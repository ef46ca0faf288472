"""A matrix that is worked out for each run: what a run does not have of it says nothing."""

import pytest

from bot.model.config import LineConfig
from bot.model.facts import LineFacts, WorkflowFile
from bot.orient.signals import signals
from tests.building import CI, commit, job, run

COMPUTED = "jobs: {test: {strategy: {matrix: {package: '${{ fromJSON(needs.changes.outputs.packages) }}'}}}}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (COMPUTED, "red"),
        (COMPUTED.replace("'${{ fromJSON(needs.changes.outputs.packages) }}'", "[web, api]"), "green"),
        (COMPUTED.replace("test:", "other:"), "green"),
        ("[", "green"),
        (None, None),
    ],
    ids=["computed", "written out", "of another job", "no workflow", "gone"],
)
def test_a_part_of_a_computed_matrix_that_a_newer_green_run_does_not_have_stays_red(
    text: str | None, expected: str | None
) -> None:
    """It is worked out for each run, for example from the folders that changed, so absence says nothing."""
    web, api = (job(f"test ({name})", end, id=101) for name, end in (("web", "failure"), ("api", "success")))
    history = (commit("b", run(api, id=2)), commit("a", run(web, id=1, conclusion="failure")))
    line = LineFacts(branch="main", history=history, files=(WorkflowFile(path=CI, text=text),))
    told = {one.job: one.state for one in signals(line, LineConfig())}
    assert expected == told.get("test (web)")
