"""npm, Yarn, pnpm, and modules that Node cannot find."""

from bot.orient.diagnosis.shapes import Family, Shape, rx
from bot.orient.diagnosis.values import Kind

_DERIVED = 16
"""Weight of what only says that a command failed, which has said why itself."""

_PNPM: tuple[tuple[str, Kind], ...] = (
    (r"(?!RECURSIVE|NO_SCRIPT|NO_IMPORTER)", "dependency"),
    (r"NO_(?:SCRIPT|IMPORTER)", "configuration"),
)
"""pnpm's codes, as far as they do not only say that a command failed."""

FAMILY = Family(
    "node packages",
    (
        Shape(
            "^npm",
            rx(
                r"npm (?:ERR!|error) (?P<message>code (?P<code>E(?:RESOLVE|404|TARGET|INTEGRITY|USAGE|NOTSUP"
                r"|BADENGINE|NOVERSIONS)).*)$"
            ),
            kind="dependency",
            tool="npm",
            weight=86,
            extent="until",
            ends=rx(r"(?!npm (?:ERR!|error))"),
            most=20,
        ),
        Shape(
            "^npm",
            rx(
                r"npm (?:ERR!|error) (?P<message>code (?P<code>E(?:NOTFOUND|AI_AGAIN|TIMEDOUT|CONNRESET"
                r"|CONNREFUSED|SOCKETTIMEDOUT|5\d\d)).*)$"
            ),
            kind="network",
            tool="npm",
            weight=86,
            extent="until",
            ends=rx(r"(?!npm (?:ERR!|error))"),
            most=14,
        ),
        Shape(
            "^npm",
            rx(
                r"npm (?:ERR!|error) (?P<message>code (?P<code>E(?:JSONPARSE|NOENT|INVALIDTAGNAME"
                r"|INVALIDPACKAGENAME|NOLOCK)).*)$"
            ),
            kind="configuration",
            tool="npm",
            weight=84,
            extent="until",
            ends=rx(r"(?!npm (?:ERR!|error))"),
            most=14,
        ),
        Shape(
            "^npm",
            rx(r"npm (?:ERR!|error) (?P<message>code (?P<code>E(?:401|403|ACCES|PERM|NEEDAUTH)).*)$"),
            kind="permission",
            tool="npm",
            weight=86,
            extent="until",
            ends=rx(r"(?!npm (?:ERR!|error))"),
            most=14,
        ),
        Shape(
            "^npm",
            rx(r"npm (?:ERR!|error) (?P<message>[Mm]issing script: .*)$"),
            kind="configuration",
            tool="npm",
            weight=88,
        ),
        Shape(
            "^npm",
            rx(r"npm (?:ERR!|error) (?P<message>(?:`npm ci` can|Invalid: lock file|Missing: ).*)$"),
            kind="dependency",
            tool="npm",
            weight=80,
        ),
        Shape("^npm", rx(r"npm (?:ERR!|error) (?P<message>.*)$"), tool="npm", weight=_DERIVED, once=True),
        Shape(
            "^err", rx(r"error (?P<message>Command failed with exit code .*)$"), tool="yarn", weight=_DERIVED
        ),
        Shape(
            "^err",
            rx(
                r"error (?P<message>(?:Couldn't find (?:package|any versions)|Your lockfile needs to be updated"
                r"|Found incompatible module|The engine ).*)$"
            ),
            kind="dependency",
            tool="yarn",
            weight=88,
        ),
        Shape(
            "^err",
            rx(r"error (?P<message>Command \"[^\"]{1,100}\" not found\.?)$"),
            kind="configuration",
            tool="yarn",
            weight=88,
        ),
        Shape(
            "^err",
            rx(r"error (?P<message>An unexpected error occurred: .*)$"),
            kind="network",
            tool="yarn",
            weight=80,
        ),
        Shape(
            "^err",
            rx(r"error (?P<message>(?:\S{0,200}/node_modules/|/).*: Command failed\.)$"),
            kind="dependency",
            tool="yarn",
            weight=70,
            extent="until",
            ends=rx(r"info "),
            most=30,
        ),
        *(
            Shape(
                tell,
                rx(rf"[ \u2009]?(?P<code>ERR_PNPM_{which}\w{{0,60}})[ \u2009]+(?P<message>.*)$"),
                kind=kind,
                tool="pnpm",
                weight=88,
                extent="until",
                ends=rx(r"\S"),
                most=12,
            )
            for tell in ("^ ER", "^\u2009ER")
            for which, kind in _PNPM
        ),
        Shape(
            "^➤ Y",
            rx(
                r"➤ (?P<code>YN00(?:01|02|09|1[0168]|2[0178]|35|4[18]|5[067]|6[02]|82)): (?:[│└┌] )?(?P<message>(?!  )\S.*)$"
            ),
            kind="dependency",
            tool="yarn",
            weight=80,
            once=True,
        ),
        Shape(
            "error",
            rx(r"➤ (?P<code>YN\d{4}): .*(?P<message>Error.*)$"),
            kind="dependency",
            tool="yarn",
            weight=80,
        ),
        Shape(
            "^ ER",
            rx(r" ?(?P<code>ERR_PNPM_(?!RECURSIVE|NO_SCRIPT|NO_IMPORTER)\w{1,60}) +(?P<message>.*)$"),
            kind="dependency",
            tool="pnpm",
            weight=88,
            extent="until",
            ends=rx(r"\S"),
            most=12,
        ),
        Shape(
            "error",
            rx(r"Error: (?P<code>ERR_PNPM_(?!RECURSIVE)\w{1,60})$"),
            below=rx(r"\s+(?:╰─▶|×) (?P<message>\S.*)$"),
            reach=6,
            kind="dependency",
            tool="pnpm",
            weight=88,
            extent="paragraph",
        ),
        Shape(
            "fail",
            rx(r"\s*(?:Error: )?(?:ELIFECYCLE|ERR_PNPM_RECURSIVE\w{0,40}) +(?P<message>.*)$"),
            tool="pnpm",
            weight=_DERIVED,
        ),
        Shape(
            "cannot",
            rx(r"(?:Error: )?(?P<message>Cannot find module '[^']{1,300}'.*)$"),
            kind="dependency",
            tool="node",
            weight=66,
            extent="until",
            ends=rx(r"Node\.js v|npm |\}$|\s*$"),
            trace=True,
            most=14,
        ),
        Shape(
            "error",
            rx(r"(?P<message>SyntaxError: .*)$"),
            above=rx(r"(?P<file>(?:file://)?[^\s:]{1,300}\.[mc]?[jt]sx?):(?P<line>\d{1,7})$"),
            reach=6,
            kind="build",
            tool="node",
            weight=80,
            before=5,
        ),
    ),
)
