"""GitHub's OpenAPI 3.0.3 turned into JSON Schema 2020-12, for the operations in use only.

OpenAPI 3.0 says `nullable` where JSON Schema says `type: [.., "null"]`, and leaves objects open. Here
`nullable` is translated, discriminators are dropped (their `oneOf` becomes `anyOf`: GitHub's branches
overlap), prose is stripped, and objects are closed wherever the description lists their properties:
what GitHub does not name, nobody may send or answer. Only error answers stay open, because GitHub
really adds `status` to them. Pure; `scripts/contract.py` feeds it, `openapi.py` reads what it makes.
"""

from collections.abc import Iterable, Iterator
from typing import Any, Literal, TypeAlias, TypeGuard

from tests.contract.operations import CORRECTIONS

Json: TypeAlias = dict[str, Any]
Mode: TypeAlias = Literal["closed", "part", "open"]
"""closed: no property beyond the listed. part: one branch of an `allOf` or `anyOf`, closed around it.
open: anything may be added."""

DEFS: str = "urn:github:defs"
"""Where the shared definitions live; `$ref`s are `urn:github:defs#/$defs/<name>.<mode>`."""

_CHANGES = "x-github-breaking-changes"
_KEPT = frozenset(
    {
        *("type", "format", "enum", "pattern", "required"),
        *("minLength", "maxLength", "minimum", "maximum"),
        *("minItems", "maxItems", "uniqueItems", "minProperties", "maxProperties"),
    }
)


class Conversion:
    """One conversion: collects the shared definitions that the converted operations need."""

    def __init__(self, document: Json) -> None:
        self._document = document
        self._wanted: dict[str, tuple[str, Mode]] = {}

    def operation(self, name: str) -> Json:
        """The converted operation "METHOD /path": parameters, body, answers by status."""
        method, path = name.split(" ", 1)
        source = self._document["paths"][path][method.lower()]
        parameters = [self._resolved(p) for p in source.get("parameters", ())]
        return {
            "parameters": [self._parameter(p) for p in parameters],
            "body": self._body(source.get("requestBody")),
            "responses": {
                status: self._response(status, self._resolved(response), CORRECTIONS.get((name, status)))
                for status, response in sorted(source["responses"].items())
            },
        }

    def definitions(self) -> Json:
        """The shared definitions wanted so far, and those that they want in turn."""
        made: Json = {}
        while missing := sorted(self._wanted.keys() - made.keys()):
            for key in missing:
                name, mode = self._wanted[key]
                made[key] = self.schema(self._document["components"]["schemas"][name], mode)
        return dict(sorted(made.items()))

    def schema(self, source: Json, mode: Mode) -> Json:
        """One schema object converted."""
        if "$ref" in source:
            name = source["$ref"].rsplit("/", 1)[1]
            self._wanted[f"{name}.{mode}"] = (name, mode)
            return {"$ref": f"{DEFS}#/$defs/{name}.{mode}"}
        result: Json = {key: source[key] for key in sorted(source.keys() & _KEPT)}
        branches = self._branches(source, mode)
        result |= branches
        inner: Mode = "open" if mode == "open" else "closed"
        if "properties" in source:
            result["properties"] = {
                key: self.schema(value, inner) for key, value in sorted(source["properties"].items())
            }
        if "items" in source:
            result["items"] = self.schema(source["items"], inner)
        result |= self._beyond(source, mode, closed_around=bool(branches))
        return _nullable(result) if source.get("nullable") else result

    def _branches(self, source: Json, mode: Mode) -> Json:
        """`allOf`, `anyOf` and `oneOf`, the latter two as `anyOf`."""
        own = "properties" in source
        result: Json = {}
        for key, target in (("allOf", "allOf"), ("anyOf", "anyOf"), ("oneOf", "anyOf")):
            if key not in source:
                continue
            inner: Mode = "part" if mode != "open" and (own or key == "allOf") else mode
            result.setdefault(target, []).extend(self.schema(each, inner) for each in source[key])
        return result

    def _beyond(self, source: Json, mode: Mode, closed_around: bool) -> Json:
        """What may be there besides the listed properties."""
        extra = source.get("additionalProperties")
        if _is_object(extra):
            return {"additionalProperties": self.schema(extra, "open" if mode == "open" else "closed")}
        if mode == "part" or (mode == "open" and extra is not False):
            return {}
        if extra is not None:
            return {"additionalProperties": extra}
        lists_properties = "properties" in source or "allOf" in source
        if not lists_properties:
            return {}
        return {"unevaluatedProperties" if closed_around else "additionalProperties": False}

    def _resolved(self, source: Json) -> Json:
        if "$ref" not in source:
            return source
        _, kind, name = source["$ref"].rsplit("/", 2)
        return self._document["components"][kind][name]

    def _parameter(self, source: Json) -> Json:
        return {
            "name": source["name"],
            "in": source["in"],
            "required": source.get("required", False),
            "multi": source.get("x-multi-segment", False),
            "schema": self.schema(source["schema"], "closed"),
        }

    def _body(self, source: Json | None) -> Json | None:
        if source is None:
            return None
        schema = source["content"]["application/json"]["schema"]
        return {"required": source.get("required", False), "schema": self.schema(schema, "closed")}

    def _response(self, status: str, source: Json, correction: Json | None) -> Json:
        mode: Mode = "closed" if status.startswith("2") else "open"
        return {
            "headers": sorted(source.get("headers", ())),
            "media": {
                media: self.schema(correction or value.get("schema", {}), mode)
                for media, value in sorted(source.get("content", {}).items())
            },
        }


