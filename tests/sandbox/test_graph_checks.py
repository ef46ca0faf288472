"""Check suites in GraphQL: their order and their pages."""

from typing import Any

from bot.sandbox.store import CheckSuite
from tests.sandbox.conftest import Site

SUITES = """query($oid: GitObjectID!, $after: String, $app: Int) { repository(owner: "acme", name: "shop") {
  object(oid: $oid) { ... on Commit { checkSuites(first: 2, after: $after, filterBy: {appId: $app}) {
    totalCount pageInfo { hasNextPage endCursor } nodes { databaseId } } } } } }"""


def page(site: Site, **wish: Any) -> dict[str, Any]:
    answer = site.graphql(SUITES, oid=site.repo.head(), **wish)
    assert "errors" not in answer
    return answer["data"]["repository"]["object"]["checkSuites"]


def ids(found: dict[str, Any]) -> list[int]:
    return [one["databaseId"] for one in found["nodes"]]


def runs(site: Site, count: int) -> list[int]:
    """That many runs on main's head; the ids of their suites."""
    head = site.repo.head()
    made = [
        site.repo.record_run(f".github/workflows/{n}.yml", head, {"test": "success"}) for n in range(count)
    ]
    return [run.suite.id for run in made]


def test_suites_come_in_the_order_of_their_ids_page_by_page(site: Site) -> None:
    made = runs(site, 5)
    actions = site.gh.world.actions_app().id
    first = page(site, app=actions)
    second = page(site, app=actions, after=first["pageInfo"]["endCursor"])
    third = page(site, app=actions, after=second["pageInfo"]["endCursor"])
    assert made == ids(first) + ids(second) + ids(third)
    assert [(5, True), (5, True), (5, False)] == [
        (one["totalCount"], one["pageInfo"]["hasNextPage"]) for one in (first, second, third)
    ]


def test_the_order_is_that_of_the_ids_however_the_suites_came(site: Site) -> None:
    made = runs(site, 2)

    def newest_first(suite: CheckSuite) -> int:
        return -suite.id

    site.repo.record.suites.sort(key=newest_first)
    assert made == ids(page(site, app=site.gh.world.actions_app().id))


def test_a_commit_without_suites_has_an_empty_page(site: Site) -> None:
    found = page(site, app=1)
    assert ([], 0, {"hasNextPage": False, "endCursor": None}) == (
        found["nodes"],
        found["totalCount"],
        found["pageInfo"],
    )
