"""Tests whose file is renamed so that their runner finds it no more. Pure.

Runners find tests by how their files are called and where they are. Neighbour: `vetting`, what a test file is.
"""

import re
from pathlib import PurePosixPath

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
