"""The job as GitHub holds it: its issue, whatever people wrote behind it, its worker and its fixes."""

import httpx
import pytest

from bot.model.facts import JobFacts
from bot.model.job_issue import JobIssue
from bot.model.jobs import line_key
from bot.sandbox import Sandbox, git, issues
from bot.sandbox.access import person
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


def strays(rig: Rig) -> list[int]:
    return [stray.number for stray in the_job(rig).strays]


def forget_claim(rig: Rig) -> None:
    """Somebody deletes the claim's ref."""
    for ref in rig.repo.refs("refs/andon/"):
        git.delete_ref(rig.repo.record.path, ref)


def unlabel(rig: Rig) -> None:
    """Somebody takes every label off the jobs."""
    with rig.gh.world.lock:
        for job in rig.jobs():
            job.labels.clear()


def test_the_claimed_issue_is_no_stray_and_others_of_its_key_are(held: Rig) -> None:
    (job,) = held.jobs()
    assert [] == strays(held)
    installation = next(iter(held.gh.world.installations.values()))
    token = held.gh.installation_token(installation)
    body = {"title": "main stopped", "body": job.body, "labels": ["andon"]}
    headers = {"Authorization": f"Bearer {token}"}
    url = f"{held.gh.api_url}/repos/acme/shop/issues"
    double = httpx.post(url, json=body, headers=headers, trust_env=False).json()["number"]
    assert [double] == strays(held)
    held.repo.close(double)
    assert [] == strays(held)


def test_a_person_s_issue_is_no_stray_whatever_it_copies(held: Rig) -> None:
    (job,) = held.jobs()
    number = held.repo.open_issue("main stopped", job.body, by="bob")
    with held.gh.world.lock:
        record = held.repo.issue(number)
        issues.add_labels(held.gh.world, held.repo.record, record, person(held.gh.world, "alice"), ("andon",))
    assert [] == strays(held)


def test_a_job_whose_claim_was_deleted_is_a_stray_even_without_its_label_if_the_line_was_red(
    held: Rig,
) -> None:
    (job,) = held.jobs()
    forget_claim(held)
    assert [job.number] == strays(held)
    unlabel(held)
    assert [job.number] == strays(held)
    held.repo.commit({"app.py": "x = 2\n"}, message="Mend it")
    held.gh.idle()
    assert [job.number] == strays(held)


def test_only_what_a_person_opened_again_is_a_wish(held: Rig) -> None:
    (job,) = held.jobs()
    assert None is issue(held).reopened
    held.repo.close(job.number)
    held.repo.reopen(job.number, by="andon[bot]")
    assert None is issue(held).reopened
    held.gh.clock.advance(minutes=5)
    held.repo.close(job.number)
    held.repo.reopen(job.number)
    assert job.turns[-1].at.replace(microsecond=0) == issue(held).reopened


def test_jobs_that_cannot_be_listed_are_unread(held: Rig) -> None:
    held.gh.break_field("IssueConnection.nodes")
    assert seen(held).lacks("job")
