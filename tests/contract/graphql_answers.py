"""The data of a GraphQL answer held against its document and GitHub's types.

graphql-core already makes the sandbox answer by the sandbox's own schema; here the same data is read
with GitHub's schema, so that a scalar of the wrong form (a time, a SHA, a URL), a null where GitHub
promises a value, or a field nobody asked for is seen whoever made the answer. `documents.py` judges
the documents themselves.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeGuard

import graphql
from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLEnumType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLSchema,
    InlineFragmentNode,
    SelectionSetNode,
)

_SCALARS = {
    "DateTime": re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ"),
    "GitObjectID": re.compile(r"[0-9a-f]{40}"),
    "GitTimestamp": re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)"),
    "URI": re.compile(r"https?://\S+"),
    "ID": re.compile(r".+"),
}
_KINDS: dict[str, type] = {"Int": int, "Boolean": bool, "Float": float}


@dataclass(frozen=True)
class _Asked:
    """One field in an answer's object: all selections of the same key."""

    type: Any
    selections: tuple[SelectionSetNode, ...]


@dataclass
class AnswerReader:
    """Reads the data of answers to one document, asked with these variables."""

    schema: GraphQLSchema
    variables: Mapping[str, Any] = field(default_factory=dict[str, Any])
    fragments: dict[str, FragmentDefinitionNode] = field(default_factory=dict[str, FragmentDefinitionNode])

    def problems(self, document: graphql.DocumentNode, data: Any) -> Iterator[str]:
        """Where the data isn't what GitHub's types promise for the document's first operation."""
        operation: graphql.OperationDefinitionNode | None = None
        for definition in document.definitions:
            if isinstance(definition, FragmentDefinitionNode):
                self.fragments[definition.name.value] = definition
            elif isinstance(definition, graphql.OperationDefinitionNode):
                operation = operation or definition
        if operation is None or data is None:
            return
        root = self.schema.get_root_type(operation.operation)
        yield from self._object(root, (operation.selection_set,), data, "data")

    def _object(
        self, kind: Any, selections: tuple[SelectionSetNode, ...], value: Any, where: str
    ) -> Iterator[str]:
        if not _is_object(value):
            yield f"{where}: {value!r} is not an object"
            return
        asked = self._asked(kind, selections, value)
        for key in sorted(value.keys() - asked.keys()):
            yield f"{where}: {key} was not asked for"
        for key, each in asked.items():
            if key in value:
                yield from self._value(each.type, each, value[key], f"{where}.{key}")
            else:
                yield f"{where}: {key} is missing"

    def _asked(
        self, kind: Any, selections: tuple[SelectionSetNode, ...], value: dict[str, Any]
    ) -> dict[str, _Asked]:
        """What was asked of an object: of its type, or of that whose fields come nearest to those it has."""
        named = self.schema.type_map.get(str(value.get("__typename")))
        if named is not None or not graphql.is_abstract_type(kind):
            return self._collected(named or kind, selections)
        wanted = self._conditions(selections)
        members = self._members(kind)
        choice = [one for one in members if one.name in wanted]
        choice += [one for one in members if one.name not in wanted][:1]
        found = [self._collected(one, selections) for one in choice]
        return min(found, key=lambda each: len(each.keys() ^ value.keys()))

    def _conditions(self, selections: tuple[SelectionSetNode, ...]) -> set[str]:
        """The types that fragments in selections are for."""
        found: set[str] = set()
        for node in (node for each in selections for node in each.selections):
            if not isinstance(node, FieldNode):
                inner, condition = self._fragment(node)
                found |= {condition or ""} | self._conditions((inner,))
        return found

    def _collected(self, actual: Any, selections: tuple[SelectionSetNode, ...]) -> dict[str, _Asked]:
        asked: dict[str, _Asked] = {}
        for selection in selections:
            self._collect(actual, selection, asked)
        return asked

    def _collect(self, actual: Any, selection: SelectionSetNode, asked: dict[str, _Asked]) -> None:
        """Gather the fields of a selection for an object of that type."""
        for node in selection.selections:
            if not self._included(node):
                continue
            if isinstance(node, FieldNode):
                self._collect_field(actual, node, asked)
            else:
                inner, condition = self._fragment(node)
                if condition is None or actual in self._members(self.schema.type_map[condition]):
                    self._collect(actual, inner, asked)

    def _collect_field(self, actual: Any, node: FieldNode, asked: dict[str, _Asked]) -> None:
        key = node.alias.value if node.alias else node.name.value
        if node.name.value == "__typename":
            asked[key] = _Asked(GraphQLNonNull(graphql.GraphQLString), ())
            return
        before = asked.get(key)
        deeper = (node.selection_set,) if node.selection_set else ()
        asked[key] = _Asked(
            actual.fields[node.name.value].type, (*(before.selections if before else ()), *deeper)
        )

    def _included(self, node: Any) -> bool:
        """Whether `@include` and `@skip` let a selection stand, with these variables."""
        for name, stands in (("include", True), ("skip", False)):
            for directive in node.directives or ():
                if directive.name.value == name and self._condition(directive) is not stands:
                    return False
        return True

    def _condition(self, directive: Any) -> bool:
        value = directive.arguments[0].value
        if isinstance(value, graphql.VariableNode):
            return bool(self.variables.get(value.name.value))
        return bool(value.value)

    def _fragment(self, node: Any) -> tuple[SelectionSetNode, str | None]:
        if isinstance(node, FragmentSpreadNode):
            fragment = self.fragments[node.name.value]
            return fragment.selection_set, fragment.type_condition.name.value
        assert isinstance(node, InlineFragmentNode)
        return node.selection_set, node.type_condition.name.value if node.type_condition else None

    def _members(self, kind: Any) -> tuple[Any, ...]:
        if graphql.is_abstract_type(kind):
            return tuple(self.schema.get_possible_types(kind))
        return (kind,)

    def _value(self, kind: Any, asked: _Asked, value: Any, where: str) -> Iterator[str]:
        if _is(kind, GraphQLNonNull):
            if value is None:
                yield f"{where} is null"
                return
            kind = kind.of_type
        if value is None:
            return
        if _is(kind, GraphQLList):
            if not _is_list(value):
                yield f"{where} is not a list"
                return
            for index, item in enumerate(value):
                yield from self._value(kind.of_type, asked, item, f"{where}/{index}")
        elif asked.selections:
            yield from self._object(kind, asked.selections, value, where)
        elif not _fits(kind, value):
            yield f"{where}: {value!r} is no {kind.name}"


def _fits(kind: Any, value: Any) -> bool:
    if _is(kind, GraphQLEnumType):
        return value in kind.values
    if kind.name in _KINDS:
        return isinstance(value, _KINDS[kind.name]) and not (kind.name == "Int" and isinstance(value, bool))
    if not isinstance(value, str):
        return False
    pattern = _SCALARS.get(kind.name)
    return pattern is None or pattern.fullmatch(value) is not None


def _is_object(value: Any) -> TypeGuard[dict[str, Any]]:
    return isinstance(value, dict)


def _is_list(value: Any) -> TypeGuard[list[Any]]:
    return isinstance(value, list)


def _is(kind: Any, wrapper: type) -> bool:
    """isinstance, without narrowing to a generic type whose parameter nobody knows."""
    return isinstance(kind, wrapper)
