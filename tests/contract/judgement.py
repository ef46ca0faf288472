"""One exchange judged: the description, the rules by hand, and who is to blame.

The bot must never send what GitHub does not describe. Anybody else may try (tests do, on purpose),
but then the sandbox must refuse: accepting is the sandbox's violation. Every answer is the sandbox's.
`recorder.py` catches the exchanges; `openapi.py`, `documents.py` and the rules know what is right.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias
from urllib.parse import parse_qsl

from tests.contract import answer_rules, documents, request_rules
from tests.contract.openapi import Match, Specification
from tests.contract.operations import GRAPHQL_OPERATION

Side: TypeAlias = Literal["bot", "others"]

BOT_AGENTS = ("andon", "GitHubKit")
"""How the User-Agent of the bot and its worker starts."""


@dataclass(frozen=True)
class Exchange:
    """One request and its answer, as they went over the wire.

    `path` is as sent (percent-encoded), without the API's prefix; header names are in lower case.
    """

    method: str
    path: str
    query: str
    sent: Mapping[str, str]
    body: bytes
    status: int
    received: Mapping[str, str]
    answer: bytes

    @property
    def side(self) -> Side:
        """Who asked."""
        return "bot" if self.sent.get("user-agent", "").startswith(BOT_AGENTS) else "others"


@dataclass(frozen=True)
class Violation:
    """One difference between what went over the wire and what GitHub publishes."""

    blame: Literal["bot", "sandbox"]
    operation: str
    status: int
    problem: str

    def __str__(self) -> str:
        return f"[{self.blame}] {self.operation} -> {self.status}: {self.problem}"


@dataclass(frozen=True)
class Judgement:
    """The operation (None: not in the table) and what was wrong."""

    operation: str | None
    violations: tuple[Violation, ...]


def judge(exchange: Exchange, specification: Specification) -> Judgement:
    """Hold one exchange against GitHub's description and the rules by hand."""
    asked = f"{exchange.method} {exchange.path}"
    if asked == GRAPHQL_OPERATION:
        match: Match | None = Match(GRAPHQL_OPERATION, {})
    else:
        match = specification.match(exchange.method, exchange.path)
    if match is None:
        return Judgement(None, tuple(_stray(asked, exchange)))
    violations = [
        *_blamed_for_asking(match, exchange, _asked_problems(match, exchange, specification)),
        *(
            Violation("sandbox", match.operation, exchange.status, problem)
            for problem in _answered_problems(match, exchange, specification)
        ),
    ]
    if exchange.side == "bot":
        query = dict(parse_qsl(exchange.query))
        version = specification.api_version
        problems = request_rules.bot_problems(match.operation, exchange.sent, query, version)
        violations += [Violation("bot", match.operation, exchange.status, each) for each in problems]
    return Judgement(match.operation, tuple(violations))


def _stray(asked: str, exchange: Exchange) -> Iterator[Violation]:
    if exchange.side == "bot":
        yield Violation("bot", asked, exchange.status, "calls what is not in tests/contract/operations.py")
    if exchange.status < 300:
        yield Violation("sandbox", asked, exchange.status, "answers what is not in the table")


def _blamed_for_asking(match: Match, exchange: Exchange, problems: Iterator[str]) -> Iterator[Violation]:
    for problem in problems:
        if exchange.side == "bot":
            yield Violation("bot", match.operation, exchange.status, problem)
        elif exchange.status < 300:
            yield Violation("sandbox", match.operation, exchange.status, f"accepted: {problem}")


def _asked_problems(match: Match, exchange: Exchange, specification: Specification) -> Iterator[str]:
    if match.operation == GRAPHQL_OPERATION:
        # A document that is wrong is answered 200 with errors, so only data means "accepted".
        if exchange.side == "bot" or _has_data(exchange.answer):
            yield from documents.asked_problems(exchange.body)
        return
    query = parse_qsl(exchange.query, keep_blank_values=True)
    yield from specification.asked_problems(match, query, exchange.body)
    yield from request_rules.asked_problems(match.operation, _json(exchange.body))


def _answered_problems(match: Match, exchange: Exchange, specification: Specification) -> Iterator[str]:
    status, answer = exchange.status, exchange.answer
    yield from answer_rules.header_problems(status, exchange.received, answer)
    if status == 204 and answer:
        yield "a body with 204"
    value = _json(answer)
    if status >= 400 or status in (301, 307):
        yield from answer_rules.error_problems(status, value)
    if match.operation == GRAPHQL_OPERATION:
        yield from documents.answered_problems(status, exchange.body, value)
        return
    media = exchange.received.get("content-type", "").split(";")[0]
    raw = media.startswith("application/vnd.github") and "raw" in exchange.sent.get("accept", "")
    if not (raw and status == 200):
        yield from specification.answered_problems(match.operation, status, media, answer)
    if status < 300:
        per_page = dict(parse_qsl(exchange.query)).get("per_page", "30")
        yield from answer_rules.answer_problems(value, min(int(per_page), 100) if per_page.isdigit() else 30)
    if status in (201, 302):
        for name in specification.described_headers(match.operation, status):
            if name.lower() not in exchange.received:
                yield f"header {name} is missing"


def _has_data(answer: bytes) -> bool:
    value = _json(answer)
    return isinstance(value, dict) and "data" in value and value["data"] is not None


def _json(body: bytes) -> Any:
    try:
        return json.loads(body)
    except ValueError:
        return None
