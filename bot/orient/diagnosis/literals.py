"""A pattern → texts one of which every line it matches holds, and how such lines begin, so that most are never tried.

Looking for a text is far cheaper than trying a pattern. What a pattern is sure to need is read off its
own source; where that cannot be told for sure it needs nothing.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

_IN_PATH = r"[^\s:()'\"`<>|,;*?\[\]=]"
PATH = (
    r"(?P<file>(?:/?[A-Za-z]:[\\/])?" + _IN_PATH + r"{1,250}+(?:\[[\w.-]{1,40}\]" + _IN_PATH + r"{0,200}+)?)"
)
"""A file's path without spaces; what follows is none of its signs."""
AT = PATH + r":(?P<line>\d{1,7}+)(?::(?P<column>\d{1,5}+))?"
"""`file:line` or `file:line:column`; what follows is no digit."""
_PLAIN_FILE = re.compile(r"\(\?P<file>(?:\(\?:file://\)\?)?(?=\[\^[^\]]{0,40}:)")
"""How a pattern begins of a file in which no colon may be."""
_DRIVE = r"(?:/?[A-Za-z]:[\\/])?"

_CLASS_OF = r"\[\^?\]?(?:\\.|[^\]\\])*\]"
_REPEATED = re.compile(
    r"(?P<item>" + _CLASS_OF + r"|\\[dwsDWS])(?P<count>\{\d*,\d*\}|[+*])(?P<close>\)*)"
    r"(?=(?P<follows>[^\\\[\](){}.^$|?*+]|\\[^\w\s])(?![?*{]))"
    r"|" + _CLASS_OF + r"|\\."
)
"""Signs that are repeated, and one sign behind them that must be there."""
_CLASS = re.compile(_CLASS_OF)
_OPTIONAL = re.compile(r"[?*]|\{(?:0|,)")
_COUNTED = re.compile(r"(?:[+?*]|\{[^}]*\})[?+]?")
_PLAIN = frozenset(".()[]{}\\/-+*?|^$\"'#:@<>=!&%,;~` ")
"""What a backslash before it makes itself."""
_NUMBERED = re.compile(r"\\(?:x..|u.{4}|U.{8}|N\{[^}]*\}|\d{1,3})")
"""A sign by its number or name, or what a group was."""
_LOOKS = ("^", "$", "\\b", "\\B", "(?=", "(?!", "(?<")
"""What takes up no sign."""
_ONE_SIGN = re.compile(r"[^\\(]|\[.+\]|\\[^\dAbBNuUxZ]", re.S)
"""One sign, or a class of them."""
_BRACKETS = re.compile(r"\\.|" + _CLASS_OF + r"|[()]")
"""Brackets of groups, and what may hold others that are none."""
_RUN = re.compile(r"[^\\\[\](){}.^$|?*+]+(?![?*+{])")
"""Signs that are what they are, to before one that may come more often or not at all."""
_COUNT = re.compile(r"\{\d*,?\d*\}")
_FEW_SIGNS = re.compile(r"\[[A-Za-z (*+.,:;!?@/]{1,4}\]")
"""A class of so few signs that each is told apart."""
_DIGIT = re.compile(r"\d|\(\?P=")
_SHARED: dict[frozenset[str], frozenset[str]] = {}
"""Each set of signs once: what is the same object is found at once."""


def compiled(source: str, flags: int = 0) -> re.Pattern[str]:
    """A pattern by which a file in which no colon may be can begin with a drive, and that gives back nothing in vain."""
    return re.compile(_giving_nothing(_PLAIN_FILE.sub(lambda found: found[0] + _DRIVE, source), flags), flags)


def _giving_nothing(source: str, flags: int) -> str:
    """The source with what is repeated kept whole where the sign that must follow is none of it.

    Without, a pattern tries again with each sign less, which no match needs and which takes most of its time.
    """

    def whole(found: re.Match[str]) -> str:
        item, follows = found["item"], found["follows"]
        kept = item is not None and _one(item, flags).fullmatch(follows.removeprefix("\\")) is None
        return f"{item}{found['count']}+{found['close']}" if kept else found[0]

    return _REPEATED.sub(whole, source)


@cache
def _one(item: str, flags: int) -> re.Pattern[str]:
    return re.compile(item, flags)


