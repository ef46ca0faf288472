"""The TypeScript compiler and ts-node."""

from collections.abc import Sequence

from bot.orient.diagnosis.shapes import AT, PATH, Family, Groups, Shape, rx


def _configured(lines: Sequence[str], at: int, groups: Groups) -> Groups:
    """What is wrong in its own settings is no type."""
    return {**groups, "kind": "configuration"} if groups["file"].endswith(".json") else groups


FAMILY = Family(
    "typescript",
    (
        Shape(
            "error",
            rx(  # a label of npm-run-all may stand before it
                r"(?:\[[\w:./@-]{1,60} {0,40}\] )?"
                + PATH
                + r"\((?P<line>\d{1,7}),(?P<column>\d{1,5})\): (?P<severity>error) (?P<code>TS\d{3,6}): (?P<message>.*)$"
            ),
            kind="types",
            tool="tsc",
            weight=88,
            extent="indented",
            most=6,
            more=_configured,
        ),
        Shape(
            "error",
            rx(r"\s{0,8}" + AT + r" - (?P<severity>error) (?P<code>TS\d{3,6}): (?P<message>.*)$"),
            kind="types",
            tool="tsc",
            weight=88,
            extent="until",
            ends=rx(r"\S.{0,300}:\d{1,7}:\d{1,5} - |Found \d"),
            most=8,
        ),
        Shape(
            "error",
            rx(r"(?:.{0,60} )?(?P<severity>error) (?P<code>TS\d{3,6}): (?P<message>.*)$"),
            kind="configuration",
            tool="tsc",
            weight=78,
        ),
        Shape(
            "error",
            rx(AT + r" - (?P<severity>error) ts\((?P<code>\d{3,6})\): (?P<message>.*)$"),
            kind="types",
            tool="astro",
            weight=89,
            extent="paragraph",
            most=5,
        ),
        Shape(
            ":0",
            rx(
                r"(?P<file>[^\s:()]{1,250}\.[mc]?tsx?) \((?P<line>\d{1,7}),(?P<column>\d{1,5})\): "
                r"(?P<message>.*?)(?: \((?P<code>\d{4,5})\))?$"
            ),
            kind="types",
            tool="ts-node",
            weight=80,
        ),
    ),
)
