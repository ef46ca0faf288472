"""What stands for lines of a log that were not kept, and the numbers of those that were."""

from bot.model.gaps import gap, numbering


def test_lines_have_the_numbers_that_they_had_before_some_were_left_out() -> None:
    text = f"1\n2\n{gap(3)}6\n7\n{gap(1)}9\n"
    number = numbering(text)
    told = {n: line for n, line in enumerate(text.split("\n"), 1) if line.isdecimal()}
    assert {"1": 1, "2": 2, "6": 6, "7": 7, "9": 9} == {line: number(n) for n, line in told.items()}
    assert "[... 1 line left out ...]" in text


def test_a_text_of_which_nothing_was_left_out_keeps_its_numbers() -> None:
    number = numbering("a\n[...]\nsee [... 7 lines left out ...] there\nb\n")
    assert [1, 2, 3, 4] == [number(n) for n in (1, 2, 3, 4)]
