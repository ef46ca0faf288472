"""What a change loses of its tests: tests by name, marked ones by number, assertions. Pure.

What another test file gains line by line was moved (`moved`), and a test whose place one of another name takes was
renamed. Not in Python and Ruby, where it might take the name of one that the hunk does not show (`overridden`).
"""

import re

from bot.decide.asserting import asserts
from bot.decide.hunks import Hunk
from bot.decide.looking_away import NAMED_TEST, begins_test

_TAKES_NAMES = re.compile(r"\.(pyi?|rb)$")
_GO = re.compile(r"(Test|Fuzz|Example)(?![a-z])")
"""What `go test` runs of the functions that a name may say are tests."""
_MARK = re.compile(r"^\s*(?:#!?\[|@|\[|//|#|\*|/\*|$)")
_FOR_TESTS = re.compile(r"^\s*#\[cfg\(test\)\]\s*$")
_IMPORTS = re.compile(r"^\s*(?:pub\s+)?(?:use|extern)\b")
"""What is built for Rust's tests alone: a module of them, mostly, but for what it only imports."""
_LINE = 600


def fewer_tests(
    path: str, parts: tuple[Hunk, ...], kept: tuple[tuple[str, ...], ...], moved: frozenset[str]
) -> list[str]:
    """What a test file loses. kept: of each part what it gains and no comment hides; moved: what others gain."""
    gained = tuple(line for lines in kept for line in lines)
    lost = {name for part, new in zip(parts, kept, strict=True) for name in _lost(path, part, new, moved)}
    found = [f"it removes the test `{name}`" for name in sorted(lost - names(path, gained))]
    found += fewer_marked(path, parts, gained, moved) if not found else ()
    asserted = (line for part in parts for line in part.only("-") if line.strip() not in moved)
    if sum(map(asserts, asserted)) > sum(map(asserts, gained)):
        found.append(f"it removes assertions from {path}")
    return found


def fewer_marked(
    path: str, parts: tuple[Hunk, ...], gained: tuple[str, ...], moved: frozenset[str]
) -> list[str]:
    """Whether a file loses tests that are marked as such."""
    lost = sum(_marked(path, part.only("-"), moved) for part in parts)
    return [f"it removes a test from {path}"] if lost > _marked(path, gained, frozenset()) else []


def names(path: str, lines: tuple[str, ...]) -> set[str]:
    """The names of the tests that begin in these lines."""
    found = {next(n for n in hit.groups() if n) for line in lines if (hit := NAMED_TEST.match(line[:_LINE]))}
    return {name for name in found if _GO.match(name)} if path.endswith(".go") else found


def _lost(path: str, part: Hunk, new: tuple[str, ...], moved: frozenset[str]) -> set[str]:
    """The tests of a part that are neither moved nor renamed."""
    before = names(path, part.only("-"))
    gone = names(path, tuple(line for line in part.only("-") if line.strip() not in moved)) - names(path, new)
    renamed = names(path, new) - before
    return gone if _TAKES_NAMES.search(path) or len(gone) > len(renamed) else set()


def _marked(path: str, lines: tuple[str, ...], moved: frozenset[str]) -> int:
    """How many lines mark a test that was not moved: one is known by the first line below that is no mark itself."""
    count, below = 0, ""
    for line in reversed(lines):
        if begins_test(path, line):
            imports = _FOR_TESTS.match(line) and _IMPORTS.match(below)
            count += not imports and below.strip() not in moved
        elif not _MARK.match(line):
            below = line
    return count
