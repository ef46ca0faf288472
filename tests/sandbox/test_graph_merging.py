"""What is asked of a merge queue, and automatic merging (platform trap 13)."""

from collections.abc import Iterator

import pytest

from bot.sandbox import Sandbox
from bot.sandbox.refusal import Refusal
from bot.sandbox.rulesets import ReviewRule
from tests.sandbox.conftest import Site
from tests.sandbox.queues import about, groups, merged, queueing_site, ready, report

ENQUEUE = """mutation($id: ID!, $head: GitObjectID) {
  enqueuePullRequest(input: {pullRequestId: $id, expectedHeadOid: $head}) {
    mergeQueueEntry { position pullRequest { number } } } }"""
DEQUEUE = "mutation($id: ID!) { dequeuePullRequest(input: {id: $id}) { mergeQueueEntry { enqueuedAt } } }"
ARM = """mutation($id: ID!) { enablePullRequestAutoMerge(input: {pullRequestId: $id}) {
  actor { login } pullRequest { number isInMergeQueue } } }"""


@pytest.fixture
def site(gh: Sandbox) -> Iterator[Site]:
    """A repository whose main has a merge queue."""
    yield from queueing_site(gh)


def refused(site: Site, number: int) -> str:
    with pytest.raises(Refusal) as refusal:
        site.repo.enqueue(number)
    return refusal.value.message


def test_graphql_puts_into_the_queue_and_takes_out_of_it(site: Site) -> None:
    number, bob = ready(site, "one"), site.gh.token("bob")
    node = about(site, number)["pullRequest"]["id"]
    wrong = site.graphql(ENQUEUE, bob, id=node, head="0" * 40)
    assert [("UNPROCESSABLE", "Head sha didn't match the expected head sha")] == [
        (error["type"], error["message"]) for error in wrong["errors"]
    ]
    made = site.graphql(ENQUEUE, bob, id=node, head=site.repo.pull_of(number).head_sha)
    entry = made["data"]["enqueuePullRequest"]["mergeQueueEntry"]
    assert (1, number) == (entry["position"], entry["pullRequest"]["number"])
    seen = about(site, number)
    assert (True, True) == tuple(
        seen["pullRequest"][name] for name in ("isInMergeQueue", "isMergeQueueEnabled")
    )
    [listed] = seen["mergeQueue"]["entries"]["nodes"]
    assert (number, "bob", "AWAITING_CHECKS", groups(site)[0][1], site.repo.head()) == (
        listed["pullRequest"]["number"],
        listed["enqueuer"]["login"],
        listed["state"],
        listed["headCommit"]["oid"],
        listed["baseCommit"]["oid"],
    )
    assert "errors" not in site.graphql(DEQUEUE, bob, id=node)
    assert (False, None) == tuple(
        about(site, number)["pullRequest"][name] for name in ("isInMergeQueue", "mergeQueueEntry")
    )
    assert [("MANUAL", number)] == [
        (one["reason"], one["number"]) for one in site.told("pull_request", "dequeued")
    ]


def test_who_may_not_write_may_not_enqueue(site: Site) -> None:
    node = about(site, ready(site, "one"))["pullRequest"]["id"]
    answer = site.graphql(ENQUEUE, site.token(pull_requests="read", contents="write"), id=node)
    assert ["FORBIDDEN"] == [error["type"] for error in answer["errors"]]
    missing = site.graphql(ENQUEUE, id="PR_unknown")
    assert ["NOT_FOUND"] == [error["type"] for error in missing["errors"]]


def test_what_cannot_be_merged_cannot_be_enqueued(site: Site) -> None:
    number, head = site.pull("one")
    assert 'Required status check "ci" is expected.' == refused(site, number)
    report(site, head)
    site.repo.enqueue(number)
    assert "Pull request is already in the queue" == refused(site, number)
    site.repo.close(number)
    assert "Pull request is not mergeable" == refused(site, number)
    site.repo.record.rules.clear()
    assert "No merge queue found for branch 'main'" == refused(site, number)
    with pytest.raises(Refusal, match="not in the queue"):
        site.repo.dequeue(number)


