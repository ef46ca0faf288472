"""What a pattern is sure to need, and that no line is lost by asking for it first."""

import re
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.orient.diagnosis.candidates import Candidates, Question
from bot.orient.diagnosis.families import BEGINNINGS, FAMILIES
from bot.orient.diagnosis.lines import read
from bot.orient.diagnosis.literals import AT, PATH, firsts, is_blind, literal, path_first, rest, sure
from bot.orient.diagnosis.needles import MOST_HITS
from bot.orient.diagnosis.said import Said
from tests.diagnosis_cases.kept import all_kept


@pytest.mark.parametrize(
    ("pattern", "needed"),
    [
        (r"error: (?P<message>.*)$", "error: "),
        (r"(?:fatal )?error: x", "error: x"),
        (r"(?:fatal )+errs", "fatal "),
        (r"abcx?", "abc"),
        (r"abcx*yz", "abc"),
        (r"abcx{0,3}", "abc"),
        (r"abcx{2}yz", "abcx"),
        (r"ab|cd", ""),
        (r"(?:abc|defg) h", ""),
        (r"(?:abc|defg) hij", " hij"),
        (r"[|abc] hij", " hij"),
        (r"[]abc] hij", " hij"),
        (r"\[error\] \d+ done\.", "[error] "),
        (r"\s+at", ""),
        (r"(?=abc)x(?!defg)", ""),
        (r"(abc[)(]def)+", "abc"),
        (r"(?P<a>x(?P<b>hello\)) y)", "xhello) y"),
        (r"(?P<a>error) (?P<b>NU\d{4})", "error NU"),
        (r"ab(?:cd)?efg(?:hi|jk)l", "efg"),
        (r"ab(?:cde)+fg", "cde"),
        (r"^abcd$", "abcd"),
        (r"(?i)abcd", ""),
        (r"\babcd\b", "abcd"),
    ],
)
def test_the_longest_text_that_a_match_needs(pattern: str, needed: str) -> None:
    assert (needed, False) == literal(re.compile(pattern))


def test_where_case_does_not_matter_it_is_looked_for_in_lower_case() -> None:
    assert ("error: ", True) == literal(re.compile("Error: ", re.I))
    assert ("", False) == literal(re.compile("Érror: ", re.I))


def test_a_pattern_that_begins_with_a_place_says_so() -> None:
    told = [path_first(re.compile(one)) for one in (AT + ": x", PATH + ": x", r"\s*" + AT)]
    assert [AT, PATH, None] == [one.pattern if one else None for one in told]


@pytest.mark.parametrize(
    ("behind", "told"),
    [(": x", True), (r"(?:-\d)?: x", True), (r":?\d", False), (r"x?", False), (r"\[x", True)],
)
def test_what_follows_a_place_is_told_where_no_number_can_be_meant(behind: str, told: bool) -> None:
    assert told == (rest(re.compile(AT + behind)) is not None)
    assert (told and behind[0] != "\\" and not behind.startswith("(?:-")) == (
        rest(re.compile(PATH + behind)) is not None
    )
    assert None is rest(re.compile(behind))


_PARTS = (
    "a/b.py",
    "C:/x.c",
    "a[b].ts",
    "[",
    "x" * 260,
    ":",
    "7",
    "12345678",
    " ",
    "(",
    ")",
    ",",
    "-",
    "error",
    "E501",
)


@settings(deadline=None)
@given(
    st.lists(st.lists(st.sampled_from(_PARTS), min_size=2, max_size=9).map("".join), min_size=1, max_size=9)
)
def test_no_place_is_lost_by_what_is_looked_for_behind_it(lines: list[str]) -> None:
    candidates = Candidates(Said(lines), BEGINNINGS, Said(lines))
    placed = [s for f in FAMILIES for s in f.shapes if s.asks.place is not None and not s.words]
    for shape in placed:
        plain = [(i, m[0]) for i, text in candidates.tried(shape.tell) if (m := shape.at.match(text))]
        assert plain == [(i, m[0]) for i, m in candidates.matching(shape.asks)], shape.at.pattern


@pytest.mark.parametrize(
    ("pattern", "begins"),
    [
        (r"error", "e"),
        (r"(?:fatal )?error", "ef"),
        (r"\[(?:a|b)\]", "["),
        (r"(?P<x>a|[bc]|\d)x", "abc0123456789"),
        (r"x?y*z", "xyz"),
        (r"x{0,3}y{1,2}", "xy"),
        (r"x{,3}y|z", "xyz"),
        (r"^\bx", "x"),
        (r"(?!a)(?=b)(?<!c)\Bx", "x"),
        (r"✗ x|é", ""),
        (r"\t(x)", "\t"),
        (r"[]a]", "]a"),
    ],
)
def test_the_signs_that_a_match_begins_with(pattern: str, begins: str) -> None:
    assert frozenset(begins) == firsts(re.compile(pattern))


@pytest.mark.parametrize("pattern", ["x?", "", "x*|y", r"\u0041", r"(?s:.)x", r"(?P<a>)(?P=a)", r"$"])
def test_what_cannot_be_told_may_begin_with_anything(pattern: str) -> None:
    assert None is firsts(re.compile(pattern))


