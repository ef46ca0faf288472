"""What a GraphQL document costs by GitHub's formula, worked out from GitHub's schema.

https://docs.github.com/graphql/overview/rate-limits-and-query-limits-for-the-graphql-api: the requests that
each connection needs, all limits reached, summed and divided by 100, to the nearest whole number, at least 1.
`bot/sandbox/graphql.py` does the same from its own schema; `test_prices.py` holds it against this.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import graphql
from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLSchema,
    OperationDefinitionNode,
    SelectionSetNode,
)


@dataclass
class Bill:
    """Adds up one document's connections."""

    schema: GraphQLSchema
    document: graphql.DocumentNode
    variables: Mapping[str, Any]
    requests: int = 0
    nodes: int = 0

    def __post_init__(self) -> None:
        definitions = self.document.definitions
        self._fragments = {d.name.value: d for d in definitions if isinstance(d, FragmentDefinitionNode)}
        operation = next(d for d in definitions if isinstance(d, OperationDefinitionNode))
        self._add(self.schema.get_root_type(operation.operation), operation.selection_set, 1)

    @property
    def points(self) -> int:
        """What GitHub takes off the hour's allowance."""
        return max(1, int(self.requests / 100 + 0.5))

    def _add(self, kind: Any, selection: SelectionSetNode, parents: int) -> None:
        for node in selection.selections:
            if isinstance(node, FieldNode):
                self._add_field(kind, node, parents)
                continue
            named: Any = self._fragments[node.name.value] if isinstance(node, FragmentSpreadNode) else node
            condition = named.type_condition
            inner = self.schema.type_map[condition.name.value] if condition else kind
            self._add(inner, named.selection_set, parents)

    def _add_field(self, kind: Any, node: FieldNode, parents: int) -> None:
        if node.name.value.startswith("__"):
            return
        field = kind.fields[node.name.value]
        given: dict[str, Any] = {
            argument.name.value: graphql.value_from_ast_untyped(argument.value, dict(self.variables))
            for argument in node.arguments or ()
        }
        inner = self.schema.type_map[re.sub(r"[\[\]!]", "", str(field.type))]
        if inner.name.endswith("Connection"):
            size = int(given.get("first") or given["last"])
            self.requests += parents
            self.nodes += parents * size
            parents *= size
        elif "ids" in given:  # not said on that page: each id is taken for one parent
            parents *= len(given["ids"])
        if node.selection_set:
            self._add(inner, node.selection_set, parents)
