"""MSBuild, csc, fsc and their analyzers, dotnet format, NuGet."""

from collections.abc import Sequence

from bot.orient.diagnosis.paths import is_foreign
from bot.orient.diagnosis.shapes import Family, Groups, Shape, rx
from bot.orient.diagnosis.values import Kind

_BEGINS = r"(?:Error: )?\s*(?:\d{1,4}(?::\d{1,3})?>)?"
"""What Actions puts before it where it is copied from its page, and which of several projects is built."""
_PATH = r"(?:[A-Za-z]:)?[^\s(:](?:[^(:]| \(x86\)){0,300}?"
_AT = r"\((?P<line>\d{1,7})(?:,(?P<column>\d{1,5}))?[\d,]{0,16}\)"
_FILE = r"(?P<file>" + _PATH + r")(?:" + _AT + r")? ?: "
_OF = r"(?: \[(?P<project>[^\s\[\]](?:[^\[\]]{0,300}[^\s\[\]])?)\])?$"
"""The project that was built, and for which framework."""

_COMPILERS = {"CS": "csc", "FS": "fsc", "BC": "vbc", "VB": "vbc"}
"""How a compiler's own codes begin; all others are analyzers', which anybody may write."""


def _compiled(lines: Sequence[str], at: int, groups: Groups) -> Groups | None:
    code = groups["code"].rstrip("0123456789")
    tool = _COMPILERS.get(code)
    kind: Kind = "build" if tool else "lint"
    return {**groups, "kind": kind, "tool": tool or "csc"}


def _built(lines: Sequence[str], at: int, groups: Groups) -> Groups | None:
    """What the SDK's own targets say is told of the project that they were run for."""
    project = groups.get("project", "").partition("::")[0]
    if not is_foreign(groups.get("file", "")):
        return groups
    left = {name: text for name, text in groups.items() if name not in ("file", "line", "column")}
    return {**left, "file": project} if project else left


FAMILY = Family(
    "dotnet",
    (
        Shape(
            "error",
            rx(
                _BEGINS
                + r"(?P<file>"
                + _PATH
                + r"\.(?:cs|fs|fsi|fsx|vb|cshtml|razor|xaml))"
                + _AT
                + r": (?P<severity>error) "
                r"(?P<code>[A-Za-z]{1,16}\d{1,6}): (?P<message>.*?)" + _OF
            ),
            weight=88,
            kind="build",
            more=_compiled,
        ),
        Shape(
            "error",
            rx(
                _BEGINS + r"(?:CSC|FSC|VBC|csc|fsc|vbc) ?: (?P<severity>error) "
                r"(?P<code>[A-Za-z]{1,16}\d{1,6}): (?P<message>.*?)" + _OF
            ),
            weight=86,
            kind="build",
            more=_compiled,
        ),
        Shape(
            "error",
            rx(
                _BEGINS + _FILE + r"(?P<severity>error) "
                r"(?P<code>WHITESPACE|FINALNEWLINE|ENDOFLINE|CHARSET|IMPORTS): (?P<message>.*?)" + _OF
            ),
            kind="format",
            tool="dotnet format",
            weight=88,
        ),
        Shape(
            "error",
            rx(_BEGINS + _FILE + r"(?P<severity>error) (?P<code>NU\d{4}):(?: (?P<message>.*?))??" + _OF),
            kind="dependency",
            tool="nuget",
            weight=88,
            more=_built,
            extent="indented",
            most=8,
        ),
        # each by itself, so that it needs all of `error MSB`, which few lines hold that hold an error
        *(
            Shape(
                "error",
                rx(
                    _BEGINS
                    + r"(?:MSBUILD : |(?!MSBUILD : )"
                    + _FILE
                    + r")?(?P<severity>error) (?P<code>"
                    + code
                    + r"\d{4}): (?P<message>.*?)"
                    + _OF
                ),
                kind="configuration",
                tool="msbuild",
                weight=86,
                more=_built,
            )
            for code in ("MSB", "NETSDK")
        ),
        Shape(
            "error",
            rx(
                _BEGINS
                + r"(?P<file>"
                + _PATH
                + r"\.(?:\w{0,8}proj|targets|props|sln))(?:"
                + _AT
                + r")? ?: (?P<severity>error) ?: "
                r"(?P<message>.*?)" + _OF
            ),
            kind="build",
            tool="msbuild",
            weight=80,
            more=_built,
        ),
    ),
)
