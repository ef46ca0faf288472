"""Coverage that is less than was asked for: coverage.py, pytest-cov, Istanbul and what prints like it, JaCoCo, others.

The place is the file that is covered least, where a table of the log tells its lines.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from bot.orient.diagnosis.shapes import Family, Groups, Shape, rx

_REACH = 120
"""Lines around the verdict in which its table is looked for."""
_BETWEEN = 4
"""Lines at most from one row of a table to the next."""
_PYTHON = rx(
    r"(?P<file>\S{1,250}\.py) +\d{1,7} +\d{1,7}(?: +\d{1,7} +\d{1,7})? +(?P<share>\d{1,3}(?:\.\d{1,6})?)%"
    r"(?: +(?P<missing>\d[\d, >-]{0,400}))?$"
)
_ISTANBUL = rx(
    r"(?P<indent> {0,40})(?P<file>[^\s|]{1,250}) *\|(?: +[\d.]{1,6} \|){3} +(?P<share>[\d.]{1,6}) \| *"
    r"(?P<missing>[\d,.-]{0,400}) *$"
)


@lru_cache(maxsize=1_024)
def _row(line: str) -> re.Match[str] | None:
    """A file's row, of which the verdicts of one run all ask."""
    return (_PYTHON.match(line) if "%" in line else None) or (_ISTANBUL.match(line) if "|" in line else None)


def _table(lines: Sequence[str], at: int) -> Iterator[re.Match[str]]:
    """The rows of the table that is nearest to a verdict, in order; there are several where packages are tested."""
    above = _from(lines, range(at - 1, max(at - _REACH, 0) - 1, -1))
    below = _from(lines, range(at + 1, min(at + _REACH, len(lines))))
    is_above = bool(above) and not (below and below[0][0] - at < at - above[0][0])
    yield from (row for _, row in (reversed(above) if is_above else below))


def _from(lines: Sequence[str], places: range) -> list[tuple[int, re.Match[str]]]:
    """The rows of the first table that is come upon."""
    found: list[tuple[int, re.Match[str]]] = []
    for i in places:
        if found and abs(i - found[-1][0]) > _BETWEEN:
            break
        if row := _row(lines[i]):
            found.append((i, row))
    return found


def _least(lines: Sequence[str], at: int, groups: Groups) -> Groups:
    """With the file that is covered least and its first line that is not."""
    best: tuple[float, str, str] | None = None
    folder = ""
    for row in _table(lines, at):
        if not row["missing"]:
            folder = "" if "." in row["file"] or "indent" not in row.groupdict() else row["file"] + "/"
            continue
        inside = folder if row.groupdict().get("indent", "") else ""
        one = (float(row["share"]), inside + row["file"], row["missing"])
        best = min(best or one, one)
    if best is None:
        return groups
    first = next(iter(best[2].replace("-", ",").replace(".", ",").split(",")))
    return {**groups, "file": best[1], "line": first.strip()}


def _class(lines: Sequence[str], at: int, groups: Groups) -> Groups:
    """With the source file of a class that is covered too little."""
    name = groups.pop("class", None)
    return {**groups, "file": name.replace(".", "/").partition("$")[0] + ".java"} if name else groups


def _short(tell: str, pattern: str, tool: str | None = None, weight: int = 84) -> Shape:
    return Shape(tell, rx(pattern), kind="test", tool=tool, weight=weight, more=_least)


FAMILY = Family(
    "coverage",
    (
        _short(
            "fail",
            r"(?:ERROR: )?(?P<message>Coverage failure: total of .{1,20} is less than fail-under=.*)$",
            "coverage",
        ),
        _short(
            "fail",
            r"(?:FAIL|ERROR:?) (?P<message>Required test coverage of .{1,20} not reached.*)$",
            "coverage",
            85,
        ),
        _short(
            "not ",
            r"(?:Jest: |ERROR: )?(?P<message>Coverage for \w{1,20} \([\d.]{1,8}%\) does not meet .*threshold.*)$",
            "istanbul",
        ),
        Shape(
            "violat",
            rx(
                r"(?:\[(?:WARNING|ERROR)\] |> )?(?P<message>Rule violated for "
                r"(?:class (?P<class>[\w.$]{1,300})|\w{1,20} .{1,300}): .* ratio is .*, but expected .*)$"
            ),
            kind="test",
            tool="jacoco",
            weight=88,
            more=_class,
        ),
        Shape(
            "not ",
            rx(r".*(?P<message>Coverage checks have not been met\..*)$"),
            kind="test",
            tool="jacoco",
            weight=84,
        ),
        Shape(
            "fail",
            rx(r"(?:SimpleCov failed with exit|Stopped processing SimpleCov as a previous error)"),
            above=rx(r"(?P<message>(?:Line|Branch|Method) coverage .{1,60}(?:below|dropped) .*)$"),
            reach=4,
            kind="test",
            tool="simplecov",
            weight=84,
        ),
        _short(
            "error",
            r".*(?P<message>[Tt]he (?:total|minimum|average) (?:line|branch|method) coverage is below the specified.*)$",
            "coverlet",
            86,
        ),
        _short("error", r"(?:\[error\]|Error:) +(?P<message>Coverage is below .*)$"),
    ),
)
