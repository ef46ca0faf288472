"""sbt, scalac, mill; scalafmt and scalafix."""

from collections.abc import Sequence
from itertools import dropwhile

from bot.orient.diagnosis.shapes import AT, PATH, Family, Groups, Shape, rx

_PREFIX = rx(r"(?:\[error\]|[\w.-]{0,40}\d{1,6}\]) *")
_DRAWN = rx(r"[\s|]*[\^~]*$")
"""A line that only points at what is wrong."""
_SHOWN = rx(r"\s*(?:\d{1,7} *)?\|(?P<text>.*)$")


def _scalac(lines: Sequence[str], at: int, groups: Groups) -> Groups | None:
    """Why, which scalac 3 says beside the code, below the signs that point into it."""
    said: list[str] = []
    for line in lines[at + 1 : at + 12]:
        found = _SHOWN.match(_PREFIX.sub("", line))
        if found is None:
            break
        said.append(found["text"])
    pointed = [*dropwhile(lambda text: _DRAWN.match(text) is None, said)]
    told = (" ".join(text.split()) for text in pointed if _DRAWN.match(text) is None)
    return {**groups, "message": next(told, "")}


def _mill(lines: Sequence[str], at: int, groups: Groups) -> Groups | None:
    """Why, which mill says below the signs that point at it; without them it is none of mill's messages."""
    below = [_PREFIX.sub("", line) for line in lines[at + 1 : at + 7]]
    pointed = next((i for i, text in enumerate(below) if "^" in text and _DRAWN.match(text)), None)
    if pointed is None:
        return None
    return {**groups, "message": below[pointed + 1].strip() if pointed + 1 < len(below) else ""}


FAMILY = Family(
    "scala",
    (
        Shape(
            "^[er",
            rx(r"\[error\] " + AT + r": (?P<message>.*)$"),
            kind="build",
            tool="sbt",
            weight=88,
            extent="until",
            ends=rx(r"\[error\] \S.*:\d|(?!\[error\])"),
            most=6,
        ),
        Shape(
            "^[er",
            rx(r"\[error\] -- (?:\[(?P<code>E\d{1,4})\] )?.{0,60}Error: " + AT + r" *-*$"),
            kind="build",
            tool="scalac",
            weight=88,
            extent="until",
            ends=rx(r"\[error\] -- |(?!\[error\])"),
            most=10,
            more=_scalac,
        ),
        Shape(
            "^-- ",
            rx(r"-- (?:\[(?P<code>E\d{1,4})\] )?.{0,60}Error: " + AT + r" *-*$"),
            kind="build",
            tool="scalac",
            weight=88,
            extent="until",
            ends=rx(r"-- "),
            most=10,
            more=_scalac,
        ),
        Shape(
            "error",
            rx(r"(?P<file>[^\s:]{1,300}\.scala):(?P<line>\d{1,7}): error: (?P<message>.*)$"),
            kind="build",
            tool="scalac",
            weight=88,
            extent="until",
            ends=rx(r"\S.*:\d{1,7}: "),
            most=4,
        ),
        Shape("^[er", rx(r"\[error\] \((?P<message>.*)$"), tool="sbt", weight=40, before=24),
        Shape(
            "^[er",
            rx(
                r"\[error\] (?:\([^()]{1,200}\) )?(?P<message>sbt\.(?:librarymanagement\.)?ResolveException: .*)$"
            ),
            kind="dependency",
            tool="sbt",
            weight=90,
        ),
        Shape(
            "^[er",
            rx(r"\[error\] (?P<message>(?:Not a valid (?:command|key|project ID)|No such setting/task).*)$"),
            kind="configuration",
            tool="sbt",
            weight=88,
        ),
        Shape("^[er", rx(r"\[error\] (?P<message>\S.*)$"), tool="sbt", weight=50, kind="build"),
        Shape(
            "error",
            rx(r"(?:[\w.-]{0,40}\d{1,6}\] {1,4})?\[error\] " + AT + r"$"),
            kind="build",
            tool="mill",
            weight=88,
            extent="indented",
            most=6,
            more=_mill,
        ),
        Shape(
            ":0",
            rx(
                r"(?P<file>(?:[^\s:]{1,300}/)?[\w.-]{1,100}\.(?:mill|sc)):(?P<line>\d{1,7}): (?P<message>.*)$"
            ),
            kind="build",
            tool="mill",
            weight=86,
        ),
        Shape("fail", rx(r"\d{1,5} (?:targets?|tasks?) failed$"), tool="mill", weight=50, extent="paragraph"),
        Shape(
            "^[wa",
            rx(r"\[warn\] (?:scalafmt: )?(?P<file>\S.{0,300}) (?P<message>isn't formatted properly!)$"),
            kind="format",
            tool="scalafmt",
            weight=89,
        ),
        Shape(
            "^[er",
            rx(r"\[error\] (?P<message>(?:\(.{1,120}scalafmt\w{0,40}\) |scalafmt: ).*must be formatted.*)$"),
            kind="format",
            tool="scalafmt",
            weight=80,
        ),
        Shape(
            "^err",
            rx(r"error: (?P<message>--test failed)$"),
            above=rx(r"\+\+\+ (?:b/)?" + PATH),
            reach=400,
            kind="format",
            tool="scalafmt",
            weight=84,
        ),
        Shape(
            "^[er",
            rx(
                r"\[error\] "
                + AT
                + r": (?P<severity>error|warning): \[(?P<code>[\w.:/-]{1,80})\] (?P<message>.*)$"
            ),
            kind="lint",
            tool="scalafix",
            weight=90,
        ),
        Shape(
            "^[er",
            rx(r"\[error\] --- (?P<file>\S.{0,300})$"),
            below=rx(r"\[error\] @@ -(?P<line>\d{1,7})"),
            reach=2,
            kind="lint",
            tool="scalafix",
            weight=89,
        ),
        Shape(
            "^[er",
            rx(r"\[error\] \([^()]{1,120}\) (?P<message>scalafix\.sbt\.ScalafixFailed: .*)$"),
            kind="lint",
            tool="scalafix",
            weight=60,
        ),
    ),
)
