"""Text with `${{ … }}` in it: evaluated whole, or only the parts that the service knows.

`render` gives the value of a field that GitHub's service decides (a job's name, an output).
`settle` leaves a field for the runner but puts in what only the service knows (`needs`, `inputs`,
`github.run_id`): each such access becomes a literal, so that a value is never read as syntax.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import cast

from bot.sandbox.actions.evaluate import Contexts, Functions, Value, as_text, calls, evaluate, to_json, truthy
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
    parse,
)

_PLAIN = re.compile(r"[A-Za-z0-9 _./:@,+=()\[\]#-]*")  # what needs no escaping as a literal
_JSON_STRING = re.compile(r'"(?:[^"\\]|\\.)*"')


@dataclass(frozen=True)
class _Part:
    """A piece of a text: literal, or the source of an expression."""

    text: str
    expression: bool


def parts(text: str) -> Iterator[_Part]:
    """`text` cut at its `${{ }}`; quotes inside an expression may hold `}}`."""
    position = 0
    while (start := text.find("${{", position)) >= 0:
        if start > position:
            yield _Part(text[position:start], False)
        end = _close(text, start + 3)
        yield _Part(text[start + 3 : end], True)
        position = end + 2
    if position < len(text):
        yield _Part(text[position:], False)


def _close(text: str, position: int) -> int:
    quoted = False
    while position < len(text):
        if text[position] == "'":
            quoted = not quoted
        elif not quoted and text.startswith("}}", position):
            return position
        position += 1
    raise ExpressionError(f"The expression is not closed: '{text}'")


def has_expression(value: Value) -> bool:
    """Whether `value` is text with at least one `${{`."""
    return isinstance(value, str) and "${{" in value


def render(value: Value, contexts: Contexts, functions: Functions | None = None) -> Value:
    """`value` with every expression in it evaluated, through lists and mappings.

    A text that is one expression and nothing else keeps the expression's type.
    """
    if isinstance(value, Mapping):
        members = cast(Mapping[str, Value], value)
        return {k: render(v, contexts, functions) for k, v in members.items()}
    if isinstance(value, list):
        return [render(v, contexts, functions) for v in cast(list[Value], value)]
    if not has_expression(value):
        return value
    pieces = list(parts(cast(str, value)))
    if len(pieces) == 1:
        return evaluate(parse(pieces[0].text), contexts, functions)
    return "".join(
        as_text(evaluate(parse(p.text), contexts, functions)) if p.expression else p.text for p in pieces
    )


def condition(source: Value, contexts: Contexts, functions: Functions) -> bool:
    """The truth of a job's `if:`; without a status function it also needs `success()`."""
    if source is None:
        return truthy(functions["success"]())
    if not isinstance(source, str):
        return truthy(source) and truthy(functions["success"]())
    node = parse(_condition_source(source))
    if not calls(node) and not truthy(functions["success"]()):
        return False
    return truthy(evaluate(node, contexts, functions))


def _condition_source(source: str) -> str:
    """`if: ${{ x }}` and `if: x` are the same; mixed text becomes a `format` call."""
    if "${{" not in source:
        return source
    pieces = [p for p in parts(source.strip()) if p.text.strip()]
    if len(pieces) == 1:
        return pieces[0].text
    holes = "".join(f"{{{i}}}" for i in range(len(pieces)))
    arguments = ", ".join(p.text if p.expression else _quote(p.text) for p in pieces)
    return f"format('{holes}', {arguments})"


Known = Callable[[Node], tuple[Value] | None]


def settle(value: Value, known: Known, bare: bool = False) -> Value:
    """`value` with each access for which `known` has a value made a literal, the rest untouched.

    `bare` says that a text without `${{` is an expression too (a step's `if:`).
    """
    if isinstance(value, Mapping):
        members = cast(Mapping[str, Value], value)
        return {k: settle(v, known, bare=k == "if") for k, v in members.items()}
    if isinstance(value, list):
        return [settle(v, known) for v in cast(list[Value], value)]
    if not isinstance(value, str):
        return value
    if has_expression(value):
        return "".join(
            "${{ " + _settle_source(p.text, known) + " }}" if p.expression else p.text for p in parts(value)
        )
    return _settle_source(value, known) if bare else value


def _settle_source(source: str, known: Known) -> str:
    return write(_settle_node(parse(source), known))


def _settle_node(node: Node, known: Known) -> Node:
    found = known(node)
    if found is not None:
        return _literal(found[0])
    match node:
        case Member(of, key):
            return Member(_settle_node(of, known), _settle_node(key, known))
        case Star(of):
            return Star(_settle_node(of, known))
        case Not(operand):
            return Not(_settle_node(operand, known))
        case Binary(operator, left, right):
            return Binary(operator, _settle_node(left, known), _settle_node(right, known))
        case Call(name, arguments):
            return Call(name, tuple(_settle_node(a, known) for a in arguments))
        case Literal() | Name():
            return node


def _literal(value: Value) -> Node:
    if value is None or isinstance(value, bool | int | float):
        return Literal(value)
    if isinstance(value, str) and _PLAIN.fullmatch(value):
        return Literal(value)
    # Escaped JSON: nothing in the value can end the expression or start another one.
    return Call("fromjson", (Literal(_JSON_STRING.sub(_escape, to_json(value))),))


def _escape(found: re.Match[str]) -> str:
    return found[0].replace("$", "\\u0024").replace("{", "\\u007b").replace("}", "\\u007d")


def write(node: Node) -> str:
    """`node` as source again; reading it gives an equal tree."""
    match node:
        case Literal(value):
            return _quote(value) if isinstance(value, str) else ("null" if value is None else as_text(value))
        case Name(name):
            return name
        case Member(of, Literal(str() as key)) if re.fullmatch(r"[A-Za-z_][\w-]*", key):
            return f"{write(of)}.{key}"
        case Member(of, key):
            return f"{write(of)}[{write(key)}]"
        case Star(of):
            return f"{write(of)}.*"
        case Not(operand):
            return f"!{_closed(operand)}"
        case Binary(operator, left, right):
            return f"{_closed(left)} {operator} {_closed(right)}"
        case Call(name, arguments):
            return f"{name}({', '.join(write(a) for a in arguments)})"


def _closed(node: Node) -> str:
    return f"({write(node)})" if isinstance(node, Binary) else write(node)


def _quote(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
