"""How a check is made to pass by looking away: what says so in each family of tools, one table.

`vetting` judges changes by it. A row's patterns hold in the files that it names; what is written in any file
whatever its language stands first. Patterns are meant to be read one by one: a new tool is a new row.
"""

import re
from functools import lru_cache
from typing import Literal

from bot.decide.scripts import is_script
from bot.model.value import Value


class Family(Value):
    """A language or tool: in which files (`of`), and what in an added line silences a check there.

    `tests`: how a test begins, where that takes more than a name; fewer of these lines than before are a test
    that is gone. `only`: whether the words mean this in tests alone, in tests and scripts, or in what is no code
    of a product.
    """

    name: str
    of: str
    silences: str
    tests: str | None = None
    only: Literal["tests", "tests and scripts", "settings and scripts"] | None = None


FAMILIES: tuple[Family, ...] = (
    Family(
        name="anywhere",
        of=r"",
        silences=r"pytest\.(mark\.)?(skip|skipif|xfail|importorskip)\b|@?unittest\.(skip|expectedFailure)|\bskipTest\(|"
        r"\b(it|test|describe|context)\.(skip|todo|failing)\b|\b(xit|xdescribe|xtest|xcontext)\s*\(|"
        r"\bt\.Skip(f|Now)?\(|#\[ignore|@(Disabled|Ignore)\b|#\s*noqa|#\s*type:\s*ignore|#\s*pyright:\s*ignore|"
        r"eslint-disable|@ts-(ignore|nocheck)|\bNOLINT|//\s*nolint|rubocop:disable|pragma: no cover|"
        r"\bos\._exit\(0?\)|-D(skipTests|maven\.test\.skip)|\bPYTEST_(ADDOPTS|PLUGINS)\b",
    ),
    Family(
        name="linters of many languages",
        of=r"",
        silences=r"#\s*(ruff|flake8):\s*noqa|--\s*noqa\b|#\s*nosec\b|\bnosemgrep\b|shellcheck disable|"
        r"stylelint-disable|prettier-ignore|#\s*fmt:\s*(off|skip)|#\s*yapf:\s*disable|#\s*isort:\s*skip|rustfmt::skip|"
        r"hadolint ignore|yamllint disable|tflint-ignore|\b(checkov|tfsec|trivy):(skip|ignore)|gitleaks:allow|\bNOSONAR\b|"
        r"ktlint-disable|credo:disable|luacheck:\s*ignore|oxlint-disable|deno-lint-ignore|clang-format off|@formatter:off|"
        r"\blint:ignore\b|solhint-disable|pyre-(ignore|fixme)|pytype:\s*disable|swift-format-ignore|buf:lint:ignore",
    ),
    Family(
        name="a product that knows that it is tested",
        of=r"",
        silences=r"\bPYTEST_CURRENT_TEST\b|['\"]pytest['\"]\s+(not\s+)?in\s+sys\.modules|\b(JEST_WORKER|VITEST_WORKER|VITEST_POOL)_ID\b",
    ),
    Family(
        name="commands whose failure is let be",
        of=r"",
        silences=r"--exit-zero|\|\|\s*(true\b|:(?=\s|$)|exit 0\b)|continue-on-error|--passWithNoTests",
        only="settings and scripts",
    ),
    Family(
        name="programs that end well",
        of=r"",
        silences=r"\b(sys\.exit|process\.exit|os\.Exit|System\.exit|Environment\.Exit|System\.halt|process::exit)\(0?\)|"
        r"^\s*(exit|exit!|raise SystemExit)(\(?0?\))?\s*(;\s*)?$|\bexit!\s*\(?(0\b|\))",
        only="tests and scripts",
    ),
    Family(
        name="what never runs",
        of=r"",
        silences=r"^\s*(if|elif|while)\s*\(?\s*(False|false|0|None|null|undefined|nil|not (True|1)|!true|!1|\"\"|''|"
        r"\[\]|\{\}|\(\)|\d+ [<>] \d+|\d+ [!=]=+ \d+|(typing\.)?TYPE_CHECKING)\s*\)?\s*(:|\{|$|return|then)|"
        r"^\s*(if|elif|while)\b.{0,200}?(\bFalse and\b|\band False\b|false\s*&&|&&\s*false\b)|"
        r"^\s*for\s+\w+\s+in\s*(\[\s*\]|\(\s*\)|\{\s*\}|range\(0\)):|"
        r"^\s*(if|unless)\b.{0,200}?(environ|getenv|Getenv|process\.env|\bENV)\b.{0,40}?\b(CI|GITHUB_[A-Z]+)\b|"
        r"^\s*(if|unless)\b.{0,200}?\b(CI|GITHUB_[A-Z]+)\b.{0,20}?\b(in|of)\b.{0,40}?environ|"
        r"\bdefer func\(\) \{ ?(_ = )?recover\(\) ?\}\(\)|^\s*(_ = )?recover\(\)\s*;?$",
        only="tests",
    ),
    Family(
        name="Python",
        of=r"\.pyi?$",
        silences=r"\bSkipTest\b|^\s*@(skip|skipIf|skipUnless|expectedFailure)\b|\b__test__\s*=(?!=|\s*True)|"
        r"\bfrom\s+(pytest|unittest|_pytest\.\w+)\s+import\b[^#]*?\b(skip\w*|xfail|importorskip|exit|SkipTest|expectedFailure)\b|"
        r"^\s*(skip\w*|xfail|importorskip|SkipTest|expectedFailure) as \w+|\bimport\s+(pytest|unittest)\s+as\b|"
        r"\bgetattr\(\s*(pytest|unittest)\b|\b_pytest\.outcomes\b|"
        r"\bmark\.(skip|skipif|xfail)\b|\bpytest\.exit\(|#\s*pylint:\s*disable|#\s*mypy:\s*ignore|\bpytest_plugins\s*=|"
        r"\bdef\s+(load_tests|pytest_(collect\w*|ignore_collect|runtest\w*|pyfunc_call|itemcollected|sessionfinish|"
        r"cmdline\w*|unconfigure|make_\w+|pycollect\w*|report_teststatus|load_initial_conftests|exception_interact))\(",
    ),
    Family(
        name="JavaScript and TypeScript",
        of=r"\.([cm]?[jt]sx?|vue|svelte)$",
        silences=r"\b(it|test|describe|context|suite|specify|bench)(\??\.\w{1,40}){0,4}"
        r"\??\.(skip|skipIf|runIf|todo|failing|fails|fixme|only)\b|"
        r"\b(xit|xdescribe|xtest|xcontext|xspecify|fit|fdescribe|fcontext)\s*\(|"
        r"\b(this|t|ctx|context)\.(skip|todo)\(|@ts-expect-error|(istanbul|c8|v8) ignore|biome-ignore",
    ),
    Family(
        name="options of tests in JavaScript, Dart and Ruby",
        of=r"\.([cm]?[jt]sx?|dart|rb)$",
        silences=r"\b(skip|only|todo|pending|focus):\s*(true\b|['\"`])|,\s*:(skip|pending|focus)\b|@Skip\(",
        only="tests",
    ),
    Family(
        name="what tests are named by in JavaScript, given to something else",
        of=r"\.([cm]?[jt]sx?|vue|svelte)$",
        silences=r"\?\s*(it|test|describe)\s*:|\{[^{}]{0,80}\b(only|skip|todo)\b[^{}]{0,80}\}\s*=\s*(it|test|describe)\b|"
        r"^\s*(const|let|var)\s+(it|test|describe|expect)\b[^=]{0,80}=\s*((async\s*)?(\(|function\b|[\w$]{1,40}\s*=>)|[\w$]{1,40}\s*;?\s*$)|"
        r"^\s*function\s+(it|test|describe|expect)\s*\(",
        only="tests",
    ),
    Family(
        name="macros that tests are made of, defined anew",
        of=r"\.([chm]|cc|cpp|cxx|hpp|mm|rs)$",
        silences=r"^\s*#\s*define\s+(NDEBUG|(ASSERT|EXPECT|CHECK|REQUIRE|TEST)(_\w+)?)\b|^\s*macro_rules!\s*(assert|prop_assert)\w*",
        only="tests",
    ),
    Family(
        name="Go",
        of=r"\.go$",
        silences=r"\b[tbf]\.Skip(f|Now)?\(|\btesting\.Short\(|^//go:build\b|^//\s*\+build\b",
        only="tests",
    ),
    Family(
        name="Java, Kotlin, Scala and Groovy",
        of=r"\.(java|kts?|scala|groovy)$",
        silences=r"@(Disabled\w*|EnabledIf\w*|EnabledOn\w*)\b|\bassum(e|ing)(True|False|That)\(|"
        r"\benabled\s*=\s*false\b|@SuppressWarnings\b(?!\(\{?\s*(\"(unchecked|rawtypes|deprecation|serial)\"[,\s]*){1,4}\}?\))|"
        r"^\s*\"!\w[^\"]*\"\s*\{|\b(test|should|it|describe|context)\(\"!\w|\b(TestAborted|AssumptionViolated|Skip)Exception\b|"
        r"@Suppress\b(?!\(\"(UNCHECKED_CAST|DEPRECATION)\"\))|@SuppressFBWarnings|\bignore\(\"",
        tests=r"^\s*@(Test|ParameterizedTest|RepeatedTest|TestFactory|TestTemplate|Property)\b",
    ),
    Family(
        name="Ruby",
        of=r"(\.rb|\.rake)$",
        silences=r"^\s*(xit|xdescribe|xcontext|xspecify|xexample|xscenario|fit|fdescribe|fcontext|fspecify)\b|"
        r"^\s*(skip|pending)(\s+['\"(]|\(|\s*$)|:nocov:|^\s*(it|specify|example|scenario)\s+(\"[^\"]*\"|'[^']*')\s*$|"
        r"^\s*(it|describe|context|specify)\b.{0,200}?,\s*(if|unless):\s",
    ),
    Family(
        name="Rust",
        of=r"\.rs$",
        silences=r"\blet _\w* = .{0,80}\bcatch_unwind\(|"
        r"cfg_attr\([^\]]{0,200}\bignore\b|#!?\[cfg\((any\(\)|ignore|disabled|never|false|FALSE|not\(test\))|"
        r"#!?\[(allow|expect)\(",
        tests=r"^\s*#\[((\w+::)?test|rstest|case|test_case|quickcheck|cfg\(test\))(\b|\])|^\s*mod\s+tests?\s*;",
    ),
    Family(
        name="C#, F# and Visual Basic",
        of=r"\.(cs|fs|vb)$",
        silences=r"\bSkip\s*=|\[(Ignore|Explicit)\b|\bAssert\.(Ignore|Inconclusive)\(|#pragma warning disable|"
        r"\bSuppressMessage\(",
        tests=r"^\s*\[(Fact|Theory|Test|TestCase|TestCaseSource|TestMethod|DataTestMethod|InlineData|DataRow)\b",
    ),
    Family(
        name="PHP",
        of=r"\.php$",
        silences=r"\bmarkTest(Skipped|Incomplete)\(|\b(Skipped|Incomplete)Test\w*|\bexpectNotToPerformAssertions\(|\bexpectException\([\\\w]{0,80}(AssertionFailed|ExpectationFailed)|->(skip|todo|only)\(|@(phpstan-ignore|psalm-suppress)|phpcs:ignore|"
        r"@codeCoverageIgnore",
        tests=r"^\s*(/?\*+\s*@test\b|#\[(\w{1,40}\\){0,9}Test\b)",
    ),
    Family(
        name="Swift, C and C++",
        of=r"\.(swift|[chm]|cc|cpp|cxx|hpp|mm)$",
        silences=r"\bXCTSkip|\bXCTExpectFailure\b|\bwithKnownIssue\b|\.(disabled|enabled)\(|\bGTEST_SKIP|\bDISABLED_|swiftlint:disable|"
        r"#\s*if\s+0\b|\bTEST_CASE\b.{0,200}?\[(\.|!mayfail|!shouldfail)|\bdoctest::(skip|may_fail|should_fail|expected_failures)\b",
        tests=r"^\s*((TYPED_)?TEST|TEST_F|TEST_P|(TEMPLATE_)?TEST_CASE|SCENARIO|BOOST_\w{1,40}_TEST_CASE|@Test)\b",
    ),
    Family(
        name="Elixir, Perl and R",
        of=r"\.(exs?|pl|pm|t|R|r)$",
        silences=r"@(module|describe)?tag\s+:?skip\b|\b(todo_skip|skip_all)\b|^\s*skip(_\w+)?\(",
        tests=r"^\s*(use\s+[\w.]{0,80}Case\b|test_that\(|subtest\b)",
    ),
    Family(
        name="shell",
        of=r"(\.(sh|bash|zsh|ksh|ps1|bats)|(^|/)[^./]+)$",
        silences=r"^\s*exit(\s+0)?\s*(;\s*)?(#.*)?$|^\s*set\s+\+(\w{0,9}e\w{0,9}\b|o\s+(errexit|pipefail)\b)|"
        r"(^|\|\||&&)\s*skip(\s+['\"]|\s*$)|"
        r"^\s*alias\s+(pytest|python3?|npm|npx|yarn|pnpm|go|cargo|make|jest)=|"
        r"^\s*(function\s+)?(pytest|python3?|npm|npx|yarn|pnpm|go|cargo|make|jest)\s*\(\)",
        tests=r"^\s*@test\b",
    ),
    Family(
        name="make, just, task and rake",
        of=r"((^|/)([Mm]akefile|GNUmakefile|[Jj]ustfile|Rakefile)|\.mk)$",
        silences=r"^\s+@?-\s*\S*(test|lint|check)|^\.IGNORE\b",
    ),
)
"""Sources are the tools' own pages on skipping, focusing and silencing."""

