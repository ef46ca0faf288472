"""One failure → one short string, the same wherever and whenever it fails in the same way.

What differs from run to run is taken out: lines' numbers, temporary paths, addresses, times, ids,
seeds, ports. What tests and errors there are counts, in whatever order they came.
"""

import hashlib
import re
from collections.abc import Collection

from bot.orient.diagnosis.paths import in_repository

_VARYING = (
    ("0x", re.compile(r"0x[0-9a-fA-F]+"), "ADDRESS"),
    ("-", re.compile(r"\b[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}\b"), "ID"),
    ("", re.compile(r"\b(?=[a-f]{0,63}\d)[0-9a-f]{12,64}\b"), "ID"),
    (
        "-",
        re.compile(r"\b\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?(?:[.,]\d{1,9})?(?:Z|[+-]\d\d:?\d\d)?)?"),
        "TIME",
    ),
    (":", re.compile(r"\b\d{1,2}:\d\d:\d\d(?:[.,]\d{1,9})?\b"), "TIME"),
    ("", re.compile(r"\b\d+(?:\.\d+)? ?(?:ms|µs|ns|s|secs?|seconds?|mins?|minutes?)\b"), "TIME"),
    (
        "",
        re.compile(r"(?i)\b(seed|pid|port|thread|process|worker|run|attempt)(?:[ =:#]{1,3}|-)\d+\b"),
        r"\1 N",
    ),
    (":", re.compile(r"(?<=[\w.]):\d{1,7}(?::\d{1,5})?\b"), ":N"),
    ("", re.compile(r"(?i)\bline \d+"), "line N"),
    ("", re.compile(r"\b\d{6,}\b"), "N"),
)
"""What varies: a text that is in each, its pattern, and what stands for it. All of them have a digit."""
_DIGIT = re.compile(r"\d")
_PATH = re.compile(r"(?:[A-Za-z]:)?[/\\][^\s'\"`:,;()<>\[\]]+")
_SCRATCH = re.compile(r"\b(tmp|temp|pytest-of-\w+|pytest-\d+|scratch)[\w.-]*", re.I)


def normal(text: str) -> str:
    """The text without what differs from run to run."""
    return _spaced(_steady(text))


def _spaced(text: str) -> str:
    return " ".join(text.split())


def _steady(text: str) -> str:
    """The text, spaces and all, with one word for all that varies in the same way."""
    text = _PATH.sub(lambda found: in_repository(found[0]), text)
    if _DIGIT.search(text):
        for need, pattern, instead in _VARYING:
            if need in text:
                text = pattern.sub(instead, text)
    return _SCRATCH.sub("TMP", text)


def fingerprint(*parts: str | Collection[str]) -> str:
    """16 hexadecimal digits: of texts as they are, and of collections in whatever order."""
    told = [normal(p) if isinstance(p, str) else "\x1f".join(sorted({*_each(p)})) for p in parts]
    return hashlib.sha256("\x1e".join(told).encode("utf-8", "replace")).hexdigest()[:16]


def _each(texts: Collection[str]) -> tuple[str, ...]:
    """Each text without what differs: lines of one text, since nothing that varies goes over a line's end."""
    lines = [text for text in texts if "\n" not in text]
    longer = [normal(text) for text in texts if "\n" in text]
    return (*map(_spaced, _steady("\n".join(lines)).split("\n") if lines else ()), *longer)
