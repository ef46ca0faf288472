"""What others than Actions report, and what the rules require, read where it may matter."""

import pytest

from bot.model.runs import Check, RequiredCheck
from bot.model.snapshot import Snapshot
from bot.sandbox import Sandbox
from bot.sandbox.rulesets import CommitStatus
from tests.asking import app
from tests.observe.seeing import seen
from tests.rig import Rig, make_rig, pull


@pytest.fixture
def rig(gh: Sandbox) -> Rig:
    made = make_rig(gh, {".github/workflows/ci.yml": None})
    gh.idle()
    return made


def other(rig: Rig) -> Rig:
    """The same repository with another App."""
    circle = next((one for one in rig.gh.world.apps.values() if one.slug == "circleci"), None)
    if circle is None:
        circle = rig.gh.app("circleci")
        rig.gh.install(circle, "acme")
    return Rig(rig.gh, circle, rig.repo)


def report(rig: Rig, sha: str, name: str, conclusion: str | None = "success") -> None:
    """Another App reports a check."""
    body = {"name": name, "head_sha": sha, **({"conclusion": conclusion} if conclusion else {})}
    app(other(rig))("POST", "/r/check-runs", body)


def set_status(rig: Rig, sha: str, context: str, state: str, by: str = "alice") -> None:
    """Somebody sets a status."""
    statuses = rig.repo.record.statuses
    statuses.append(CommitStatus(len(statuses) + 1, sha, context, state, rig.now(), by))  # pyright: ignore[reportArgumentType]


def of_head(found: Snapshot) -> list[tuple[str, str, str | None]] | None:
    checks = found.lines[0].history[0].checks
    return None if checks is None else sorted((c.by, c.name, c.conclusion) for c in checks)


def test_a_quiet_branch_is_asked_nothing_more(rig: Rig) -> None:
    rig.repo.require("build")
    report(rig, rig.repo.head(), "build")
    start = len(rig.gh.world.requests)
    assert (None, None) == (of_head(seen(rig)), seen(rig).lines[0].required)
    assert [] == [one.route for one in rig.gh.world.requests[start:] if "rules" in one.route]


def test_once_something_is_bad_the_required_checks_are_asked_for_and_what_was_reported(rig: Rig) -> None:
    circle = other(rig)
    rig.repo.require("build", app=circle.app)
    rig.repo.require("old/ci")
    report(rig, rig.repo.head(), "build", "failure")
    set_status(rig, rig.repo.head(), "old/ci", "success")
    found = seen(rig)
    assert [("alice", "old/ci", "success"), ("circleci", "build", "failure")] == of_head(found)
    expected = (
        RequiredCheck(name="build", app=circle.app.id, actions=False),
        RequiredCheck(name="old/ci"),
    )
    assert expected == found.lines[0].required


@pytest.mark.parametrize(
    ("state", "conclusion"), [("error", "failure"), ("failure", "failure"), ("pending", None)]
)
def test_a_status_is_read_as_a_check(rig: Rig, state: str, conclusion: str | None) -> None:
    rig.repo.commit({".github/andon.yml": "version: 1\nline: {green: [old/ci]}\n"})
    set_status(rig, rig.repo.head(), "old/ci", state)
    assert [("alice", "old/ci", conclusion)] == of_head(seen(rig))


def test_where_checks_are_named_they_are_always_read_and_no_rules(rig: Rig) -> None:
    rig.repo.commit({".github/andon.yml": "version: 1\nline: {green: [build]}\n"})
    report(rig, rig.repo.head(), "build", None)
    found = seen(rig)
    assert ([("circleci", "build", None)], None) == (of_head(found), found.lines[0].required)


def test_where_nothing_is_required_nothing_reported_is_read(rig: Rig) -> None:
    report(rig, rig.repo.head(), "codecov", "failure")
    found = seen(rig)
    assert (None, ()) == (of_head(found), found.lines[0].required)


def test_more_checks_than_a_page_holds_are_all_read(rig: Rig) -> None:
    rig.repo.commit({".github/andon.yml": "version: 1\nline: {green: ['c*']}\n"})
    for number in range(205):
        set_status(rig, rig.repo.head(), f"c{number:03}", "success")
    assert 205 == len(of_head(seen(rig)) or ())


def test_rules_that_cannot_be_read_leave_the_line_unjudged(rig: Rig) -> None:
    rig.repo.commit({".github/andon.yml": "version: 1\nline: {green: required}\n"})
    rig.gh.break_route("GET /repos/{owner}/{repo}/rules/branches/{branch}", 500)
    found = seen(rig)
    assert (None, True, True) == (
        found.lines[0].required,
        found.lines[0].unclear,
        found.lacks("line main"),
    )


def test_without_the_permission_the_line_is_judged_by_actions_alone_and_that_is_told(rig: Rig) -> None:
    rig.repo.require("build")
    report(rig, rig.repo.head(), "build", "failure")
    del rig.app.permissions["statuses"]
    assert (None, None, False) == (
        of_head(seen(rig)),
        seen(rig).lines[0].required,
        seen(rig).lacks("line main"),
    )
    rig.repo.commit({".github/andon.yml": "version: 1\nline: {green: [build]}\n"})
    found = seen(rig)
    assert (None, False, True) == (of_head(found), found.lacks("line main"), found.lacks("checks"))


def test_what_is_reported_of_a_pull_request_is_read_where_that_is_what_failed(rig: Rig) -> None:
    rig.repo.require("build", app=other(rig).app)
    one, two = pull(rig, "one"), pull(rig, "two")
    heads = {n: rig.repo.pull_of(n).head_sha for n in (one, two)}
    report(rig, heads[one], "build")
    assert {None} == {p.checks for p in seen(rig).pulls}
    report(rig, rig.repo.head(), "build", "failure")
    found: dict[int, tuple[Check, ...] | None] = {p.number: p.checks for p in seen(rig).pulls}
    assert {one: ["build"], two: []} == {n: [c.name for c in checks or ()] for n, checks in found.items()}


def test_a_check_that_does_not_count_costs_nothing_on_pull_requests(rig: Rig) -> None:
    rig.repo.require("build", app=other(rig).app)
    report(rig, rig.repo.head(), "build")
    report(rig, rig.repo.head(), "codecov/patch", "failure")
    number = pull(rig, "one")
    report(rig, rig.repo.pull_of(number).head_sha, "codecov/patch")
    assert [None] == [p.checks for p in seen(rig).pulls]
