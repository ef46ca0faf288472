"""A pattern → a text that every line it matches holds, and how such lines begin, so that most are never tried.

Looking for a text is far cheaper than trying a pattern. What a pattern is sure to need is read off its
own source; where that cannot be told for sure it needs nothing.
"""

import re
from collections.abc import Iterator
from functools import cache

PATH = r"(?P<file>(?:/?[A-Za-z]:[\\/])?[^\s:()'\"`<>|,;*?\[\]=]{1,250}(?:\[[\w.-]{1,40}\][^\s:()'\"`<>|,;*?\[\]=]{0,200})?)"
"""A file's path without spaces."""
AT = PATH + r":(?P<line>\d{1,7})(?::(?P<column>\d{1,5}))?"
"""`file:line` or `file:line:column`."""
_PLAIN_FILE = re.compile(r"\(\?P<file>(?:\(\?:file://\)\?)?(?=\[\^[^\]]{0,40}:)")
"""How a pattern begins of a file in which no colon may be."""
_DRIVE = r"(?:/?[A-Za-z]:[\\/])?"
_PLACES = (re.compile(AT), re.compile(PATH))
_AFTER_PATH = frozenset(" \t:()'\"`<>|,;*?=")
"""Signs that are in no path."""
_AFTER_LINE = frozenset(map(chr, range(128))) - frozenset("0123456789")
"""Signs that are in no number."""

_CLASS = re.compile(r"\[\^?\]?(?:\\.|[^\]\\])*\]")
_OPTIONAL = re.compile(r"[?*]|\{(?:0|,)")
_COUNTED = re.compile(r"\+\??|\{[^}]*\}\??|\?\??|\*\??")
_PLAIN = frozenset(".()[]{}\\/-+*?|^$\"'#:@<>=!&%,;~` ")
"""What a backslash before it makes itself."""
_LOOKS = ("^", "$", "\\b", "\\B", "(?=", "(?!", "(?<")
"""What takes up no sign."""
_ONE = re.compile(r"[^\\(]|\[.+\]|\\[^\dAbBNuUxZ]", re.S)
"""One sign, or a class of them."""
_COUNT = re.compile(r"\{\d*,?\d*\}")
_DIGIT = re.compile(r"\d|\(\?P=")
_SHARED: dict[frozenset[str], frozenset[str]] = {}
"""Each set of signs once: what is the same object is found at once."""
SHORTEST = 3
"""Characters below which looking is hardly worth it."""


def with_drives(source: str) -> str:
    """A pattern's source by which each file in which no colon may be can begin with a drive of Windows."""
    return _PLAIN_FILE.sub(lambda found: found[0] + _DRIVE, source)


def literal(pattern: re.Pattern[str]) -> tuple[str, bool]:
    """The longest text that a match needs, and whether only in lower case; the empty text where none is sure."""
    longest, any_case = _longest(pattern), bool(pattern.flags & re.IGNORECASE)
    if any_case:
        longest = longest.lower() if longest.isascii() else ""
    return (longest, any_case) if len(longest) >= SHORTEST else ("", False)


@cache
def sure(pattern: re.Pattern[str]) -> str:
    """The longest text that every match holds as it is, if only a sign; where none is sure the empty text."""
    return "" if pattern.flags & re.IGNORECASE else _longest(pattern)


def path_first(pattern: re.Pattern[str]) -> re.Pattern[str] | None:
    """The pattern of a place in a file that the pattern begins with, if it is one of those that many do."""
    return next((place for place in _PLACES if pattern.pattern.startswith(place.pattern)), None)


def rest(pattern: re.Pattern[str]) -> re.Pattern[str] | None:
    """What a match holds from where its place ends, as far as that matches; None where the place might end earlier.

    It ends with a column or with a line, if what follows cannot begin with a digit; a path ends where it must.
    """
    place = path_first(pattern)
    if place is None:
        return None
    source = pattern.pattern[len(place.pattern) :]
    signs, is_empty = _first(source, pattern.flags & re.IGNORECASE)
    if is_empty or not signs <= (_AFTER_LINE if place.pattern == AT else _AFTER_PATH):
        return None
    return re.compile(source, pattern.flags & ~re.UNICODE)


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
        elif _ONE.fullmatch(item):
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
    one = re.compile(item, flags)
    return frozenset(sign for sign in map(chr, range(128)) if one.fullmatch(sign))


def _alternatives(source: str) -> list[str]:
    """What bars part at the top of a pattern."""
    found: list[str] = []
    begin = at = 0
    while at < len(source):
        if source[at] == "|":
            found.append(source[begin:at])
            begin = at + 1
        at = _item(source, at)[2]
    return [*found, source[begin:]]


def _longest(pattern: re.Pattern[str]) -> str:
    """The longest of the literal runs that are in every match; the empty text where none is sure."""
    source = pattern.pattern
    return "" if "(?i" in source or "|" in _top(source) else max(_runs(source), key=len, default="")


def _top(source: str) -> str:
    """The source without its groups and classes: what stands at its top."""
    plain = _CLASS.sub("", re.sub(r"\\.", "", source))
    depth, kept = 0, list[str]()
    for sign in plain:
        depth += (sign == "(") - (sign == ")")
        if depth == 0:
            kept.append(sign)
    return "".join(kept)


def _runs(source: str) -> list[str]:
    """The literal runs that are in every match, in order."""
    return "".join("\n" if sign is None else sign for sign in _pieces(source)).split("\n")


def _pieces(source: str) -> Iterator[str | None]:
    """The signs that are in every match, in order; None where other signs may stand between two."""
    at = 0
    while at < len(source):
        text, inner, end = _item(source, at)
        after = _COUNTED.match(source, end)
        if after is not None:
            at = after.end()
            if _OPTIONAL.match(source, end):
                yield None
                continue
        else:
            at = end
        if text is not None:
            yield text
        elif inner is not None and "|" not in _top(inner):
            yield from (None, *_pieces(inner), None) if after else _pieces(inner)
        else:
            yield None
        if after is not None:
            yield None


def _item(source: str, at: int) -> tuple[str | None, str | None, int]:
    """What stands at a place: a literal sign, or a group's inside, or neither; and where it ends."""
    sign = source[at]
    if sign == "\\":
        escaped = source[at + 1]
        return (escaped if escaped in _PLAIN else None), None, at + 2
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
    while True:
        if source[at] == "\\":
            at += 2
            continue
        if source[at] == "[" and (found := _CLASS.match(source, at)):
            at = found.end()
            continue
        depth += (source[at] == "(") - (source[at] == ")")
        at += 1
        if depth == 0:
            return at
