"""What runs left of their coverage: files that coverage.py, Jest and JaCoCo wrote, and hostile ones."""

from pathlib import Path

import pytest

from bot.orient.diagnosis import diagnose
from bot.orient.diagnosis.coverage import read_coverage, with_coverage
from bot.orient.diagnosis.reports import read_report

LEFT = Path(__file__).parent / "left"
CART, REST = ("src/cart.py", 6, (3, 5)), ("src/rest.py", 4, (2, 3, 4))
BOMB = '<!DOCTYPE a [<!ENTITY b "c">]><coverage><class filename="&b;"><line number="1" hits="0"/></class></coverage>'


def left(name: str) -> str:
    return (LEFT / name).read_text()


@pytest.mark.parametrize(
    ("name", "tool", "files"),
    [
        ("cobertura.xml", "cobertura", [REST, CART]),
        ("lcov.info", "lcov", [REST, CART]),
        ("istanbul.xml", "cobertura", [("cart.js", 4, (3,))]),
        ("clover.xml", "clover", [("cart.js", 4, (3,))]),
        ("jacoco.xml", "jacoco", [("com/acme/Cart.java", 8, (3, 8))]),
    ],
)
def test_what_is_not_covered_is_told_by_file(
    name: str, tool: str, files: list[tuple[str, int, tuple[int, ...]]]
) -> None:
    found = read_coverage(left(name))
    assert found is not None
    assert (tool, files) == (found.tool, [(f.path, f.lines, f.missed) for f in found.files])


def test_a_report_alone_tells_how_much_of_what_and_the_worst_files_first() -> None:
    found = read_report(left("cobertura.xml"))
    assert found is not None
    assert (
        "test",
        "50.0% of 10 lines in 2 files are covered; src/rest.py misses most: 3 of 4",
        [
            ("src/rest.py", 2, "3 of 4 lines are not covered: 2-4", "warning"),
            ("src/cart.py", 3, "2 of 6 lines are not covered: 3, 5", "warning"),
        ],
    ) == (found.kind, found.primary, [(e.path, e.line, e.message, e.severity) for e in found.errors])


def test_an_lcov_file_is_a_report_too() -> None:
    lcov, xml = read_report(left("lcov.info")), read_report(left("cobertura.xml"))
    assert lcov is not None and xml is not None
    assert xml.errors == lcov.errors


def test_a_log_that_failed_for_coverage_is_told_by_the_files_that_pull_it_down() -> None:
    log = "E   boom\nFAILED test_a.py::test_b - boom\nCoverage failure: total of 50 is less than fail-under=90\n"
    report = read_coverage(left("lcov.info"))
    assert report is not None
    before, after = diagnose(log), with_coverage(diagnose(log), report)
    told = {one.tool: [e.path for e in one.errors] for one in after.failures}
    assert {"pytest": [], "coverage": ["src/rest.py", "src/cart.py"]} == told
    assert [
        "Coverage failure: total of 50 is less than fail-under=90 (50.0% of 10 lines in 2 files are covered; "
        "src/rest.py misses most: 3 of 4)"
    ] == [one.words for one in after.failures if one.tool == "coverage"]
    assert (before.fingerprint, ["src/rest.py", "src/cart.py"]) == (
        after.fingerprint,
        [e.path for e in after.errors],
    )


def test_a_log_that_failed_for_something_else_stays_as_it_is() -> None:
    report = read_coverage(left("lcov.info"))
    found = diagnose("FAILED test_a.py::test_b - boom\n")
    assert report is not None
    assert found == with_coverage(found, report)


def test_where_all_is_covered_nothing_failed() -> None:
    whole = "SF:a.py\nDA:1,1\nend_of_record\n"
    found, report = read_report(whole), read_coverage(whole)
    assert report is not None
    log = diagnose("Coverage failure: total of 50 is less than fail-under=90\n")
    assert ((), log) == (found.failures if found else None, with_coverage(log, report))


def test_a_line_counts_as_run_if_it_ran_anywhere_and_many_ranges_are_cut_short() -> None:
    twice = "TN:\nSF:a.py\nDA:1,0\nDA:2,0\nend_of_record\nSF:a.py\nDA:1,3\nend_of_record\n"
    many = "SF:b.py\n" + "".join(f"DA:{2 * n},0\n" for n in range(1, 11))
    found, other = read_coverage(twice), read_coverage(many)
    assert found is not None and other is not None
    assert found.words().startswith("50.0% of 2 lines in 1 file are covered")
    assert ([("a.py", 2, (2,))], "2, 4, 6, 8, 10, 12, 14, 16, …") == (
        [(f.path, f.lines, f.missed) for f in found.files],
        other.files[0].ranges(),
    )


def test_a_method_of_clovers_is_no_line() -> None:
    found = read_coverage(
        "<coverage><project><file path='a.php'><line num='1' type='method' count='0'/>"
        "<line num='2' type='stmt' count='0'/></file></project></coverage>"
    )
    assert found is not None
    assert [("a.php", 1, (2,))] == [(f.path, f.lines, f.missed) for f in found.files]


def test_a_name_in_cobertura_is_below_its_source() -> None:
    text = (
        "<coverage><sources><source>/home/runner/work/shop/shop/lib</source></sources>"
        "<class filename='a.py'><line number='1' hits='0'/></class></coverage>"
    )
    found, rooted = (
        read_coverage(text),
        read_coverage(text.replace("/lib", ""), "/home/runner/work/shop/shop"),
    )
    assert found is not None and rooted is not None
    assert (["lib/a.py"], ["a.py"]) == ([f.path for f in found.files], [f.path for f in rooted.files])


@pytest.mark.parametrize(
    "text",
    [
        "",
        "words",
        "<no",
        BOMB,
        "<testsuite/>",
        "<coverage/>",
        "<report><package name='a'/></report>",
        "SF:a.py\nDA:x,1\nDA:1\nDA:99999999999,0\n",
        "DA:1,0\n",
        "<coverage><class><line number='1' hits='0'/></class></coverage>",
    ],
)
def test_what_is_no_coverage_is_none(text: str) -> None:
    assert None is read_coverage(text)
