"""Ranked marks → the failures they tell of: one for each tool that failed in each command, worst first."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import NamedTuple, TypeVar

from bot.orient.diagnosis.fingerprint import fingerprint
from bot.orient.diagnosis.folders import Folders
from bot.orient.diagnosis.lines import Log
from bot.orient.diagnosis.paths import in_repository, is_foreign, is_step
from bot.orient.diagnosis.purpose import purpose
from bot.orient.diagnosis.ranking import GENERIC
from bot.orient.diagnosis.reasons import reason
from bot.orient.diagnosis.records import FAMILY as RECORDS
from bot.orient.diagnosis.sections import Section
from bot.orient.diagnosis.shapes import Mark
from bot.orient.diagnosis.traces import frame
from bot.orient.diagnosis.values import Failure, Kind, Line, Located, Severity, number_of

MOST = 10
"""Failures that are told of."""
MOST_EACH = 500
"""Errors, and tests, of one failure."""
COMPARED = 20
"""Errors of one place that are looked at for one that says more than another."""
_INDEPENDENT = 0.6
"""What a failure's best mark weighs at least, of the best of all, to be one of its own."""
_COUNTS = 0.4
"""What a mark weighs at least, of its failure's best, for its place and test to count."""
SCRIPT_REACH = 400
"""Lines above in which the script that a package manager ran is looked for."""
_NPM = re.compile(r"> (?:@?[\w./-]{1,200}@\S{1,60} )(?P<script>[\w:.-]{1,60})(?: \S{1,300})?$")
_SESSION = re.compile(r"nox > Running session (?P<script>\S.{0,100})$")
_ENVIRONMENT = re.compile(r"(?P<script>\S{1,60}): exit \d{1,5} \(.{1,40}\) \S{1,300}> (?P<ran>\S.{0,300})$")
_NEXT_EXIT = 60
"""Lines below in which tox says of what environment a command was."""
_EXCEPTION = re.compile(r"(?:\w{1,60}\.){0,8}[A-Z]\w{0,80}(?:Error|Exception|Failure|Exit|Interrupt)$")
"""An exception by its name alone."""
_DECORATION = re.compile(r"\s*(?:##\[error\]|E  +|\[(?:ERROR|error)\] |(?:FAILED|ERROR) (?=\S+\.py))?")
_SEVERITIES: dict[str, Severity] = {"warning": "warning", "note": "note", "info": "note", "style": "note"}


@dataclass(frozen=True)
class Setting:
    """What failures are judged in: the log, its sections, where the repository was checked out."""

    log: Log
    sections: Sequence[Section]
    root: str | None = None
    within: Sequence[tuple[int, str]] = ()
    """Where which folder begins, as far as `woven` knows."""

    @cached_property
    def starts(self) -> list[int]:
        """Where each section begins."""
        return [part.first for part in self.sections]

    @cached_property
    def folders(self) -> Folders:
        """In which folder each line was said."""
        return Folders(self.log, self.root, self.within)


def failures(ranked: Sequence[Mark], setting: Setting) -> tuple[Failure, ...]:
    """The failures, worst first; none where no mark is left."""
    groups: dict[tuple[str, int, bool], list[Mark]] = {}
    best = _one_each(ranked)
    for mark in best:
        key = (_tool(mark) or mark.family, _section(mark, setting), _kind(mark) == "flaky-suspect")
        groups.setdefault(key, []).append(mark)
    kept = [g for g in groups.values() if g[0].weight >= best[0].weight * _INDEPENDENT]
    named = [g for g in kept if _tool(g[0])] or kept
    return tuple(_failure(group, best, setting) for group in named[:MOST])


def _one_each(ranked: Sequence[Mark]) -> list[Mark]:
    """The best mark of each line, of which a report for machines may tell a lot."""
    seen: set[int] = set()
    return [m for m in ranked if m.family == RECORDS or not (m.at in seen or seen.add(m.at))]


def _tool(mark: Mark) -> str | None:
    return mark.groups.get("tool", mark.shape.tool)


