"""May this change be proposed, or pass a stopped line? Refusals, in words.

Two callers: the propose job vets what a fixer made (`vet_patch`), and passage vets what a pull
request changes against the line (`weakens`). Both refuse what makes a red check green by looking
away: deleted, skipped or emptied tests, silenced linters, loosened test configuration.
"""

import re
from fnmatch import fnmatchcase
from pathlib import PurePosixPath

from bot.model.facts import ChangedFile
from bot.model.secrets import holds_secret

MAX_PATCH = 512 * 1024
"""Bytes of a patch as a unified diff."""
MAX_FILES = 300

ALWAYS_PROTECTED = (
    ".github/**",
    ".gitmodules",
    ".gitattributes",
    "CODEOWNERS",
    "docs/CODEOWNERS",
)
"""What no fixer may touch, whatever the configuration says."""

_TEST_FILE = re.compile(r"(^|/)test_[^/]*$|[._-](test|tests|spec)\.[^/]+$|Tests?\.[^/.]+$")
_TEST_FOLDER = re.compile(r"(^|/)(tests?|specs?|__tests__|testing)/")
_CHECK_CONFIG = re.compile(
    r"(^|/)(conftest\.py|pytest\.ini|tox\.ini|noxfile\.py|\.coveragerc|ruff\.toml|\.ruff\.toml|\.flake8|mypy\.ini|"
    r"pyrightconfig\.json|\.eslintrc[^/]*|eslint\.config\.[^/]+|jest\.config\.[^/]+|vitest\.config\.[^/]+|"
    r"\.mocharc[^/]*|karma\.conf\.[^/]+|\.rspec|phpunit\.xml[^/]*|\.golangci\.[^/]+|codecov\.ya?ml|"
    r"\.gitattributes)$"  # it says what diffs show, and so what can be looked into
)
_MIXED_CONFIG = re.compile(r"(^|/)(pyproject\.toml|setup\.cfg|package\.json|Cargo\.toml|Makefile|makefile)$")
_CHECK_SETTING = re.compile(
    r"addopts|testpaths|norecursedirs|filterwarnings|xfail_strict|collect_ignore|--ignore|--deselect|fail_under|"
    r"per-file-ignores|extend-ignore|\b(ignore|exclude|omit|select|extend-exclude)\s*=|\"(pre|post)?(test|lint)[\w:-]*\"\s*:|"
    r"testPathIgnorePatterns|^\W*(test|lint|check)\w*:"
)
_SILENCERS = re.compile(
    r"pytest\.(mark\.)?(skip|skipif|xfail|importorskip)\b|@?unittest\.(skip|expectedFailure)|\bskipTest\(|"
    r"\b(it|test|describe|context)\.(skip|todo|failing)\b|\b(xit|xdescribe|xtest|xcontext)\s*\(|\bt\.Skip(f|Now)?\(|"
    r"#\[ignore|@(Disabled|Ignore)\b|#\s*noqa|#\s*type:\s*ignore|#\s*pyright:\s*ignore|eslint-disable|@ts-(ignore|nocheck)|"
    r"\bNOLINT|//\s*nolint|rubocop:disable|pragma: no cover|--exit-zero|\|\|\s*true\b|continue-on-error|"
    r"\b(sys\.exit|os\._exit|process\.exit)\(0?\)"
)
_TEST_NAME = re.compile(
    r"^\s*(?:(?:async\s+)?def\s+(?P<py>test\w*)|func\s+(?P<go>Test\w*)|(?:it|test)\(\s*['\"`](?P<js>[^'\"`]{1,200}))"
)
_WRITES = ("added", "modified", "copied")
_BINARY = re.compile(
    r"\.(png|jpe?g|gif|ico|icns|bmp|tiff?|webp|avif|pdf|zip|gz|tgz|bz2|xz|zst|7z|woff2?|ttf|otf|eot|mp[34]|wav|ogg|webm|"
    r"mov|jar|class|so|dylib|dll|exe|bin|wasm|whl|sqlite3?|lockb)$",
    re.IGNORECASE,
)
"""Names under which no text is expected; of any other file a missing patch may hide one (`-diff`, or too large)."""
_ASSERTION = re.compile(r"^\s*(assert\b|self\.assert|expect\(|assert_|require\.|EXPECT_|ASSERT_)")


