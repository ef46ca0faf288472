"""Which tests, checks and tools belong to a project at all: what build tools, hooks and lists of packages say. Pure.

One table. What a row calls gained counts when a change brings it; what it calls lost, when the change leaves fewer of
the same. Neighbour: `check_files`, which settings decide how checks run.
"""

import re
from collections import Counter
from functools import lru_cache

from bot.decide.hunks import Hunk
from bot.decide.scripts import RECIPES
from bot.model.value import Value

_NEVER = r"(?!)"
TOOLS = (
    r"(?:pytest(?:-[\w-]+)?|tox|nox|coverage|hypothesis|mock|nose2?|ruff|flake8(?:-[\w-]+)?|mypy|pylint|pyright|black|isort|bandit|"
    r"rspec(?:-\w+)?|minitest|rubocop(?:-\w+)?|cucumber|simplecov|proptest|rstest|insta|mockall|criterion|trybuild|assert_cmd|"
    r"phpunit/phpunit|phpstan/phpstan|jest|vitest|mocha|eslint)"
)
"""Packages that test or lint."""


class Project(Value):
    """A build tool's files (`of`): what in a line adds to it that checks less, and what may not go.

    Of what may not go the groups are compared, else the whole match. keys: only within lists of these names; within:
    only in lines that begin so.
    """

    name: str
    of: str
    gains: str = _NEVER
    loses: str = _NEVER
    keys: str | None = None
    within: str | None = None


