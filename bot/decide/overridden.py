"""Tests whose name is taken by something else, so that the runner finds that instead. Pure.

What a hunk does not show cannot be told: a second function of a name counts where the first one is seen.
"""

import re
from dataclasses import dataclass

from bot.decide.hunks import Hunk, indent
from bot.decide.looking_away import NAMED_TEST

_NAMED = re.compile(r"\.(pyi?|rb|exs?)$")
"""Files of languages in which a later definition takes an earlier one's place."""
_DEFINES = re.compile(r"^\s*(?:async\s+)?def\s+(?P<name>test\w*)|^\s*class\s+(?P<cased>Test\w*)")
_TAKES = re.compile(r"^\s*(?P<name>[tT]est\w*)\s*(?::[^=]{1,60})?=(?!=)\s*(?P<value>.*)$")
_NOTHING = re.compile(
    r"(?:None|False|True|0|1|\"\"|''|\[\]|\(\)|\{\}|object\(\)|\.\.\.|lambda\b.*)\s*(?:#.*)?$"
)
_DROPS = re.compile(
    r"^\s*del\s+[\w.]*\b[tT]est\w*|^\s*(?:delattr|setattr)\(.{1,80}[\"'][tT]est|"
    r"\b(?:globals|vars|locals)\(\)\s*(?:\.(?:pop|update|clear|__delitem__)\(|\[[^\]]{1,60}[tT]est[^\]]{0,60}\]\s*=)|"
    r"\bdel\s+globals\(\)|\b(?:undef|undef_method|remove_method)\b\s*\(?\s*:?test"
)
_INITS = re.compile(r"^\s*def\s+__(?:init|new)__\(")
_MAIN = re.compile(r"^func\s+TestMain\s*\(")
_RUNS = re.compile(r"\.Run\(\)")
_LINE = 400


@dataclass(frozen=True, slots=True)
class _Defined:
    """A test as a hunk's new side defines it: `scope` tells apart what stands in different classes."""

    name: str
    scope: tuple[int, int]
    new: bool


def overridden(path: str, parts: tuple[Hunk, ...]) -> str | None:
    """The first line by which a test is another thing than before; None where there is none."""
    if path.endswith("_test.go"):
        return _unrun(parts)
    if not _NAMED.search(path):
        return None
    known: dict[str, bool] = {}
    for hunk in parts:
        for one in _defined(hunk):
            known[one.name] = known.get(one.name, True) and one.new
    for hunk in parts:
        if found := _twin(hunk) or next(
            (line for line in hunk.only("+") if _takes(line[:_LINE], known)), None
        ):
            return found.strip()
        if found := _kept_from_collecting(hunk):
            return found.strip()
    return None


def _takes(line: str, known: dict[str, bool]) -> bool:
    """Whether a line gives a test's name to something else."""
    if _DROPS.search(line):
        return True
    hit = _TAKES.match(line)
    if hit is None:
        return False
    return hit["name"] in known or (not indent(line) and bool(_NOTHING.match(hit["value"])))


def _defined(hunk: Hunk) -> tuple[_Defined, ...]:
    found: list[_Defined] = []
    scope = 0
    if hit := _DEFINES.match(hunk.heading):
        found.append(_Defined(hit["name"] or hit["cased"], (0, 0), False))
    for n, line in hunk.side("+"):
        if not line.strip():
            continue
        hit = _DEFINES.match(line[:_LINE])
        deep = indent(line)
        if hit:
            at = (deep, scope if deep else 0)
            found.append(_Defined(hit["name"] or hit["cased"], at, hunk.lines[n].startswith("+")))
        elif re.match(r"\s*(?:class|module|describe)\b", line):
            scope = n + 1
        if hit and hit["cased"]:
            scope = n + 1
    return tuple(found)


def _twin(hunk: Hunk) -> str | None:
    """A new test with the name of one above it that is there as well."""
    gone = {hit.group(0) for line in hunk.only("-") if (hit := _DEFINES.match(line[:_LINE]))}
    seen = set[tuple[str, tuple[int, int]]]()
    for one in _defined(hunk):
        if (one.name, one.scope) in seen and one.new and not gone:
            return f"a second {one.name}"
        seen.add((one.name, one.scope))
    return None


def _kept_from_collecting(hunk: Hunk) -> str | None:
    """A constructor that a class of tests gains: pytest collects none that has one."""
    owner: tuple[int, bool] = (-1, False)
    for n, line in hunk.side("+"):
        if hit := NAMED_TEST.match(line[:_LINE]):
            if hit["named"]:
                owner = (indent(line), not hunk.lines[n].startswith("+"))
        elif line.strip() and indent(line) <= owner[0]:
            owner = (-1, False)
        if owner[1] and _INITS.match(line) and hunk.lines[n].startswith("+"):
            return line
    return None


def _unrun(parts: tuple[Hunk, ...]) -> str | None:
    """A `TestMain` that runs nothing, or no longer."""
    plus, minus = ([line for hunk in parts for line in hunk.only(sign)] for sign in "+-")
    runs = any(map(_RUNS.search, plus))
    main = next((line for line in plus if _MAIN.match(line)), None)
    if main and not runs:
        return main.strip()
    return next((line.strip() for line in minus if _RUNS.search(line) and not runs), None)
