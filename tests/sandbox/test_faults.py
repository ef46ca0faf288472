"""Answers that tests break on purpose: single fields of GraphQL, single routes of REST."""

from typing import Any

import pytest

from bot.sandbox import RepoHandle, shapes
from bot.sandbox.faults import Kind
from tests.sandbox.conftest import Site

ISSUE = """query($n: Int!) { shop: repository(owner: "acme", name: "shop") { name broken: issue(number: $n) { title
  comments(first: 1) { totalCount } } } }"""
TWO = """{ shop: repository(owner: "acme", name: "shop") { ...About }
           other: repository(owner: "acme", name: "other") { ...About } }
  fragment About on Repository { name refs(refPrefix: "refs/heads/", first: 5) { nodes { name target { oid } } } }"""
COMPARE = "GET /repos/{owner}/{repo}/compare/{basehead}"


def issue(site: Site) -> dict[str, Any]:
    """The answer about an issue with a comment."""
    number = site.repo.open_issue("x")
    site.repo.comment(number, "y")
    return site.graphql(ISSUE, n=number)


def other(site: Site) -> RepoHandle:
    return site.gh.repository("acme/other", {"a": "b"})


def compare(site: Site, repo: str = "shop") -> Any:
    return site.ask("GET", f"/repos/acme/{repo}/compare/main...main")


def test_a_broken_field_is_null_beside_its_error(site: Site) -> None:
    site.gh.break_field("Repository.issue")
    answer = issue(site)
    assert {"shop": {"name": "shop", "broken": None}} == answer["data"]
    assert [
        {
            "type": "RESOURCE_LIMITS_EXCEEDED",
            "path": ["shop", "broken"],
            "message": "Resource limits for this query exceeded.",
        }
    ] == answer["errors"]


def test_a_field_can_be_forbidden(site: Site) -> None:
    site.gh.break_field("Repository.issue", "FORBIDDEN")
    [error] = issue(site)["errors"]
    assert ("FORBIDDEN", ["shop", "broken"], "Resource not accessible by integration") == (
        error["type"],
        error["path"],
        error["message"],
    )


def test_what_went_wrong_inside_has_neither_type_nor_place(site: Site) -> None:
    site.gh.break_field("Repository.issue", "SOMETHING_WENT_WRONG")
    answer = issue(site)
    [error] = answer["errors"]
    assert (None, {"message"}) == (answer["data"]["shop"]["broken"], set(error))
    assert error["message"].startswith("Something went wrong while executing your query. This may be")


def test_a_field_that_cannot_be_null_takes_along_what_it_is_in(site: Site) -> None:
    site.gh.break_field("Issue.comments")
    answer = issue(site)
    assert {"shop": {"name": "shop", "broken": None}} == answer["data"]
    assert [["shop", "broken", "comments"]] == [error["path"] for error in answer["errors"]]


@pytest.mark.parametrize("field", ["Repository.refs", "Ref.target", "Commit.oid"])
def test_a_field_can_be_broken_in_one_repository_only(site: Site, field: str) -> None:
    mine = other(site)
    whole = site.graphql(TWO)
    assert "errors" not in whole
    site.gh.break_field(field, repo=mine)
    answer = site.graphql(TWO)
    assert whole["data"]["shop"] == answer["data"]["shop"]
    assert whole["data"]["other"] != answer["data"]["other"]
    assert {"other"} == {error["path"][0] for error in answer["errors"]}


def test_a_repository_that_is_found_by_its_id_breaks_as_well(site: Site) -> None:
    mine = other(site)
    ids = [shapes.node_id("R", one.record.id) for one in (site.repo, mine)]
    site.gh.break_field("Repository.issues", repo=mine)
    query = """query($ids: [ID!]!) { nodes(ids: $ids) { ... on Repository { name issues(first: 1) { totalCount } } } }"""
    answer = site.graphql(query, ids=ids)
    assert [{"name": "shop", "issues": {"totalCount": 0}}, None] == answer["data"]["nodes"]
    assert [["nodes", 1, "issues"]] == [error["path"] for error in answer["errors"]]


@pytest.mark.parametrize("field", ["Repository.isue", "Repo.issue", "Repository", "PullRequestState.OPEN"])
def test_a_field_that_the_sandbox_does_not_have_cannot_break(site: Site, field: str) -> None:
    with pytest.raises(ValueError, match=field):
        site.gh.break_field(field)


