"""Tests that were there and fail no more, for what was put around them: their failures are caught, awaited or hidden. Pure.

Only what stood there before can be wrapped: a new test may expect an error, catch one, or hold for one system alone.
What one line alone says is `looking_away`'s; what leaves a test is `hollow`'s.
"""

import re
from collections.abc import Iterator
from typing import Any

from bot.decide.asserting import asserts
from bot.decide.hunks import Hunk, indent
from bot.decide.looking_away import NAMED_TEST, begins_test

_ANY = (
    r"(?<!\w)(?:AssertionError|AssertionFailedError|AssertFailedException|Assertion|ExpectationNotMetError|"
    r"BaseException|StandardError|Exception|Throwable|Error)\b"
)
"""What a failed assertion is caught as."""
_TRIES = re.compile(r"^\s*(?:try\s*:|try\b.*\{|begin|do)\s*(?:#.*|//.*)?$")
_CATCHES = re.compile(
    rf"^\s*(?:except\s*:|except\b[^:]*?{_ANY}|rescue\s*(?:=>\s*\w+\s*)?$|rescue\b.*?{_ANY}|"
    rf"\}}?\s*catch\s*(?:\{{|\(\s*(?:\w+|\.\.\.|[^)]*?{_ANY}[^)]*|let\b.*)\s*\)))"
)
_HANDLES = re.compile(r"^\s*(?:except\b|rescue\b|\}?\s*catch\b)")
_FAILS = re.compile(
    r"\b(?:raise|throw|rethrow|reject|fail\w*|assert\w*|expect\w*|should|panic|abort|die|flunk|Fail\w*|Fatal\w*|Errorf?)\b|"
    r"\bdone\(\s*\w|\bexit\(\s*[1-9]|XCTFail"
)
_AWAITS = re.compile(
    rf"\b(?:suppress|ignoring|raises|assertRaises|assert_raises?|raise_error|assertThrows\w*|throws)\b[^)]*?{_ANY}|"
    r"\bexpect\(\s*(?:async\s*)?(?:\(\s*\)\s*=>|function\b)|\bassert\.(?:throws|rejects)\("
)
_GOES_ON = re.compile(r"(?:[:{(]|=>|\bdo|\|)\s*(?:#.*|//.*)?$")
_HIDES = re.compile(
    r"^\s*(?:if\s+__name__\s*==|if\s+(?:typing\.)?TYPE_CHECKING\b|(?:async\s+)?def\s+(?P<name>(?!test)\w+)\s*\(|"
    r"\w+\s*=\s*lambda\b|lambda\b|class\s+(?![^:]*Test)\w+[^:<]{0,200}:\s*$)"
)
_LEFT_OUT = (
    r"(?:slow\w*|integration|e2e|network|online|manual|wip|broken|nightly|external|gpu|quarantined?|flak[ye]\w*|perf\w*|bench\w*|"
    r"long\w*|expensive|optional|pending|todo|live|disabled|ignored?|unstable|no_?ci|not_?ci|local\w*|skip\w*)\b"
)
"""Names by which runners are told to leave tests out."""
_PUT_BEFORE = re.compile(
    r"^\s*(?:#\[should_panic|#\[cfg\((?!test\))|\[ExpectedException\b|@Test\b.*\bexpected\s*=\s*[\w.]*(?:Error|Throwable|Exception)\b|"
    rf"@(?:pytest\.)?mark\.{_LEFT_OUT}|@(?:pytest\.)?fixture\b|@(?:contextlib\.)?(?:async)?contextmanager\b|@property\b|"
    r"@(?:typing\.)?overload\b|@(?:abc\.)?abstractmethod\b|@Tag\(|@Category\(|@Test\(.*\bgroups\s*=|\[(?:Trait|Category|TestCategory)\(|"
    r"#\[(?:\w{1,40}\\){0,9}(?:Group|Requires\w*)\b|/?\*+\s*@(?:group|requires)\b|"
    rf"@(?:describe|module)?tag\s+:?{_LEFT_OUT}|#\s*bats\s+test_tags=)"
)
_MARK = re.compile(r"^\s*(?:#!?\[|@|\[\w|//|#|/?\*|$)")
_TAGGED = re.compile(rf"(?:,\s*:|\btags?:\s*\[?\s*['\"]@?|['\"][^'\"]{{0,200}}@){_LEFT_OUT}")
_SOFTENS = re.compile(
    r"^(?:(?P<caught>.*)\.catch\((?P<handler>.{0,80})\)|(?:runCatching\s*\{(?P<held>.*)|try\s*\{(?P<tries>.*)\}\s*catch\b.{0,80})\}|(?P<tried>.*\btry)\?(?P<rest>.*?));?$"
)
_HIDDEN = re.compile(r"\b(?:private|abstract|static|protected)\s+")
"""What a method or class may be called that no runner calls."""
_NARROWED = re.compile(r"#\[cfg\(all\([^\]]{0,200}\btest\b")
_LINE, _LINES = 400, 40
"""Characters of a line, and lines of a block, that are looked at."""


