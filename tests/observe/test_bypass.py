"""What our App could merge past, and what is lacking there: looked up for our own fixes alone (trap 17)."""

from typing import Any

import pytest

from bot.sandbox import Sandbox, access, reviews
from bot.sandbox.rulesets import CommitStatus, QueueRule, ReviewRule, Rule
from tests.asking import app
from tests.observe.seeing import seen_pull
from tests.rig import Rig, make_rig, pull

CI_FILE = ".github/workflows/ci.yml"
ME = "andon[bot]"


@pytest.fixture
def rig(gh: Sandbox) -> Rig:
    return make_rig(gh)


def fix(rig: Rig, branch: str = "andon/1-1") -> int:
    """A pull request of the App's."""
    rig.repo.branch(branch)
    rig.repo.commit({"app.py": "x = 3\n"}, branch, by="bob")
    made = app(rig)("POST", "/r/pulls", {"title": "Fix", "head": branch, "base": "main"})
    rig.gh.idle()
    return made.json()["number"]


def reviewed(rig: Rig, *may: str) -> ReviewRule:
    """Reviews are required on main; these may merge past that ruleset."""
    return rig.repo.rule(ReviewRule(branch="main", pulls_bypass=set(may)))


def found(rig: Rig, number: int) -> tuple[tuple[str, ...], bool]:
    it = seen_pull(rig, number)
    return it.lacks, it.past_review


def test_where_github_holds_every_rule_there_is_nothing_to_look_up(rig: Rig) -> None:
    reviewed(rig)
    assert ((), False) == found(rig, fix(rig))


@pytest.mark.deep
def test_of_the_rules_that_we_could_go_past_only_the_review_is_not_lacking(rig: Rig) -> None:
    number, reviews = fix(rig), reviewed(rig, ME)
    rig.repo.rule(Rule(branch="main", context="lint"), same=reviews)
    assert (("Andon", "lint"), True) == found(rig, number)
    head = rig.repo.pull_of(number).head_sha
    for name in ("lint", "Andon"):
        app(rig)("POST", "/r/check-runs", {"name": name, "head_sha": head, "conclusion": "success"})
    assert ((), True) == found(rig, number)
    app(rig)("POST", "/r/check-runs", {"name": "lint", "head_sha": head, "conclusion": "failure"})
    assert (("lint",), True) == found(rig, number)


@pytest.mark.deep
@pytest.mark.parametrize(
    ("states", "checked", "expected"),
    [
        (["success"], False, ()),
        (["failure", "success"], False, ()),
        (["success", "pending"], False, ("ci/old",)),
        (["error"], False, ("ci/old",)),
        ([], True, ()),
        (["success"], True, ()),
        (["failure"], True, ("ci/old",)),
    ],
)
def test_a_commit_status_will_do_where_no_app_is_named_and_must_not_fail_beside_a_check(
    rig: Rig, states: list[Any], checked: bool, expected: tuple[str, ...]
) -> None:
    number, head = old_ci(rig)
    for id, state in enumerate(states, 1):
        rig.repo.record.statuses.append(CommitStatus(id, head, "ci/old", state, rig.now()))
    if checked:
        app(rig)("POST", "/r/check-runs", {"name": "ci/old", "head_sha": head, "conclusion": "success"})
    assert (expected, True) == found(rig, number)


def old_ci(rig: Rig) -> tuple[int, str]:
    """A fix, its head, and a status that is required where our App may go past the rules."""
    rig.repo.record.rules.clear()
    number, reviews = fix(rig), reviewed(rig, ME)
    rig.repo.rule(Rule(branch="main", context="ci/old"), same=reviews)
    return number, rig.repo.pull_of(number).head_sha


@pytest.mark.deep
def test_a_status_is_not_the_apps_from_which_a_check_is_required(rig: Rig) -> None:
    number, head = old_ci(rig)
    rig.repo.require("lint", app=rig.gh.app("other"))
    for id, context in enumerate(("ci/old", "lint"), 1):
        rig.repo.record.statuses.append(CommitStatus(id, head, context, "success", rig.now()))
    assert (("lint",), True) == found(rig, number)


@pytest.mark.deep
def test_more_statuses_than_a_page_holds_are_all_read(rig: Rig) -> None:
    number, head = old_ci(rig)
    for id in range(1, 151):
        name = "ci/old" if id == 150 else f"ci/{id}"
        rig.repo.record.statuses.append(CommitStatus(id, head, name, "success", rig.now()))
    assert ((), True) == found(rig, number)


@pytest.mark.deep
def test_where_statuses_may_not_be_read_they_are_lacking(rig: Rig) -> None:
    number, head = old_ci(rig)
    rig.repo.record.statuses.append(CommitStatus(1, head, "ci/old", "success", rig.now()))
    del rig.app.permissions["statuses"]
    assert (("ci/old",), True) == found(rig, number)


