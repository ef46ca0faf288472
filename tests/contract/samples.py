"""An answer that GitHub's own description allows, made from that description, and every way to spoil it.

Read is the OpenAPI description as GitHub publishes it, not the converted copy that `openapi.py` judges
with: whatever the conversion loses shows as a spoilt answer that passes. `scripts/mutate_contract.py`
spoils them all; `graphql_samples.py` is the same for GraphQL. Pure.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Literal, TypeAlias, TypeGuard

Json: TypeAlias = dict[str, Any]
Kind: TypeAlias = Literal["dropped", "type", "null", "enum"]

SHA: Final = "a" * 40
_FORMATS: Final = {
    "date-time": "2026-11-24T10:00:00Z",
    "date": "2026-11-24",
    "uri": "https://github.example/x",
    "email": "alice@github.example",
}
_SHAS: Final = frozenset({"sha", "head_sha", "merge_commit_sha", "commit_id"})
_WRONG: Final[Mapping[str, Any]] = {
    "string": 7,
    "integer": "7",
    "number": "7",
    "boolean": "true",
    "array": {"0": 1},
    "object": ["x"],
}
"""A value of another type, for each type."""


@dataclass(frozen=True)
class Mutation:
    """One place in an answer that is spoilt: `holder[key]` is taken away, or becomes `value`."""

    kind: Kind
    place: str
    holder: Any
    key: Any
    value: Any = None

    def __str__(self) -> str:
        said = "" if self.kind == "dropped" else f" {self.value!r}"
        return f"{self.place}: {self.kind}{said}"


@dataclass
class Sampler:
    """Makes one answer, choosing at each `oneOf` and `anyOf` the branch that `chosen` names, else the first."""

    document: Json
    chosen: Mapping[str, int] = field(default_factory=dict[str, int])
    branches: dict[str, int] = field(default_factory=dict[str, int])
    """Where there was a choice, and between how many."""
    mutations: list[Mutation] = field(default_factory=list[Mutation])
    _open: list[str] = field(default_factory=list[str])

    def answer(self, schema: Json) -> Any:
        """The answer. `mutations` then says how to spoil it."""
        holder: Json = {}
        holder["answer"] = self._value(schema, "answer", (holder, "answer"))
        return holder["answer"]

    def _resolved(self, schema: Json) -> Json:
        while "$ref" in schema:
            schema = self.document["components"]["schemas"][schema["$ref"].rsplit("/", 1)[1]]
        return schema

    def _value(self, schema: Json, place: str, spot: tuple[Any, Any]) -> Any:
        """A value of that schema, to stand at `spot`, whose mutations are added."""
        schema = self._flat(schema, place)
        nullable = bool(schema.get("nullable"))
        if "enum" in schema:
            values = [each for each in schema["enum"] if each is not None]
            for each in values:
                self.mutations.append(Mutation("enum", place, *spot, _unlike(each, values)))
        kind = schema.get("type") or _implied(schema)
        if kind is not None:
            self.mutations.append(Mutation("type", place, *spot, _WRONG[kind]))
            if not nullable and place != "answer":
                self.mutations.append(Mutation("null", place, *spot))
        if "enum" in schema:
            return next(each for each in schema["enum"] if each is not None)
        match kind:
            case "object":
                return self._object(schema, place)
            case "array":
                items: list[Any] = [None] * max(1, schema.get("minItems", 1))
                for index in range(len(items)):
                    items[index] = self._value(schema.get("items", {}), f"{place}[]", (items, index))
                return items
            case "integer":
                return max(1, schema.get("minimum", 1))
            case "number":
                return max(1, schema.get("minimum", 1))
            case "boolean":
                return True
            case _:
                return _text(schema, place)

    def _flat(self, schema: Json, place: str) -> Json:
        """The schema with its references followed, its branches chosen, and its `allOf` laid together."""
        schema = self._resolved(schema)
        for key in ("oneOf", "anyOf"):
            if key in schema:
                options = [self._resolved(each) for each in schema[key]]
                self.branches.setdefault(place, len(options))
                branch = self._flat(options[self.chosen.get(place, 0) % len(options)], place)
                schema = _together({k: v for k, v in schema.items() if k != key}, branch)
        if "allOf" in schema:
            rest = {k: v for k, v in schema.items() if k != "allOf"}
            for each in schema["allOf"]:
                rest = _together(rest, self._flat(each, place))
            schema = rest
        return schema

    def _object(self, schema: Json, place: str) -> Json:
        made: Json = {}
        required = set(schema.get("required", ()))
        for name, inner in schema.get("properties", {}).items():
            if self._endless(inner, place) and name not in required:
                continue
            made[name] = self._value(inner, f"{place}.{name}", (made, name))
            if name in required:
                self.mutations.append(Mutation("dropped", f"{place}.{name}", made, name))
        extra = schema.get("additionalProperties")
        if _is_object(extra) and extra:
            made["any"] = self._value(extra, f"{place}.*", (made, "any"))
        _agree(made)
        return made

    def _endless(self, schema: Json, place: str) -> bool:
        """Whether an optional field leads deeper than answers do: a repository in a repository in ..."""
        return place.count(".") > 7 and bool(schema.keys() & {"$ref", "allOf", "anyOf", "oneOf"})


def _together(one: Json, other: Json) -> Json:
    """Two schemas that both hold."""
    made = {**one, **other}
    if "properties" in one and "properties" in other:
        made["properties"] = {**one["properties"], **other["properties"]}
    made["required"] = [*one.get("required", ()), *other.get("required", ())]
    return made


def _implied(schema: Json) -> str | None:
    """The type of a schema that does not say it."""
    if "properties" in schema:
        return "object"
    return "array" if "items" in schema else None


def _text(schema: Json, place: str) -> str:
    name = place.rpartition(".")[2]
    if schema.get("format") in _FORMATS:
        return _FORMATS[schema["format"]]
    if name in _SHAS or schema.get("minLength") == 40:
        return SHA
    if name.endswith("_at"):
        return _FORMATS["date-time"]
    return "x" * max(1, schema.get("minLength", 1))


def _unlike(value: Any, values: list[Any]) -> Any:
    """A value that looks like one of an enum and is none."""
    if not isinstance(value, str):
        return 987_654
    changed = value.swapcase() if value.swapcase() not in (value, *values) else f"{value}_"
    return changed if changed not in values else f"{value}__"


def _agree(made: Json) -> None:
    """Let values agree that belong together (`answer_rules.py`); a choice that the schema leaves open."""
    if "conclusion" in made and "status" in made:
        made["status"] = "completed"
    if "number" in made and "state" in made:
        made["state"] = "closed"


def _is_object(value: Any) -> TypeGuard[Json]:
    return isinstance(value, dict)


def samples(document: Json, schema: Json) -> Iterator[tuple[Any, list[Mutation]]]:
    """Answers of a schema, so many that each branch of each choice is in one, with how to spoil them.

    A place that an earlier answer already had is not spoilt again in a later one.
    """
    first = Sampler(document)
    answer = first.answer(schema)
    yield answer, first.mutations
    seen = {str(each) for each in first.mutations}
    waiting = [(place, index) for place, count in first.branches.items() for index in range(1, count)]
    done: set[tuple[str, int]] = set()
    while waiting:
        place, index = waiting.pop(0)
        if (place, index) in done:
            continue
        done.add((place, index))
        sampler = Sampler(document, {place: index})
        answer = sampler.answer(schema)
        fresh = [each for each in sampler.mutations if str(each) not in seen]
        seen |= {str(each) for each in fresh}
        waiting += [
            (other, number)
            for other, count in sampler.branches.items()
            if other not in first.branches
            for number in range(1, count)
        ]
        yield answer, fresh
