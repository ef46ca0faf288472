"""GitHub's expression language: the table of what gives what."""

from typing import Any

import pytest

from bot.sandbox.actions.evaluate import calls, evaluate
from bot.sandbox.actions.expressions import ExpressionError, parse

CONTEXTS: dict[str, Any] = {
    "github": {"ref": "refs/heads/main", "event": {"commits": [{"id": "a"}, {"id": "b"}], "Number": 3}},
    "needs": {"build": {"result": "success", "outputs": {"py": '["3.11", "3.12"]', "odd-name": "x"}}},
    "matrix": {"version": 3.10, "flag": True},
}


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("1", 1.0),
        ("-0.5e1", -5.0),
        ("0xff", 255.0),
        ("0o17", 15.0),
        ("'it''s'", "it's"),
        ("null", None),
        ("true", True),
        ("github.ref", "refs/heads/main"),
        ("GitHub.REF", "refs/heads/main"),
        ("github['ref']", "refs/heads/main"),
        ("github.missing.deeper", None),
        ("github.event.number", 3),
        ("github.event.commits[1].id", "b"),
        ("github.event.commits[7].id", None),
        ("join(github.event.commits.*.id)", "a,b"),
        ("join(needs.*.result, ' ')", "success"),
        ("needs.build.outputs.odd-name", "x"),
        ("fromJSON(needs.build.outputs.py)[0]", "3.11"),
        ("matrix.version", 3.1),
        ("'ABC' == 'abc'", True),
        ("'abc' != 'ABC'", False),
        ("'b' > 'A'", True),
        ("1 == '1'", True),
        ("'' == 0", True),
        ("null == 0", True),
        ("null == ''", True),
        ("true == 1", True),
        ("'x' == 0", False),
        ("github == github", True),
        ("github.event == needs", False),
        ("2 < 10", True),
        ("2 <= 2 && 3 >= 4", False),
        ("'x' < 1", False),
        ("!true || false", False),
        ("!(true && false)", True),
        ("'' || 'default'", "default"),
        ("'a' && 'b'", "b"),
        ("true && 'yes' || 'no'", "yes"),
        ("1 < 2 == true", True),
        ("contains('Hello', 'hELL')", True),
        ("contains(fromJSON('[\"push\", 3]'), 'PUSH')", True),
        ("contains(github.event.commits.*.id, 'c')", False),
        ("startsWith('refs/heads/x', 'REFS/')", True),
        ("endsWith('a.py', '.PY')", True),
        ("format('{0} {1} {{0}} {0}', 'a', 2)", "a 2 {0} a"),
        ("format('{0}', null)", ""),
        ("toJSON(fromJSON('{\"a\": [1, true, null]}'))", '{\n  "a": [\n    1,\n    true,\n    null\n  ]\n}'),
        ("toJSON('x\"y')", '"x\\"y"'),
        ("fromJSON('3')", 3),
    ],
)
def test_an_expression_has_the_value_github_gives_it(source: str, expected: object) -> None:
    assert expected == evaluate(parse(source), CONTEXTS)


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("", "Unexpected end"),
        ("1 +", "Unexpected symbol"),
        ("(1", "Unexpected end"),
        ("'open", "Unexpected symbol"),
        ("a.b.", "Unexpected end"),
        ("github.ref ref", "Unexpected symbol"),
        ("steps.x", "Unrecognized named-value: 'steps'"),
        ("nope(1)", "Unrecognized function: 'nope'"),
        ("contains('a')", "number of arguments"),
        ("format('{1}', 'a')", "references more arguments"),
        ("fromJSON('{')", "Error parsing fromJson"),
        ("hashFiles('**')", "hashFiles"),
    ],
)
def test_a_wrong_expression_says_what_is_wrong(source: str, words: str) -> None:
    with pytest.raises(ExpressionError, match=words.replace("(", r"\(")):
        evaluate(parse(source), CONTEXTS)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("always()", True),
        ("github.ref == 'x' && !cancelled()", True),
        ("github['failure']", False),
        ("contains(github.ref, 'success()')", False),
    ],
)
def test_a_call_of_a_status_function_is_seen_wherever_it_stands(source: str, expected: bool) -> None:
    assert expected == calls(parse(source))
