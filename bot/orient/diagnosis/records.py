"""Reports for machines that a tool printed into its log: JSON, a line or many, and JUnit's XML.

Where such a text begins is seen by a line's first sign; `record_fields` knows what its fields mean. As in a
log of words, what only warns is not told where something is an error.
"""

import json
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from bot.orient.diagnosis.lines import Log
from bot.orient.diagnosis.record_fields import Found, found_in
from bot.orient.diagnosis.safe_xml import tree
from bot.orient.diagnosis.said import SUITE, search
from bot.orient.diagnosis.shapes import Groups, Mark, Shape
from bot.orient.diagnosis.suites import tested

FAMILY = "records"
MOST = 2 << 20
"""Characters that are read of all reports."""
LONGEST = 256 << 10
"""Characters of one that are read."""
LINES = 5_000
"""Lines of one of XML that are read."""
MOST_TOLD = 1_000
"""Things told of after which no further report is read."""
_SHAPE = Shape("", re.compile(r"(?!)"), weight=86)
_MARKS = (b'":', b'" :', b"<testsuite")
"""What every report holds, which is found far faster than what it is a part of."""
_SIGNS = re.compile(
    rb'"(?:\w{0,20}[Ll]ine\w{0,10}|row|assertionResults|fullTitle)" ?:|<testsuite[ s>]', re.ASCII
)
"""What every report holds that is read here."""
_BEFORE, _AFTER = 40, 20
"""Bytes around a mark in which such a sign is."""
_MANY = 500
"""Marks from which on all is searched for signs at once."""
_JSON = re.compile(r"[\[{]\s{0,20}(?:[\[{]\s{0,20})?[\"{}]")
_DECODER = json.JSONDecoder()
_OPENS = re.compile(r'[\[{]\s*(?:\Z|[\[{"}])')
"""How the first signs of a line are in which a document may begin."""
_SIGN = re.compile(r'"(?:[^"\\]|\\.)*"|[\[\]{}]')
_CLOSES = {"{": "}", "[": "]"}
_ENDS = ("</testsuites>", "</testsuite>")


@dataclass(frozen=True, slots=True)
class _Report:
    """What a report tells of, and the lines that it spans."""

    first: int
    last: int
    told: tuple[Groups, ...]


def recorded(log: Log, first: int, last: int) -> list[Mark]:
    """What reports between two lines of a log tell of."""
    begins = _begins(log, first, last)
    if not begins or not _is_signed(log):
        return []
    found = [mark for one in _reports(log, begins, last) for mark in _marks(one, log)]
    grave = {m.groups.get("tool") for m in found if m.groups.get("severity") == "error"}
    return [m for m in found if m.groups.get("tool") not in grave or m.groups.get("severity") != "warning"]


def _begins(log: Log, first: int, last: int) -> list[int]:
    """The lines that a report may begin at; few logs have any, which is told by their first signs alone."""
    heads = [head for head in log.said.heads if _OPENS.match(head)]
    found = {text for text in log.said.beginning(heads) if len(text) < 5 or _JSON.match(text)}
    found |= {text for text in log.said.holding(SUITE) if _is_xml(text)}
    return [i for i in log.said.places(found) if first <= i <= last]


def _is_signed(log: Log) -> bool:
    """Whether the log holds what every report does."""
    raws = (log.said.raw, *(one.encode("utf-8", "surrogatepass") for one in log.long.values()))
    return any(map(_has_sign, raws))


def _has_sign(raw: bytes) -> bool:
    marks = search(_MARKS).find_matches_as_indexes(raw)
    if len(marks) > _MANY:
        return _SIGNS.search(raw) is not None
    return any(_SIGNS.search(raw, max(at - _BEFORE, 0), at + _AFTER) for _, at, _ in marks)


def _is_xml(line: str) -> bool:
    return line.lstrip().startswith(SUITE)


