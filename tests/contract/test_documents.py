"""GraphQL: the bot's documents and the sandbox's schema held against GitHub's."""

from pathlib import Path

import graphql
import pytest

from bot.github.documents import ALL
from tests.contract.documents import document_problems, official_schema, subset_problems

SDL = Path(__file__).parent.parent.parent / "bot" / "sandbox" / "schema.graphql"

OFFICIAL = """
interface Node { id: ID! }
enum Colour { RED GREEN }
input Filter { colour: Colour! text: String }
type Query { paint(first: Int!, filter: Filter, dry: Boolean = false): Paint!, other: String }
type Paint implements Node { id: ID!, colour: Colour, layers: [Paint!] }
union Any = Paint | Query
"""

OTHER = "type Query { other: String } "
ID = "type Paint { id: ID! }"
BEYOND = {
    "Paint.shine is unknown": OTHER + "type Paint { shine: Int }",
    "Paint does not implement Thing": (
        OTHER + "interface Thing { id: ID! } type Paint implements Thing { id: ID! }"
    ),
    "type Paint is a GraphQLObjectType": OTHER + "interface Paint { id: ID! }",
    "type Varnish is unknown": OTHER + "type Varnish { id: ID! }",
    "Any has no member Varnish": OTHER + "union Any = Query | Varnish type Varnish { a: Int }",
    "Colour.BLUE is unknown": OTHER + "enum Colour { BLUE }",
    "Filter.colour is required there, missing here": OTHER + "input Filter { text: String }",
    "Query.paint is Paint!, not Paint": "type Query { paint(first: Int!): Paint }" + ID,
    "Query.paint.last is unknown": "type Query { paint(first: Int!, last: Int): Paint! }" + ID,
    "Query.paint.first is Int!, not Int": "type Query { paint(first: Int): Paint! }" + ID,
    "Query.paint.first is required there, missing here": "type Query { paint: Paint! }" + ID,
    "Query.paint.dry defaults to false, not true": (
        "type Query { paint(first: Int!, dry: Boolean = true): Paint! }" + ID
    ),
}


def test_a_subset_is_found_to_be_one() -> None:
    own = graphql.build_schema(
        "type Query { paint(first: Int!, dry: Boolean = false): Paint! } type Paint { layers: [Paint!] }"
    )
    assert [] == list(subset_problems(own, graphql.build_schema(OFFICIAL)))


@pytest.mark.parametrize("problem", BEYOND)
def test_whatever_goes_beyond_is_named(problem: str) -> None:
    own = graphql.build_schema(BEYOND[problem])
    assert problem in list(subset_problems(own, graphql.build_schema(OFFICIAL)))


def test_a_document_is_judged_by_githubs_schema() -> None:
    assert [] == document_problems("query($ids: [ID!]!) { nodes(ids: $ids) { id ... on Issue { number } } }")
    assert ["Cannot query field 'x' on type 'Issue'."] == document_problems(
        'query { nodes(ids: ["a"]) { ... on Issue { x } } }'
    )


def test_a_document_that_does_not_parse_is_named() -> None:
    assert ["Syntax Error: Expected Name, found <EOF>."] == document_problems("query {")


@pytest.mark.skipif(not SDL.exists(), reason="the sandbox has no GraphQL yet")
def test_the_sandboxs_schema_is_a_subset_of_githubs() -> None:
    own = graphql.build_schema(SDL.read_text())
    assert [] == list(subset_problems(own, official_schema()))


@pytest.mark.parametrize("name", ALL)
def test_every_document_of_the_bot_fits_githubs_schema(name: str) -> None:
    assert [] == document_problems(ALL[name])


@pytest.mark.skipif(not SDL.exists(), reason="the sandbox has no GraphQL yet")
@pytest.mark.parametrize("name", ALL)
def test_every_document_of_the_bot_fits_the_sandboxs_schema(name: str) -> None:
    assert [] == document_problems(ALL[name], graphql.build_schema(SDL.read_text()))
