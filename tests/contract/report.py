"""docs/contract.md: which of GitHub's operations the tests exercised, from which side, with what answers.

Pure; `plugin.py` writes it at the end of a test run with ANDON_CONTRACT_REPORT=1 (`make contract-report`).
"""

from collections import Counter
from collections.abc import Iterable
from typing import Final

from bot.github.client import API_VERSION
from tests.contract.openapi import specification
from tests.contract.operations import (
    ANNOUNCED,
    BEHIND,
    CORRECTIONS,
    EVENTS,
    FREER_PARAMETERS,
    GRAPHQL_OPERATION,
    OPERATIONS,
    undocumented,
)
from tests.contract.packages import EXAMPLES, FIXTURES, GRAPHQL, OPENAPI, WEBHOOKS
from tests.contract.parity_table import DIFFERENCES, IN_USE, SCENARIOS
from tests.contract.recorder import Tally

ALL = (*OPERATIONS, GRAPHQL_OPERATION)
MUTATED: Final = "## Mutated answers"
"""How the section begins that `make mutate-contract` writes; it is the page's last."""


def unexercised(tally: Tally) -> tuple[str, ...]:
    """The operations in the table that gave Andon no 2xx or 3xx answer in any test, in the table's order."""
    seen = {operation for operation, side, status in tally if side == "bot" and status < 400}
    return tuple(operation for operation in ALL if operation not in seen)


def report(tally: Tally, mutated: str = "") -> str:
    """The page, in Markdown; `mutated` is the section that `make mutate-contract` wrote."""
    rows = [_row(operation, tally) for operation in ALL]
    bot = sum(count for (_, side, _), count in tally.items() if side == "bot")
    head = [
        "# Contract: the local GitHub against what GitHub publishes",
        "",
        "Made by `make contract-report`; do not edit. Every exchange that the tests cause with the local",
        "GitHub is judged, request and answer, by GitHub's own description: the OpenAPI description in",
        f"npm `{OPENAPI.name}` {OPENAPI.version}, API version {API_VERSION}, and the GraphQL schema in npm",
        f"`{GRAPHQL.name}` {GRAPHQL.version}. One violation fails the test that caused it.",
        "",
        f"{sum(tally.values())} exchanges, {bot} of them the bot's, no violation.",
        "",
        "The bot is whatever says that it is Andon: the App, its workers and the demo. The local GitHub has",
        "only what the bot asks for, and each operation must have answered it at least once.",
        "",
        "| operation | asked by the bot | asked by others | answers judged | described, in no test |",
        "|---|---:|---:|---|---|",
        *rows,
        "",
    ]
    page = "\n".join([*head, *static()]).rstrip("\n") + "\n"
    return f"{page}\n{mutated}" if mutated else page


def renewed(page: str) -> str:
    """The page with what is so today, and of the last run's numbers those that still hold; `make contract`."""
    head, _, rest = page.partition("|---|---:|---:|---|---|\n")
    kept = {row.split("`")[1]: row for row in rest.splitlines() if row.startswith("| `")}
    rows = [kept.get(operation) or _row(operation, Counter()) for operation in ALL]
    made = "\n".join([*rows, "", *static()]).rstrip("\n")
    mutated = page.partition(f"\n{MUTATED}\n")[2]
    return f"{head}|---|---:|---:|---|---|\n{made}\n" + (f"\n{MUTATED}\n{mutated}" if mutated else "")


def static() -> list[str]:
    """The lines that do not depend on what the tests caused."""
    return [
        "## What the description leaves open, asserted by hand",
        "",
        *_BY_HAND,
        "",
        "## Answers that GitHub gives but does not describe",
        "",
        *_undescribed(),
        "",
        "## Where GitHub's description is taken otherwise",
        "",
        "Each with its reason in `tests/contract/operations.py`.",
        "",
        *(f"- `{operation}`, answer {status}: the schema meant" for operation, status in CORRECTIONS),
        *(f"- `{each}`, parameters: {', '.join(names)}" for each, names in FREER_PARAMETERS.items()),
        *(f"- webhook `{event}`: {', '.join(parts)}" for event, parts in BEHIND.items()),
        "",
        "## Breaking changes that GitHub announced",
        "",
        f"None of them is part of API version {API_VERSION}, which is pinned in `bot/github/client.py`. These",
        "will concern what is in use once a later version is pinned:",
        "",
        *(f"- `{name}`: {why}" for name, (_, why) in sorted(ANNOUNCED.items())),
        "",
        "## Webhooks",
        "",
        f"What the local GitHub sends ({len(EVENTS)} events and actions) is held against npm `{WEBHOOKS.name}`",
        f"{WEBHOOKS.version}. All 329 payloads of npm `{EXAMPLES.name}` {EXAMPLES.version}, 10,000 mutations of them, and",
        "bodies that GitHub never sends go through `POST /webhook`: see `tests/app/test_webhook_payloads.py`",
        "and `tests/app/test_webhook_hostile.py`.",
        "",
        *_recordings(),
    ]


