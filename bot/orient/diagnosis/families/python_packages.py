"""pip, uv and Poetry."""

import re

from bot.orient.diagnosis.shapes import Family, Shape, rx

FAMILY = Family(
    "python packages",
    (
        Shape(
            "^err",
            rx(r"error: (?P<message>No solution found when resolving.*)$"),
            kind="dependency",
            tool="uv",
            weight=90,
            extent="indented",
            most=20,
        ),
        Shape(
            "error",
            rx(r"(?P<message>ModuleNotFoundError: No module named .*)$"),
            above=rx(r"\s*File \"(?P<file>[^\"]{1,300})\", line (?P<line>\d{1,7})"),
            reach=3,
            needs=False,
            kind="dependency",
            tool="python",
            weight=70,
        ),
        Shape(
            "error",
            rx(r"(?P<message>(?:SyntaxError|IndentationError|TabError): .*)$"),
            above=rx(r"\s*File \"(?P<file>[^\"]{1,300})\", line (?P<line>\d{1,7})"),
            reach=4,
            kind="build",
            tool="python",
            weight=80,
            before=3,
        ),
        Shape(
            "not ",
            rx(r"\s*(?:ERROR: )?(?P<message>Could not find a version that satisfies the requirement .*)$"),
            kind="dependency",
            tool="pip",
            weight=90,
            extent="line",
        ),
        Shape(
            "^ERR",
            rx(r"ERROR: (?P<message>No matching distribution found for .*)$"),
            kind="dependency",
            tool="pip",
            weight=88,
        ),
        Shape(
            "^ERR",
            rx(
                r"ERROR: (?P<message>(?:Cannot install .*|ResolutionImpossible.*|Cannot uninstall .*|.* requires"
                r" a different Python.*|Package .* requires a different Python.*))$"
            ),
            kind="dependency",
            tool="pip",
            weight=88,
            extent="until",
            ends=rx(r"ERROR"),
            most=16,
        ),
        Shape(
            "^ERR",
            rx(
                r"ERROR: (?P<message>Could not open requirements file: .*|Invalid requirement: .*?)"
                r"(?: \(from line (?P<line>\d{1,7}) of (?P<file>[^\s()]{1,300})\))?$"
            ),
            kind="configuration",
            tool="pip",
            weight=88,
        ),
        Shape(
            "^ERR",
            rx(
                r"ERROR: (?P<message>(?:Failed building wheel for|Failed to build|Could not build wheels for) .*)$",
                re.I,
            ),
            kind="dependency",
            tool="pip",
            weight=66,
        ),
        Shape(
            "^ERR",
            rx(
                r"ERROR: (?P<message>.* does not appear to be a Python project.*|Directory .* is not installable.*)$"
            ),
            kind="configuration",
            tool="pip",
            weight=88,
        ),
        Shape(
            "^ERR",
            rx(r"ERROR: (?P<message>(?:THESE PACKAGES DO NOT MATCH THE HASHES|Hashes are required in).*)$"),
            kind="dependency",
            tool="pip",
            weight=90,
            extent="indented",
        ),
        Shape(
            "×",
            rx(
                r"\s*× (?P<message>(?:No solution found|Failed to (?:build|download|fetch|resolve)|The lockfile"
                r"|Because ).*)$"
            ),
            kind="dependency",
            tool="uv",
            weight=90,
            extent="paragraph",
            most=20,
        ),
        Shape(
            "^err",
            rx(r"error: (?P<message>Failed to parse:? `?(?P<file>[^\s`]{1,300}\.(?:toml|lock))`?:?)$"),
            below=rx(
                r"\s+(?:[Cc]aused? ?(?:by)?: )?TOML parse error at line (?P<line>\d{1,7}), column (?P<column>\d{1,5})$"
            ),
            reach=3,
            kind="configuration",
            tool="uv",
            weight=90,
            extent="indented",
            most=10,
        ),
        Shape(
            "^err",
            rx(
                r"error: (?P<message>(?:Failed to (?:parse|fetch|download|build)|Distribution not found|The"
                r" lockfile at|Unable to find lockfile).*)$"
            ),
            kind="dependency",
            tool="uv",
            weight=84,
            extent="indented",
        ),
        Shape(
            "fail",
            rx(r"(?P<message>.*version solving failed\.?)$"),
            kind="dependency",
            tool="poetry",
            weight=88,
            before=2,
        ),
        Shape(
            "invalid",
            rx(r"(?:Error: )?(?P<message>Invalid version '.{0,100}' on package \S{1,100})$"),
            kind="configuration",
            tool="poetry",
            weight=84,
        ),
        Shape(
            "error",
            rx(
                r"ERROR +(?P<message>(?:Invalid\w{1,40}|MissingDistribution|UploadToDeprecated\w{1,40}): .*)$"
            ),
            kind="configuration",
            tool="twine",
            weight=84,
        ),
        Shape(
            "invalid",
            rx(r"(?:Error: )?The Poetry configuration is invalid:?$"),
            below=rx(r"\s+- (?P<message>\S.*)$"),
            reach=2,
            kind="configuration",
            tool="poetry",
            weight=86,
            extent="indented",
        ),
        Shape(
            "error",
            rx(r"(?P<message>pyproject\.toml changed significantly since poetry\.lock.*)$"),
            kind="dependency",
            tool="poetry",
            weight=88,
        ),
        Shape(
            "^err",
            rx(
                r"error: (?P<message>Couldn't parse requirement in `(?P<file>[^`]{1,300})` at position \d{1,9})$"
            ),
            kind="dependency",
            tool="uv",
            weight=90,
            extent="indented",
            most=8,
        ),
    ),
)
