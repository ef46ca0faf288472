"""Biome and Oxlint."""

from bot.orient.diagnosis.shapes import AT, Family, Shape, rx

_SAID = rx(r"\s+[×✖!] (?P<message>\S.*)$")

FAMILY = Family(
    "biome",
    (
        Shape(
            ":0",
            rx(AT + r" (?P<code>(?:lint|assist|suppressions)/[\w/]{1,100}) .{0,40}━{3,}$"),
            below=rx(r"\s+[×✖] (?P<message>\S.*)$"),
            reach=3,
            kind="lint",
            tool="biome",
            weight=90,
            extent="until",
            ends=rx(r"\S"),
            most=16,
        ),
        Shape(
            ":0",
            rx(AT + r" (?P<code>parse) .{0,40}━{3,}$"),
            below=_SAID,
            reach=3,
            kind="lint",
            tool="biome",
            weight=92,
            extent="until",
            ends=rx(r"\S"),
            most=16,
        ),
        *(
            Shape(
                sign,
                rx(r"\s+[×✖] (?P<message>(?:Formatter would have|The imports and exports are not).*)$"),
                above=rx(
                    r"(?P<file>[^\s:]{1,300}) (?P<code>format|organizeImports|assist/\S{1,80}) .{0,40}━{3,}$"
                ),
                reach=3,
                kind="format",
                tool="biome",
                weight=92,
                extent="until",
                ends=rx(r"\S"),
                most=24,
            )
            for sign in ("×", "✕")
        ),
        *(
            Shape(
                sign,
                rx(r"\s+[×✖] (?P<message>File content differs from formatting output)$"),
                above=rx(r"(?P<file>[^\s:]{1,300}) (?P<code>format) .{0,40}━{3,}$"),
                reach=3,
                kind="format",
                tool="biome",
                weight=89,
                extent="until",
                ends=rx(r"\S"),
                most=24,
            )
            for sign in ("×", "✕")
        ),
        *(
            Shape(
                sign,
                rx(r"\s+[×✖] (?P<code>[\w@-]{1,60}\([\w/-]{1,80}\)): (?P<message>\S.*)$"),
                below=rx(r"\s+[╭,]─?\[" + AT + r"\]$"),
                reach=3,
                kind="lint",
                tool="oxlint",
                weight=90,
                extent="paragraph",
                most=14,
            )
            for sign in ("×", "✕")
        ),
        *(
            Shape(
                sign,
                rx(r"\s+[×✖] (?P<message>Some errors were emitted while running checks\.)$"),
                tool="biome",
                kind="lint",
                weight=60,
            )
            for sign in ("×", "✕")
        ),
    ),
)
