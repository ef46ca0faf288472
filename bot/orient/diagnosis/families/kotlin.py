"""kotlinc, by Gradle and by itself; ktlint and detekt."""

from bot.orient.diagnosis.shapes import Family, Shape, rx

_FILE = r"(?P<file>(?:file:///?)?(?:[A-Za-z]:)?[^\s:][^:]{0,300}\.\w{1,8})"
"""A file's path, which may have blanks and a drive."""
_SOURCE = r"(?P<file>(?:[A-Za-z]:)?[^\s:][^:]{0,300}\.kts?):(?P<line>\d{1,7}):(?P<column>\d{1,5})"

FAMILY = Family(
    "kotlin",
    (
        Shape(
            "^e: ",
            rx(
                r"e: (?:\[\w{2,12}\] )?"
                + _FILE
                + r":(?P<line>\d{1,7})(?::(?P<column>\d{1,5}))?:? (?P<message>.*)$"
            ),
            kind="build",
            tool="kotlinc",
            weight=88,
        ),
        # until Kotlin 1.8
        Shape(
            "^e: ",
            rx(r"e: " + _FILE + r": \((?P<line>\d{1,7}), (?P<column>\d{1,5})\): (?P<message>.*)$"),
            kind="build",
            tool="kotlinc",
            weight=88,
        ),
        Shape(
            "^w: ",
            rx(r"w: " + _FILE + r":(?P<line>\d{1,7})(?::(?P<column>\d{1,5}))?:? (?P<message>.*)$"),
            below=rx(r"e: warnings found and -Werror specified"),
            reach=400,
            kind="build",
            tool="kotlinc",
            weight=84,
        ),
        Shape(
            "error",
            rx(_SOURCE + r": error: (?P<message>.*)$"),
            kind="build",
            tool="kotlinc",
            weight=86,
        ),
        # a rule's name, `standard:` before it since ktlint 0.49
        Shape(
            ":0",
            rx(
                _SOURCE
                + r": (?P<message>\S.*?) \((?P<code>[a-z][a-z0-9]{0,40}[:-][a-z0-9:-]{1,80}|cannot be auto-corrected)\)$"
            ),
            kind="lint",
            tool="ktlint",
            weight=86,
        ),
        Shape(
            ":0",
            rx(_SOURCE + r": (?!error:|warning:|info:)(?P<message>[A-Z\"'].*[^\]])$"),
            kind="lint",
            tool="ktlint",
            weight=84,
            given="ktlint",
        ),
        Shape(
            "error",
            rx(_SOURCE + r": Lint error > \[(?P<code>[\w:-]{1,80})\] (?P<message>.*)$"),
            kind="lint",
            tool="ktlint",
            weight=88,
        ),
        Shape(
            ":0",
            rx(_SOURCE + r": (?P<message>\S.*) \[(?P<code>[A-Z]\w{2,60})\]$"),
            kind="lint",
            tool="detekt",
            weight=86,
        ),
        Shape(
            ":0",
            rx(
                r"\s*(?P<code>[A-Z]\w{2,60}) - (?:\d{1,6}/\d{1,6} - )?\[(?P<message>.*)\] at "
                + _SOURCE
                + r"(?: - Signature=.*)?$"
            ),
            kind="lint",
            tool="detekt",
            weight=86,
        ),
    ),
)
