"""What a log says, whatever it holds."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.orient.diagnosis import EXCERPT, diagnose, read_log

END = "##[error]Process completed with exit code 1."


@pytest.mark.parametrize(
    ("line", "primary"),
    [
        (
            "FAILED tests/test_cart.py::test_total - assert 2 == 3",
            "tests/test_cart.py::test_total - assert 2 == 3",
        ),
        ("ERROR tests/test_cart.py", "tests/test_cart.py"),
        ("E       assert 2 == 3", "assert 2 == 3"),
        ("src/cart.py:88:12: F401 unused import", "src/cart.py:88:12: F401 unused import"),
        ("##[error]The operation was canceled.", "The operation was canceled."),
        ("ModuleNotFoundError: No module named 'x'", "ModuleNotFoundError: No module named 'x'"),
        ("fatal: not a git repository", "fatal: not a git repository"),
        ("2026-11-23T16:45:01.1234567Z \x1b[31mE   boom\x1b[0m  ", "boom"),
    ],
)
def test_the_telling_line_is_found(line: str, primary: str) -> None:
    assert primary == diagnose(f"some\noutput\n{line}\n{END}\nafterwards\n").primary


def test_what_says_most_wins_over_what_comes_first() -> None:
    assert "t::x - boom" == diagnose("error: something\nE  boom\nFAILED t::x\n").primary


def test_an_unrecognised_log_gives_its_end_and_no_primary_line() -> None:
    found = diagnose("\n".join(f"line {n}" for n in range(200)))
    assert (None, EXCERPT, "line 199") == (found.primary, len(found.excerpt), found.excerpt[-1].text)


def test_lines_after_the_failing_step_do_not_count() -> None:
    assert None is diagnose(f"fine\n{END}\nerror: cleaning up\n").primary


def test_a_log_that_begins_with_the_end_is_read_whole() -> None:
    assert "error: late" == diagnose(f"{END}\nerror: late\n").primary


@settings(deadline=None, max_examples=100)
@given(st.text(max_size=500))
def test_any_text_gives_an_answer(text: str) -> None:
    assert EXCERPT >= len(diagnose(text).excerpt)


def test_a_hundred_thousand_long_lines_are_read() -> None:
    assert None is diagnose("w" * 5000 + ("\n" + "a.b" * 100) * 100_000).primary


def test_what_a_log_holds_is_held_in_colour_too() -> None:
    plain = "failures:\n    tests::adds\n    tests::takes\n\ntest result: FAILED. 0 passed; 2 failed\n"
    coloured = plain.replace("FAILED", "\x1b[31mFAILED\x1b[0m")

    assert diagnose(plain) == diagnose(coloured)
    assert ("tests::adds", "tests::takes") == diagnose(coloured).tests


def test_a_fault_of_the_reader_is_told_and_goes_no_further(monkeypatch: pytest.MonkeyPatch) -> None:
    def odd(text: str) -> None:
        raise KeyError(text)

    monkeypatch.setattr("bot.orient.diagnosis.diagnose", odd)
    assert (
        "Andon could not read the log (KeyError); please report it."
        == read_log("a log like no other").primary
    )


def test_the_words_name_the_test_that_the_message_is_of() -> None:
    log = (
        "=== ERRORS ===\n___ ERROR at setup of test_db ___\n\n    def db():\n>       raise ConnectionError('gone')\n"
        "E       ConnectionError: gone\n\ntest_shop.py:5: ConnectionError\n=== FAILURES ===\n___ test_total ___\n\n"
        ">       assert total([1, 2]) == 3\nE       assert 4 == 3\n\ntest_shop.py:7: AssertionError\n"
        "=== short test summary info ===\nFAILED test_shop.py::test_total - assert 4 == 3\n"
        "ERROR test_shop.py::test_db - ConnectionError: gone\n1 failed, 1 error in 0.16s\n"
    )
    assert "test_shop.py::test_db - ConnectionError: gone" == diagnose(log).primary
    cut = log.replace("::test_db - ConnectionError: gone", "::test_db - ConnectionErr...")
    assert "test_shop.py::test_db - ConnectionError: gone" == diagnose(cut).primary
