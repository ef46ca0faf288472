"""A report that a run left → a diagnosis: JUnit XML, SARIF, TAP, and coverage (`coverage`).

Where there is one it says more surely what failed than any log. JUnit XML is read by defusedxml, which
refuses entities and external parts, and junitparser (`suites`); TAP by tap.py; of SARIF 2.1.0 what is needed is in
the models below (docs.oasis-open.org/sarif/sarif/v2.1.0).
"""

import re
from collections.abc import Callable, Iterable
from typing import Protocol, cast
from urllib.parse import unquote

from pydantic import BaseModel, Field, ValidationError
from tap.parser import Parser  # pyright: ignore[reportMissingTypeStubs] it has none

from bot.orient.diagnosis import diagnose
from bot.orient.diagnosis.coverage import coverage_of, read_coverage, told
from bot.orient.diagnosis.fingerprint import fingerprint
from bot.orient.diagnosis.paths import in_repository
from bot.orient.diagnosis.safe_xml import Element, tree
from bot.orient.diagnosis.shapes import Groups
from bot.orient.diagnosis.suites import is_suite, tested
from bot.orient.diagnosis.values import EXCERPT, Diagnosis, Failure, Kind, Line, Located, Severity, number_of

_BEGINS = re.compile(r"[\ufeff \t\r\n]*(?:[<{]|TAP version |1\.\.\d|(?:not )?ok \d|TN:|SF:)")


def may_be_report(begin: str) -> bool:
    """Whether a text that begins so may be a report; if not, it need not be read whole for that."""
    return _BEGINS.match(begin) is not None


def read_report(text: str, root: str | None = None) -> Diagnosis | None:
    """What a report says failed; None if the text is no report that can be read."""
    begin = text.lstrip("\ufeff \t\r\n")[:4000]
    reader: Callable[[str, str | None], Diagnosis | None]
    if begin.startswith("<"):
        reader = _xml
    elif begin.startswith("{") and '"runs"' in text and "sarif" in text.lower():
        reader = _sarif
    elif re.match(r"TAP version \d+|1\.\.\d+\s*$|(?:not )?ok \d+", begin, re.M):
        reader = _tap
    else:
        reader = _covered
    return reader(text, root)


class _Point(Protocol):
    """A test point, as tap.py reads it; untyped there."""

    category: str
    ok: bool
    todo: bool
    skip: bool
    description: str
    number: int | None


def _covered(text: str, root: str | None) -> Diagnosis | None:
    report = read_coverage(text, root)
    return told(report) if report is not None else None


def _xml(text: str, root: str | None) -> Diagnosis | None:
    found = tree(text)
    if found is None:
        return None
    report = coverage_of(found, root)
    return told(report) if report is not None else _junit(found, root)


def _junit(report: Element, root: str | None) -> Diagnosis | None:
    if not is_suite(report):
        return None
    told = [(groups, _placed(groups, root)) for groups in tested(report)]
    tests = {g["test"]: g["message"] for g, _ in told if "test" in g}
    places = tuple(dict.fromkeys(place for _, place in told if place is not None))
    linters = [g["tool"] for g, _ in told if "tool" in g]
    if linters and not tests:
        return _diagnosis("lint", linters[0], places, {})
    return _diagnosis("test", "junit xml", places, tests)


def _placed(groups: Groups, root: str | None) -> Located | None:
    if "file" not in groups:
        return None
    return Located(
        path=in_repository(groups["file"], root),
        line=number_of(groups.get("line")),
        column=number_of(groups.get("column")),
        code=groups.get("code"),
        message=groups["message"],
    )


def _diagnosis(
    kind: Kind,
    tool: str,
    errors: tuple[Located, ...],
    tests: dict[str, str],
    nowhere: tuple[str, ...] = (),
) -> Diagnosis:
    """A diagnosis whose excerpt is what failed, a line each; it has no numbers of a log's lines.

    `tests`: by their names what is wrong with them, as far as that is told. `nowhere`: what is wrong at no place.
    """
    if not errors and not tests and not nowhere:
        return Diagnosis()
    named = [f"{name} - {why}" if why else name for name, why in tests.items()]
    said = [*named, *(_line(error) for error in errors), *nowhere]
    shown = tuple(Line(number=n, text=one) for n, one in enumerate(said[:EXCERPT], 1))
    places = {f"{e.path} {e.code or ''} {e.message}" for e in errors}
    mark = fingerprint(tool, kind, places, tests.keys(), (*named, *nowhere))
    one = Failure(
        kind=kind,
        confidence=0.99,
        tool=tool,
        words=said[0],
        primary=shown[0],
        errors=errors,
        tests=tuple(tests),
        fingerprint=mark,
    )
    return Diagnosis(
        kind=kind,
        confidence=one.confidence,
        tool=tool,
        primary=one.words,
        excerpt=shown,
        errors=errors,
        tests=one.tests,
        failures=(one,),
        fingerprint=mark,
    )


