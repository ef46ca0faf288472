"""The client on real answers of api.github.com: it follows, it reads, or it raises the right error.

The exchanges are those of npm `@octokit/fixtures` (`tests/contract/recordings.py`); no GitHub is there
while these run. The client's readers (`bot/github/node.py`) read every field of every answer.
"""

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeGuard

import pytest

from bot.github.client import Answer, Client
from bot.github.errors import Broken, GitHubError, Gone
from bot.github.node import Node
from tests.contract.parity_table import SCENARIOS
from tests.contract.recordings import (
    MOVED,
    Recorded,
    published,
    replayed,
    scenario,
    write_cassette,
)

ERRORS: dict[int, type[GitHubError]] = {404: Gone, 422: Broken}
"""The error that each refusal in the recordings means."""


def test_these_are_all_scenarios_and_exchanges() -> None:
    assert (SCENARIOS, 22, 132) == (published(), len(SCENARIOS), sum(SCENARIOS.values()))


@pytest.mark.parametrize("name", SCENARIOS)
def test_the_client_follows_reads_or_raises_what_was_recorded(name: str, tmp_path: Path) -> None:
    with replayed(write_cassette(name, tmp_path)) as cassette:
        asyncio.run(walk(scenario(name)))
        assert cassette.all_played


async def walk(exchanges: tuple[Recorded, ...]) -> None:
    """Ask for each in order; what was answered with a redirect is one call with what it led to."""
    clients: dict[str, Client] = {}
    waiting = list(exchanges)
    while waiting:
        asked = answered = waiting.pop(0)
        while answered.status in MOVED:
            answered = waiting.pop(0)
        client = clients.setdefault(asked.host, Client("a person's token", asked.host))
        try:
            outcome: Answer | GitHubError = await client.call(
                f"{asked.method} {asked.path}", None, sent=asked.sent
            )
        except GitHubError as error:
            outcome = error
        assert [] == list(differences(outcome, answered)), str(asked)
    for client in clients.values():
        await client.aclose()


def differences(outcome: Answer | GitHubError, answered: Recorded) -> Iterator[str]:
    """Where the client made something else of an answer than what was recorded."""
    if isinstance(outcome, GitHubError):
        if type(outcome) is not ERRORS.get(answered.status):
            yield f"{type(outcome).__name__} for {answered.status}"
        if f": {answered.status} {answered.answer['message']}" not in str(outcome):
            yield f"the error says {outcome}"
        return
    if answered.status >= 300:
        yield f"no error for {answered.status}"
    if outcome.status != answered.status:
        yield f"status {outcome.status}, recorded {answered.status}"
    if isinstance(answered.answer, bytes):
        yield from [] if outcome.data else ["the archive is empty"]
    else:
        yield from misread(outcome.data, answered.answer, "answer")


def misread(node: Node, value: Any, where: str) -> Iterator[str]:
    """Where the client's readers read something else than what stands there."""
    read: Any = value
    if _is_object(value):
        for name, item in value.items():
            yield from misread(node[name], item, f"{where}.{name}")
    elif _is_list(value):
        for index, (inner, item) in enumerate(zip(node.items(), value, strict=True)):
            yield from misread(inner, item, f"{where}[{index}]")
    elif isinstance(value, bool):
        read = node.flag()
    elif isinstance(value, int):
        read = node.number()
    elif isinstance(value, str):
        read = node.text()
        if where.endswith("_at"):
            node.time()
    elif value is None:
        read = None if not node else "something"
    if read != value:
        yield f"{where} is read as {read!r}, recorded is {value!r}"


def _is_object(value: Any) -> TypeGuard[dict[str, Any]]:
    return isinstance(value, dict)


def _is_list(value: Any) -> TypeGuard[list[Any]]:
    return isinstance(value, list)


def test_a_refusal_that_is_expected_is_an_answer(tmp_path: Path) -> None:
    """What GitHub says of each field is there to be read."""
    made, refused, _ = scenario("errors")

    async def ask() -> Answer:
        client = Client("a person's token")
        try:
            await client.call(f"{made.method} {made.path}", None, sent=made.sent)
            route = f"{refused.method} {refused.path}"
            return await client.call(route, None, sent=refused.sent, accept=(422,))
        finally:
            await client.aclose()

    with replayed(write_cassette("errors", tmp_path)):
        answer = asyncio.run(ask())
    (error,) = answer.data["errors"]
    assert (422, "Label", "color", "invalid") == (
        answer.status,
        *(error[name].text() for name in ("resource", "field", "code")),
    )
