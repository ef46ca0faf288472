"""GraphQL documents and SDL held against the schema that GitHub publishes.

Reads `schema.graphql.gz`, made by `make contract`. Building the whole schema takes most of a second,
so it is done when the first document comes, once.
"""

import gzip
import json
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, TypeGuard, cast

import graphql
from graphql import (
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLUnionType,
)
from graphql.execution.values import get_variable_values
from graphql.utilities import get_operation_ast  # pyright: ignore[reportUnknownVariableType]

from tests.contract.graphql_answers import AnswerReader

Json = dict[str, Any]
_ANSWER_FIELDS = frozenset({"data", "errors", "extensions"})
_ERROR_FIELDS = frozenset({"type", "code", "path", "locations", "message", "extensions"})


@cache
def official_schema() -> GraphQLSchema:
    """GitHub's schema, built once."""
    packed = (Path(__file__).parent / "schema.graphql.gz").read_bytes()
    parsed = graphql.parse(gzip.decompress(packed).decode(), no_location=True)
    return graphql.build_ast_schema(parsed, assume_valid=True, assume_valid_sdl=True)


def document_problems(text: str, schema: GraphQLSchema | None = None) -> list[str]:
    """What is wrong with a document by that schema (GitHub's, unless another is given)."""
    return list(_document_problems(text, schema)) if schema else list(_official_problems(text))


@cache
def _official_problems(text: str) -> tuple[str, ...]:
    return tuple(_document_problems(text, official_schema()))


def _document_problems(text: str, schema: GraphQLSchema) -> Iterator[str]:
    try:
        parsed = graphql.parse(text)
    except graphql.GraphQLError as error:
        yield error.message
        return
    yield from (error.message for error in graphql.validate(schema, parsed))


def asked_problems(body: bytes) -> Iterator[str]:
    """What is wrong with the body of a `POST /graphql`."""
    try:
        value: Any = json.loads(body)
    except ValueError:
        value = None
    if not _is_object(value) or not isinstance(value.get("query"), str):
        yield "the body is not {query, variables, operationName}"
        return
    for name in sorted(value.keys() - {"query", "variables", "operationName"}):
        yield f"unknown body field {name!r}"
    problems = document_problems(value["query"])
    yield from problems
    if not problems:
        yield from _variable_problems(
            value["query"], value.get("variables") or {}, value.get("operationName")
        )


@cache
def _parsed(text: str) -> graphql.DocumentNode:
    return graphql.parse(text)


def _variable_problems(text: str, variables: Json, operation: str | None) -> Iterator[str]:
    found = get_operation_ast(_parsed(text), operation)
    if found is None:
        yield f"no operation {operation!r} in the document"
        return
    declared = found.variable_definitions or ()
    coerced: Any = get_variable_values(official_schema(), declared, variables)  # pyright: ignore
    if isinstance(coerced, list):
        yield from (error.message for error in cast("list[graphql.GraphQLError]", coerced))
    for name in sorted(variables.keys() - {each.variable.name.value for each in declared}):
        yield f"variable {name!r} is not declared"


def answered_problems(status: int, asked: bytes, value: Any) -> Iterator[str]:
    """What is wrong with an answer: its frame, its errors, and its data by GitHub's types.

    The frame is https://spec.graphql.org/October2021/#sec-Response; GitHub's errors carry a `type`.
    """
    if status != 200:
        return
    if not _is_object(value) or not value.keys() & {"data", "errors"}:
        yield "the answer has neither data nor errors"
        return
    for name in sorted(value.keys() - _ANSWER_FIELDS):
        yield f"the answer has an invented field {name!r}"
    for error in value.get("errors", [{"message": "none"}]):
        if not isinstance(error.get("message"), str):
            yield f"an error without message: {error}"
        for name in sorted(error.keys() - _ERROR_FIELDS):
            yield f"an error has an invented field {name!r}"
    if value.get("data") is not None:
        sent: Json = json.loads(asked)
        text: str = sent["query"]
        variables: Json = sent.get("variables") or {}
        if not document_problems(text):
            reader = AnswerReader(official_schema(), {**_defaults(text), **variables})
            yield from reader.problems(_parsed(text), value["data"])


