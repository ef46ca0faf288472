"""One REST exchange held against GitHub's own description: what was asked, what was answered.

Reads `openapi.json.gz`, made by `make contract` (see `conversion.py`). A validator is compiled when it
is first needed and kept: 40 operations compile in 15 ms, one check costs microseconds. What the
description leaves open is in `request_rules.py` and `answer_rules.py`.
"""

import gzip
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import jsonschema_rs

from tests.contract.conversion import DEFS, Json
from tests.contract.operations import FREER_PARAMETERS, undocumented

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_SHOWN = 3  # problems of one value that are worth reading


_BRANCH = r"(?:(?!/protection(?:/|$)).)+"
"""A branch in a path: what GitHub has of its protection is told by operations of their own."""


@dataclass(frozen=True)
class Match:
    """The operation that a request asked for, and the values in its path."""

    operation: str
    parameters: Mapping[str, str]


@dataclass
class Specification:
    """GitHub's description of the operations in use."""

    document: Json
    _validators: dict[str, jsonschema_rs.Validator] = field(
        default_factory=dict[str, jsonschema_rs.Validator]
    )

    def __post_init__(self) -> None:
        definitions = {"$schema": _DIALECT, "$defs": self.document["$defs"]}
        self._registry = jsonschema_rs.Registry([(DEFS, definitions)])
        templates = [(name, self._pattern(name)) for name in self.document["operations"]]
        # The template with the most fixed text wins, as it does on GitHub: `/issues/comments/{id}`
        # before `/issues/{number}/{..}`.
        self._templates = sorted(templates, key=lambda each: -len(re.sub(r"\{.*?\}", "", each[0])))

    @property
    def api_version(self) -> str:
        """The version of GitHub's API that the description was converted for."""
        return self.document["api_version"]

    @property
    def operations(self) -> tuple[str, ...]:
        """The operations described, sorted."""
        return tuple(sorted(self.document["operations"]))

    def match(self, method: str, path: str) -> Match | None:
        """The operation of a request. `path` is as sent (percent-encoded), without prefix and query.

        `/repositories/{id}/..`, where GitHub redirects from a renamed repository, is the same operation.
        """
        path = re.sub(r"^/repositories/(\d+)(?=/|$)", r"/repos/\1/\1", path)
        for name, pattern in self._templates:
            found = pattern.fullmatch(f"{method} {path}")
            if found:
                values = {key: unquote(value) for key, value in found.groupdict().items()}
                return Match(name, values)
        return None

    def asked_problems(self, match: Match, query: Sequence[tuple[str, str]], body: bytes) -> list[str]:
        """What is wrong with the request, by GitHub's description."""
        described = self.document["operations"][match.operation]
        problems = [
            *self._parameter_problems(match.operation, "path", list(match.parameters.items())),
            *self._parameter_problems(match.operation, "query", query),
        ]
        if described["body"] is None:
            return [*problems, *(["a body, where none is described"] if body else [])]
        if not body:
            return [*problems, *(["no body"] if described["body"]["required"] else [])]
        try:
            value = json.loads(body)
        except ValueError:
            return [*problems, "the body is not JSON"]
        key = f"{match.operation} body"
        return [*problems, *self._schema_problems(key, described["body"]["schema"], value, "body")]

    def answered_problems(self, operation: str, status: int, media: str, body: bytes) -> list[str]:
        """What is wrong with the answer's status and body, by GitHub's description."""
        responses = self.document["operations"][operation]["responses"]
        described = responses.get(str(status))
        if described is None:
            known = status in undocumented(operation)
            return [] if known else [f"answers {status}, which GitHub does not describe"]
        if not described["media"] or status == 304:
            return [f"a body with {status}, where none is described"] if body and status < 300 else []
        schema = described["media"].get(media)
        if schema is None:
            return [f"answers {media or 'no content-type'}, described: {', '.join(described['media'])}"]
        try:
            value = json.loads(body)
        except ValueError:
            return [f"the body of {status} is not JSON"]
        return self._schema_problems(f"{operation} {status} {media}", schema, value, "answer")

    def described_headers(self, operation: str, status: int) -> list[str]:
        """The headers that GitHub's description lists for that answer."""
        responses = self.document["operations"][operation]["responses"]
        return responses.get(str(status), {}).get("headers", [])

    def _pattern(self, name: str) -> re.Pattern[str]:
        multi = {p["name"] for p in self.document["operations"][name]["parameters"] if p["multi"]}
        method, path = name.split(" ", 1)
        expression = re.escape(method) + r"\ "
        for part in re.split(r"(\{[^}]+\})", path):
            key = part.strip("{}")
            if part.startswith("{"):
                several = _BRANCH if key == "branch" else ".+"
                expression += f"(?P<{key}>{several if key in multi else '[^/]+'})"
            else:
                expression += re.escape(part)
        return re.compile(expression)

    def _parameter_problems(
        self, operation: str, place: str, given: Sequence[tuple[str, str]]
    ) -> Iterator[str]:
        described = {
            each["name"]: each
            for each in self.document["operations"][operation]["parameters"]
            if each["in"] == place
        }
        names = [name for name, _ in given]
        for name in sorted(set(names)):
            if names.count(name) > 1:
                yield f"{place} parameter {name!r} more than once"
        for name, value in given:
            if name not in described:
                yield f"unknown {place} parameter {name!r}"
                continue
            key = f"{operation} {place} {name}"
            schema = described[name]["schema"]
            freer = FREER_PARAMETERS.get(operation, {}).get(name)
            if freer:
                yield from [] if re.fullmatch(freer, value) else [f"{place} {name}: {value!r}"]
                continue
            yield from self._schema_problems(key, schema, _typed(value, schema), f"{place} {name}")
        for name, each in described.items():
            if each["required"] and name not in names:
                yield f"{place} parameter {name!r} is missing"

    def _schema_problems(self, key: str, schema: Json, value: Any, where: str) -> list[str]:
        validator = self._validators.get(key)
        if validator is None:
            validator = jsonschema_rs.Draft202012Validator(
                schema, registry=self._registry, validate_formats=True, formats={"email": _is_email}
            )
            self._validators[key] = validator
        problems: list[str] = []
        for error in validator.iter_errors(value):
            place = "/".join([where, *map(str, error.instance_path)])
            problems.append(f"{place}: {error.message[:300]}")
            if len(problems) == _SHOWN:
                break
        return problems


def _is_email(value: str) -> bool:
    """Laxer than the RFC: GitHub's own addresses of bots hold brackets (`1+andon[bot]@...`)."""
    return "@" in value


@cache
def specification() -> Specification:
    """GitHub's description, read once."""
    packed = (Path(__file__).parent / "openapi.json.gz").read_bytes()
    return Specification(json.loads(gzip.decompress(packed)))


def _typed(value: str, schema: Json) -> Any:
    """A path's or query's text as the type that the schema wants, or the text itself."""
    kinds: set[str] = set()
    for each in (schema, *schema.get("anyOf", ())):
        kind = each.get("type", [])
        kinds |= {kind} if isinstance(kind, str) else set(kind)
    if "integer" in kinds and re.fullmatch(r"-?\d+", value):
        return int(value)
    if "boolean" in kinds and value in ("true", "false"):
        return value == "true"
    if "array" in kinds:
        return value.split(",")
    return value
