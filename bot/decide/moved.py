"""Which files hold tests, and which tests a change moves: to where they are found still, or are not. Pure.

Runners find tests by how their files are called and where they are. Neighbour: `fewer_tests`, what is lost.
"""

import re
from functools import lru_cache
from pathlib import PurePosixPath

from bot.decide.commented import code
from bot.decide.hunks import hunks
from bot.model.facts import ChangedFile

_TEST_FILE = re.compile(
    r"(^|/)test_[^/]*$|[._-](test|tests|spec|e2e|cy)\.[^/]+$|(Tests?|TestCase|Spec)\.[^/.]+$|"
    r"[a-z]IT\.(java|kt|groovy|scala)$|\.(feature|bats|t)$"
)
_TEST_FOLDER = re.compile(r"(^|/)(tests?|specs?|__tests__|testing|e2e|cypress|androidTest)/")

_KINDS = tuple(
    re.compile(kind)
    for kind in (
        r"(^|/)test_[^/]*\.py$|_tests?\.py$",
        r"[._-](test|tests|spec)\.[cm]?[jt]sx?$",
        r"[._-](e2e|cy)\.[cm]?[jt]sx?$",
        r"_test\.go$",
        r"_spec\.rb$",
        r"_test\.rb$|(^|/)test_[^/]*\.rb$",
        r"_test\.exs$",
        r"(Tests?|TestCase|Spec)\.(java|kt|groovy|scala)$",
        r"[a-z]IT\.(java|kt|groovy|scala)$",
        r"(^|/)tests/((?!(?:common|utils?|helpers?|support)\.)[^/]+|[^/]+/main)\.rs$",
    )
)
"""How files are called in which one runner looks for tests, by its defaults."""
_LANGUAGES = (
    (".py",),
    tuple(f".{mark}{name}{x}" for mark in ("", "c", "m") for name in ("js", "ts") for x in ("", "x")),
    *(
        (f".{name}",)
        for name in ("go", "rb", "rs", "php", "cs", "fs", "vb", "swift", "dart", "exs", "bats", "t")
    ),
    (".java", ".kt", ".groovy", ".scala"),
    (".c", ".cc", ".cpp", ".cxx", ".h", ".hpp", ".m", ".mm"),
)
_LEFT_OUT = re.compile(
    r"(^|/)(\.[^/]+|node_modules|bower_components|venv|build|dist|[^/]+\.egg|testdata|vendor)/"
)
"""Folders in which no runner looks, for they are hidden, installed, built, or data."""
_UNDERSCORED = re.compile(r"(^|/)_[^/]*/[^/]+\.go$")
_ONE_SYSTEM = re.compile(
    r"_(aix|android|darwin|dragonfly|freebsd|illumos|ios|js|linux|netbsd|openbsd|plan9|solaris|wasip1|windows|386|amd64|arm|"
    r"arm64|loong64|mips\w*|ppc64\w*|riscv64|s390x|wasm)_test\.go$"
)
"""Names by which Go builds a file for one system alone: https://pkg.go.dev/cmd/go#hdr-Build_constraints"""
_FOLDERS = re.compile(
    r"(^|/)(tests?|specs?|__tests__|androidTest)/.*\.(py|rb|rs|php|exs|java|kt|groovy|scala)$"
)
"""Files of languages whose tests stand in a folder of their own, which their runner is told."""


_FEW = 8
"""Files that are asked whether they take a line; what more of them gain is no test."""


def is_test(path: str) -> bool:
    """Whether a file is one of tests."""
    return bool(_TEST_FILE.search(path) or _TEST_FOLDER.search(path))


def moved(files: tuple[ChangedFile, ...]) -> dict[str, frozenset[str]]:
    """By path, the lines that a file loses and that another one gains in which the same runner finds tests."""
    gained: dict[str, list[str]] = {}
    lost: dict[str, set[str]] = {}
    for file in files:
        parts = hunks(file.patch)
        lost[file.path] = {line for part in parts for line in part.stripped("-")}
        new = {line.strip() for part in parts for line in code(file.path, part)} if is_test(file.path) else ()
        for line in new:
            gained.setdefault(line, []).append(file.path)
    return {
        path: frozenset(line for line in lines if _found(path, gained.get(line, [])[:_FEW]))
        for path, lines in lost.items()
    }


def _found(path: str, others: list[str]) -> bool:
    return any(other != path and not goes_unfound(path, other) for other in others)


@lru_cache(maxsize=4096)
def goes_unfound(before: str, after: str) -> bool:
    """Whether a runner that found tests in a file finds them no more where it is now."""
    if any(kind.search(before) and not kind.search(after) for kind in _KINDS):
        return True
    if _language(before) is not None and _language(before) != _language(after):
        return True
    if _FOLDERS.search(before) and not _FOLDERS.search(after):
        return True
    return any(
        kind.search(after) and not kind.search(before) for kind in (_LEFT_OUT, _UNDERSCORED, _ONE_SYSTEM)
    )


def _language(path: str) -> tuple[str, ...] | None:
    suffix = PurePosixPath(path).suffix
    return next((suffixes for suffixes in _LANGUAGES if suffix in suffixes), None)
