"""Documents: Sphinx, MkDocs, rstcheck."""

from bot.orient.diagnosis.shapes import AT, Family, Shape, rx

FAMILY = Family(
    "documents",
    (
        Shape(
            ":0",
            rx(
                r"(?P<file>[^\s:]{1,300}\.(?:rst|md|txt|py|ipynb)):(?:(?P<line>\d{1,7}):)? "
                r"(?P<severity>WARNING|ERROR|CRITICAL|SEVERE): (?P<message>.*)$"
            ),
            kind="build",
            tool="sphinx",
            weight=84,
        ),
        Shape(
            "fail",
            rx(r"WARNING: (?P<message>autodoc: failed to import .*)$"),
            kind="build",
            tool="sphinx",
            weight=84,
            extent="until",
            ends=rx(r"[\w.]{0,60}(?:Error|Exception)\b"),
            most=80,
            trace=True,
            given="build finished with problems, ",
        ),
        Shape(
            "fail",
            rx(r"(?P<message>build finished with problems, .*)$"),
            kind="build",
            tool="sphinx",
            weight=50,
        ),
        Shape(
            "error",
            rx(
                r"\s*(?:sphinx\.errors\.ConfigError: )?(?P<message>There is a (?:syntax|programmable) error in your"
                r" configuration file: .{0,200}?(?: \((?P<file>[^\s,()]{1,200}), line (?P<line>\d{1,7})\))?)$"
            ),
            kind="configuration",
            tool="sphinx",
            weight=90,
        ),
        Shape(
            "^Abo",
            rx(r"(?P<message>Aborted with \d{1,6} warnings in strict mode!)$"),
            kind="build",
            tool="mkdocs",
            weight=60,
        ),
        Shape(
            "^ERR",
            rx(r"ERROR +-? +(?P<message>Config (?:value|file) .*)$"),
            kind="configuration",
            tool="mkdocs",
            weight=88,
        ),
        Shape(
            "^Abo",
            rx(r"(?P<message>Aborted with a configuration error!)$"),
            kind="configuration",
            tool="mkdocs",
            weight=60,
        ),
        Shape(
            "^WAR",
            rx(
                r"WARNING +-? +(?P<message>(?:Doc file|A (?:relative path|reference)) '(?P<file>[^']{1,300})' .*)$"
            ),
            below=rx(r"Aborted with \d{1,6} warnings in strict mode!"),
            reach=200,
            kind="build",
            tool="mkdocs",
            weight=84,
        ),
        Shape(
            "error",
            rx(AT + r": \((?P<severity>ERROR|WARNING|SEVERE|INFO)/\d\) (?P<message>.*)$"),
            kind="lint",
            tool="rstcheck",
            weight=84,
        ),
        Shape(
            ":0",
            rx(AT + r": \((?:WARNING|SEVERE|INFO)/\d\) (?P<message>.*)$"),
            kind="lint",
            tool="rstcheck",
            weight=80,
        ),
        Shape(
            "error",
            rx(r"\s*sphinx\.errors\.(?:Extension|Theme|Config)Error: (?P<message>\S.*)$"),
            kind="configuration",
            tool="sphinx",
            weight=88,
        ),
    ),
)
