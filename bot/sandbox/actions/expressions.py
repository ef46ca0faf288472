"""GitHub's expression language: what stands between `${{` and `}}`, and in `if:`.

The service needs it for what GitHub decides before a runner is involved (job `if`, matrix, job and
run names, outputs of reusable workflows) and to put values that only it knows into the text that
the runner gets (`templates.py`). Here: the syntax tree and its parser; `evaluate.py` gives values.
https://docs.github.com/en/actions/reference/workflows-and-actions/expressions
"""

import re
from dataclasses import dataclass
from typing import TypeAlias

Scalar: TypeAlias = str | float | bool | None


class ExpressionError(Exception):
    """The expression is not valid, or asks for something this evaluator does not know."""


@dataclass(frozen=True)
class Literal:
    value: Scalar


@dataclass(frozen=True)
class Name:
    """A context: `github`, `needs`, `matrix`."""

    name: str


@dataclass(frozen=True)
class Member:
    """`of.key`, `of['key']` or `of[key]`."""

    of: "Node"
    key: "Node"


@dataclass(frozen=True)
class Star:
    """`of.*`: every value of an object or list."""

    of: "Node"


@dataclass(frozen=True)
class Call:
    name: str
    arguments: tuple["Node", ...]


@dataclass(frozen=True)
class Not:
    operand: "Node"


@dataclass(frozen=True)
class Binary:
    operator: str
    left: "Node"
    right: "Node"


Node: TypeAlias = Literal | Name | Member | Star | Call | Not | Binary

_TOKEN = re.compile(
    r"""\s*(?:
    (?P<number>[+-]?(?:0x[0-9a-fA-F]+|0o[0-7]+|(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?))(?![\w.])
  | (?P<string>'(?:[^']|'')*')
  | (?P<word>[A-Za-z_][A-Za-z0-9_-]*)
  | (?P<sign>&&|\|\||==|!=|<=|>=|[!<>()\[\].,*])
)""",
    re.VERBOSE,
)
_LEVELS = (("||",), ("&&",), ("==", "!="), ("<", "<=", ">", ">="))  # loosest first
_WORDS: dict[str, Scalar] = {"true": True, "false": False, "null": None}
_NUMBER_WORDS = {"nan": float("nan"), "infinity": float("inf")}


@dataclass(frozen=True)
class _Token:
    kind: str
    text: str


def parse(source: str) -> Node:
    """The syntax tree of `source` (without `${{ }}`); raises `ExpressionError`."""
    parser = _Parser(_tokens(source), source)
    node = parser.level(0)
    parser.end()
    return node


def parse_number(text: str) -> float:
    """A number as the language writes it: decimal, exponent, `0x` or `0o`; raises ValueError."""
    bare = text.lstrip("+-").lower()
    if bare.startswith(("0x", "0o")):
        return float(int(text, 0))
    return float(text)


def _tokens(source: str) -> list[_Token]:
    tokens: list[_Token] = []
    position = 0
    end = len(source.rstrip())
    while position < end:
        found = _TOKEN.match(source, position)
        if found is None or found.lastgroup is None:
            raise ExpressionError(f"Unexpected symbol: '{source[position:].strip()}' in '{source.strip()}'")
        tokens.append(_Token(found.lastgroup, found[found.lastgroup]))
        position = found.end()
    return tokens


class _Parser:
    """Recursive descent, one method per kind of thing."""

    def __init__(self, tokens: list[_Token], source: str) -> None:
        self._tokens = tokens
        self._at = 0
        self._source = source

    def level(self, depth: int) -> Node:
        """A chain of the operators at `_LEVELS[depth]`, left to right."""
        if depth == len(_LEVELS):
            return self._unary()
        left = self.level(depth + 1)
        while (sign := self._sign()) in _LEVELS[depth]:
            self._at += 1
            left = Binary(sign, left, self.level(depth + 1))
        return left

    def end(self) -> None:
        if self._at < len(self._tokens):
            raise self._error()

    def _unary(self) -> Node:
        if self._sign() == "!":
            self._at += 1
            return Not(self._unary())
        return self._accesses(self._primary())

    def _accesses(self, node: Node) -> Node:
        while self._sign() in (".", "["):
            opening = self._next().text
            if opening == ".":
                token = self._next()
                if token.text == "*":
                    node = Star(node)
                elif token.kind == "word":
                    node = Member(node, Literal(token.text))
                else:
                    raise self._error()
            elif self._sign() == "*":
                self._at += 1
                self._expect("]")
                node = Star(node)
            else:
                node = Member(node, self.level(0))
                self._expect("]")
        return node

    def _primary(self) -> Node:
        token = self._next()
        if token.kind == "number":
            return Literal(parse_number(token.text))
        if token.kind == "string":
            return Literal(token.text[1:-1].replace("''", "'"))
        if token.text == "(":
            node = self.level(0)
            self._expect(")")
            return node
        if token.kind == "word":
            return self._word(token.text)
        raise self._error()

    def _word(self, word: str) -> Node:
        if self._sign() == "(":
            self._at += 1
            return Call(word.lower(), self._arguments())
        if word.lower() in _WORDS:
            return Literal(_WORDS[word.lower()])
        if word.lower() in _NUMBER_WORDS:
            return Literal(_NUMBER_WORDS[word.lower()])
        return Name(word.lower())

    def _arguments(self) -> tuple[Node, ...]:
        arguments: list[Node] = []
        if self._sign() != ")":
            arguments.append(self.level(0))
            while self._sign() == ",":
                self._at += 1
                arguments.append(self.level(0))
        self._expect(")")
        return tuple(arguments)

    def _sign(self) -> str:
        if self._at < len(self._tokens) and self._tokens[self._at].kind == "sign":
            return self._tokens[self._at].text
        return ""

    def _next(self) -> _Token:
        if self._at >= len(self._tokens):
            raise ExpressionError(f"Unexpected end of expression: '{self._source.strip()}'")
        self._at += 1
        return self._tokens[self._at - 1]

    def _expect(self, sign: str) -> None:
        if self._next().text != sign:
            raise self._error()

    def _error(self) -> ExpressionError:
        return ExpressionError(f"Unexpected symbol in expression: '{self._source.strip()}'")
