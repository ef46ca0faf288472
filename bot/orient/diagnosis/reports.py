"""A report that a run left → a diagnosis: JUnit XML, SARIF, TAP, and coverage (`coverage`).

Where there is one it says more surely what failed than any log. JUnit XML is read by defusedxml, which
refuses entities and external parts, and junitparser; TAP by tap.py; of SARIF 2.1.0 what is needed is in
the models below (docs.oasis-open.org/sarif/sarif/v2.1.0).
"""

import re
from collections.abc import Callable, Iterable
from typing import Protocol, cast
from urllib.parse import unquote

from junitparser import Error as JUnitError
from junitparser import Failure as JUnitFailure
from junitparser import TestCase
from pydantic import BaseModel, Field, ValidationError
from tap.parser import Parser  # pyright: ignore[reportMissingTypeStubs] it has none

from bot.orient.diagnosis.coverage import coverage_of, read_coverage, told
from bot.orient.diagnosis.fingerprint import fingerprint
from bot.orient.diagnosis.paths import in_repository
from bot.orient.diagnosis.safe_xml import Element, tree
from bot.orient.diagnosis.traces import frame
from bot.orient.diagnosis.values import EXCERPT, Diagnosis, Failure, Kind, Line, Located, Severity


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


class _Outcome(Protocol):
    """A test's failure or error, as junitparser reads it; partly untyped there."""

    message: str | None
    text: str | None


class _Case(Protocol):
    """A test, as junitparser reads it; partly untyped there."""

    classname: str | None
    name: str | None
    result: list[_Outcome]


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


def _junit(report: Element, root: str | None) -> Diagnosis:
    tests: dict[str, Located | None] = {}
    for element in report.iter("testcase"):
        case = cast("_Case", TestCase.fromelem(element))  # pyright: ignore[reportUnknownMemberType] untyped
        for result in case.result:
            if isinstance(result, JUnitFailure | JUnitError):
                name = ".".join(part for part in (case.classname, case.name) if part)
                tests[name] = _told_place(cast("_Outcome", result), root)
    return _told("test", "junit xml", tests)


def _told_place(result: _Outcome, root: str | None) -> Located | None:
    lines = [result.message or "", *(result.text or "").splitlines()]
    place = frame(lines, 0, len(lines) - 1)
    message = next((line.strip() for line in lines if line.strip()), "")
    return _placed(place, message, root) if place else None


def _placed(place: dict[str, str], message: str, root: str | None) -> Located:
    path = in_repository(place["file"], root)
    return Located(path=path, line=int(place["line"]), message=message)


def _told(kind: Kind, tool: str, tests: dict[str, Located | None]) -> Diagnosis:
    errors = tuple(dict.fromkeys(place for place in tests.values() if place is not None))
    return _diagnosis(kind, tool, errors, tuple(tests))


def _diagnosis(kind: Kind, tool: str, errors: tuple[Located, ...], tests: tuple[str, ...]) -> Diagnosis:
    """A diagnosis whose excerpt is what failed, a line each; it has no numbers of a log's lines."""
    if not errors and not tests:
        return Diagnosis()
    said = [*tests, *(f"{e.path}:{e.line}: {e.code or ''} {e.message}" for e in errors)]
    shown = tuple(Line(number=n, text=one) for n, one in enumerate(said[:EXCERPT], 1))
    mark = fingerprint(tool, kind, {f"{e.path} {e.code or ''} {e.message}" for e in errors}, tests, ())
    one = Failure(
        kind=kind,
        confidence=0.99,
        tool=tool,
        words=said[0],
        primary=shown[0],
        errors=errors,
        tests=tests,
        fingerprint=mark,
    )
    return Diagnosis(
        kind=kind,
        confidence=one.confidence,
        tool=tool,
        primary=one.words,
        excerpt=shown,
        errors=errors,
        tests=tests,
        failures=(one,),
        fingerprint=mark,
    )


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


class _Result(BaseModel):
    rule: str | None = Field(None, alias="ruleId")
    level: str = "warning"
    kind: str = "fail"
    message: _Text = _Text()
    locations: tuple[_Location, ...] = ()


class _Driver(BaseModel):
    name: str = "sarif"


class _Tool(BaseModel):
    driver: _Driver = _Driver()


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
    tools: list[str] = []
    for run in report.runs:
        for result in run.results or ():
            if result.kind == "fail" and result.level != "none":
                tools.append(run.tool.driver.name.lower())
                found += [_result(result, one.physical, root) for one in result.locations if one.physical]
    return _diagnosis("lint", tools[0] if tools else "sarif", tuple(dict.fromkeys(found)), ())


def _result(result: _Result, place: _Physical, root: str | None) -> Located:
    return Located(
        path=in_repository(unquote(place.artifact.uri), root),
        line=place.region.line,
        column=place.region.column,
        code=result.rule,
        message=result.message.text,
        severity=_LEVELS.get(result.level, "warning"),
    )


_VERSION = re.compile(r"^TAP version.*$", re.M)


def _tap(text: str, root: str | None) -> Diagnosis | None:
    """Without the version: tap.py refuses some, and reads the YAML of others that nobody asked for."""
    plain = _VERSION.sub("", text)
    tests: dict[str, Located | None] = {}
    for line in cast("Iterable[_Point]", Parser().parse_text(plain)):  # pyright: ignore[reportUnknownMemberType] untyped
        if line.category == "test" and not (line.ok or line.todo or line.skip):
            tests[line.description.removeprefix("- ").strip() or f"test {line.number}"] = None
    return _told("test", "tap", tests)