@pytest.mark.parametrize("kind", ["RESOURCE_LIMITS_EXCEEDED", "FORBIDDEN", "SOMETHING_WENT_WRONG"])
def test_what_is_mended_answers_again(site: Site, kind: Kind) -> None:
    site.gh.break_field("Repository.issue", kind)
    site.gh.break_route(COMPARE)
    site.gh.mend()
    assert "errors" not in issue(site)
    assert 200 == compare(site).status_code


def test_a_broken_route_answers_with_the_status(site: Site) -> None:
    site.gh.break_route(COMPARE, 503)
    answers = [compare(site) for _ in range(3)]
    assert [503, 503, 503] == [answer.status_code for answer in answers]
    assert 200 == site.ask("GET", "/r/git/ref/heads/main").status_code
    assert (COMPARE.split(" ")[1], 503) == (
        site.gh.world.requests[-2].route,
        site.gh.world.requests[-2].status,
    )


def test_a_route_can_break_for_a_number_of_times(site: Site) -> None:
    site.gh.break_route(COMPARE, times=2)
    answers = [compare(site) for _ in range(3)]
    assert [(502, "Server Error"), (502, "Server Error"), (200, None)] == [
        (answer.status_code, answer.json().get("message")) for answer in answers
    ]


def test_a_route_can_break_for_one_repository_only(site: Site) -> None:
    site.gh.break_route(COMPARE, repo=other(site))
    assert [200, 502] == [compare(site, name).status_code for name in ("shop", "other")]


def test_a_broken_route_changes_nothing(site: Site) -> None:
    site.gh.break_route("POST /repos/{owner}/{repo}/issues", 500, times=1)
    statuses = [site.ask("POST", "/r/issues", {"title": "x"}).status_code for _ in range(2)]
    assert ([500, 201], [1]) == (statuses, list(site.repo.record.issues))


def test_graphql_as_a_whole_can_break(site: Site) -> None:
    site.gh.break_route("POST /graphql", 502, times=1)
    headers = {"authorization": f"Bearer {site.token()}"}
    body = {"query": "{ rateLimit { cost } }"}
    statuses = [
        site.http.post(f"{site.gh.url}/api/graphql", json=body, headers=headers).status_code for _ in range(2)
    ]
    assert [502, 200] == statuses


def test_a_secondary_limit_says_when_to_come_again(site: Site) -> None:
    site.gh.break_route(COMPARE, 429, times=1)
    answer = compare(site)
    assert (429, "60") == (answer.status_code, answer.headers["retry-after"])
    assert "secondary rate limit" in answer.json()["message"]


@pytest.mark.parametrize("operation", ["GET /repos/{owner}/{repo}/stars", "DELETE /app", "compare"])
def test_a_route_that_the_sandbox_does_not_have_cannot_break(site: Site, operation: str) -> None:
    with pytest.raises(ValueError, match="has no route"):
        site.gh.break_route(operation)


def test_writes_beyond_the_limit_are_refused_until_there_is_room(site: Site) -> None:
    site.gh.limit_writes(a_minute=2)
    head = site.repo.head()
    body = {"name": "Andon", "head_sha": head, "conclusion": "success"}
    asked = [("POST", "/r/check-runs", body), ("POST", "/r/issues", {"title": "x"})]
    answers = [site.ask(*one) for one in (*asked, *asked)]
    assert [201, 201, 403, 403] == [answer.status_code for answer in answers]
    assert "secondary rate limit" in answers[2].json()["message"]
    assert 200 == site.ask("GET", "/r/git/ref/heads/main").status_code
    site.gh.clock.advance(seconds=float(answers[2].headers["retry-after"]))
    assert 201 == site.ask(*asked[0]).status_code


def test_an_hour_has_a_limit_of_its_own(site: Site) -> None:
    site.gh.limit_writes(a_minute=5, an_hour=3)
    statuses: list[int] = []
    for _ in range(4):
        statuses.append(site.ask("POST", "/r/issues", {"title": "x"}).status_code)
        site.gh.clock.advance(minutes=2)
    assert [201, 201, 201, 403] == statuses
    site.gh.clock.advance(hours=1)
    assert 201 == site.ask("POST", "/r/issues", {"title": "x"}).status_code
