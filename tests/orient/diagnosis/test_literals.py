"""What a pattern is sure to need, and that no line is lost by asking for it first."""

import re
from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.orient.diagnosis.candidates import Candidates
from bot.orient.diagnosis.catalogue import Catalogue, Question
from bot.orient.diagnosis.families import CATALOGUE, FAMILIES
from bot.orient.diagnosis.lines import read
from bot.orient.diagnosis.literals import AT, firsts, is_blind, needed, sure
from bot.orient.diagnosis.needles import MOST_HITS
from bot.orient.diagnosis.said import Said
from tests.diagnosis_cases.kept import all_kept

ANY = re.compile(".*")


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        (r"error: (?P<message>.*)$", "error: "),
        (r"(?:fatal )?error: x", "error: x"),
        (r"(?:fatal )+errs", "fatal errs"),
        (r"abcx?", "abc"),
        (r"abcx*yz", "abc"),
        (r"abcx{0,3}", "abc"),
        (r"abcx{2}yz", "abcx"),
        (r"ab|cd", ""),
        (r"(?:abc|defg) h", " h"),
        (r"(?:abc|defg) hij", " hij"),
        (r"[|abc] hij", " hij"),
        (r"[]abc] hij", " hij"),
        (r"\[error\] \d+ done\.", "[error] "),
        (r"\s+at", "at"),
        (r"(?=abc)x(?!defg)", "x"),
        (r"(abc[)(]def)+", "abc"),
        (r"(?P<a>x(?P<b>hello\)) y)", "xhello) y"),
        (r"(?P<a>error) (?P<b>NU\d{4})", "error NU"),
        (r"ab(?:cd)?efg(?:hi|jk)l", "efg"),
        (r"ab(?:cde)+fg", "abcde"),
        (r"^abcd$", "abcd"),
        (r"(?i)abcd", ""),
        (r"\babcd\b", "abcd"),
        (r"a\x41b\u0041\N{BULLET}cd\1", "cd"),
    ],
)
def test_the_longest_text_that_a_match_is_sure_to_hold(pattern: str, text: str) -> None:
    assert text == sure(re.compile(pattern.replace("\\1", r"()\1")))


@pytest.mark.parametrize(
    ("pattern", "texts"),
    [
        (r"error: (?P<message>.*)$", "error: "),
        (r"[Ee]rrors?: x", "error: x|errors: x"),
        (r"(?:fatal )?error: x", "error: x"),
        (r"(?P<file>\S+\.(?:erl|hrl)):(?P<line>\d+)", ".erl:|.hrl:"),
        (r"\d+ (?:passed|.* failed|skip)", "passed| failed|skip"),
        (r"\d+ (?:passed|.* failed|\S)", None),
        (r"(?P<severity>error) (?P<code>MSB\d{4}): .*", "error msb"),
        (r"Could not (?:find|resolve \S+ in .*|get)", "could not "),
        (r"FAIL(?:ED|URES?)", "failed|failure"),
        (r"(?:abc|defg)+x", "abcx|defgx"),
        (r"(?:one|two|six)(?:a|b|c)(?:one|two|six)", "onea|oneb|onec|twoa|twob|twoc|sixa|sixb|sixc"),
        (r"[abcdefgh][abcdefgh] done", " done"),
        (r"\d[A-Z]x", None),
        (r"ÉÀÙ é", "ÉÀÙ é"),
        (r"\s{4}    x?\d", None),
        (r"a\tb c", "b c"),
        (r"ab\x41bc", None),
        (r"", None),
    ],
)
def test_texts_one_of_which_every_match_holds(pattern: str, texts: str | None) -> None:
    assert (texts and frozenset(texts.split("|"))) == needed(re.compile(pattern))


def test_what_is_known_to_be_there_is_not_needed() -> None:
    assert frozenset({" failed"}) == needed(re.compile(r"\d+ errors?,.* failed"), "errors, and")
    assert None is needed(re.compile(r"errors?"), "errors")


def test_where_case_does_not_matter_it_is_looked_for_in_lower_case() -> None:
    assert frozenset({"error: "}) == needed(re.compile("Error: ", re.I))
    assert frozenset({"rror: "}) == needed(re.compile("Érror: ", re.I))
    assert "" == sure(re.compile("Error: ", re.I))


_ITEMS = ("abc", "De", "[Ff]gh", r"\[x\]", r"\d", ".", r"\x41", "(?=.)", r"\b", "é", " ", r"[^a]", "[ab.]")
_PATTERNS = st.recursive(
    st.sampled_from(_ITEMS),
    lambda inner: st.one_of(
        st.lists(inner, min_size=2, max_size=4).map("".join),
        st.lists(inner, min_size=1, max_size=3).map(lambda each: f"(?:{'|'.join(each)})"),
        st.lists(inner, min_size=1, max_size=3).map(lambda each: f"({'|'.join(each)})"),
        st.tuples(inner, st.sampled_from(["?", "+", "*", "{2}", "{0,2}", "{1,3}"])).map(
            lambda two: f"(?:{two[0]}){two[1]}"
        ),
    ),
    max_leaves=10,
)


