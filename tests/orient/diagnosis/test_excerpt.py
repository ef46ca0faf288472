"""What a person is shown."""

from bot.orient.diagnosis import EXCERPT, diagnose


def test_the_lines_around_what_failed_are_shown_and_then_the_end() -> None:
    log = "fine\n" * 300 + "E   boom\nbelow\n" + "fine\n" * 300
    shown = diagnose(log).excerpt
    numbers = [line.number for line in shown]
    assert (EXCERPT, sorted(numbers), True, 602) == (len(shown), numbers, 301 in numbers, numbers[-1])


def test_a_short_log_is_shown_whole() -> None:
    assert [1, 2, 3] == [line.number for line in diagnose("a\nerror: b\nc\n").excerpt]


def test_many_failures_share_what_may_be_shown() -> None:
    for apart in (1, 2, 3):
        log = "".join(f"a{n}.py:1:1: F401 `os` imported but unused\n" + "other\n" * apart for n in range(200))
        assert EXCERPT == len(diagnose(log).excerpt)


def test_what_ran_well_above_what_failed_is_not_shown() -> None:
    log = "".join(f"test {n} ok\n" for n in range(30)) + "FAILED t.py::a - no\n1 failed\n"
    assert [28, 29, 30, 31, 32] == [line.number for line in diagnose(log).excerpt]


def test_of_what_stands_around_a_failure_no_heading_and_no_other_step_is_shown() -> None:
    log = (
        "##[group]Run ruff check .\n\x1b[36;1mruff check .\x1b[0m\nshell: /usr/bin/bash -e {0}\n##[endgroup]\n"
        "src/a.py:1:8: F401 `os` imported but unused\n##[error]Process completed with exit code 1.\n"
        "Post job cleanup.\n[command]/usr/bin/git version\nCleaning up orphan processes\n"
    )
    assert [5, 6] == [line.number for line in diagnose(log).excerpt]
    assert [5, 6, 11, 12] == [line.number for line in diagnose(log.partition("Post")[0] * 2).excerpt]


def test_an_excerpt_does_not_begin_with_an_empty_line() -> None:
    assert [3, 4] == [line.number for line in diagnose("\n\nFAILED t.py::a - no\n1 failed\n").excerpt]
