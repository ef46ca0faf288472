"""What the fields of a tool's JSON mean, whatever tool it is from.

A place in a file is an object with a line, at most some objects deep, and with a path: its own, or one that
an object around it tells. The names are those that ESLint, Stylelint, Ruff, Pylint, mypy, Pyright, RuboCop,
PHPStan, golangci-lint, ShellCheck, Hadolint, rustc, Terraform, Code Climate, reviewdog and SARIF give them.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from bot.orient.diagnosis.traces import frame
from bot.orient.diagnosis.values import Kind

DEEP = 12
"""Objects within objects that are looked at."""

Object = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Found:
    """What a report tells of: a place in a file, or a failing test."""

    message: str = ""
    path: str = ""
    line: str = ""
    column: str = ""
    code: str = ""
    severity: str = "error"
    tool: str | None = None
    kind: Kind = "lint"
    test: str = ""


_PATHS = (
    "filename",
    "file",
    "filePath",
    "fileName",
    "file_name",
    "file_path",
    "Filename",
    "path",
    "uri",
    "source",
)
_LINES = (
    "line",
    "row",
    "lineNumber",
    "line_number",
    "line_no",
    "startLine",
    "start_line",
    "line_start",
    "Line",
    "begin",
)
_COLUMNS = ("column", "col", "startColumn", "start_column", "column_start", "Column", "character")
_WITHIN = (
    *(
        "location",
        "locations",
        "physicalLocation",
        "artifactLocation",
        "region",
        "Pos",
        "range",
        "start",
        "begin",
    ),
    *("positions", "lines", "spans", "labels", "span", "path"),
)
_MESSAGES = ("message", "text", "Text", "description", "issue_text", "reason", "summary", "title")
_CODES = (
    *("ruleId", "code", "rule", "message-id", "messageId", "cop_name", "check_name", "rule_id", "test_id"),
    *("FromLinter", "check_id", "category", "check", "identifier", "value", "name"),
)
_SKIPPED = frozenset(
    ("suppressedMessages", "fix", "fixes", "suggestions", "edits", "children", "relatedInformation", "tool")
)
_MILD = frozenset(
    ("warning", "warn", "info", "information", "note", "help", "style", "1", "hint", "none", "minor")
)
_PATH = re.compile(
    r"(?!https?://)[^\n\"<>|*?]{0,300}[^\s\"<>|*?](?:/|\.)\w[\w.-]{0,60}$|(?:Docker|Make|Gem)file$"
)

_TOOLS: tuple[tuple[tuple[str, ...], str | None, Kind], ...] = (
    (("generalDiagnostics",), "pyright", "types"),
    (("message-id", "symbol"), "pylint", "lint"),
    (("messageId", "symbol"), "pylint", "lint"),
    (("noqa_row",), "ruff", "lint"),
    (("hint", "severity", "code", "file"), "mypy", "types"),
    (("cop_name",), "rubocop", "lint"),
    (("FromLinter",), "golangci-lint", "lint"),
    (("issue_text", "test_id"), "bandit", "lint"),
    (("parseErrors", "warnings"), "stylelint", "lint"),
    (("filePath", "messages"), "eslint", "lint"),
    (("error_count", "diagnostics"), "terraform", "configuration"),
    (("endLine", "level", "fix"), "shellcheck", "lint"),
    (("ruleNames", "lineNumber"), "markdownlint", "lint"),
    (("identifier", "ignorable"), "phpstan", "types"),
    (("fixable", "source"), "phpcs", "lint"),
)
"""Whose report it is: the first of which an object has every field."""
_STRICT = frozenset(("pylint", "rubocop", "shellcheck", "ruff", "markdownlint", "bandit", "hadolint"))
"""Tools that fail of whatever they tell."""


def found_in(report: object) -> Iterator[Found]:
    """What a report tells of, in its order."""
    yield from _walk(report, "", None, "lint", 0)


def _walk(node: object, path: str, tool: str | None, kind: Kind, depth: int) -> Iterator[Found]:
    if depth > DEEP:
        return
    if isinstance(node, list):
        for one in cast("list[object]", node):
            yield from _walk(one, path, tool, kind, depth + 1)
    if not isinstance(node, dict):
        return
    here = cast("dict[str, object]", node)
    if tested := _tests(here):
        yield from tested
        return
    tool, kind = _whose(here, tool, kind)
    own, line, column = _place(here, 0)
    message, code = _message(here), _code(here)
    if line and (own or path) and (message or code):
        mild = tool not in _STRICT and _severity(here) in _MILD
        severity = "warning" if mild else "error"
        kind = "lint" if code.startswith("clippy::") else kind
        yield Found(message, own or path, line, column, code, severity, tool, kind)
        return
    for name, value in here.items():
        if name not in _SKIPPED:
            inside = name if _object(value) and _PATH.match(name) else own or path
            yield from _walk(value, inside, tool, kind, depth + 1)


def _whose(here: Object, tool: str | None, kind: Kind) -> tuple[str | None, Kind]:
    if here.get("reason") == "compiler-message":
        return "rustc", "build"
    driver = _object(_object(here.get("tool")).get("driver")).get("name")
    if isinstance(driver, str):
        return driver.lower(), "lint"
    if re.match(r"DL\d{4}$", str(here.get("code"))):
        return "hadolint", "lint"
    told = next((row for row in _TOOLS if all(name in here for name in row[0])), None)
    return (told[1], told[2]) if told is not None else (tool, kind)


def _place(here: Object, depth: int) -> tuple[str, str, str]:
    """Path, line and column that an object tells, itself or by those that say where it is."""
    path = next((p for name in _PATHS if isinstance(p := here.get(name), str) and _PATH.match(p)), "")
    line = _number(here, _LINES)
    column = _number(here, _COLUMNS)
    if line and "character" in here:  # as editors count
        line = str(int(line) + 1)
    for name in _WITHIN if depth < 5 else ():
        if (path and line) or name not in here:
            continue
        inner = _place(_telling(here.get(name)), depth + 1)
        path, line, column = path or inner[0], line or inner[1], column or inner[2]
    return path, line, column


def _telling(value: object) -> Object:
    """An object; of several the primary one, or else the first."""
    if not isinstance(value, list):
        return _object(value)
    several = [_object(one) for one in cast("list[object]", value)]
    return next((one for one in several if one.get("is_primary")), several[0] if several else {})


def _object(value: object) -> Object:
    return cast("Object", value) if isinstance(value, dict) else {}


def _number(here: Object, names: Sequence[str]) -> str:
    return next((str(n) for name in names if type(n := here.get(name)) is int and n >= 0), "")


def _message(here: Object) -> str:
    for name in _MESSAGES:
        said = here.get(name)
        said = _object(cast("object", said)).get("text", said)
        if isinstance(said, str):
            return said.strip()
    return ""


def _code(here: Object) -> str:
    for name in _CODES:
        told = here.get(name)
        if isinstance(told, dict):
            inner = _object(cast("object", told))
            told = next((inner[n] for n in _CODES if isinstance(inner.get(n), str)), None)
        if isinstance(told, str | int) and told:
            return str(told)
    return ""


def _severity(here: Object) -> str:
    told = here.get("severity", here.get("level", here.get("type", "")))
    return str(told).lower()


def _tests(here: Object) -> list[Found]:
    """Failing tests as Jest, Vitest, Mocha and RSpec tell them."""
    if isinstance(results := here.get("assertionResults"), list):
        return [
            _jest(one, here)
            for one in map(_object, cast("list[object]", results))
            if one.get("status") == "failed"
        ]
    if "fullTitle" in here and (error := _object(here.get("err"))):
        return [_test("mocha", str(here["fullTitle"]), str(error.get("stack") or error.get("message") or ""))]
    if here.get("status") == "failed" and "full_description" in here:
        error = _object(here.get("exception"))
        place = {"path": str(here.get("file_path", "")), "line": str(here.get("line_number", ""))}
        said = " ".join(str(error.get("message", "")).split())
        return [Found(said, tool="rspec", kind="test", test=str(here["full_description"]), **place)]
    return []


def _jest(one: Object, suite: Object) -> Found:
    """Jest joins names by one sign, Vitest, which tells more of a test, by another."""
    tool, sign = ("vitest", " > ") if "meta" in one else ("jest", " › ")
    around = cast("list[object]", one.get("ancestorTitles") or [])
    name = sign.join(str(part) for part in (*around, one.get("title", "")) if part)
    said = cast("list[object]", one.get("failureMessages") or [""])
    found = _test(tool, name, str(said[0]))
    return (
        found
        if found.path
        else Found(found.message, str(suite.get("name", "")), "", tool=tool, kind="test", test=name)
    )


def _test(tool: str, name: str, said: str) -> Found:
    lines = said.splitlines() or [""]
    place = frame(lines, 0, len(lines) - 1)
    return Found(lines[0], place.get("file", ""), place.get("line", ""), tool=tool, kind="test", test=name)
