"""Matrix combinations, as GitHub's documentation gives them."""

from typing import Any

import pytest

from bot.sandbox.actions.matrix import combinations, suffix
from bot.sandbox.actions.workflow import WorkflowError


@pytest.mark.parametrize(
    ("matrix", "expected"),
    [
        ({"py": [1, 2]}, [{"py": 1}, {"py": 2}]),
        ({"include": [{"py": 1, "os": "x"}]}, [{"py": 1, "os": "x"}]),
        (
            {"py": [1, 2], "os": ["a", "b"], "exclude": [{"py": 2, "os": "a"}]},
            [{"py": 1, "os": "a"}, {"py": 1, "os": "b"}, {"py": 2, "os": "b"}],
        ),
        # https://docs.github.com: "expanding or adding matrix configurations"
        (
            {
                "fruit": ["apple", "pear"],
                "animal": ["cat", "dog"],
                "include": [
                    {"color": "green"},
                    {"color": "pink", "animal": "cat"},
                    {"fruit": "apple", "shape": "circle"},
                    {"fruit": "banana"},
                    {"fruit": "banana", "animal": "cat"},
                ],
            },
            [
                {"fruit": "apple", "animal": "cat", "color": "pink", "shape": "circle"},
                {"fruit": "apple", "animal": "dog", "color": "green", "shape": "circle"},
                {"fruit": "pear", "animal": "cat", "color": "pink"},
                {"fruit": "pear", "animal": "dog", "color": "green"},
                {"fruit": "banana"},
                {"fruit": "banana", "animal": "cat"},
            ],
        ),
    ],
)
def test_a_matrix_gives_these_combinations(matrix: Any, expected: object) -> None:
    assert expected == combinations(matrix)


@pytest.mark.parametrize("matrix", ["text", {"py": []}, {"py": 3}, {"py": [1], "include": 3}])
def test_a_matrix_that_is_none_is_refused(matrix: Any) -> None:
    with pytest.raises(WorkflowError):
        combinations(matrix)


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ({}, ""),
        ({"py": 3.12, "os": "ubuntu"}, " (3.12, ubuntu)"),
        ({"a": {"b": True, "c": [1, 2.0]}}, " (true, 1, 2)"),
    ],
)
def test_a_job_is_named_after_its_combination(row: dict[str, Any], expected: str) -> None:
    assert expected == suffix(row)
