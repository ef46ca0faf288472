"""Which files say how checks run, and which lines of those that say other things too. Pure.

A table of files, of settings that decide wherever they stand, and of those that do so when they are gained or lost.
Neighbours: `projects`, what belongs to a project at all; `stand_ins`, what takes a tool's place.
"""

import re

from bot.decide.hunks import Hunk
from bot.decide.scripts import RECIPES, RUNS_CHECKS
from bot.decide.stand_ins import sets_tool

CHECK_FILES = re.compile(
    r"(^|/)("
    r"conftest\.py|\.?pytest\.(ini|toml)|tox\.(ini|toml)|noxfile\.py|\.coveragerc|(site|user)customize\.py|[^/]+\.pth|"
    r"\.?ruff\.toml|\.flake8|\.?pylintrc|\.?mypy\.ini|pyrightconfig\.json|"
    r"\.eslint(rc[^/]*|ignore)|eslint\.config\.[^/]+|\.prettier(rc[^/]*|ignore)|\.stylelint(rc[^/]*|ignore)|"
    r"tslint\.json|biome\.jsonc?|(jest|vitest)[.-](preset|setup|base|global\w*)\.[^/]+|\.oxlintrc\.json|(jest|vitest)\.(config|setup|workspace)\.[^/]+|"
    r"setupTests\.[jt]sx?|\.mocharc[^/]*|karma\.conf\.[^/]+|(playwright|cypress|ava|wdio|nightwatch)\.conf(ig)?\.[^/]+|"
    r"cypress\.json|jasmine\.json|\.(nyc|c8)rc[^/]*|"
    r"\.rspec|(spec|rails|test)_helper\.(rb|exs)|\.rubocop[^/]*\.yml|"
    r"phpunit\.xml[^/]*|phpstan\.neon[^/]*|psalm\.xml[^/]*|\.golangci\.[^/]+|"
    r"nextest\.toml|\.?clippy\.toml|\.?rustfmt\.toml|junit-platform\.properties|[^/]+\.runsettings|"
    r"\.?codecov\.ya?ml|dart_test\.yaml|analysis_options\.yaml|\.yamllint[^/]*|\.markdownlint[^/]*|\.?shellcheckrc|"
    r"\.hadolint\.ya?ml|\.trivyignore[^/]*|\.gitleaks[^/]*|\.bandit|\.semgrepignore|sonar-project\.properties|"
    r"\.?swiftlint\.yml|\.credo\.exs|\.tflint\.hcl|\.ansible-lint|detekt[^/]*\.yml|checkstyle[^/]*\.xml|spotbugs[^/]*\.xml|"
    r"\.luacheckrc|\.jshintrc|\.clang-tidy|CTestCustom\.cmake|\.bazelignore|"
    r"deny\.toml|osv-scanner\.toml|audit-ci\.jsonc?|\.nsprc|\.secrets\.baseline|lint\.xml|"
    r"\.gitattributes"  # it says what diffs show, and so what can be looked into
    r")$"
)
"""Files that say how checks run, and nothing else."""

_OWN = re.compile(r"(^|/)(conftest\.py|\.gitattributes|(site|user)customize\.py|[^/]+\.pth)$")
_TRIED = re.compile(r"(^|/)(__)?(fixtures?|testdata|test-data)(__)?/")
"""Projects that tests are tried on: what says how their checks run is data, but what reaches beyond its folder."""

MIXED_FILES = re.compile(
    r"(^|/)(pyproject\.toml|setup\.cfg|package\.json|Cargo\.toml|pom\.xml|[^/]+\.gradle(\.kts)?|gradle\.properties|"
    r"maven\.config|jvm\.config|\.mvn/extensions\.xml|[Mm]akefile|GNUmakefile|[Jj]ustfile|Taskfile\.ya?ml|Rakefile|composer\.json|mix\.exs|"
    r"vite\.config\.[^/]+|tsconfig[^/]*\.json|CMakeLists\.txt)$"
)
"""Files that say it among other things; then lines decide."""

