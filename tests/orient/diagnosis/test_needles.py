"""The words are found in every line that holds them, however long the log, and only the first and the last of too many."""

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.orient.diagnosis.needles import BEGINS, MOST_HITS, NEEDLES, SIGNS, bounded, hits, telling
from bot.orient.diagnosis.said import Said

_PIECES = (*NEEDLES, *SIGNS, "ERROR", "✗", "é", "x", " ", "fine", "1")


def _held(lines: list[str], needle: str) -> set[int]:
    words = ("✖", "✗", "✘", "✕") if needle == SIGNS[0] else (needle,)
    return {i for i, line in enumerate(lines) if any(word in line.lower() for word in words)}


@settings(deadline=None)
@given(st.lists(st.lists(st.sampled_from(_PIECES), max_size=6).map("".join), max_size=40))
def test_every_line_that_holds_a_word_is_found(lines: list[str]) -> None:
    found = hits(Said(lines), frozenset(), "")
    for needle in (*NEEDLES, *SIGNS):
        assert _held(lines, needle) == {i for at in found.get(needle, {}).values() for i in at}, needle


def test_words_are_found_wherever_in_a_long_log_they_are() -> None:
    lines = [f"{n:06} {'x' * 90}{NEEDLES[n % 400] if n % 400 < len(NEEDLES) else ''}" for n in range(20_000)]
    found = hits(Said(lines), frozenset(), "")
    for n, needle in enumerate(NEEDLES):
        at = sorted(i for places in found[needle].values() for i in places)
        assert [i for i in range(20_000) if i % 400 == n] == at, needle
    assert len([*telling(lines)]) == 50 * 11


def test_of_words_that_every_line_holds_the_first_and_the_last_lines_are_found() -> None:
    lines = [f"{'a' * (n // 999)}{n:04} {' '.join(NEEDLES)}" for n in range(6_000)]
    found = hits(Said(lines), frozenset(), "")
    half = MOST_HITS // 2
    for needle in NEEDLES:
        at = sorted(i for places in found[needle].values() for i in places)
        assert [*range(half), *range(6_000 - half, 6_000)] == at, needle


def test_texts_are_found_by_signs_wherever_they_are() -> None:
    said = Said(["a $ b", "é exited with code 1", "fine", "fine", "c"] * 3)
    assert {"a $ b", "é exited with code 1"} == said.holding("$ ", " exited with code ")
    assert set() == said.holding("Attaching to ")


def test_signs_that_come_too_often_and_not_at_the_end_are_found() -> None:
    lines = [f"× {n}" for n in range(2 * MOST_HITS)] + [f"fine {n}" for n in range(20_000)]
    at = sorted(i for places in hits(Said(lines), frozenset(), "")["×"].values() for i in places)
    half = MOST_HITS // 2
    assert [*range(half), *range(2 * MOST_HITS - half, 2 * MOST_HITS)] == at


@settings(deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(("× ", "error ", "abc ", "##[error]abc ", "fine ")),
            st.integers(1, 900),
            st.booleans(),
        ),
        max_size=12,
    )
)
def test_of_what_comes_too_often_the_first_and_the_last_lines_are_found(
    runs: list[tuple[str, int, bool]],
) -> None:
    """However it is spread, and whether the same is said again and again or not."""
    lines = [f"{word}{i if varied else ''}" for word, n, varied in runs for i in range(n)]
    found = hits(Said(lines), frozenset(("abc",)), "##[error]")
    for needle, holds in (("×", "×"), ("error", "error"), (f"{BEGINS}abc", "abc")):
        every = [i for i, line in enumerate(lines) if holds in line]
        at = sorted(i for places in found.get(needle, {}).values() for i in places)
        assert bounded(every) == at, needle
