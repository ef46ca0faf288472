"""`andon diagnose`, as a person at a terminal uses it."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.__main__ import main
from bot.sandbox.actions.runner import Outcome
from bot.sandbox.entities import Conclusion, Run
from tests.app.conftest import run
from tests.rig import Rig

LOG = (
    "2026-11-23T16:45:01.1234567Z FAILED test_cart.py::test_total - assert 2 == 3\n"
    "##[error]Process completed with exit code 1.\n"
)
JUNIT = "<testsuite><testcase classname='test_cart' name='test_total'><failure message='no'/></testcase></testsuite>"

LOGS = "GET /repos/{owner}/{repo}/actions/jobs/{job_id}/logs"

pytestmark = pytest.mark.usefixtures("logs_as_before")


def test_a_log_is_told_in_words(tmp_path: Path) -> None:
    (tmp_path / "job.log").write_text(LOG)
    told = CliRunner().invoke(main, ["diagnose", str(tmp_path / "job.log")])
    assert (0, True, True, True) == (
        told.exit_code,
        "test: test_cart.py::test_total - assert 2 == 3" in told.stdout,
        "✗ test_cart.py::test_total" in told.stdout,
        f"{1:8} FAILED test_cart.py" in told.stdout,
    )


def test_a_log_is_told_as_json_and_as_sarif_and_read_from_standard_input() -> None:
    log = "src/a.py:7:2: F401 `os` imported but unused\n"
    told = CliRunner().invoke(main, ["diagnose", "-", "--json"], input=log)
    assert ("ruff", [("src/a.py", 7)]) == (
        json.loads(told.stdout)["tool"],
        [(e["path"], e["line"]) for e in json.loads(told.stdout)["errors"]],
    )
    sarif = json.loads(CliRunner().invoke(main, ["diagnose", "-", "--sarif"], input=log).stdout)
    assert ["F401"] == [result["ruleId"] for result in sarif["runs"][0]["results"]]


def test_a_report_is_told_like_a_log(tmp_path: Path) -> None:
    (tmp_path / "junit.xml").write_text(JUNIT)
    told = CliRunner().invoke(main, ["diagnose", str(tmp_path / "junit.xml"), "--json"])
    assert (0, ["test_cart.test_total"]) == (told.exit_code, json.loads(told.stdout)["tests"])


def test_a_log_and_the_coverage_its_run_left_are_told_together(tmp_path: Path) -> None:
    (tmp_path / "lcov.info").write_text("SF:a.py\nDA:1,1\nDA:2,0\nend_of_record\n")
    log = "Coverage failure: total of 50 is less than fail-under=90\n"
    given = ["diagnose", "-", "--json", "--coverage"]
    told = CliRunner().invoke(main, [*given, str(tmp_path / "lcov.info")], input=log)
    assert [("a.py", 2, "1 of 2 lines are not covered: 2")] == [
        (e["path"], e["line"], e["message"]) for e in json.loads(told.stdout)["errors"]
    ]
    (tmp_path / "no.info").write_text("nothing\n")
    wrong = CliRunner().invoke(main, [*given, str(tmp_path / "no.info")], input=log)
    assert (2, True) == (
        wrong.exit_code,
        f"cannot read {tmp_path / 'no.info'}: it is no coverage" in wrong.stderr,
    )


def test_a_report_without_a_failure_says_so() -> None:
    told = CliRunner().invoke(main, ["diagnose", "-"], input="1..1\nok 1 - fine\n")
    assert (1, "standard input\n  the report tells of no failure\n") == (told.exit_code, told.stdout)


def test_what_is_not_recognised_says_so_and_what_is_not_there_too(tmp_path: Path) -> None:
    quiet = CliRunner().invoke(main, ["diagnose", "-"], input="all is well\n")
    assert (1, True) == (quiet.exit_code, "nothing recognised" in quiet.stdout)
    gone = CliRunner().invoke(main, ["diagnose", str(tmp_path / "nowhere.log")])
    assert (2, True) == (gone.exit_code, "cannot read" in gone.stderr)


def test_standard_input_may_hold_any_bytes_and_a_report() -> None:
    told = CliRunner().invoke(
        main, ["diagnose", "-", "--json"], input=b"\xff\nsrc/a.py:7:2: F401 `os` imported\n"
    )
    assert (0, "ruff") == (told.exit_code, json.loads(told.stdout)["tool"])
    report = CliRunner().invoke(main, ["diagnose", "-", "--json"], input=JUNIT)
    assert (0, ["test_cart.test_total"]) == (report.exit_code, json.loads(report.stdout)["tests"])


def test_a_path_is_told_from_the_folder_it_was_checked_out_in() -> None:
    log = "/srv/shop/src/a.py:7:2: F401 `os` imported but unused\n"
    told = CliRunner().invoke(main, ["diagnose", "-", "--json", "--root", "/srv/shop"], input=log)
    assert "src/a.py" == json.loads(told.stdout)["errors"][0]["path"]


def test_a_run_on_github_is_told_job_by_job(rig: Rig) -> None:
    rig.gh.script(lambda run, job: Outcome("failure", log=LOG))
    rig.repo.commit({"app.py": "broken\n"})
    rig.gh.idle()
    ci = [r for r in rig.repo.record.runs.values() if r.workflow.path == ".github/workflows/ci.yml"][-1]
    address = f"{rig.gh.url}/acme/shop/actions/runs/{ci.id}"
    told = run(rig, "diagnose", address, "--json")
    assert (0, ("test", ["test_cart.py::test_total"])) == (
        told.exit_code,
        (json.loads(told.stdout)["of"], json.loads(told.stdout)["tests"]),
    )
    job = ci.jobs[0].id
    assert f"job {job}" == json.loads(run(rig, "diagnose", f"{address}/job/{job}", "--json").stdout)["of"]
    assert 0 == run(rig, "diagnose", f"{address}/attempts/1", "--sarif").exit_code
    nowhere = run(rig, "diagnose", f"{rig.gh.url}/acme/shop/actions/runs/999999")
    assert (2, True) == (nowhere.exit_code, "cannot read" in nowhere.stderr)


def test_a_run_where_nothing_failed_says_so(rig: Rig) -> None:
    rig.gh.idle()
    (ci, *_) = (r for r in rig.repo.record.runs.values() if r.workflow.path == ".github/workflows/ci.yml")
    told = run(rig, "diagnose", f"{rig.gh.url}/acme/shop/actions/runs/{ci.id}")
    assert (2, True) == (told.exit_code, "no job of that run has failed" in told.stderr)


def failed_run(rig: Rig, jobs: dict[str, Conclusion]) -> tuple[str, Run]:
    """A run whose jobs ended so, and its address."""
    ci = rig.repo.record_run(".github/workflows/ci.yml", rig.repo.head(), jobs)
    return f"{rig.gh.url}/acme/shop/actions/runs/{ci.id}", ci


def test_a_job_without_a_log_keeps_nobody_from_reading_the_others(rig: Rig) -> None:
    address, ci = failed_run(rig, {"lint": "failure", "test": "failure", "other": "cancelled"})
    ci.jobs[1].log = LOG
    rig.gh.break_route(LOGS, 404, times=1)
    told = run(rig, "diagnose", address, "--json")
    assert (0, "test", "the log of lint is gone\n") == (
        told.exit_code,
        json.loads(told.stdout)["of"],
        told.stderr,
    )


def test_where_none_failed_what_was_cancelled_is_told_for_so_a_time_limit_ends_a_job(rig: Rig) -> None:
    address, ci = failed_run(rig, {"slow": "cancelled", "lint": "success"})
    ci.jobs[0].log = "##[error]The job has exceeded the maximum execution time of 10 minutes.\n"
    told = run(rig, "diagnose", address, "--json")
    assert ("slow", "timeout") == (json.loads(told.stdout)["of"], json.loads(told.stdout)["kind"])


def test_a_run_without_jobs_and_one_that_is_not_over_say_so(rig: Rig) -> None:
    address, _ = failed_run(rig, {})
    assert "that run has no jobs" in run(rig, "diagnose", address).stderr
    address, _ = failed_run(rig, {"test": "success"})
    assert "that run has no jobs" in run(rig, "diagnose", f"{address}/attempts/9").stderr
    begun = rig.repo.record_run(
        ".github/workflows/ci.yml", rig.repo.head(), {"test": "success"}, status="in_progress"
    )
    told = run(rig, "diagnose", f"{rig.gh.url}/acme/shop/actions/runs/{begun.id}")
    assert "no job of that run has failed so far" in told.stderr


def test_jobs_that_fail_alike_are_printed_once(rig: Rig) -> None:
    address, ci = failed_run(rig, {"test (1)": "failure", "test (2)": "failure"})
    for job in ci.jobs:
        job.log = LOG
    told = run(rig, "diagnose", address).stdout
    assert (1, True) == (
        told.count("✗ test_cart.py::test_total"),
        told.endswith("test (2)\n  fails in the same way as test (1)\n"),
    )


def test_each_job_is_of_a_category_of_its_own_in_sarif(rig: Rig) -> None:
    address, ci = failed_run(rig, {"test (1)": "failure", "test (2)": "failure"})
    for job in ci.jobs:
        job.log = LOG
    told = json.loads(run(rig, "diagnose", address, "--sarif").stdout)["runs"]
    assert ["andon/test (1)/", "andon/test (2)/"] == [one["automationDetails"]["id"] for one in told]
    ci.jobs[1].name = "test (1)"
    told = json.loads(run(rig, "diagnose", address, "--sarif").stdout)["runs"]
    assert ["andon/test (1)/", "andon/test (1) 2/"] == [one["automationDetails"]["id"] for one in told]
    alone = json.loads(run(rig, "diagnose", f"{address}/job/{ci.jobs[0].id}", "--sarif").stdout)["runs"]
    assert [True] == ["automationDetails" not in one for one in alone]


def test_what_is_not_printed_is_counted() -> None:
    log = "".join(f"src/a{n}.py:{n}:1: F401 `os` imported but unused\n" for n in range(1, 24))
    assert "    and 3 more places\n" in CliRunner().invoke(main, ["diagnose", "-"], input=log).stdout


def test_where_no_failed_job_has_a_log_any_more_it_says_so(rig: Rig) -> None:
    address, _ = failed_run(rig, {"lint": "failure"})
    rig.gh.break_route(LOGS, 404)
    told = run(rig, "diagnose", address)
    assert (2, True) == (told.exit_code, "the log of lint is gone" in told.stderr)


def test_a_failed_job_is_found_on_any_page(rig: Rig) -> None:
    address, ci = failed_run(rig, {**{f"part {n}": "success" for n in range(120)}, "test": "failure"})
    ci.jobs[-1].log = LOG
    assert "test" == json.loads(run(rig, "diagnose", address, "--json").stdout)["of"]