CHECK_SETTING = re.compile(
    r"addopts|testpaths|norecursedirs|filterwarnings|xfail_strict|collect_ignore|python_(files|classes|functions)|"
    r"--ignore|--deselect|fail_under|per-file-ignores|extend-ignore|"
    r"(^|[\s\"'=])-k[\s\"'=]|[\"']-m[\"']|(^|(?<!python)(?<!python3)[\s\"'])-m\s+[\"'\\]*not\b|-p\s*no:|"
    r"excludeTags|excludeTestsMatching|\bfilter\s*\{|\bisEnabled\s*=\s*false|\bset(Enabled|Excludes|Includes|SrcDirs)\(|exclude\(\s*[\"']|"
    r"\buseJUnit|\buseTestNG|failOnNo\w*Tests|excludedTaskNames|dependsOn\.remove|testClassesDirs|targetExclude|"
    r"disable_error_code|follow_imports|\b(line|max)[-_](line[-_])?length|exclude_(also|lines)|\bpythonpath\s*=|required_plugins|"
    r"\brequired-features\b|warnings_as_errors|\bcmd true\b|"
    r"\"(pre|post)?(test|lint|check|ci|verify|validate|type-?check|coverage|e2e|spec)[\w:-]*\"\s*:"
    r"(?!\s*\"([~^<>=*]|\d|workspace:|npm:|file:|link:|latest))|"
    r"\"[\w:-]+\"\s*:\s*\"(true|:|exit 0|echo\b[^\"&|;]*)\"|"
    r"^\s*[\w:-]{1,80}\s*=\s*(\{\s*level\s*=\s*)?\"(forbid|deny|warn|allow)\"|moduleNameMapper|setupFiles|\"(runner|roots)\"\s*:|"
    r"\b(test(Path|Match|Regex)\w*|(module|watch)PathIgnorePatterns|coverageThreshold|passWithNoTests)|"
    r"\"(jest|vitest|mocha|ava|nyc|c8|eslintConfig|eslintIgnore|lint-staged)\"\s*:\s*[{\[]|"
    r"\[\[test\]\]|"
    r"<(skipTests|skip|testFailureIgnore|exclude|excludedGroups|groups|includes?|test|testSourceDirectory|extension)>|"
    r"<(skip|[\w.]{0,60}\.skip|skip[A-Z]\w{0,60})>|<phase>none|maven\.test\.(skip|failure)|\bskip\w*\s*=\s*true|ignoreFailures|"
    r"\benabled\s*=\s*false|-x\s+test\b|\bonlyIf\b|"
    r"^\W*(test|lint|check|verify|ci)\w*:|\b(test|lint)_paths\b"
)
"""What decides how checks run in a file that also says other things."""

PICKS = re.compile(
    r"\b(ignore|exclude|include|omit|select|extend-exclude|excludes|skip)\"?\s*[=:]|\bexclude\s+['\"]"
)
"""What picks files for checks, or for packages: the section says which."""
GAINED = re.compile(
    r"\b(test|doctest|harness|autotests|(debug|overflow)-(assertions|checks)|strict\w*|noImplicit\w+|checkJs)\"?\s*[=:]\s*false|(skipLib|no)Check\"?\s*[=:]\s*true|\"files\"\s*:\s*\[\s*\]|"
    r"\bignore_(errors|missing_imports)\s*=\s*[tT]rue"
)
"""What checks less from when a line says so; to say it no more checks more."""
LOST = re.compile(
    r"\b(strict\w*|noImplicit\w+|noUnused\w+|noUnchecked\w+|noFallthrough\w+|noEmitOnError|checkJs|alwaysStrict|disallow_\w+|"
    r"warn_\w+|check_untyped_defs|no_implicit_\w+)\"?\s*[=:]\s*[tT]rue"
)
"""What checks less once no line says so any more."""
_OF_CHECKS = re.compile(
    r"^(tool\.)?(pytest|coverage|mypy|ruff|pylint|(based)?pyright|black|isort|flake8|bandit|tox|pydocstyle|poe|taskipy|interrogate|vulture)"
    r"(?![\w])|^mypy-|^tool\.(hatch\.envs\.[\w.-]+\.|pdm\.)scripts|^(workspace\.)?lints\b|^profile\.(test|dev)\b"
)
"""Sections that say how checks run, and nothing else."""
_COMMAND = re.compile(
    rf"^\s*(?!name|description|version|homepage|repository|documentation|url)[\w-]{{1,60}}\s*=\s*(?:\{{\s*(?:cmd|shell)\s*=\s*)?"
    rf"[\"'](?![~^<>=*\d])[^\"']{{0,300}}{RUNS_CHECKS.pattern}|\b(?:composite|sequence|chain|commands)\s*="
)
_PACKAGES = re.compile(
    r"^(tool\.(setuptools|hatch\.build|pdm\.build|flit|maturin|scikit-build|uv\.build-backend)\b|tool\.poetry$|project\b|build-system$|"
    r"options\b|metadata$|s?bdist|package$|package\.metadata\b)"
)
"""Sections that say what a package is made of."""
_SECTION = re.compile(r"^\[+\s*([^\[\]\s](?:[^\[\]]{0,118}[^\[\]\s])?)\s*\]+\s*(?:#.*)?$")
_SCRIPTED = re.compile(r"(^|/)(package|composer|deno)\.jsonc?$")
_SCRIPT = re.compile(rf'"\s*:\s*"(?![~^<>=*\d])[^"]*{RUNS_CHECKS.pattern}')
_SHELL = re.compile(
    r"^\s*(?:(?:export|override|unexport)\s+)*(?:MAKEFLAGS|GNUMAKEFLAGS|MAKEFILES|SHELL|\.SHELLFLAGS|set\s+(?:windows-)?shell)\s*[:?+]*="
)
_PLAIN_SHELL = re.compile(
    r"SHELL\s*[:?]*=\s*(?:/usr)?(?:/bin/)?(?:env\s+)?(?:ba|z|da|k)?sh\s*(?:-[euxo]{1,5}\s*(?:pipefail)?\s*)*(?:#.*)?$|"
    r"\.SHELLFLAGS\s*[:?]*=\s*(?:-?[euxoc]{1,6}\s+|pipefail\s+)*-?[euxo]{0,5}c\s*$"
)
"""With which shell, and how, make runs its recipes; and the shells that run them as they stand."""


