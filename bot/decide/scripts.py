"""How a script that checks is made to check less: it runs fewer checks, leaves early, or fails at less. Pure.

A script that a step runs is part of what is tested, so a fix may change it, and what it changes is looked into line
by line (decision 35). Neighbour: `looking_away`, what silences a check in any file.
"""

import re

SCRIPTS = re.compile(
    r"\.(sh|bash|zsh|ksh|ps1|bat|cmd)$|(^|/)(Dockerfile|Containerfile)[^/]*$|\.dockerfile$|(^|/)Earthfile$|(^|/)(docker-)?compose[^/]*\.ya?ml$|"
    r"(^|/)\.?(bin|ci|scripts?|tools|hooks)/[^/.]+$"
)
"""Files of which some are scripts that run checks: none may run fewer."""
_OTHERS = re.compile(
    r"(^|/)\.?(ci|scripts?)/([^/]+/)*[^/]+\.(py|rb|pl|[cm]?[jt]s)$|(^|/)(tasks|dodo|fabfile|gulpfile|Gruntfile)\.(py|[cm]?[jt]s)$"
)
"""Scripts in languages that a product is written in too, so that their folder says what they are."""

_BY_NAME = re.compile(
    r"(^|/)\.?(tools|tasks|hooks)/([^/]+/)*[^/]+\.(py|rb|pl|[cm]?[jt]s|go)$|"
    r"(^|/)((run|ci|all)[-_.]?)?(tests?|checks?|lint|ci|verify)([-_.]\w+)?\.(py|rb|pl|[cm]?[jt]s|go)$|"
    r"(^|/)(gulpfile|Gruntfile|Jakefile|tasks|manage|setup|build)\.\w+$|(^|/)[^/.]+$|\.(rake|mk)$"
)
"""Files that may be run to check, by their names, in any language."""

RUNS_CHECKS = re.compile(
    r"\b(pytest|unittest|tox|nox|go\s+(test|vet)|cargo\s+(test|clippy|nextest)|(npm|yarn|pnpm|bun)\s+(run\s+)?(test|lint)|"
    r"jest|vitest|mocha|rspec|mvnw?|gradlew?|phpunit|ctest|dotnet\s+test|mix\s+test|ruff|flake8|mypy|pyright|eslint|tsc|"
    r"golangci-lint|rubocop|shellcheck|bats)\b"
)
"""What runs checks, where a line of a script or makefile says so."""
WAYS: tuple[tuple[str, str], ...] = (
    (
        "it becomes what cannot fail",
        r"(^|;|&&|\bthen\b|\bdo\b)\s*exec\s+(true|:|echo|printf|cat|sleep|date|exit)(?=\s|;|$)",
    ),
    ("it leaves well in the end", r"\btrap\s[^#]{0,200}\bexit(\s+0)?\s*['\";]"),
    ("it leaves well midway", r"(&&|;|\bthen)\s*exit(\s+0)?\s*(;|\}|$)|^return(\s+0)?\s*$"),
    ("what it ends with went well", r"^(true|:)\s*$"),
    (
        "a part never runs",
        r"^\s*(el)?if\s+(false|!\s*(true|:)|\[\s+0\s+-[a-z]{2}\s+1\s+\])\s*(;|$)|^\s*while\s+false\b|"
        r"^\s*until\s+(true|:)(?=\s|;|$)|\bfalse\s*&&|\btrue\s*\|\||\bfor\s+\w+\s+in\s*(;|$)|"
        r"\[\s+(-n\s+(\"\"|'')|-z\s+[\"']?[\w./-]+[\"']?)\s+\]",
    ),
    ("a part is a text", r"^\s*:\s*<<"),
    ("a part runs beside", r"^\s*[})]\s*&\s*$"),
    ("it ends itself", r"\bkill\s[^#;]{0,40}\$(\$|\{?BASHPID)"),
    (
        "tests are gone before they run",
        r"\b(rm|mv|truncate)\s[^#;|&]{0,200}?(\btest_\w+\.py|_test\.go|[._](test|spec)\.\w|_spec\.rb|"
        r"Tests?\.(java|kt|cs)|\btests?/?(\s|$|\*))",
    ),
    (
        "a folder of the repository's own comes before PATH",
        r"(^|[\s;])PATH=[\"']?+(?!\$\{?PATH\b|~|/|[A-Z]:|[^:]{0,80}(node_modules/\.bin|venv/bin|vendor/bin)[\"']?:|"
        r"\$\{?(HOME|GO\w*|CARGO_HOME|JAVA_HOME|VIRTUAL_ENV|CONDA\w*|PYENV_ROOT|RBENV_ROOT|NVM_\w+|PNPM_HOME|ANDROID\w+)\b|"
        r"\$\((go|npm|yarn|pnpm|brew|ruby|gem|python3?|rustc) )",
    ),
)
"""How a script is made to end well whatever it checks, or to check something else."""
_WAYS = re.compile("|".join(f"(?:{pattern})" for _, pattern in WAYS))
_FAILS = re.compile(
    r"^\s*set\s+[^#]{0,40}(-[a-z]{0,9}e|-o\s+(errexit|pipefail))|^#!.{1,80}\s-[a-z]{0,9}e|"
    r"\b(exit|return)\s+[1-9]|\$ErrorActionPreference\b|^\s*throw\b|"
    r"\bsys\.exit\(\s*[^\s)0]|\bSystemExit\(\s*[^\s)0]|\bprocess\.exit(Code)?\b\s*[(=]\s*[^\s)0]|\babort\b|\bdie\b"
)
RECIPES = re.compile(r"((^|/)([Mm]akefile|GNUmakefile|[Jj]ustfile|Taskfile\.ya?ml|Rakefile)|\.mk)$")
"""Files of recipes, whose lines a shell runs."""
_LET_BE = re.compile(
    r"^(?:[@+]*-[@+]*\s*|(?:if\s+)?!\s+|if\s+)?(?P<command>\S[^|;&]{0,300}?)\s*(?P<rest>\|\|.*|[|;].*|&)?$"
)
_KEEPS_HOUSE = re.compile(
    r"^(?:rm|kill|mkdir|cd|cp|mv|ln|docker|git|echo|sudo|apt|brew|curl|wget|chmod|export|source|set|trap|pip|wait)\b"
)
_STILL_FAILS = re.compile(r"\|\|\s*(?:exit|return)\s*(?:\$\?)?\s*(?:#.*)?$|\bpipefail\b")
"""How a line lets a command's failure be, commands that check nothing, and ends by which one fails still."""
_QUOTED = re.compile(r"\"(\$\{?\w{1,60}\}?)\"")
_BRACED = re.compile(r"\$\{(\w{1,60})\}")
_LINE = 400
"""Characters of a line that are looked at."""


