"""What some lines say, and what a part of them does: the same whether it is read off the whole or anew."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.orient.diagnosis.said import Said, ends, joined

LINES = st.lists(
    st.sampled_from(["", "a", "bé $ c", "yarn run v1", "d", "×<testsuite", "E   e"]), min_size=1, max_size=14
)


@settings(deadline=None)
@given(LINES, st.data())
def test_most_of_the_lines_say_what_they_say_alone(lines: list[str], data: st.DataObject) -> None:
    first = data.draw(st.integers(0, len(lines) // 4))
    last = data.draw(st.integers(min(first + len(lines) * 3 // 4, len(lines) - 1), len(lines) - 1))
    part, anew = Said(lines).part(first, last), Said(lines[first : last + 1])
    assert (anew.lines, sorted(anew.texts)) == (part.lines, sorted(part.texts))
    assert (joined(part.texts), anew.heads) == (part.raw, part.heads)
    assert ends(part.raw, part.texts) == part.ends
    for sign in ("$ ", "yarn run v", "<testsuite"):
        assert anew.holding(sign) == part.holding(sign)
        assert anew.places(anew.holding(sign)) == part.places(part.holding(sign))
    assert sorted(anew.beginning(anew.heads)) == sorted(part.beginning(part.heads))


@pytest.mark.parametrize(
    ("first", "last", "texts"),
    [(0, 7, ["a", "b", "c", "d"]), (2, 7, ["a", "b", "c", "d"]), (6, 7, ["a", "d"]), (0, 6, ["a", "b", "c"])],
    ids=["all", "what was said before comes first", "a small part", "without the end"],
)
def test_each_text_is_there_once(first: int, last: int, texts: list[str]) -> None:
    said = Said(["a", "b", "a", "c", "b", "a", "a", "d"])
    assert texts == said.part(first, last).texts