def test_case_is_as_the_pattern_has_it() -> None:
    assert frozenset("eE") == firsts(re.compile("error", re.I))


@pytest.mark.parametrize(
    ("pattern", "blind"),
    [
        (r"a\d{1,3}[\w.]{2}:\d{2,}x", True),
        (r"exit 0", False),
        (r"[1-9]", False),
        (r"(?P<a>.)(?P=a)", False),
        (r"(.)\1", False),
        (r"\x41", False),
    ],
)
def test_whether_a_pattern_knows_one_digit_from_another(pattern: str, blind: bool) -> None:
    assert blind == is_blind(re.compile(pattern))


def test_what_may_begin_with_anything_is_tried_on_every_line_that_holds_the_needle() -> None:
    lines = ["an error", "fine", "✗ error"]
    candidates = Candidates(Said(lines), BEGINNINGS, Said(lines))
    assert [0, 2] == [i for i, _ in candidates.matching(Question("error", re.compile(".*")))]
    assert [2] == [i for i, _ in candidates.matching(Question("error", re.compile("✗")))]
    assert [] == candidates.matching(Question("fail", re.compile(".*")))
    assert [True, True, False] == [candidates.hold(text) for text in ("fine", "fine", "found")]


def test_what_differs_in_its_digits_matches_as_one() -> None:
    lines = [f"a{n}.py:{n}: error: exit {n % 3}" for n in range(1_000, 1_400)]
    candidates = Candidates(Said(lines), BEGINNINGS, Said(lines))
    for pattern, found in ((AT + r": error: exit \d$", 400), (AT + r": error: exit 2", 133)):
        assert found == len(candidates.matching(Question("error", re.compile(pattern))))
    assert [] == candidates.matching(Question("error", re.compile(AT + ": warning")))


def test_no_line_is_lost_by_what_is_asked_first() -> None:
    text = "".join(case.log for case in all_kept())
    text += text.swapcase()[:400_000]
    lines = read(text).lines
    candidates = Candidates(Said(lines), BEGINNINGS, Said(lines))
    for family in FAMILIES:
        for shape in family.shapes:
            found = [(i, m[0]) for i, m in candidates.matching(shape.asks)]
            tried = candidates.tried(shape.tell)
            low = ((i, text, text.lower()) for i, text in tried)
            held = (
                (i, text) for i, text, small in low if not shape.words or any(w in small for w in shape.words)
            )
            plain = [(i, m[0]) for i, text in held if (m := shape.at.match(text))]
            assert plain == found, (family.name, shape.at.pattern)


def test_what_comes_again_and_again_is_found_wherever_it_comes() -> None:
    lines = ["##[error]a.py:1: error: no", "fine", "a.py:1: error: no", "b.py:2: error: no"] * 400
    candidates = Candidates(Said(lines), BEGINNINGS, Said(lines))
    found = candidates.matching(Question("error", re.compile(AT + ": error")))
    assert MOST_HITS == len(found)
    assert [0, 2, 3, 4] == [i for i, _ in found[:4]]
    assert 1_599 == found[-1][0]


def test_of_too_many_lines_the_first_and_the_last_are_found() -> None:
    lines = [f"a.py:{n}: error: no 1) x.py:3" for n in range(5_000)]
    candidates = Candidates(Said(lines), BEGINNINGS, Said(lines))
    for needle in ("error", ":0"):
        at = [i for i, _ in candidates.matching(Question(needle, re.compile(AT)))]
        half = MOST_HITS // 2
        assert (MOST_HITS, 0, half - 1, 5_000 - half, 4_999) == (
            len(at),
            at[0],
            at[half - 1],
            at[half],
            at[-1],
        )


def test_the_last_lines_are_found_though_they_were_said_before() -> None:
    names = ["".join(pair) for pair in product("abcdefghijklmnopqrstuvwxyz", repeat=2)]
    lines = [
        *(f"a.py: error {name}" for name in names),
        *["fine"] * 9_000,
        *[f"a.py: error {names[338]}"] * 3,
    ]
    for begin, needle in (("a.py", "error"), ("a.py", "^a.p")):
        candidates = Candidates(Said(lines), frozenset({"a.p"}), Said(lines))
        at = [i for i, _ in candidates.matching(Question(needle, re.compile(begin)))]
        half, last = MOST_HITS // 2, len(lines) - 1
        assert (MOST_HITS, half - 1, [last - 2, last - 1, last]) == (len(at), at[half - 1], at[-3:])


def test_what_is_looked_for_above_and_below_is_in_every_line_that_matches() -> None:
    lines = {line for case in all_kept() for line in case.log.split("\n")}
    patterns = {p for f in FAMILIES for s in f.shapes for p in (s.above, s.below) if p is not None}
    needed = {pattern: sure(pattern) for pattern in patterns}
    assert len([text for text in needed.values() if text]) > len(patterns) // 2
    lost = [(p.pattern, line) for p in patterns for line in lines if p.match(line) and needed[p] not in line]
    assert [] == lost
    assert "" == sure(re.compile("Error: ", re.I))
