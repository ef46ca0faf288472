"""The test-building API itself."""

import pytest

from bot.sandbox import Sandbox
from tests.sandbox.conftest import Site


def test_wait_gives_the_value_or_says_what_was_waited_for(gh: Sandbox) -> None:
    assert 5 == gh.wait(lambda: 5)
    with pytest.raises(AssertionError, match="a green main"):
        gh.wait(lambda: False, seconds=0.05, what="a green main")


def test_a_recorded_run_has_attempts(site: Site) -> None:
    run = site.repo.record_run(".github/workflows/ci.yml", site.repo.head(), {"test": "failure"})
    assert ("completed", "failure", 1) == (run.status, run.conclusion, run.attempt)
    site.repo.record_attempt(run, {"test": "success"})
    assert ("completed", "success", 2) == (run.status, run.conclusion, run.attempt)
    assert ["failure", "success"] == [
        check.conclusion for check in site.repo.checks(site.repo.head(), "test")
    ]


def test_a_commit_may_remove_files_and_replace_the_head(site: Site) -> None:
    first = site.repo.head()
    site.repo.commit({"a.txt": "a", "README.md": None})
    assert {"a.txt": "a"} == site.repo.tree("main")
    site.repo.commit({"b.txt": "b"}, parent=first)
    assert {"README.md", "b.txt"} == set(site.repo.tree("main"))


def test_the_clock_moves_over_http(site: Site) -> None:
    before = site.gh.clock.now()
    site.http.post(f"{site.gh.url}/_sandbox/clock", json={"advance": 3600})
    assert 3600 <= (site.gh.clock.now() - before).total_seconds()


def test_what_was_asked_is_summed_up(site: Site) -> None:
    site.ask("GET", "/r/issues")
    figures = site.http.get(f"{site.gh.url}/_sandbox/requests").json()
    assert {"andon[bot] GET /repos/{owner}/{repo}/issues 200": 1} == figures["requests"]


def test_people_can_look_at_a_pull_request(site: Site) -> None:
    number, _ = site.pull()
    assert "Change by bob" in site.http.get(f"{site.gh.url}/acme/shop/pull/{number}").text
    assert 404 == site.http.get(f"{site.gh.url}/acme/shop/pull/99").status_code