def _kind(mark: Mark) -> Kind | None:
    return mark.groups.get("kind", mark.shape.kind)  # pyright: ignore[reportReturnType] families write kinds


def _section(mark: Mark, setting: Setting) -> int:
    """Which section a mark is in, -1 where none is known; together they hold every line, in order."""
    return bisect_right(setting.starts, mark.at) - 1


def _failure(group: list[Mark], everything: list[Mark], setting: Setting) -> Failure:
    top = group[0]
    counted = sorted((m for m in group if m.weight >= top.weight * _COUNTS), key=lambda m: m.at)
    _explain(counted[:MOST_EACH], setting.log.lines)
    places = distinct(place for mark in counted if (place := _place(mark, setting)))
    tests = _tests(counted)
    kind, confidence = _judge(top, everything, setting)
    messages = {
        m.groups.get("message") or setting.log.lines[m.at] for m in counted if m.weight >= top.weight * 0.9
    }
    tool = _tool(top)
    said = {f"{place.path} {place.code or ''} {place.message}" for place in places}
    return Failure(
        kind=kind,
        confidence=confidence,
        tool=tool,
        words=_words(top, _test_of(top, counted), setting),
        primary=Line(number=setting.log.numbers[top.at], text=setting.log.lines[top.at].strip()),
        errors=tuple(Located(**place._asdict()) for place in places[:MOST_EACH]),
        tests=tests[:MOST_EACH],
        fingerprint=fingerprint(tool or "", kind, said, tests, () if said else messages),
    )


def _explain(counted: list[Mark], lines: Sequence[str]) -> None:
    """Give those whose line does not say why the reason that stands below it."""
    for mark in counted:
        groups = mark.groups
        silent = mark.last > mark.at and not groups.get("message") and ("test" in groups or "file" in groups)
        if (
            silent
            and _kind(mark) != "format"
            and (why := reason(lines, mark.at, mark.last, groups.get("test", "")))
        ):
            mark.groups = {**groups, "message": why}


def _words(top: Mark, test: str, setting: Setting) -> str:
    """What failed in one line, without the tool's decoration: the place or the test, and what is wrong."""
    message = top.groups.get("message", "").strip()
    error = _place(top, setting)
    if "file" in top.groups and error is not None and not test:
        place = ":".join(str(part) for part in (error.path, error.line, error.column) if part is not None)
        return (
            f"{place}: {error.code} {message}" if error.code else f"{place}: {message}" if message else place
        )
    if test and _kind(top) in ("test", "flaky-suspect"):
        return f"{test} - {message}" if message else test
    if message and is_step(top.groups.get("file", "")):
        return message
    return _DECORATION.sub("", setting.log.lines[top.at], count=1).strip()


def _tests(counted: list[Mark]) -> tuple[str, ...]:
    """The failing tests' names in order."""
    return tuple(dict.fromkeys(name for _, name in _named(counted)))


def _named(counted: list[Mark]) -> list[tuple[Mark, str]]:
    """Which tests are named where; by backup shapes only where no other names any."""
    named = [(m, m.shape.named.format(**{"suite": "", **m.groups})) for m in counted if m.groups.get("test")]
    sure = {m.family for m, _ in named if not m.shape.backup}
    return [(m, name) for m, name in named if not m.shape.backup or m.family not in sure]


def _test_of(top: Mark, counted: list[Mark]) -> str:
    """The test that a mark is of: its own, one that says the same, one whose lines it is in, or else the first."""
    named = _named(counted)
    said = top.groups.get("message", "")
    own = (name for mark, name in named if mark is top)
    same = (name for mark, name in named if said and _begins(said, mark.groups.get("message", "")))
    around = (name for mark, name in reversed(named) if mark.first <= top.at <= mark.last)
    return next(chain(own, same, around, (name for _, name in named)), "")


def _begins(whole: str, part: str) -> bool:
    """Whether one message is the beginning of another, as runners cut them short."""
    part = part.removesuffix("...")
    return bool(part) and whole.startswith(part)


class _Place(NamedTuple):
    """What `Located` says, of which far more may be found than are told."""

    path: str
    line: int | None
    column: int | None
    code: str | None
    message: str
    severity: Severity


