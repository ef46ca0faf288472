"""A stack trace → the frame in the repository's own code that tells most."""

import re
from collections.abc import Sequence
from functools import lru_cache

from bot.orient.diagnosis.literals import compiled
from bot.orient.diagnosis.paths import is_foreign


def _frame(pattern: str) -> re.Pattern[str]:
    return compiled(pattern)


_FIRST = (
    _frame(
        r"\s*at (?:async )?(?:new )?[^()]{0,200}\((?P<file>[^\s:()]{1,300}"
        r"|(?:file:///[A-Za-z]:|(?:file|webpack)://)[^\s:()]{1,300}):(?P<line>\d{1,7}):(?P<column>\d{1,5})\)"
    ),
    _frame(
        r"\s*(?:at (?:async )?|❯ (?:.{1,120} )?)(?P<file>(?:file://)?[^\s:()]{1,300}):(?P<line>\d{1,7}):(?P<column>\d{1,5})$"
    ),
    _frame(
        r"(?:\[(?:info|error)\])?\s*(?:[✗✘|] )?(?:at )?(?P<scope>[\w.$/<>-]{1,300})\.[\w$<>]{1,200}"
        r"\((?P<file>[\w$-]{1,200}\.\w{1,10}):(?P<line>\d{1,7})\)"
    ),
    _frame(r"\s*at .{1,400} in (?P<file>\S.{0,300}):(?:line )?(?P<line>\d{1,7}) ?$"),
    _frame(
        r"(?:\[xUnit\.net [\d:.]{1,20}\])? {6,16}(?P<file>\S[^()]{0,300})\((?P<line>\d{1,7}),\d{1,5}\): at \S"
    ),
    _frame(r"\s*at [\w.$#<>]{1,300}\((?P<file>/[^\s:()]{1,300}\.kt):(?P<line>\d{1,7})\)"),
    _frame(
        r"\s+(?:# )?(?:\./)?(?P<file>[^\s:#]{1,300}\.(?:rb|rake|exs?|erl|lua|dart|php)):(?P<line>\d{1,7})(?::in\b.*|: .*)?$"
    ),
    _frame(r"\s+(?P<file>[^\s:]{1,300}\.go):(?P<line>\d{1,7})(?: \+0x[0-9a-f]{1,16})?$"),
)
"""Languages that print the innermost frame first: JavaScript, Java, .NET, Kotlin/Native, Ruby, Elixir, Go."""

_LAST = re.compile(r"[\s|+]*File \"(?P<file>[^\"]{1,400})\", line (?P<line>\d{1,7})")
"""Python prints the innermost frame last."""

_RUNTIME = re.compile(
    r"(?:java|javax|jdk|sun|kotlin|scala|groovy|junit|munit|utest|verify|org\.(?:junit|testng|hamcrest|assertj"
    r"|opentest4j|apache|gradle|mockito|scalatest|scalactic|scalacheck|specs2))\."
)


def frame(lines: Sequence[str], first: int, last: int) -> dict[str, str]:
    """The groups `file` and `line` of the telling frame between two lines; nothing where there is none."""
    deepest: dict[str, str] = {}
    for line in lines[first : last + 1]:
        if '"' in line and (found := _LAST.match(line)):
            if not is_foreign(found["file"]):
                deepest = found.groupdict()
            continue
        if ":" in line and (mine := _first(line)):
            return dict(mine)
    return deepest


@lru_cache(maxsize=2_048)
def _first(line: str) -> tuple[tuple[str, str], ...]:
    """The groups of a frame of the repository's own code; remembered, for traces of one log are much alike."""
    for pattern in _FIRST:
        if (found := pattern.match(line)) and (mine := _own(found)):
            return tuple(mine.items())
    return ()


def _own(found: re.Match[str]) -> dict[str, str]:
    groups = {k: v for k, v in found.groupdict().items() if v is not None}
    scope = groups.pop("scope", None)
    if scope is None:
        return {} if is_foreign(groups["file"]) else groups
    scope = scope.rpartition("/")[2]  # a module's name stands before it since Java 9
    if _RUNTIME.match(scope + "."):
        return {}
    package = scope.rpartition(".")[0].replace(".", "/")
    return {**groups, "file": f"{package}/{groups['file']}" if package else groups["file"]}
