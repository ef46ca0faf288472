"""How a check is made to pass by looking away: what says so in each family of tools, one table.

`vetting` judges changes by it. A row's patterns hold in the files that it names; what is written in any file
whatever its language stands first. Patterns are meant to be read one by one: a new tool is a new row.
"""

import re
from functools import lru_cache

from bot.decide.scripts import RUNS_CHECKS
from bot.decide.stand_ins import sets_tool
from bot.model.value import Value


class Family(Value):
    """A language or tool: in which files (`of`), and what in an added line silences a check there.

    `tests`: how a test begins, where that takes more than a name; fewer of these lines than before are a test
    that is gone. `only_tests`: whether the words mean this in tests alone.
    """

    name: str
    of: str
    silences: str
    tests: str | None = None
    only_tests: bool = False


FAMILIES: tuple[Family, ...] = (
    Family(
        name="anywhere",
        of=r"",
        silences=r"pytest\.(mark\.)?(skip|skipif|xfail|importorskip)\b|@?unittest\.(skip|expectedFailure)|\bskipTest\(|"
        r"\b(it|test|describe|context)\.(skip|todo|failing)\b|\b(xit|xdescribe|xtest|xcontext)\s*\(|"
        r"\bt\.Skip(f|Now)?\(|#\[ignore|@(Disabled|Ignore)\b|#\s*noqa|#\s*type:\s*ignore|#\s*pyright:\s*ignore|"
        r"eslint-disable|@ts-(ignore|nocheck)|\bNOLINT|//\s*nolint|rubocop:disable|pragma: no cover|--exit-zero|"
        r"\|\|\s*(true\b|:(?=\s|$)|exit 0\b)|continue-on-error|--passWithNoTests|"
        r"\b(sys\.exit|os\._exit|process\.exit|os\.Exit)\(0?\)|-D(skipTests|maven\.test\.skip)|\bPYTEST_(ADDOPTS|PLUGINS)\b",
    ),
    Family(
        name="what never runs",
        of=r"",
        silences=r"^\s*(if|while)\s*\(?\s*(False|false|0|not True|!true)\s*\)?\s*(:|\{)",
        only_tests=True,
    ),
    Family(
        name="Python",
        of=r"\.pyi?$",
        silences=r"\bSkipTest\b|^\s*@(skip|skipIf|skipUnless|expectedFailure)\b|\b__test__\s*=\s*False|"
        r"\bmark\.(skip|skipif|xfail)\b|\bpytest\.exit\(|#\s*pylint:\s*disable|#\s*mypy:\s*ignore|\bpytest_plugins\s*=|"
        r"\bdef\s+(load_tests|pytest_(collect\w*|ignore_collect|runtest\w*|pyfunc_call|itemcollected|sessionfinish))\(",
    ),
    Family(
        name="JavaScript and TypeScript",
        of=r"\.([cm]?[jt]sx?|vue|svelte)$",
        silences=r"\b(it|test|describe|context|suite|specify|bench)(\.\w{1,40}){0,4}"
        r"\.(skip|skipIf|runIf|todo|failing|fails|fixme|only)\b|"
        r"\b(xit|xdescribe|xtest|xcontext|xspecify|fit|fdescribe|fcontext)\s*\(|"
        r"\b(this|t|ctx|context)\.(skip|todo)\(|@ts-expect-error|(istanbul|c8|v8) ignore|biome-ignore",
    ),
    Family(
        name="options of tests in JavaScript, Dart and Ruby",
        of=r"\.([cm]?[jt]sx?|dart|rb)$",
        silences=r"\b(skip|only|todo|pending|focus):\s*(true\b|['\"`])|,\s*:(skip|pending|focus)\b|@Skip\(",
        only_tests=True,
    ),
    Family(
        name="Go",
        of=r"\.go$",
        silences=r"\b[tbf]\.Skip(f|Now)?\(|\btesting\.Short\(|^//go:build\b|^//\s*\+build\b",
        only_tests=True,
    ),
    Family(
        name="Java, Kotlin, Scala and Groovy",
        of=r"\.(java|kts?|scala|groovy)$",
        silences=r"@(Disabled\w*|EnabledIf\w*|EnabledOn\w*)\b|\bassum(e|ing)(True|False|That)\(|"
        r"\benabled\s*=\s*false\b|@SuppressWarnings|@Suppress\b|@SuppressFBWarnings|\bignore\(\"",
        tests=r"^\s*@(Test|ParameterizedTest|RepeatedTest|TestFactory|Property)\b",
    ),
    Family(
        name="Ruby",
        of=r"(\.rb|\.rake)$",
        silences=r"^\s*(xit|xdescribe|xcontext|xspecify|xexample|xscenario|fit|fdescribe|fcontext|fspecify)\b|"
        r"^\s*(skip|pending)(\s+['\"(]|\(|\s*$)|:nocov:",
    ),
    Family(
        name="Rust",
        of=r"\.rs$",
        silences=r"cfg_attr\([^\]]{0,200}\bignore\b|#!?\[cfg\((any\(\)|ignore|disabled|never|false|FALSE|not\(test\))|"
        r"#!?\[allow\(",
        tests=r"^\s*#\[(\w+::)?test\b",
    ),
    Family(
        name="C#, F# and Visual Basic",
        of=r"\.(cs|fs|vb)$",
        silences=r"\bSkip\s*=|\[(Ignore|Explicit)\b|\bAssert\.(Ignore|Inconclusive)\(|#pragma warning disable|"
        r"\bSuppressMessage\(",
        tests=r"^\s*\[(Fact|Theory|Test|TestCase|TestMethod)\b",
    ),
    Family(
        name="PHP",
        of=r"\.php$",
        silences=r"\bmarkTest(Skipped|Incomplete)\(|->(skip|todo|only)\(|@(phpstan-ignore|psalm-suppress)|phpcs:ignore|"
        r"@codeCoverageIgnore",
    ),
    Family(
        name="Swift, C and C++",
        of=r"\.(swift|[chm]|cc|cpp|cxx|hpp|mm)$",
        silences=r"\bXCTSkip|\.disabled\(|\bGTEST_SKIP|\bDISABLED_|swiftlint:disable|#\s*if\s+0\b",
        tests=r"^\s*(TEST|TEST_F|TEST_P|TEST_CASE|@Test)\b",
    ),
    Family(
        name="Elixir, Perl and R",
        of=r"\.(exs?|pl|pm|t|R|r)$",
        silences=r"@(module|describe)?tag\s+:?skip\b|\b(todo_skip|skip_all)\b|^\s*skip(_\w+)?\(",
    ),
    Family(
        name="shell",
        of=r"(\.(sh|bash|zsh|ksh|ps1|bats)|(^|/)[^./]+)$",
        silences=r"^\s*exit(\s+0)?\s*(;\s*)?(#.*)?$|^\s*set\s+\+e\b|^\s*skip(\s+['\"]|\s*$)|"
        r"^\s*alias\s+(pytest|python3?|npm|npx|yarn|pnpm|go|cargo|make|jest)=|"
        r"^\s*(function\s+)?(pytest|python3?|npm|npx|yarn|pnpm|go|cargo|make|jest)\s*\(\)",
    ),
    Family(
        name="make, just, task and rake",
        of=r"((^|/)([Mm]akefile|GNUmakefile|[Jj]ustfile|Rakefile)|\.mk)$",
        silences=r"^\s+@?-\s*\S*(test|lint|check)|^\.IGNORE\b",
    ),
)
"""Sources are the tools' own pages on skipping, focusing and silencing."""