def test_automatic_merging_enqueues_once_everything_is_there(site: Site) -> None:
    number, head = site.pull("one")
    node = about(site, number)["pullRequest"]["id"]
    armed = site.graphql(ARM, site.gh.token("bob"), id=node)["data"]["enablePullRequestAutoMerge"]
    assert ("bob", False) == (armed["actor"]["login"], armed["pullRequest"]["isInMergeQueue"])
    report(site, head, "failure")
    assert [] == groups(site)
    report(site, head)
    [(queued, sha)] = groups(site)
    report(site, sha)
    assert (number, [True]) == (queued, merged(site, number))


def test_without_a_queue_automatic_merging_merges(site: Site) -> None:
    site.repo.record.rules.clear()
    site.repo.require("ci")
    number, head = site.pull("one")
    site.repo.arm(number, by="bob")
    report(site, head, "failure")
    assert [False] == merged(site, number)
    report(site, head)
    assert [True] == merged(site, number)
    other = ready(site, "two")
    with pytest.raises(Refusal, match="Pull request is in clean status"):
        site.repo.arm(other)


REVIEW = """mutation($id: ID!, $event: PullRequestReviewEvent) {
  addPullRequestReview(input: {pullRequestId: $id, event: $event}) { pullRequestReview { state } } }"""
DECISION = """query($n: Int!) { repository(owner: "acme", name: "shop") {
  pullRequest(number: $n) { id reviewDecision mergeStateStatus } } }"""


def review(site: Site, number: int, event: str, by: str) -> str:
    """The state of a review, or why it was refused."""
    node = about(site, number)["pullRequest"]["id"]
    answer = site.graphql(REVIEW, site.gh.token(by), id=node, event=event)
    if "errors" in answer:
        return answer["errors"][0]["message"]
    return answer["data"]["addPullRequestReview"]["pullRequestReview"]["state"]


def standing(site: Site, number: int) -> tuple[str | None, str]:
    pull = site.graphql(DECISION, n=number)["data"]["repository"]["pullRequest"]
    return pull["reviewDecision"], pull["mergeStateStatus"]


def test_a_review_by_who_may_write_lets_through_what_needs_one(site: Site) -> None:
    site.repo.record.rules.clear()
    site.repo.collaborator("carol", "read")
    number, _ = site.pull("one")
    assert (None, "CLEAN") == standing(site, number)
    site.repo.rule(ReviewRule(branch="main"))
    site.repo.approve(number, by="alice")
    assert ("APPROVED", "CLEAN") == standing(site, number)
    site.repo.record.rules.clear()
    assert (None, "CLEAN") == standing(site, number)  # where none is required, nothing is decided
    site.repo.pull_of(number).reviews.clear()
    site.repo.rule(ReviewRule(branch="main"))
    assert ("REVIEW_REQUIRED", "BLOCKED") == standing(site, number)
    assert "COMMENTED" == review(site, number, "COMMENT", "bob")
    assert "Unprocessable Entity; Can not approve your own pull request" == review(
        site, number, "APPROVE", "bob"
    )
    site.repo.rule(ReviewRule(branch="main", approvals=2))
    assert "CHANGES_REQUESTED" == review(site, number, "REQUEST_CHANGES", "alice")
    assert ("CHANGES_REQUESTED", "BLOCKED") == standing(site, number)
    assert "APPROVED" == review(site, number, "APPROVE", "alice")
    assert ("REVIEW_REQUIRED", "BLOCKED") == standing(site, number)
    site.repo.approve(number, by="carol")  # who may only read does not count
    assert ("REVIEW_REQUIRED", "BLOCKED") == standing(site, number)
    site.repo.collaborator("carol", "write")
    assert ("APPROVED", "CLEAN") == standing(site, number)
    assert "Could not submit a review with DISMISS" in review(site, number, "DISMISS", "alice")


def test_rulesets_say_who_may_go_past_them(site: Site) -> None:
    rule = site.repo.rule(ReviewRule(branch="main", bypass={"alice"}, pulls_bypass={"andon[bot]"}))
    path = f"/r/rulesets/{rule.ruleset_id}"
    said = [
        site.ask("GET", path, token=token).json()["current_user_can_bypass"]
        for token in (site.token(), site.gh.token("alice"), site.gh.token("bob"))
    ]
    assert ["pull_requests_only", "always", "never"] == said
    assert 404 == site.ask("GET", "/r/rulesets/1").status_code
