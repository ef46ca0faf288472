"""golangci-lint, Staticcheck, gosec: what they find, and what stops golangci-lint before it finds anything."""

from collections.abc import Sequence

from bot.orient.diagnosis.shapes import AT, Family, Groups, Shape, rx

_TOOL = "golangci-lint"
_SAYS = r"\s*(?:level=error msg=\"|Error: |ERRO(?:R)? |[\w ]{1,40} error: )?"
_SKIPPED = rx(r".{0,100}\[" + AT + r": (?P<message>[^\]]{1,400})")


def _skipped(lines: Sequence[str], at: int, groups: Groups) -> Groups:
    """Where the code does not compile, which golangci-lint tells in brackets."""
    found = _SKIPPED.match(lines[at].strip())
    return {**groups, **{k: v for k, v in found.groupdict().items() if v}} if found else groups


FAMILY = Family(
    "go linters",
    (
        # As GitHub shows an annotation of golangci-lint's action, which keeps its place for itself.
        Shape(
            "^##[",
            rx(r"##\[error\](?P<message>.{1,600}) \((?P<code>[a-z]{3,40})\)$"),
            kind="lint",
            tool=_TOOL,
            weight=80,
            given=_TOOL,
        ),
        Shape(
            "can't",
            rx(_SAYS + r"(?P<message>can't load config: [^\"]*)"),
            kind="configuration",
            tool=_TOOL,
            weight=92,
            given=_TOOL,
        ),
        Shape(
            "exce",
            rx(_SAYS + r"(?P<message>Timeout exceeded: try increasing it by passing --timeout option)"),
            kind="timeout",
            tool=_TOOL,
            weight=94,
        ),
        Shape(
            "error",
            rx(_SAYS + r"(?P<message>Running error: unknown linters: .*)$"),
            kind="configuration",
            tool=_TOOL,
            weight=90,
        ),
        Shape(
            "error",
            rx(_SAYS + r"(?P<message>Running error: (?:context loading failed: )?no go files to analyze)"),
            kind="configuration",
            tool=_TOOL,
            weight=90,
        ),
        Shape(
            "error",
            rx(
                _SAYS
                + r"(?P<message>Running error: (?:context loading failed|\w{1,40}: analysis skipped): .*)$"
            ),
            kind="build",
            tool=_TOOL,
            weight=84,
            more=_skipped,
        ),
        Shape(
            ":0",
            rx(
                r"\[(?P<file>[^\s\]:]{1,300}\.go):(?P<line>\d{1,7})(?:-\d{1,7})?(?::(?P<column>\d{1,5}))?\] - "
                r"(?P<code>G\d{3}) (?:\(CWE-\d{1,5}\))?: (?P<message>.*)$"
            ),
            kind="lint",
            tool="gosec",
            weight=88,
            extent="indented",
            most=8,
        ),
    ),
)
