"""What counts more, what less."""

import pytest

from bot.orient.diagnosis import diagnose
from bot.orient.diagnosis.candidates import Candidates
from bot.orient.diagnosis.families import CATALOGUE, FAMILIES
from bot.orient.diagnosis.lines import read
from bot.orient.diagnosis.ranking import rank
from bot.orient.diagnosis.shapes import marks


def test_what_the_passing_log_has_too_counts_little() -> None:
    always = "error: cannot find the optional cache"
    failing = f"{always}\nerror: the thing broke\n{always} 2\n"
    assert "error: the thing broke" == diagnose(failing, passed=f"{always}\nfine\n{always} 7\n").primary
    assert always == diagnose(failing).primary


def test_a_line_that_comes_again_and_again_counts_less_than_one_that_comes_once() -> None:
    for varied in ("{n}", "{n:08x}", "{n} at 0xdeadbee{n}"):
        noise = "".join(f"{' ' * n}warning failed {varied.format(n=n)}\n" for n in range(30))
        assert "the upload failed" == diagnose(f"{noise}the upload failed\n{noise}").primary


@pytest.mark.parametrize(("times", "counts"), [(3, 1.0), (4, 0.85), (11, 0.85), (12, 0.6)])
def test_how_much_less_is_by_how_often_it_comes_wherever_it_is_indented(times: int, counts: float) -> None:
    log = "".join(f"{' ' * (n % 2)}it failed after {n} tries\n" for n in range(times))
    alone, *_ = _weights("it failed after 1 tries\n")
    assert [pytest.approx(alone * counts)] * times == _weights(log)


def _weights(text: str) -> list[float]:
    log = read(text, CATALOGUE.signs)
    candidates = Candidates(log.said, CATALOGUE, log.said)
    found = [mark for family in FAMILIES for mark in marks(family, candidates)]
    return [mark.weight for mark in rank(found, log, ())]


def test_what_went_well_does_not_count_whatever_words_it_has() -> None:
    assert None is diagnose("✓ test error handling\n0 errors\nno failures found\nPASS error_test\n").primary


def test_a_warning_counts_less_than_a_failure() -> None:
    assert "it failed" == diagnose("WARN could not reach the cache\nit failed\n").primary
    assert "deploy failed" == diagnose("warning: x failed\n" * 6 + "deploy failed\n" + "ok\n" * 40).primary


def test_independent_failures_are_several_and_ranked() -> None:
    log = "src/a.ts(1,2): error TS2322: no\nFAILED test_a.py::test_b - boom\nE   boom\n"
    assert {"pytest", "tsc"} == {failure.tool for failure in diagnose(log).failures}


def test_a_command_of_no_class_of_its_own_has_that_of_what_it_is_for() -> None:
    def kind(command: str) -> str:
        return diagnose(f'something failed\nThe command "{command}" exited with 1.\n').kind

    assert ["test", "lint", "format", "types", "dependency", "infrastructure", "build", "unknown"] == [
        kind(command)
        for command in (
            "make test",
            "npm run lint",
            "make format",
            "tsc",
            "npm ci",
            "git clone x",
            "make",
            "./x",
        )
    ]


def test_a_download_that_failed_long_before_the_end_counts_less_than_what_failed_later() -> None:
    failed = "curl: (22) The requested URL returned error: 404 Not Found\n"
    wrong = 'A.swift:8:4: warning: Colon Violation: no\nThe command "ci" exited with 1.\n'
    assert ("network", "lint") == (
        diagnose(failed + wrong).kind,
        diagnose(failed + "fine\n" * 400 + wrong).kind,
    )
