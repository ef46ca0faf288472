"""What checks PHP: PHPStan's rows and settings, Psalm, PHP-CS-Fixer, Pint, Rector, Infection; Pest's tests."""

from collections.abc import Sequence

from bot.orient.diagnosis.paths import is_foreign
from bot.orient.diagnosis.shapes import AT, NUMBERED, Family, Groups, Shape, rx

_PEST_PLACE = rx(r" +(?:at|\d{1,3}) +(?P<file>[^\s:]{1,300}\.php):(?P<line>\d{1,7})$")
_PEST_NEXT = rx(r" +(?:FAILED +\S|• \S|Tests: )")


def _pest(lines: Sequence[str], at: int, groups: Groups) -> Groups:
    """At the first place of its trace that is the repository's own; below the name stands why."""
    told = dict(groups)
    for line in lines[at + 1 : at + 120]:
        if _PEST_NEXT.match(line):
            break
        place = _PEST_PLACE.match(line)
        if place and not is_foreign(place["file"]) and not _VENDORED.match(place["file"]):
            return {**told, **place.groupdict()}
        if line.strip():
            told.setdefault("message", line.strip())
    return told


_VENDORED = rx(r"(?:\S{0,300}/)?vendor/")
_ROWS = (*(f"^  {digit}" for digit in "123456789"), "^  :")
"""How the rows of PHPStan's table begin."""

FAMILY = Family(
    "php checkers",
    (
        *(
            Shape(
                row,
                rx(r"  :?(?P<line>\d{1,7}) {2,}(?P<message>\S.*?) *$"),
                above=rx(r" +Line +(?P<file>\S{1,300}?\.\w{1,8})(?: \(.*\))?\s*$"),
                reach=500,
                kind="lint",
                tool="phpstan",
                weight=84,
            )
            for row in _ROWS
        ),
        Shape(
            "invalid",
            rx(r"Invalid configuration:$"),
            below=rx(r"(?P<message>(?:Unexpected|The(?: mandatory)?) item .*|Missing .*)$"),
            reach=1,
            kind="configuration",
            tool="phpstan",
            weight=90,
        ),
        Shape(
            "^##[",
            rx(r"##\[error\] *\[ERROR\] (?P<message>Found \d{1,6} errors?) *$"),
            kind="lint",
            tool="phpstan",
            weight=70,
        ),
        Shape(
            "^ERR",
            rx(r"ERROR: (?P<code>[A-Z]\w{2,60}) - " + AT + r"(?:-\d{1,5})? - (?P<message>.*)$"),
            kind="types",
            tool="psalm",
            weight=88,
        ),
        Shape(
            "fail",
            rx(r" {2,4}FAILED {2}(?P<test>\S.{0,400}? > \S.{0,400}?)(?: {2,}[\w\\]{1,100})? *$"),
            kind="test",
            tool="pest",
            weight=90,
            extent="until",
            ends=_PEST_NEXT,
            most=40,
            more=_pest,
        ),
        Shape(
            "^  •",
            rx(r"  • (?P<test>(?:\w{1,80}\\[\w\\]{1,300}|\w{1,200}Test) > \S.*?) *$"),
            kind="test",
            tool="pest",
            weight=90,
            extent="until",
            ends=_PEST_NEXT,
            most=40,
            more=_pest,
        ),
        Shape(
            NUMBERED,
            rx(
                r"\s{1,4}\d{1,5}\) (?P<file>\S{1,300}\.(?:php|phtml|inc)) \((?P<code>[a-z][a-z_, /A-Z]{2,500})\) *$"
            ),
            kind="format",
            tool="php-cs-fixer",
            weight=86,
        ),
        Shape(
            NUMBERED,
            rx(r"\s{1,4}\d{1,5}\) (?P<file>\S{1,300}\.\w{1,8}) *$"),
            kind="format",
            tool="php-cs-fixer",
            weight=84,
            given=" files that can be fixed in ",
        ),
        Shape(
            "^  ⨯",
            rx(r"  ⨯ (?P<file>\S{1,300}\.php) {2,}(?P<code>[a-z][a-z_, ]{2,500}) *$"),
            kind="format",
            tool="pint",
            weight=86,
        ),
        Shape(
            NUMBERED,
            rx(r"\d{1,5}\) " + AT + r"$"),
            below=rx(r" *-{6,} begin diff -{6,}$"),
            reach=3,
            kind="lint",
            tool="rector",
            weight=86,
            given=" by Rector",
        ),
        Shape(
            "^ [O",
            rx(
                r" \[OK\] (?P<message>[1-9]\d{0,5} files? would have (?:been )?changed \(dry-run\) by Rector) *$"
            ),
            kind="lint",
            tool="rector",
            weight=70,
        ),
        Shape(
            "error",
            rx(r" *\[ERROR\] (?P<message>The minimum required .{0,40}MSI percentage should be .*)$"),
            kind="test",
            tool="infection",
            weight=88,
        ),
        Shape(
            NUMBERED,
            rx(r"\d{1,5}\) " + AT + r" +\[[MU]\] (?P<code>\w{1,60})(?: \[ID\] \S{1,60})? *$"),
            kind="test",
            tool="infection",
            weight=84,
        ),
    ),
)
