"""Which checks a line is made of, by `line.green`, the rules of its branch, and what was seen on it."""

from typing import Any

import pytest

from bot.model.config import LineConfig
from bot.model.facts import LineFacts
from bot.model.runs import Commit, RequiredCheck
from bot.orient.outcomes import ALL_JOBS
from bot.orient.signals import signals
from tests.building import check, commit, job, run

RED = run(job("lint", "failure"), job("test"), id=2)
LINT, TEST = RequiredCheck(name="lint"), RequiredCheck(name="test")
BUILD = RequiredCheck(name="build", app=18001, actions=False)
DEPLOY = RequiredCheck(name="deploy")


def states(*history: Commit, green: Any = "auto", required: Any = None) -> dict[str, str]:
    facts = LineFacts(branch="main", history=history, required=required)
    said = signals(facts, LineConfig.model_validate({"green": green}))
    return {signal.name: signal.state for signal in said}


@pytest.mark.parametrize(
    ("green", "required", "expected"),
    [
        ("auto", None, {"CI / lint": "red"}),
        ("auto", (), {"CI / lint": "red"}),
        ("auto", (TEST,), {"CI / test": "green"}),
        ("auto", (TEST, LINT), {"CI / lint": "red", "CI / test": "green"}),
        ("auto", (DEPLOY,), {"CI / lint": "red"}),
        ("auto", (DEPLOY, TEST), {"CI / test": "green"}),
        ("required", (), {}),
        ("required", (DEPLOY,), {}),
        ("required", (LINT,), {"CI / lint": "red"}),
        ("all", (TEST,), {"CI / lint": "red"}),
        (["test"], (LINT,), {"CI / test": "green"}),
        (["li*"], None, {"CI / lint": "red"}),
        (["CI / *"], None, {"CI / lint": "red", "CI / test": "green"}),
    ],
)
def test_a_red_job_counts_as_the_line_is_made(green: Any, required: Any, expected: dict[str, str]) -> None:
    assert expected == states(commit("a", RED), green=green, required=required)


def test_a_required_check_that_another_app_must_report_is_no_job_of_actions() -> None:
    red = run(job("build", "failure"), id=2)
    seen = commit("a", red, checks=(check("build"),))
    assert {"build": "green"} == states(seen, required=(BUILD,))


def test_what_another_app_reports_counts_where_it_is_required() -> None:
    history = (commit("b", checks=(check("build", "failure"),)), commit("a", checks=(check("build"),)))
    assert {"build": "red"} == states(*history, required=(BUILD,))
    assert {} == states(*history, required=(TEST,))
    assert {} == states(*history, green="all", required=(BUILD,))


def test_another_app_of_the_same_check_is_not_the_one_that_must_report() -> None:
    forged = check("build", "failure", by="mallory-ci", app=666)
    assert {} == states(commit("a", checks=(forged,)), required=(BUILD,))


def test_a_status_counts_where_no_app_is_named() -> None:
    said = check("ci/jenkins", "failure", by="jenkins", app=None)
    assert {"ci/jenkins": "red"} == states(
        commit("a", checks=(said,)), required=(RequiredCheck(name="ci/jenkins"),)
    )
    assert {"ci/jenkins": "red"} == states(commit("a", checks=(said,)), green=["ci/*"])
    assert {"ci/jenkins": "red"} == states(commit("a", checks=(said,)), green=["jenkins / *"])


@pytest.mark.parametrize("name", ["Andon", "Andon config", "Andon diagnosis"])
def test_our_own_checks_say_nothing_of_the_code(name: str) -> None:
    assert {} == states(commit("a", checks=(check(name, "failure", by="andon", app=1),)), green=["*"])


def test_what_a_job_reports_in_the_name_of_actions_is_nobodys_word() -> None:
    forged = check("test", "failure", by="github-actions", app=15368)
    assert {} == states(commit("a", checks=(forged,)), green=["*"])


def test_the_newest_word_of_one_app_about_one_check_decides() -> None:
    mended = (commit("b", checks=(check("build", id=71),)), commit("a", checks=(check("build", "failure"),)))
    assert {"build": "green"} == states(*mended, required=(BUILD,))
    waiting = (
        commit("b", checks=(check("build", None, id=71),)),
        commit("a", checks=(check("build", "failure"),)),
    )
    assert {"build": "red"} == states(*waiting, required=(BUILD,))


def test_what_is_only_under_way_is_no_signal() -> None:
    assert {} == states(commit("a", checks=(check("build", None),)), green=["build"])


def test_a_green_workflow_counts_where_a_check_of_it_does() -> None:
    jobs = (
        check("test", by="github-actions", app=15368, workflow="CI", event="push"),
        check("links", by="github-actions", app=15368, workflow="Docs", event="push"),
        check("test", by="github-actions", app=15368, workflow="Nightly", event="schedule"),
    )
    green = (run(id=1), run(id=2, workflow="Docs", path=".github/workflows/docs.yml"))
    assert {"CI": "green"} == states(commit("a", *green, checks=jobs), required=(TEST,))
    assert {"CI": "green", "Docs": "green"} == states(commit("a", *green), required=None)


@pytest.mark.parametrize("green", ["auto", "required"])
def test_while_it_is_not_known_what_is_required_nothing_red_is_certain(green: str) -> None:
    facts = LineFacts(branch="main", history=(commit("a", RED),), unclear=True)
    said = signals(facts, LineConfig.model_validate({"green": green}))
    assert [("CI / lint", "unknown")] == [(one.name, one.state) for one in said]
    named = signals(facts, LineConfig.model_validate({"green": ["lint"]}))
    assert ["red"] == [one.state for one in named]


def test_a_failed_run_that_nobody_could_look_into_counts_however_the_line_is_made() -> None:
    unread = run(id=2, conclusion="failure")
    (signal,) = signals(
        LineFacts(branch="main", history=(commit("a", unread),), required=(TEST,)),
        LineConfig.model_validate({"green": ["test"]}),
    )
    assert (ALL_JOBS, "unknown") == (signal.job, signal.state)