def vet_patch(files: tuple[ChangedFile, ...], size: int, protect: tuple[str, ...]) -> tuple[str, ...]:
    """Why a fixer's change must not be proposed; empty when it may.

    size: the patch in bytes. protect: the config's patterns, on top of what is always protected.
    """
    refusals: list[str] = []
    if not files:
        refusals.append("it changes nothing")
    if size > MAX_PATCH:
        refusals.append(f"it is {size} bytes; at most {MAX_PATCH} are proposed")
    if len(files) > MAX_FILES:
        refusals.append(f"it changes {len(files)} files; at most {MAX_FILES} are proposed")
    for file in files:
        refusals += [f"{path} is protected" for path in _paths(file) if protected(path, protect)]
        if holds_secret("\n".join(added(file))):
            refusals.append(f"{file.path} would contain what looks like a secret")
        if file.status in ("symlink", "submodule"):
            refusals.append(f"{file.path} would become a {file.status}")
    refusals += weakens(files)
    unseen = [f.path for f in files if f.patch is None and f.status in ("added", "modified")]
    refusals += [told for path in unseen if (told := f"{path} could not be looked into") not in refusals]
    return tuple(refusals)


def protected(path: str, protect: tuple[str, ...] = ()) -> bool:
    """Whether a path is protected, always or by the configuration's patterns."""
    return any(matches(path, pattern) for pattern in (*ALWAYS_PROTECTED, *protect))


def matches(path: str, pattern: str) -> bool:
    """Whether a repository path matches a pattern: `docs/**`, `*.lock`, `setup.py`.

    `*` and `**` cross folders, and `**/` may stand for none; a pattern without a slash matches the name
    in any folder, one with a slash at its end the whole folder.
    """
    if "/" not in pattern:
        return fnmatchcase(PurePosixPath(path).name, pattern)
    whole = (pattern + "**" if pattern.endswith("/") else pattern).removeprefix("/")
    if whole.endswith("/**") and path.startswith(whole[:-2]):
        return True
    return fnmatchcase(path, whole) or (
        whole.startswith("**/") and fnmatchcase(path, whole.removeprefix("**/"))
    )


def weakens(files: tuple[ChangedFile, ...]) -> tuple[str, ...]:
    """How a change would make a red check green by looking away; empty when it does not."""
    refusals: list[str] = []
    for file in files:
        refusals += _weakens(file)
    return tuple(refusals)


def _weakens(file: ChangedFile) -> list[str]:
    before = file.previous or file.path
    was_test = _is_test(before)
    if was_test and (file.status == "removed" or not _is_test(file.path) or _hides(before, file.path)):
        return [f"it removes the test file {before}"]
    if config := next((path for path in (before, file.path) if _CHECK_CONFIG.search(path)), None):
        return [f"it changes how checks run ({config})"]
    was_test = was_test or _is_test(file.path)
    if file.patch is None:
        decisive = was_test or bool(_MIXED_CONFIG.search(file.path))
        unseen = decisive or (file.status in _WRITES and not _BINARY.search(file.path))
        return [f"{file.path} could not be looked into"] if unseen and file.status != "renamed" else []
    plus, minus = added(file), removed(file)
    found = [
        f"{file.path} gains `{hit.group(0).strip()}`" for line in plus if (hit := _SILENCERS.search(line))
    ]
    if _MIXED_CONFIG.search(file.path) and any(_CHECK_SETTING.search(line) for line in (*plus, *minus)):
        found.append(f"it changes how checks run ({file.path})")
    if was_test:
        gone = sorted(_tests(minus) - _tests(plus))
        found += [f"it removes the test `{name}`" for name in gone]
        if sum(map(_asserts, minus)) > sum(map(_asserts, plus)):
            found.append(f"it removes assertions from {file.path}")
    return found


def _is_test(path: str) -> bool:
    return bool(_TEST_FILE.search(path) or _TEST_FOLDER.search(path))


def _hides(before: str, after: str) -> bool:
    """Whether a runner that finds tests by their files' names finds this one no more."""
    return bool(_TEST_FILE.search(before)) and not _TEST_FILE.search(after)


def _asserts(line: str) -> bool:
    return bool(_ASSERTION.match(line))


def _tests(lines: tuple[str, ...]) -> set[str]:
    return {next(n for n in hit.groups() if n) for line in lines if (hit := _TEST_NAME.match(line))}


def _paths(file: ChangedFile) -> tuple[str, ...]:
    return (file.path, file.previous) if file.previous else (file.path,)


def added(file: ChangedFile) -> tuple[str, ...]:
    """The lines a file gains, without their `+`."""
    return tuple(line[1:] for line in _hunks(file) if line.startswith("+"))


def removed(file: ChangedFile) -> tuple[str, ...]:
    """The lines a file loses, without their `-`."""
    return tuple(line[1:] for line in _hunks(file) if line.startswith("-"))


def _hunks(file: ChangedFile) -> list[str]:
    """The patch's lines from the first hunk on; GitHub's and git's patches differ only above it."""
    lines = (file.patch or "").split("\n")
    start = next((n for n, line in enumerate(lines) if line.startswith("@@")), len(lines))
    return lines[start:]
