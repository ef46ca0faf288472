"""Reading workflow files: what is in them, and what GitHub would refuse."""

import pytest

from bot.sandbox.actions.workflow import (
    SCOPES,
    Permissions,
    Source,
    WorkflowError,
    excess,
    needs,
    read_only,
    read_permissions,
    read_workflow,
    workflow_name,
)

JOBS = "jobs: {a: {runs-on: x, steps: [{run: 'true'}]}}"


def test_a_workflow_is_read_with_its_yaml_kept_literal() -> None:
    workflow = read_workflow(
        Source("on: push\nname: yes\nenv: {ON: on, WHEN: 2026-11-23, 1: one}\n" + JOBS, "w.yml")
    )
    assert ("yes", {"push": {}}, None) == (workflow.name, workflow.triggers, workflow.permissions)
    assert {"ON": "on", "WHEN": "2026-11-23", "1": "one"} == workflow.env


@pytest.mark.parametrize(
    ("triggers", "expected"),
    [
        ("push", {"push": {}}),
        ("[push, pull_request]", {"push": {}, "pull_request": {}}),
        (
            "{push: {branches: [main]}, workflow_dispatch: }",
            {"push": {"branches": ["main"]}, "workflow_dispatch": {}},
        ),
        ("{schedule: [{cron: '0 0 * * *'}], push: {}}", {"schedule": {}, "push": {}}),
    ],
)
def test_triggers_come_in_three_forms(triggers: str, expected: object) -> None:
    assert expected == read_workflow(Source(f"on: {triggers}\n{JOBS}", "w.yml")).triggers


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("on: [", "error in your yaml syntax"),
        ("- a", "A mapping was expected"),
        ("on: push", "at least one job"),
        (JOBS, "No event triggers"),
        ("on: push\njobs: {a: {runs-on: x}}", "runs-on or steps"),
        (
            "on: push\njobs: {a: {runs-on: x, needs: b, steps: [{run: x}]}}",
            "'a' depends on unknown job 'b'",
        ),
        (
            "on: push\njobs: {a: {uses: ./x, needs: b}, b: {uses: ./x, needs: [a]}}",
            "cycle of dependencies among: a, b",
        ),
        (f"on: push\npermissions: all\n{JOBS}", "Unexpected value 'all' for permissions"),
        (f"on: push\npermissions: {{contents: admin}}\n{JOBS}", "contents: admin"),
        (f"on: push\non: push\n{JOBS}", "duplicate key"),
    ],
)
def test_a_broken_file_says_what_is_wrong(text: str, words: str) -> None:
    with pytest.raises(WorkflowError, match=words):
        read_workflow(Source(text, "w.yml"))


def test_a_workflow_that_cannot_be_read_goes_by_its_path() -> None:
    assert "w.yml" == workflow_name("on: [", "w.yml")
    assert "CI" == workflow_name("name: CI\non: nothing sensible", "w.yml")


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, None),
        ({}, {}),
        ({"pull-requests": "write", "contents": "none"}, {"pull_requests": "write"}),
        ("read-all", dict.fromkeys([s for s in SCOPES if s != "id_token"], "read")),
        ("write-all", dict.fromkeys(SCOPES, "write")),
    ],
)
def test_permissions_are_a_map_in_which_absent_means_none(
    value: object, expected: Permissions | None
) -> None:
    assert expected == read_permissions(value)


def test_what_goes_beyond_the_allowed_is_named() -> None:
    wanted = {"contents": "write", "issues": "read", "id_token": "write"}
    assert ["contents: write", "id-token: write"] == excess(wanted, {"contents": "read", "issues": "write"})


def test_a_fork_may_only_read_and_prove_nothing() -> None:
    assert {"contents": "read"} == read_only({"contents": "write", "id_token": "write"})


@pytest.mark.parametrize(("value", "expected"), [(None, ()), ("a", ("a",)), (["a", "b"], ("a", "b"))])
def test_needs_is_one_or_many(value: object, expected: tuple[str, ...]) -> None:
    assert expected == needs({"needs": value})
