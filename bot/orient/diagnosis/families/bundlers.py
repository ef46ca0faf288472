"""webpack, esbuild, Vite and Rollup."""

from collections.abc import Sequence

from bot.orient.diagnosis.shapes import AT, PATH, Family, Groups, Shape, rx
from bot.orient.diagnosis.traces import frame


def _thrown(lines: Sequence[str], at: int, groups: Groups) -> Groups:
    """Where a configuration raises, or does not parse; else the file alone."""
    name = groups["file"]
    for line in lines[at + 1 : at + 12]:
        if line.strip().startswith(f"{name}:"):
            return {**groups, "line": line.strip().removeprefix(f"{name}:").split(":")[0]}
    return {**groups, **frame(lines, at + 1, at + 12)}


def _untold(lines: Sequence[str], at: int, groups: Groups) -> Groups | None:
    """The place of an error, with what Rollup says above it, unless esbuild's list of all of them stands there."""
    above = lines[at - 1] if at else ""
    said = _ROLLED.match(above)
    return None if ": ERROR: " in above else {**groups, "message": said["message"]} if said else groups


_ROLLED = rx(r"(?:\[[\w:@/ -]{1,60}\] )?[^\s:]{1,300} \(\d{1,7}:\d{1,5}\): (?P<message>\S.*)$")


