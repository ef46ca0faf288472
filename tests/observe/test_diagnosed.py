"""What is read to tell commits what their jobs failed with, and that it is told on GitHub."""

import pytest

from bot.model.diagnosed import DIAGNOSIS_CHECK, Diagnosed
from bot.sandbox import Sandbox
from bot.sandbox.actions.runner import Outcome
from bot.sandbox.store import CheckRun, Job, Run
from tests.observe.seeing import seen
from tests.rig import ENFORCE, Rig, make_rig, pull

LOG = "##[group]Run ruff check .\napp.py:1:8: F401 `os` imported but unused\n##[error]Process completed with exit code 1.\n"
ALL = ENFORCE + "annotate: all\n"
OWN = "shop/till.py:2:1: F821 Undefined name `x`\n##[error]Process completed with exit code 1.\n"


def fails(run: Run, job: Job) -> Outcome:
    """Everything fails, as ruff would say it; a pull request in its own file."""
    return Outcome("failure", log=OWN if run.event == "pull_request" else LOG)


def red(gh: Sandbox, config: str = ENFORCE) -> Rig:
    """A line that is stopped, and a pull request that fails in a file of its own."""
    rig = make_rig(gh, {".github/andon.yml": config, "web/shop/till.py": "import os\n"})
    gh.script(fails)
    rig.repo.commit({"app.py": "import os\n"}, message="Break it")
    pull(rig, "idea")
    gh.idle()
    return rig


def shown(rig: Rig, sha: str) -> list[CheckRun]:
    """Our diagnoses on a commit."""
    return rig.repo.checks(sha, DIAGNOSIS_CHECK)


def test_a_red_lines_failing_commit_is_known_with_the_files_that_its_log_names(gh: Sandbox) -> None:
    rig = red(gh)
    assert (Diagnosed(head=rig.repo.head(), paths=("app.py",)),) == seen(rig).lines[0].diagnosed


@pytest.mark.deep
def test_a_commit_of_which_nothing_can_be_read_is_told_of_as_unread(gh: Sandbox) -> None:
    rig = red(gh)
    gh.break_route("GET /repos/{owner}/{repo}/git/trees/{tree_sha}", 404)
    assert [None] == [one.paths for one in seen(rig).lines[0].diagnosed]
    gh.break_route("GET /repos/{owner}/{repo}/commits/{ref}/check-runs", 404)
    found = seen(rig)
    assert ((), {"annotations"}) == (found.lines[0].diagnosed, {u.part for u in found.unread})


@pytest.mark.deep
@pytest.mark.parametrize("config", ["version: 1\n", ENFORCE + "annotate: off\n"])
def test_nothing_of_it_is_read_where_nothing_is_told(gh: Sandbox, config: str) -> None:
    assert () == seen(red(gh, config)).lines[0].diagnosed


@pytest.mark.deep
def test_a_pull_requests_failures_are_read_only_where_they_are_told(gh: Sandbox) -> None:
    rig = red(gh)
    rig.settle()
    assert [()] == [one.failed for one in seen(rig).pulls]


@pytest.mark.deep
def test_the_whole_loop_tells_the_failing_commit_once_and_holds_nothing_by_it(gh: Sandbox) -> None:
    rig = red(gh)
    rig.settle()
    (check,) = shown(rig, rig.repo.head())
    assert ("completed", "neutral") == (check.status, check.conclusion)
    assert [("app.py", 1, 8, "failure", "ruff F401")] == [
        (a["path"], a["start_line"], a["start_column"], a["annotation_level"], a["title"])
        for a in check.annotations
    ]
    rig.settle()
    assert 1 == len(shown(rig, rig.repo.head()))


@pytest.mark.deep
def test_it_is_neither_a_signal_nor_the_cord(gh: Sandbox) -> None:
    rig = red(gh, ALL)
    looked = rig.settle()
    number = next(p.number for p in looked.snapshot.pulls)
    head = rig.repo.pull_of(number).head_sha
    assert 1 == len(shown(rig, head))
    assert "failure" == rig.shown(number)
    (its,) = looked.snapshot.pulls
    assert its.cord is not None and its.cord.digest.startswith("stopped-")
    assert "Andon diagnosis" not in looked.plan.line.model_dump_json()


@pytest.mark.deep
def test_a_pull_request_is_told_what_it_failed_with_itself_in_the_file_that_is_meant(gh: Sandbox) -> None:
    rig = red(gh, ALL)
    rig.settle()
    number = next(p.number for p in rig.look().snapshot.pulls)
    (check,) = shown(rig, rig.repo.pull_of(number).head_sha)
    assert [("web/shop/till.py", 2)] == [(a["path"], a["start_line"]) for a in check.annotations]


@pytest.mark.deep
def test_a_pull_request_whose_checks_passed_on_re_run_says_so(gh: Sandbox) -> None:
    rig = red(gh, ALL)
    rig.settle()
    number = next(p.number for p in rig.look().snapshot.pulls)
    head = rig.repo.pull_of(number).head_sha
    (failed,) = [r for r in rig.repo.record.runs.values() if r.event == "pull_request"]
    rig.repo.record_attempt(failed, {"test": "success"})
    rig.settle()
    assert "Nothing fails here any more" == shown(rig, head)[-1].title


@pytest.mark.deep
def test_a_log_that_never_comes_keeps_nothing_else_from_being_told(gh: Sandbox) -> None:
    jobs = "".join(f"  {n}:\n    runs-on: ubuntu-latest\n    steps: [{{run: make}}]\n" for n in ("a", "b"))
    files = {".github/workflows/ci.yml": f"name: CI\non: [push]\njobs:\n{jobs}"}
    rig = make_rig(gh, {**files, "app.py": "import os\n"})
    gh.script(fails)
    rig.repo.commit({"app.py": "import os, re\n"}, message="Break it")
    lost = "GET /repos/{owner}/{repo}/actions/jobs/{job_id}/logs"
    rig.settle()
    before = len(shown(rig, rig.repo.head()))
    (broken,) = [r for r in rig.repo.record.runs.values() if r.event == "push" and r.conclusion == "failure"]
    rig.repo.record_attempt(broken, {"a": "failure", "b": "failure"})
    for job in broken.jobs:
        job.log = LOG
    gh.break_route(lost, 404, times=1)
    rig.make_pass()
    assert before == len(shown(rig, rig.repo.head()))
    gh.clock.advance(minutes=11)
    gh.break_route(lost, 404, times=1)
    rig.make_pass()
    assert before + 1 == len(shown(rig, rig.repo.head()))
