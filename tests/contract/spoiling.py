"""Every answer that Andon reads, spoilt in every way that GitHub's schemas name, and held against the judge.

`caught` means: `judgement.py`, which listens at the local GitHub's door in every test, blames the local
GitHub for that answer, as it would in a test. `make mutate-contract` does all and writes the page;
`test_spoiling.py` does some on every run.
"""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

import graphql
from graphql import GraphQLSchema

from bot.github.client import API_VERSION
from bot.github.documents import ALL
from tests.contract.graphql_samples import graph_samples
from tests.contract.judgement import Exchange, judge
from tests.contract.openapi import specification
from tests.contract.operations import CORRECTIONS, GRAPHQL_OPERATION, OPERATIONS
from tests.contract.samples import Json, Mutation, samples

_ASKED: Final = {
    "user-agent": "andon/0",
    "authorization": "Bearer x",
    "accept": "application/vnd.github+json",
    "x-github-api-version": API_VERSION,
}
_ANSWERED: Final = {
    "content-type": "application/json; charset=utf-8",
    "x-github-request-id": "AAAA:1",
    "x-github-media-type": "github.v3; format=json",
    "x-ratelimit-limit": "5000",
    "x-ratelimit-remaining": "4999",
    "x-ratelimit-used": "1",
    "x-ratelimit-reset": "1700000000",
}


@dataclass(frozen=True)
class Sample:
    """One answer as GitHub may give it: of which operation (or document), the exchange, how to spoil it."""

    name: str
    exchange: Exchange
    holder: Json
    """Holds the answer as `answer` (REST) or `data` (GraphQL)."""
    mutations: list[Mutation]

    def problems(self) -> list[str]:
        """What the judge blames the local GitHub for, as the answer is now."""
        whole = self.holder.get("answer", self.holder)
        made = replace(self.exchange, answer=json.dumps(whole).encode())
        return [each.problem for each in judge(made, specification()).violations if each.blame == "sandbox"]

    def spoilt(self, mutation: Mutation) -> list[str]:
        """The same with one thing spoilt. The answer is whole again afterwards."""
        whole = mutation.place == "answer"
        holder, key = (self.holder, "answer") if whole else (mutation.holder, mutation.key)
        kept = holder[key]
        if mutation.kind == "dropped":
            del holder[key]
        else:
            holder[key] = mutation.value
        try:
            return self.problems()
        finally:
            holder[key] = kept


@dataclass
class Score:
    """How many answers were spoilt, in which way, and which of them nobody noticed."""

    made: Counter[str] = field(default_factory=Counter[str])
    survivors: list[tuple[str, Mutation]] = field(default_factory=list[tuple[str, Mutation]])

    @property
    def caught(self) -> float:
        """The share of spoilt answers that were noticed."""
        total = self.made.total()
        return (total - len(self.survivors)) / total if total else 1.0

    def add(self, sample: Sample, mutations: Iterable[Mutation]) -> None:
        """Spoil an answer in these ways, one at a time."""
        for mutation in mutations:
            self.made[mutation.kind] += 1
            if not sample.spoilt(mutation):
                self.survivors.append((sample.name, mutation))


def rest_samples(document: Json, operations: Iterable[str] = OPERATIONS) -> Iterator[Sample]:
    """Answers with JSON of 2xx to each operation; `document` is GitHub's OpenAPI description as published."""
    for name in operations:
        method, path = name.split(" ", 1)
        for status, told in document["paths"][path][method.lower()]["responses"].items():
            shared = told.get("$ref", "").rsplit("/", 1)[-1]
            response = document["components"]["responses"][shared] if shared else told
            content = response.get("content", {}).get("application/json", {})
            if not status.startswith("2") or "schema" not in content:
                continue
            schema = CORRECTIONS.get((name, status)) or content["schema"]
            described = specification().described_headers(name, int(status))
            exchange = _exchange(method, re.sub(r"\{\w+\}", "1", path), int(status), described)
            for answer, mutations in samples(document, schema):
                yield Sample(f"{name} -> {status}", exchange, {"answer": answer}, mutations)


def document_samples(schema: GraphQLSchema, documents: Mapping[str, str] = ALL) -> Iterator[Sample]:
    """Answers to each of the bot's documents; `schema` is GitHub's, as published."""
    for name, text in documents.items():
        for variables, data, mutations in graph_samples(schema, graphql.parse(text)):
            sent = json.dumps({"query": text, "variables": variables}).encode()
            method, path = GRAPHQL_OPERATION.split(" ")
            exchange = _exchange(method, path, 200, ("X-RateLimit-Resource",), sent)
            yield Sample(f"GraphQL {name}", exchange, {"data": data}, mutations)


def _exchange(method: str, path: str, status: int, described: Iterable[str], body: bytes = b"") -> Exchange:
    resource = "graphql" if path == "/graphql" else "core"
    received: dict[str, Any] = {name.lower(): "x" for name in described}
    received |= {**_ANSWERED, "x-ratelimit-resource": resource}
    return Exchange(method, path, "per_page=100", _ASKED, body, status, received, b"")


def section(score: Score) -> str:
    """The page's section, in Markdown, without its heading."""
    lines = [
        "Made by `make mutate-contract`; do not edit. Of every answer with JSON that Andon reads, one is made",
        "from GitHub's description as published, for each branch that the description leaves open; then each",
        "required field is dropped, each type changed, each value set to null that may not be null, and each",
        "value of each enum changed, one at a time. Caught is what the judge of the tests blames the local",
        "GitHub for.",
        "",
        f"{score.made.total():,} spoilt answers ({_counts(score)}): {100 * score.caught:.2f}% caught, "
        f"{len(score.survivors)} not.",
        "",
        "Not caught, each once:",
        "",
    ]
    seen = dict.fromkeys(f"- `{name}`: `{mutation}`" for name, mutation in score.survivors)
    return "\n".join([*lines, *(seen or ["- none"]), "", *_WHY, ""])


_WHY: Final = (
    "What these have in common: the answer is still one that GitHub's schemas allow. In GraphQL an object",
    "whose type is not asked for may be of a type from which nothing was asked; in REST a value may be",
    "described as text or number.",
)


def _counts(score: Score) -> str:
    return ", ".join(f"{count:,} {kind}" for kind, count in sorted(score.made.items()))
