"""JUnit XML, SARIF and TAP that a run left."""

import json

import pytest

from bot.orient.diagnosis import Diagnosis, Failure, Line, Located, diagnose
from bot.orient.diagnosis.reports import may_be_report, read_report
from bot.orient.diagnosis.sarif import as_sarif

JUNIT = """<?xml version="1.0"?>
<testsuites><testsuite name="cart"><testcase classname="tests.test_cart" name="test_total">
<failure message="assert 2 == 3">Traceback
  File "/home/runner/work/a/a/tests/test_cart.py", line 7, in test_total
AssertionError</failure></testcase>
<testcase classname="tests.test_cart" name="test_raises"><error message="boom"/></testcase>
<testcase name="test_fine"/><testcase name="test_later"><skipped/></testcase>
<testsuite name="inner"><testcase name="test_deep"><failure>no</failure></testcase></testsuite>
</testsuite></testsuites>
"""
BOMB = '<!DOCTYPE a [<!ENTITY b "c">]><testsuite><testcase name="&b;"><failure/></testcase></testsuite>'
TAP = "TAP version 13\n1..4\nok 1 - fine\nnot ok 2 - adds\nnot ok 3 - later # TODO\nnot ok 4 # SKIP\n"


def sarif(**result: object) -> str:
    run = {"tool": {"driver": {"name": "Ruff"}}, "results": [result] if result else None}
    return json.dumps({"$schema": "sarif-schema-2.1.0.json", "version": "2.1.0", "runs": [run]})


PLACED = sarif(
    ruleId="F401",
    level="error",
    message={"text": "unused"},
    locations=[
        {
            "physicalLocation": {
                "artifactLocation": {"uri": "src/a.py"},
                "region": {"startLine": 7, "startColumn": 2},
            }
        },
        {"id": 2},
    ],
)


def test_junit_xml_tells_failing_tests_and_where() -> None:
    found = read_report(JUNIT)
    assert found is not None
    assert (
        ("tests.test_cart.test_total", "tests.test_cart.test_raises", "test_deep"),
        [("tests/test_cart.py", 7)],
        "test",
    ) == (found.tests, [(e.path, e.line) for e in found.errors], found.kind)


@pytest.mark.parametrize("encoding", ["UTF-16", "utf-4", "hex", "shift_jis", "UTF-8"])
def test_what_xml_says_it_is_encoded_in_counts_no_more_once_it_is_text(encoding: str) -> None:
    told = JUNIT.replace('version="1.0"', f'version="1.0" encoding="{encoding}"')
    assert read_report(JUNIT) == read_report(told) is not None


def test_sarif_tells_places_and_rules() -> None:
    found = read_report(PLACED)
    assert found is not None
    assert ("lint", "ruff", [("src/a.py", 7, 2, "F401", "unused", "error")]) == (
        found.kind,
        found.tool,
        [(e.path, e.line, e.column, e.code, e.message, e.severity) for e in found.errors],
    )


def test_tap_tells_failing_tests_without_what_is_to_do_or_skipped() -> None:
    found = read_report(TAP)
    assert (found is not None, ("adds",)) == (True, found.tests if found else ())


@pytest.mark.parametrize(
    "text",
    [
        "<testsuite><testcase name='a'/></testsuite>",
        sarif(),
        sarif(ruleId="A", kind="pass", message={"text": "x"}),
        sarif(ruleId="A", level="none", message={"text": "x"}),
        "1..1\nok 1\n",
        "not ok 1 # TODO later\n",
    ],
)
def test_a_report_without_a_failure_tells_of_none(text: str) -> None:
    found = read_report(text)
    assert (True, ()) == (found is not None, found.failures if found else None)


@pytest.mark.parametrize(
    "version", ["TAP version 1", "TAP version 12", "TAP version 14", "TAP version 99999"]
)
def test_tap_of_any_version_is_read(version: str) -> None:
    found = read_report(f"{version}\n1..1\nnot ok 1 - adds\n  ---\n  at: {{a\n  ...\n")
    assert ("adds",) == (found.tests if found else ())


def test_a_log_need_not_be_read_whole_to_know_that_it_is_no_report() -> None:
    lcov = "TN:\nSF:a.py\nDA:1,0\nend_of_record\n"
    for report in (JUNIT, PLACED, TAP, "1..1\nnot ok 1\n", "not ok 1\n", lcov, "\ufeff\n" + JUNIT):
        assert (True, True) == (may_be_report(report[:12]), read_report(report) is not None)
    assert [] == [
        log
        for log in ("2026-11-23T16:45:01Z ok 1\n", "error: no\n", "##[group]Run x\n", "")
        if may_be_report(log)
    ]


def test_a_nameless_test_is_told_by_its_number() -> None:
    found = read_report("1..1\nnot ok 1\n")
    assert ("test 1",) == (found.tests if found else ())


@pytest.mark.parametrize(
    "text", ["", "plain words", "<no", BOMB, '{"runs": 1, "sarif": 2}', "{}", "<a>&b;</a>"]
)
def test_what_is_no_report_is_none(text: str) -> None:
    assert None is read_report(text)


def test_a_test_that_fails_for_another_reason_has_another_fingerprint() -> None:
    one, other = (read_report(JUNIT.replace("boom", why)) for why in ("no database", "no network"))
    assert one is not None
    assert other is not None
    assert one.fingerprint != other.fingerprint


