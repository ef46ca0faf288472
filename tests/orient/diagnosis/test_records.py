"""Reports in a log that are cut short, woven into or hostile: whatever comes, there is an answer."""

import json

import pytest

from bot.orient.diagnosis import diagnose

LINES = [
    {"Time": "2026-11-26T00:00:59.7Z", "Action": "run", "Package": "shop/cart", "Test": "TestSum"},
    {"Action": "output", "Package": "shop/cart", "Test": "TestSum", "Output": 'a "b" {\\n}'},
    {"Action": "fail", "Package": "shop/cart", "Test": "TestSum"},
]
GO = "\n".join(json.dumps(line, separators=(",", ":")) for line in LINES)
ESLINT = json.dumps(
    [
        {
            "filePath": "/home/runner/work/shop/shop/a.js",
            "messages": [{"ruleId": "semi", "severity": 2, "message": 'a "{', "line": 1, "column": 2}],
        }
    ]
)


@pytest.mark.parametrize("report", [GO, ESLINT], ids=["lines", "an array"])
def test_a_report_may_end_anywhere_and_anything_may_stand_in_it(report: str) -> None:
    for at in range(1, len(report), 3):
        for other in ("", "Z ", '"', "{", "}", "]", "\\"):
            log = f"{report[:at]}{other}{report[at:] if other else ''}\n##[error]Process completed with exit code 1.\n"
            assert 50 >= len(diagnose(log).excerpt)


@pytest.mark.parametrize(
    "value",
    ["9" * 5_000, "[" * 5_000, '{"a":' * 5_000, '{"a":{"b":1},"c":' + "9" * 5_000],
    ids=["a number of too many digits", "too deep", "too deep, as objects", "both"],
)
def test_json_that_no_reader_takes_is_no_report(value: str) -> None:
    log = f'[{{"filePath":"a.js","messages":[{value}\n##[error]Process completed with exit code 1.\n'
    assert [] == [error.path for error in diagnose(log).errors]


def test_half_of_a_sign_in_a_long_report_is_harmless() -> None:
    log = f'{{"message": "{"x" * 2_000}\ud800", "line": 3}}\n##[error]Process completed with exit code 1.\n'
    assert "\ud800" not in (diagnose(log).primary or "")


@pytest.mark.parametrize("others", [1, 2_000], ids=["few", "many"])
def test_a_report_is_seen_among_other_json(others: int) -> None:
    log = "".join(f'got {{"id": {n}, "name": "x"}}\n' for n in range(others))
    found = diagnose(f"{log}{ESLINT}\n##[error]Process completed with exit code 1.\n")
    assert [("a.js", 1, "semi")] == [(error.path, error.line, error.code) for error in found.errors]


def test_of_more_reports_than_anybody_reads_the_first_are_read() -> None:
    line = '{{"path": "src/f{}.py", "line": {}, "message": "Name {} is undefined", "severity": "error"}}\n'
    log = "".join(line.format(n, n + 1, n) for n in range(3_000))
    found = diagnose(f"{log}##[error]Process completed with exit code 1.\n")
    assert (500, "src/f0.py", "src/f499.py") == (
        len(found.errors),
        found.errors[0].path,
        found.errors[-1].path,
    )


def test_xml_that_begins_and_never_ends_is_no_report() -> None:
    log = '<testsuite name="a">\n<testcase name="x"><failure/>\n' * 3_000
    assert () == diagnose(f"{log}##[error]Process completed with exit code 1.\n").tests