def needed(pattern: re.Pattern[str], known: str = "") -> frozenset[str] | None:
    """Texts in lower case one of which every match holds, those that say most; None where none is sure.

    Only ASCII has its lower case. A line that holds what is known is not asked for what that holds.
    """
    found = [
        texts
        for texts in _sets(pattern, _FOLDED)
        if not any(text in known or text.isspace() for text in texts)
    ]
    best = _best(found)
    return None if best is None else frozenset(t for t in best if not any(o in t for o in best - {t}))


@cache
def sure(pattern: re.Pattern[str]) -> str:
    """The longest text that every match holds as it is, if only a sign; where none is sure the empty text."""
    alone = [text for texts in _sets(pattern, _AS_IT_IS) if len(texts) == 1 for text in texts]
    return "" if pattern.flags & re.IGNORECASE else max(alone, key=len, default="")


def firsts(pattern: re.Pattern[str]) -> frozenset[str] | None:
    """The signs of ASCII that a match can begin with; None where any can, or none has to be there."""
    found, is_empty = _first(pattern.pattern, pattern.flags & re.IGNORECASE)
    return None if is_empty else _SHARED.setdefault(found, found)


def is_blind(pattern: re.Pattern[str]) -> bool:
    """Whether no digit is told from another: a line matches if and only if it does with other digits in it."""
    return _DIGIT.search(_COUNT.sub("", pattern.pattern)) is None


def _first(source: str, flags: int) -> tuple[frozenset[str], bool]:
    """The signs that what a pattern matches can begin with, and whether that can be empty."""
    each = [_first_of(one, flags) for one in _alternatives(source)]
    return frozenset[str]().union(*(signs for signs, _ in each)), any(is_empty for _, is_empty in each)


def _first_of(source: str, flags: int) -> tuple[frozenset[str], bool]:
    """The same of a pattern without alternatives at its top."""
    signs, at = frozenset[str](), 0
    while at < len(source):
        _, inner, end = _item(source, at)
        item = source[at:end]
        if item.startswith(_LOOKS):
            mine, is_empty = frozenset[str](), True
        elif inner is not None:
            mine, is_empty = _first(inner, flags)
        elif _ONE_SIGN.fullmatch(item):
            mine, is_empty = _signs(item, flags), False
        else:  # what cannot be told
            return signs, True
        signs |= mine
        if not is_empty and _OPTIONAL.match(source, end) is None:
            return signs, False
        after = _COUNTED.match(source, end)
        at = after.end() if after else end
    return signs, True


@cache
def _signs(item: str, flags: int) -> frozenset[str]:
    """The signs of ASCII that one item of a pattern matches."""
    return frozenset(filter(_one(item, flags).fullmatch, map(chr, range(128))))


@cache
def _alternatives(source: str) -> list[str]:
    """What bars part at the top of a pattern."""
    if "|" not in source:
        return [source]
    found: list[str] = []
    begin = at = 0
    while at < len(source):
        if source[at] == "|":
            found.append(source[begin:at])
            begin = at + 1
        at = _item(source, at)[2]
    return [*found, source[begin:]]


@dataclass(frozen=True, slots=True)
class _Way:
    """How texts are read off a pattern: in lower case, at most so many instead of each other, each so long."""

    fold: bool
    most: int
    shortest: int


_FOLDED = _Way(fold=True, most=24, shortest=3)
_AS_IT_IS = _Way(fold=False, most=1, shortest=1)
_EMPTY = frozenset({""})
_Read = tuple[frozenset[str] | None, list[frozenset[str]]]
"""All that a match can be, where that is little; and sets of texts, one of each of which it holds."""


def _sets(pattern: re.Pattern[str], way: _Way) -> list[frozenset[str]]:
    whole, found = _any_of(pattern.pattern, pattern.flags & re.IGNORECASE, way)
    return [*found, *_long(whole, way)]


def _best(found: Sequence[frozenset[str]]) -> frozenset[str] | None:
    return max(found, key=lambda texts: (min(map(len, texts)), -len(texts)), default=None)


def _long(texts: frozenset[str] | None, way: _Way) -> list[frozenset[str]]:
    """The texts, if none is too short."""
    return [texts] if texts and min(map(len, texts)) >= way.shortest else []


