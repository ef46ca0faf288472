"""GraphQL nodes → facts: what GitHub documents is read, anything else says which field is wrong."""

from typing import Any

import pytest

from bot.github.errors import Broken
from bot.github.node import Node
from bot.model.config_text import UNREADABLE
from bot.observe.nodes import claims_of, pull_of, runs_of, status, text_of, workflows_of

RUN: dict[str, Any] = {
    "databaseId": 7,
    "event": "push",
    "createdAt": "2026-11-23T16:00:00Z",
    "updatedAt": "2026-11-23T16:05:00Z",
    "url": "https://github.com/acme/shop/actions/runs/7",
    "workflow": {"name": "CI"},
    "file": {"path": ".github/workflows/ci.yml"},
}
SUITE: dict[str, Any] = {
    "status": "COMPLETED",
    "conclusion": "FAILURE",
    "branch": {"name": "main"},
    "workflowRun": RUN,
}
PULL: dict[str, Any] = {
    "number": 5,
    "title": "Mend",
    "headRefOid": "a" * 40,
    "headRefName": "mend",
    "baseRefName": "main",
    "isDraft": False,
    "isCrossRepository": False,
    "mergeable": "CONFLICTING",
    "mergeStateStatus": "SOMETHING_NEW",
    "reviewDecision": None,
    "createdAt": "2026-11-23T16:00:00Z",
    "author": None,
    "autoMergeRequest": None,
    "commits": {
        "nodes": [{"commit": {"oid": "a" * 40, "checkSuites": {"nodes": [SUITE]}, "cords": {"nodes": []}}}]
    },
}


def test_a_suites_run_is_read_with_the_suites_outcome() -> None:
    (run,) = runs_of(Node({"nodes": [SUITE, {**SUITE, "workflowRun": None}]}))
    assert (7, "CI", "push", "main", "completed", "failure") == (
        run.id,
        run.workflow,
        run.event,
        run.branch,
        run.status,
        run.conclusion,
    )


@pytest.mark.parametrize("told", ["QUEUED", "WAITING", "PENDING", "REQUESTED", "ANYTHING_NEW"])
def test_every_way_of_waiting_is_queued(told: str) -> None:
    assert "queued" == status(told)


def test_a_pull_request_of_a_deleted_account_and_an_unknown_merge_state_are_read() -> None:
    found = pull_of(Node(PULL))
    assert ("ghost", False, "UNKNOWN", True, None) == (
        found.author,
        found.bot,
        found.merge_state,
        found.conflicting,
        found.unread,
    )


def test_checks_of_another_commit_than_the_head_are_not_taken_for_the_heads() -> None:
    found = pull_of(Node({**PULL, "headRefOid": "b" * 40}))
    assert "its checks are not those of its head yet" == found.unread


def test_a_field_that_is_missing_is_named() -> None:
    with pytest.raises(Broken, match=r"answer\.number should be a number, but is null"):
        pull_of(Node({**PULL, "number": None}))


def test_a_files_text_is_none_without_a_file_and_marked_where_it_cannot_be_read() -> None:
    assert None is text_of(Node(None))
    assert "version: 1\n" == text_of(Node({"text": "version: 1\n", "isTruncated": False}))
    assert UNREADABLE == text_of(Node({"text": None, "isTruncated": False}))
    assert UNREADABLE == text_of(Node({"text": "version: 1\n", "isTruncated": True}))


def test_workflow_files_are_told_by_their_whole_path() -> None:
    assert {".github/workflows/ci.yml"} == workflows_of(Node({"entries": [{"name": "ci.yml"}]}))
    assert frozenset() == workflows_of(Node(None))


def test_a_claim_that_cannot_be_read_is_damaged_under_its_refs_name() -> None:
    (claim,) = claims_of(Node([{"name": "andon/0123", "target": {"oid": "c" * 40, "message": "?"}}]), "andon")
    assert ("0123", "damaged", "c" * 40) == (claim.key, claim.stage, claim.oid)
