"""A raw log → its lines as a person would see them, with the numbers they had.

Byte-order mark, timestamps, colours and what a carriage return overwrote are gone. A log longer than
`MOST` lines is thinned as it streams by: its beginning, its end and what surrounds telling lines stay,
so memory is bounded however long it is. `sections` reads what the markers say, `needles` finds lines.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from bot.orient.diagnosis.needles import telling
from bot.orient.diagnosis.said import Said

MOST = 60_000
"""Lines that are kept before a log is thinned."""
LONGEST = 1_000
"""Characters of a line that are looked at."""
REPORTS = 512 << 10
"""Characters of longer lines that are kept, where they may be reports."""
_HEAD, _TAIL, _MIDDLE, _AROUND = 4_000, 16_000, 16_000, 15

_REPORTED = frozenset('{["')
_COLOUR = re.compile(r"\x1b(?=\[).[0-9;]*[mK]")
"""A colour, or what clears a line; begun with one sign alone, which is sought far faster than two."""
_ESCAPE = re.compile(
    r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b\n]*(?:\x07|\x1b\\)?|[()][0-9A-Za-z]|[@-Z\\^_=>78])"
)
_RESET = "\x1b[0m"
"""By far the commonest of them, which a plain search finds faster than a pattern does."""
_BACK = "\x1b[1G"
"""What brings a terminal to the line's beginning, as a carriage return does."""
_STAMP = re.compile(
    r"(?:\ufeff?\[?\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:[.,]\d{1,9})?(?:Z|[+-]\d\d:?\d\d)\]?(?: [0-9a-f]{2}[OE][ +]| )?)+"
)
"""GitHub's, GitLab's and Jenkins' prefix; doubled where a log of one was put into another's."""
_STAMPED = re.compile(r"T..:..:")
"""What every stamp holds; far faster to find than one is."""
_CAN_BEGIN = frozenset("\ufeff[0123456789")
_HAS_T = slice(10, 13)
"""Where the day of a line's first stamp ends."""
_STARTS = "travis_time:start"


@dataclass(frozen=True)
class Log:
    """A read log: the lines kept, the number of each, which of them began a command, how many there were."""

    lines: list[str]
    numbers: list[int]
    starts: frozenset[int]
    total: int
    long: Mapping[int, str] = field(default_factory=dict[int, str])
    """By their number, reports in one line (`records`), as long as they were."""

    @cached_property
    def said(self) -> Said:
        """What the lines say."""
        return Said(self.lines)


def read(text: str | Iterable[str]) -> Log:
    """The log's lines, from its whole text or from pieces of it in order."""
    kept: list[str] = []
    numbers: list[int] = []
    starts: set[int] = set()
    long: dict[int, str] = {}
    total = 0
    for batch in _batches((text,) if isinstance(text, str) else text):
        starts.update(total + 1 + at for at in batch.starts)
        shown = _shown(batch)
        if max(map(len, shown), default=0) > LONGEST:
            _cut(shown, total + 1, long)
        kept += shown
        total += len(batch.lines)
        numbers.extend(range(total - len(batch.lines) + 1, total + 1))
        if len(kept) > MOST:
            kept, numbers = _thin(kept, numbers)
    if kept and not kept[-1]:  # what follows the last line's end is no line
        kept.pop()
        numbers.pop()
        total -= 1
    began = (
        frozenset(bisect_left(numbers, start) for start in starts & {*numbers})
        if starts
        else frozenset[int]()
    )
    return Log(kept, numbers, began, total, long)


def _cut(lines: list[str], first: int, long: dict[int, str]) -> None:
    """Cut what is too long; lines that may be reports for machines are kept whole by number, as far as there is room."""
    room = REPORTS - sum(map(len, long.values()))
    for at in [at for at, line in enumerate(lines) if len(line) > LONGEST]:
        line = lines[at]
        if len(line) <= room and line.lstrip()[:1] in _REPORTED:
            long[first + at] = line
            room -= len(line)
        lines[at] = line[:LONGEST].rstrip()


