"""How much each mark says of why the job failed.

A shape's own weight, less what makes it doubtful: a command that passed, a line that comes again and
again, one that the last passing log of the same job has too.
"""

import re
from collections import Counter
from collections.abc import Collection, Sequence

from bot.orient.diagnosis.lines import Log
from bot.orient.diagnosis.said import joined
from bot.orient.diagnosis.sections import Section
from bot.orient.diagnosis.shapes import Mark

GENERIC = "generic"
"""The family that is asked where no other knows a line."""
_ELSEWHERE = 0.2
"""What a mark counts outside of the commands that failed."""
_ACTED = "##[error]"
"""How an action says why it failed, with which its step ends; of a command it says its code alone."""
_SAID_LAST = 0.5
"""What that counts, for much of it only tells that what it ran has failed."""
_ALSO = 0.9
"""What a mark counts in a command that failed after the first that did."""
_KNOWN = 0.3
"""What a mark counts whose line the passing log has too."""
_FATAL = frozenset({"network", "dependency"})
_LONG_AFTER, _OUTLIVED = 300, 0.7
"""What stops a command stands near its end: a download that failed and after which it said so much else did not."""
LEAST = 12
"""What a mark weighs at least to say anything."""
_VARYING = re.compile(r"[0-9a-f](?:[0-9a-f]{6,63}|(?<=[0-9])[0-9]*)")
"""`[0-9a-f]{7,64}|[0-9]+`, which is not sought as fast."""
_NUMBERS = b"0123456789abcdef"
_OFTEN = 4
"""Lines of the same shape that say less, each of them."""
_FINE = re.compile(
    r"\s*(?:✓|✔|√|ok\b(?! \d+ #)|PASS|passed|\[\+\]|\+ (?!Exception Group )|Get:"
    r"|(?:Compiling|Parsing|Downloading|Fetching|Unpacking|Installing) )",
    re.I,
)
"""Lines of what went well, whatever words are in them."""
_NONE = re.compile(r".{0,200}\b(?:0|no) (?:errors?|fail(?:ed|ures?|ing)|violations?|issues?)\b", re.I)
"""The same, by what was counted; begun with what is sought far faster where it is not."""
_MILD = re.compile(r"\s*(?:\S{0,80} )?\[?(?:warn(?:ing)?|note|info|debug|deprecat)", re.I)


def rank(
    found: list[Mark], log: Log, failed: Sequence[Section], previous: frozenset[str] = frozenset()
) -> list[Mark]:
    """The marks with their weight as it counts, the most telling one first. `failed`: the commands that did, in order."""
    known = {m.at for m in found if m.family != GENERIC}
    found = [m for m in found if m.family != GENERIC or m.at not in known]
    times = Counter(log.lines[m.at] for m in found)
    said = _shapes_of(times if previous else _frequent(times))
    often = Counter[str]()
    for text, shape in said.items():
        often[shape] += times[text]
    plain = {log.lines[m.at] for m in found if m.family == GENERIC}
    words = {text: _worth_of(text, often[said[text]] if text in said else 1) for text in plain}
    ends = {section.last: section for section in failed}
    for mark in found:
        line = log.lines[mark.at]
        if mark.at in ends and mark.shape.kind is None:  # that it failed, not why
            says = ends[mark.at].code is None and line.startswith(_ACTED)
            mark.weight *= _SAID_LAST if says else 0
        mark.weight *= _worth(mark, failed)
        if mark.family == GENERIC:
            mark.weight *= words[line]
        if previous and said[line] in previous:
            mark.weight *= _KNOWN
    return sorted((m for m in found if m.weight >= LEAST), key=lambda m: (-m.weight, m.at))


def _worth(mark: Mark, failed: Sequence[Section]) -> float:
    """What the place of a mark makes of its weight."""
    if not failed:
        return 1.0
    section = next((s for s in failed if s.first <= mark.at <= s.last), None)
    worth = _ELSEWHERE if section is None else 1.0 if section is failed[0] else _ALSO
    section = section or failed[0]
    if mark.shape.kind in _FATAL and section.last - mark.at > _LONG_AFTER:
        worth *= _OUTLIVED
    if mark.family == GENERIC and mark.shape.weight < 50:
        distance = section.last - mark.at
        worth *= 1.15 if distance < 30 else 1.0 if distance < 150 else 0.9
    return worth


def _worth_of(line: str, often: int) -> float:
    """What the words of a line that no tool is known to print make of its weight."""
    none = "0 " in line or "no " in line.lower()
    fine = _FINE.match(line) or (none and _NONE.match(line))
    worth = 0.15 if fine else 0.4 if _MILD.match(line) else 1.0
    return worth * (1.0 if often < _OFTEN else 0.85 if often < 3 * _OFTEN else 0.6)


def _frequent(times: Counter[str]) -> list[str]:
    """The texts of which some come often that may have the same shape: that differ in nothing but signs of numbers."""
    keys = joined([*map(str.strip, times)]).translate(None, _NUMBERS)[1:].split(b"\n")
    together = Counter[bytes]()
    for key, count in zip(keys, times.values(), strict=False):
        together[key] += count
    return [text for key, text in zip(keys, times, strict=False) if together[key] >= _OFTEN]


def shapes_of(log: Log) -> frozenset[str]:
    """The shapes of all of a log's lines."""
    return frozenset(_shapes_of(log.said.texts).values())


def _shapes_of(texts: Collection[str]) -> dict[str, str]:
    """By the text, its shape: what it says without what differs from run to run. All are told at once."""
    shapes = _VARYING.sub("#", "\n".join(texts)).split("\n")
    return {text: shape.strip() for text, shape in zip(texts, shapes, strict=False)}
