"""A raw log as a person would see it."""

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.orient.diagnosis import diagnose
from bot.orient.diagnosis.lines import LONGEST, MOST, read


@pytest.mark.parametrize(
    ("raw", "seen"),
    [
        ("plain", "plain"),
        ("\ufeff2026-11-23T16:45:01.1234567Z first", "first"),
        ("2026-11-23T16:45:01.123Z 2026-11-23T16:45:01.1234567Z twice", "twice"),
        ("2026-11-23T16:45:01.123456Z 01O GitLab", "GitLab"),
        ("[2026-11-23T16:45:01.123Z] Jenkins", "Jenkins"),
        ("2026 is a year", "2026 is a year"),
        ("\x1b[31;1mred\x1b[0m", "red"),
        ("\x1b]8;;http://a\x07link\x1b]8;;\x07 \x1b(Bend\x08", "link end"),
        ("10 %\r50 %\rdone", "done"),
        ("only the end\r", "only the end"),
        ("\r\r", ""),
        ("x" * (LONGEST + 9), "x" * LONGEST),
        ("trailing   ", "trailing"),
    ],
)
def test_a_line_is_what_a_person_would_see(raw: str, seen: str) -> None:
    assert [seen, "end"] == read(f"{raw}\nend\n").lines


def test_lines_keep_their_numbers_and_the_log_its_length() -> None:
    log = read("a\r\nb\n\nd")
    assert (["a", "b", "", "d"], [1, 2, 3, 4], 4) == (log.lines, log.numbers, log.total)


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="ab\r\n\x1b[m0é", max_size=80), st.integers(1, 7))
def test_pieces_read_like_the_whole(text: str, size: int) -> None:
    pieces = [text[i : i + size] for i in range(0, len(text), size)]
    whole, parts = read(text), read(iter(pieces))
    assert (whole.total, len(whole.lines)) == (parts.total, len(parts.lines))


def test_a_piece_that_ends_within_a_line_is_no_line() -> None:
    assert ["one two", "three"] == read(iter(["one ", "two\nthr", "ee\n"])).lines


def test_a_line_without_end_is_kept_by_its_ends() -> None:
    (only,) = read(iter(["begin" + "x" * 70_000] * 3)).lines
    assert ("begin", LONGEST) == (only[:5], len(only))


def endless(lines: int) -> Iterator[str]:
    for n in range(lines):
        yield f"error: the one\nbelow {n}\n" if n == lines // 2 else f"step {n}\nfine {n}\n"


def test_a_huge_log_is_kept_at_its_ends_and_around_what_tells() -> None:
    log = read(endless(3 * MOST))
    assert (6 * MOST, True) == (log.total, len(log.lines) <= 2 * MOST)
    at = log.lines.index("error: the one")
    assert (log.lines[0], 3 * MOST + 1, f"below {3 * MOST // 2}") == (
        "step 0",
        log.numbers[at],
        log.lines[at + 1],
    )
    assert log.numbers == sorted(set(log.numbers))


def test_of_many_telling_lines_the_first_and_the_last_are_kept() -> None:
    last = 2 * MOST + 10
    log = read(f"error {n}\n" if n % 20 == 0 else f"fine {n}\n" for n in range(last + 1))
    assert (True, "error 0", f"fine {last}") == (len(log.lines) <= MOST, log.lines[0], log.lines[-1])


@pytest.mark.parametrize(
    "prefix",
    ["2026-11-23T16:45:01.123456Z 00O ", "2026-11-23T16:45:01.123456Z 0aE+", "2026-11-23T16:45:01.1234567Z "],
)
def test_a_stamp_takes_none_of_the_lines_own_spaces(prefix: str) -> None:
    assert ["  two", "none"] == read(f"{prefix}  two\n{prefix}none\n").lines


def test_a_long_log_with_something_telling_everywhere_is_thinned_all_the_same() -> None:
    log = read("".join("error\n" if n % 20 == 0 else "fine\n" for n in range(MOST * 2)))
    assert (MOST * 2, True) == (log.total, len(log.lines) < MOST)
    assert [1, MOST * 2] == [log.numbers[0], log.numbers[-1]]


def test_a_byte_order_mark_hides_no_line() -> None:
    log = "\ufeffFAILED t.py::a - no\n\ufeffFAILED t.py::b - no\n"
    assert ("t.py::a", "t.py::b") == diagnose(log).tests