PROJECTS: tuple[Project, ...] = (
    Project(
        name="what a recipe depends on",
        of=RECIPES.pattern,
        loses=r"(?<=[\s:])([\w./-]*(?:test|lint|check|unit|spec|verify|e2e|types|vet|audit|cover)[\w./-]*)(?=\s|$)",
        within=r"[^\s#:=]{1,80}\s*::?(?!=)",
    ),
    Project(
        name="failures that a linter knows and lets be",
        of=r"(^|/)(phpstan-baseline\.(neon|php)|(psalm|detekt|lint|checkstyle)-baseline\.xml|\.eslint-todo[^/]*|eslint-suppressions\.json)$",
        gains=r"\S",
    ),
    Project(
        name="modules of Rust's tests", of=r"(^|/)tests/[^/]+\.rs$", loses=r"^\s*(?:pub\s+)?mod\s+(\w+)\s*;"
    ),
    Project(
        name="how severe a linter's findings are",
        of=r"(^|/)(\.editorconfig|\.globalconfig)$",
        gains=r"\b(dotnet|csharp)_\S+\s*=\s*(none|silent)\b|\.severity\s*=\s*(none|silent|suggestion)\b|\bktlint\S*\s*=\s*disabled\b|"
        r"\bgenerated_code\s*=\s*true",
        loses=r"(\S+\.severity)\s*=\s*(?:error|warning)\b",
    ),
    Project(
        name="tests of Swift packages and of Xcode",
        of=r"(^|/)Package(@swift-[\d.]+)?\.swift$|\.(xctestplan|xcscheme)$",
        gains=r"\bexclude\s*:.{0,200}?[tT]est|\"?(skippedT|selectedT|SkippedT|skippedTag|selectedTag)\w*\"?\s*[:>]|\"enabled\"\s*:\s*false|\bskipped\s*=\s*\"YES",
        loses=r"(\.testTarget)\(|\"identifier\"\s*:\s*(\S+)|<(TestableReference)\b",
    ),
    Project(
        name="pre-commit's hooks",
        of=r"(^|/)\.pre-commit-config\.ya?ml$",
        gains=r"^\s*-?\s*(exclude|stages|default_stages|skip|entry|types\w*)\s*:|"
        r"^\s*args\s*:.*(ignore|exclude|disable|skip|exit-zero)",
        loses=r"\bid\s*:\s*([\w.-]+)",
    ),
    Project(
        name="requirements",
        of=r"(^|/)([\w.-]*requirements[\w.-]*|constraints[\w.-]*)\.(txt|in)$|(^|/)requirements/[^/]+\.(txt|in)$",
        gains=rf"^\s*(-i|--index-url|-f|--find-links)\b|^\s*[\"']?{TOOLS}(\[[^\]]*\])?\s*@\s*\S|"
        rf"^\s*(-e\s+)?(\.{{0,2}}/|file:|git\+|https?:)\S*\b{TOOLS}\b",
        loses=r"^\s*(pytest|tox|nox|ruff|flake8|mypy|pylint|coverage)(?![\w-])",
    ),
    Project(
        name="sources of packages in TOML",
        of=r"(^|/)(pyproject|Cargo|uv|pdm|poetry)\.toml$|(^|/)Pipfile$",
        gains=rf"^\s*[\"']?{TOOLS}[\"']?\s*=\s*\{{[^}}]*\b(path|git|url|file|index|registry)\b|"
        rf"^\s*\[[^\]]*\b(sources|dependencies|crates-io)\.[\"']?{TOOLS}[\"']?\]|[\"']{TOOLS}(\[[^\]]*\])?\s*@\s|"
        r"^\s*replace-with\b",
    ),
    Project(
        name="sources of gems and packages of PHP",
        of=r"(^|/)(Gemfile|[^/]+\.gemspec|composer\.json)$",
        gains=rf"\bgem\s*\(?\s*[\"']{TOOLS}[\"'].*\b(path|git|github|source)\b\s*(:|=>)|\"type\"\s*:\s*\"path\"",
    ),
    Project(
        name="members of a workspace",
        of=r"(^|/)(Cargo\.toml|pyproject\.toml|package\.json|lerna\.json)$",
        loses=r"[\"']([^\"',]{1,120})[\"'](?!\s*[:=])",
        keys=r"(default-)?members|workspaces|packages",
    ),
    Project(
        name="members of pnpm",
        of=r"(^|/)pnpm-workspace\.ya?ml$",
        loses=r"^\s*-\s*[\"']?([^\"'#\s]+)",
        gains=r"-\s*[\"']?!",
    ),
    Project(name="modules of Go", of=r"(^|/)go\.work$", loses=r"^\s*(?:use\s+)?(\.{1,2}(?:/\S*)?)\s*$"),
    Project(name="modules of Maven", of=r"(^|/)pom\.xml$", loses=r"<module>\s*([^<\s]+)"),
    Project(
        name="modules of Gradle",
        of=r"(^|/)settings\.gradle(\.kts)?$",
        loses=r"(?:^\s*|\binclude\b.{0,200}?|,\s*)[\"'](:?[A-Za-z][\w:-]*)[\"'](?=\s*[,)]|\s*$)",
    ),
    Project(
        name="wrappers of build tools",
        of=r"(^|/)(gradle|maven)-wrapper\.properties$",
        gains=r"^\s*(distribution|wrapper)Url\s*=(?!https\\?://(services\.gradle\.org|repo\d?\.maven\.(apache\.)?org|repo\.maven\.apache\.org)/)",
    ),
    Project(
        name="CMake's tests",
        of=r"(^|/)CMakeLists\.txt$|\.cmake$|(^|/)CMake(User)?Presets\.json$",
        gains=r"^\s*if\s*\(\s*(FALSE|OFF|NO|0)\s*\)|\"(exclude|include|filter)\"\s*:|\bWILL_FAIL\b|\bDISABLED\s+(TRUE|ON|1)|\b(PASS|SKIP)_REGULAR_EXPRESSION\b|\bSKIP_RETURN_CODE\b|"
        r"\bBUILD_TESTING\s+(OFF|FALSE|0)",
        loses=r"^\s*((?:add_test|enable_testing|gtest_(?:discover|add)_tests|\w+_discover_tests|\w*add_\w*test)\s*\(.*|"
        r"add_subdirectory\s*\(\s*\S*(?:test|spec)\S*.*|include\s*\(\s*CTest\b.*)$",
    ),
    Project(
        name="Meson's tests",
        of=r"(^|/)meson\.build$",
        gains=r"\bshould_fail\s*:\s*true",
        loses=r"^\s*(test\s*\(.*|subdir\s*\(\s*'[^']*test[^']*'.*)$",
    ),
    Project(
        name="Bazel's tests",
        of=r"(^|/)(BUILD(\.bazel)?|[^/]+\.bzl)$",
        gains=r"\"manual\"|\bflaky\s*=\s*True|\btarget_compatible_with\b",
        loses=r"^\s*(\w+_tests?|test_suite)\s*\(",
    ),
    Project(
        name="Bazel's options",
        of=r"(^|/)[^/]*\.bazelrc$",
        gains=r"^\s*(test|coverage|common)\b|--(test|build)_\w*filter|--deleted_packages|--build_tests_only|--run_under",
        loses=r"^\s*((?:test|coverage|common)\b.*)$",
    ),
    Project(
        name="Nx, Turborepo, Angular, Deno",
        of=r"(^|/)(nx|project|turbo|angular|workspace|deno)\.jsonc?$",
        gains=r"\"(test|lint|e2e|check|verify|typecheck|coverage|ci)[\w:-]*\"\s*:|"
        r"\"(executor|commands?|passWithNoTests|jestConfig|exclude|include)\"\s*:",
        loses=r"(\"(?:test|lint|e2e|check|verify|typecheck|coverage|ci)[\w:-]*\"\s*:.*)$|(\"(?:executor|commands?)\"\s*:.*)$|"
        r"(\"dependsOn\"\s*:.*\b(?:test|lint|e2e|check|verify|typecheck|unit)\b.*)$",
    ),
    Project(
        name="projects of .NET",
        of=r"\.((cs|fs|vb)proj|slnx?)$|(^|/)Directory\.Build\.(props|targets)$",
        gains=r"<Compile\s+(Remove|Exclude)=|<IsTestProject>\s*false|<NoWarn>|<TreatWarningsAsErrors>\s*false|\bVSTest|"
        r"<EnableDefault(Compile)?Items>\s*false|\bCondition=\"\s*'?false",
        loses=r"<PackageReference\s+Include=\"(Microsoft\.NET\.Test\.Sdk|xunit[\w.]*|NUnit[\w.]*|MSTest[\w.]*|TUnit[\w.]*)\"|^Project\(.*\"([^\"]+\.\w+proj)\"|<Project\s+Path=\"([^\"]+)\"",
    ),
)
_KEY = re.compile(r"^\s*\"?([\w-]{1,60})\"?\s*[=:]\s*(?:\{\s*\"packages\"\s*:\s*)?\[")
_LINE = 1000
"""Characters of a line that are looked at."""