@pytest.mark.parametrize(
    "text",
    [
        "<html><body>502 Bad Gateway</body></html>",
        '<TestRun><Results><UnitTestResult outcome="Failed"/></Results></TestRun>',
        '<checkstyle><file name="a.js"><error line="1" message="no"/></file></checkstyle>',
    ],
)
def test_xml_that_is_not_junits_is_not_told_to_be_a_report_without_a_failure(text: str) -> None:
    assert None is read_report(text)


AT = [{"physicalLocation": {"artifactLocation": {"uri": "src/a.py"}, "region": {"startLine": 7}}}]
RULES = [{"id": "py/other"}, {"id": "py/x", "defaultConfiguration": {"level": "error"}}]


def ruled(**result: object) -> str:
    run = {"tool": {"driver": {"name": "CodeQL", "rules": RULES}}, "results": [result]}
    return json.dumps({"$schema": "sarif-schema-2.1.0.json", "version": "2.1.0", "runs": [run]})


@pytest.mark.parametrize("named", [{"ruleId": "py/x"}, {"ruleIndex": 1}])
def test_what_a_result_of_sarif_leaves_out_its_rule_tells(named: dict[str, object]) -> None:
    found = read_report(ruled(message={"text": "bad"}, locations=AT, **named))
    assert [("py/x", "error")] == [(e.code, e.severity) for e in (found.errors if found else ())]


@pytest.mark.parametrize("locations", [None, [], [{"physicalLocation": {"artifactLocation": {"index": 0}}}]])
def test_a_result_of_sarif_without_a_place_is_told_too(locations: object) -> None:
    found = read_report(ruled(ruleId="py/x", message={"text": "bad"}, locations=locations))
    assert "py/x bad" == (found.primary if found else None)


@pytest.mark.parametrize(
    "settled",
    [{"suppressions": [{"kind": "inSource"}]}, {"baselineState": "absent"}],
    ids=["allowed", "gone"],
)
def test_what_sarif_tells_as_settled_is_no_failure(settled: dict[str, object]) -> None:
    found = read_report(ruled(ruleId="py/x", message={"text": "bad"}, locations=AT, **settled))
    assert () == (found.failures if found else None)


def test_a_url_of_a_file_on_windows_is_a_path_in_the_repository() -> None:
    place = {"physicalLocation": {"artifactLocation": {"uri": "file:///D:/a/shop/shop/src/a.cs"}}}
    found = read_report(ruled(ruleId="x", message={"text": "bad"}, locations=[place]))
    assert ["src/a.cs"] == [e.path for e in (found.errors if found else ())]


def test_tap_tells_where_and_why_and_that_a_run_was_given_up() -> None:
    text = "TAP version 13\nnot ok 1 should be equal\n  ---\n    operator: equal\n    expected: 3\n    actual:   2\n"
    text += "    at: Test.<anonymous> (/home/runner/work/shop/shop/test/a.js:4:5)\n  ...\n1..1\n"
    found, given = read_report(text), read_report("1..4\nok 1 - fine\nBail out! no db\n")
    assert [("test/a.js", 4, "expected: 3, actual: 2")] == [
        (e.path, e.line, e.message) for e in (found.errors if found else ())
    ]
    assert "Bail out! no db" == (given.primary if given else None)


def test_a_diagnosis_written_as_sarif_reads_back() -> None:
    log = "src/a.py:7:2: F401 `os` imported but unused\nE   boom\nFAILED test_a.py::test_b - boom\nb.py:3: error: no  [x]\n"
    found = diagnose(log)
    back = read_report(json.dumps(as_sarif(found, "1.0")))
    assert back is not None
    assert [(e.path, e.line, e.column) for e in found.errors] == [
        (e.path, e.line, e.column) for e in back.errors
    ]


def test_a_failure_without_a_place_is_no_result_for_code_scanning_refuses_the_whole_file_for_one() -> None:
    found = diagnose("src/a.py:7:2: F401 `os` imported but unused\nFAILED test_a.py::test_b - boom\n")
    (run,) = json.loads(json.dumps(as_sarif(found, "1.0")))["runs"]
    assert (["F401"], True) == (
        [r["ruleId"] for r in run["results"]],
        all(r["locations"] for r in run["results"]),
    )
    (invocation,) = run["invocations"]
    assert ["test_a.py::test_b - boom"] == [
        told["message"]["text"] for told in invocation["toolExecutionNotifications"]
    ]
    assert "automationDetails" not in run
    (named,) = json.loads(json.dumps(as_sarif(found, "1.0", "andon/test")))["runs"]
    assert {"id": "andon/test/"} == named["automationDetails"]


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("my app/Cart.cs", "my%20app/Cart.cs"),
        ("src/[id]/a.tsx", "src/%5Bid%5D/a.tsx"),
        ("src/é.py", "src/%C3%A9.py"),
        ("a%20b#c?.py", "a%2520b%23c%3F.py"),
    ],
)
def test_a_path_in_sarif_is_a_reference_by_rfc_3986(path: str, uri: str) -> None:
    line = Line(number=1, text="no")
    failure = Failure(kind="lint", confidence=1, words="no", primary=line, errors=(Located(path=path),))
    written = json.loads(json.dumps(as_sarif(Diagnosis(failures=(failure,)), "1.0")))
    (result,) = written["runs"][0]["results"]
    back = read_report(json.dumps(written))

    assert uri == result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert back is not None
    assert [path] == [error.path for error in back.errors]


def test_a_place_without_a_line_is_a_file() -> None:
    found = diagnose("would reformat a.py\n")
    (result,) = json.loads(json.dumps(as_sarif(found, "1.0")))["runs"][0]["results"]
    assert {"artifactLocation": {"uri": "a.py"}} == result["locations"][0]["physicalLocation"]