NAMED_TEST = re.compile(
    r"^\s*(?:(?:async\s+)?def\s+(?P<py>test\w*)|func\s+(?P<go>[Tt]est\w*)|"
    r"(?:public\s+)?function\s+(?P<php>test\w*)|"
    r"class\s+(?P<named>Test\w*)\s*(?:\([^()]{0,200}\))?:|"
    r"class\s+(?P<cased>\w+)\s*(?:\(|<|:|extends\b)[^{]{0,200}\b(?:\w{0,80}TestCase|Minitest::Test)\b|"
    r"(?:it|test|specify|scenario|example)(?:\(\s*|\s+)['\"`](?P<said>[^'\"`]{1,200}))"
)
"""A line with which a test of a name begins."""

CHECK_FILES = re.compile(
    r"(^|/)("
    r"conftest\.py|\.?pytest\.(ini|toml)|tox\.ini|noxfile\.py|\.coveragerc|(site|user)customize\.py|[^/]+\.pth|"
    r"\.?ruff\.toml|\.flake8|\.pylintrc|\.?mypy\.ini|pyrightconfig\.json|"
    r"\.eslint(rc[^/]*|ignore)|eslint\.config\.[^/]+|\.prettier(rc[^/]*|ignore)|\.stylelint(rc[^/]*|ignore)|"
    r"tslint\.json|biome\.jsonc?|\.oxlintrc\.json|(jest|vitest)\.(config|setup|workspace)\.[^/]+|"
    r"setupTests\.[jt]sx?|\.mocharc[^/]*|karma\.conf\.[^/]+|(playwright|cypress|ava|wdio|nightwatch)\.conf(ig)?\.[^/]+|"
    r"cypress\.json|jasmine\.json|\.(nyc|c8)rc[^/]*|"
    r"\.rspec|(spec|rails|test)_helper\.(rb|exs)|\.rubocop[^/]*\.yml|"
    r"phpunit\.xml[^/]*|phpstan\.neon[^/]*|psalm\.xml[^/]*|\.golangci\.[^/]+|"
    r"nextest\.toml|\.?clippy\.toml|\.?rustfmt\.toml|junit-platform\.properties|[^/]+\.runsettings|"
    r"codecov\.ya?ml|\.codecov\.ya?ml|"
    r"\.gitattributes"  # it says what diffs show, and so what can be looked into
    r")$"
)
"""Files that say how checks run, and nothing else."""