def is_script(path: str) -> bool:
    """Whether a file may be a script that checks."""
    return any(kind.search(path) for kind in (SCRIPTS, _OTHERS, _BY_NAME))


def loosens(path: str, plus: tuple[str, ...], minus: tuple[str, ...], hidden: tuple[str, ...]) -> bool:
    """Whether a script checks less by the lines that it gains and loses, and by those that are `hidden` in it."""
    shell, other = SCRIPTS.search(path), _OTHERS.search(path)
    if (shell or RECIPES.search(path)) and _lets_be(plus, minus):
        return True
    if not shell and not other:
        return False
    return (
        _runs_fewer(plus, (*minus, *hidden))
        or _failing(minus) > _failing(plus)
        or bool(shell and any(map(_leaves, plus)))
    )


def _runs_fewer(plus: tuple[str, ...], minus: tuple[str, ...]) -> bool:
    kept = set(map(_plain, plus))
    return any(RUNS_CHECKS.search(line) and _plain(line) not in kept for line in minus)


def _lets_be(plus: tuple[str, ...], minus: tuple[str, ...]) -> bool:
    """Whether the failure of a command that ran before is let be now: `|| echo`, `; true`, `| cat`, `&`, `!`, `if`."""
    was = {line.strip().lstrip("@+") for line in minus} - {line.strip().lstrip("@+") for line in plus}
    if not was or any(_FAILS.search(line[:_LINE]) or _STILL_FAILS.search(line[:_LINE]) for line in plus):
        return False
    hits = (_LET_BE.match(line.strip()) for line in plus if len(line) < _LINE)
    commands = (hit["command"] for hit in hits if hit and hit["command"] != hit.string)
    return any(command in was and not _KEEPS_HOUSE.match(command) for command in commands)


def _plain(line: str) -> str:
    """A line as it reads without the quotes and braces around a variable alone."""
    return _BRACED.sub(r"$\1", _QUOTED.sub(r"\1", line.strip()))


def _failing(lines: tuple[str, ...]) -> int:
    return sum(bool(_FAILS.search(line[:_LINE])) for line in lines)


def _leaves(line: str) -> bool:
    return bool(_WAYS.search(line[:_LINE]))
