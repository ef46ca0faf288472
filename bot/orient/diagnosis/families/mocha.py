"""Mocha, and what prints like it: Cypress."""

from collections.abc import Sequence

from bot.orient.diagnosis.shapes import NUMBERED, Family, Groups, Shape, indentation, rx
from bot.orient.diagnosis.traces import frame

_NEXT = rx(
    r"\s{1,8}\d{1,5}\) |\s{0,2}● |\s*\d{1,5} (?:passing|failing|pending)|Test Suites:|Tests: |(?:PASS|FAIL)\b|-{4,}\|"
)


def _titles(lines: Sequence[str], at: int, groups: Groups) -> Groups | None:
    """Mocha prints a failing test's titles one below another, each deeper, the last with a colon.

    In the run itself the number stands alone before the test's own title: that is no header.
    """
    titles: list[str] = []
    title, depth = groups["test"].strip(), indentation(lines[at])
    for line in lines[at + 1 : at + 9]:
        if title.endswith(":") or indentation(line) <= depth or not line.strip():
            break
        titles.append(title)
        title, depth = line.strip(), indentation(line)
    titles.append(title.removesuffix(":"))
    if not title.endswith(":"):
        return None
    late = next(filter(None, map(_LATE.match, lines[at + 1 : at + 12])), None)
    last = next((i for i in range(at + 1, min(at + 46, len(lines))) if _NEXT.match(lines[i])), at + 46)
    place = late.groupdict() if late and not frame(lines, at, last - 1) else {}
    return {**groups, **place, "test": " ".join(titles)}


_LATE = rx(r"\s+Error: Timeout of .{1,200} resolves?\. \((?P<file>[^\s()]{1,300})\)$")


FAMILY = Family(
    "mocha",
    (
        Shape(
            NUMBERED,
            rx(r"\s{1,8}\d{1,4}\) (?P<test>\S.*)$"),
            above=rx(r"\s*\d{1,6} failing$"),
            reach=4_000,
            kind="test",
            tool="mocha",
            weight=90,
            extent="until",
            ends=_NEXT,
            most=45,
            trace=True,
            more=_titles,
        ),
        Shape(
            "exce",
            rx(r"\s*Exception during run: (?P<file>[^\s:]{1,300}):(?P<line>\d{1,7})$"),
            below=rx(r"(?P<message>\w{0,60}(?:Error|Exception)\b.*)$"),
            reach=8,
            kind="test",
            tool="mocha",
            weight=90,
        ),
        Shape(
            "exce",
            rx(r"\s*Exception during run: (?P<message>\w{0,60}(?:Error|Exception)\b.*)$"),
            kind="test",
            tool="mocha",
            weight=90,
            extent="paragraph",
            most=30,
            trace=True,
        ),
        Shape(
            "error",
            rx(r"(?P<message>Error: No test files found.*)$"),
            kind="test",
            tool="mocha",
            weight=84,
        ),
        Shape(
            "fail",
            rx(r"\s*(?P<message>\d{1,6} failing)$"),
            kind="test",
            tool="mocha",
            weight=60,
            extent="until",
            ends=rx(r"npm ERR"),
            most=20,
        ),
    ),
)
