"""An answer to a GraphQL document that GitHub's schema allows, and every way to spoil it.

`samples.py` is the same for REST. The schema is GitHub's as published, read by itself: `graphql_answers.py`,
which judges, has no part in it. Pure.
"""

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import graphql
from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    GraphQLEnumType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLSchema,
    OperationDefinitionNode,
    SelectionSetNode,
)

from tests.contract.samples import Json, Mutation

_SCALARS: Final[Mapping[str, Any]] = {
    "Int": 1,
    "Float": 1.5,
    "Boolean": True,
    "DateTime": "2026-11-24T10:00:00Z",
    "GitObjectID": "a" * 40,
    "GitTimestamp": "2026-11-24T10:00:00Z",
    "URI": "https://github.example/x",
}
"""A value of each scalar; of any other, a text."""


@dataclass
class GraphSampler:
    """One answer to one document. Of an abstract type it takes the member that `chosen` names, else the first."""

    schema: GraphQLSchema
    document: graphql.DocumentNode
    variables: Mapping[str, Any]
    chosen: Mapping[str, int] = field(default_factory=dict[str, int])
    branches: dict[str, int] = field(default_factory=dict[str, int])
    mutations: list[Mutation] = field(default_factory=list[Mutation])

    def answer(self) -> Json:
        """The data. `mutations` then says how to spoil it."""
        self._fragments = {
            each.name.value: each
            for each in self.document.definitions
            if isinstance(each, FragmentDefinitionNode)
        }
        operation = next(d for d in self.document.definitions if isinstance(d, OperationDefinitionNode))
        root = self.schema.get_root_type(operation.operation)
        return self._object(root, (operation.selection_set,), "data")

    def _object(self, kind: Any, selections: tuple[SelectionSetNode, ...], place: str) -> Json:
        asked: dict[str, tuple[Any, list[SelectionSetNode]]] = {}
        kind = self._concrete(kind, selections, place)
        for selection in selections:
            self._gather(kind, selection, asked)
        made: Json = {}
        for key, (inner, deeper) in asked.items():
            made[key] = self._value(inner, tuple(deeper), f"{place}.{key}", (made, key))
            self.mutations.append(Mutation("dropped", f"{place}.{key}", made, key))
        return made

    def _concrete(self, kind: Any, selections: tuple[SelectionSetNode, ...], place: str) -> Any:
        if not graphql.is_abstract_type(kind):
            return kind
        members = {one.name: one for one in self.schema.get_possible_types(kind)}
        wanted = [name for each in selections for name in self._conditions(each) if name in members]
        options = list(dict.fromkeys(wanted)) or list(members)[:1]
        self.branches.setdefault(place, len(options))
        return members[options[self.chosen.get(place, 0) % len(options)]]

    def _conditions(self, selection: SelectionSetNode) -> Iterator[str]:
        for node in selection.selections:
            if not isinstance(node, FieldNode):
                condition, inner = self._fragment(node)
                if condition:
                    yield condition
                yield from self._conditions(inner)

    def _fragment(self, node: Any) -> tuple[str | None, SelectionSetNode]:
        named = self._fragments[node.name.value] if hasattr(node, "name") and node.name else node
        return named.type_condition and named.type_condition.name.value, named.selection_set

    def _gather(
        self, kind: Any, selection: SelectionSetNode, asked: dict[str, tuple[Any, list[SelectionSetNode]]]
    ) -> None:
        for node in selection.selections:
            if not self._stands(node):
                continue
            if not isinstance(node, FieldNode):
                condition, inner = self._fragment(node)
                target: Any = self.schema.type_map.get(condition or "", kind)
                if target is kind or (
                    graphql.is_abstract_type(target) and self.schema.is_sub_type(target, kind)
                ):
                    self._gather(kind, inner, asked)
                continue
            name = node.name.value
            known = GraphQLNonNull(graphql.GraphQLString) if name == "__typename" else kind.fields[name].type
            kept = asked.setdefault(node.alias.value if node.alias else name, (known, []))
            kept[1].extend([node.selection_set] if node.selection_set else [])

    def _stands(self, node: Any) -> bool:
        for directive in node.directives or ():
            given = graphql.value_from_ast_untyped(directive.arguments[0].value, dict(self.variables))
            if bool(given) is not (directive.name.value == "include"):
                return False
        return True

    def _value(
        self, kind: Any, deeper: tuple[SelectionSetNode, ...], place: str, spot: tuple[Any, Any]
    ) -> Any:
        if isinstance(kind, GraphQLNonNull):
            self.mutations.append(Mutation("null", place, *spot))
            kind = kind.of_type  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType] generic
        if isinstance(kind, GraphQLList):
            self.mutations.append(Mutation("type", place, *spot, {"0": 1}))
            items: list[Any] = [None]
            items[0] = self._value(kind.of_type, deeper, f"{place}[]", (items, 0))  # pyright: ignore
            return items
        if deeper:
            self.mutations.append(Mutation("type", place, *spot, ["x"]))
            return self._object(kind, deeper, place)
        if isinstance(kind, GraphQLEnumType):
            self.mutations.append(Mutation("type", place, *spot, 7))
            self.mutations += [Mutation("enum", place, *spot, name.lower()) for name in kind.values]
            return next(iter(kind.values))
        name = str(kind.name)  # pyright: ignore[reportUnknownMemberType, reportUnknownArgumentType] generic
        value = _SCALARS.get(name, "x")
        self.mutations.append(Mutation("type", place, *spot, 7 if isinstance(value, str) else "7"))
        return value


def graph_samples(
    schema: GraphQLSchema, document: graphql.DocumentNode
) -> Iterator[tuple[Json, Json, list[Mutation]]]:
    """Variables, an answer and how to spoil it: for each way to set the flags, and each type that may come."""
    flags = [
        variable.variable.name.value
        for each in document.definitions
        if isinstance(each, OperationDefinitionNode)
        for variable in each.variable_definitions or ()
        if graphql.print_ast(variable.type).rstrip("!") == "Boolean"
    ]
    for values in itertools.product((True, False), repeat=len(flags)):
        variables: Json = dict(zip(flags, values, strict=True))
        first = GraphSampler(schema, document, variables)
        yield variables, first.answer(), first.mutations
        for place, count in first.branches.items():
            for index in range(1, count):
                sampler = GraphSampler(schema, document, variables, {place: index})
                yield variables, sampler.answer(), sampler.mutations
