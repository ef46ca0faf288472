"""The webhooks that the sandbox sends, held against the schemas that GitHub's users share.

Reads `webhooks.json.gz`, made by `make contract` from npm `@octokit/webhooks-schemas`. Those schemas
run behind GitHub in places; where they do, the exception stands in `operations.py`.
"""

import gzip
import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema_rs

from tests.contract.operations import BEHIND, EVENTS

_SHOWN = 3


def payload_problems(event: str, action: str | None, payload: dict[str, Any]) -> Iterator[str]:
    """What is wrong with one delivery's payload."""
    name = f"{event}.{action}" if f"{event}.{action}" in EVENTS else event
    if name not in EVENTS:
        yield f"{event}.{action} is not in the table of webhooks"
        return
    if action != payload.get("action"):
        yield f"action is {payload.get('action')!r}, announced is {action!r}"
    shown = 0
    for error in _validator(name).iter_errors(payload):
        place = "/".join(["payload", *map(str, error.instance_path)])
        problem = f"{place}: {error.message[:300]}"
        if any(known in problem for known in BEHIND.get(event, ())):
            continue
        yield problem
        shown += 1
        if shown == _SHOWN:
            return


@cache
def _definitions() -> dict[str, Any]:
    packed = (Path(__file__).parent / "webhooks.json.gz").read_bytes()
    return json.loads(gzip.decompress(packed))["definitions"]


@cache
def _validator(name: str) -> jsonschema_rs.Validator:
    key = name.replace(".", "$") if "." in name else f"{name}$event"
    schema = {"$ref": f"#/definitions/{key}", "definitions": _definitions()}
    return jsonschema_rs.Draft7Validator(schema, validate_formats=True)