@pytest.mark.deep
def test_what_somebody_pushed_to_our_branch_goes_past_no_review(rig: Rig) -> None:
    number, _ = fix(rig), reviewed(rig, ME)
    assert True is found(rig, number)[1]
    rig.repo.commit({"backdoor.py": "x\n"}, "andon/1-1", by="bob")
    rig.gh.idle()
    assert False is found(rig, number)[1]


@pytest.mark.deep
def test_nor_does_what_has_not_run(rig: Rig) -> None:
    reviewed(rig, ME)
    rig.repo.commit({CI_FILE: None}, message="No CI")
    assert False is found(rig, fix(rig))[1]


@pytest.mark.deep
def test_a_review_that_wants_conversations_resolved_is_more_than_a_review(rig: Rig) -> None:
    reviewed(rig, ME).threads = True
    assert "resolved conversations" in found(rig, fix(rig))[0]


@pytest.mark.deep
def test_a_check_from_another_app_than_required_is_lacking(rig: Rig) -> None:
    number = fix(rig)
    reviewed(rig, ME)
    other = rig.gh.app("other")
    rig.repo.require("lint", app=other)
    head = rig.repo.pull_of(number).head_sha
    app(rig)("POST", "/r/check-runs", {"name": "lint", "head_sha": head, "conclusion": "success"})
    assert "lint" in found(rig, number)[0]


@pytest.mark.deep
def test_one_review_of_two_that_we_may_not_go_past_is_enough(rig: Rig) -> None:
    reviewed(rig, ME)
    reviewed(rig)
    assert (("Andon",), False) == found(rig, fix(rig))


@pytest.mark.deep
def test_what_else_a_ruleset_asks_for_is_lacking_where_we_could_go_past_it(rig: Rig) -> None:
    rig.repo.rule(QueueRule(branch="main"), same=reviewed(rig, ME))
    assert "what the rule merge_queue asks for" in found(rig, fix(rig))[0]


@pytest.mark.deep
@pytest.mark.parametrize("whose", ["theirs", "another of ours"])
def test_nobody_elses_pull_request_is_looked_up(rig: Rig, whose: str) -> None:
    reviewed(rig, ME)
    number = pull(rig, "topic") if whose == "theirs" else fix(rig, "other/1")
    before = len(rig.gh.world.requests)
    assert ((), False) == found(rig, number)
    assert not [one for one in rig.gh.world.requests[before:] if "/rule" in one.route]


@pytest.mark.deep
@pytest.mark.parametrize("route", ["rules/branches/{branch}", "rulesets/{ruleset_id}"])
def test_rules_that_could_not_be_read_are_lacking(rig: Rig, route: str) -> None:
    reviewed(rig, ME)
    number = fix(rig)
    rig.gh.break_route("GET /repos/{owner}/{repo}/" + route, 502)
    assert (("the rules, which could not be read",), False) == found(rig, number)


@pytest.mark.deep
@pytest.mark.parametrize("status", [404, 403])
def test_a_server_without_rulesets_or_a_plan_without_rules_has_nothing_to_go_past(
    rig: Rig, status: int
) -> None:
    reviewed(rig, ME)
    number = fix(rig)
    if status == 403:
        rig.gh.organisation("acme").plan = "free"
    else:
        rig.gh.break_route("GET /repos/{owner}/{repo}/rules/branches/{branch}", 404)
    assert ((), False) == found(rig, number)


@pytest.fixture
def asking(gh: Sandbox) -> Rig:
    """Fixes are merged once somebody approves; no rule requires that."""
    return make_rig(gh, {".github/andon.yml": "version: 1\nmode: enforce\nfix: {merge: approve}\n"})


@pytest.mark.deep
def test_an_approval_counts_although_none_is_required(asking: Rig) -> None:
    number = fix(asking)
    assert not seen_pull(asking, number).approved
    asking.repo.approve(number, by="alice")
    assert seen_pull(asking, number).approved


@pytest.mark.deep
@pytest.mark.parametrize("why", ["changed", "may only read", "wants changes", "required more", "unread"])
def test_what_is_no_approval_of_this_head_by_those_who_may_write_counts_for_nothing(
    asking: Rig, why: str
) -> None:
    number, repo = fix(asking), asking.repo
    repo.collaborator("carol", "read" if why == "may only read" else "write")
    repo.approve(number, by="carol")
    match why:
        case "changed":
            repo.commit({"app.py": "x = 4\n"}, "andon/1-1", by="bob")
            asking.gh.idle()
        case "wants changes":
            with asking.gh.world.lock:
                said = access.person(asking.gh.world, "alice")
                reviews.submit(asking.gh.world, repo.record, number, said, "REQUEST_CHANGES")
        case "required more":
            repo.rule(ReviewRule(branch="main", approvals=2))
        case "unread":
            asking.gh.break_field("PullRequest.latestOpinionatedReviews", "FORBIDDEN")
        case _:
            pass
    assert not seen_pull(asking, number).approved
