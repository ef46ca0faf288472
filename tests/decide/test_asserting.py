"""Lines that assert something, and those that only look so."""

import pytest

from bot.decide.asserting import asserts


@pytest.mark.parametrize(
    "line",
    [
        "    assert total() == 3",
        "    assert True is total()",
        '    assert ("a" "b") in str(error)',
        "    assert (total() == 3), 'total'",
        "    assert_eq!(3, total());",
        "    expect(total() || 3).toBe(3)",
        "    assertEquals(3, total());",
        "    assert one == other",
        "    assert order or refund",
    ],
)
def test_what_may_fail_asserts(line: str) -> None:
    assert asserts(line)


@pytest.mark.parametrize(
    "line",
    [
        "    total()",
        "    assert True",
        "    assert 1  # later",
        "    assert not False, 'x'",
        "    assert True or total() == 3",
        "    assert total() == 3 or True",
        "    assert(True or total() == 3)",
        "    assert (total() == 3, 'total')",
        "    assert 3 == 3",
        "    assert_eq!(3, 3);",
        "    assertEquals(3, 3);",
        "    assert!(true || total() == 3);",
        "    expect(total() === 3 || true).toBe(true)",
        "    assert 'later'",
    ],
)
def test_what_cannot_fail_asserts_nothing(line: str) -> None:
    assert not asserts(line)


@pytest.mark.parametrize(
    "line", ["assert (" + "(" * 50_000, "assert " + "or " * 50_000, "assert '" + "x" * 90_000]
)
def test_a_line_made_to_take_for_ever_does_not(line: str) -> None:
    assert asserts(line) in (True, False)
