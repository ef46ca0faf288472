"""No pattern can run away: by how it is built, and by what it does with lines made to hurt it."""

import re
import time
from collections.abc import Iterator, Mapping
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from types import ModuleType
from typing import Any, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import bot.orient.diagnosis as room
from bot.orient.diagnosis import families
from bot.orient.diagnosis.families import FAMILIES
from bot.orient.diagnosis.literals import compiled
from bot.orient.diagnosis.needles import BEGINS, DIGITS, NEEDLES, NUMBERED, SIGNS

PARSER: Any = import_module("re._parser")
OPS: Any = import_module("re._constants")
MODULES = tuple(
    import_module(f"{package.__name__}.{one.name}")
    for package in (room, families)
    for one in iter_modules(package.__path__)
)
Pattern = re.Pattern[str] | re.Pattern[bytes]


def in_value(value: object) -> Iterator[Pattern]:
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, tuple):
        for one in cast("tuple[object, ...]", value):
            yield from in_value(one)
    elif isinstance(value, Mapping):
        yield from in_value(tuple(cast("Mapping[object, object]", value).values()))


def every_pattern() -> dict[str, Pattern]:
    found: list[Pattern] = [p for family in FAMILIES for shape in family.shapes for p in shape.patterns()]
    for module in MODULES:
        found += [p for value in vars(module).values() for p in in_value(value)]
    return {p.pattern if isinstance(p.pattern, str) else p.pattern.decode("latin-1"): p for p in found}


PATTERNS = every_pattern()


def repeats_in_repeats(items: Any, inside: bool = False) -> bool:
    """Whether an unbounded repetition stands within another one, which is what makes a pattern explode."""
    for op, value in items:
        if op in (OPS.MAX_REPEAT, OPS.MIN_REPEAT, OPS.POSSESSIVE_REPEAT):
            _, most, body = value
            unbounded = most is OPS.MAXREPEAT
            if (unbounded and inside) or repeats_in_repeats(body, inside or (unbounded and not fixed(body))):
                return True
        bodies = [value[3]] if op is OPS.SUBPATTERN else value[1] if op is OPS.BRANCH else []
        bodies = [value[1]] if op in (OPS.ASSERT, OPS.ASSERT_NOT) else bodies
        if any(repeats_in_repeats(body, inside) for body in bodies):
            return True
    return False


def fixed(body: Any) -> bool:
    """Whether a repetition's body is one character, so that it can match in one way only."""
    return len(body) == 1 and body[0][0] in (OPS.IN, OPS.ANY, OPS.LITERAL, OPS.NOT_LITERAL)


def test_there_are_patterns() -> None:
    assert len(PATTERNS) > 400


@pytest.mark.parametrize("pattern", sorted(PATTERNS))
def test_no_repetition_stands_within_another(pattern: str) -> None:
    body = PARSER.parse(pattern, PATTERNS[pattern].flags & ~re.UNICODE)
    assert not repeats_in_repeats(body)


HURTING = (
    "a",
    " ",
    "a ",
    "/a",
    "a:1",
    "::",
    "(",
    "[",
    "1",
    "-",
    "- ",
    "error ",
    "FAILED ",
    "a.b",
    "\t",
    "'",
    '"',
    "at a (",
    "─",
)


def seconds(pattern: Pattern, text: str) -> float:
    said: Any = text if isinstance(pattern.pattern, str) else text.encode()
    began = time.process_time()
    pattern.match(said)
    return time.process_time() - began


def test_no_pattern_grows_faster_than_the_square_of_a_line_made_to_hurt_it() -> None:
    """Lines are cut at a thousand characters, so a square is bounded; the cube and worse are refused.

    Sixteen times the time for four times the line is a square; with noise, 40 times is let pass.
    """
    slow: list[tuple[str, str]] = []
    for pattern in PATTERNS.values():
        for unit in HURTING:
            for begin in ("", "FAILED ", "error: ", "  1) ", "a.py:1:1: "):
                short, long = (begin + unit * (n // len(unit)) + "\x00" for n in (250, 1000))
                if seconds(pattern, long) < 0.004:
                    continue
                times = [min(seconds(pattern, text) for _ in range(3)) for text in (short, long)]
                if times[1] > 0.004 and times[1] > 40 * times[0]:
                    slow.append((str(pattern.pattern), unit))
    assert [] == slow


def test_every_shape_is_found_by_a_needle_that_is_looked_for() -> None:
    known = {*NEEDLES, *SIGNS, DIGITS, NUMBERED}
    assert [] == [
        (family.name, shape.tell)
        for family in FAMILIES
        for shape in family.shapes
        if shape.tell not in known and not (shape.tell.startswith(BEGINS) and len(shape.tell) == 4)
    ]


def test_every_needle_is_some_shapes() -> None:
    used = {shape.tell for family in FAMILIES for shape in family.shapes}
    assert set() == {*NEEDLES, *SIGNS, DIGITS, NUMBERED} - used


def test_families_have_names_of_their_own() -> None:
    assert (len(FAMILIES), True) == (len({f.name for f in FAMILIES}), callable(room.diagnose))


def test_every_family_has_a_line_on_its_page() -> None:
    page = (Path(__file__).parents[3] / "docs" / "diagnosis.md").read_text()
    names = [
        name
        for name, module in vars(families).items()
        if isinstance(module, ModuleType) and "FAMILY" in vars(module)
    ]
    assert (len(FAMILIES), []) == (len(names), [name for name in names if f"| `{name}` |" not in page])


@pytest.mark.parametrize(
    ("source", "kept"),
    [
        (r"[^:]{1,9}:", r"[^:]{1,9}+:"),
        (r"(?P<line>\d{1,7})\)", r"(?P<line>\d{1,7}+)\)"),
        (r"(?:a|((\w+))) -", r"(?:a|((\w++))) -"),
        (r"[]a]* x[\]a]* x[\w]\+ x", r"[]a]*+ x[\]a]*+ x[\w]\+ x"),
        *(
            (same, same)
            for same in (r"\w+?:", r"\w+:?", r"\w+(?::)", r"(?:\w+)*:", r"\w+\d", r"\S+: ", r"\w+")
        ),
    ],
)
def test_nothing_is_given_back_where_no_match_needs_it(source: str, kept: str) -> None:
    assert kept == compiled(source).pattern


_REPEATED = ("[^:]{1,3}", r"\d+", "[ab]*", r"\w{0,2}", r"[^\s(]+", ".*", r"\S{1,4}", "a+?", "[:1]{2}")
_FOLLOWING = (":", r"\(", "a", "1", " ", "", "(?:x)?", ":?", r"\d", "$", "(?=a)", "|", "é")


@settings(deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(_REPEATED), st.sampled_from(_FOLLOWING), st.booleans()), max_size=4),
    st.text("ab1: (xé", max_size=12),
    st.booleans(),
)
def test_a_pattern_matches_what_it_did(items: list[tuple[str, str, bool]], line: str, any_case: bool) -> None:
    source = "".join(f"({one}){after}" if grouped else f"{one}{after}" for one, after, grouped in items)
    flags = re.IGNORECASE if any_case else 0
    plain, own = re.match(source, line, flags), compiled(source, flags).match(line)
    assert (plain and (plain.span(), plain.groups())) == (own and (own.span(), own.groups()))
