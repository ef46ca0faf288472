"""How long something shall hold, as people write it at the end of a reason or before it: `for 1 hour and 30 min`.

What follows a `for` and is no such time is part of the reason. Neighbour: `commands`, which reads the rest.
"""

import re
from datetime import timedelta

_UNITS: dict[str, timedelta] = {
    "s|secs?|seconds?": timedelta(seconds=1),
    "m|mins?|minutes?": timedelta(minutes=1),
    "h|hrs?|hours?": timedelta(hours=1),
    "d|days?": timedelta(days=1),
    "w|weeks?": timedelta(weeks=1),
}
_WORDS = {"half a": 0.5, "half an": 0.5, "a": 1.0, "an": 1.0, "one": 1.0}
_UNIT = rf"(?:{'|'.join(_UNITS)})(?![a-z])"
_DIGITS = rf"\d{{1,4}}(?:[.,]\d{{1,2}})? ?{_UNIT}"
_PART = rf"(?:{_DIGITS}|(?:{'|'.join(_WORDS)}) {_UNIT})"
_NEXT = r"(?: ?, ?| )?(?:and )?"
_HOW = re.IGNORECASE | re.ASCII
_AT_END = re.compile(rf"(?:^|[ ,;:]) ?for (?P<time>{_PART}(?:{_NEXT}{_PART}){{0,4}}) ?[.!]?$", _HOW)
_AT_START = re.compile(rf"for (?P<time>{_DIGITS}(?:{_NEXT}{_DIGITS}){{0,4}})(?: ?[,;:.](?: |$)| |$)", _HOW)
_EACH = re.compile(rf"(?P<count>\d[\d.,]*|\b(?:{'|'.join(_WORDS)})(?= )) ?(?P<unit>{_UNIT})", _HOW)


def lasting(text: str) -> tuple[str, timedelta | None]:
    """What is left of a text, and how long is asked for at its end, or before it in digits: `flaky for 30m`.

    Spaces come out as one each, so that no text takes more steps than it is long.
    """
    text = " ".join(text.split())
    if found := _AT_END.search(text):
        rest = text[: found.start()]
    elif found := _AT_START.match(text):
        rest = text[found.end() :]
    else:
        return text, None
    time = sum((_length(part["count"], part["unit"]) for part in _EACH.finditer(found["time"])), timedelta())
    return (rest, time) if time else (text, None)


def _length(count: str, unit: str) -> timedelta:
    one = next(length for names, length in _UNITS.items() if re.fullmatch(names, unit.lower()))
    words = _WORDS.get(count.lower())
    return one * (float(count.replace(",", ".")) if words is None else words)
