"""A command → the class of what it most probably fails with, where its output does not tell."""

import re

from bot.orient.diagnosis.values import Kind

_PURPOSES: tuple[tuple[re.Pattern[str], Kind], ...] = (
    (re.compile(r"\b(?:fmt|format|prettier|black|isort|rustfmt|gofmt|clang-format)\b"), "format"),
    (
        re.compile(
            r"\b(?:lint|eslint|ruff|flake8|pylint|clippy|rubocop|shellcheck|vet|stylelint|checkstyle)"
        ),
        "lint",
    ),
    (re.compile(r"\b(?:tsc|mypy|pyright|typecheck|type-check|phpstan|psalm|dialyzer)\b"), "types"),
    (
        re.compile(
            r"\b(?:pytest|tests?|jest|vitest|mocha|rspec|phpunit|tox|nox|ctest|prove|spec|karma|cypress)\b"
        ),
        "test",
    ),
    (
        re.compile(r"\b(?:install|npm ci|composer|bundle|restore|get-deps|deps\.get|apt-get|apt|brew|pip)\b"),
        "dependency",
    ),
    (re.compile(r"\b(?:git|checkout|clone|actions/|docker login)"), "infrastructure"),
    (
        re.compile(
            r"\b(?:build|make|compile|cargo|gradle|mvn|webpack|cmake|ninja|stack|cabal|dotnet|xcodebuild)\b"
        ),
        "build",
    ),
)
"""Asked in this order: `make test` tests, `npm run build` builds."""

_SETTING = re.compile(
    r"^[ \t]{0,20}(?:(?:export|set) \w{1,100}=[^&;\n]*|\$env:\w{1,100} ?=[^&;\n]*|\w{1,100}=\S*)$",
    re.MULTILINE,
)
"""A line that only sets a variable: `PATH=~/.cargo/bin:$PATH` builds nothing."""


def purpose(command: str) -> Kind | None:
    """The class of failure that a command of that name is most likely to have; None where it tells nothing."""
    told = _SETTING.sub("", command)
    return next((kind for pattern, kind in _PURPOSES if pattern.search(told)), None)
