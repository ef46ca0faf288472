"""What a run left of its coverage: Cobertura, Clover and JaCoCo XML, lcov → the lines that are not covered.

Such a report does not say what was asked for, so by itself it tells what is missing and no more. Where a log
says that too little is covered (`families/coverage.py`), `with_coverage` tells which files pull it down.
Why no library reads them: docs/decisions/0031.
"""

import re
from dataclasses import dataclass

from bot.orient.diagnosis.fingerprint import fingerprint
from bot.orient.diagnosis.paths import in_repository
from bot.orient.diagnosis.safe_xml import Element, tree
from bot.orient.diagnosis.values import EXCERPT, Diagnosis, Failure, Line, Located

MOST_FILES = 20
"""Files that are told, those that miss most first."""
MOST_RANGES = 8
"""Ranges of lines that are told of a file."""
TOOLS = frozenset({"coverage", "istanbul", "jacoco", "simplecov", "coverlet"})
"""The tools of `families/coverage.py`, whose failures are about coverage."""


@dataclass(frozen=True, slots=True)
class File:
    """A source file: how many lines could be covered, and which are not."""

    path: str
    lines: int
    missed: tuple[int, ...]

    def ranges(self) -> str:
        """The missed lines as people write them: `3-9, 12`."""
        parts: list[list[int]] = []
        for number in self.missed:
            if parts and number == parts[-1][-1] + 1:
                parts[-1][1:] = [number]
            else:
                parts.append([number])
        told = ", ".join("-".join(map(str, part)) for part in parts[:MOST_RANGES])
        return told + (", …" if len(parts) > MOST_RANGES else "")


@dataclass(frozen=True, slots=True)
class Coverage:
    """A report: whose, and its files, those that miss most first."""

    tool: str
    files: tuple[File, ...]

    def words(self) -> str:
        """How much of what is covered, and what pulls it down most."""
        lines = sum(file.lines for file in self.files)
        missed = sum(len(file.missed) for file in self.files)
        worst = self.files[0]
        files = "1 file" if len(self.files) == 1 else f"{len(self.files)} files"
        share = (lines - missed) / lines * 100
        return (
            f"{share:.1f}% of {lines} lines in {files} are covered; "
            f"{worst.path} misses most: {len(worst.missed)} of {worst.lines}"
        )

    def errors(self) -> tuple[Located, ...]:
        """The files that miss anything, each at its first missed line."""
        return tuple(
            Located(
                path=file.path,
                line=file.missed[0],
                message=f"{len(file.missed)} of {file.lines} lines are not covered: {file.ranges()}",
                severity="warning",
            )
            for file in self.files[:MOST_FILES]
            if file.missed
        )


def told(report: Coverage) -> Diagnosis:
    """What a report by itself says; nothing where all is covered."""
    errors = report.errors()
    if not errors:
        return Diagnosis()
    said = (report.words(), *(f"{e.path}:{e.line}: {e.message}" for e in errors))
    shown = tuple(Line(number=n, text=one) for n, one in enumerate(said[:EXCERPT], 1))
    mark = fingerprint(report.tool, "test", {e.path for e in errors})
    one = Failure(
        kind="test",
        confidence=0.5,
        tool=report.tool,
        words=said[0],
        primary=shown[0],
        errors=errors,
        fingerprint=mark,
    )
    return Diagnosis(
        kind=one.kind,
        confidence=one.confidence,
        tool=one.tool,
        primary=one.words,
        excerpt=shown,
        errors=errors,
        failures=(one,),
        fingerprint=mark,
    )


def with_coverage(found: Diagnosis, report: Coverage) -> Diagnosis:
    """A log's diagnosis, with the files that pull coverage down where it failed for that."""
    mine = report.errors()
    failures = tuple(
        one.model_copy(update={"errors": mine, "words": f"{one.words} ({report.words()})"})
        if one.tool in TOOLS and one.kind == "test" and mine
        else one
        for one in found.failures
    )
    if failures == found.failures:
        return found
    return found.model_copy(
        update={
            "failures": failures,
            "primary": failures[0].words,
            "errors": tuple(dict.fromkeys(e for one in failures for e in one.errors)),
        }
    )


