"""Checkers of files that are no programs.

ansible-lint, Ansible, cfn-lint, SQLFluff, check-jsonschema, Ajv, xmllint, Tidy, gitlint, commitlint, Redocly.
"""

from collections.abc import Sequence

from bot.orient.diagnosis.shapes import AT, PATH, Family, Groups, Shape, rx

_NEXT = rx(r"\[\d{1,5}\] ")


def _redocly(lines: Sequence[str], at: int, groups: Groups) -> Groups | None:
    """Whether it is an error or a warning is said at its end."""
    for line in lines[at + 1 : at + 30]:
        if line.startswith("Warning was generated") or _NEXT.match(line):
            return None
        if line.startswith("Error was generated"):
            return groups
    return None


FAMILY = Family(
    "settings files",
    (
        Shape(
            ":0",
            rx(
                PATH + r":(?P<line>\d{1,7})(?::(?P<column>\d{1,5}))?: "
                r"(?P<code>[a-z][\w-]{1,60}(?:\[[\w/-]{0,60}\](?:\[[^\]]{0,80}\])?)?): (?P<message>\S.*)$"
            ),
            below=rx(
                r"# Rule Violation Summary|(?:Failed:|Finished with) \d{1,6} failure|Read documentation for"
            ),
            reach=500,
            kind="lint",
            tool="ansible-lint",
            weight=86,
        ),
        # Its own form: the rule and what is wrong above the place.
        Shape(
            ":0",
            rx(PATH + r":(?P<line>\d{1,7})(?::(?P<column>\d{1,5}))?(?: .*)?$"),
            above=rx(
                r"(?P<code>[a-z][\w-]{1,60}(?:\[[\w/-]{0,60}\](?:\[[^\]]{0,80}\])?)?): (?P<message>\S.*)$"
            ),
            reach=1,
            kind="lint",
            tool="ansible-lint",
            weight=85,
            given=" violation(s) that are fatal",
        ),
        Shape(
            "error",
            rx(r"\[ERROR\]: (?P<message>.*)$"),
            below=rx(r"Origin: " + AT + r"$"),
            reach=3,
            kind="configuration",
            tool="ansible",
            weight=88,
            extent="until",
            ends=rx(r"TASK|PLAY|\["),
            most=12,
        ),
        *(
            Shape(
                tell,
                rx(r"(?P<code>[EW]\d{4}) (?P<message>[A-Z].*)$"),
                below=rx(
                    r"(?P<file>\S{1,300}\.(?:ya?ml|json|template)):(?P<line>\d{1,7}):(?P<column>\d{1,5})$"
                ),
                reach=1,
                kind="lint",
                tool="cfn-lint",
                weight=88,
            )
            for tell in ("^E10", "^E20", "^E30", "^E60", "^E70", "^E80", "^W20", "^W30", "^W10")
        ),
        Shape(
            "^L: ",
            rx(
                r"L: +(?P<line>\d{1,7}) \| P: +(?P<column>\d{1,5}) \| +(?P<code>[A-Z]{2,4}\d{0,3}) \| (?P<message>.*)$"
            ),
            above=rx(r"== \[(?P<file>[^\]]{1,300})\] FAIL$"),
            reach=500,
            kind="lint",
            tool="sqlfluff",
            weight=86,
        ),
        Shape(
            "error",
            rx(r"Schema validation errors were encountered\."),
            below=rx(r"\s+(?P<file>[^\s:]{1,300})::(?P<message>\$.*)$"),
            reach=1,
            kind="lint",
            tool="check-jsonschema",
            weight=86,
            extent="indented",
        ),
        Shape(
            "invalid",
            rx(r"(?P<file>\S{1,300}\.(?:json|ya?ml)) (?P<message>invalid)$"),
            kind="lint",
            tool="ajv",
            weight=80,
            extent="until",
            ends=rx(r"\]"),
            most=14,
        ),
        Shape(
            "error",
            rx(
                PATH
                + r":(?P<line>\d{1,7}): (?:parser|validity|namespace|element .{1,80}: validity) error ?: (?P<message>.*)$"
            ),
            kind="lint",
            tool="xmllint",
            weight=88,
            extent="until",
            ends=rx(r"\S{1,300}:\d{1,7}: "),
            most=3,
        ),
        Shape(
            "error",
            rx(r"line \d{1,7} column \d{1,5} - (?P<message>Error: .*)$"),
            kind="lint",
            tool="tidy",
            weight=84,
        ),
        *(
            Shape(
                f"^{digit}: ",
                rx(r"\d{1,2}: (?P<code>[A-Z]{1,3}\d{1,2}) (?P<message>\S.*)$"),
                kind="lint",
                tool="gitlint",
                weight=74,
            )
            for digit in "123"
        ),
        Shape(
            "error",
            rx(r"(?:Error: )?(?P<message>Parse error on line \d{1,7}:)$"),
            below=rx(r"-*\^$"),
            reach=3,
            kind="lint",
            tool="jsonlint",
            weight=84,
            extent="until",
            ends=rx(r" +at "),
            most=5,
        ),
        Shape(
            "✕",
            rx(r"✖ (?P<code>[a-z][\w-]{1,60}) - node: .{0,80}? - (?P<message>\S.*)$"),
            above=rx(r"(?P<file>\S{0,300}package\.json)$"),
            reach=60,
            kind="lint",
            tool="npm-package-json-lint",
            weight=84,
        ),
        Shape(
            ":0",
            rx(r"(?P<file>[^\s:]{1,300}\.(?:pug|jade)):(?P<line>\d{1,7}):(?P<column>\d{1,5})$"),
            below=rx(r"\s+(?:> )?\d{1,7}\| "),
            reach=1,
            kind="lint",
            tool="pug-lint",
            weight=84,
            extent="until",
            ends=rx(r"\S+:\d"),
            most=8,
        ),
        Shape(
            "^   ",
            rx(r" +L(?P<line>\d{1,7}) \|"),
            above=rx(r" {2,4}(?P<file>\S{1,300}\.\w{1,8})$"),
            below=rx(r" +\^ (?P<message>\S.*) \((?P<code>[\w-]{1,60})\)$"),
            reach=60,
            kind="lint",
            tool="htmlhint",
            weight=84,
        ),
        Shape(
            "✕",
            rx(
                r"✖ +(?P<message>.{1,200}) \[(?P<code>(?:type|subject|header|scope|body|footer)-[\w-]{1,60})\]$"
            ),
            kind="lint",
            tool="commitlint",
            weight=88,
        ),
        Shape(
            ":0",
            rx(r"\[\d{1,5}\] " + AT + r" at (?P<code>#/.*)$"),
            below=rx(r"(?P<message>\S.*)$"),
            reach=2,
            kind="lint",
            tool="redocly",
            weight=84,
            extent="until",
            ends=rx(r"\[\d{1,5}\] |Reference:"),
            most=14,
            more=_redocly,
        ),
        Shape(
            ":0",
            rx(AT + r":\d{1,7}:\d{1,5}:(?P<code>[EWI]\d{4}):(?P<message>\S.*)$"),
            kind="lint",
            tool="cfn-lint",
            weight=88,
        ),
        Shape(
            "error",
            rx(
                r"  (?P<line>\d{1,7}):(?P<column>\d{1,5}) +(?P<severity>error) +(?P<code>[\w-]{1,40}(?:/[\w-]{1,80})?)"
                r"  +(?P<message>\S.*)$"
            ),
            above=rx(r"(?P<file>[^\s:]{1,300}\.(?:ya?ml|json)):$"),
            reach=200,
            kind="lint",
            tool="redocly",
            weight=88,
        ),
    ),
)
