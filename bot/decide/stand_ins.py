"""What takes a test tool's place, so that it is not the tool that says that all is well: one table.

Read by `looking_away`. Rows that hold for new files alone are names which a project's own code may have too.
"""

import re

from bot.model.value import Value

_TOOLS = r"(pytest|_pytest|unittest|pluggy|nose2?|xdist|pytest_\w+)"
_ALIKE = r"(coverage|hypothesis|tox|nox|ruff|mypy|flake8|pylint|mock)"
_MODULE = r"(\.py|\.pyi|/__init__\.py|/__main__\.py)"


class StandIn(Value):
    """A tool's place: which files take it (`of`), and whether only one that is new there does."""

    name: str
    of: str
    new: bool = False


STAND_INS: tuple[StandIn, ...] = (
    StandIn(name="a module before Python's test tools", of=rf"(^|/){_TOOLS}{_MODULE}$", new=True),
    StandIn(
        name="one of a name that a product may have, where it is run from or tests are",
        of=rf"^{_ALIKE}{_MODULE}$|(^|/)tests?/(hypothesis|mock){_MODULE}$",
        new=True,
    ),
    StandIn(name="what an installed Python package registers", of=r"\.(dist|egg)-info/"),
    StandIn(
        name="packages that are installed already, but those of projects that tests are tried on",
        of=r"^((?!(__)?(fixtures?|testdata|test-data)(__)?/)[^/]+/)*(node_modules|\.?venv|site-packages)/",
    ),
    StandIn(
        name="test tools as a repository keeps them",
        of=r"(^|/)vendor/([^/]+/)*(testify|gomock|ginkgo|gomega|go-cmp|gotest\.tools|phpunit|phpstan|minitest|(rspec|rubocop)(-[a-z]+)?)"
        r"(-[\d.]+)?/",
    ),
    StandIn(
        name="a module of its own in Go, whose tests its parent runs no more",
        of=r"^(?!([^/]+/)*(testdata|fixtures?)/)[^/]+/([^/]+/)*go\.mod$",
        new=True,
    ),
    StandIn(name="binaries that Composer and Bundler install", of=r"(^|/)vendor/bin/"),
    StandIn(name="Ruby's binstubs", of=r"(^|/)bin/(rspec|rake|rails|rubocop|minitest|cucumber)$"),
    StandIn(name="wrappers of build tools", of=r"(^|/)(gradlew|mvnw)(\.(bat|cmd))?$"),
    StandIn(
        name="packages as they are patched", of=r"(^|/)\.pnpmfile\.c?js$|(^|/)\.yarn/(plugins|releases)/"
    ),
)

TOOL_SETTINGS = re.compile(
    r"(^|/)(\.(npm|yarn)rc|\.yarnrc\.yml|pnpm-workspace\.yaml|bunfig\.toml|\.env(rc|\.[^/]+)?|"
    r"\.cargo/config(\.toml)?|go\.mod|package\.json|setup\.py)$"
)
"""Files in which a line may put something else in a tool's place."""
SETTING = re.compile(
    r"\b(script-?shell|shell-emulator|ignore-scripts|node-options|NODE_OPTIONS|yarn-?path|preload)\b|"
    r"\bPYTEST_\w+|\bPYTHON(PATH|STARTUP|HOME)\b|\b(RUSTFLAGS|GOFLAGS|JAVA_TOOL_OPTIONS|RUBYOPT|PERL5OPT)\b|"
    r"\brustc-(workspace-)?wrapper\b|\brunner\s*=|^\s*(test|clippy|nextest|check)\s*=|\bpytest11\b|"
    r"^\s*(replace\s+)?\S*(testify|gomock|ginkgo|gomega|go-cmp|gotest)\S*\s.{0,100}=>|"
    r"\"(jest|vitest|mocha|ava|tap|jasmine|karma|cypress|playwright|@playwright/test|eslint|typescript|prettier)\"\s*:"
    r"\s*\"(file:|link:|portal:|npm:|git|https?:|\.|/)",
    re.IGNORECASE,
)


def stands_in(path: str, new: bool) -> bool:
    """Whether a file takes a tool's place; new: whether it was not there before."""
    return any(re.search(row.of, path) for row in STAND_INS if new or not row.new)


def sets_tool(path: str, line: str) -> bool:
    """Whether a line of a file puts something else in a tool's place."""
    return bool(TOOL_SETTINGS.search(path) and SETTING.search(line))