FAMILY = Family(
    "bundlers",
    (
        Shape(
            "exce",
            rx(r"ERROR in (?P<message>(?:asset|entrypoint) size limit: .*)$"),
            kind="build",
            tool="webpack",
            weight=84,
            extent="paragraph",
        ),
        Shape(
            "error",
            rx(
                r"\s*ERROR in (?P<file>\./[^\s:]{1,300})(?: \([^\s()]{1,400}\))?"
                r"(?: (?P<line>\d{1,7}):(?P<column>\d{1,5})(?:-\d{1,7}"
                r"(?::\d{1,5})?)?)?$"
            ),
            kind="build",
            tool="webpack",
            weight=88,
            extent="paragraph",
            most=16,
        ),
        Shape(
            "error",
            rx(r"\s*ERROR in (?P<message>(?:\[at-loader\] |TS\d|Entry module|main|multi ).*)$"),
            kind="build",
            tool="webpack",
            weight=84,
            extent="paragraph",
            most=16,
        ),
        Shape(
            "error",
            rx(
                r"\[(?:tsl|at-loader)\] ERROR in (?P<file>\S{1,300})\((?P<line>\d{1,7}),(?P<column>\d{1,5})\)$"
            ),
            below=rx(r"\s+(?P<code>TS\d{3,6}): (?P<message>.*)$"),
            reach=1,
            kind="types",
            tool="webpack",
            weight=90,
        ),
        Shape(
            "not ",
            rx(r"(?P<message>Module not found: Error: Can't resolve .*)$"),
            kind="build",
            tool="webpack",
            weight=80,
        ),
        Shape(
            "invalid",
            rx(r"(?:\[webpack-cli\] )?(?:✖ )?(?P<message>Invalid configuration object\. .*)$"),
            kind="configuration",
            tool="webpack",
            weight=88,
            extent="until",
            ends=rx(r"\s*at "),
            most=12,
        ),
        Shape(
            "fail",
            rx(r"(?P<message>Module (?:build failed|parse failed: ).*)$"),
            kind="build",
            tool="webpack",
            weight=78,
            extent="paragraph",
            most=14,
        ),
        Shape(
            "^✘ [",
            rx(r"✘ \[ERROR\] (?P<message>.*)$"),
            below=rx(r"\s+" + AT + r":$"),
            reach=3,
            needs=False,
            kind="build",
            tool="esbuild",
            weight=86,
            extent="indented",
            most=14,
        ),
        Shape(
            "fail",
            rx(r"(?:\[webpack-cli\] )?(?:✖ )?(?P<message>Failed to load '(?P<file>[^'\s]{1,300})' config)$"),
            kind="configuration",
            tool="webpack",
            weight=88,
            extent="until",
            ends=rx(r"▶ CJS"),
            most=30,
            more=_thrown,
        ),
        Shape(
            "error",
            rx(
                r"\[!\] (?:Error: )?(?P<message>\"[^\"]{1,200}\" is imported by \"(?P<file>[^\"]{1,300})\","
                r" but could not be .*)$"
            ),
            kind="build",
            tool="rollup",
            weight=86,
        ),
        Shape(
            "error",
            rx(
                r"\[!\] \(plugin typescript\) (?:Rollup)?Error: (?:\[plugin typescript\] "
                + PATH
                + r" \((?P<line>\d{1,7}):(?P<column>\d{1,5})\): )?@rollup/plugin-typescript "
                r"(?P<code>TS\d{3,6}): (?P<message>.*)$"
            ),
            below=rx(PATH + r" \((?P<line>\d{1,7}):(?P<column>\d{1,5})\)$"),
            reach=3,
            needs=False,
            kind="types",
            tool="rollup",
            weight=91,
        ),
        Shape(
            "error",
            rx(r"\[!\] (?:\(plugin (?P<code>[^()]{1,80})\) )?(?P<message>(?:\w{0,40}Error): .*)$"),
            kind="build",
            tool="rollup",
            weight=78,
        ),
        Shape(
            "error",
            rx(r"(?P<message>error during build:.*)$"),
            kind="build",
            tool="vite",
            weight=70,
            extent="paragraph",
            most=20,
        ),
        Shape(
            ":0",
            rx(r"\s+╭─+\[ " + AT + r" \]$"),
            above=rx(r"\[(?P<code>[A-Z_]{3,40}|(?:builtin|plugin):[\w:-]{1,60})\] (?P<message>.*)$"),
            reach=2,
            kind="build",
            tool="vite",
            weight=88,
            before=2,
            extent="until",
            ends=rx(r"─*╯$"),
            most=12,
        ),
        Shape(
            "fail",
            rx(
                r".*(?P<message>(?:Rollup|Rolldown) failed to resolve import\b.{0,200}?)"
                r"(?: from \"(?P<file>[^\"]{1,300})\".*)?$",
            ),
            kind="build",
            tool="vite",
            weight=87,
        ),
        Shape(
            "^[pl",
            rx(
                r"\[plugin (?P<code>[\w:-]{1,80})\] (?P<file>(?:[A-Za-z]:)?[^\s:()]{1,300}?)"
                r"(?:(?: \(|:)(?P<line>\d{1,7}):(?P<column>\d{1,5})\)?|:undefined:NaN)?$"
            ),
            below=rx(r"(?P<message>\S.*)$"),
            reach=1,
            kind="build",
            tool="vite",
            weight=87,
            given="error during build:",
        ),
        Shape(
            "fail",
            rx(r"(?P<message>failed to load config from .*)$"),
            kind="configuration",
            tool="vite",
            weight=89,
            below=rx(r"error during build:|⎯+ Startup Error ⎯+$"),
            reach=2,
        ),
        Shape(
            "fail",
            rx(r"\s*(?P<message>\[vite\](?:: | ).*)$"),
            kind="build",
            tool="vite",
            weight=86,
        ),
        Shape(
            "not ",
            rx(
                r"\s*(?P<message>Could not resolve (?:entry module )?[\"'].*?)(?: from \"(?P<file>[^\"]{1,300})\")?$"
            ),
            kind="build",
            tool="vite",
            weight=84,
        ),
        Shape(
            "error",
            rx(AT + r": ERROR: (?P<message>.*)$"),
            above=rx(
                r"(?:\[(?P<tool>vite):[\w:-]{1,40}\] |.{0,80}Error: )?(?:Transform|Build) failed with \d{1,6} errors?:$"
            ),
            reach=100,
            kind="build",
            tool="esbuild",
            weight=84,
        ),
        Shape(
            "^fil",
            rx(r"file: " + PATH + r":(?P<line>\d{1,7}):(?P<column>\d{1,5})"),
            more=_untold,
            kind="build",
            tool="vite",
            weight=80,
            before=2,
            extent="paragraph",
            most=10,
        ),
    ),
)
