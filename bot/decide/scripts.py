"""How a script that checks is made to check less: it runs fewer checks, leaves early, or fails at less. Pure.

A script that a step runs is part of what is tested, so a fix may change it, and what it changes is looked into line
by line (decision 35). Neighbour: `looking_away`, what silences a check in any file.
"""

import re

SCRIPTS = re.compile(
    r"\.(sh|bash|zsh|ksh|ps1|bat|cmd)$|(^|/)(Dockerfile|Containerfile)[^/]*$|\.dockerfile$|"
    r"(^|/)\.?(bin|ci|scripts?|tools|hooks)/[^/.]+$"
)
"""Files of which some are scripts that run checks: none may run fewer."""
_OTHERS = re.compile(r"(^|/)\.?(ci|scripts?)/([^/]+/)*[^/]+\.(py|rb|pl|[cm]?[jt]s)$")
"""Scripts in languages that a product is written in too, so that their folder says what they are."""

RUNS_CHECKS = re.compile(
    r"\b(pytest|unittest|tox|nox|go\s+(test|vet)|cargo\s+(test|clippy|nextest)|(npm|yarn|pnpm|bun)\s+(run\s+)?(test|lint)|"
    r"jest|vitest|mocha|rspec|mvnw?|gradlew?|phpunit|ctest|dotnet\s+test|mix\s+test|ruff|flake8|mypy|pyright|eslint|tsc|"
    r"golangci-lint|rubocop|shellcheck|bats)\b"
)
"""What runs checks, where a line of a script or makefile says so."""
_LEAVES = re.compile(
    r"(^|;|&&|\bthen\b|\bdo\b)\s*exec\s+(true|:)(?=\s|;|$)|\btrap\s[^#]{0,200}\bexit(\s+0)?\s*['\";]|"
    r"^\s*(el)?if\s+(false|!\s*(true|:)|\[\s+0\s+-[a-z]{2}\s+1\s+\])\s*(;|$)|^\s*while\s+false\b|^\s*until\s+(true|:)(?=\s|;|$)|"
    r"^\s*:\s*<<|\bkill\s[^#;]{0,40}\$(\$|\{?BASHPID)|\bfalse\s*&&|\btrue\s*\|\|"
)
_FAILS = re.compile(
    r"^\s*set\s+[^#]{0,40}(-[a-z]{0,9}e|-o\s+(errexit|pipefail))|^#!.{1,80}\s-[a-z]{0,9}e|"
    r"\b(exit|return)\s+[1-9]|\$ErrorActionPreference\b|^\s*throw\b|"
    r"\bsys\.exit\(\s*[^\s)0]|\bSystemExit\(\s*[^\s)0]|\bprocess\.exit(Code)?\b\s*[(=]\s*[^\s)0]|\babort\b|\bdie\b"
)
_LINE = 400
"""Characters of a line that are looked at."""


def loosens(path: str, plus: tuple[str, ...], minus: tuple[str, ...], hidden: tuple[str, ...]) -> bool:
    """Whether a script checks less by the lines that it gains and loses, and by those that are `hidden` in it."""
    shell, other = SCRIPTS.search(path), _OTHERS.search(path)
    if not shell and not other:
        return False
    return (
        _runs_fewer(plus, (*minus, *hidden))
        or _failing(minus) > _failing(plus)
        or bool(shell and any(map(_leaves, plus)))
    )


def _runs_fewer(plus: tuple[str, ...], minus: tuple[str, ...]) -> bool:
    kept = {line.strip() for line in plus}
    return any(RUNS_CHECKS.search(line) and line.strip() not in kept for line in minus)


def _failing(lines: tuple[str, ...]) -> int:
    return sum(bool(_FAILS.search(line[:_LINE])) for line in lines)


def _leaves(line: str) -> bool:
    return bool(_LEAVES.search(line[:_LINE]))