def decides(path: str) -> bool:
    """Whether a file says how checks run, and nothing else."""
    return bool(CHECK_FILES.search(path)) and not (_TRIED.search(path) and not _OWN.search(path))


def turns_checks(path: str, parts: tuple[Hunk, ...]) -> bool:
    """Whether a file that says more than that gains or loses a line about how checks run."""
    if _TRIED.search(path):
        return False
    return any(_turns(path, hunk) for hunk in parts)


def _turns(path: str, hunk: Hunk) -> bool:
    gained, lost = hunk.only("+"), hunk.only("-")
    if any(_says(path, line) for line in (*gained, *lost)):
        return True
    if not MIXED_FILES.search(path):
        return False
    still = {line.strip().rstrip(",") for line in gained}
    return (
        any(GAINED.search(line) for line in gained)
        or any(LOST.search(line) and line.strip().rstrip(",") not in still for line in lost)
        or any(_decides(path, line, section) for line, section in _sectioned(hunk))
    )


def _decides(path: str, line: str, section: str | None) -> bool:
    """Whether a line says how checks run for where it stands."""
    if section is not None and _OF_CHECKS.match(section):
        return bool(line.strip()) and not line.lstrip().startswith("#")
    return bool(PICKS.search(line)) and not _packs(path, section)


def _says(path: str, line: str) -> bool:
    """Whether a line says how checks run, gained or lost."""
    if RECIPES.search(path):
        shell = _SHELL.match(line) and not _PLAIN_SHELL.search(line)
        if shell or RUNS_CHECKS.search(line):
            return True
    if sets_tool(path, line) or (_SCRIPTED.search(path) and _SCRIPT.search(line)):
        return True
    if path.endswith("pyproject.toml") and _COMMAND.search(line):
        return True
    return bool(MIXED_FILES.search(path) and CHECK_SETTING.search(line))


def _sectioned(hunk: Hunk) -> list[tuple[str, str | None]]:
    """The lines that one side alone has, each with the section that it stands in, None where the hunk hides it."""
    if any(mark in line for line in hunk.lines for mark in ('"""', "'''")):
        return [(line, None) for line in (*hunk.only("+"), *hunk.only("-"))]
    found: list[tuple[str, str | None]] = []
    section: str | None = None
    for line in hunk.lines:
        if hit := _SECTION.match(line[1:]):
            section = hit[1]
        if not line.startswith(" "):
            found.append((line[1:], section))
    return found


def _packs(path: str, section: str | None) -> bool:
    """Whether what a section picks are a package's files."""
    if path.endswith("Cargo.toml"):
        return section != "workspace"
    return section is not None and bool(_PACKAGES.match(section))
