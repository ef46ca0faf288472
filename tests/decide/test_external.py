"""Checks of other Apps, and statuses: they stop a line at once, and prove that one is fixed."""

import pytest

from bot.decide.line import Line
from bot.decide.passage import passage
from bot.model.facts import Pull
from bot.model.runs import Check, RequiredCheck
from tests.building import changed, check, commit, comparison, config, line_of, minutes, snapshot
from tests.decide.passing import FIX, fixing, missing

BUILD = (RequiredCheck(name="build"),)
RED = (commit("b", checks=(check("build", "failure"),)), commit("a", checks=(check("build"),)))


def red(*history: object) -> Line:
    return line_of(snapshot(*(history or RED), required=BUILD))  # pyright: ignore[reportArgumentType]


def judged(pull: Pull) -> object:
    return passage(pull, red(), (pull,))


def fix(*checks: Check, **facts: object) -> Pull:
    return fixing(**({"runs": (), "checks": checks} | facts)).model_copy(update={"runs": ()})


def test_a_failure_stops_the_line_at_once_for_nobody_can_ask_to_run_it_again() -> None:
    line = red()
    assert ("stopped", None) == (line.state, line.reds[0].rerun)
    assert "build is red since bbbbbbb: failed, as circleci reports, which nobody can ask to run again" in {
        child.text for child in line.reason.children
    }
    assert ("external:circleci/build", "build") == (line.reds[0].signal.id, line.reds[0].signal.name)


def test_two_failures_in_a_row_are_told_as_that() -> None:
    twice = (commit("c", checks=(check("build", "failure", id=72),)), *RED)
    assert "failed on 2 commits in a row" == red(*twice).reds[0].why


def test_green_again_the_line_runs() -> None:
    assert "running" == red(commit("c", checks=(check("build", id=72),)), *RED).state


def test_where_no_required_check_was_seen_there_is_no_signal() -> None:
    seen = snapshot(commit("a"), required=BUILD, config=config(line={"green": "required"}))
    line = line_of(seen, seen.config)
    assert (
        "no signal",
        "main has no signal: none of the required checks (build) was seen on the last 1 commits",
    ) == (
        line.state,
        line.reason.text,
    )


def test_the_same_check_on_the_pull_request_is_the_proof() -> None:
    way = passage(fix(check("build")), red(), (fix(check("build")),))
    assert (True, "passes by proof: build passed on it, as circleci reports") == (way.passes, way.reason.text)


@pytest.mark.parametrize(
    ("checks", "expected"),
    [
        ((), "circleci has not reported build on it"),
        ((check("build", by="other", app=9),), "circleci has not reported build on it"),
        ((check("build", workflow="CI", event="push"),), "circleci has not reported build on it"),
        ((check("build", None),), "build is running on it"),
        ((check("build", "failure"),), "build ended with failure on it"),
        ((check("build", "neutral"),), "build ended with neutral on it"),
        ((check("build"), check("build", "failure", id=71)), "build ended with failure on it"),
        (
            (check("build", at=minutes(-90)),),
            "build passed on it, but perhaps for another base; push a commit",
        ),
    ],
)
def test_nothing_else_is(checks: tuple[Check, ...], expected: str) -> None:
    pull = fix(*checks)
    assert expected == missing(passage(pull, red(), (pull,)))


def test_a_group_waits_for_what_has_not_reported_yet() -> None:
    pull = fix(answer_by=minutes(50))
    assert "waiting" == passage(pull, red(), (pull,)).reason.status


def test_a_status_that_its_author_set_proves_nothing() -> None:
    by_bob = RED[0].model_copy(update={"checks": (check("build", "failure", by="bob", app=None),)})
    line = red(by_bob)
    pull = fix(check("build", by="bob", app=None))
    assert "build was reported by bob, who proposed it" == missing(passage(pull, line, (pull,)))
    other = pull.model_copy(update={"author": "carol"})
    assert passage(other, line, (other,)).passes


@pytest.mark.parametrize(
    "path", [".circleci/config.yml", "Jenkinsfile", "Jenkinsfile.release", ".gitlab-ci.yml"]
)
def test_who_changes_what_sets_up_the_other_ci_proves_nothing(path: str) -> None:
    pull = fix(check("build"), against_line=comparison("b", 5, FIX, changed(path, "+x")))
    assert f"it changes {path}, which decides the red check" == missing(passage(pull, red(), (pull,)))


def test_a_change_that_is_not_whole_proves_nothing() -> None:
    pull = fix(check("build"), against_line=comparison("b", 5, FIX, complete=False))
    assert "whether other CI's settings are unchanged could not be told" == missing(
        passage(pull, red(), (pull,))
    )