def wrapped(path: str, hunk: Hunk, is_test: bool) -> str | None:
    """The first new line that keeps a test of before from failing; None where none does.

    is_test: whether the file is one of tests; in a source only tests that are marked as such count.
    """
    lines = [(n, line[:_LINE]) for n, line in hunk.side("+")]
    was = frozenset(line[:_LINE] for line in hunk.stripped("-"))
    named = {hit.groups() for line in was if (hit := NAMED_TEST.match(line)) and not _TAGGED.search(line)}
    for k, (n, line) in enumerate(lines):
        if not hunk.lines[n].startswith("+") or line.strip() in was:
            continue
        if is_test and (_softened(line, was) or _tagged(line, named)):
            return line.strip()
        if is_test and _uncalled(path, line, [above for _, above in lines[max(k - 4, 0) : k]], was):
            return line.strip()
        if is_test and _keeps_from_failing(_Around(hunk, was, lines[k + 1 :][:_LINES], line)):
            return line.strip()
        if _PUT_BEFORE.match(line) and _before_test(path, _Around(hunk, was, lines[max(k - 3, 0) :], line)):
            return line.strip()
        if _NARROWED.search(line) and "#[cfg(test)]" in was:
            return line.strip()
    return None


class _Around:
    """A new line and what follows it on its side of the hunk."""

    def __init__(self, hunk: Hunk, was: frozenset[str], after: list[tuple[int, str]], line: str) -> None:
        self.line, self.after = line, after
        self._hunk, self._was = hunk, was

    def old(self, n: int, line: str) -> bool:
        """Whether a line stood there before, perhaps further to the left."""
        return bool(line.strip()) and (self._hunk.lines[n].startswith(" ") or line.strip() in self._was)

    def body(self) -> Iterator[tuple[int, str]]:
        """The lines that stand within the new one: the next, and those further to the right than it."""
        filled = [(n, line) for n, line in self.after if line.strip()]
        for k, (n, line) in enumerate(filled):
            if k and indent(line) <= indent(self.line):
                return
            yield n, line


def _softened(line: str, was: frozenset[str]) -> bool:
    """Whether a line does what one did before, but for its failure."""
    hit = _SOFTENS.match(line.strip())
    if hit is None or _FAILS.search(hit["handler"] or line.partition("catch")[2]):
        return False
    plain = (
        hit["caught"] or hit["held"] or hit["tries"] or (hit["tried"] or "") + (hit["rest"] or "")
    ).strip()
    return plain in was or plain + ";" in was


def _uncalled(path: str, line: str, above: list[str], was: frozenset[str]) -> bool:
    """Whether a test, or a class of them, becomes one that a runner does not call."""
    plain = _HIDDEN.sub("", line).strip()
    if plain == line.strip() or not {plain, f"public {plain}"} & was:
        return False
    if re.search(r"\bclass\b", plain):
        return "abstract" in line
    return bool(NAMED_TEST.match(plain)) or any(begins_test(path, mark) for mark in above)


def _tagged(line: str, named: set[tuple[str | Any, ...]]) -> bool:
    """Whether a line begins a test of before with a tag by which it may be left out."""
    test = NAMED_TEST.match(line) if named else None
    return test is not None and test.groups() in named and bool(_TAGGED.search(line))


def _keeps_from_failing(around: _Around) -> bool:
    if _TRIES.match(around.line):
        return _swallows(around)
    held = [line for n, line in around.body() if around.old(n, line)]
    if _AWAITS.search(around.line) and _GOES_ON.search(around.line):
        return any(map(_checks, held))
    hides = _HIDES.match(around.line)
    if hides is None or not any(map(_checks, held)):
        return False
    name = hides["name"]
    return name is None or not any(re.search(rf"\b{name}\b", line) for _, line in around.after)


def _checks(line: str) -> bool:
    return asserts(line) or bool(NAMED_TEST.match(line))


def _swallows(around: _Around) -> bool:
    """Whether what a new `try` holds was there before, and its failure ends in a handler that lets it be."""
    held: list[str] = []
    for k, (n, line) in enumerate(around.after):
        if _HANDLES.match(line):
            checks = any(map(asserts, held))
            caught = bool(held) and bool(_CATCHES.match(line))
            return (checks or caught) and not _fails(line, around.after[k + 1 :])
        if around.old(n, line):
            held.append(line.strip())
    return False


def _fails(handler: str, after: list[tuple[int, str]]) -> bool:
    """Whether a handler fails by itself."""
    if _FAILS.search(handler.partition("{")[2]):
        return True
    for _, line in after:
        if line.strip() and indent(line) <= indent(handler):
            return False
        if _FAILS.search(line):
            return True
    return False


def _before_test(path: str, around: _Around) -> bool:
    """Whether a mark was put to a test that was there. The lines of `around` begin some above the mark."""
    place = next(k for k, (_, line) in enumerate(around.after) if line == around.line)
    below = next(((n, line) for n, line in around.after[place + 1 :] if not _MARK.match(line)), None)
    marks = (line for _, line in around.after[: place + 4])
    if below is None or not around.old(*below):
        return False
    return bool(NAMED_TEST.match(below[1])) or any(begins_test(path, line) for line in marks)