def checks_fewer(path: str, parts: tuple[Hunk, ...]) -> bool:
    """Whether a project has fewer tests, checks or tools by a change of its file, or gets one from elsewhere."""
    return any(_checks_fewer(row, parts) for row in _rows(path))


@lru_cache(maxsize=1024)
def _rows(path: str) -> tuple[Project, ...]:
    return tuple(row for row in PROJECTS if re.search(row.of, path))


def _checks_fewer(row: Project, parts: tuple[Hunk, ...]) -> bool:
    plus, minus = (tuple(line for hunk in parts for line in _lines(row, hunk, sign)) for sign in "+-")
    was = {line.strip() for line in minus}
    if any(re.search(row.gains, line) for line in plus if line.strip() not in was):
        return True
    return bool(_named(row, minus) - _named(row, plus))


def _named(row: Project, lines: tuple[str, ...]) -> Counter[str]:
    hits = (hit for line in lines for hit in re.finditer(row.loses, line))
    return Counter(next(filter(None, (*hit.groups(), hit.group(0)))).strip() for hit in hits)


def _lines(row: Project, hunk: Hunk, sign: str) -> tuple[str, ...]:
    """The lines that one side alone has; of a row with `keys`, those within such lists."""
    if row.keys is None:
        return tuple(line[:_LINE] for line in hunk.only(sign) if re.match(row.within or "", line))
    hit = _KEY.match(hunk.heading)
    key, found = hit[1] if hit else "", list[str]()
    for n, line in hunk.side(sign):
        if hit := _KEY.match(line):
            key = hit[1]
        if hunk.lines[n].startswith(sign) and re.fullmatch(row.keys, key):
            found.append(_KEY.sub("", line[:_LINE]))
        if line.rstrip().rstrip(",").endswith("]"):
            key = ""
    return tuple(found)
