"""PHPUnit, PHPStan, PHP_CodeSniffer, Composer, PHP itself."""

from collections.abc import Sequence
from itertools import takewhile

from bot.orient.diagnosis.paths import is_foreign
from bot.orient.diagnosis.shapes import NUMBERED, PATH, Family, Groups, Shape, rx

_PHP_NEXT = rx(r"\d{1,5}\) |FAILURES!|ERRORS!|--\s*$|Tests: |Time: ")


def _phpunit(lines: Sequence[str], at: int, groups: Groups) -> Groups | None:
    """At the first place of its trace that is the repository's own; what is risky or was skipped has not failed."""
    if groups.pop("what", "error").startswith(("risky", "skipped", "incomplete")):
        return None
    for line in lines[at + 1 : at + 60]:
        if _PHP_NEXT.match(line):
            break
        if (found := _PHP_PLACE.match(line)) and not is_foreign(found["file"]):
            return {**groups, "file": found["file"], "line": found["line"]}
    return groups


def _loading(lines: Sequence[str], at: int, groups: Groups) -> Groups:
    """What stops PHPUnit while it loads the tests or runs them: its own frames stand in the trace."""
    trace = takewhile(lambda line: "Fatal error: " not in line, lines[at + 1 : at + 80])
    runs = any(line.startswith("#") and "PHPUnit\\TextUI\\" in line for line in trace)
    return {**groups, "kind": "test", "tool": "phpunit"} if runs else groups


def _innermost(lines: Sequence[str], at: int, groups: Groups) -> Groups | None:
    """The first place of a test's trace that is the repository's own, not those that called it."""
    above = takewhile(lambda line: " ✘ " not in line, reversed(lines[max(at - 60, 0) : at]))
    own = any((found := _BOXED.match(line)) and not is_foreign(found["file"]) for line in above)
    return None if own else groups


_BOXED = rx(r" +│ (?P<file>[^\s:]{1,300}\.php):(?P<line>\d{1,7})$")
_PHP_PLACE = rx(PATH + r":(?P<line>\d{1,7})$")


FAMILY = Family(
    "php",
    (
        Shape(
            NUMBERED,
            rx(
                r"\d{1,5}\) (?P<test>[\w\\]{1,300}::\S.{0,300}?(?: with data set (?:#\d{1,6}|\"[^\"]{1,200}\"))?)(?: \(.*)?$"
            ),
            kind="test",
            tool="phpunit",
            weight=90,
            extent="until",
            ends=_PHP_NEXT,
            most=40,
            above=rx(r"There w(?:as|ere) \d{1,6} (?P<what>.{1,60}):$"),
            reach=20_000,
            needs=False,
            more=_phpunit,
        ),
        Shape(
            ":0",
            _BOXED,
            above=rx(r" ✘ (?P<test>\S.*?)(?: \[[\d.]{1,12} m?s\])?$"),
            reach=60,
            kind="test",
            tool="phpunit",
            weight=84,
            before=6,
            more=_innermost,
        ),
        Shape(
            "✕",
            rx(r" ✘ (?P<test>\S.*?)(?: \[[\d.]{1,12} m?s\])?$"),
            below=rx(r" +│ (?P<message>\S.*)$"),
            reach=2,
            kind="test",
            tool="phpunit",
            weight=82,
            extent="indented",
            most=20,
            given="PHPUnit ",
        ),
        Shape(
            "fatal",
            rx(
                r"(?:PHP )?Fatal error: +(?P<message>.*?)(?: in (?P<file>/?\S{1,300}?)(?: on line |:)(?P<line>\d{1,7}))?$"
            ),
            kind="build",
            tool="php",
            weight=86,
            extent="until",
            ends=rx(r"(?!Stack trace|#\d|  thrown)"),
            most=16,
            more=_loading,
        ),
        Shape(
            "^Nex",
            rx(
                r"Next (?P<message>[\w\\]{1,200}: .*|[\w\\]{1,200}) in (?P<file>/?\S{1,300}):(?P<line>\d{1,7})$"
            ),
            kind="build",
            tool="php",
            weight=86,
            extent="until",
            ends=rx(r"(?!Stack trace|#\d|  thrown)"),
            most=16,
            more=_loading,
        ),
        Shape(
            "error",
            rx(r"(?:PHP )?Parse error: +(?P<message>.*) in (?P<file>\S{1,300}) on line (?P<line>\d{1,7})$"),
            kind="build",
            tool="php",
            weight=88,
        ),
        Shape(
            "error",
            rx(r" *\[ERROR\] (?P<message>Found \d{1,6} errors?)"),
            kind="lint",
            tool="phpstan",
            weight=60,
        ),
        Shape(
            "error",
            rx(r"\s*(?P<line>\d{1,7}) \| (?P<severity>ERROR) +\| (?:\[.\] )?(?P<message>.*)$"),
            above=rx(r"FILE: (?P<file>\S{1,300})$"),
            reach=300,
            kind="lint",
            tool="phpcs",
            weight=86,
        ),
        Shape(
            "error",
            rx(PATH + r":(?P<line>\d{1,7}):(?P<column>\d{1,5}): (?P<severity>error) - (?P<message>.*)$"),
            kind="lint",
            tool="phpcs",
            weight=84,
        ),
        Shape(
            "error",
            rx(
                r"\"(?P<file>[^\"]{1,300})\",(?P<line>\d{1,7}),(?P<column>\d{1,5}),(?P<severity>error),"
                r"\"(?P<message>.{0,400}?)\",(?P<code>[\w.]{1,120}),"
            ),
            kind="lint",
            tool="phpcs",
            weight=84,
        ),
        Shape(
            "not ",
            rx(r"\s*(?P<message>Your requirements could not be resolved.*)$"),
            kind="dependency",
            tool="composer",
            weight=88,
            extent="indented",
            most=20,
        ),
        Shape(
            "not ",
            rx(
                r"\s*(?P<message>\"\S{1,200}\" does not (?:contain valid JSON|match the expected JSON schema).*)$"
            ),
            kind="configuration",
            tool="composer",
            weight=86,
            extent="paragraph",
            most=10,
        ),
        Shape(
            "^  P",
            rx(r"  Problem \d{1,4}$"),
            kind="dependency",
            tool="composer",
            weight=86,
            extent="indented",
            most=14,
        ),
        Shape(
            "not ",
            rx(r"\s*(?P<message>Could not find (?:a matching version of )?package .*)$"),
            kind="dependency",
            tool="composer",
            weight=86,
        ),
        Shape(
            "not ",
            rx(
                r"\s*- (?P<message>Required (?:\(in require-dev\) )?package \"\S{1,200}\" is (?:in the lock file as .*"
                r" but that does not satisfy|not present in the lock file).*)$"
            ),
            kind="dependency",
            tool="composer",
            weight=88,
            before=1,
        ),
        Shape(
            "not ",
            rx(r"\s*(?P<message>Script \"[^\"]{1,100}\" is not defined in this package)\s*$"),
            kind="configuration",
            tool="composer",
            weight=86,
        ),
        Shape(
            "cannot",
            rx(r"(?P<message>Cannot open (?:file|bootstrap script) \"[^\"]{1,300}\".*)$"),
            kind="configuration",
            tool="phpunit",
            weight=84,
            given="PHPUnit ",
        ),
        Shape(
            "^Tes",
            rx(r"Tests: \d{1,7}, Assertions: .*(?:Failures|Errors): \d"),
            kind="test",
            tool="phpunit",
            weight=50,
        ),
    ),
)
