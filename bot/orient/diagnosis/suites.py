"""JUnit's XML → what failed in it, and where and why, whichever of its many writers wrote it.

Writers agree on suites, tests and failures. Where a test is, some say in attributes, most in the failure's text
alone, in the words of their tool; and so `reports` and `records` both read it here.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Protocol, cast

from junitparser import Error as JUnitError
from junitparser import Failure as JUnitFailure
from junitparser import TestCase

from bot.orient.diagnosis.paths import is_foreign
from bot.orient.diagnosis.reasons import reason
from bot.orient.diagnosis.safe_xml import Element
from bot.orient.diagnosis.shapes import Groups
from bot.orient.diagnosis.traces import frame

MOST_LINES = 400
"""Lines of a failure's text that are looked at."""
_LINE = re.compile(
    r"\s*(?P<lint>line )(?P<line>\d{1,7})(?:, col(?:umn)? (?P<column>\d{1,5}))?, (?P<message>.*)"
)
_PLACE = re.compile(
    r"(?:\s*(?:# |at )?|thread '.{1,200}' panicked at )"
    r"(?P<file>(?:[A-Za-z]:)?[^\s:'\"]{1,300}\.\w{1,8}):(?P<line>\d{1,7})(?![\d.])"
)
_ASSERTED = re.compile(
    r"(?P<file>[^\s:]{1,300}\.\w{1,8}):(?P<line>\d{1,7}): \w{0,80}(?:Error|Exception|Failed)$"
)
"""How pytest ends what it says of a failure; what it was called by stands above."""
_TOLD_PLACE = re.compile(r"\s*[^\s:]{1,300}\.\w{1,8}:\d{1,7}(?::\d{1,5})?:? +(?=\S)")
_AROUND = re.compile(
    r"=== (?:RUN|PAUSE|CONT|NAME) |--- FAIL: |thread '.{1,200}' panicked at \S+$|\[\w{1,20}\] › "
    r"|(?:collection|test|setup|teardown|assertion) failure$",
    re.I,
)


class _Outcome(Protocol):
    """A test's failure or error, as junitparser reads it; partly untyped there."""

    message: str | None
    text: str | None


class _Case(Protocol):
    """A test, as junitparser reads it; partly untyped there."""

    classname: str | None
    name: str | None
    result: list[_Outcome]


def is_suite(report: Element) -> bool:
    """Whether an XML's root is JUnit's."""
    return report.tag in ("testsuites", "testsuite")


def tested(report: Element) -> Iterator[Groups]:
    """Failing tests; of linters, places in the file that the suite is named after."""
    seen: set[int] = set()
    for suite in report.iter("testsuite"):
        linter = (suite.get("package") or "").removeprefix("org.")
        for element in suite.iter("testcase"):
            if id(element) in seen:  # a suite's own suites are walked through twice
                continue
            seen.add(id(element))
            case = cast("_Case", TestCase.fromelem(element))  # pyright: ignore[reportUnknownMemberType] untyped
            for result in case.result:
                if isinstance(result, JUnitFailure | JUnitError):
                    one = cast("_Outcome", result)
                    yield _linted(suite, case, one, linter) or _test(element, case, one)


def _linted(suite: Element, case: _Case, result: _Outcome, linter: str) -> Groups | None:
    placed = _LINE.match(result.text or "")
    if not (placed and linter):
        return None
    place = {k: v for k, v in placed.groupdict().items() if k in ("line", "column") and v}
    code = (case.name or "").removeprefix(f"org.{linter}.")
    message = _lines(result)[0]
    return {
        "file": suite.get("name") or "",
        "code": code,
        "tool": linter,
        "kind": "lint",
        **place,
        "message": message,
    }


def _lines(result: _Outcome) -> list[str]:
    """What is said of a failure: its message, and below that its text."""
    said = [*(result.message or "").splitlines(), *(result.text or "").splitlines()]
    return [line.rstrip() for line in said if line.strip()][:MOST_LINES] or [""]


def _test(element: Element, case: _Case, result: _Outcome) -> Groups:
    own = case.name or ""
    around = case.classname or ""
    if " > " in own or around == own:  # Vitest's is the file; some writers say all of the name twice
        around = ""
    name = ".".join(part for part in (around, own) if part)
    lines = _lines(result)
    place = _place(lines, element)
    return {**place, "test": name, "message": _why(lines, result, f"{name} {around}::{own}"), "kind": "test"}


def _place(lines: Sequence[str], element: Element) -> Groups:
    """Where a test failed by what is said of it, or else where the test is."""
    if place := frame(lines, 0, len(lines) - 1):
        return place
    for pattern, order in ((_ASSERTED, reversed(lines)), (_PLACE, lines)):
        found = next((m for line in order if (m := pattern.match(line)) and not is_foreign(m["file"])), None)
        if found is not None:
            return found.groupdict()
    path, line = element.get("file"), element.get("line")
    return {"file": path, **({"line": line} if line else {})} if path else {}


def _why(lines: Sequence[str], result: _Outcome, name: str) -> str:
    """What is wrong in one line; of pytest, which shows the code first, by the lines that it marks."""
    said = [_TOLD_PLACE.sub("", line, count=1) for line in lines if not _AROUND.match(line.strip())]
    marked = [line for line in said if line.startswith("E  ")]
    if marked and _AROUND.match((result.message or "").strip()):
        said = marked
    return reason(["", *said], 0, len(said), name) or next(
        (line.strip() for line in said if line.strip()), ""
    )
