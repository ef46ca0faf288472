"""docs/contract.md: which of GitHub's operations the tests exercised, from which side, with what answers.

Pure; `plugin.py` writes it at the end of a test run with ANDON_CONTRACT_REPORT=1 (`make contract-report`).
"""

from collections.abc import Iterable

from bot.github.client import API_VERSION
from tests.contract.operations import (
    BEHIND,
    CORRECTIONS,
    FREER_PARAMETERS,
    GRAPHQL_OPERATION,
    OPERATIONS,
    undocumented,
)
from tests.contract.packages import GRAPHQL, OPENAPI
from tests.contract.recorder import Tally

ALL = (*OPERATIONS, GRAPHQL_OPERATION)


def unexercised(tally: Tally) -> tuple[str, ...]:
    """The operations in the table that gave Andon no 2xx or 3xx answer in any test, in the table's order."""
    seen = {operation for operation, side, status in tally if side == "bot" and status < 400}
    return tuple(operation for operation in ALL if operation not in seen)


def report(tally: Tally) -> str:
    """The page, in Markdown."""
    rows = [_row(operation, tally) for operation in ALL]
    bot = sum(count for (_, side, _), count in tally.items() if side == "bot")
    return "\n".join(
        [
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
            "| operation | asked by the bot | asked by others | answers judged |",
            "|---|---:|---:|---|",
            *rows,
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
        ]
    )


def _row(operation: str, tally: Tally) -> str:
    asked: dict[str, int] = dict.fromkeys(("bot", "others"), 0)
    answers: dict[int, set[str]] = {}
    for (name, side, status), count in tally.items():
        if name == operation:
            asked[side] += count
            answers.setdefault(status, set()).add(side)
    shown = ", ".join(f"{status} ({_sides(sides)})" for status, sides in sorted(answers.items()))
    return f"| `{operation}` | {asked['bot']} | {asked['others']} | {shown or 'none'} |"


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
