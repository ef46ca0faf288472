"""What starts a workflow: `on:` with its filters, and a dispatch's inputs.

Pure: the event is described by a small value that `service.py` fills in.
https://docs.github.com/en/actions/reference/workflows-and-actions/events-that-trigger-workflows
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, cast

from bot.sandbox.actions.evaluate import Value, as_text
from bot.sandbox.actions.workflow import Table, WorkflowFile

PULL_REQUEST_TYPES = ("opened", "synchronize", "reopened")
_SKIP = ("[skip ci]", "[ci skip]", "[no ci]", "[skip actions]", "[actions skip]")
_SKIP_TRAILER = re.compile(r"\n\nskip-checks: ?true\s*$", re.IGNORECASE)


class BadInputs(Exception):
    """A dispatch's inputs do not fit the workflow; the message is GitHub's."""


@dataclass(frozen=True)
class Happening:
    """An event, as far as filters look at it. `changed` is called only when a filter needs it."""

    event: str
    ref: str  # "refs/heads/topic"; for a pull request its base: "refs/heads/main"
    changed: Callable[[], Iterable[str]]
    action: str = ""


def skips(message: str) -> bool:
    """Whether a head commit with this message starts no push and pull_request runs."""
    return any(mark in message for mark in _SKIP) or bool(_SKIP_TRAILER.search(message))


def starts(workflow: WorkflowFile, happening: Happening) -> bool:
    """Whether `happening` starts `workflow`."""
    if happening.event not in workflow.triggers:
        return False
    filters = workflow.triggers[happening.event]
    if happening.event == "pull_request":
        types = _listed(filters, "types") or list(PULL_REQUEST_TYPES)
        if happening.action not in types:
            return False
    return _ref_fits(filters, happening.ref) and _paths_fit(filters, happening.changed)


def _ref_fits(filters: Table, ref: str) -> bool:
    kind, other = ("tags", "branches") if ref.startswith("refs/tags/") else ("branches", "tags")
    name = ref.split("/", 2)[2]
    if kind in filters or f"{kind}-ignore" in filters:
        return _filtered(filters, kind, [name])
    # Only the other kind is filtered: then this kind starts nothing.
    return other not in filters and f"{other}-ignore" not in filters


def _paths_fit(filters: Table, changed: Callable[[], Iterable[str]]) -> bool:
    if "paths" not in filters and "paths-ignore" not in filters:
        return True
    return _filtered(filters, "paths", list(changed()))


def _filtered(filters: Table, kind: str, names: list[str]) -> bool:
    if kind in filters:
        patterns = _listed(filters, kind)
        return any(matches(patterns, name) for name in names)
    ignored = _listed(filters, f"{kind}-ignore")
    return any(not matches(ignored, name) for name in names)


def matches(patterns: list[str], name: str) -> bool:
    """Whether the last of `patterns` that speaks of `name` is a positive one (`!` negates)."""
    verdict = False
    for pattern in patterns:
        if _glob(pattern.removeprefix("!")).fullmatch(name):
            verdict = not pattern.startswith("!")
    return verdict


def _glob(pattern: str) -> re.Pattern[str]:
    """GitHub's filter pattern as a regular expression: `*`, `**`, `?`, `+`, `[]`."""
    out: list[str] = []
    position = 0
    while position < len(pattern):
        if pattern.startswith("**/", position):
            out.append("(?:.*/)?")
            position += 3
        elif pattern.startswith("**", position):
            out.append(".*")
            position += 2
        else:
            position = _glob_sign(pattern, position, out)
    return re.compile("".join(out), re.DOTALL)


def _glob_sign(pattern: str, position: int, out: list[str]) -> int:
    sign = pattern[position]
    if sign == "*":
        out.append("[^/]*")
    elif sign in "?+":
        out.append(sign)  # of the preceding character, as in a regular expression
    elif sign == "[" and "]" in pattern[position:]:
        end = pattern.index("]", position)
        out.append(pattern[position : end + 1])
        return end + 1
    elif sign == "\\" and position + 1 < len(pattern):
        out.append(re.escape(pattern[position + 1]))
        return position + 2
    else:
        out.append(re.escape(sign))
    return position + 1


def _listed(filters: Table, key: str) -> list[str]:
    value = filters.get(key)
    if value is None:
        return []
    items = cast(list[Any], value) if isinstance(value, list) else [value]
    return [as_text(item) for item in items]


def dispatch_inputs(filters: Table, given: Mapping[str, Any]) -> dict[str, str]:
    """The inputs of a dispatch as text, defaults filled in; raises `BadInputs`."""
    declared = cast(dict[str, Table | None], filters.get("inputs") or {})
    unknown = sorted(set(given) - set(declared))
    if unknown:
        names = ", ".join(f'"{name}"' for name in unknown)
        raise BadInputs(f"Unexpected inputs provided: [{names}]")
    return {name: _input_text(name, spec or {}, given) for name, spec in declared.items()}


def _input_text(name: str, spec: Table, given: Mapping[str, Any]) -> str:
    kind = spec.get("type", "string")
    if name not in given:
        if spec.get("required") and "default" not in spec:
            raise BadInputs(f"Required input '{name}' not provided")
        fallback: Value = {"boolean": False, "number": 0}.get(kind, "")
        return as_text(spec.get("default", fallback))
    text = as_text(given[name])
    options = _listed(spec, "options")
    if kind == "choice" and text not in options:
        raise BadInputs(f"Provided value '{text}' for input '{name}' not in the list of allowed values")
    if kind == "boolean" and text not in ("true", "false"):
        raise BadInputs(f"Provided value '{text}' for input '{name}' is not a boolean")
    if kind == "number" and not re.fullmatch(r"-?\d+(\.\d+)?", text):
        raise BadInputs(f"Provided value '{text}' for input '{name}' is not a number")
    return text


def typed_inputs(filters: Table, texts: Mapping[str, str]) -> dict[str, Value]:
    """The `inputs` context: booleans and numbers as such (`github.event.inputs` has the texts)."""
    declared = cast(dict[str, Table | None], filters.get("inputs") or {})
    typed: dict[str, Value] = dict(texts)
    for name, spec in declared.items():
        kind = (spec or {}).get("type")
        if kind == "boolean" and name in typed:
            typed[name] = texts[name] == "true"
        elif kind == "number" and typed.get(name):
            typed[name] = float(texts[name])
    return typed
