"""Text from outside, put into the shape that GitHub shows."""

import pytest

from bot.act.markdown import code, cut, flat, plain


@pytest.mark.parametrize(
    ("text", "most", "expected"),
    [
        ("one two three", 13, "one two three"),
        ("one two three", 12, "one two…"),
        ("one two three", 8, "one two…"),
        ("one\ntwo", 5, "one…"),
        ("x" * 50, 10, "x" * 9 + "…"),
        ("a " + "x" * 50, 40, "a " + "x" * 37 + "…"),
    ],
)
def test_a_text_that_is_cut_says_so_and_ends_with_a_whole_word(text: str, most: int, expected: str) -> None:
    assert expected == cut(text, most)
    assert [True, True] == [shown("word " * 200).endswith("word…") for shown in (flat, plain)]
    assert code("word " * 200).endswith("word…`")
