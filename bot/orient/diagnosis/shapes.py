"""A shape: what one kind of message of one tool looks like, and what it yields. A family is a tool's shapes.

A shape is tried on the lines that hold its needle. Its patterns look at one line each, from the line's
beginning; what a message says on other lines is found by `above` and `below`, within `reach` lines.
Groups are named after what they are: file, line, column, code, message, severity, test, suite.
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from bot.orient.diagnosis.candidates import Candidates
from bot.orient.diagnosis.catalogue import Question
from bot.orient.diagnosis.literals import AT, PATH, compiled, sure
from bot.orient.diagnosis.needles import NUMBERED
from bot.orient.diagnosis.values import Kind

__all__ = [
    "AT",
    "NUMBERED",
    "PATH",
    "Family",
    "Groups",
    "Mark",
    "More",
    "Shape",
    "indentation",
    "marks",
    "rx",
]

Extent = Literal["line", "paragraph", "indented", "until"]

Groups = dict[str, str]
More = Callable[[Sequence[str], int, Groups], Groups | None]
"""What a shape's patterns cannot say: the groups as they are to be, None if this is no such message."""


@dataclass(frozen=True, slots=True)
class Shape:
    """One kind of message. `weight` is how surely it says why the job failed, out of 100.

    `needs`: without what `above` or `below` look for it is no such message. `extent` and `before` are the
    lines that belong to it; `trace`: it is at the telling frame of the trace in them. `once`: of several
    lines in a row the first alone. `backup`: its test counts where no other shape of the family names one.
    `words`: one of them, in lower case, is in the line. `given`: a text that some line of the log must hold,
    `unless`: texts of which no line may hold any.
    """

    tell: str
    at: re.Pattern[str]
    kind: Kind | None = None
    tool: str | None = None
    weight: int = 50
    above: re.Pattern[str] | None = None
    below: re.Pattern[str] | None = None
    reach: int = 12
    needs: bool = True
    extent: Extent = "line"
    ends: re.Pattern[str] | None = None
    most: int = 40
    before: int = 0
    named: str = "{test}"
    trace: bool = False
    once: bool = False
    more: "More | None" = None
    backup: bool = False
    words: tuple[str, ...] = ()
    given: str = ""
    unless: tuple[str, ...] = ()
    asks: Question = field(init=False, repr=False, compare=False)
    """What its line is asked for; worked out once, not for each log."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "asks", Question(self.tell, self.at, self.words, self.given, self.unless))

    def patterns(self) -> tuple[re.Pattern[str], ...]:
        """Every pattern of the shape."""
        return tuple(p for p in (self.at, self.above, self.below, self.ends) if p is not None)


@dataclass(frozen=True, slots=True)
class Family:
    """The shapes of one tool, or of several that print alike."""

    name: str
    shapes: tuple[Shape, ...]


@dataclass(slots=True)
class Mark:
    """A shape found: the line it was found at, the lines it spans, what its groups say."""

    at: int
    first: int
    last: int
    shape: Shape
    family: str
    groups: Groups
    weight: float


def rx(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """A shape's pattern; spelt short since families are tables of them. A file without colons may begin with a drive."""
    return compiled(pattern, flags)


def marks(family: Family, candidates: Candidates, known: Collection[int] = ()) -> Iterator[Mark]:
    """What of the family's shapes the candidates hold, but for lines that are known."""
    lines, there = candidates.bare, candidates.there
    for shape in family.shapes:
        if shape.tell not in there:
            continue
        found = candidates.matching(shape.asks)
        if not found:
            continue
        around = _Around(shape, lines)
        weight = float(shape.weight)
        for i, match in found:
            if i in known or (shape.once and i and shape.at.match(lines[i - 1])):
                continue
            groups = {k: v for k, v in match.groupdict().items() if v is not None}
            mark = Mark(i, max(i - shape.before, 0), i, shape, family.name, groups, weight)
            if around.alone or _whole(mark, lines, around):
                yield mark


class _Around:
    """What looks for the lines that belong to a shape's; `alone` where none does."""

    def __init__(self, shape: Shape, lines: Sequence[str]) -> None:
        self.above = _Above(shape.above, lines) if shape.above is not None else None
        self.below = _Below(shape.below, lines) if shape.below is not None else None
        self.until = _Below(shape.ends or _NEVER, lines) if shape.extent == "until" else None
        self.alone = self.above is self.below and shape.more is None and shape.extent == "line"


