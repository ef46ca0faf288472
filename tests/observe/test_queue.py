"""Merge groups are read from the queue's branches, with their cords, runs, and what may prove them."""

from datetime import timedelta

import pytest

from bot.sandbox import Sandbox
from bot.sandbox.rulesets import QueueRule
from tests.observe.seeing import scanned, seen
from tests.rig import Rig, fails_when, make_rig, pull

CI = """\
name: CI
on: {push: {branches: [main]}, pull_request: , merge_group: }
jobs: {test: {runs-on: ubuntu-latest, steps: [{run: pytest}]}}
"""


@pytest.fixture
def rig(gh: Sandbox) -> Rig:
    """A queue that asks for the cord, so that its groups stay until that is written."""
    rig = make_rig(gh, {".github/workflows/ci.yml": CI, ".github/andon.yml": "version: 1\nmode: enforce\n"})
    rig.repo.rule(QueueRule(branch="main", timeout_minutes=20))
    gh.script(fails_when("broken"))
    return rig


def enqueue(rig: Rig, name: str, files: dict[str, str | bytes | None] | None = None) -> int:
    """A pull request of that branch, at the end of the queue."""
    number = pull(rig, name, files)
    rig.gh.idle()
    rig.make_pass()
    rig.repo.enqueue(number, by="bob")
    rig.gh.idle()
    return number


def test_without_a_group_nothing_is_asked(rig: Rig) -> None:
    assert not scanned(rig).queued
    assert () == seen(rig).groups


def test_a_group_is_what_the_queue_tries_of_a_pull_request(rig: Rig) -> None:
    first = pull(rig, "one")
    rig.gh.idle()
    rig.make_pass()
    second = enqueue(rig, "two")
    rig.repo.enqueue(first, by="bob")
    rig.gh.idle()
    found = sorted(seen(rig).groups, key=lambda group: group.number)
    entries = sorted(rig.repo.record.queues["main"], key=lambda entry: entry.number)
    made = [(e.group.ref.removeprefix("refs/heads/"), e.group.sha) for e in entries if e.group]
    assert [(first, "main"), (second, "main")] == [(g.number, g.base) for g in found]
    assert made == [(g.branch, g.head) for g in found]
    assert [True, True] == [g.group for g in found]
    assert [["merge_group"], ["merge_group"]] == [[run.event for run in g.runs] for g in found]
    assert [timedelta(minutes=20)] * 2 == [(g.answer_by or g.created) - g.created for g in found]
    assert [None, None] == [g.against_line for g in found]


def fix_in_the_queue(rig: Rig) -> None:
    """A broken main, and what mends it in the queue."""
    rig.repo.commit({"app.py": "broken\n"}, message="Break it", by="alice")
    rig.gh.idle()
    rig.make_pass()
    rig.gh.clock.advance(minutes=1)
    enqueue(rig, "fix", {"app.py": "whole\n"})


def test_on_a_red_line_what_may_prove_it_is_read(rig: Rig) -> None:
    fix_in_the_queue(rig)
    (group,) = seen(rig).groups
    against = group.against_line
    assert against
    assert (rig.repo.head(), group.head, 0) == (against.base, against.head, against.behind)
    assert [["success"]] == [[job.conclusion for job in run.jobs or ()] for run in group.runs]


def test_a_run_under_way_tells_its_jobs_where_a_group_gives_green_files_back(rig: Rig) -> None:
    rig.repo.commit({"app.py": "broken\n"}, message="Break it", by="alice")
    rig.gh.idle()
    rig.make_pass()
    rig.gh.clock.advance(minutes=1)
    for name, text, jobs in (("back", "x = 1\n", ["test"]), ("mend", "x = 3\n", None)):
        number = enqueue(rig, name, {"app.py": text})
        (group,) = seen(rig).groups
        path, ref = ".github/workflows/ci.yml", group.branch
        under_way = rig.repo.record_run(
            path, group.head, {"test": "failure"}, "merge_group", ref, "in_progress"
        )
        (group,) = seen(rig).groups
        newest = next(run for run in group.runs if run.id == under_way.id)
        assert jobs == (None if newest.jobs is None else [job.name for job in newest.jobs]), name
        rig.repo.dequeue(number, by="bob")


def test_what_might_prove_it_and_cannot_be_read_proves_nothing(rig: Rig) -> None:
    fix_in_the_queue(rig)
    rig.gh.break_route("GET /repos/{owner}/{repo}/compare/{basehead}")
    (group,) = seen(rig).groups
    assert "what might prove it could not be read" == group.proof_unread


def test_groups_that_cannot_be_listed_are_unread_as_their_own(rig: Rig) -> None:
    enqueue(rig, "one")
    rig.gh.break_field("RefConnection.pageInfo")
    assert seen(rig).lacks("groups")


def test_a_group_is_by_whoever_proposed_what_it_tries(rig: Rig) -> None:
    enqueue(rig, "one")
    assert ["bob"] == [group.author for group in seen(rig).groups]
