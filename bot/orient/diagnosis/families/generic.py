"""The generic layer: what messages look like whatever tool they are from.

The shapes `file:line:column: message` are those of the GNU coding standards ("Formatting Error
Messages") and of the problem matchers that editors ship for compilers.
"""

import re

from bot.orient.diagnosis.paths import is_foreign
from bot.orient.diagnosis.shapes import AT, PATH, Family, Shape, rx

_TRACED = r"(?:[\w$.\\/:]{0,120}(?:[\w$])?(?:Error|Exception|Failure|Fault|Panic|Interrupt|Exit))"

FAMILY = Family(
    "generic",
    (
        # file:line:column: error: message
        Shape(
            "error",
            rx(
                AT
                + r":? +(?P<severity>(?:fatal |internal compiler |syntax |[\w-]{1,20} )?error)\b[: ]*(?P<message>.*)$",
                re.I,
            ),
            kind="build",
            weight=74,
            extent="until",
            ends=rx(r"\S|\s*$"),
            most=6,
        ),
        # file:line.column-line.column: error: message, and file:line.column-column
        Shape(
            "error",
            rx(
                PATH
                + r":(?P<line>\d{1,7})\.(?P<column>\d{1,5})-(?:\d{1,7}\.)?\d{1,5}: (?P<severity>(?:[\w-]{1,20} )?error): *"
                r"(?P<message>.*)$",
                re.I,
            ),
            kind="build",
            weight=74,
            extent="until",
            ends=rx(r"\S|\s*$"),
            most=6,
        ),
        # error: message, and below it an arrow or a frame that names the place
        Shape(
            "error",
            rx(
                r"\s*(?P<severity>\[?[Ee]rror\]?|ERROR|[A-Z]\w{0,40}Error)"
                r"(?:\[(?P<code>[\w:/.-]{1,80})\])?:? +(?P<message>\S.*)$"
            ),
            below=rx(r"\s*(?:-->|──>|╭─+\[?|┌─+\[?|╭▸|,-+\[) ?" + AT + r":?\]?$"),
            reach=3,
            kind=None,
            weight=74,
            extent="paragraph",
            most=14,
        ),
        # file(line,column): error CODE: message
        Shape(
            "error",
            rx(
                r"\s*" + PATH + r"\((?P<line>\d{1,7})(?:[,:](?P<column>\d{1,5}))?[\d,:-]{0,20}\) ?: +"
                r"(?P<severity>(?:fatal )?error) ?(?P<code>[A-Z]{1,6}\d{2,6})?: *(?P<message>.*)$"
            ),
            kind="build",
            weight=74,
        ),
        # An unhandled exception's line with its trace.
        Shape(
            "error",
            rx(
                r"(?:\[\d\d:\d\d:\d\d\] )?"
                r"(?:Uncaught |Unhandled |Caused by: |Exception in thread \"[^\"]{0,80}\" )?(?P<message>"
                + _TRACED
                + r"\b:? ?.*)$"
            ),
            weight=58,
            extent="indented",
            most=24,
            trace=True,
        ),
        Shape(
            "exce",
            rx(
                r"(?:Uncaught |Unhandled [Ee]xception[.:] |Caused by: |Exception in thread \"[^\"]{0,80}\" )?"
                r"(?P<message>[\w$.\\/:]{0,120}Exception\b:? ?.*)$"
            ),
            weight=58,
            extent="indented",
            most=24,
            trace=True,
        ),
        Shape(
            "traceback",
            rx(r"[\s|+]*(?:Exception Group )?Traceback \(most recent call last\):"),
            weight=56,
            below=rx(r"[\s|]*(?P<message>(?:[\w]{1,40}\.){0,8}[A-Z]\w{0,80}(?::.*)?)$"),
            reach=60,
            trace=True,
        ),
        # error: message, at the line's beginning, with what is indented below
        Shape(
            "error",
            rx(
                r"\s*(?:[\w./@-]{1,60}: )?(?:\[?error\]?|ERROR|Error)(?:\[[\w-]{1,30}\])?(?::|\s-|!)\s*(?P<message>\S.*)$",
                re.I,
            ),
            weight=50,
            extent="indented",
            most=12,
        ),
        Shape(
            "error",
            rx(r"(?:\[error\]|ERROR|error|Error)\s+(?P<message>\S.*)$"),
            weight=44,
            extent="indented",
            most=12,
        ),
        Shape(
            "fatal",
            rx(r"\s*(?:\[?fatal\]?|FATAL)(?: error)?\b:?\s*(?P<message>\S.*)$", re.I),
            weight=56,
            extent="indented",
            most=8,
        ),
        Shape(
            "panic",
            rx(r"\s*(?:thread '[^']{0,120}' panicked at |panic: )(?P<message>.*)$"),
            weight=66,
            extent="paragraph",
            most=20,
            trace=True,
        ),
        Shape(
            "abort",
            rx(r"(?P<message>(?:\S{1,60} )?(?:[Aa]borted|ABORTED|ABORTING|[Aa]borting)\b.*)$"),
            weight=36,
        ),
        # What shells say.
        Shape(
            "not ",
            rx(
                r"(?:\S{1,200}: )?(?:line \d{1,6}: |\d{1,6}: )?(?P<message>\S{1,200}: (?:command )?not found)$"
            ),
            kind="configuration",
            tool="shell",
            weight=62,
        ),
        Shape(
            "no s",
            rx(r"(?P<message>\S{1,200}: (?:line \d{1,6}: |\d{1,6}: )?.{0,200}: No such file or directory)$"),
            kind="configuration",
            weight=56,
        ),
        Shape(
            "denied",
            rx(r"(?P<message>\S{1,200}: (?:line \d{1,6}: )?.{0,200}: Permission denied\b.*)$", re.I),
            kind="permission",
            weight=60,
        ),
        # Words that say that something went wrong.
        Shape(
            "fail",
            rx(r"\s*(?P<message>(?:\S{1,80} )?FAIL(?:ED|URES?|URE!)?\b.*)$"),
            weight=42,
            extent="indented",
            most=14,
        ),
        Shape("fail", rx(r"(?P<message>.{0,160}\b(?:[Ff]ailed|[Ff]ailing|[Ff]ailures?)\b.*)$"), weight=30),
        Shape("cannot", rx(r"(?P<message>.{0,160}\b[Cc]annot\b.*)$"), weight=30),
        Shape("can't", rx(r"(?P<message>.{0,160}\b[Cc]an't\b.*)$"), weight=24),
        Shape("not ", rx(r"(?P<message>.{0,160}\b[Cc]ould not\b.*)$"), weight=32),
        Shape("unable to", rx(r"(?P<message>.{0,160}\b[Uu]nable to\b.*)$"), weight=32),
        Shape("not ", rx(r"(?P<message>.{0,200}\bnot found\b.*)$", re.I), weight=26),
        Shape("no s", rx(r"(?P<message>.{0,200}\b[Nn]o such\b.*)$"), weight=28),
        Shape("timed out", rx(r"(?P<message>.{0,200}\btimed out\b.*)$", re.I), kind="timeout", weight=34),
        Shape("denied", rx(r"(?P<message>.{0,200}\bdenied\b.*)$", re.I), kind="permission", weight=30),
        Shape(
            "undefined",
            rx(
                r"(?:"
                + AT
                + r": )?(?P<message>.{0,200}\bundefined (?:reference|symbol|method|variable|name)\b.*)$",
                re.I,
            ),
            kind="build",
            weight=52,
        ),
        Shape("missing", rx(r"(?P<message>.{0,160}\b[Mm]issing\b.*)$"), weight=24),
        Shape("invalid", rx(r"(?P<message>.{0,160}\b[Ii]nvalid\b.*)$"), weight=24),
        Shape("violat", rx(r"(?P<message>.{0,160}\b[Vv]iolations?\b.*)$"), weight=34),
        Shape("unexpected", rx(r"(?P<message>.{0,160}\b[Uu]nexpected\b.*)$"), weight=26),
        Shape("exce", rx(r"(?P<message>.{0,160}\b[Ee]xceed(?:s|ed|ing)?\b.*)$"), weight=34),
        Shape(
            "^Iss", rx(r"\s*(?P<message>(?:\d{1,6} )?[Ii]ssues?\b.*)$"), weight=28, extent="indented", most=20
        ),
        Shape("error", rx(r"(?P<message>.{0,200}\b(?:[Ee]rrors?|ERRORS?)\b.*)$"), weight=22),
        # A file and line with words behind, severity unknown: what many linters print.
        Shape(
            ":0",
            rx(
                r"(?=(?:[A-Za-z]:)?[^\s:]{0,200}[./\\])(?!\w{2,9}://)"
                + AT
                + r"(?::|\s|-) *(?P<message>[^\s\d].*)$"
            ),
            weight=34,
            more=lambda lines, at, groups: None if is_foreign(groups["file"]) else groups,
        ),
        # What a runner of commands says of the command, which says why further up.
        Shape(
            "error",
            rx(r"(?:\S{0,40}: )?(?:make|gmake|ninja)(?:\[\d{1,3}\])?: \*\*\* (?P<message>.*)$"),
            weight=20,
            tool="make",
            kind="build",
        ),
        Shape("fail", rx(r"(?P<message>Execution of .* failed with exit code.*)$"), weight=40),
    ),
)