@cache
def _defaults(text: str) -> Json:
    """What a document's variables are where they are not given."""
    return {
        each.variable.name.value: graphql.value_from_ast_untyped(each.default_value)
        for definition in _parsed(text).definitions
        if isinstance(definition, graphql.OperationDefinitionNode)
        for each in definition.variable_definitions or ()
        if each.default_value is not None
    }


def subset_problems(own: GraphQLSchema, official: GraphQLSchema) -> Iterator[str]:
    """Where `own` says anything that GitHub's schema does not: type, field, argument, nullability, value."""
    for name, ours in sorted(own.type_map.items()):
        if name.startswith("__"):
            continue
        theirs = official.type_map.get(name)
        if theirs is None:
            yield f"type {name} is unknown"
        elif type(ours) is not type(theirs):
            yield f"type {name} is a {type(theirs).__name__}"
        else:
            yield from (f"{name}{problem}" for problem in _type_problems(ours, theirs))


def _type_problems(ours: object, theirs: object) -> Iterator[str]:
    if isinstance(ours, GraphQLEnumType) and isinstance(theirs, GraphQLEnumType):
        yield from (f".{value} is unknown" for value in sorted(ours.values.keys() - theirs.values.keys()))
    if isinstance(ours, GraphQLUnionType) and isinstance(theirs, GraphQLUnionType):
        known = {each.name for each in theirs.types}
        yield from (f" has no member {each.name}" for each in ours.types if each.name not in known)
    if isinstance(ours, GraphQLInputObjectType) and isinstance(theirs, GraphQLInputObjectType):
        yield from _typed_problems(ours.fields, theirs.fields)
        yield from _required_problems(ours.fields, theirs.fields)
    if isinstance(ours, (GraphQLObjectType, GraphQLInterfaceType)) and isinstance(
        theirs, (GraphQLObjectType, GraphQLInterfaceType)
    ):
        known = {each.name for each in theirs.interfaces}
        yield from (f" does not implement {each.name}" for each in ours.interfaces if each.name not in known)
        yield from _typed_problems(ours.fields, theirs.fields)
        for name in sorted(ours.fields.keys() & theirs.fields.keys()):
            yield from (
                f".{name}{each}" for each in _argument_problems(ours.fields[name], theirs.fields[name])
            )


def _argument_problems(ours: GraphQLField, theirs: GraphQLField) -> Iterator[str]:
    yield from _typed_problems(ours.args, theirs.args)
    yield from _required_problems(ours.args, theirs.args)
    for name in sorted(ours.args.keys() & theirs.args.keys()):
        own, official = _default(ours.args[name]), _default(theirs.args[name])
        if own != official:
            yield f".{name} defaults to {official}, not {own}"


def _typed_problems(ours: Mapping[str, Any], theirs: Mapping[str, Any]) -> Iterator[str]:
    for name, each in sorted(ours.items()):
        if name not in theirs:
            yield f".{name} is unknown"
        elif str(each.type) != str(theirs[name].type):
            yield f".{name} is {theirs[name].type}, not {each.type}"


def _required_problems(ours: Mapping[str, Any], theirs: Mapping[str, Any]) -> Iterator[str]:
    for name in sorted(theirs.keys() - ours.keys()):
        if str(theirs[name].type).endswith("!") and _default(theirs[name]) == "nothing":
            yield f".{name} is required there, missing here"


def _default(argument: Any) -> str:
    """The default as written in the SDL: graphql-core keeps its value in places that differ by version."""
    written = argument.ast_node.default_value
    return graphql.print_ast(written) if written else "nothing"


def _is_object(value: Any) -> TypeGuard[Json]:
    return isinstance(value, dict)
