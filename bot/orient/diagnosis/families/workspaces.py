"""What runs other tools, and what it says itself: Nx, Turborepo, Buck2, super-linter, MegaLinter, Cypress."""

from collections.abc import Sequence

from bot.orient.diagnosis.purpose import purpose
from bot.orient.diagnosis.shapes import Family, Groups, Shape, rx


def _target(lines: Sequence[str], at: int, groups: Groups) -> Groups:
    """Of the class that its target's name tells."""
    target = groups.pop("target")
    return {**groups, "kind": purpose(target) or "build"}


_NX = r"(?:> +)? ?(?:>  )?NX {2,}(?:ERROR {2,})?"

FAMILY = Family(
    "workspaces",
    (
        Shape(
            "fail",
            rx(_NX + r"(?P<message>Running targets? \"?(?P<target>[^\",]{1,80})[\", ].* failed)$"),
            tool="nx",
            weight=46,
            more=_target,
            extent="until",
            ends=rx(r"\s*(?:Hint|You can isolate)"),
            most=20,
        ),
        Shape(
            "cannot",
            rx(_NX + r"(?P<message>Cannot find (?:configuration for task|target|project) .*)$"),
            kind="configuration",
            tool="nx",
            weight=88,
        ),
        Shape(
            "fail",
            rx(r"\s*ERROR +(?P<message>run failed: error preparing engine: .*)$"),
            kind="configuration",
            tool="turbo",
            weight=90,
        ),
        Shape(
            "not ",
            rx(r"[\s`>x×│╰─▶-]{0,20}(?P<message>Could not find task `[^`]{1,100}` in project.*)$"),
            kind="configuration",
            tool="turbo",
            weight=90,
        ),
        Shape(
            "missing",
            rx(r"(?P<message>The cypress npm package is installed, but the Cypress binary is missing\.)$"),
            kind="configuration",
            tool="cypress",
            weight=90,
            extent="until",
            ends=rx(r"Platform: "),
            most=16,
        ),
        Shape(
            "fail",
            rx(r"(?:\[[^\]]{1,40}\] )?(?P<message>Action failed: \w{1,60}//\S.*)$"),
            kind="build",
            tool="buck2",
            weight=48,
        ),
        Shape(
            "error",
            rx(r"(?:\S{1,12} \S{1,12} )?\[ERROR\] +(?P<message>Found errors (?:in \[|when linting )\S.*)$"),
            kind="lint",
            tool="super-linter",
            weight=54,
            extent="until",
            ends=rx(r"-{6,}$|\d{4}-\d\d-\d\d "),
            most=20,
        ),
        Shape(
            "error",
            rx(r"ERROR! (?P<message>Found errors in \[\S{1,60}\] linter!)"),
            kind="lint",
            tool="super-linter",
            weight=54,
            extent="indented",
        ),
        Shape(
            "error",
            rx(r"❌ (?P<message>Linted \[\w{1,60}\] files with \[\S{1,60}\]: Found [1-9]\d{0,6} error.*)$"),
            kind="lint",
            tool="mega-linter",
            weight=48,
        ),
    ),
)
