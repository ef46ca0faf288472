"""One failure → one short string, the same wherever and whenever it fails in the same way.

What differs from run to run is taken out: lines' numbers, temporary paths, addresses, times, ids,
seeds, ports. What tests and errors there are counts, in whatever order they came.
"""

import hashlib
import re
from collections.abc import Callable, Collection

from bot.orient.diagnosis.paths import in_repository, is_checkout

_MONTHS = tuple(
    f" {m}" for m in ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
)
_VARYING = (
    (("0x",), re.compile(r"0x[0-9a-fA-F]+"), "ADDRESS"),
    (("-",), re.compile(r"[0-9a-fA-F](?<!\w.)[0-9a-fA-F]{7}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}\b"), "ID"),
    (("",), re.compile(r"[0-9a-f](?<!\w.)(?=(?<=\d)|[a-f]{0,62}\d)[0-9a-f]{11,63}\b"), "ID"),
    (("@",), re.compile(r"@(?<=[\w$;>\]]@)[0-9a-f]{5,8}\b"), "@ID"),
    (
        ("",),
        re.compile(
            r"[0-9a-f](?<![\w-].)(?=[0-9a-f]{0,9}[a-f])(?:(?<=\d)|(?=[a-f]{0,9}\d))[0-9a-f]{6,10}\b(?!-)"
        ),
        "ID",
    ),
    (
        _MONTHS,
        re.compile(
            r"[MTWFS](?<!\w.)(?:on|ue|ed|hu|ri|at|un),? (?:\d{1,2} )?[A-Z][a-z]{2}(?: {1,2}\d{1,2})? (?:\d{4} )?"
            r"\d\d:\d\d:\d\d(?: [A-Z]{3,5}| [+-]\d{4})?(?: \d{4})?"
        ),
        "TIME",
    ),
    (
        ("-",),
        re.compile(
            r"\d(?<!\w.)\d{3}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?(?:[.,]\d{1,9})?(?:Z|[+-]\d\d:?\d\d)?)?"
        ),
        "TIME",
    ),
    ((":",), re.compile(r"\d(?<!\w.)\d?:\d\d:\d\d(?:[.,]\d{1,9})?\b"), "TIME"),
    (
        ("",),
        re.compile(
            r"\d(?<!\w.)\d*(?:,\d{3})?(?:\.\d+)?(?:h ?\d{1,2})?(?:m ?\d{1,2}(?:\.\d+)?s"
            r"| ?(?:ms|µs|ns|s|secs?|seconds?|mins?|minutes?|hours?))\b"
        ),
        "TIME",
    ),
    (
        ("seed", "pid", "port", "thread", "process", "worker", "run", "attempt"),
        re.compile(r"(?i)\b(seed|pid|port|thread|process|worker|run|attempt)(?:[ =:#]{1,3}|-)\d+\b"),
        r"\1 N",
    ),
    (("(",), re.compile(r"\(\d{1,7}[:,] ?\d{1,5}\)"), "(N:N)"),
    ((":",), re.compile(r":(?<=[\w.].)\d{1,7}(?::\d{1,5})?\b"), ":N"),
    (
        ("10.", "127.", "172.", "192."),
        re.compile(r"1(?<![\w.].)(?:0|27|72|92)\.\d{1,3}\.\d{1,3}\.\d{1,3}(?![\w.])"),
        "ADDRESS",
    ),
    (("line ",), re.compile(r"(?i)\bline \d+"), "line N"),
    (("",), re.compile(r"\d(?<!\w.)\d{5,}\b"), "N"),
)
"""What varies: texts one of which is in each, its pattern, and what stands for it. All of them have a digit.

A pattern's first sign is sought far faster than the edge of a word is, which is why that is asked for behind it.
"""
_DIGIT = re.compile(r"\d")
_SLASH = re.compile(r"[/\\]")
_SCRATCHED = re.compile(r"[tpsTPSſ](?:mp|emp|ytest-|cratch)", re.I)
_PATH = re.compile(r"(?:[A-Za-z]:)?[/\\][^\s'\"`:,;()<>\[\]]+")
_SCRATCH = re.compile(r"\b(tmp|temp|pytest-of-\w+|pytest-\d+|scratch)[\w.-]*", re.I)


def normal(text: str) -> str:
    """The text without what differs from run to run."""
    return _spaced(_steady(text))


def _spaced(text: str) -> str:
    return " ".join(text.split())


def _steady(text: str) -> str:
    """The text, spaces and all, with one word for all that varies in the same way, none of which goes over a line's end."""
    text = _where(_SLASH, text, lambda part: _PATH.sub(_inside, part))
    text = _where(_DIGIT, text, _numbered)
    return _where(_SCRATCHED, text, lambda part: _SCRATCH.sub("TMP", part))


def _inside(found: re.Match[str]) -> str:
    """A path in the repository; of the checkout's own folder a dot."""
    return "." if is_checkout(found[0]) else in_repository(found[0])


def _numbered(text: str) -> str:
    low = text.lower()
    for needs, pattern, instead in _VARYING:
        if any(need in low for need in needs):
            text = pattern.sub(instead, text)
    return text


def _where(sign: re.Pattern[str], text: str, change: Callable[[str], str]) -> str:
    """The text with those of its lines changed, all at once, that hold a sign; the others are soon passed over."""
    rows = text.split("\n")
    at = [i for i, row in enumerate(rows) if sign.search(row) is not None]
    if not at:
        return text
    for i, row in zip(at, change("\n".join([rows[i] for i in at])).split("\n"), strict=True):
        rows[i] = row
    return "\n".join(rows)


def fingerprint(*parts: str | Collection[str]) -> str:
    """16 hexadecimal digits: of texts as they are, and of collections in whatever order."""
    told = [normal(p) if isinstance(p, str) else "\x1f".join(sorted({*_each(p)})) for p in parts]
    return hashlib.sha256("\x1e".join(told).encode("utf-8", "replace")).hexdigest()[:16]


def _each(texts: Collection[str]) -> tuple[str, ...]:
    """Each text without what differs: lines of one text, since nothing that varies goes over a line's end."""
    lines = [text for text in texts if "\n" not in text]
    longer = [normal(text) for text in texts if "\n" in text]
    return (*map(_spaced, _steady("\n".join(lines)).split("\n") if lines else ()), *longer)