def _line(error: Located) -> str:
    place = ":".join(str(part) for part in (error.path, error.line, error.column) if part is not None)
    return " ".join(part for part in (f"{place}:", error.code, error.message) if part)


class _Region(BaseModel):
    line: int | None = Field(None, alias="startLine")
    column: int | None = Field(None, alias="startColumn")


class _Artifact(BaseModel):
    uri: str = ""


class _Physical(BaseModel):
    artifact: _Artifact = Field(_Artifact(), alias="artifactLocation")
    region: _Region = _Region()  # pyright: ignore[reportCallIssue] aliases have defaults


class _Location(BaseModel):
    physical: _Physical | None = Field(None, alias="physicalLocation")


class _Text(BaseModel):
    text: str = ""


class _Default(BaseModel):
    level: str | None = None


class _Rule(BaseModel):
    id: str = ""
    default: _Default = Field(_Default(), alias="defaultConfiguration")
    short: _Text = Field(_Text(), alias="shortDescription")


class _Result(BaseModel):
    rule: str | None = Field(None, alias="ruleId")
    index: int = Field(-1, alias="ruleIndex")
    level: str | None = None
    kind: str = "fail"
    message: _Text = _Text()
    locations: tuple[_Location, ...] | None = ()
    suppressions: tuple[object, ...] | None = ()
    baseline: str | None = Field(None, alias="baselineState")


class _Component(BaseModel):
    name: str = "sarif"
    rules: tuple[_Rule, ...] | None = ()


class _Tool(BaseModel):
    driver: _Component = _Component()
    extensions: tuple[_Component, ...] | None = ()


class _Run(BaseModel):
    tool: _Tool = _Tool()
    results: tuple[_Result, ...] | None = ()


class _Sarif(BaseModel):
    runs: tuple[_Run, ...]


_LEVELS: dict[str, Severity] = {"error": "error", "warning": "warning", "note": "note", "none": "note"}


def _sarif(text: str, root: str | None) -> Diagnosis | None:
    try:
        report = _Sarif.model_validate_json(text.lstrip("\ufeff"))
    except ValidationError:
        return None
    found: list[Located] = []
    nowhere: list[str] = []
    tools: list[str] = []
    for run in report.runs:
        rules = {r.id: r for one in (run.tool.driver, *(run.tool.extensions or ())) for r in one.rules or ()}
        for result in run.results or ():
            rule = _rule(result, run.tool.driver, rules)
            level = result.level or rule.default.level or "warning"
            if result.kind != "fail" or level == "none" or result.suppressions or result.baseline == "absent":
                continue
            tools.append(run.tool.driver.name.lower())
            places = [p for one in result.locations or () if (p := one.physical) and p.artifact.uri]
            said = Located(
                path="",
                code=rule.id or None,
                message=result.message.text or rule.short.text,
                severity=_LEVELS.get(level, "warning"),
            )
            found += [_result(said, place, root) for place in places]
            nowhere += [f"{said.code or ''} {said.message}".strip()] if not places else []
    tool = tools[0] if tools else "sarif"
    return _diagnosis("lint", tool, tuple(dict.fromkeys(found)), {}, tuple(dict.fromkeys(nowhere)))


def _rule(result: _Result, driver: _Component, rules: dict[str, _Rule]) -> _Rule:
    """The rule that a result is of: named, or by its place among the driver's."""
    if result.rule is not None:
        return rules.get(result.rule) or _Rule(id=result.rule)  # pyright: ignore[reportCallIssue] as above
    listed = driver.rules or ()
    return listed[result.index] if 0 <= result.index < len(listed) else _Rule()  # pyright: ignore[reportCallIssue]


def _result(said: Located, place: _Physical, root: str | None) -> Located:
    return said.model_copy(
        update={
            "path": in_repository(unquote(place.artifact.uri), root),
            "line": place.region.line,
            "column": place.region.column,
        }
    )


_VERSION = re.compile(r"^TAP version.*$", re.M)
_BAILED = re.compile(r"^Bail out!.{0,300}", re.M)
"""A run that ended before its tests did, which tap.py takes for the end of a fine one."""


def _tap(text: str, root: str | None) -> Diagnosis | None:
    """Without the version: tap.py refuses some, and reads the YAML of others that nobody asked for."""
    plain = _VERSION.sub("", text)
    tests: dict[str, str] = {}
    for line in cast("Iterable[_Point]", Parser().parse_text(plain)):  # pyright: ignore[reportUnknownMemberType] untyped
        if line.category == "test" and not (line.ok or line.todo or line.skip):
            tests[line.description.removeprefix("- ").strip() or f"test {line.number}"] = ""
    found = diagnose(plain, root=root) if tests else Diagnosis()
    bailed = tuple(line.strip() for line in _BAILED.findall(plain)[:1])
    return _diagnosis("test", "tap", found.errors if found.kind == "test" else (), tests, bailed)
