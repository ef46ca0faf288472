"""The timeline of a pull request in GraphQL: which bases it has had."""

from typing import Any

from bot.sandbox.clock import iso
from tests.sandbox.conftest import Site

BASES = """query($n: Int!, $kinds: [PullRequestTimelineItemsItemType!], $since: DateTime,
      $first: Int, $last: Int, $after: String, $before: String) {
  repository(owner: "acme", name: "shop") { pullRequest(number: $n) { timelineItems(itemTypes: $kinds,
      since: $since, first: $first, last: $last, after: $after, before: $before) {
    totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    nodes { __typename
      ... on BaseRefChangedEvent { id createdAt currentRefName previousRefName actor { login } }
      ... on AutomaticBaseChangeSucceededEvent { id createdAt oldBase newBase actor { login } } } } } } }"""


def timeline(site: Site, number: int, **wish: Any) -> dict[str, Any]:
    asked: dict[str, Any] = {"n": number, **({} if "last" in wish else {"first": 10}), **wish}
    answer = site.graphql(BASES, **asked)
    assert "errors" not in answer
    return answer["data"]["repository"]["pullRequest"]["timelineItems"]


def moves(found: dict[str, Any]) -> list[tuple[str, str]]:
    """(old base, new base) of each item."""
    return [
        (one.get("previousRefName", one.get("oldBase")), one.get("currentRefName", one.get("newBase")))
        for one in found["nodes"]
    ]


def when(site: Site, number: int) -> str:
    """When the base was last changed."""
    return iso(site.repo.pull_of(number).base_changes[-1].at)


def moved(site: Site, *bases: str) -> int:
    """A pull request that was proposed to these bases one after another, an hour apart."""
    for base in bases:
        if base != "main":
            site.repo.branch(base, at="main")
    number, _ = site.pull()
    for base in bases:
        site.gh.clock.advance(hours=1)
        site.repo.retarget(number, base)
    return number


def test_a_changed_base_is_told_with_its_time_and_who_changed_it(site: Site) -> None:
    number = moved(site, "stable")
    [told] = timeline(site, number)["nodes"]
    assert told.pop("id")
    assert {
        "__typename": "BaseRefChangedEvent",
        "createdAt": when(site, number),
        "previousRefName": "main",
        "currentRefName": "stable",
        "actor": {"login": "alice"},
    } == told


def test_a_base_that_was_merged_and_deleted_is_told_as_an_automatic_change(site: Site) -> None:
    lower, _ = site.pull("lower")
    site.repo.branch("upper", at="lower")
    site.repo.commit({"upper.txt": "x"}, "upper")
    upper = site.repo.pull("upper", base="lower")
    site.repo.merge(lower)
    site.repo.delete_head(lower, by="carol")
    [told] = timeline(site, upper)["nodes"]
    assert told.pop("id")
    assert {
        "__typename": "AutomaticBaseChangeSucceededEvent",
        "createdAt": when(site, upper),
        "oldBase": "lower",
        "newBase": "main",
        "actor": {"login": "carol"},
    } == told


def test_an_untouched_pull_request_has_none(site: Site) -> None:
    number, _ = site.pull()
    assert ([], 0) == ((found := timeline(site, number))["nodes"], found["totalCount"])


def test_only_the_asked_types_are_given(site: Site) -> None:
    number = moved(site, "stable")
    counts = [
        timeline(site, number, kinds=kinds)["totalCount"]
        for kinds in (["BASE_REF_CHANGED_EVENT"], ["AUTOMATIC_BASE_CHANGE_SUCCEEDED_EVENT"])
    ]
    assert [1, 0] == counts


def test_the_last_one_is_the_newest(site: Site) -> None:
    number = moved(site, "stable", "next", "main")
    assert [("next", "main")] == moves(timeline(site, number, last=1))


def test_what_was_before_a_moment_is_left_out(site: Site) -> None:
    number = moved(site, "stable", "next")
    assert [("stable", "next")] == moves(timeline(site, number, since=when(site, number)))


def test_pages_go_both_ways(site: Site) -> None:
    number = moved(site, "stable", "next", "main")
    first = timeline(site, number, first=2)
    rest = timeline(site, number, first=2, after=first["pageInfo"]["endCursor"])
    back = timeline(site, number, last=1, before=rest["pageInfo"]["startCursor"])
    assert [("main", "stable"), ("stable", "next"), ("next", "main")] == moves(first) + moves(rest)
    assert [("stable", "next")] == moves(back)
    assert [(True, False), (False, True), (True, True)] == [
        (page["pageInfo"]["hasNextPage"], page["pageInfo"]["hasPreviousPage"]) for page in (first, rest, back)
    ]


TURNS = """query($n: Int!, $kinds: [IssueTimelineItemsItemType!], $since: DateTime) {
  repository(owner: "acme", name: "shop") { issue(number: $n) { timelineItems(last: 10, itemTypes: $kinds,
      since: $since) { nodes { __typename
      ... on ClosedEvent { createdAt actor { login } } ... on ReopenedEvent { createdAt actor { login } } } } } } }"""


def turns(site: Site, number: int, **wish: Any) -> list[tuple[str, str, str]]:
    """What became of an issue, by whom, and when."""
    answer = site.graphql(TURNS, n=number, **wish)
    assert "errors" not in answer
    nodes = answer["data"]["repository"]["issue"]["timelineItems"]["nodes"]
    return [(one["__typename"], one["actor"]["login"], one["createdAt"]) for one in nodes]


def test_an_issue_tells_who_closed_it_and_who_opened_it_again(site: Site) -> None:
    number = site.repo.open_issue("Sell tea")
    site.repo.close(number, by="bob")
    site.repo.close(number, by="bob")  # it is closed already
    site.gh.clock.advance(hours=1)
    site.repo.reopen(number, by="alice")
    closed, opened = (iso(turn.at) for turn in site.repo.issue(number).turns)
    both = [("ClosedEvent", "bob", closed), ("ReopenedEvent", "alice", opened)]
    assert both == turns(site, number)
    assert both[1:] == turns(site, number, kinds=["REOPENED_EVENT"])
    assert both[1:] == turns(site, number, since=opened)
