"""Jest."""

from collections.abc import Sequence

from bot.orient.diagnosis.paths import is_foreign
from bot.orient.diagnosis.shapes import AT, Family, Groups, Shape, rx
from bot.orient.diagnosis.telling import untimed
from bot.orient.diagnosis.traces import frame

_NEXT = rx(
    r"\s{1,8}\d{1,5}\) |\s{0,2}● |\s*\d{1,5} (?:passing|failing|pending)|Test Suites:|Tests: |(?:PASS|FAIL)\b|-{4,}\|"
)


_LONG = 400
_THROWN = rx(r"\s+at \S{0,60}\.toThrow\w{0,40} \(" + AT + r"\)$")


def _slashed(path: str) -> str:
    """A path of Windows as it is elsewhere."""
    return path.replace("\\", "/")


def _place(lines: Sequence[str], at: int, groups: Groups) -> Groups:
    """Where it failed: what was to be thrown, at the expectation; of one project of several, from the repository's root.

    Above the trace Testing Library prints the document, however long.
    """
    stop = min(at + _LONG, len(lines))
    last = next((i for i in range(at + 1, stop) if _NEXT.match(lines[i])), stop) - 1
    body = lines[at : last + 1]
    thrown = next(
        (found for line in body if (found := _THROWN.match(line)) and not is_foreign(found["file"])), None
    )
    place = {"file": thrown["file"], "line": thrown["line"]} if thrown else frame(lines, at, last)
    suite = _slashed(groups.get("suite", ""))
    frames = [frame([line], 0, 0).get("file", "") for line in body] if groups.get("project") else []
    inside = next((file for file in map(_slashed, frames) if file and suite.endswith(f"/{file}")), None)
    if inside is None or "file" not in place or place["file"].startswith("/"):
        return place
    return {**place, "file": suite.removesuffix(inside) + place["file"]}


_PARSED = rx(
    r"\s+SyntaxError: (?P<file>[^\s:]{1,300}): (?P<message>.*) \((?P<line>\d{1,7}):(?P<column>\d{1,5})\)$"
)


def _jest(lines: Sequence[str], at: int, groups: Groups) -> Groups | None:
    """A suite that does not run is no test; where it does not parse, Babel says where."""
    if groups["test"].endswith((" Error:", " Warning:")):
        return {"message": groups["test"], "kind": "configuration"}
    if groups["test"] == "Console":
        return None
    if groups["test"] != "Test suite failed to run":
        return {**groups, **_place(lines, at, groups)}
    parsed = next(filter(None, map(_PARSED.match, lines[at + 1 : at + 6])), None)
    return {**groups, "test": "", **(parsed.groupdict() if parsed else {})}


FAMILY = Family(
    "jest",
    (
        Shape(
            "●",
            rx(r"\s{0,4}● (?P<test>\S.*)$"),
            kind="test",
            tool="jest",
            weight=90,
            extent="until",
            ends=_NEXT,
            most=45,
            before=1,
            trace=True,
            above=rx(r"\s?FAIL +(?:(?P<project>\S{1,60}) )?(?P<suite>[^\s>]{1,300}\.\w{1,6})(?: \(.*\))?$"),
            reach=4_000,
            needs=False,
            more=_jest,
        ),
        Shape(
            "fail",
            rx(r"\s?FAIL\s+(?P<suite>[^\s>]{1,300}\.\w{1,6})(?: \(.*\))?$"),
            kind="test",
            tool="jest",
            weight=60,
        ),
        Shape(
            "●",
            rx(r"\s*●  (?P<message>process\.exit called with .*)$"),
            kind="test",
            tool="jest",
            weight=90,
            extent="until",
            ends=_NEXT,
            most=30,
            trace=True,
        ),
        Shape(
            "error",
            rx(r"(?:Error: )?(?P<message>Jest: Got error running global(?:Setup|Teardown) - .*)$"),
            kind="test",
            tool="jest",
            weight=90,
            extent="indented",
            most=30,
            trace=True,
        ),
        Shape(
            "^No ",
            rx(r"(?P<message>No tests found, exiting with code \d.*)$"),
            kind="test",
            tool="jest",
            weight=84,
        ),
        Shape(
            "not ",
            rx(r"Error: (?P<message>Could not resolve a module for a custom reporter\.)$"),
            kind="configuration",
            tool="jest",
            weight=86,
        ),
        Shape("^Tes", rx(r"Tests: +.{0,80}\d{1,6} failed"), kind="test", tool="jest", weight=40),
        Shape(
            "✕", rx(r"\s*✕ (?P<test>\S.*)$"), kind="test", tool="jest", weight=55, more=untimed, backup=True
        ),
        Shape(
            "exce",
            rx(r"\s*(?P<message>thrown: \"Exceeded timeout of .*|.*Exceeded timeout of .*)$"),
            kind="test",
            tool="jest",
            weight=50,
        ),
    ),
)
