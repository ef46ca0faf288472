"""The local GitHub charges for the bot's documents what GitHub's formula says."""

from typing import Any

import graphql
import httpx
import pytest

from bot.github.documents import ALL
from bot.sandbox import Sandbox, shapes
from tests.contract.documents import official_schema
from tests.contract.prices import Bill
from tests.rig import Rig, make_rig

# The two examples of GitHub's page, with the numbers that stand there.
LABELS = """{ viewer { login repositories(first: 100) { edges { node { id issues(first: 50) { edges { node {
  id labels(first: 60) { edges { node { id name } } } } } } } } } } }"""
NODES = """{ viewer { repositories(first: 50) { edges { repository: node { name
  pullRequests(first: 20) { edges { pullRequest: node { title
    comments(first: 10) { edges { comment: node { bodyHTML } } } } } }
  issues(first: 20) { totalCount edges { issue: node { title bodyHTML
    comments(first: 10) { edges { comment: node { bodyHTML } } } } } } } } }
  followers(first: 10) { edges { follower: node { login } } } } }"""

OF_TYPE: dict[str, Any] = {"String": "refs/heads/main", "Int": 1, "GitObjectID": "a" * 40}
"""A value of each type that the bot's documents take; ids and flags have their own."""


@pytest.fixture
def rig(gh: Sandbox) -> Rig:
    return make_rig(gh)


def bill(document: str, **variables: Any) -> Bill:
    return Bill(official_schema(), graphql.parse(document), variables)


def test_the_formula_gives_what_githubs_page_says() -> None:
    first, second = bill(LABELS), bill(NODES)
    assert (5101, 51, 22060) == (first.requests, first.points, second.nodes)


def variables_for(document: str, node_id: str, flag: bool) -> dict[str, Any]:
    """A value for each variable that a document needs: 25 repositories where it takes several."""
    (operation,) = (
        one for one in graphql.parse(document).definitions if isinstance(one, graphql.OperationDefinitionNode)
    )
    values: dict[str, Any] = {**OF_TYPE, "ID": node_id, "[ID!]": [node_id] * 25, "Boolean": flag}
    needed = [
        one for one in operation.variable_definitions or () if graphql.print_ast(one.type).endswith("!")
    ]
    return {one.variable.name.value: values[graphql.print_ast(one.type)[:-1]] for one in needed}


def test_every_document_of_the_bot_costs_what_the_formula_says(rig: Rig) -> None:
    node_id = shapes.node_id("R", rig.repo.record.id)
    charged: dict[tuple[str, bool], Any] = {}
    by_formula: dict[tuple[str, bool], Any] = {}
    reading = {name: text for name, text in ALL.items() if not text.lstrip().startswith("mutation")}
    assert {"Enqueue"} == set(ALL) - set(reading)  # GitHub's formula is for what is read
    for name, text in reading.items():
        for flag in (True, False):
            document = text.replace("rateLimit { cost remaining }", "rateLimit { cost nodeCount }")
            variables = variables_for(document, node_id, flag)
            charged[name, flag] = answer(rig, document, variables)["data"]["rateLimit"]
            made = bill(document, **variables)
            by_formula[name, flag] = {"cost": made.points, "nodeCount": made.nodes}
            assert made.points == rig.gh.world.requests[-1].points
    assert by_formula == charged


def test_a_half_is_rounded_up(rig: Rig) -> None:
    document = (
        "query($ids: [ID!]!) { rateLimit { cost } "
        "nodes(ids: $ids) { ... on Repository { issues(first: 1) { totalCount } } } }"
    )
    node_id = shapes.node_id("R", rig.repo.record.id)
    expected = {49: 1, 50: 1, 149: 1, 150: 2, 249: 2, 250: 3}
    given = {count: [node_id] * count for count in expected}
    assert expected == {count: bill(document, ids=ids).points for count, ids in given.items()}
    charged = {count: answer(rig, document, {"ids": ids}) for count, ids in given.items()}
    assert expected == {count: each["data"]["rateLimit"]["cost"] for count, each in charged.items()}


def answer(rig: Rig, document: str, variables: dict[str, Any]) -> Any:
    """The body of the local GitHub's answer to the App."""
    (installation,) = rig.gh.world.installations.values()
    headers = {"authorization": f"Bearer {rig.gh.installation_token(installation)}"}
    body = {"query": document, "variables": variables}
    with httpx.Client(trust_env=False) as http:
        return http.post(f"{rig.gh.url}/api/graphql", json=body, headers=headers).json()
