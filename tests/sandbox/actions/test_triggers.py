"""What starts a workflow."""

from typing import Any

import pytest

from bot.sandbox.actions.triggers import (
    BadInputs,
    Happening,
    dispatch_inputs,
    matches,
    skips,
    starts,
    typed_inputs,
)
from bot.sandbox.actions.workflow import Source, read_workflow


def _starts(on: str, event: str, ref: str, action: str = "", changed: tuple[str, ...] = ()) -> bool:
    text = f"on: {on}\njobs: {{a: {{runs-on: x, steps: [{{run: x}}]}}}}"
    return starts(read_workflow(Source(text, "w.yml")), Happening(event, ref, lambda: changed, action))


@pytest.mark.parametrize(
    ("on", "ref", "expected"),
    [
        ("push", "refs/heads/any/branch", True),
        ("push", "refs/tags/v1", True),
        ("pull_request", "refs/heads/main", False),
        ("{push: {branches: [main, 'release/*']}}", "refs/heads/main", True),
        ("{push: {branches: [main, 'release/*']}}", "refs/heads/release/1", True),
        ("{push: {branches: [main, 'release/*']}}", "refs/heads/release/1/x", False),
        ("{push: {branches: [main]}}", "refs/tags/main", False),
        ("{push: {branches: main}}", "refs/heads/main", True),
        ("{push: {branches-ignore: ['andon/**']}}", "refs/heads/andon/4-1", False),
        ("{push: {branches-ignore: ['andon/**']}}", "refs/heads/main", True),
        ("{push: {branches-ignore: ['andon/**']}}", "refs/tags/v1", False),
        ("{push: {tags: ['v[0-9]+']}}", "refs/tags/v12", True),
        ("{push: {tags: ['v[0-9]+']}}", "refs/heads/v12", False),
        ("{push: {tags-ignore: [v1]}}", "refs/tags/v2", True),
    ],
)
def test_a_push_starts_what_its_ref_fits(on: str, ref: str, expected: bool) -> None:
    assert expected == _starts(on, "push", ref)


@pytest.mark.parametrize(
    ("filters", "changed", "expected"),
    [
        ("paths: ['src/**']", ("docs/a.md", "src/x/y.py"), True),
        ("paths: ['src/**']", ("docs/a.md",), False),
        ("paths: ['**.md', '!docs/**']", ("docs/a.md",), False),
        ("paths: ['**.md', '!docs/**']", ("docs/a.md", "README.md"), True),
        ("paths-ignore: ['docs/**']", ("docs/a.md",), False),
        ("paths-ignore: ['docs/**']", ("docs/a.md", "a.py"), True),
        ("paths: ['a.py']", (), False),
    ],
)
def test_paths_are_held_against_what_changed(filters: str, changed: tuple[str, ...], expected: bool) -> None:
    assert expected == _starts(f"{{push: {{{filters}}}}}", "push", "refs/heads/main", changed=changed)


@pytest.mark.parametrize(
    ("on", "action", "expected"),
    [
        ("pull_request", "opened", True),
        ("pull_request", "synchronize", True),
        ("pull_request", "closed", False),
        ("pull_request", "labeled", False),
        ("{pull_request: {types: [labeled]}}", "labeled", True),
        ("{pull_request: {types: [labeled]}}", "opened", False),
        ("{pull_request: {branches: [release]}}", "opened", False),
        ("{pull_request: {branches: ['**']}}", "reopened", True),
    ],
)
def test_a_pull_request_starts_by_its_action_and_base(on: str, action: str, expected: bool) -> None:
    assert expected == _starts(on, "pull_request", "refs/heads/main", action)


@pytest.mark.parametrize(
    ("patterns", "name", "expected"),
    [
        (["*"], "a", True),
        (["*"], "a/b", False),
        (["**"], "a/b", True),
        (["**/x.py"], "x.py", True),
        (["**/x.py"], "a/b/x.py", True),
        (["*.jsx?"], "page.js", True),
        (["*.jsx?"], "page.jsx", True),
        (["v[12].[0-9]+"], "v2.10", True),
        (["v[12].[0-9]+"], "v3.1", False),
        (["a.b"], "axb", False),
        ([r"a\*"], "a*", True),
        (["!main"], "main", False),
    ],
)
def test_patterns_are_githubs_globs(patterns: list[str], name: str, expected: bool) -> None:
    assert expected == matches(patterns, name)


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("Fix", False),
        ("Fix [skip ci]", True),
        ("Fix\n\n[no ci] please", True),
        ("Fix\n\nskip-checks: true", True),
        ("Fix\n\nskip-checks: true\n\nmore", False),
    ],
)
def test_a_head_commit_can_ask_for_no_runs(message: str, expected: bool) -> None:
    assert expected == skips(message)


DISPATCH: dict[str, Any] = {
    "inputs": {
        "job": {"required": True},
        "mode": {"type": "choice", "options": ["fast", "slow"], "default": "fast"},
        "dry": {"type": "boolean"},
        "count": {"type": "number", "default": 3},
        "note": None,
    }
}


def test_a_dispatch_fills_in_defaults_as_text() -> None:
    expected = {"job": "4", "mode": "fast", "dry": "true", "count": "3", "note": ""}
    texts = dispatch_inputs(DISPATCH, {"job": 4, "dry": True})
    assert expected == texts
    assert {**expected, "dry": True, "count": 3.0} == typed_inputs(DISPATCH, texts)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({}, "Required input 'job' not provided"),
        ({"job": "1", "x": "2"}, r'Unexpected inputs provided: \["x"\]'),
        ({"job": "1", "mode": "odd"}, "not in the list of allowed values"),
        ({"job": "1", "dry": "maybe"}, "not a boolean"),
        ({"job": "1", "count": "many"}, "not a number"),
    ],
)
def test_a_dispatch_with_wrong_inputs_is_refused(given: dict[str, str], words: str) -> None:
    with pytest.raises(BadInputs, match=words):
        dispatch_inputs(DISPATCH, given)
