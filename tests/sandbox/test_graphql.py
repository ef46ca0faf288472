"""GraphQL: partial data, prices, limits, permissions."""

from bot.sandbox import shapes
from tests.sandbox.conftest import Site

NAMES = "query($ids: [ID!]!) { nodes(ids: $ids) { ... on Repository { nameWithOwner } } rateLimit { cost } }"


def test_an_unknown_node_is_null_with_its_path(site: Site) -> None:
    hidden = site.gh.repository("elsewhere/secret", {"a": "b"})
    ids = [shapes.node_id("R", one.record.id) for one in (site.repo, hidden)]
    answer = site.graphql(NAMES, ids=[*ids, "nonsense"])
    assert [{"nameWithOwner": "acme/shop"}, None, None] == answer["data"]["nodes"]
    assert [("NOT_FOUND", ["nodes", 1]), ("NOT_FOUND", ["nodes", 2])] == [
        (error["type"], error["path"]) for error in answer["errors"]
    ]


def test_a_field_without_permission_is_forbidden(site: Site) -> None:
    query = '{ repository(owner: "acme", name: "shop") { name defaultBranchRef { name } } }'
    answer = site.graphql(query, site.token(issues="read"))
    assert {"name": "shop", "defaultBranchRef": None} == answer["data"]["repository"]
    [error] = answer["errors"]
    assert error.pop("locations")
    assert {
        "type": "FORBIDDEN",
        "path": ["repository", "defaultBranchRef"],
        "extensions": {"saml_failure": False},
        "message": "Resource not accessible by integration",
    } == error


def test_the_price_follows_the_connections(site: Site) -> None:
    query = """query($ids: [ID!]!) { rateLimit { cost } nodes(ids: $ids) { ... on Repository {
      pullRequests(first: 100) { nodes { number labels(first: 10) { nodes { name } } } } } } }"""
    ids = [shapes.node_id("R", site.repo.record.id)] * 10
    assert 10 == site.graphql(query, ids=ids)["data"]["rateLimit"]["cost"]
    assert 10 == site.gh.world.requests[-1].points


def test_too_many_nodes_are_refused(site: Site) -> None:
    query = """{ repository(owner: "acme", name: "shop") { pullRequests(first: 100) { nodes {
      commits(first: 100) { nodes { commit { checkSuites(first: 100) { totalCount } } } } } } } }"""
    [error] = site.graphql(query)["errors"]
    assert "MAX_NODE_LIMIT_EXCEEDED" == error["type"]


def test_a_connection_needs_a_size_of_at_most_a_hundred(site: Site) -> None:
    kinds = [
        site.graphql(f'{{ repository(owner: "acme", name: "shop") {{ issues{size} {{ totalCount }} }} }}')[
            "errors"
        ][0]["type"]
        for size in ("", "(first: 101)")
    ]
    assert ["MISSING_PAGINATION_BOUNDARIES", "EXCESSIVE_PAGINATION"] == kinds


def test_an_unknown_field_is_an_error_without_data(site: Site) -> None:
    answer = site.graphql("{ viewer { login } }")
    assert ("data" in answer, 1) == (False, len(answer["errors"]))


def test_pages_follow_the_cursor(site: Site) -> None:
    for number in range(3):
        site.repo.open_issue(f"issue {number}")
    query = """query($after: String) { repository(owner: "acme", name: "shop") {
      issues(first: 2, after: $after) { totalCount pageInfo { hasNextPage endCursor } nodes { title } } } }"""
    first = site.graphql(query)["data"]["repository"]["issues"]
    after = first["pageInfo"]["endCursor"]
    second = site.graphql(query, after=after)["data"]["repository"]["issues"]
    assert ["issue 0", "issue 1", "issue 2"] == [one["title"] for one in first["nodes"] + second["nodes"]]
    assert [True, False] == [page["pageInfo"]["hasNextPage"] for page in (first, second)]


def test_claims_are_refs_with_their_commit(site: Site) -> None:
    site.ask("POST", "/r/git/refs", {"ref": "refs/andon/job-1", "sha": site.repo.head()})
    query = """{ repository(owner: "acme", name: "shop") { refs(refPrefix: "refs/andon/", first: 5) {
      nodes { name prefix target { oid ... on Commit { message author { user { login } } } } } } } }"""
    [node] = site.graphql(query)["data"]["repository"]["refs"]["nodes"]
    assert {
        "name": "job-1",
        "prefix": "refs/andon/",
        "target": {
            "oid": site.repo.head(),
            "message": "First commit",
            "author": {"user": {"login": "alice"}},
        },
    } == node


def test_a_pull_request_shows_its_cord_and_its_state(site: Site) -> None:
    number, head = site.pull()
    site.repo.require("Andon", app=site.app)
    site.ask("POST", "/r/check-runs", {"name": "Andon", "head_sha": head, "conclusion": "failure"})
    query = """query($n: Int!, $app: Int!) { repository(owner: "acme", name: "shop") { pullRequest(number: $n) {
      mergeable mergeStateStatus commits(last: 1) { nodes { commit { oid
        checkSuites(first: 1, filterBy: {appId: $app, checkName: "Andon"}) { nodes {
          checkRuns(first: 1, filterBy: {checkName: "Andon", checkType: LATEST}) {
            nodes { conclusion } } } } } } } } } }"""
    found = site.graphql(query, n=number, app=site.app.id)["data"]["repository"]["pullRequest"]
    assert ("MERGEABLE", "BLOCKED") == (found["mergeable"], found["mergeStateStatus"])
    [node] = found["commits"]["nodes"]
    assert head == node["commit"]["oid"]
    runs = node["commit"]["checkSuites"]["nodes"][0]["checkRuns"]["nodes"]
    assert [{"conclusion": "FAILURE"}] == runs


def test_an_apps_suite_waits_on_every_pushed_commit(site: Site) -> None:
    site.repo.commit({"a": "b"})
    query = """{ repository(owner: "acme", name: "shop") { defaultBranchRef { target { ... on Commit {
      checkSuites(first: 5) { nodes { status app { slug } checkRuns(first: 1) { totalCount } } } } } } } }"""
    target = site.graphql(query)["data"]["repository"]["defaultBranchRef"]["target"]
    waiting = {"status": "QUEUED", "app": {"slug": "andon"}, "checkRuns": {"totalCount": 0}}
    assert [waiting] == target["checkSuites"]["nodes"]
