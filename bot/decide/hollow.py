"""Tests that are there but test nothing any more: left before they check, given nothing to check. Pure.

Judged hunk by hunk, for it takes the lines around: a `return` at a test's top is one thing, one in a new helper
another. What one line alone says is `looking_away`'s. What a hunk does not show of a function counts as a test.
"""

import re
from typing import Any, TypeAlias

from bot.decide.hunks import Hunk, indent
from bot.decide.looking_away import NAMED_TEST, begins_test

_VALUE = r"(?:None|nil|null|undefined|[tT]rue|[fF]alse|-?\d+|\"\"|''|\(\)|\[\]|\{\}|Ok\(\(\)\))"
_LEAVES = re.compile(
    rf"^\s+(?:[^#\"'/;]{{1,200}};\s*)?(?:(?:\}}\s*)?(?:if|unless|elif|else)\b.{{0,200}}?[\s:){{]\s*)?"
    rf"(?:return(?:@\w+)?(?P<value>\s+{_VALUE})?|continue|next)\s*;?\s*(?:(?:if|unless)\b.*|\}}\s*;?\s*)?(?:#.*|//.*)?$"
)
_AT_ONCE = re.compile(r"[:{]\s*(?:return\s*;?|pass|\.\.\.)\s*\}?\s*\)?\s*;?\s*(?:#.*|//.*)?$")
"""A test whose first line is its last."""
_FAILS_FIRST = re.compile(r"\b(?:XCTFail|[fF]ail\w*|Fatal\w*|Errorf?)\s*\([^;]{0,200};")
_RETURNS = re.compile(r"^\s+return\b")
_GOES_ON = re.compile(
    r"^\s*(?!(?:case|default|end|else|elsif|elif|except|rescue|when|ensure|finally|catch)\b)[\w@$]"
)
_VOID = re.compile(r"\.(go|java|kt|cs|[chm]|cc|cpp|cxx|hpp|mm|swift)$")
"""Files of languages in which a test gives nothing back, so that what returns a value is no test."""
_IDLES = re.compile(r"^\s+(?:pass|yield|\.\.\.)\s*(?:#.*)?$")
_FAILED = re.compile(
    r"\b(?:t|b|f|tb)\.(?:Error|Errorf|Fatal|Fatalf|Fail|FailNow)\(|\b(?:pytest|self|assert|expect|Assert|Assertions)\.[fF]ail\w*\(|"
    r"^\s*(?:fail|flunk|XCTFail|FAIL|ADD_FAILURE)\b|^\s*done\(\s*\w|^\s*(?:raise|throw|panic)\b"
)
"""What fails a test, so that it may be left behind it."""
_CHECKED = re.compile(r"^\s*\}?\s*(?:else )?if\b[^{]*!\s*(?:assert|require|is|should)\.\w+\(|\bt\.Failed\(\)")
"""A branch that is taken where a check within it has failed."""
_OPENS = re.compile(
    r"^\s*(?:async\s+)?(?:def|class|func|function|fn)\b|=>\s*\{?\s*$|\)\s*(?:throws [\w, .]+)?\{\s*$|"
    r"\bdo(?:\s*\|[^|]*\|)?\s*$"
)
_BRANCHES = re.compile(r"^\s*\}?\s*(?:if|for|while|switch|else|catch|try|match|with|elif|except)\b")
_NOTHING = re.compile(
    r"\bparametrize\(\s*(?:\"[^\"]*\"|'[^']*'|[\[(][^\[\]()]*[\])])\s*,\s*(?:argvalues\s*=\s*)?"
    r"(?:\[\s*\]|\(\s*\)|\{\s*\}|(?:set|list|tuple|dict)\(\s*\))|\.each\(\s*\[\s*\]|@ValueSource\(\s*\w+\s*=\s*\{\s*\}"
)
_ABOVE = 300
"""Lines above in which a function's beginning is looked for."""
_SUBTEST = re.compile(r"\.(?:Run|step|subTest|subtest|forEach|each)\b")
"""What runs a part of a test."""
_NEAR = 8
"""Lines above in which a failure is looked for."""
_Names: TypeAlias = tuple[str | Any, ...]
_WINDOW = 400
"""Characters of a hunk's line that are looked at; what is longer is no line of a test."""