def convert(document: Json, operations: Iterable[str], api_version: str) -> Json:
    """The operations and the definitions they need, at that API version. `document` is changed.

    `announced` names the breaking changes of later versions to any of that: changeset to version and places.
    """
    later = [each for each in _changes(document, ()) if each[1]["version"] > api_version]
    apply_breaking_changes(document, api_version)
    conversion = Conversion(document)
    converted = {name: conversion.operation(name) for name in sorted(operations)}
    definitions = conversion.definitions()
    places = {*converted, *(key.rsplit(".", 1)[0] for key in definitions)}
    return {
        "api_version": api_version,
        "operations": converted,
        "$defs": definitions,
        "announced": _announced((_place(path), change) for path, change in later if _place(path) in places),
    }


def _changes(node: Any, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Json]]:
    """Every announced change, and where it stands."""
    if _is_list(node):
        for index, item in enumerate(node):
            yield from _changes(item, (*path, str(index)))
    elif _is_object(node):
        for change in node.get(_CHANGES, ()):
            yield path, change
        for key, value in node.items():
            if key != _CHANGES:
                yield from _changes(value, (*path, key))


def _place(path: tuple[str, ...]) -> str:
    """The operation or the definition that a path is in; another name for what is neither."""
    match path:
        case ("paths", template, method, *_):
            return f"{method.upper()} {template}"
        case ("components", "schemas", name, *_):
            return name
        case _:
            return "/".join(path)


def _announced(changes: Iterable[tuple[str, Json]]) -> Json:
    found: Json = {}
    for place, change in changes:
        kept = found.setdefault(change["changeset"], {"version": change["version"], "places": []})
        kept["places"] = sorted({*kept["places"], place})
    return dict(sorted(found.items()))


def event_definitions(definitions: Json, events: Iterable[str]) -> Json:
    """The JSON Schema (draft 7) definitions of those webhooks and of all that they refer to, without prose.

    Objects are opened: GitHub adds fields to its payloads before their schemas know them.
    """
    wanted = [each.replace(".", "$") if "." in each else f"{each}$event" for each in events]
    kept: Json = {}
    while wanted:
        name = wanted.pop()
        if name not in kept:
            kept[name] = _opened(definitions[name], wanted)
    return dict(sorted(kept.items()))


def _opened(node: Any, wanted: list[str]) -> Any:
    if _is_list(node):
        return [_opened(each, wanted) for each in node]
    if not _is_object(node):
        return node
    kept: Json = {}
    for key, value in node.items():
        if key == "properties":
            kept[key] = {name: _opened(each, wanted) for name, each in value.items()}
        elif key == "$ref":
            wanted.append(value.rsplit("/", 1)[1])
            kept[key] = value
        elif key == "tsAdditionalProperties" or (key == "additionalProperties" and value is False):
            continue
        elif key not in ("description", "title"):
            kept[key] = _opened(value, wanted)
    return kept


def apply_breaking_changes(node: Any, api_version: str) -> None:
    """Apply, in place, every `x-github-breaking-changes` announced up to that version.

    A patch is a list (JSON Patch, RFC 6902) or an object (JSON Merge Patch, RFC 7386).
    """
    if _is_list(node):
        for item in node:
            apply_breaking_changes(item, api_version)
    if not _is_object(node):
        return
    changes: list[Json] = node.pop(_CHANGES, [])
    for change in sorted(changes, key=lambda each: each["version"]):
        if change["version"] > api_version:
            continue
        patch = change["patch"]
        if _is_list(patch):
            _patch(node, patch)
        else:
            _merge(node, patch)
    for value in node.values():
        apply_breaking_changes(value, api_version)


def _merge(target: Json, patch: Json) -> None:
    for key, value in patch.items():
        if value is None:
            target.pop(key, None)
        elif _is_object(value) and _is_object(target.get(key)):
            _merge(target[key], value)
        else:
            target[key] = value


def _patch(target: Any, steps: list[Json]) -> None:
    for step in steps:
        *parents, last = (
            part.replace("~1", "/").replace("~0", "~") for part in step["path"].lstrip("/").split("/")
        )
        holder = target
        for part in parents:
            holder = holder[int(part)] if _is_list(holder) else holder[part]
        key: Any = int(last) if _is_list(holder) else last
        if step["op"] == "remove":
            del holder[key]
        elif step["op"] == "add" and _is_list(holder):
            holder.insert(key, step["value"])
        elif step["op"] in ("add", "replace"):
            holder[key] = step["value"]
        else:
            raise ValueError(f"unknown patch operation {step['op']!r}")


def _is_object(value: Any) -> TypeGuard[Json]:
    return isinstance(value, dict)


def _is_list(value: Any) -> TypeGuard[list[Any]]:
    return isinstance(value, list)


def _nullable(schema: Json) -> Json:
    if "type" not in schema:
        return {"anyOf": [schema, {"type": "null"}]} if schema else schema
    result = schema | {"type": [schema["type"], "null"]}
    if "enum" in schema and None not in schema["enum"]:
        result["enum"] = [*schema["enum"], None]
    return result
