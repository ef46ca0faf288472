"""What a log says: the values that a diagnosis is made of."""

from typing import Literal

from bot.model.value import Value

EXCERPT = 50
"""Lines a person is shown at most."""

Kind = Literal[
    "test",
    "lint",
    "format",
    "types",
    "build",
    "dependency",
    "configuration",
    "infrastructure",
    "network",
    "timeout",
    "resources",
    "permission",
    "flaky-suspect",
    "unknown",
]
"""The class of a failure: what sort of thing is wrong, and so who or what could mend it."""

Severity = Literal["error", "warning", "note"]


class Line(Value):
    """One line of the log as a person sees it, with its number in the original, from 1."""

    number: int
    text: str


class Located(Value):
    """An error at a place: the path relative to the repository where that can be told, line and column from 1."""

    path: str
    line: int | None = None
    column: int | None = None
    code: str | None = None
    message: str = ""
    severity: Severity = "error"


def number_of(text: str | None) -> int | None:
    """A line's or a column's number; what is none comes from a log that anybody may have written."""
    return int(text) if text and text.isdecimal() and len(text) < 10 else None


class Failure(Value):
    """One thing that failed: what one tool said in one step.

    `words` say it in one line, `primary` is the line of the log that does. `fingerprint` is the same for the
    same failure, whenever and wherever.
    """

    kind: Kind
    confidence: float
    tool: str | None = None
    words: str
    primary: Line
    errors: tuple[Located, ...] = ()
    tests: tuple[str, ...] = ()
    fingerprint: str = ""


class Diagnosis(Value):
    """What a log says: its telling line, at most `EXCERPT` lines that show why, and every failure, worst first.

    `primary` is what the worst failure's words say, `line` the number of the line that they are from.
    Without failures nothing was recognised; `kind` is then *unknown* and `confidence` 0.
    """

    kind: Kind = "unknown"
    confidence: float = 0.0
    tool: str | None = None
    step: str | None = None
    command: str | None = None
    exit_code: int | None = None
    primary: str | None = None
    line: int | None = None
    excerpt: tuple[Line, ...] = ()
    errors: tuple[Located, ...] = ()
    tests: tuple[str, ...] = ()
    failures: tuple[Failure, ...] = ()
    fingerprint: str | None = None
    lines: int = 0
