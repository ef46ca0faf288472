"""The recorder catches what differs from GitHub, and nothing else."""

from dataclasses import replace
from typing import Any

import pytest

from tests.contract.cases import RIGHT, WRONG, Case, exchange

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
