"""ESLint and Stylelint."""

from collections.abc import Sequence

from bot.orient.diagnosis.shapes import AT, PATH, Family, Groups, Shape, rx

_HEADER = rx(r"(?P<file>(?:\.{0,2}/|[A-Za-z]:\\|[\w@.-])[^:]{0,300}\.\w{1,8})$")


_ROW = r"\s+(?P<line>\d{1,7}):(?P<column>\d{1,5})\s+(?P<severity>error)\s+(?P<message>\S.*)$"


_NONE_ALLOWED = ("--max-warnings 0", "--max-warnings=0")
"""With which warnings fail: where there are errors too, ESLint does not say so itself."""


def _rule(lines: Sequence[str], at: int, groups: Groups) -> Groups | None:
    """The rule stands at the row's end, two blanks after the message."""
    message, _, code = groups["message"].rpartition("  ")
    return {
        **groups,
        "message": message.strip() or groups["message"],
        "code": code.strip() if message else "",
    }


def _typed(lines: Sequence[str], at: int, groups: Groups) -> Groups | None:
    """What tsd finds in tests of types is no lint; it prints as linters do."""
    typed = {"kind": "types", "tool": "tsd"} if groups["file"].endswith((".test-d.ts", ".test-d.tsx")) else {}
    found = _rule(lines, at, groups)
    return {**found, **typed} if found is not None else None


FAMILY = Family(
    "eslint",
    (
        Shape("error", rx(_ROW), above=_HEADER, reach=200, kind="lint", tool="eslint", weight=86, more=_rule),
        *(
            Shape(
                " warning ",
                rx(_ROW.replace(">error", ">warning")),
                above=_HEADER,
                reach=200,
                kind="lint",
                tool="eslint",
                weight=84,
                more=_rule,
                given=given,
            )
            for given in ("ESLint found too many warnings", *_NONE_ALLOWED)
        ),
        Shape(
            " warning ",
            rx(
                r"\s*(?P<line>\d{1,7}):(?P<column>\d{1,5})(?:-\d{1,7}:\d{1,5})? +(?P<severity>warning) +"
                r"(?P<message>\S.*?) +(?P<code>[a-z][\w-]{1,60}) +remark-lint$"
            ),
            above=_HEADER,
            reach=200,
            kind="lint",
            tool="remark",
            weight=84,
        ),
        Shape(
            "error", rx(r"(?P<message>✖ \d{1,7} problems? \(\d.*)$"), kind="lint", tool="eslint", weight=50
        ),
        Shape("✕", rx(r"(?P<message>✖ \d{1,7} problems? \(\d.*)$"), kind="lint", tool="eslint", weight=50),
        Shape(
            "error",
            rx(
                PATH
                + (
                    r": line (?P<line>\d{1,7}), col (?P<column>\d{1,5}), (?P<severity>Error) - (?P<message>.*?)(?:"
                    r" \((?P<code>[\w@/-]{1,80})\))?$"
                )
            ),
            kind="lint",
            tool="eslint",
            weight=84,
        ),
        *(
            Shape(
                " line ",
                rx(
                    PATH
                    + r": line (?P<line>\d{1,7}), col (?P<column>\d{1,5}), (?P<severity>Warning) - (?P<message>.*?)"
                    r" \((?P<code>[\w@/-]{1,80})\)$"
                ),
                kind="lint",
                tool="eslint",
                weight=80,
                given=given,
            )
            for given in _NONE_ALLOWED
        ),
        Shape(
            "error",
            rx(AT + r": (?P<message>.*) \[Error/(?P<code>[\w@/-]{1,80})\]$"),
            kind="lint",
            tool="eslint",
            weight=84,
        ),
        Shape(
            "error",
            rx(
                PATH
                + r"\((?P<line>\d{1,7}),(?P<column>\d{1,5})\): (?P<severity>error)(?: (?P<code>[a-z@][\w@/-]{1,80}))? "
                r": (?P<message>.*)$"
            ),
            kind="lint",
            tool="eslint",
            weight=84,
        ),
        Shape(
            "error",
            rx(r"(?P<severity>error): (?P<message>.*?)(?: \((?P<code>[\w@/-]{1,80})\))? at " + AT + r":$"),
            kind="lint",
            tool="eslint",
            weight=84,
            extent="until",
            ends=rx(r"\s*$"),
            most=7,
        ),
        Shape(
            "✕",
            rx(r"\s+✖ +(?P<line>\d{1,7}):(?P<column>\d{1,5}) {2,}(?P<message>\S.*)$"),
            above=rx(r" {1,4}(?P<file>\S.{0,300}\.\w{1,8})(?::\d{1,7}:\d{1,5})?$"),
            reach=200,
            kind="lint",
            tool="eslint",
            weight=86,
            more=_typed,
        ),
        Shape(
            "✕",
            rx(r"\s+(?P<line>\d{1,7}):(?P<column>\d{1,5})\s+✖\s+(?P<message>\S.*)$"),
            above=_HEADER,
            reach=200,
            kind="lint",
            tool="stylelint",
            weight=86,
            more=_rule,
        ),
        Shape(
            "error",
            rx(
                r"(?:\w{0,40}Error: )?ConfigurationError: (?P<message>.*)$|Error: (?P<why>No configuration provided for .*)$"
            ),
            kind="configuration",
            tool="stylelint",
            weight=86,
        ),
        Shape(
            "^Oop",
            rx(r"(?P<message>Oops! Something went wrong!.*)$"),
            kind="configuration",
            tool="eslint",
            weight=84,
        ),
        Shape(
            "error",
            rx(r"(?P<message>(?:ESLint couldn't find|Error: (?:Failed to load|Cannot read) config).*)$"),
            kind="configuration",
            tool="eslint",
            weight=84,
        ),
        Shape(
            " line ",
            rx(
                PATH
                + r": line (?P<line>\d{1,7}), col (?P<column>\d{1,5}), (?P<message>(?!Error - |Warning - ).*)$"
            ),
            kind="lint",
            tool="jshint",
            weight=84,
        ),
        Shape(
            "error",
            rx(AT + r": (?P<severity>error) \[(?P<code>[a-z][\w/-]{1,80})\] (?P<message>\S.*)$"),
            kind="lint",
            tool="html-validate",
            weight=86,
        ),
    ),
)
