"""The reader of GraphQL answers: what fits GitHub's types passes, what does not is named."""

from typing import Any

import graphql
import pytest

from tests.contract.graphql_answers import AnswerReader

SCHEMA = graphql.build_schema("""
scalar DateTime scalar GitObjectID scalar URI
interface Node { id: ID! }
enum State { OPEN CLOSED }
type Issue implements Node { id: ID!, number: Int!, state: State!, at: DateTime!, url: URI, locked: Boolean! }
type Commit implements Node { id: ID!, oid: GitObjectID!, parents: [Commit!]! }
type Query { node: Node, issue: Issue!, commit: Commit }
""")
DOCUMENT = """
{ issue { number state at url seen: locked }
  node { __typename id ... on Issue { number } ...one }
  commit { oid parents { oid } parents { id } } }
fragment one on Commit { oid }
"""
ISSUE = {"number": 1, "state": "OPEN", "at": "2026-11-24T10:00:00Z", "url": None, "seen": False}
COMMIT = {"oid": "a" * 40, "parents": [{"oid": "b" * 40, "id": "C_1"}]}
DATA: dict[str, Any] = {
    "issue": ISSUE,
    "node": {"__typename": "Issue", "id": "I_1", "number": 1},
    "commit": COMMIT,
}


def problems(data: dict[str, Any]) -> list[str]:
    return list(AnswerReader(SCHEMA).problems(graphql.parse(DOCUMENT), data))


def test_data_that_fits_passes() -> None:
    assert [] == problems(DATA)
    assert [] == problems(DATA | {"node": None, "commit": None})


def test_without_a_typename_any_branch_may_be_there() -> None:
    document = graphql.parse("{ node { id ... on Issue { number } ... on Commit { oid } } }")
    reader = AnswerReader(SCHEMA)
    assert [] == list(reader.problems(document, {"node": {"id": "I_1", "number": 1}}))
    assert ["data.node: id is missing"] == list(reader.problems(document, {"node": {"oid": "a" * 40}}))


def test_without_a_typename_an_object_is_whole_as_one_of_its_types() -> None:
    document = graphql.parse("{ node { ... on Issue { number state } ... on Commit { oid } } }")
    reader = AnswerReader(SCHEMA)
    assert ["data.node: oid is missing"] == list(reader.problems(document, {"node": {}}))
    assert ["data.node: state is missing"] == list(reader.problems(document, {"node": {"number": 1}}))
    assert ["data.node: number was not asked for"] == list(
        reader.problems(document, {"node": {"oid": "a" * 40, "number": 1}})
    )


@pytest.mark.parametrize(
    ("known", "data", "expected"),
    [
        (True, {"issue": {"number": 1}}, []),
        (False, {"commit": {"oid": "a" * 40}}, []),
        (True, {}, ["data: issue is missing"]),
        (False, {"issue": {"number": 1}, "commit": None}, ["data: issue was not asked for"]),
    ],
)
def test_what_is_asked_for_on_a_condition_is_read_with_it(
    known: bool, data: dict[str, Any], expected: list[str]
) -> None:
    document = graphql.parse(
        "query($known: Boolean!) { issue @include(if: $known) { number } commit @skip(if: $known) { oid } }"
    )
    assert expected == list(AnswerReader(SCHEMA, {"known": known}).problems(document, data))


WRONG: list[tuple[dict[str, Any], str]] = [
    ({"issue": None}, "data.issue is null"),
    ({"issue": ISSUE | {"number": "1"}}, "data.issue.number: '1' is no Int"),
    ({"issue": ISSUE | {"number": True}}, "data.issue.number: True is no Int"),
    ({"issue": ISSUE | {"state": "open"}}, "data.issue.state: 'open' is no State"),
    ({"issue": ISSUE | {"at": "2026-11-24 10:00"}}, "data.issue.at: '2026-11-24 10:00' is no DateTime"),
    ({"issue": ISSUE | {"url": "/x"}}, "data.issue.url: '/x' is no URI"),
    ({"issue": ISSUE | {"locked": True}}, "data.issue: locked was not asked for"),
    ({"issue": []}, "data.issue: [] is not an object"),
    ({"node": {"__typename": "Commit", "id": "C_1"}}, "data.node: oid is missing"),
    ({"node": {"__typename": "Issue", "id": "", "number": 1}}, "data.node.id: '' is no ID"),
    ({"commit": COMMIT | {"oid": "abc"}}, "data.commit.oid: 'abc' is no GitObjectID"),
    ({"commit": COMMIT | {"parents": {}}}, "data.commit.parents is not a list"),
    ({"commit": COMMIT | {"parents": [{"oid": "b" * 40}]}}, "data.commit.parents/0: id is missing"),
]


@pytest.mark.parametrize(("data", "problem"), WRONG)
def test_data_that_does_not_fit_is_named(data: dict[str, Any], problem: str) -> None:
    assert [problem] == problems(DATA | data)