@cache
def _any_of(source: str, flags: int, way: _Way) -> _Read:
    """What is read off alternatives."""
    each = [_in_order(one, flags, way) for one in _alternatives(source)]
    if len(each) == 1:
        return each[0]
    wholes = [whole for whole, _ in each if whole is not None]
    bests = [best for whole, found in each if (best := _best([*found, *_long(whole, way)])) is not None]
    whole, best = frozenset[str]().union(*wholes), frozenset[str]().union(*bests)
    return (
        whole if len(wholes) == len(each) and len(whole) <= way.most else None,
        [best] if len(bests) == len(each) and len(best) <= way.most else [],
    )


def _in_order(source: str, flags: int, way: _Way) -> _Read:
    """What is read off a pattern without alternatives at its top."""
    found: list[frozenset[str]] = []
    run, whole = _EMPTY, True
    for piece, inner in _pieces(source, flags, way):
        longer = piece if piece is None or run is _EMPTY else frozenset(a + b for a in run for b in piece)
        if longer is not None and len(longer) <= way.most:
            run = longer
        else:
            found += [*_long(run, way), *inner]
            run, whole = piece or _EMPTY, False
    return (run, found) if whole else (None, [*found, *_long(run, way)])


@cache
def _pieces(source: str, flags: int, way: _Way) -> list[_Read]:
    """What is read off one item after another; None where more may stand between two."""
    return [*_read(source, flags, way)]


def _read(source: str, flags: int, way: _Way) -> Iterator[_Read]:
    at = 0
    while at < len(source):
        run = _RUN.match(source, at)
        if run is not None and (not flags or run[0].isascii()):
            yield frozenset({_lower(run[0]) if way.fold else run[0]}), []
            at = run.end()
            continue
        begin, (text, inside, at) = at, _item(source, at)
        if source.startswith(_LOOKS, begin):
            continue
        count = _COUNTED.match(source, at)
        if count is None and inside is not None and len(_alternatives(inside)) == 1:
            yield from _pieces(inside, flags, way)
            continue
        piece, inner = (
            _any_of(inside, flags, way)
            if inside is not None
            else (_one_of(text, source[begin:at], flags, way), [])
        )
        if count is None:
            yield piece, inner
            continue
        at = count.end()
        if _OPTIONAL.match(count[0]):
            yield (piece | _EMPTY if piece is not None and count[0][0] == "?" else None), []
        else:
            yield from ((piece, inner), (None, []), (piece or _EMPTY, []))


def _one_of(text: str | None, item: str, flags: int, way: _Way) -> frozenset[str] | None:
    """The signs that one item matches, if it is one or a few."""
    if text is None and _FEW_SIGNS.fullmatch(item):
        signs = _signs(item, flags)
        return frozenset(map(str.lower, signs)) if way.fold else signs
    if text is None or (flags and not text.isascii()):
        return None
    return frozenset({_lower(text) if way.fold else text})


def _lower(text: str) -> str:
    return text.encode().lower().decode()


def _item(source: str, at: int) -> tuple[str | None, str | None, int]:
    """What stands at a place: a literal sign, or a group's inside, or neither; and where it ends."""
    sign = source[at]
    if sign == "\\":
        escaped = source[at + 1]
        numbered = _NUMBERED.match(source, at)
        return (escaped if escaped in _PLAIN else None), None, numbered.end() if numbered else at + 2
    if sign == "[":
        found = _CLASS.match(source, at)
        return None, None, found.end() if found else len(source)
    if sign == "(":
        end = _closing(source, at)
        inside = source[at + 1 : end - 1]
        if inside.startswith("?P<"):
            return None, inside.partition(">")[2], end
        if inside.startswith("?:"):
            return None, inside[2:], end
        return None, None if inside.startswith("?") else inside, end
    return (None if sign in ".^$|" else sign), None, at + 1


def _closing(source: str, at: int) -> int:
    """Behind the bracket that closes the group that opens here; a pattern that compiles has one."""
    depth = 0
    return next(
        one.end()
        for one in _BRACKETS.finditer(source, at)
        if not (depth := depth + (one[0] == "(") - (one[0] == ")"))
    )
