"""The recorder catches what differs from GitHub, and nothing else."""

from dataclasses import replace
from typing import Any

import pytest
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from tests.contract.cases import RIGHT, WRONG, Case, exchange
from tests.contract.recorder import Contract, Message, Receive, Send

Json = dict[str, Any]


@pytest.mark.parametrize("name", RIGHT)
async def test_what_is_right_passes(name: str) -> None:
    contract = await exchange(RIGHT[name])
    contract.check()


@pytest.mark.parametrize("name", WRONG)
async def test_what_is_wrong_is_caught(name: str) -> None:
    case, problem = WRONG[name]
    contract = await exchange(case)
    assert [problem] == [problem for found in contract.violations if problem in str(found)][:1], [
        str(each) for each in contract.violations
    ]


async def test_every_wrong_answer_is_caught_whoever_asked() -> None:
    case = replace(WRONG["a field of the answer is missing"][0], sent={})
    contract = await exchange(case)
    assert ["sandbox"] == [found.blame for found in contract.violations]


async def test_a_violation_fails_the_check_with_its_words() -> None:
    contract = await exchange(WRONG["a field of the answer is missing"][0])
    with pytest.raises(AssertionError, match='"object" is a required property'):
        contract.check()


async def test_each_exchange_is_tallied_by_operation_side_and_status() -> None:
    contract = await exchange(RIGHT["a ref is read"])
    assert {("GET /repos/{owner}/{repo}/git/ref/{ref}", "bot", 200): 1} == contract.tally


async def test_a_count_that_is_no_number_is_named() -> None:
    answer: Json = {"total_count": "7", "jobs": []}
    contract = await exchange(Case("GET /api/v3/repos/acme/shop/actions/runs/1/jobs", answer=answer))
    assert any('answer/total_count: "7" is not of type' in str(found) for found in contract.violations)


async def test_a_value_of_an_answer_is_held_against_its_neighbours() -> None:
    run: Json = {"status": "completed", "conclusion": None, "completed_at": None}
    contract = await exchange(Case("GET /api/v3/repos/acme/shop/actions/jobs/1", answer=run))
    assert any("conclusion is None with status 'completed'" in str(found) for found in contract.violations)


async def test_who_hangs_up_in_the_middle_of_asking_is_not_judged_by_half_a_body() -> None:
    """A pass that is out of time ends its requests wherever they are; GitHub sees no request then, nor does the app."""
    seen: list[str] = []

    async def app(scope: Message, receive: Receive, send: Send) -> None:
        try:
            await Request(scope, receive).body()
        except ClientDisconnect:
            seen.append("hung up")
            return
        seen.append("asked")
        await Response("{}", 400)(scope, receive, send)

    pieces: list[Message] = [
        {"type": "http.request", "body": b'{"que', "more_body": True},
        {"type": "http.disconnect"},
    ]

    async def receive() -> Message:
        return pieces.pop(0)

    async def send(message: Message) -> None:
        raise AssertionError(f"nobody listens to {message}")

    contract = Contract()
    scope: Message = {
        "type": "http",
        "method": "POST",
        "path": "/api/graphql",
        "query_string": b"",
        "headers": [],
    }
    await contract.wrap(app)(scope, receive, send)
    assert (["hung up"], [], {}) == (seen, contract.violations, contract.tally)
