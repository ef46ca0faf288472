"""The conversion from OpenAPI 3.0.3 to JSON Schema."""

from typing import Any

import pytest

from scripts.contract import stripped
from tests.contract.conversion import DEFS, Conversion, apply_breaking_changes, convert, event_definitions

Json = dict[str, Any]


def converted(schema: Json, **others: Json) -> Json:
    return Conversion({"components": {"schemas": others}}).schema(schema, "closed")


def test_nullable_becomes_a_type_and_a_value_of_the_enum() -> None:
    source = {"type": "string", "nullable": True, "enum": ["a"], "description": "x", "example": "a"}
    assert {"type": ["string", "null"], "enum": ["a", None]} == converted(source)


def test_a_nullable_choice_gets_null_as_one_more() -> None:
    source = {"nullable": True, "oneOf": [{"type": "string"}, {"type": "integer"}]}
    expected = {"anyOf": [{"anyOf": [{"type": "string"}, {"type": "integer"}]}, {"type": "null"}]}
    assert expected == converted(source)


def test_properties_named_like_keywords_stay() -> None:
    source = {"type": "object", "properties": {"title": {"type": "string"}, "example": {"type": "object"}}}
    assert ["example", "title"] == list(converted(source)["properties"])


def test_an_object_is_closed_where_its_properties_are_listed() -> None:
    assert False is converted({"type": "object", "properties": {}})["additionalProperties"]


def test_an_object_stays_open_where_the_description_says_so() -> None:
    source: Json = {"type": "object", "properties": {}, "additionalProperties": True}
    assert True is converted(source)["additionalProperties"]
    assert "additionalProperties" not in converted({"type": "object"})


def test_all_of_is_closed_around_its_branches() -> None:
    branch = {"type": "object", "properties": {"a": {"type": "string"}}}
    result = converted({"allOf": [{"$ref": "#/components/schemas/it"}, branch]}, it=branch)
    assert {"$ref": f"{DEFS}#/$defs/it.part"} == result["allOf"][0]
    assert "additionalProperties" not in result["allOf"][1]
    assert False is result["unevaluatedProperties"]


def test_definitions_follow_references_through_cycles() -> None:
    node: Json = {"type": "object", "properties": {"next": {"$ref": "#/components/schemas/node"}}}
    conversion = Conversion({"components": {"schemas": {"node": node, "unused": {"type": "string"}}}})
    conversion.schema({"$ref": "#/components/schemas/node"}, "closed")
    assert ["node.closed"] == list(conversion.definitions())


def test_answers_with_errors_stay_open() -> None:
    error: Json = {"type": "object", "properties": {"message": {"type": "string"}}}
    content = {"application/json": {"schema": error}}
    get = {"responses": {"200": {"content": content}, "404": {"content": content}}}
    document: Json = {"paths": {"/x": {"get": get}}, "components": {"schemas": {}}}
    responses = convert(document, ["GET /x"], "2022-11-28")["operations"]["GET /x"]["responses"]
    assert False is responses["200"]["media"]["application/json"]["additionalProperties"]
    assert "additionalProperties" not in responses["404"]["media"]["application/json"]


@pytest.mark.parametrize(
    ("version", "expected"),
    [("2022-11-28", {"a": 1, "b": [1, 2], "c": {"d": 1}}), ("2026-03-10", {"b": [1], "c": {"d": 2, "e": 3}})],
)
def test_breaking_changes_are_applied_up_to_the_version(version: str, expected: Json) -> None:
    merge = {"version": "2026-03-10", "patch": {"a": None, "c": {"d": 2}}}
    steps = [{"op": "remove", "path": "/b/1"}, {"op": "add", "path": "/c/e", "value": 3}]
    patch = {"version": "2026-03-10", "patch": steps}
    document: Json = {"a": 1, "b": [1, 2], "c": {"d": 1}, "x-github-breaking-changes": [merge, patch]}
    apply_breaking_changes(document, version)
    assert expected == document


def test_later_changes_to_what_is_used_are_announced() -> None:
    def changed(name: str, version: str) -> Json:
        return {"x-github-breaking-changes": [{"changeset": name, "version": version, "patch": {}}]}

    answer: Json = {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/used"}}}}
    document: Json = {
        "paths": {
            "/x": {"get": {"responses": {"200": answer}, **changed("asked", "2026-03-10")}},
            "/y": {"get": {"responses": {}, **changed("elsewhere", "2026-03-10")}},
        },
        "components": {
            "schemas": {
                "used": {"type": "object", "properties": {"a": changed("answered", "2026-03-10")}},
                "old": changed("elsewhere", "2026-03-10"),
                "now": changed("applied", "2022-11-28"),
            }
        },
    }
    assert {
        "answered": {"version": "2026-03-10", "places": ["used"]},
        "asked": {"version": "2026-03-10", "places": ["GET /x"]},
    } == convert(document, ["GET /x"], "2022-11-28")["announced"]


def test_sdl_is_stripped_of_prose_only() -> None:
    text = '"""\nA "quoted" word\n"""\ntype A {\n  """b"""\n  b: String = "x"\n}\n'
    assert 'type A {\nb: String = "x"\n}\n' == stripped(text)


def test_webhooks_keep_what_they_refer_to_and_are_opened() -> None:
    person: Json = {
        "type": "object",
        "properties": {"title": {"type": "string"}},
        "additionalProperties": False,
    }
    push: Json = {"title": "push", "properties": {"sender": {"$ref": "#/definitions/person"}}}
    kept = event_definitions({"push$event": push, "person": person, "star$created": {}}, ["push"])
    assert {
        "person": {"type": "object", "properties": {"title": {"type": "string"}}},
        "push$event": {"properties": {"sender": {"$ref": "#/definitions/person"}}},
    } == kept