def _reports(log: Log, begins: Sequence[int], last: int) -> Iterator[_Report]:
    """The reports in order; what one spans begins none."""
    lines, base = list(log.lines), begins[0]
    for i in [i for i, number in enumerate(log.numbers) if number in log.long] if log.long else ():
        lines[i] = log.long[log.numbers[i]]
    sizes = list(accumulate(map(len, lines[base : last + 1]), initial=0))
    ends = _Ends(log.lines, base, last)
    after, left, told = 0, MOST, 0
    for at in begins:
        if at < after:
            continue
        if left <= 0 or told >= MOST_TOLD:
            break
        line = lines[at]
        if _is_xml(line):
            one = _xml(log.lines, at, ends)
        else:
            stop = base + bisect_right(sizes, sizes[at - base] + LONGEST)  # with the line that is too much
            is_whole = line[-1] in "]}" and len(line) > 4
            text = line if is_whole else "\n".join(lines[at : min(stop, last + 1)])
            left -= len(text)
            one = _json(text, at)
        if one is not None:
            yield one
            after, told = one.last + 1, told + len(one.told)


def _json(text: str, at: int) -> _Report | None:
    """The JSON that a text begins with, as far as it goes; None where it begins with none."""
    found = _decoded(text)
    if isinstance(found, int):  # it is cut short there
        whole = _whole(text[:found])
        again = _decoded(whole[0]) if whole is not None else None
        found = (again[0], whole[1]) if whole is not None and isinstance(again, tuple) else None
    if found is None or found[0] is None:
        return None
    value, end = found
    return _Report(at, at + text.count("\n", 0, end), tuple(map(_groups, found_in(value))))


def _decoded(text: str) -> tuple[object, int] | int | None:
    """What a text's JSON says, and where that ends; where it goes wrong; None where nobody can tell, however hostile."""
    try:
        return _DECODER.raw_decode(text)
    except json.JSONDecodeError as cut:
        return cut.pos
    except (ValueError, RecursionError):  # a number of too many digits; too deep
        return None


def _whole(text: str) -> tuple[str, int] | None:
    """Cut JSON up to its last object that is whole, with what is still open there closed; and where that ends."""
    inside: list[str] = []
    end: tuple[str, int] | None = None
    for sign in _SIGN.finditer(text):
        if sign[0] in _CLOSES:
            inside.append(_CLOSES[sign[0]])
        elif sign[0] in "]}" and inside:
            inside.pop()
            end = ("".join(inside[::-1]), sign.end()) if sign[0] == "}" else end
    return (text[: end[1]] + end[0], end[1]) if end is not None else None


class _Ends:
    """Where XML ends between two lines, looked for once however much of it begins."""

    def __init__(self, lines: Sequence[str], first: int, last: int) -> None:
        self._lines, self._range = lines, range(first, last + 1)
        self._found: dict[str, list[int]] = {}

    def after(self, name: str, at: int) -> int | None:
        """The first line from one on that holds the end; None where it is too far."""
        if name not in self._found:
            self._found[name] = [i for i in self._range if name in self._lines[i]]
        found = self._found[name]
        place = bisect_left(found, at)
        return found[place] if place < len(found) and found[place] < at + LINES else None


def _xml(lines: Sequence[str], at: int, ends: _Ends) -> _Report | None:
    """The XML that begins at a line; None if it does not end, or is none."""
    end = ends.after(_ENDS[0] if "<testsuites" in lines[at] else _ENDS[1], at)
    report = tree("\n".join(lines[at : end + 1])) if end is not None else None
    return None if end is None or report is None else _Report(at, end, tuple(tested(report)))


def _marks(one: _Report, log: Log) -> Iterator[Mark]:
    at = 0
    lines = log.lines[one.first : one.last + 1]
    for groups in one.told:
        at = _where(lines, at, groups)
        place = one.first + at
        yield Mark(place, place, place, _SHAPE, FAMILY, groups, float(_SHAPE.weight))


def _where(lines: Sequence[str], at: int, groups: Groups) -> int:
    """The line, from one on, that says a message; the same one where none does."""
    said = json.dumps(groups.get("message", ""), ensure_ascii=False)[1:-1].partition("\\n")[0][:200]
    return next((i for i in range(at, len(lines)) if said and said in lines[i]), at)


def _groups(found: Found) -> Groups:
    told: Mapping[str, str | None] = {
        "file": found.path,
        "line": found.line,
        "column": found.column,
        "code": found.code,
        "message": found.message,
        "severity": found.severity,
        "tool": found.tool,
        "kind": found.kind,
        "test": found.test,
    }
    return {name: text for name, text in told.items() if text}
