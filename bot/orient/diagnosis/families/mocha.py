"""Mocha, and what prints like it: Cypress."""

from collections.abc import Sequence

from bot.orient.diagnosis.shapes import NUMBERED, Family, Groups, Shape, indentation, rx

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
    return {**groups, "test": " ".join(titles)} if title.endswith(":") else None


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