@dataclass(frozen=True, slots=True)
class _Batch:
    """Some whole lines, which of them begin a command, and whether any may be overwritten in part or have a stamp."""

    lines: list[str]
    starts: Sequence[int]
    overwritten: bool = True
    stamped: bool = True


def _batches(pieces: Iterable[str]) -> Iterator[_Batch]:
    """Whole lines, a bounded number at a time."""
    rest = ""
    for piece in pieces:
        text = _plain(rest + piece if rest else piece)
        odd = ("\r" in text, _STAMPED.search(text) is not None)
        starts = _starting(text)
        *whole, rest = text.split("\n")
        for start in range(0, len(whole), MOST):
            stop = start + MOST
            yield _Batch(whole[start:stop], [at - start for at in starts if start <= at < stop], *odd)
        if len(rest) > 64 * LONGEST:
            rest = rest[:LONGEST] + rest[-LONGEST:]
    yield _Batch([rest], _starting(rest))


def _starting(text: str) -> list[int]:
    """The whole lines that begin a command, by their place among the text's lines."""
    found: list[int] = []
    seen, at = 0, text.find(_STARTS)
    while at >= 0:
        found.append((found[-1] if found else 0) + text.count("\n", seen, at))
        seen, at = at, text.find(_STARTS, at + 1)
    return found


def _plain(text: str) -> str:
    """Without escape sequences; the commonest, colours, are by far the fastest to find."""
    if "\x1b" in text:
        text = "".join(text.split(_RESET))
        text = "".join(_COLOUR.split(text))
    if "\x1b" in text:
        text = "".join(_ESCAPE.split(text.replace(_BACK, "\r")))
    for sign in ("\x08", "\x0f", "\ufeff"):
        if sign in text:
            text = text.replace(sign, "")
    return text


def _shown(batch: _Batch) -> list[str]:
    """The lines as a person would see them."""
    lines = batch.lines
    if batch.overwritten:
        lines = [_left(line) if "\r" in line and "\r" in line[:-1] else line for line in lines]
    if batch.stamped:
        lines = [
            _unstamped(line) if line[:1] in _CAN_BEGIN and "T" in line[_HAS_T] else line for line in lines
        ]
    return list(map(str.rstrip, lines))


def _left(line: str) -> str:
    """What is left of a line that carriage returns overwrote."""
    line = line[-16 * LONGEST :]
    last = line.rpartition("\r")[2]
    if last and not last.isspace():
        return last
    return next((part for part in reversed(line.split("\r")) if part.strip()), "")


def _unstamped(line: str) -> str:
    """A line without the stamps that it begins with."""
    is_actions = line[27:29] == "Z " and line[10:11] == "T" and line[31:33] not in ("O ", "O+", "E ", "E+")
    if is_actions and line[4:8:3] == "--" and line[13:17:3] == "::":
        line = line[29:]  # as Actions stamps, which is by far the most common
    if line[:1] in _CAN_BEGIN and (found := _STAMP.match(line)):
        line = line[found.end() :]
    return line


def _thin(kept: list[str], numbers: list[int]) -> tuple[list[str], list[int]]:
    """Beginning, end, and what surrounds telling lines, first and last ones preferred."""
    last = len(kept) - _TAIL
    stay: dict[int, None] = {}
    told = [i for i in telling(kept) if _HEAD <= i < last]
    for order, most in ((told, _MIDDLE // 2), (told[::-1], _MIDDLE)):
        for i in order:
            if len(stay) >= most:
                break
            stay.update(dict.fromkeys(range(max(_HEAD, i - _AROUND), min(last, i + _AROUND + 1))))
    chosen = [*range(_HEAD), *sorted(stay), *range(last, len(kept))]
    return [kept[i] for i in chosen], [numbers[i] for i in chosen]
