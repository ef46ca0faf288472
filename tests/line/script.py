"""Scenario files → scenarios. Strict: what it does not know it refuses, with the place.

Knows how a story is laid out, not what its lines say: that is `happenings` and `wants`.
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, cast

from bot.model.value import Value
from bot.model.yaml_text import load

FOLDER = Path(__file__).parent / "scenarios"
DAY = datetime(2026, 11, 23, tzinfo=UTC)
"""The day on which every story begins."""
_KEYS = {"title", "config", "story"}
_AT = re.compile(r"(?:day (?P<day>[1-9]), )?(?P<hour>[01]\d|2[0-3]):(?P<minute>[0-5]\d)\s+(?P<text>\S.*)")
_CLAUSE = re.compile(r"(?:[^;\"]|\"[^\"]*\")+")


class Unclear(ValueError):
    """A scenario that cannot be read: where, and what of it."""


class Beat(Value):
    """What happens at a time, in a clause each: `push a2`, `CI / test fails`."""

    at: datetime
    clauses: tuple[str, ...]


class Look(Value):
    """A pass at a time, and what it shall see and want, a line each."""

    at: datetime
    wants: tuple[str, ...]


class Scenario(Value):
    """A story with a name; `config` lies over `version: 1, mode: enforce`. `theme` is its file's name."""

    theme: str
    title: str
    config: dict[str, Any]
    story: tuple[Beat | Look, ...]

    @property
    def looks(self) -> tuple[Look, ...]:
        """The passes."""
        return tuple(step for step in self.story if isinstance(step, Look))


def clock(text: str) -> datetime:
    """`10:12`, or `day 1, 10:12` for the next day, as a time."""
    found = _AT.fullmatch(text + " .")
    if found is None:
        raise Unclear(f"{text!r} is no time; write 10:12, or day 1, 10:12")
    return _time(found)


def told(at: datetime) -> str:
    """A time as stories write it."""
    days = (at.date() - DAY.date()).days
    return f"{f'day {days}, ' if days else ''}{at:%H:%M}"


def scenarios(folder: Path = FOLDER) -> tuple[Scenario, ...]:
    """Every scenario of a folder's files, in order; titles name them, so each is given once."""
    found = [
        one for path in sorted(folder.glob("*.yaml")) for one in read(path.read_text("utf-8"), path.stem)
    ]
    titles = [one.title for one in found]
    if double := next((title for title in titles if titles.count(title) > 1), None):
        raise Unclear(f"there are two scenarios {double!r}")
    return tuple(found)


def read(text: str, theme: str) -> tuple[Scenario, ...]:
    """The scenarios of one file: a list of mappings with `title`, `story` and perhaps `config`."""
    loaded = load(text, "safe", 100)
    if not isinstance(loaded, list) or not loaded:
        raise Unclear(f"{theme}: a file is a list of scenarios")
    return tuple(_scenario(entry, theme) for entry in cast("list[object]", loaded))


def _scenario(entry: object, theme: str) -> Scenario:
    if not isinstance(entry, dict):
        raise Unclear(f"{theme}: a scenario has a title and a story")
    given = cast("dict[str, Any]", entry)
    if unknown := sorted(set(given) - _KEYS):
        raise Unclear(f"{theme}: unknown key {unknown[0]!r}; there are {', '.join(sorted(_KEYS))}")
    title, story = given.get("title"), given.get("story")
    if not isinstance(title, str) or not isinstance(story, str):
        raise Unclear(f"{theme}: a scenario has a title and a story")
    where = f"{theme}: {title}"
    config = given.get("config", {})
    if not isinstance(config, dict):
        raise Unclear(f"{where}: config is a mapping")
    return Scenario(
        theme=theme,
        title=title,
        config=cast("dict[str, Any]", config),
        story=tuple(_in_order(_steps(story, where), where)),
    )


def _steps(story: str, where: str) -> Iterator[Beat | Look]:
    """The story's lines; what is indented belongs to the look above it."""
    at: datetime | None = None
    wants: list[str] = []
    for line in (line.rstrip() for line in story.splitlines()):
        if not line:
            continue
        if line[0] == " ":
            if at is None:
                raise Unclear(f"{where}: {line.strip()!r} stands under no look")
            wants.append(line.strip())
            continue
        if at is not None:
            yield _look(at, wants, where)
            at, wants = None, []
        found = _AT.fullmatch(line)
        if found is None:
            raise Unclear(f"{where}: {line!r} does not begin with a time")
        if found["text"] == "look":
            at = _time(found)
        else:
            yield Beat(at=_time(found), clauses=_clauses(found["text"], where))
    if at is None:
        raise Unclear(f"{where}: the story does not end with a look")
    yield _look(at, wants, where)


def _look(at: datetime, wants: list[str], where: str) -> Look:
    if not wants:
        raise Unclear(f"{where}: the look at {told(at)} expects nothing")
    return Look(at=at, wants=tuple(wants))


def _in_order(steps: Iterator[Beat | Look], where: str) -> Iterator[Beat | Look]:
    last = DAY
    for step in steps:
        if step.at < last:
            raise Unclear(f"{where}: {told(step.at)} comes after {told(last)}")
        last = step.at
        yield step


def _clauses(text: str, where: str) -> tuple[str, ...]:
    """What stands between semicolons; those within quotes are part of what is quoted."""
    if text.count('"') % 2:
        raise Unclear(f"{where}: a quote in {text!r} is not closed")
    clauses = tuple(found.strip() for found in _CLAUSE.findall(text))
    if not all(clauses) or (text.count(";") and text.rstrip().endswith(";")):
        raise Unclear(f"{where}: a clause of {text!r} is empty")
    return clauses


def _time(found: re.Match[str]) -> datetime:
    return DAY + timedelta(
        days=int(found["day"] or 0), hours=int(found["hour"]), minutes=int(found["minute"])
    )
