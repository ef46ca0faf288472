"""Why a test failed, in the lines below the one that names it; for messages whose first line does not say it.

Runners print differently what was expected, but much alike around it: frames, excerpts of code, headings and
rules. What is left when these are taken away is the reason.
"""

import re
from collections.abc import Sequence

LONGEST = 400
"""Characters of a reason."""
REACH = 40
"""Lines that are looked at for one."""
_VALUES = 2
"""What was expected, and what came."""

_FRAME = re.compile(
    r"\s*(?:at |in |❯ |› |# |from |called from |\[?\d{1,3}\]?[ :]+)?\(?(?:file://|\./|\.\./|[A-Za-z]:)?[\w@/\\.+-]{0,300}\.\w{1,6}"
    r"(?:[:(]|,? line |:line )\d{1,7}(?:[:,]\d{1,5})?\)?[:.]?(?: ?:?in\b.{0,300}|: \(.{0,60}\)|\s\+0x\w{1,16})?$"
)
_CALLED = re.compile(
    r"\s*(?:at |in )(?:[\w$.<>/@\[\]# ]{1,300}\(|async |new |<|\w{1,60}\.\w)|\s*\.{3} \d{1,5} more"
    r"|.{0,300} # \S{1,300}:\d{1,7}$|\(?(?:in|from) .{1,300}, line \d{1,7}[,)]"
)
_CODE = re.compile(r"(?:(?:[>→❯-]|=>) ?)?\d{1,7} ?[|│:┃](?!\d)|[>|│┃\s^~·.:'`-]*$|\[-W[^\]]{0,200}\]$")
_RULE = re.compile(r"\W{0,6}[-=_─━⎯*~]{4,}")
_HEADING = re.compile(
    r"\s*(?:Error Message|Standard (?:Output|Error)(?: Messages)?|Stack ?Trace|Stack|code|location|failure"
    r"|Failures?|FAIL(?:ED)?!?|Error(?: Summary)?|error: \|-?|message: \|-?|Message|Details?|Diagnostics?|Exception raised"
    r"|(?:Error Trace|Test):\s.{1,300}|.{1,200} \[[^\]\s]{1,300}:\d{1,7}\])[:.]?$",
    re.I,
)
_FIELD = re.compile(
    r"\s*(?:[-*] )?(?:duration_ms|location|failureType|operator|severity|type|code|name|stack|at|file|line|column|source"
    r"|generatedMessage|testFile|lineNumber|columnNumber|diagnostic|compare|data|found|wanted): ?\S?"
)
_AROUND = re.compile(
    "|".join((*(p.pattern for p in (_FRAME, _CALLED, _CODE, _RULE, _FIELD)), f"(?i:{_HEADING.pattern})"))
)
"""All that stands around a reason, asked at once."""
_TRACE = re.compile(r"\s*(?:Traceback \(most recent call last\):|File \"[^\"]{1,300}\", line \d)")
_SHOWN = re.compile(r"\s*Failure/Error:")
_SAID = re.compile(
    r"\s*(?:[-+#] )?\s*(?:Expected|Received|Actual|Got|Left|Right|But (?:was|got)|Want(?:ed)?|Given|Found)\b"
    r"[^:=]{0,40}[:=]\s*\S",
    re.I,
)
_MARKED = "-+# \t"
"""What may stand before a value's name."""
_BEGUN = 3
_SAYING = frozenset(("exp", "rec", "act", "got", "lef", "rig", "but", "wan", "giv", "fou"))
"""How a value's name begins, without what marks its line; far sooner told than the name."""
_MARKS = re.compile(
    r"(?:[|│┃]\s{0,8})?(?:\[(?:ERROR|error)\] |E {2,}|[✗✘✖×●→]\s|# |Error:\s{2,8}|(?:error|message): (?=['\"]))?\s{0,40}"
)
_TOOK = re.compile(r" ?\(\d{1,8}(?:\.\d{1,9})? ?m?s\)$")
_WORD = re.compile(r"[^\W_]")
_PASSED = ("✓", "✔", "√")
_OPEN = (":", "=", ",")
"""How a line ends that goes on."""


def reason(lines: Sequence[str], at: int, last: int, name: str) -> str:
    """Why what is named at a line failed, by what stands below it up to another; the empty text where nothing says.

    `name` is the test's, which runners repeat.
    """
    below = lines[at + 1 : min(last, at + REACH) + 1]
    first = _first(below, name)
    if first is None:
        return ""
    told = _bare(below[first])
    after = first + 1
    if told.endswith(_OPEN):
        more = next(
            (i for i, line in enumerate(lines[at + 1 + after : at + 4 + after], after) if line.strip()), None
        )
        if more is not None and not _is_around(text := lines[at + 1 + more], name):
            told, after = f"{told} {_bare(text)}", more + 1
    begun = ((line, line.lstrip(_MARKED)[:_BEGUN].lower()) for line in below[after:])
    values = [_bare(line).rstrip(",") for line, begins in begun if begins in _SAYING and _SAID.match(line)]
    values = [value for value in values if value not in told]
    return ", ".join((told, *values[:_VALUES]))[:LONGEST]


def _bare(line: str) -> str:
    return " ".join(_MARKS.sub("", line.strip(), count=1).split())


def _first(below: Sequence[str], name: str) -> int | None:
    """The first line that is not around a reason."""
    shown = traced = False
    for i, line in enumerate(below):
        if _SHOWN.match(line):
            shown = True
            continue
        if shown or traced:  # to a blank line, or to one as deep as its heading
            shown = shown and bool(line.strip())
            traced = traced and line[:1].isspace()
            if shown or traced:
                continue
        if _TRACE.match(line):
            traced = True
        elif not _is_around(line, name):
            return i
    return None


def _is_around(line: str, name: str) -> bool:
    """Whether a line tells nothing: a frame, code, a rule, a heading, the test's own name."""
    bare = _bare(line)
    return (
        _WORD.search(bare) is None
        or bare.startswith(_PASSED)
        or _TOOK.sub("", bare).rstrip(": ") in name
        or _AROUND.match(bare) is not None
    )
