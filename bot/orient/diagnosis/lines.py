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
from itertools import accumulate, compress, pairwise

from bot.orient.diagnosis.needles import telling
from bot.orient.diagnosis.prefixes import without_prefix
from bot.orient.diagnosis.said import Said, search

MOST = 60_000
"""Lines that are kept before a log is thinned."""
LONGEST = 1_000
"""Characters of a line that are looked at."""
REPORTS = 512 << 10
"""Characters of longer lines that are kept, where they may be reports."""
_HEAD, _TAIL, _MIDDLE, _AROUND = 4_000, 16_000, 16_000, 15
_STAY = b"\1" * (2 * _AROUND + 1)
"""What is written over lines that stay."""

_REPORTED = frozenset('{["')
_COLOUR = re.compile(rb"\x1b(?=\[).[0-9;]*[mK]")
"""A colour, or what clears a line; begun with one sign alone, which is sought far faster than two."""
_ESCAPE = re.compile(
    rb"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b\n]*(?:\x07|\x1b\\)?"
    rb"|[P^_][^\x07\x1b\n]*(?:\x07|\x1b\\)|[()][0-9A-Za-z]|[@-Z\\^_=>78])"
)
_RESET = b"\x1b[0m"
"""By far the commonest of them, which a plain search finds faster than a pattern does."""
_BACK = b"\x1b[1G"
"""What brings a terminal to the line's beginning, as a carriage return does."""
_STAMP = re.compile(
    r"(?:\[?\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:[.,]\d{1,9})?(?:Z|[+-]\d\d:?\d\d)\]?(?: [0-9a-f]{2}[OE][ +]| )?)+"
)
"""GitHub's, GitLab's and Jenkins' prefix; doubled where a log of one was put into another's."""
_STAMPED = re.compile(rb"T..:..:")
"""What every stamp holds; far faster to find than one is."""
_ACTIONS = re.compile(rb"\n\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{7}Z (?!..[OE][ +])")
"""The stamp that Actions puts before each line, by far the most common; what follows it is no GitLab's."""
_CAN_BEGIN = frozenset("[0123456789")
_HAS_T = slice(10, 13)
"""Where the day of a line's first stamp ends."""
_MARK = "\ufeff".encode()
"""The byte-order mark, wherever files were joined."""
_SHOWN_BY = "]: ▸ ".encode()
_FASTLANE = re.compile(rb"(?:INFO )?\[(?:\d{4}-\d\d-\d\d )?\d\d:\d\d:\d\d(?:\.\d\d)?" + re.escape(_SHOWN_BY))
"""What fastlane puts before each line of what it runs."""
_UNSEEN = b"\x08\x0f"
"""What a terminal does not show."""
_STARTS = b"travis_time:start"


@dataclass(frozen=True)
class Log:
    """A read log: the lines kept, the number of each, which of them began a command, how many there were."""

    lines: list[str]
    numbers: list[int]
    starts: frozenset[int]
    total: int
    long: Mapping[int, str] = field(default_factory=dict[int, str])
    """By their number, reports in one line (`records`), as long as they were."""
    signs: tuple[str, ...] = ()
    """Texts of which it may be asked which lines hold them."""

    @cached_property
    def said(self) -> Said:
        """What the lines say."""
        return Said(self.lines, self.signs)


def read(text: str | Iterable[str], signs: tuple[str, ...] = ()) -> Log:
    """The log's lines, from its whole text or from pieces of it in order; of which signs it may be asked."""
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
    return Log(without_prefix(kept), numbers, began, total, long, signs)


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
    rest = b""
    for piece in pieces:
        text = _plain(rest + piece.encode("utf-8", "surrogatepass"))
        odd = (b"\r" in text, _STAMPED.search(text) is not None)
        if odd[1]:
            text = b"\n".join(_ACTIONS.split(text))
        end = text.rfind(b"\n") + 1
        starts, rest = _starting(text), text[end:]
        whole = _decoded(text[:end]).split("\n")
        for start in range(0, len(whole) - 1, MOST):
            stop = min(start + MOST, len(whole) - 1)
            yield _Batch(whole[start:stop], [at - start for at in starts if start <= at < stop], *odd)
        if len(rest) > 64 * LONGEST:
            line = _decoded(rest)
            rest = (line[:LONGEST] + line[-LONGEST:]).encode("utf-8", "surrogatepass")
    yield _Batch([_decoded(rest)], _starting(rest))


def _decoded(text: bytes) -> str:
    return text.decode("utf-8", "surrogatepass")


def _starting(text: bytes) -> list[int]:
    """The whole lines that begin a command, by their place among the text's lines."""
    ats = [at for _, at, _ in search((_STARTS,)).find_matches_as_indexes(text)]
    return list(accumulate(text.count(b"\n", seen, at) for seen, at in pairwise([0, *ats])))


def _plain(text: bytes) -> bytes:
    """Without escape sequences; the commonest, colours, are by far the fastest to find."""
    if b"\x1b" in text:
        text = b"".join(text.split(_RESET))
        text = b"".join(_COLOUR.split(text))
    if b"\x1b" in text:
        text = b"".join(_ESCAPE.split(b"\r".join(text.split(_BACK))))
    if not text.isascii():
        if b"\xb8" in text and _SHOWN_BY in text:
            text = b"".join(_FASTLANE.split(text))
        if b"\xef" in text and _MARK in text:  # one sign is sought far faster than three
            text = b"".join(text.split(_MARK))
    return text.translate(None, _UNSEEN) if b"\x08" in text or b"\x0f" in text else text


def _shown(batch: _Batch) -> list[str]:
    """The lines as a person would see them."""
    lines = list(map(str.rstrip, batch.lines))
    if batch.overwritten:
        lines = [_left(line) if "\r" in line else line for line in lines]
    if batch.stamped:
        lines = [
            _unstamped(line) if line[:1] in _CAN_BEGIN and "T" in line[_HAS_T] else line for line in lines
        ]
    return lines


def _left(line: str) -> str:
    """What is left of a line that carriage returns overwrote."""
    return line[-16 * LONGEST :].rpartition("\r")[2]


def _unstamped(line: str) -> str:
    """A line without the stamps that it begins with."""
    found = _STAMP.match(line)
    return line[found.end() :] if found else line


def _thin(kept: list[str], numbers: list[int]) -> tuple[list[str], list[int]]:
    """Beginning, end, and what surrounds telling lines, first and last ones preferred."""
    last = len(kept) - _TAIL
    middle = kept[_HEAD:last]
    first = (_HEAD + at for at in telling(middle))
    final = (last - 1 - at for at in telling(middle[::-1]))
    stay, count = bytearray(len(kept)), 0
    for told, most in ((first, _MIDDLE // 2), (final, _MIDDLE)):
        for i in told:
            if count >= most:
                break
            begin, end = max(_HEAD, i - _AROUND), min(last, i + _AROUND + 1)
            count += stay.count(0, begin, end)
            stay[begin:end] = _STAY[: end - begin]
    stay[:_HEAD] = b"\1" * _HEAD
    stay[last:] = b"\1" * _TAIL
    return list(compress(kept, stay)), list(compress(numbers, stay))
