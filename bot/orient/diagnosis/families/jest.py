"""Jest."""

from collections.abc import Sequence

from bot.orient.diagnosis.shapes import Family, Groups, Shape, rx
from bot.orient.diagnosis.telling import untimed

_NEXT = rx(
    r"\s{1,8}\d{1,5}\) |\s{0,2}● |\s*\d{1,5} (?:passing|failing|pending)|Test Suites:|Tests: |(?:PASS|FAIL)\b|-{4,}\|"
)


_PARSED = rx(
    r"\s+SyntaxError: (?P<file>[^\s:]{1,300}): (?P<message>.*) \((?P<line>\d{1,7}):(?P<column>\d{1,5})\)$"
)


def _jest(lines: Sequence[str], at: int, groups: Groups) -> Groups | None:
    """A suite that does not run is no test; where it does not parse, Babel says where."""
    if groups["test"].endswith((" Error:", " Warning:")):
        return {"message": groups["test"], "kind": "configuration"}
    if groups["test"] != "Test suite failed to run":
        return groups
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
