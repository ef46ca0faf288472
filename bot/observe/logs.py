"""A log of any size → the part of it that is read for a diagnosis, in bounded memory, as it streams by.

The beginning (what runs where), the end (how it ended), and between them what stands around the words of
failing, first and last ones preferred. What `orient.diagnosis` makes of it is measured against the whole
by `make eval-diagnosis`.
"""

from collections import deque
from itertools import pairwise
from typing import NamedTuple

from bot.model.gaps import gap
from bot.model.secrets import redact_log

BEGIN, MIDDLE, END = 32 << 10, 192 << 10, 160 << 10
"""Bytes that are kept of each part: a log of fewer than all of them is kept whole."""
_BEFORE, _AFTER = 800, 2_400
"""Bytes around a telling word that are kept, to whole lines."""
_BATCH = 1 << 20
_TELLING = (
    b"error",
    b"fail",
    b"exception",
    b"fatal",
    b"panic",
    b"traceback",
    b"abort",
    b"##[group]run",
    b"exited with",
)


class _Kept(NamedTuple):
    """A part that is kept, and how many lines of the log end before it."""

    at: int
    part: bytes


class LogSieve:
    """Takes a log's bytes in pieces; `text` is what is kept of them, without credentials."""

    def __init__(self) -> None:
        self._begin = bytearray()
        self._end = bytearray()
        self._first: list[_Kept] = []
        self._last: deque[_Kept] = deque()
        self._sifted = 0
        self._room = MIDDLE // 2
        self._late = 0
        self._total = 0

    def feed(self, piece: bytes) -> None:
        """The next piece of the log."""
        self._total += len(piece)
        free = BEGIN - len(self._begin)
        if free > 0:
            self._begin += piece[:free]
            piece = piece[free:]
        self._end += piece
        if len(self._end) > MIDDLE + END + _BATCH:
            self._sift(MIDDLE + END)

    def text(self) -> str:
        """What is kept of what came so far."""
        whole = self._total <= BEGIN + MIDDLE + END
        if whole:
            return redact_log(bytes(self._begin + self._end).decode("utf-8", "replace"))
        if len(self._end) > END:
            self._sift(END)
        begin = _Kept(0, bytes(self._begin))
        end = _Kept(self._lines_before_end(), bytes(self._end))
        return redact_log(_joined([begin, *self._first, *self._last, end]).decode("utf-8", "replace"))

    def _lines_before_end(self) -> int:
        return self._begin.count(b"\n") + self._sifted

    def _sift(self, most: int) -> None:
        """All but the end's last bytes, so many at most, go through; of them what is telling stays."""
        cut = self._end.find(b"\n", len(self._end) - most) + 1 or len(self._end) - most
        part = bytes(self._end[:cut])
        del self._end[:cut]
        before = self._lines_before_end()
        self._sifted += part.count(b"\n")
        for lines, window in _windows(part):
            kept = _Kept(before + lines, window)
            if len(window) <= self._room:
                self._first.append(kept)
                self._room -= len(window)
                continue
            self._room = 0
            self._last.append(kept)
            self._late += len(window)
            while self._late > MIDDLE // 2:
                self._late -= len(self._last.popleft().part)


def _joined(parts: list[_Kept]) -> bytes:
    """The parts with what tells of the lines between them."""
    told = [parts[0].part]
    for before, after in pairwise(parts):
        left_out = after.at - before.at - before.part.count(b"\n")
        told += [gap(left_out).encode(), after.part]
    return b"".join(told)


def _windows(part: bytes) -> list[_Kept]:
    """What stands around the telling words of a part, in order, none of it twice."""
    low = part.lower()
    found: list[_Kept] = []
    lines = counted = 0
    nearest = {word: low.find(word) for word in _TELLING}
    done = 0
    while at := min((n for n in nearest.values() if n >= 0), default=-1) + 1:
        first = max(done, low.rfind(b"\n", 0, max(at - _BEFORE, 0)) + 1)
        last = low.find(b"\n", min(at + _AFTER, len(low)), at + 2 * _AFTER)
        done = last if last >= 0 else min(at + 2 * _AFTER, len(low))
        lines += part.count(b"\n", counted, first)
        counted = first
        found.append(_Kept(lines, part[first:done]))
        for word, place in nearest.items():
            if 0 <= place < done:
                nearest[word] = low.find(word, done)
    return found
