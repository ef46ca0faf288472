"""What facts say of themselves."""

from bot.model.facts import LineFacts, WorkflowFile
from tests.building import CI, commit, job, passing, run, snapshot, the_line


def test_a_runs_attempt_is_its_newest_jobs() -> None:
    assert 3 == run(job("test", "failure", 3), job("test", "failure", 1)).attempt
    assert (1, 1) == (run().attempt, run(jobs=()).attempt)


def test_the_head_is_the_first_of_history_and_an_empty_repository_has_none() -> None:
    head = commit("b", passing(2))
    assert head == the_line(snapshot(head, commit("a"))).head
    assert None is LineFacts(branch="main").head


def test_a_workflow_file_without_text_is_gone() -> None:
    files = (WorkflowFile(path=CI, text=None), WorkflowFile(path="other", text=""))
    assert frozenset({CI}) == LineFacts(branch="main", files=files).removed