def _place(mark: Mark, setting: Setting) -> _Place | None:
    groups = mark.groups
    if "file" not in groups and mark.shape.trace:
        groups = {**groups, **frame(setting.log.lines, mark.at, mark.last)}
    if "file" not in groups or is_foreign(groups["file"]):
        return None
    return _Place(
        path=in_repository(setting.folders.path(groups["file"], mark.at), setting.root),
        line=number_of(groups.get("line")),
        column=number_of(groups.get("column")),
        code=groups.get("code") or None,
        message=groups.get("message", "").strip(),
        severity=_SEVERITIES.get(groups.get("severity", "").lower(), "error"),
    )


P = TypeVar("P", _Place, Located)


def distinct(told: Iterable[P]) -> tuple[P, ...]:
    """The errors in order, each once; none that says less of a place than another does, or of a file no line."""
    errors = tuple(dict.fromkeys(told))
    lined = {e.path for e in errors if e.line is not None}
    errors = tuple(e for e in errors if e.line is not None or e.path not in lined)
    at: dict[tuple[str, int | None], list[P]] = {}
    for error in errors:
        at.setdefault((error.path, error.line), []).append(error)
    return tuple(e for e in errors if not any(_says_more(o, e) for o in at[e.path, e.line][:COMPARED]))


def _says_more(one: _Place | Located, other: _Place | Located) -> bool:
    """Whether one says all that the other does of their place, and more."""
    if one is other or other.code not in (None, one.code) or other.column not in (None, one.column):
        return False
    less = other.message in one.message or _EXCEPTION.match(other.message) is not None
    same = one.message in other.message and one.column == other.column and one.code == other.code
    return less and not same


def _judge(top: Mark, everything: list[Mark], setting: Setting) -> tuple[Kind, float]:
    """The class, and how sure it is: less so where marks of another class in its command weigh nearly as much.

    A message of no class of its own has that of what else was found, or else of what the command is for.
    """
    kind = _kind(top)
    sure = min(top.weight, 97) / 100
    if kind is None:
        other = next((m for m in everything if _kind(m) is not None and m.weight >= top.weight * 0.5), None)
        found = _kind(other) if other is not None else purpose(_command(top, setting))
        if found is None and (top.shape.trace or "file" in top.groups):
            found = _bare(top)
        return (found, round(sure * 0.6, 2)) if found else ("unknown", 0.3)
    near = (m for m in everything[:50] if m.weight > top.weight * 0.9 and _kind(m) not in (None, kind))
    rival = any(_section(m, setting) == _section(top, setting) for m in near)
    return kind, round(sure * (0.8 if rival else 1.0), 2)


def _bare(top: Mark) -> Kind:
    """The class of a trace, or of a place, of which nothing else is known.

    A program that ends with a trace is broken, whatever it is for. Compilers call an error one; what names
    places and does not is a linter.
    """
    plain = top.family == GENERIC and not top.shape.trace
    return "lint" if plain and "error" not in top.groups.get("severity", "").lower() else "build"


def _command(mark: Mark, setting: Setting) -> str:
    part = _section(mark, setting)
    here = setting.sections[part] if part >= 0 else None
    return _script(mark, setting) or (here and (here.command or here.step)) or ""


def _script(mark: Mark, setting: Setting) -> str | None:
    """What a runner of commands ran: npm's or pnpm's script, Nox's session, which stand above; tox's environment."""
    lines = setting.log.lines
    for at in range(mark.at - 1, max(mark.at - SCRIPT_REACH, -1), -1):
        if lines[at].startswith("> ") and at and (found := _NPM.match(lines[at - 1])):
            return found["script"]
        if lines[at].startswith("nox > ") and (found := _SESSION.match(lines[at])):
            return found["script"]
    ends = map(_ENVIRONMENT.match, lines[mark.at + 1 : mark.at + _NEXT_EXIT])
    ended = next(filter(None, ends), None)
    return f"tox {ended['script']} {ended['ran']}" if ended else None
