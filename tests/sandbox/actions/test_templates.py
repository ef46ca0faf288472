"""Text with expressions: evaluated, or settled for the runner."""

from typing import Any

import pytest

from bot.sandbox.actions.contexts import known_to_service
from bot.sandbox.actions.expressions import ExpressionError, parse
from bot.sandbox.actions.templates import condition, render, settle, write

NASTY = 'a }} ${{ secrets.GITHUB_TOKEN }} it\'s "quoted"\n$(id) `id`'
CONTEXTS: dict[str, Any] = {
    "inputs": {"title": NASTY, "deep": {"list": [NASTY, 1]}, "dry": True},
    "github": {"run_id": "7", "token": "never", "event": {"x": 1}},
    "needs": {"a": {"result": "failure", "outputs": {}}},
}


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("no expression", "no expression"),
        ("${{ inputs.dry }}", True),
        ("run ${{ github.run_id }}: ${{ inputs.dry }}!", "run 7: true!"),
        ("${{ '}}' }}", "}}"),
        (["${{ github.run_id }}", 3], ["7", 3]),
        ({"a": {"b": "${{ inputs.deep.list[1] }}"}}, {"a": {"b": 1}}),
    ],
)
def test_rendering_keeps_the_type_of_a_lone_expression(value: object, expected: object) -> None:
    assert expected == render(value, CONTEXTS)


def test_an_expression_that_is_never_closed_is_an_error() -> None:
    with pytest.raises(ExpressionError, match="not closed"):
        render("${{ 'a }}", CONTEXTS)


@pytest.mark.parametrize(
    ("source", "succeeded", "expected"),
    [
        (None, True, True),
        (None, False, False),
        ("needs.a.result == 'failure'", True, True),
        ("needs.a.result == 'failure'", False, False),
        ("always() && needs.a.result == 'failure'", False, True),
        ("${{ !cancelled() }}", False, True),
        ("!${{ inputs.dry }}", True, True),  # mixed text is a non-empty string, so it is true
        (False, True, False),
    ],
)
def test_a_condition_needs_success_unless_it_asks_for_a_status(
    source: object, succeeded: bool, expected: bool
) -> None:
    functions = {
        "success": lambda: succeeded,
        "failure": lambda: not succeeded,
        "always": lambda: True,
        "cancelled": lambda: False,
    }
    assert expected == condition(source, CONTEXTS, functions)


@pytest.mark.parametrize(
    "template",
    [
        "echo ${{ inputs.title }}",
        "${{ toJSON(inputs.deep) }}",
        "${{ inputs['title'] == 'x' || inputs.deep.list[0] }}",
        "${{ inputs[github.missing || 'title'] }}",
        "${{ needs.a.result }}/${{ github.run_id }}",
        "${{ format('{0}{1}', needs.*.result, 1) }}",
    ],
)
def test_a_settled_text_means_the_same_with_nothing_left_to_look_up(template: str) -> None:
    settled = settle(template, known_to_service(CONTEXTS))
    assert render(template, CONTEXTS) == render(settled, {})


def test_settling_leaves_what_only_the_runner_knows() -> None:
    step = {
        "if": "success() && inputs.dry",
        "env": {"TOKEN": "${{ github.token }}", "SECRET": "${{ secrets.X }}"},
        "run": "echo ${{ steps.a.outputs.b }} ${{ github.event.x }} ${{ runner.os }}",
    }
    settled = settle(step, known_to_service(CONTEXTS))
    assert {**step, "if": "success() && true"} == settled


def test_a_value_never_becomes_syntax() -> None:
    settled = settle("${{ inputs.title }}", known_to_service(CONTEXTS))
    inside = settled.removeprefix("${{").removesuffix("}}")
    assert "${{" not in inside
    assert "}}" not in inside


@pytest.mark.parametrize(
    "source",
    [
        "!(a.b || c) && d[0].*.e == 'it''s'",
        "(a && (b || c)) != (1 < -2.5)",
        "f(a, 'b', g()) && !h.i['j k']",
        "a.* && null || true",
    ],
)
def test_a_tree_written_and_read_again_is_the_same_tree(source: str) -> None:
    assert parse(source) == parse(write(parse(source)))
