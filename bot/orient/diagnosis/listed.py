"""A bare list of files: all that `prettier --list-different`, `gofmt -l` and `flake8 -q` say is their names.

No word tells that something is wrong there. So it is looked for only where nothing else tells more: names
of files, one a line, that a command ended with.
"""

import re
from collections.abc import Sequence

from bot.orient.diagnosis.lines import Log
from bot.orient.diagnosis.purpose import purpose
from bot.orient.diagnosis.sections import Section
from bot.orient.diagnosis.shapes import Mark, Shape
from bot.orient.diagnosis.values import Kind

FAMILY = "listed"
DOUBT = 40
"""What the best of what else was found weighs at most for a list to be looked for."""
MOST = 500
"""Files of a list; what is longer is none."""
_SHAPE = Shape("", re.compile(r"(?!)"), weight=70)
_FILE = re.compile(
    r"(?:[A-Z]:[\\/])?(?!https?:)(?!-)[\w.@~/\\()\[\]+-]{0,300}\.(?P<ending>[a-z]\w{0,9})$|(?:[\w.@~-]{1,80}/){1,20}[\w.@-]{1,80}$",
    re.I,
)
_OVER = re.compile(
    r"$|##\[|make(?:\[\d{1,3}\])?: |npm (?:ERR!|error|notice)|error Command failed|.{0,3}ELIFECYCLE"
    r"|info Visit |exit status \d"
    r"|The command \"|ERROR: Job failed|Exited with code|script returned|\d{1,6}$"
)
"""What may stand below a list: that the command failed, and how much is in it."""
_ECHO = re.compile(
    r"$|[+$>%] ?\S|##\[|shell: |env: "
    r"|(?:npx |yarn |pnpm |exec )?(?:prettier|gofmt|shfmt|flake8|rubocop|black|terraform|cargo) "
)
"""What may stand above it: nothing, or the command."""

_ENDINGS: tuple[tuple[frozenset[str], str | None, Kind], ...] = (
    (frozenset(("go",)), "gofmt", "format"),
    (frozenset(("rs",)), "rustfmt", "format"),
    (frozenset(("tf", "tfvars", "hcl")), "terraform", "format"),
    (frozenset(("sh", "bash")), "shfmt", "format"),
    (frozenset(("py", "pyi")), "flake8", "lint"),
    (frozenset(("rb", "rake", "gemspec")), "rubocop", "lint"),
    (frozenset(("c", "cc", "cpp", "cxx", "h", "hpp", "hh", "m", "mm", "proto")), "clang-format", "format"),
    (frozenset(("hs", "ml", "mli", "ex", "exs", "zig", "nim", "dart", "java", "php", "lua")), None, "format"),
    (
        frozenset(
            ("js", "jsx", "mjs", "cjs", "ts", "tsx", "mts", "cts", "css", "scss", "less", "html", "vue")
        )
        | frozenset(("svelte", "md", "mdx", "json", "json5", "yml", "yaml", "graphql", "hbs")),
        "prettier",
        "format",
    ),
)
"""What lists files by how they all end: the first that knows every ending."""
_TOOLS = re.compile(
    r"\b(?P<tool>prettier|gofmt|goimports|gofumpt|shfmt|flake8|rubocop|terraform|rustfmt|black|isort|eslint|yapf"
    r"|docformatter|autopep8|clang-format|standard)\b"
)


def listed(log: Log, section: Section | None) -> list[Mark]:
    """The files of the list that a section ends with, or else the log; none where it ends with none."""
    first, last = (section.first, section.last) if section is not None else (0, len(log.lines) - 1)
    end = last
    while end >= first and _OVER.match(log.lines[end]):
        end -= 1
    begin = end + 1
    while begin > first and end - begin < MOST and _FILE.match(log.lines[begin - 1]):
        begin -= 1
    above = log.lines[begin - 1] if begin > first else ""
    if not 0 <= end - begin < MOST - 1 or not _ECHO.match(above):
        return []
    whose = _whose(log.lines[begin : end + 1], _command(log, section, first, begin))
    return [
        Mark(i, begin, end, _SHAPE, FAMILY, {**whose, "file": log.lines[i]}, float(_SHAPE.weight))
        for i in range(begin, end + 1)
    ]


def _command(log: Log, section: Section | None, first: int, begin: int) -> str:
    """What ran: as the section tells, and what stands above the list."""
    told = (section.command or section.step or "") if section is not None else ""
    return "\n".join((told, *log.lines[max(first, begin - 4) : begin]))


def _whose(files: Sequence[str], command: str) -> dict[str, str]:
    """Tool and class, by the command or by how the files end."""
    endings = {found["ending"].lower() for file in files if (found := _FILE.match(file)) and found["ending"]}
    by_ending = next(((t, k) for known, t, k in _ENDINGS if endings and endings <= known), (None, "lint"))
    named = _TOOLS.search(command)
    tool = named["tool"] if named else by_ending[0]
    kind = purpose(command) if named else by_ending[1]
    return {"kind": kind or "format", **({"tool": tool} if tool else {})}
