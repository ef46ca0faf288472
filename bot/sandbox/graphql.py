"""GraphQL by graphql-core over `schema.graphql`, with GitHub's prices, limits and error shapes.

What the fields give is `graph_nodes.py`; here a document is parsed, priced, executed, and its errors
are put the way GitHub puts them: `type` and `path` beside the message, data beside errors.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, cast

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    GraphQLObjectType,
    InlineFragmentNode,
    IntValueNode,
    OperationDefinitionNode,
    SelectionSetNode,
    VariableNode,
    build_schema,
    default_field_resolver,  # pyright: ignore[reportUnknownVariableType]  (its info is generic)
    execute_sync,  # pyright: ignore[reportUnknownVariableType]  (its middleware is untyped)
    parse,
    validate,
)

from bot.sandbox.access import Caller
from bot.sandbox.faults import Faults
from bot.sandbox.graph_nodes import Graph
from bot.sandbox.store import Json, World

NODE_LIMIT = 500_000
FIRST_LIMIT = 100
_SCHEMA = build_schema((Path(__file__).parent / "schema.graphql").read_text())
# Fields that take a plain list of ids count as that many parents, not as a connection.
_FIELDS = tuple(
    (field, str(about.type).rstrip("!").endswith("Connection"))
    for kind in _SCHEMA.type_map.values()
    for field, about in getattr(kind, "fields", {}).items()
)
_CONNECTIONS = frozenset(field for field, paged in _FIELDS if paged)
# Of these names only those with arguments are: a tree's `entries` are a plain list, a queue's are not.
_SOMETIMES = _CONNECTIONS & {field for field, paged in _FIELDS if not paged}


@dataclass(frozen=True)
class Price:
    """What a document asks for at most: requests to make and nodes to give."""

    requests: int
    nodes: int

    @property
    def points(self) -> int:
        """https://docs.github.com/graphql/overview/rate-limits-and-query-limits-for-the-graphql-api"""
        return max(1, (self.requests + 50) // 100)


@lru_cache(maxsize=64)
def _checked(document: str) -> tuple[DocumentNode, tuple[GraphQLError, ...]]:
    parsed = parse(document)
    return parsed, tuple(validate(_SCHEMA, parsed))


def execute(
    world: World, caller: Caller, document: str, variables: Mapping[str, Any], operation: str | None
) -> tuple[Json, int]:
    """The answer's body and the points it cost."""
    try:
        parsed, problems = _checked(document)
    except GraphQLError as error:
        return {"errors": [_plain(error)]}, 1
    if problems:
        return {"errors": [_plain(error) for error in problems]}, 1
    try:
        price = _price(parsed, variables, operation)
    except GraphQLError as error:
        return {"errors": [_plain(error)]}, 1
    graph = Graph(world, caller, price.points, price.nodes)
    result = execute_sync(
        _SCHEMA,
        parsed,
        graph.root(),
        variable_values=dict(variables),
        operation_name=operation,
        field_resolver=_resolver(world.faults),
    )
    body: Json = {"data": result.data}
    if result.errors:
        body["errors"] = [_plain(error) for error in result.errors]
    return body, price.points


def has_field(name: str) -> bool:
    """Whether the schema has a field of that coordinate: `Repository.issue`."""
    kind, _, field = name.partition(".")
    found = _SCHEMA.type_map.get(kind)
    return isinstance(found, GraphQLObjectType) and field in found.fields


def _resolver(faults: Faults) -> Callable[..., Any]:
    """How fields get their values: as ever, but for what is broken on purpose."""
    repos: dict[tuple[str | int, ...], int] = {}  # where in the answer a repository begins -> its id
    ordinary = cast(Callable[..., Any], default_field_resolver)

    def resolve(source: Any, info: Any, **arguments: Any) -> Any:
        place: tuple[str | int, ...] = tuple(info.path.as_list())[:-1]
        if info.parent_type.name == "Repository":
            repos[place] = source["databaseId"]
        around = (place[:size] for size in range(len(place), 0, -1))
        repo = next((repos[one] for one in around if one in repos), None)
        fault = faults.of_field(f"{info.parent_type.name}.{info.field_name}", repo)
        if fault is not None:
            raise GraphQLError(fault.words(), extensions={"type": fault.kind})
        return ordinary(source, info, **arguments)

    return resolve if faults.fields else ordinary


def _plain(error: GraphQLError) -> Json:
    """As GitHub writes errors: the type is not under `extensions`, and some say less than others."""
    told: Json = dict(error.formatted)
    extensions: Json = told.pop("extensions", {})
    kind = extensions.get("type")
    match kind:
        case None:
            return told
        case "SOMETHING_WENT_WRONG":
            return {"message": told["message"]}
        case "RESOURCE_LIMITS_EXCEEDED":
            return {"type": kind, "path": told.get("path"), "message": told["message"]}
        case "FORBIDDEN":
            return {"type": kind, "extensions": {"saml_failure": False}, **told}
        case _:
            return {"type": kind, **told}


def _price(parsed: DocumentNode, variables: Mapping[str, Any], operation: str | None) -> Price:
    fragments = {d.name.value: d for d in parsed.definitions if isinstance(d, FragmentDefinitionNode)}
    operations = [
        d
        for d in parsed.definitions
        if isinstance(d, OperationDefinitionNode)
        and (operation is None or (d.name and d.name.value == operation))
    ]
    if not operations:
        raise GraphQLError(f"No operation named {operation!r}")
    given = {**_defaults(operations[0]), **variables}
    parts = list(_walk(operations[0].selection_set, 1, (given, fragments)))
    price = Price(sum(part.requests for part in parts), sum(part.nodes for part in parts))
    if price.nodes > NODE_LIMIT:
        raise GraphQLError(
            f"This query requests up to {price.nodes:,} possible nodes which exceeds the maximum limit of "
            f"{NODE_LIMIT:,}.",
            extensions={"type": "MAX_NODE_LIMIT_EXCEEDED"},
        )
    return price


def _defaults(operation: OperationDefinitionNode) -> dict[str, Any]:
    return {
        one.variable.name.value: int(one.default_value.value)
        for one in operation.variable_definitions or ()
        if isinstance(one.default_value, IntValueNode)
    }


def _walk(
    selections: SelectionSetNode | None,
    parents: int,
    known: tuple[Mapping[str, Any], Mapping[str, FragmentDefinitionNode]],
) -> Iterator[Price]:
    """The price of each connection under `parents` parents."""
    for one in selections.selections if selections else ():
        if isinstance(one, FragmentSpreadNode):
            yield from _walk(known[1][one.name.value].selection_set, parents, known)
        elif isinstance(one, InlineFragmentNode):
            yield from _walk(one.selection_set, parents, known)
        elif isinstance(one, FieldNode):
            name = one.name.value
            each = parents
            if name in _CONNECTIONS and (one.arguments or name not in _SOMETIMES):
                size = _size(one, known[0])
                yield Price(parents, parents * size)
                each = parents * size
            elif name == "nodes" and one.arguments:
                ids: list[str] = known[0].get("ids") or []
                each = parents * max(len(ids), 1)
            yield from _walk(one.selection_set, each, known)


def _size(field: FieldNode, variables: Mapping[str, Any]) -> int:
    name = field.name.value
    for argument in field.arguments or ():
        if argument.name.value not in ("first", "last"):
            continue
        value = argument.value
        size: Any = value.value if isinstance(value, IntValueNode) else None
        if isinstance(value, VariableNode):
            size = variables.get(value.name.value)
        if size is None:
            continue
        if int(size) < 1:
            raise GraphQLError(f"`{argument.name.value}` on `{name}` must be within 1-{FIRST_LIMIT}.", field)
        if int(size) > FIRST_LIMIT:
            raise GraphQLError(
                f"Requesting {size} records on the `{name}` connection exceeds the "
                f"`{argument.name.value}` limit of {FIRST_LIMIT} records.",
                field,
                extensions={"type": "EXCESSIVE_PAGINATION"},
            )
        return int(size)
    raise GraphQLError(
        f"You must provide a `first` or `last` value to properly paginate the `{name}` connection.",
        field,
        extensions={"type": "MISSING_PAGINATION_BOUNDARIES"},
    )