def hollowed(path: str, parts: tuple[Hunk, ...]) -> tuple[str, ...]:
    """How tests of a file test less than their lines say."""
    found: list[str] = []
    for hunk in ([line[: _WINDOW + 1] for line in part.lines] for part in parts):
        gone = {hit.groups() for line in hunk if line[:1] == "-" and (hit := NAMED_TEST.match(line[1:]))}
        if left := next((line for n, line in enumerate(hunk) if _leaves(path, hunk, n, gone)), None):
            found.append(f"{path} leaves a test early (`{left[1:].strip()[:_WINDOW]}`)")
        old, new = (_joined(hunk, sign) for sign in "-+")
        if len(_NOTHING.findall(new)) > len(_NOTHING.findall(old)):
            found.append(f"{path} gives a test nothing to run on")
    return tuple(dict.fromkeys(found))


def _joined(hunk: list[str], sign: str) -> str:
    return " ".join(line[1:].strip() for line in hunk if line[:1] in (" ", sign))


def _leaves(path: str, hunk: list[str], n: int, gone: set[_Names]) -> bool:
    """Whether a line is new and leaves a test that was there before."""
    line = hunk[n]
    if not line.startswith("+") or _has_failed(hunk, n) or _was_there(hunk, n):
        return False
    if (test := NAMED_TEST.match(line[1:])) and test.groups() in gone and _AT_ONCE.search(line):
        return True
    idles = bool(_IDLES.match(line[1:]))
    if not idles and not _goes(path, hunk, n):
        return False
    deep = _indent(line)
    for k in range(n - 1, max(n - _ABOVE, 0) - 1, -1):
        if hunk[k][:1] not in ("+", " ") or not hunk[k][1:].strip() or _indent(hunk[k]) >= deep:
            continue
        branches = _BRANCHES.match(hunk[k][1:])
        if branches and (idles or _CHECKED.search(hunk[k][1:])):
            return False
        deep = _indent(hunk[k])
        if _OPENS.search(hunk[k][1:]) and not branches:
            if _SUBTEST.search(hunk[k]) and hunk[k].startswith(" "):
                return True
            return _is_old_test(path, hunk, k, gone)
        if not deep and _only_new(hunk, k, n):
            return False  # whatever opens it there
    return True


def _goes(path: str, hunk: list[str], n: int) -> bool:
    """Whether a line leaves what it stands in: with nothing, or with what may be a check, and more below it."""
    if hit := _LEAVES.match(hunk[n][1:]):
        return not _FAILS_FIRST.search(hunk[n]) and (hit["value"] is None or not _VOID.search(path))
    if not _RETURNS.match(hunk[n][1:]):
        return False
    below = next((line for line in hunk[n + 1 :] if line[:1] != "-" and line[1:].strip()), "")
    return below.startswith(" ") and _indent(below) == _indent(hunk[n]) and bool(_GOES_ON.match(below[1:]))


def _was_there(hunk: list[str], n: int) -> bool:
    """Whether a line takes the place of one that did the same."""
    before = hunk[n - 1] if n else ""
    return before.startswith("-") and before[1:].strip(" \t;") == hunk[n][1:].strip(" \t;")


def _has_failed(hunk: list[str], n: int) -> bool:
    """Whether the test has failed already where a line leaves it."""
    deep = _indent(hunk[n])
    for k in range(n - 1, max(n - _NEAR, 0) - 1, -1):
        if hunk[k].startswith("-") or not hunk[k][1:].strip():
            continue
        if _indent(hunk[k]) < deep:
            return False
        if _indent(hunk[k]) == deep and _FAILED.search(hunk[k][1:]):
            return True
    return False


def _only_new(hunk: list[str], first: int, last: int) -> bool:
    """Whether so many lines are new, and take no other's place, for their hunk loses nothing."""
    return all(line[:1] == "+" for line in hunk[first : last + 1]) and not any(
        line[:1] == "-" for line in hunk
    )


def _is_old_test(path: str, hunk: list[str], k: int, gone: set[_Names]) -> bool:
    """Whether a line opens a test, and not one that the change brings. gone: the tests whose old lines it takes."""
    before = hunk[k - 1][1:] if k else ""
    test = NAMED_TEST.match(hunk[k][1:])
    if test is None:
        marked = begins_test(path, hunk[k][1:]) or begins_test(path, before)
        return marked and hunk[k].startswith(" ")
    return hunk[k].startswith(" ") or test.groups() in gone


def _indent(line: str) -> int:
    return indent(line[1:])