MIXED_FILES = re.compile(
    r"(^|/)(pyproject\.toml|setup\.cfg|package\.json|Cargo\.toml|pom\.xml|build\.gradle(\.kts)?|gradle\.properties|"
    r"maven\.config|[Mm]akefile|GNUmakefile|[Jj]ustfile|Taskfile\.ya?ml|Rakefile|composer\.json|mix\.exs|"
    r"vite\.config\.[^/]+|tsconfig[^/]*\.json|CMakeLists\.txt)$"
)
"""Files that say it among other things; then lines decide."""

CHECK_SETTING = re.compile(
    r"addopts|testpaths|norecursedirs|filterwarnings|xfail_strict|collect_ignore|python_(files|classes|functions)|"
    r"--ignore|--deselect|fail_under|per-file-ignores|extend-ignore|"
    r"(^|[\s\"'=])-k[\s\"'=]|[\"']-m[\"']|(^|(?<!python)(?<!python3)[\s\"'])-m\s+[\"'\\]*not\b|-p\s*no:|"
    r"\b(ignore|exclude|include|omit|select|extend-exclude|excludes|skip)\"?\s*[=:]|\bexclude\s+['\"]|"
    r"excludeTags|excludeTestsMatching|\bfilter\s*\{|"
    r"\"(pre|post)?(test|lint|check|ci|verify|validate|type-?check|coverage|e2e|spec)[\w:-]*\"\s*:"
    r"(?!\s*\"([~^<>=*]|\d|workspace:|npm:|file:|link:|latest))|"
    r"\"[\w:-]+\"\s*:\s*\"(true|:|exit 0|echo\b[^\"&|;]*)\"|"
    r"\b(test(Path|Match|Regex)\w*|(module|watch)PathIgnorePatterns|coverageThreshold|passWithNoTests)|"
    r"\"(jest|vitest|mocha|ava|nyc|c8|eslintConfig|eslintIgnore|lint-staged)\"\s*:\s*[{\[]|"
    r"\b(test|doctest|harness|autotests|strict|noImplicit\w+|checkJs)\"?\s*[=:]\s*false|\[\[test\]\]|skipLibCheck|"
    r"<(skipTests|skip|testFailureIgnore|exclude|excludedGroups|groups)>|maven\.test\.skip|ignoreFailures|"
    r"\benabled\s*=\s*false|-x\s+test\b|\bonlyIf\b|"
    r"^\W*(test|lint|check|verify|ci)\w*:|\b(test|lint)_paths\b"
)
"""What decides how checks run in a file that also says other things."""

_SCRIPT = re.compile(rf'"\s*:\s*"(?![~^<>=*\d])[^"]*{RUNS_CHECKS.pattern}')
RECIPES = re.compile(r"((^|/)([Mm]akefile|GNUmakefile|[Jj]ustfile|Taskfile\.ya?ml|Rakefile)|\.mk)$")


@lru_cache(maxsize=4096)
def _silences(path: str, is_test: bool) -> tuple[re.Pattern[str], ...]:
    """What silences a check in a file of that name."""
    rows = (row for row in FAMILIES if (is_test or not row.only_tests) and re.search(row.of, path))
    return tuple(re.compile(row.silences) for row in rows)


@lru_cache(maxsize=4096)
def _tests(path: str) -> tuple[re.Pattern[str], ...]:
    """How a test is marked in a file of that name."""
    return tuple(re.compile(row.tests) for row in FAMILIES if row.tests and re.search(row.of, path))


def silencer(path: str, line: str, is_test: bool) -> str | None:
    """What in a line that a file gains silences a check; None where nothing does."""
    hits = (pattern.search(line) for pattern in _silences(path, is_test))
    return next((hit.group(0).strip() for hit in hits if hit), None)


def marks_tests(path: str) -> bool:
    """Whether tests are marked in a file of that name, so that a source may hold some too."""
    return bool(_tests(path))


def begins_test(path: str, line: str) -> bool:
    """Whether a line marks the next thing as a test, in files in which tests are marked."""
    return any(pattern.search(line) for pattern in _tests(path))


def turns_checks(path: str, line: str) -> bool:
    """Whether a line of a file that says more than that is about how checks run."""
    if RECIPES.search(path) and RUNS_CHECKS.search(line):
        return True
    if sets_tool(path, line) or (path.endswith("package.json") and _SCRIPT.search(line)):
        return True
    return bool(MIXED_FILES.search(path) and CHECK_SETTING.search(line))