_BY_HAND: Final = (
    "- Requests: a completed check run has a conclusion, an unfinished one has none, and `stale` is GitHub's to",
    "  give; at most 50 annotations; 65,536 characters in a body, 256 in a title, 50 in a label; whole SHAs and",
    "  refs; at most 25 inputs, each a text; no unknown body field and no unknown or doubled parameter.",
    "- The bot's requests besides: credentials, the pinned API version, `Accept`, at most 100 a page.",
    "- Answers: no field that is not described; status, conclusion and `completed_at` agree, `state` and",
    "  `closed_at` agree; SHAs, times and ids have their form; no page is longer than asked for.",
    "- Errors: `message`, `documentation_url` and `status`, and nothing invented.",
    "- Headers: request id, media type, the five of the rate limit, which add up; `Location` with 201 and a",
    "  redirect; `Retry-After` with 429.",
    "- GraphQL: the frame of an answer, its data by the types asked for, points by GitHub's formula.",
)


def _recordings() -> list[str]:
    """What became of the real recordings, scenario by scenario."""
    compared = sum(IN_USE.values())
    return [
        "## Recordings of api.github.com",
        "",
        f"npm `{FIXTURES.name}` {FIXTURES.version} holds {sum(SCENARIOS.values())} real exchanges. All are",
        "replayed through Andon's client, which follows, reads or raises the right error for each. The",
        f"{compared} whose operation is in use are asked of the local GitHub too, and its answers compared:",
        "status, headers, how the body is built. The others are of operations that Andon does not use",
        "([decision 21](decisions/0021-parity-with-recordings.md)).",
        "",
        "| scenario | exchanges replayed | compared with the local GitHub |",
        "|---|---:|---|",
        *(
            f"| {name} | {count} | {IN_USE.get(name, 'not in use')} |"
            for name, count in sorted(SCENARIOS.items())
        ),
        "",
        "What differs, and why it may:",
        "",
        *(f"- `{each.operation}`, {each.status}: {each.what}: {why}" for each, why in DIFFERENCES.items()),
        "",
    ]


def _row(operation: str, tally: Tally) -> str:
    asked: dict[str, int] = dict.fromkeys(("bot", "others"), 0)
    answers: dict[int, set[str]] = {}
    for (name, side, status), count in tally.items():
        if name == operation:
            asked[side] += count
            answers.setdefault(status, set()).add(side)
    shown = ", ".join(f"{status} ({_sides(sides)})" for status, sides in sorted(answers.items()))
    left = ", ".join(str(status) for status in _described(operation) if status not in answers)
    return f"| `{operation}` | {asked['bot']} | {asked['others']} | {shown or 'none'} | {left} |"


def _described(operation: str) -> list[int]:
    """The refusals that GitHub's description lists for an operation."""
    if operation == GRAPHQL_OPERATION:
        return []
    responses = specification().document["operations"][operation]["responses"]
    return sorted(int(status) for status in responses if status.startswith("4"))


def _sides(sides: Iterable[str]) -> str:
    return " and ".join(sorted(sides))


def _undescribed() -> list[str]:
    """One line for each status and the reason that it may come."""
    reasons: dict[tuple[int, str], list[str]] = {}
    for operation in ALL:
        for status, reason in undocumented(operation).items():
            reasons.setdefault((status, reason), []).append(operation)
    return [
        f"- {status}, {reason}: {'any operation' if len(where) == len(ALL) else _where(where)}"
        for (status, reason), where in sorted(reasons.items())
    ]


def _where(operations: list[str]) -> str:
    if len(operations) > 8:
        return "any operation on a repository of that kind of request"
    return ", ".join(f"`{each}`" for each in operations)
