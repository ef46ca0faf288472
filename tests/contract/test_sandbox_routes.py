"""The sandbox's table of routes says nothing that GitHub's description does not."""

import importlib
import pkgutil
from typing import Any

import pytest

import bot.sandbox
import bot.sandbox.rest
from bot.sandbox.rest.call import Route
from tests.contract.openapi import specification
from tests.contract.operations import OPERATIONS

Json = dict[str, Any]


def routes() -> list[Route]:
    """Every REST route of the sandbox, found in the modules of `bot.sandbox.rest`."""
    found: list[Route] = []
    for module in pkgutil.iter_modules(bot.sandbox.rest.__path__):
        found += getattr(importlib.import_module(f"bot.sandbox.rest.{module.name}"), "ROUTES", ())
    return list({route.operation: route for route in found}.values())


ROUTES = {route.operation: route for route in routes()}


@pytest.mark.skipif(not hasattr(bot.sandbox, "Sandbox"), reason="the sandbox is not complete")
def test_the_sandbox_has_exactly_the_operations_in_the_table() -> None:
    assert sorted(OPERATIONS) == sorted(ROUTES)


@pytest.mark.parametrize("operation", sorted(ROUTES.keys() & set(OPERATIONS)))
def test_a_route_names_only_what_github_describes(operation: str) -> None:
    described = specification().document["operations"][operation]
    query = {each["name"] for each in described["parameters"] if each["in"] == "query"}
    assert [] == sorted(set(ROUTES[operation].query) - query)
    assert [] == body_problems(ROUTES[operation], described["body"])


def body_problems(route: Route, described: Json | None) -> list[str]:
    """Where a route's body is wider than the described one, or asks for less."""
    if described is None:
        return [f"{name} is unknown" for name in route.body]
    whole = named(described["schema"])
    schemas = [whole, *whole.get("anyOf", ())]
    properties: Json = {}
    for schema in schemas:
        properties |= schema.get("properties", {})
    required = set(whole.get("required", ()))
    problems = [f"{name} is required" for name in required - route.body.keys()]
    for name, kind in route.body.items():
        if name not in properties:
            problems.append(f"{name} is unknown")
        else:
            problems += kind_problems(name, kind, kinds(properties[name]), name in required)
    return sorted(problems)


def named(schema: Json) -> Json:
    """The schema itself, where it is only referred to."""
    name = schema.get("$ref", "").rpartition("/")[2]
    return specification().document["$defs"][name] if name else schema


def kind_problems(name: str, kind: str, described: set[str], required: bool) -> list[str]:
    base = kind.rstrip("!?")
    problems: list[str] = []
    if described and base not in ("any", "labels") and base not in described:
        problems.append(f"{name} is {sorted(described)}, not {base}")
    if described and kind.endswith("?") and "null" not in described:
        problems.append(f"{name} is not nullable")
    if required and not kind.endswith("!"):
        problems.append(f"{name} is required")
    return problems


def kinds(schema: Json) -> set[str]:
    """The JSON types that a schema allows; empty for any."""
    found: set[str] = set()
    for each in (schema, *schema.get("anyOf", ())):
        kind = each.get("type", [])
        found |= {kind} if isinstance(kind, str) else set(kind)
    for each in schema.get("anyOf", ()):
        found |= kinds(each)
    return found
