"""Values of GitHub expressions: contexts in, a JSON value out.

Comparison, truth and conversion follow GitHub's table, which is JavaScript's loose one with strings
compared without case. The syntax is `expressions.py`; text with `${{ }}` in it is `templates.py`.
"""

import json
import math
import re
from collections.abc import Callable, Mapping
from typing import Any, TypeAlias, cast

from bot.sandbox.actions.expressions import (
    Binary,
    Call,
    ExpressionError,
    Literal,
    Member,
    Name,
    Node,
    Not,
    Star,
    parse_number,
)

Value: TypeAlias = Any  # a JSON value: what GitHub's contexts are made of
Contexts: TypeAlias = Mapping[str, Value]
Functions: TypeAlias = Mapping[str, Callable[..., Value]]

STATUS_FUNCTIONS = frozenset({"success", "failure", "always", "cancelled"})


class _Filtered(list[Value]):
    """What `.*` gives: a member access on it maps over the elements."""


def evaluate(node: Node, contexts: Contexts, functions: Functions | None = None) -> Value:
    """The value of `node`; `functions` adds to the built-in ones (`success` and its like)."""
    match node:
        case Literal(value):
            return value
        case Name(name):
            if name not in contexts:
                raise ExpressionError(f"Unrecognized named-value: '{name}'")
            return contexts[name]
        case Member(of, key):
            return _member(evaluate(of, contexts, functions), evaluate(key, contexts, functions))
        case Star(of):
            return _star(evaluate(of, contexts, functions))
        case Not(operand):
            return not truthy(evaluate(operand, contexts, functions))
        case Binary(operator, left, right):
            return _binary(operator, left, right, lambda n: evaluate(n, contexts, functions))
        case Call(name, arguments):
            function = {**BUILT_IN, **(functions or {})}.get(name)
            if function is None:
                raise ExpressionError(f"Unrecognized function: '{name}'")
            try:
                return function(*(evaluate(a, contexts, functions) for a in arguments))
            except TypeError as error:
                raise ExpressionError(f"Wrong number of arguments: '{name}'") from error


def calls(node: Node, names: frozenset[str] = STATUS_FUNCTIONS) -> bool:
    """Whether `node` calls one of `names` anywhere: an `if` without one gets `success() &&`."""
    match node:
        case Call(name, arguments):
            return name in names or any(calls(a, names) for a in arguments)
        case Binary(_, left, right):
            return calls(left, names) or calls(right, names)
        case Member(left, right):
            return calls(left, names) or calls(right, names)
        case Not(inner) | Star(inner):
            return calls(inner, names)
        case Literal() | Name():
            return False


def truthy(value: Value) -> bool:
    """GitHub's truth: false, 0, NaN, '' and null are false; every object is true."""
    if isinstance(value, float) and math.isnan(value):
        return False
    return isinstance(value, dict | list) or bool(value)


def as_text(value: Value) -> str:
    """`value` as it appears in text: null is empty, numbers as JavaScript writes them."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case float():
            return _number_text(value)
        case str():
            return value
        case list():
            return "Array"
        case _:
            return "Object"


def _number_text(value: float) -> str:
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return "Infinity" if value > 0 else "-Infinity"
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)


def _member(of: Value, key: Value) -> Value:
    if isinstance(of, _Filtered):
        found = (_member(item, key) for item in cast(list[Value], of))
        return _Filtered(item for item in found if item is not None)
    if isinstance(of, Mapping):
        members = cast(Mapping[str, Value], of)
        wanted = as_text(key)
        if wanted in members:
            return members[wanted]
        return next((v for k, v in members.items() if k.lower() == wanted.lower()), None)
    if isinstance(of, list) and isinstance(key, int | float):
        items = cast(list[Value], of)
        return items[int(key)] if 0 <= key < len(items) else None
    return None


def _star(of: Value) -> Value:
    if isinstance(of, Mapping):
        return _Filtered(cast(Mapping[str, Value], of).values())
    return _Filtered(cast(list[Value], of) if isinstance(of, list) else [])


def _binary(operator: str, left: Node, right: Node, value_of: Callable[[Node], Value]) -> Value:
    first = value_of(left)
    if operator == "&&":
        return value_of(right) if truthy(first) else first
    if operator == "||":
        return first if truthy(first) else value_of(right)
    second = value_of(right)
    if operator in ("==", "!="):
        return _equal(first, second) == (operator == "==")
    if isinstance(first, str) and isinstance(second, str):
        a, b = first.upper(), second.upper()
    else:
        a, b = _number(first), _number(second)
    match operator:
        case "<":
            return a < b  # type: ignore[operator]  # both strings or both numbers
        case "<=":
            return a <= b  # type: ignore[operator]
        case ">":
            return a > b  # type: ignore[operator]
        case _:
            return a >= b  # type: ignore[operator]


def _equal(a: Value, b: Value) -> bool:
    if isinstance(a, str) and isinstance(b, str):
        return a.upper() == b.upper()
    if isinstance(a, dict | list) or isinstance(b, dict | list):
        return a is b
    if a is None and b is None:
        return True
    return _number(a) == _number(b)


def _number(value: Value) -> float:
    match value:
        case None:
            return 0.0
        case bool() | int() | float():
            return float(value)
        case str():
            try:
                return parse_number(value.strip()) if value.strip() else 0.0
            except ValueError:
                return math.nan
        case _:
            return math.nan


def _contains(where: Value, what: Value) -> bool:
    if isinstance(where, list):
        return any(_equal(item, what) for item in cast(list[Value], where))
    return as_text(what).upper() in as_text(where).upper()


def _starts_with(text: Value, start: Value) -> bool:
    return as_text(text).upper().startswith(as_text(start).upper())


def _ends_with(text: Value, end: Value) -> bool:
    return as_text(text).upper().endswith(as_text(end).upper())


def _format(text: Value, *values: Value) -> str:
    def put(found: re.Match[str]) -> str:
        if found[0] in ("{{", "}}"):
            return found[0][0]
        index = int(found[1]) if found[1] else len(values)
        if index >= len(values):
            raise ExpressionError(f"The following format string references more arguments: '{text}'")
        return as_text(values[index])

    return re.sub(r"\{\{|\}\}|\{(\d+)\}|[{}]", put, as_text(text))


def _join(items: Value, separator: Value = ",") -> str:
    if not isinstance(items, list):
        return as_text(items)
    return as_text(separator).join(as_text(item) for item in cast(list[Value], items))


def to_json(value: Value) -> str:
    """`value` as `toJSON` writes it: two spaces of indent; whole numbers without `.0`."""
    return json.dumps(_whole(value), indent=2, ensure_ascii=False)


def _whole(value: Value) -> Value:
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, Mapping):
        return {k: _whole(v) for k, v in cast(Mapping[str, Value], value).items()}
    if isinstance(value, list):
        return [_whole(v) for v in cast(list[Value], value)]
    return value


def _from_json(text: Value) -> Value:
    try:
        return json.loads(as_text(text))
    except ValueError as error:
        raise ExpressionError(f"Error parsing fromJson: {error}") from error


def _hash_files(*_: Value) -> Value:
    raise ExpressionError("hashFiles needs a workspace: only a step can call it")


BUILT_IN: Functions = {
    "contains": _contains,
    "startswith": _starts_with,
    "endswith": _ends_with,
    "format": _format,
    "join": _join,
    "tojson": to_json,
    "fromjson": _from_json,
    "hashfiles": _hash_files,
}
