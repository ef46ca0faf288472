"""Lists in GraphQL: order, filters and pages of pull requests and comments."""

from typing import Any

import pytest

from tests.sandbox.conftest import Site

PULLS = """query($head: String, $states: [PullRequestState!], $order: IssueOrder, $after: String) {
  repository(owner: "acme", name: "shop") { pullRequests(first: 2, after: $after, headRefName: $head,
      states: $states, orderBy: $order) {
    totalCount pageInfo { hasNextPage endCursor } nodes { number state closedAt baseRefName } } } }"""
COMMENTS = """query($n: Int!, $after: String) { repository(owner: "acme", name: "shop") { issue(number: $n) {
  comments(first: 2, after: $after) { totalCount pageInfo { hasNextPage endCursor } nodes { body } }
  last: comments(last: 1) { pageInfo { hasPreviousPage } nodes { body } } } } }"""


def pulls(site: Site, **wish: Any) -> dict[str, Any]:
    answer = site.graphql(PULLS, **wish)
    assert "errors" not in answer
    return answer["data"]["repository"]["pullRequests"]


def numbers(found: dict[str, Any]) -> list[int]:
    return [one["number"] for one in found["nodes"]]


def three_bases(site: Site) -> list[int]:
    """One branch proposed to three bases a minute apart, and another branch's pull request between."""
    found: list[int] = []
    site.repo.branch("topic")
    site.repo.commit({"a": "b"}, "topic")
    for base in ("main", "stable", "next"):
        if base != "main":
            site.repo.branch(base, at="main")
        found.append(site.repo.pull("topic", base=base))
        site.gh.clock.advance(minutes=1)
    site.pull("other")
    return found


@pytest.mark.parametrize("direction", ["ASC", "DESC"])
def test_pull_requests_of_a_branch_come_by_age_page_by_page(site: Site, direction: str) -> None:
    made = three_bases(site)
    order = {"field": "CREATED_AT", "direction": direction}
    first = pulls(site, head="topic", order=order)
    second = pulls(site, head="topic", order=order, after=first["pageInfo"]["endCursor"])
    assert (made if direction == "ASC" else made[::-1]) == numbers(first) + numbers(second)
    assert [(3, True), (3, False)] == [
        (page["totalCount"], page["pageInfo"]["hasNextPage"]) for page in (first, second)
    ]


def test_pull_requests_are_chosen_by_state_and_tell_when_they_were_closed(site: Site) -> None:
    kept, closed, merged = three_bases(site)
    site.repo.close(closed)
    site.repo.merge(merged)
    by_state = {
        state: [
            (one["number"], one["closedAt"] is not None)
            for one in pulls(site, head="topic", states=[state])["nodes"]
        ]
        for state in ("OPEN", "CLOSED", "MERGED")
    }
    assert {"OPEN": [(kept, False)], "CLOSED": [(closed, True)], "MERGED": [(merged, True)]} == by_state


def test_a_forks_branch_of_the_same_name_is_listed_as_well(site: Site) -> None:
    fork = site.gh.repository("dora/shop", fork_of=site.repo, by="dora")
    own, _ = site.pull("topic")
    fork.branch("topic")
    fork.commit({"idea.txt": "x"}, "topic", by="dora")
    theirs = site.repo.pull("topic", by="dora", head_repo=fork)
    assert [own, theirs] == numbers(pulls(site, head="topic"))


def test_comments_come_oldest_first_page_by_page(site: Site) -> None:
    number = site.repo.open_issue("x")
    for n in range(3):
        site.repo.comment(number, f"comment {n}")
    first = site.graphql(COMMENTS, n=number)["data"]["repository"]["issue"]
    after = first["comments"]["pageInfo"]["endCursor"]
    second = site.graphql(COMMENTS, n=number, after=after)["data"]["repository"]["issue"]
    found = [one["comments"] for one in (first, second)]
    assert ["comment 0", "comment 1", "comment 2"] == [one["body"] for page in found for one in page["nodes"]]
    assert [(3, True), (3, False)] == [(one["totalCount"], one["pageInfo"]["hasNextPage"]) for one in found]
    assert (["comment 2"], True) == (
        [one["body"] for one in first["last"]["nodes"]],
        first["last"]["pageInfo"]["hasPreviousPage"],
    )


@pytest.mark.parametrize("cursor", ["nonsense", "Y3Vyc29yOnYyOg==", "Y3Vyc29y"])
def test_a_cursor_that_is_none_is_refused(site: Site, cursor: str) -> None:
    answer = site.graphql(PULLS, after=cursor)
    assert ("INVALID_CURSOR_ARGUMENTS", f"`{cursor}` does not appear to be a valid cursor.") == (
        answer["errors"][0]["type"],
        answer["errors"][0]["message"],
    )
