"""Patches as their hunks, line by line."""

import pytest

from bot.decide.hunks import hunks
from bot.decide.vetting import weakens
from tests.building import changed


@pytest.mark.parametrize(
    ("path", "lines"),
    [
        (
            "tests/test_cart.py",
            (" def test_total():", "+    # later\r    return", "     assert total() == 3"),
        ),
        ("web/cart.test.ts", (" it('adds', () => {", "+  // later\u2028  return", "   expect(x).toBe(3)")),
        ("web/cart.test.ts", (" it('adds', () => {", "+  // later\u2029  return", "   expect(x).toBe(3)")),
    ],
)
def test_a_line_that_begins_within_another_is_one_of_its_own(path: str, lines: tuple[str, ...]) -> None:
    assert (f"{path} leaves a test early (`return`)",) == weakens((changed(path, *lines),))


def test_a_files_line_ends_are_no_part_of_its_lines() -> None:
    (hunk,) = hunks("@@ -1,2 +1,2 @@ class A:\r\n-one\r\n+one\n \r")
    assert ("-one", "+one", " ") == hunk.lines


def test_a_wide_space_is_made_short() -> None:
    (hunk,) = hunks("@@ -1 +1 @@\n+" + " " * 500 + "x")
    assert ("+" + " " * 60 + "x",) == hunk.lines
