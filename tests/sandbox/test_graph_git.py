"""Commits, trees and what an expression names, in GraphQL."""

from typing import Any

import pytest

from bot.sandbox import git, git_process
from tests.sandbox.conftest import Site

HISTORY = """query($oid: GitObjectID!, $after: String) { repository(owner: "acme", name: "shop") {
  object(oid: $oid) { ... on Commit { history(first: 2, after: $after) {
    totalCount pageInfo { hasNextPage endCursor } nodes { oid } } } } } }"""
FOLDER = """{ repository(owner: "acme", name: "shop") { object(expression: "HEAD:.github/workflows") {
  __typename oid ... on Tree { entries { name type oid } } } } }"""
OBJECT = """query($oid: GitObjectID, $expression: String) { repository(owner: "acme", name: "shop") {
  object(oid: $oid, expression: $expression) { __typename oid } } }"""


def repository(site: Site, query: str, **variables: Any) -> dict[str, Any]:
    answer = site.graphql(query, **variables)
    assert "errors" not in answer
    return answer["data"]["repository"]


def pages(site: Site, oid: str) -> list[list[str]]:
    """The history back from a commit, page by page."""
    found: list[list[str]] = []
    after: str | None = None
    while True:
        page = repository(site, HISTORY, oid=oid, after=after)["object"]["history"]
        found.append([one["oid"] for one in page["nodes"]])
        if not page["pageInfo"]["hasNextPage"]:
            return found
        after = page["pageInfo"]["endCursor"]


def test_the_history_is_git_logs_page_by_page(site: Site) -> None:
    number, _ = site.pull()
    site.gh.clock.advance(minutes=1)
    site.repo.commit({"other.txt": "x"})
    site.gh.clock.advance(minutes=1)
    merged = site.repo.merge(number)
    site.gh.clock.advance(minutes=1)
    head = site.repo.commit({"last.txt": "x"})
    found = pages(site, head)
    log = git_process.run(site.repo.record.path, "log", "--format=%H", head).split()
    assert log == [oid for page in found for oid in page]
    assert ([head, merged], [2, 2, 1]) == (found[0], [len(page) for page in found])


def test_a_history_begins_at_the_commit_that_was_asked_for(site: Site) -> None:
    first = site.repo.head()
    second = site.repo.commit({"a": "b"})
    site.repo.commit({"c": "d"})
    assert [[second, first]] == pages(site, second)


@pytest.mark.parametrize(
    "wish",
    [
        {"oid": "f" * 40},
        {"expression": "f" * 40},
        {"expression": "HEAD:none"},
        {"expression": "none:README.md"},
        {"expression": "HEAD:.github/workflows"},
    ],
)
def test_what_is_not_there_is_null(site: Site, wish: dict[str, str]) -> None:
    assert repository(site, OBJECT, **wish)["object"] is None


def test_an_object_is_found_by_its_id_and_by_an_expression(site: Site) -> None:
    head = site.repo.head()
    blob = git.object_id(site.repo.record.path, "HEAD:README.md")
    assert [("Commit", head), ("Commit", head), ("Blob", blob), ("Blob", blob)] == [
        (found["__typename"], found["oid"])
        for wish in ({"oid": head}, {"expression": "main"}, {"oid": blob}, {"expression": "HEAD:README.md"})
        for found in [repository(site, OBJECT, **wish)["object"]]
    ]


def test_a_folder_lists_what_lies_in_it(site: Site) -> None:
    site.repo.commit({".github/workflows/ci.yml": "a", ".github/workflows/old/b.yml": "b"})
    path = site.repo.record.path
    folder = git.object_id(path, "HEAD:.github/workflows")
    ids = [git.object_id(path, f"HEAD:.github/workflows/{name}") for name in ("ci.yml", "old")]
    assert {
        "__typename": "Tree",
        "oid": folder,
        "entries": [
            {"name": "ci.yml", "type": "blob", "oid": ids[0]},
            {"name": "old", "type": "tree", "oid": ids[1]},
        ],
    } == repository(site, FOLDER)["object"]


def test_a_repository_without_the_folder_has_null_there(site: Site) -> None:
    assert repository(site, FOLDER)["object"] is None


def test_an_empty_repository_has_null_there(site: Site) -> None:
    site.gh.repository("acme/empty")
    query = FOLDER.replace('"shop"', '"empty"')
    assert repository(site, query)["object"] is None


VERSIONS = """{ repository(owner: "acme", name: "shop") { defaultBranchRef { target { ... on Commit {
  history(first: 10, path: "a.txt") { nodes { file(path: "a.txt") { name object { ... on Blob { text } } } } }
} } } owner { repository(name: "other") { name } } } }"""


def test_the_versions_of_a_file_are_found_by_its_path(site: Site) -> None:
    site.gh.repository("acme/other", {"x.txt": "x"})
    for text in ("1", "2", None):
        site.repo.commit({"a.txt": text, "b.txt": f"{text}"})
        site.repo.commit({"c.txt": f"{text}"})
    found = repository(site, VERSIONS)
    nodes = found["defaultBranchRef"]["target"]["history"]["nodes"]
    assert [None, "2", "1"] == [n["file"] and n["file"]["object"]["text"] for n in nodes]
    assert "other" == found["owner"]["repository"]["name"]


def test_an_owner_without_such_a_repository_is_told(site: Site) -> None:
    answer = site.graphql(
        '{ repository(owner: "acme", name: "shop") { owner { repository(name: "none") { id } } } }'
    )
    assert None is answer["data"]["repository"]["owner"]["repository"]
    assert ["NOT_FOUND"] == [error["type"] for error in answer["errors"]]