def _whole(mark: Mark, lines: Sequence[str], around: _Around) -> bool:
    """Widen a mark to all that its shape takes in; whether everything that the shape needs is there."""
    shape, at, above, below = mark.shape, mark.at, around.above, around.below
    if above is not None:
        place, more = above(at, shape.reach)
        if place is None and shape.needs:
            return False
        mark.groups = _joined(more, mark.groups)
        if place is not None and at - place <= 3:
            mark.first = min(mark.first, place)
    if below is not None:
        place, more = below(at, shape.reach)
        if place is None and shape.needs:
            return False
        mark.groups = _joined(more, mark.groups)
        mark.last = place if place is not None else at
    if shape.more is not None:
        whole = shape.more(lines, at, mark.groups)
        if whole is None:
            return False
        mark.groups = whole
    mark.last = max(mark.last, _last(shape, at, lines, around.until))
    return True


def _last(shape: Shape, at: int, lines: Sequence[str], until: "_Below | None") -> int:
    """The last line of what belongs to a mark: to before the line that ends it, or `most` lines on, if it has an end."""
    if until is None:
        return _EXTENTS[shape.extent](shape, at, lines)
    place, _ = until(at, shape.most)
    return place - 1 if place is not None else min(at + shape.most, len(lines) - 1)


def _joined(found: Groups, own: Groups) -> Groups:
    """A line's own groups over those that were found near it; a place is taken whole from where its line is told."""
    if "line" in found and "file" in found and "line" not in own:
        own = {name: text for name, text in own.items() if name not in ("file", "column")}
    return {**found, **own}


class _Above:
    """The nearest line above that a pattern matches. Lines between two questions are looked at once."""

    def __init__(self, pattern: re.Pattern[str], lines: Sequence[str]) -> None:
        self._pattern, self._lines = pattern, lines
        self._need = sure(pattern)
        self._asked: int = -1
        self._place: int | None = None
        self._groups: Groups = {}

    def __call__(self, at: int, reach: int) -> tuple[int | None, dict[str, str]]:
        match, need, lines = self._pattern.match, self._need, self._lines
        for i in range(at - 1, max(self._asked, at - reach) - 1, -1):
            line = lines[i]
            if need in line and (found := match(line)):
                self._place = i
                self._groups = {k: v for k, v in found.groupdict().items() if v is not None}
                break
        self._asked = at
        if self._place is None or at - self._place > reach:
            return None, {}
        return self._place, self._groups


class _Below:
    """The nearest line below that a pattern matches. It is asked in the lines' order, and looks at none twice."""

    def __init__(self, pattern: re.Pattern[str], lines: Sequence[str]) -> None:
        self._pattern, self._lines = pattern, lines
        self._need = sure(pattern)
        self._looked: int = 0
        self._place: int = -1
        self._groups: Groups = {}

    def __call__(self, at: int, reach: int) -> tuple[int | None, dict[str, str]]:
        match, need, lines = self._pattern.match, self._need, self._lines
        stop = min(at + 1 + reach, len(lines))
        if self._place <= at:
            begin = max(at + 1, self._looked)
            for i, line in enumerate(lines[begin:stop], begin):
                if need in line and (found := match(line)):
                    self._place, stop = i, i + 1
                    self._groups = {k: v for k, v in found.groupdict().items() if v is not None}
                    break
            self._looked = max(self._looked, stop)
        return (self._place, self._groups) if at < self._place < stop else (None, {})


def _line(shape: Shape, at: int, lines: Sequence[str]) -> int:
    return at


def _paragraph(shape: Shape, at: int, lines: Sequence[str]) -> int:
    last = at
    while last + 1 < len(lines) and last - at < shape.most and lines[last + 1].strip():
        last += 1
    return last


def _indented(shape: Shape, at: int, lines: Sequence[str]) -> int:
    """To the last line that is indented deeper, over single blank lines."""
    depth = indentation(lines[at])
    last = at
    for i, line in enumerate(lines[at + 1 : at + 1 + shape.most], at + 1):
        bare = line.lstrip()
        if bare and len(line) - len(bare) <= depth:
            break
        last = i if bare else last
    return last


_NEVER = re.compile(r"(?!)")


def indentation(line: str) -> int:
    """How deep a line is indented."""
    return len(line) - len(line.lstrip())


_EXTENTS: Mapping[Extent, Callable[[Shape, int, Sequence[str]], int]] = {
    "line": _line,
    "paragraph": _paragraph,
    "indented": _indented,
}