_LCOV = re.compile(r"(?:TN:.*\s+)?SF:")


def read_coverage(text: str, root: str | None = None) -> Coverage | None:
    """What a report says is covered; None if the text is none that can be read, or names no line."""
    text = text.lstrip("\ufeff \t\r\n")
    if _LCOV.match(text):
        return _lcov(text, root)
    found = tree(text) if text.startswith("<") else None
    return coverage_of(found, root) if found is not None else None


def _lcov(text: str, root: str | None) -> Coverage | None:
    """A tracefile of lcov's, after geninfo(1)."""
    hits = _Hits()
    path = ""
    for line in text.splitlines():
        name, _, rest = line.strip().partition(":")
        if name == "SF":
            path = in_repository(rest, root)
        elif name == "DA":
            number, _, count = rest.partition(",")
            hits.add(path, number, count.partition(",")[0])
    return hits.report("lcov")


def coverage_of(report: Element, root: str | None) -> Coverage | None:
    """Cobertura's, Clover's or JaCoCo's XML; None if it is none of them."""
    if report.tag == "report":
        return _jacoco(report)
    if report.tag != "coverage":
        return None
    return _clover(report, root) if any(report.iter("project")) else _cobertura(report, root)


class _Hits:
    """How often each line of each file ran; files and lines that come twice are the same ones."""

    def __init__(self) -> None:
        self._files: dict[str, dict[int, bool]] = {}

    def add(self, path: str, number: str | None, count: str | None) -> None:
        """One line; what is no number is no line of a report."""
        if path and number and number.isdecimal() and len(number) < 8 and count:
            lines = self._files.setdefault(path, {})
            lines[int(number)] = lines.get(int(number), False) or count.strip("-0") != ""

    def report(self, tool: str) -> Coverage | None:
        """The report of what was added; None where that is nothing."""
        files = [
            File(path, len(lines), tuple(sorted(n for n, ran in lines.items() if not ran)))
            for path, lines in self._files.items()
        ]
        ordered = sorted(files, key=lambda file: (-len(file.missed), file.path))
        return Coverage(tool, tuple(ordered)) if files else None


def _cobertura(report: Element, root: str | None) -> Coverage | None:
    """After cobertura's coverage-04.dtd; a file's name is relative to one of `sources`."""
    sources = [
        in_repository(f"{text.strip().rstrip('/')}/", root)
        for text in (one.text or "" for one in report.iter("source"))
    ]
    inside = [source for source in sources if source and not source.startswith("/")]
    folder = inside[0] if len(inside) == len(sources) == 1 else ""
    hits = _Hits()
    for one in report.iter("class"):
        path = one.get("filename") or ""
        for line in one.iter("line"):
            hits.add(in_repository(folder + path, root), line.get("number"), line.get("hits"))
    return hits.report("cobertura")


def _clover(report: Element, root: str | None) -> Coverage | None:
    """As PHPUnit and Istanbul write it; lines of methods are no statements."""
    hits = _Hits()
    for file in report.iter("file"):
        path = in_repository(file.get("path") or file.get("name") or "", root)
        for line in file.iter("line"):
            if line.get("type") != "method":
                hits.add(path, line.get("num"), line.get("count"))
    return hits.report("clover")


def _jacoco(report: Element) -> Coverage | None:
    """After JaCoCo's report.dtd; a file is told by its package, for the report knows no folder of sources."""
    hits = _Hits()
    for package in report.iter("package"):
        for file in package.iter("sourcefile"):
            path = "/".join(part for part in (package.get("name"), file.get("name")) if part)
            for line in file.iter("line"):
                hits.add(path, line.get("nr"), line.get("ci"))
    return hits.report("jacoco")
