"""The job as GitHub holds it: its issue, whatever people wrote behind it, its worker and its fixes."""

import pytest

from bot.model.facts import JobFacts
from bot.model.jobs import JobIssue, line_key
from bot.sandbox import Sandbox
from tests.observe.seeing import seen
from tests.rig import Rig, fails_when, make_rig


@pytest.fixture
def held(gh: Sandbox) -> Rig:
    """A stopped line whose job was opened and given its first attempt."""
    rig = make_rig(gh, {".github/andon.yml": "version: 1\nmode: enforce\nline: {confirm: {reruns: 0}}\n"})
    gh.script(fails_when("broken"))
    rig.repo.commit({"app.py": "broken\n"}, message="Break it")
    gh.idle()
    rig.make_pass()
    return rig


def the_job(rig: Rig) -> JobFacts:
    found = seen(rig)
    return found.job(line_key(found.repository.id, "main"))


def issue(rig: Rig) -> JobIssue:
    found = the_job(rig).issue
    assert found is not None
    return found


def test_the_claimed_issue_is_read_with_its_record(held: Rig) -> None:
    found = issue(held)
    (job,) = held.jobs()
    assert (job.number, True, "open") == (found.number, found.ours, found.state)
    assert found.record is not None


def test_every_comment_is_read_however_many_people_wrote(held: Rig) -> None:
    (job,) = held.jobs()
    for n in range(130):
        held.repo.comment(job.number, f"me too {n}", by="bob")
    comments = issue(held).comments
    assert (len(job.comments), "me too 129", False) == (len(comments), comments[-1].body, comments[-1].ours)


def test_an_issue_that_cannot_be_read_is_unread_not_deleted(held: Rig) -> None:
    held.gh.break_field("Repository.issue")
    found = seen(held)
    assert (None, ["job"]) == (found.jobs[0].issue, [unread.part for unread in found.unread])


def test_comments_that_cannot_be_read_make_the_job_unread(held: Rig) -> None:
    (job,) = held.jobs()
    for n in range(100):
        held.repo.comment(job.number, f"me too {n}", by="bob")
    held.gh.break_field("Issue.comments")
    assert seen(held).lacks("job")


def test_a_pull_request_of_a_person_is_no_fix_of_ours_whatever_its_branch(held: Rig) -> None:
    held.make_pass()
    (job,) = held.jobs()
    branch = f"andon/{job.number}-1"
    held.repo.branch(branch)
    held.repo.commit({"x.txt": "x\n"}, branch, by="bob")
    held.repo.pull(branch, by="bob")
    assert () == the_job(held).fixes


def test_a_repository_without_a_claim_costs_nothing_here(gh: Sandbox) -> None:
    rig = make_rig(gh)
    assert () == seen(rig).jobs