DOCUMENTS = re.compile(
    r"\.(md|mdx|markdown|rst|adoc|asciidoc|org|textile|rdoc)$|(^|/)docs?/[^/]*\.txt$|"
    r"(^|/)(README|CHANGE(S|LOG)|HISTORY|NEWS|AUTHORS|CONTRIBUTING|LICENSE|COPYING|SECURITY|TODO)(\.txt)?$"
)
"""Files for people: what silences a check there is only told of, but for what runs or reads documents themselves."""
_IN_DOCUMENTS = re.compile(
    r"doctest:\s*\+SKIP|markdownlint-disable|prettier-ignore|cspell:\s*(disable|ignore)|\bvale off\b"
)
_SOURCES = re.compile(
    r"\.(pyi?|[cm]?[jt]sx?|vue|svelte|go|rb|java|kt|scala|groovy|rs|cs|fs|vb|php|swift|dart|[chm]|cc|cpp|cxx|hpp|mm|"
    r"exs?|erl|clj|hs|mli?|lua|html?|css|scss|less|erb|twig|snap)$"
)
"""Files in which a product is written, so that a shell's words there are none of its commands."""

NAMED_TEST = re.compile(
    r"^\s*(?:(?:async\s+)?def\s+(?P<py>test\w*)|func\s+(?P<go>[Tt]est\w*|Fuzz\w*|Example\w*)|"
    r"(?:public\s+)?function\s+(?P<php>test\w*)|"
    r"class\s+(?P<named>Test\w*)\s*(?:\([^()]{0,200}\))?:|"
    r"class\s+(?P<cased>\w+)\s*(?:\(|<|:|extends\b)[^{]{0,200}\b(?:\w{0,80}TestCase|Minitest::Test)\b|"
    r"(?:it|test|specify|scenario|example)(?:\(\s*|\s+)['\"`](?P<said>[^'\"`]{1,200}))"
)
"""A line with which a test of a name begins."""


@lru_cache(maxsize=4096)
def _silences(path: str, is_test: bool) -> tuple[re.Pattern[str], ...]:
    """What silences a check in a file of that name."""
    if DOCUMENTS.search(path):
        return (_IN_DOCUMENTS,)
    script = is_script(path)
    among = {
        None: True,
        "tests": is_test,
        "tests and scripts": is_test or script,
        "settings and scripts": script or not _SOURCES.search(path),
    }
    return tuple(re.compile(row.silences) for row in FAMILIES if among[row.only] and re.search(row.of, path))


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
