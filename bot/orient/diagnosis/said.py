"""What some lines of a log say, each once: what comes again and again is looked at once, by whoever looks.

`lines` reads the lines; what is looked up here is made when it is first asked for, and kept.
"""

from bisect import bisect_right
from collections.abc import Collection, Iterable, Sequence
from functools import cached_property, lru_cache
from itertools import accumulate, chain, compress, count
from operator import add, itemgetter

from ahocorasick_rs import BytesAhoCorasick

WOVEN = (": Test command: ", "$ ", "] > ", ": cache ", " exited with code ", "Attaching to ")
"""What a line holds that says how others begin, which `woven` parts."""
ACT = "]   |"
"""What a line holds that act tells of a job."""
FOLDERS = (" directory ", " location ", "yarn run v", "Directory: ")
"""What a line holds that says in which folder others were said."""
SUITE = "<testsuite"
"""How a report in XML begins, whatever is before it."""
_SIGNS = (ACT, *WOVEN, *FOLDERS, SUITE)
HEAD = 3
"""Signs of a text's beginning that it is looked up by."""
_MOST = 0.75
"""What share of the lines are so many that what they say is sooner told by what the others say."""
_HEAD_OF = itemgetter(slice(HEAD))


class Said:
    """Some lines, and what they say. `signs`: more texts that may be asked for by `holding`."""

    def __init__(self, lines: Sequence[str], signs: Iterable[str] = ()) -> None:
        self.lines = lines
        self._signs = (*_SIGNS, *signs)

    def part(self, first: int, last: int) -> "Said":
        """What the lines from one to another say; of most of them read off what is known, what was said before first."""
        part = Said(self.lines[first : last + 1])
        if len(part.lines) < len(self.lines) * _MOST:
            return part
        before = {*self.lines[:first]}
        again = list(dict.fromkeys(filter(before.__contains__, part.lines)))
        begin, end = len(before), len({*self.lines[: last + 1]})
        raw = joined(again) if again else b""
        shift = len(raw) - (self.ends[begin - 1] if begin else 0)
        stops = [stop + shift for stop in self.ends[begin:end]]
        part.texts = again + self.texts[begin:end]
        part._heads = [*map(_HEAD_OF, again), *self._heads[begin:end]]
        part.ends = [*(ends(raw, again) if again else ()), *stops]
        part.raw = raw + self.raw[len(raw) - shift : self.ends[end - 1]]
        return part

    @cached_property
    def texts(self) -> list[str]:
        """What the lines say, each once, in the order in which it is said first."""
        return list(dict.fromkeys(self.lines))

    @cached_property
    def raw(self) -> bytes:
        """All that was said, once, in one: where to look first whether any line holds a sign."""
        return joined(self.texts)

    @cached_property
    def heads(self) -> frozenset[str]:
        """How the texts begin."""
        return frozenset(self._heads)

    @cached_property
    def _heads(self) -> list[str]:
        return list(map(_HEAD_OF, self.texts))

    def beginning(self, heads: Collection[str]) -> list[str]:
        """The texts that begin with one of some heads, in order."""
        there = self.heads.intersection(heads)
        return list(compress(self.texts, map(there.__contains__, self._heads))) if there else []

    def firsts(self, heads: Collection[str], prefix: str, most: int) -> dict[str, list[str]]:
        """By how they begin, with or without a prefix, the texts that begin with some heads, in order; the first ones."""
        return _by_head(self.texts, self._bare(self.texts, self._heads, prefix), heads, most)

    def lasts(self, heads: Collection[str], prefix: str, most: int) -> dict[str, list[str]]:
        """The same, of the lines from the end on."""
        lines = list(reversed(self.lines)) if heads else list[str]()
        return _by_head(lines, self._bare(lines, map(_HEAD_OF, lines), prefix), heads, most)

    @staticmethod
    def _bare(texts: Iterable[str], heads: Iterable[str], prefix: str) -> Iterable[str]:
        """How some texts begin without a prefix that some have."""
        if not prefix:
            return heads
        own = prefix[:HEAD]
        pairs = zip(texts, heads, strict=True)
        return [text.removeprefix(prefix)[:HEAD] if head == own else head for text, head in pairs]

    def places(self, texts: Collection[str]) -> list[int]:
        """The lines that say one of some texts, in order."""
        return list(compress(count(), map(texts.__contains__, self.lines))) if texts else []

    @cached_property
    def ends(self) -> list[int]:
        """Where each text ends in `raw`."""
        return ends(self.raw, self.texts)

    def holding(self, *signs: str) -> set[str]:
        """The texts that hold any of some signs, of those that are known."""
        return {*chain(*map(self._signed.__getitem__, signs))}

    @cached_property
    def _signed(self) -> dict[str, set[str]]:
        """By each sign, the texts that hold it; all signs are searched at once, whoever asks first."""
        signs = self._signs
        found: dict[str, set[str]] = {sign: set() for sign in signs}
        searched = search(tuple(map(str.encode, signs)))
        for n, at, _ in searched.find_matches_as_indexes(self.raw, overlapping=True):
            found[signs[n]].add(self.texts[bisect_right(self.ends, at)])
        return found


def _by_head(
    texts: Iterable[str], begun: Iterable[str], heads: Collection[str], most: int
) -> dict[str, list[str]]:
    """By how they begin, the first texts that begin with some heads, each once; it ends where there are enough."""
    found: dict[str, dict[str, None]] = {}
    few = {*heads}
    for text, head in zip(texts, begun, strict=True):
        if head in few:
            there = found.setdefault(head, {})
            there[text] = None
            if len(there) >= most:
                few.discard(head)
                if not few:
                    break
    return {head: [*there] for head, there in found.items()}


@lru_cache(maxsize=256)
def search(words: tuple[bytes, ...]) -> BytesAhoCorasick:
    """What finds some words, all of them at once."""
    return BytesAhoCorasick(words)


def joined(lines: Sequence[str]) -> bytes:
    """The lines as one text, each after a line's end."""
    return b"\n" + "\n".join(lines).encode("utf-8", "surrogatepass")


def ends(raw: bytes, lines: Sequence[str]) -> list[int]:
    """Where each of some joined lines ends."""
    lengths = map(len, lines) if raw.isascii() else map(len, raw[1:].split(b"\n"))
    return list(map(add, accumulate(lengths), count(1)))
