"""What might prove a pull request: its runs' jobs, its changes, and since when it has this base alone."""

import pytest

from bot.sandbox import Sandbox
from bot.sandbox.store import Conclusion
from tests.asking import person
from tests.observe.seeing import seen_pull
from tests.rig import Rig, fails_when, make_rig, pull


@pytest.fixture
def stopped(gh: Sandbox) -> Rig:
    """A line that failed, and a lax branch beside it."""
    rig = make_rig(gh)
    rig.repo.branch("lax")
    gh.script(fails_when("broken"))
    rig.repo.commit({"app.py": "broken\n"}, message="Break it")
    gh.idle()
    gh.clock.advance(minutes=1)
    return rig


def mend(rig: Rig) -> int:
    number = pull(rig, "mend", {"app.py": "x = 2\n"})
    rig.gh.idle()
    return number


def test_a_fresh_pull_request_shows_its_jobs_and_what_it_changes(stopped: Rig) -> None:
    found = seen_pull(stopped, mend(stopped))
    assert [["success"]] == [[job.conclusion for job in run.jobs or ()] for run in found.runs]
    assert found.against_line is not None
    assert (["app.py"], 0) == ([f.path for f in found.against_line.files], found.against_line.behind)
    assert (found.created, None) == (found.alone_since, found.proof_unread)


def test_an_empty_file_is_told_from_one_that_is_not_shown(stopped: Rig) -> None:
    new: dict[str, str | bytes | None] = {"a.gen": b"\0", "pkg/__init__.py": "", "app.py": "x = 2\n"}
    number = pull(stopped, "mend", new)
    stopped.gh.idle()
    found = seen_pull(stopped, number).against_line
    assert found is not None
    assert {"a.gen": None, "pkg/__init__.py": ""} == {
        file.path: file.patch for file in found.files if not file.patch
    }


def test_a_run_under_way_already_shows_whether_the_head_descends(stopped: Rig) -> None:
    number = mend(stopped)
    head = stopped.repo.head("mend")
    stopped.repo.record_run(
        ".github/workflows/ci.yml", head, {"test": "success"}, "pull_request", "mend", "in_progress"
    )
    found = seen_pull(stopped, number)
    assert found.against_line is not None


def test_a_run_under_way_tells_its_jobs_where_the_files_are_those_that_were_green(stopped: Rig) -> None:
    for branch, text, jobs in (("back", "x = 1\n", ["test", "lint"]), ("mend", "x = 3\n", None)):
        number = pull(stopped, branch, {"app.py": text})
        ends: dict[str, Conclusion] = {"test": "failure", "lint": "success"}
        under_way = stopped.repo.record_run(
            ".github/workflows/ci.yml", stopped.repo.head(branch), ends, "pull_request", branch, "in_progress"
        )
        newest = next(run for run in seen_pull(stopped, number).runs if run.id == under_way.id)
        assert jobs == (None if newest.jobs is None else [job.name for job in newest.jobs]), branch


def test_a_pull_request_whose_checks_are_old_costs_no_call(gh: Sandbox) -> None:
    rig = make_rig(gh)
    number = pull(rig, "old")
    gh.idle()
    gh.clock.advance(minutes=10)
    gh.script(fails_when("broken"))
    rig.repo.commit({"app.py": "broken\n"}, message="Break it")
    gh.idle()
    found = seen_pull(rig, number)
    assert (None, None) == (found.against_line, found.alone_since)


@pytest.mark.parametrize("mended", [True, False], ids=["passed", "failed"])
def test_of_a_head_that_may_contain_the_lines_with_older_checks_that_is_asked(
    gh: Sandbox, mended: bool
) -> None:
    rig = make_rig(gh)
    gh.script(fails_when("broken"))
    rig.repo.branch("stack")
    breaks = rig.repo.commit({"app.py": "broken\n"}, "stack", by="bob")
    rig.repo.commit({"app.py": "x = 9\n"} if mended else {"b.txt": "b\n"}, "stack", by="bob")
    number = rig.repo.pull("stack", by="bob")
    gh.idle()
    gh.clock.advance(minutes=10)
    moved = person(rig, "alice")("PATCH", "/r/git/refs/heads/main", {"sha": breaks, "force": False})
    assert 200 == moved.status_code
    gh.idle()
    found = seen_pull(rig, number)
    assert (0 if mended else None) == (found.against_line.behind if found.against_line else None)
    assert [None] == [run.jobs for run in found.runs if run.event == "pull_request"]


def test_a_changed_base_counts_from_the_change(stopped: Rig) -> None:
    number = mend(stopped)
    stopped.repo.retarget(number, "lax")
    stopped.gh.clock.advance(minutes=1)
    before = stopped.now().replace(microsecond=0)
    stopped.repo.retarget(number, "main")
    since = seen_pull(stopped, number).alone_since
    assert since is not None
    assert before <= since <= stopped.now()


def test_another_pull_request_of_the_branch_counts_until_it_was_closed(stopped: Rig) -> None:
    number = mend(stopped)
    other = stopped.repo.pull("mend", base="lax", by="bob")
    stopped.gh.idle()
    stopped.gh.clock.advance(minutes=1)
    stopped.repo.close(other)
    closed = stopped.repo.issue(other).closed
    assert closed and closed.replace(microsecond=0) == seen_pull(stopped, number).alone_since


def test_one_that_was_closed_before_counts_for_nothing(stopped: Rig) -> None:
    stopped.repo.branch("mend")
    stopped.repo.commit({"app.py": "x = 2\n"}, "mend", by="bob")
    stopped.repo.close(stopped.repo.pull("mend", base="lax", by="bob"))
    stopped.gh.clock.advance(minutes=1)
    number = stopped.repo.pull("mend", by="bob")
    stopped.gh.idle()
    found = seen_pull(stopped, number)
    assert found.created == found.alone_since


@pytest.mark.parametrize(
    "route",
    [
        "GET /repos/{owner}/{repo}/compare/{basehead}",
        "GET /repos/{owner}/{repo}/pulls",
    ],
)
def test_evidence_that_cannot_be_read_is_unread(stopped: Rig, route: str) -> None:
    number = mend(stopped)
    stopped.gh.break_route(route, 502, times=100)
    assert "what might prove it could not be read" == seen_pull(stopped, number).proof_unread


def test_bases_that_cannot_be_read_are_unread(stopped: Rig) -> None:
    number = mend(stopped)
    stopped.gh.break_field("PullRequest.timelineItems")
    assert "what might prove it could not be read" == seen_pull(stopped, number).proof_unread
