"""Parity: the local GitHub answers as api.github.com did, but for the differences that are listed."""

from collections.abc import Iterator

import httpx
import pytest

from bot.sandbox import Sandbox
from tests.contract.parity import Twin, operation_of, shape, unlike
from tests.contract.parity_table import DIFFERENCES, IN_USE, SCENARIOS, Difference
from tests.contract.recordings import scenario


@pytest.fixture
def twin(gh: Sandbox) -> Iterator[Twin]:
    with httpx.Client(trust_env=False) as http:
        yield Twin(gh, http)


def test_the_local_github_answers_as_was_recorded(twin: Twin) -> None:
    found: set[Difference] = set()
    compared: dict[str, int] = {}
    for name in SCENARIOS:
        for each in scenario(name):
            operation = operation_of(each)
            if operation is None:
                twin.prepare(each)
            else:
                found |= set(twin.differences(operation, each))
                compared[name] = compared.get(name, 0) + 1
    assert sorted(map(str, DIFFERENCES)) == sorted(map(str, found))
    assert IN_USE == compared


ONE = {"a": 1, "b": [{"c": None}, {"c": "x", "d": True}], "e": {"f": 1.5}}


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        (ONE, []),
        ({**ONE, "a": None}, []),
        ({**ONE, "a": "1"}, ["body.a of another type"]),
        ({**ONE, "g": 1}, ["body.g added"]),
        ({"a": 1, "b": []}, ["body.e missing"]),
        ({**ONE, "b": [{"c": "x"}]}, ["body.b[].d missing"]),
        ({**ONE, "b": [{"c": "x", "d": 1}]}, ["body.b[].d of another type"]),
        ({**ONE, "b": {"c": "x"}}, ["body.b of another type"]),
    ],
)
def test_answers_are_compared_by_how_they_are_built(other: object, expected: list[str]) -> None:
    assert expected == list(unlike(shape(ONE), shape(other), "body"))
