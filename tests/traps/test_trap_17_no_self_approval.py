"""Trap 17: an App cannot approve its own pull request; past required reviews it goes as a bypass actor,
and then GitHub holds it back by nothing."""

from typing import Any

import httpx
import pytest

from bot.sandbox.rulesets import ReviewRule, Rule
from tests.asking import app
from tests.rig import effects_done
from tests.traps.conftest import Floor

ME = "andon[bot]"
APPROVE = """mutation($id: ID!) { addPullRequestReview(input: {pullRequestId: $id, event: APPROVE}) {
  pullRequestReview { state author { login } } } }"""


def approve(floor: Floor, number: int, token: str) -> dict[str, Any]:
    """Approve a pull request through GraphQL."""
    rig = floor.rig
    node = app(rig)("GET", f"/r/pulls/{number}").json()["node_id"]
    headers = {"authorization": f"Bearer {token}"}
    body = {"query": APPROVE, "variables": {"id": node}}
    return httpx.post(f"{rig.gh.url}/api/graphql", json=body, headers=headers, trust_env=False).json()


def installed(floor: Floor) -> str:
    (installation,) = (i for i in floor.rig.gh.world.installations.values() if i.app is floor.rig.app)
    return floor.rig.gh.installation_token(installation)


def job_text(floor: Floor) -> str:
    return floor.rig.jobs()[0].body or ""


@pytest.fixture
def reviewed(floor: Floor) -> ReviewRule:
    """Main wants a review, by a ruleset of its own; main is broken, and the fix proven."""
    rule = floor.rig.repo.rule(ReviewRule(branch="main"))
    floor.break_main()
    floor.rig.settle()
    return rule


def test_the_app_cannot_approve_its_fix_and_waits_for_somebody_who_can(
    floor: Floor, reviewed: ReviewRule
) -> None:
    rig, fix = floor.rig, floor.fix()
    assert [("UNPROCESSABLE", "Unprocessable Entity; Can not approve your own pull request")] == [
        (error["type"], error["message"]) for error in approve(floor, fix.number, installed(floor))["errors"]
    ]
    refused = app(rig)("PUT", f"/r/pulls/{fix.number}/merge", {})
    assert (405, "At least 1 approving review is required by reviewers with write access.") == (
        refused.status_code,
        refused.json()["message"],
    )
    looked = rig.make_pass()
    assert ([], (), "success") == (effects_done(looked), looked.errors, rig.shown(fix.number))
    assert "is proven, and waits for people to review and merge it" in job_text(floor)

    said = approve(floor, fix.number, rig.gh.token("alice"))["data"]["addPullRequestReview"]
    assert "APPROVED" == said["pullRequestReview"]["state"]
    rig.settle()
    assert (True, ME) == (
        fix.pull and fix.pull.merged,
        fix.pull and fix.pull.merged_by and fix.pull.merged_by.login,
    )


@pytest.mark.deep
def test_as_a_bypass_actor_it_checks_itself_what_github_would_let_go(
    floor: Floor, reviewed: ReviewRule
) -> None:
    rig, fix = floor.rig, floor.fix()
    reviewed.pulls_bypass.add(ME)
    rig.repo.rule(Rule(branch="main", context="lint"), same=reviewed)
    rig.settle()
    assert (False, True) == (fix.pull and fix.pull.merged, "is proven, and waits for lint" in job_text(floor))

    head = rig.repo.head(f"refs/pull/{fix.number}/head")
    told = {"name": "lint", "head_sha": head, "conclusion": "failure"}
    assert 201 == app(rig)("POST", "/r/check-runs", told).status_code
    rig.settle()
    assert not (fix.pull and fix.pull.merged)
    assert 201 == app(rig)("POST", "/r/check-runs", {**told, "conclusion": "success"}).status_code
    rig.settle()
    assert (True, []) == (fix.pull and fix.pull.merged, fix.pull.reviews if fix.pull else None)
    assert "mended\n" == rig.repo.tree("main")["app.py"]


@pytest.mark.deep
def test_github_lets_a_pull_request_bypass_actor_merge_past_a_red_check_but_not_push(floor: Floor) -> None:
    rig = floor.rig
    rule = rig.repo.rule(ReviewRule(branch="main", pulls_bypass={ME}))
    rig.repo.rule(Rule(branch="main", context="lint"), same=rule)
    rig.repo.branch("topic")
    head = rig.repo.commit({"a.txt": "a\n"}, "topic", by="bob")
    number = rig.repo.pull("topic", by="bob")
    rig.gh.idle()
    rig.make_pass()  # the cord is of another ruleset, and holds
    pushed = app(rig)("PATCH", "/r/git/refs/heads/main", {"sha": head})
    assert (422, True) == (
        pushed.status_code,
        "must be made through a pull request" in pushed.json()["message"],
    )
    assert 200 == app(rig)("PUT", f"/r/pulls/{number}/merge", {}).status_code