@settings(deadline=None, suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow])
@given(st.data(), _PATTERNS, st.booleans())
def test_every_match_holds_what_is_needed(data: st.DataObject, source: str, any_case: bool) -> None:
    pattern = re.compile(source, re.ASCII | (re.IGNORECASE if any_case else 0))
    line = data.draw(st.from_regex(pattern, fullmatch=True))
    low = line.encode("utf-8", "surrogatepass").lower()
    texts, text = needed(pattern), sure(pattern)
    assert texts is None or any(one.encode() in low for one in texts)
    assert text in line


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


def _asked(lines: list[str], *questions: Question) -> Candidates:
    catalogue = Catalogue(questions)
    return Candidates(Said(lines), catalogue, Said(lines, catalogue.signs))


def _ats(candidates: Candidates, question: Question) -> list[int]:
    return [i for i, _ in candidates.matching(question)]


def test_what_may_begin_with_anything_is_tried_on_every_line_that_holds_the_needle() -> None:
    anything, sign, other = Question("error", ANY), Question("error", re.compile("✗")), Question("fail", ANY)
    candidates = _asked(["an error", "fine", "✗ error"], anything, sign, other)
    assert [[0, 2], [2], []] == [_ats(candidates, one) for one in (anything, sign, other)]


@pytest.mark.parametrize(
    ("given", "unless", "found"),
    [
        ("fine", (), 1),
        ("found", (), 0),
        ("", ("found", "fine"), 0),
        ("", ("found",), 1),
        ("fine", ("an ",), 0),
    ],
)
def test_some_is_asked_only_where_the_log_holds_what_it_is_about(
    given: str, unless: tuple[str, ...], found: int
) -> None:
    question = Question("error", ANY, given=given, unless=unless)
    assert found == len(_asked(["an error", "fine"], question).matching(question))


def test_what_differs_in_its_digits_matches_as_one() -> None:
    lines = [f"a{n}.py:{n}: error: exit {n % 3}" for n in range(1_000, 1_400)]
    any_code, two, warning = (
        Question("error", re.compile(AT + end))
        for end in (r": error: exit \d$", r": error: exit 2", ": warning")
    )
    candidates = _asked(lines, any_code, two, warning)
    assert [400, 133, 0] == [len(candidates.matching(one)) for one in (any_code, two, warning)]


def test_digits_in_words_are_what_they_are() -> None:
    question = Question("error", ANY, ("error 137", "out of memory"))
    assert [1, 3] == _ats(
        _asked(["error 255", "Error 137", "error 13", "error: Out of Memory"], question), question
    )


def test_no_line_is_lost_by_what_is_asked_first() -> None:
    text = "".join(case.log for case in all_kept())
    text += text.swapcase()[:400_000]
    lines = read(text).lines
    text = "\n".join(lines)
    candidates = Candidates(Said(lines), CATALOGUE, Said(lines, CATALOGUE.signs))
    for family in FAMILIES:
        for shape in family.shapes:
            found = [(i, m[0]) for i, m in candidates.matching(shape.asks)]
            asked = shape.given in text and not any(one in text for one in shape.unless)
            tried = candidates.tried(shape.tell) if asked else []
            low = ((i, line, line.lower()) for i, line in tried)
            held = (
                (i, line) for i, line, small in low if not shape.words or any(w in small for w in shape.words)
            )
            plain = [(i, m[0]) for i, line in held if (m := shape.at.match(line))]
            assert plain == found, (family.name, shape.at.pattern)


def test_what_comes_again_and_again_is_found_wherever_it_comes() -> None:
    lines = ["##[error]a.py:1: error: no", "fine", "a.py:1: error: no", "b.py:2: error: no"] * 400
    question = Question("error", re.compile(AT + ": error"))
    found = _asked(lines, question).matching(question)
    assert MOST_HITS == len(found)
    assert [0, 2, 3, 4] == [i for i, _ in found[:4]]
    assert 1_599 == found[-1][0]


def test_of_too_many_lines_the_first_and_the_last_are_found() -> None:
    lines = [f"a.py:{n}: error: no 1) x.py:3" for n in range(5_000)]
    for needle in ("error", ":0"):
        question = Question(needle, re.compile(AT))
        at = _ats(_asked(lines, question), question)
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
        question = Question(needle, re.compile(begin))
        at = _ats(_asked(lines, question), question)
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
