"""Gradle, javac and javadoc."""

from collections.abc import Sequence

from bot.orient.diagnosis.shapes import PATH, Family, Groups, Shape, rx
from bot.orient.diagnosis.telling import suffixed


def _java(lines: Sequence[str], at: int, groups: Groups) -> Groups | None:
    tools = {
        ".java": ("javac", "build"),
        ".kt": ("kotlinc", "build"),
        ".scala": ("scalac", "build"),
        ".groovy": ("groovyc", "build"),
    }
    if groups["file"].endswith(".java") and _COMMENTED.match(groups["message"]):
        return {**groups, "tool": "javadoc", "kind": "lint"}
    for ending, (tool, kind) in tools.items():
        if groups["file"].endswith(ending):
            return {**groups, "tool": groups.get("tool", tool), "kind": kind}
    return None


_COMMENTED = rx(
    r"(?:@\w{1,30} (?:name )?not found|no (?:main )?(?:comment|description)\b|no (?:@\w{1,30}|description) for|no @\w{1,30}$"
    r"|element not (?:closed|allowed)|unexpected end tag|unknown (?:tag|element)|bad (?:use of|HTML entity)|malformed HTML"
    r"|reference not found|attribute \w{1,30} (?:not|is)|self-closing element|exception not thrown|semicolon missing)"
)
"""What doclint has against comments."""


FAMILY = Family(
    "gradle",
    (
        Shape(
            "fail",
            rx(r"(?P<suite>[\w.$]{1,300})(?: > [^>]{1,200})? > (?P<test>[^>]{1,200}?) FAILED$"),
            below=rx(r"\s+[\w.$]{1,200} at (?P<file>[\w$-]{1,200}\.\w{1,10}):(?P<line>\d{1,7})$"),
            reach=1,
            kind="test",
            tool="gradle",
            weight=91,
            extent="indented",
            most=24,
            more=suffixed,
        ),
        Shape(
            "fail",
            rx(r"(?P<suite>[\w.$]{1,300})(?: > (?P<group>[^>]{1,200}))? > (?P<test>[^>]{1,200}?) FAILED$"),
            kind="test",
            tool="gradle",
            weight=90,
            extent="indented",
            most=24,
            trace=True,
            more=suffixed,
        ),
        Shape(
            "error",
            rx(
                r"(?:\s*\[javac\] |:[\w:-]{1,200}(?=/|[A-Za-z]:[\\/]))?"
                + PATH
                + r":(?P<line>\d{1,7}): error: (?P<message>.*)$"
            ),
            kind="build",
            weight=86,
            extent="until",
            ends=rx(r"\S.*:\d{1,7}: |\d{1,6} errors?$|\s*$"),
            most=6,
            more=_java,
        ),
        Shape(
            ":0",
            rx(
                PATH
                + r":(?P<line>\d{1,7}): (?P<severity>warning): (?:\[(?P<code>[\w-]{1,40})\] )?(?P<message>.*)$"
            ),
            below=rx(r"error: warnings found and -Werror specified"),
            reach=400,
            kind="build",
            weight=80,
            more=_java,
        ),
        # Kotlin/Native's tests, of no source set
        Shape(
            "fail",
            rx(r"(?P<suite>[\w.$]{1,300})\.(?P<test>\w{1,200}) FAILED$"),
            below=rx(r"    (?P<message>[\w.$]{1,200}(?:Error|Exception|Throwable|Failure)\b.*)$"),
            reach=1,
            kind="test",
            tool="gradle",
            weight=88,
            extent="indented",
            most=24,
            trace=True,
            more=suffixed,
        ),
        Shape(
            "^* W",
            rx(r"\* What went wrong:$"),
            below=rx(r"(?P<message>\S.*)$"),
            reach=1,
            kind="build",
            tool="gradle",
            weight=62,
            extent="until",
            ends=rx(r"\* Try"),
            most=14,
        ),
        Shape(
            "not ",
            rx(r"\s*> ?(?P<message>Could not (?:resolve|find|get) .*)$"),
            kind="dependency",
            tool="gradle",
            weight=80,
        ),
        Shape(
            "not ",
            rx(
                r"(?P<message>(?:Task '[^']{1,200}'|Cannot locate tasks that match '.{1,400}) not found in .*)$"
            ),
            above=rx(r"\* What went wrong:$"),
            reach=1,
            kind="configuration",
            tool="gradle",
            weight=86,
        ),
        Shape(
            "^Bui",
            rx(r"Build file '(?P<file>[^']{1,300})' line: (?P<line>\d{1,6})$"),
            kind="configuration",
            tool="gradle",
            weight=84,
            extent="until",
            ends=rx(r"\* Try"),
            most=8,
        ),
        Shape(
            "^Scr",
            rx(r"Script '(?P<file>[^']{1,300})' line: (?P<line>\d{1,6})$"),
            below=rx(r"> (?P<message>\S.*)$"),
            reach=5,
            needs=False,
            kind="build",
            tool="gradle",
            weight=84,
            extent="until",
            ends=rx(r"\* Try"),
            most=8,
        ),
    ),
)
