"""pytest: its failures, its short summary, what it says while it runs, with xdist or alone."""

import re
from collections.abc import Sequence

from bot.orient.diagnosis.families.pytest_plugins import PLUGINS
from bot.orient.diagnosis.paths import is_foreign
from bot.orient.diagnosis.shapes import AT, Family, Groups, Shape, rx


def _id(lines: Sequence[str], at: int, groups: Groups) -> Groups | None:
    """`____ TestCart.test_total[1.5] ____` and the file below it, as pytest's own id."""
    name, bracket, parameters = groups["test"].partition("[")
    name = name.removeprefix("ERROR at setup of ").removeprefix("ERROR at teardown of ")
    if name.startswith(("ERROR collecting ", "coverage: platform")):
        return {"test": ""}
    where = groups.get("file", "")
    return {"test": f"{where}::{name.replace('.', '::')}{bracket}{parameters}"}


def _summed(lines: Sequence[str], at: int, groups: Groups) -> Groups:
    """A file that is not collected is where the error is only if nothing above says where that is."""
    told = any(line.startswith("E  ") for line in lines[max(at - 400, 0) : at])
    return {"message": groups["message"]} if told else groups


_OWN = rx(AT + r":(?: in \S.*)?$")
_RAISED = rx(AT + r": \w{1,80}$")
_HEAD = rx(r"(?:_{3,} .{1,300} _{3,}|={3,} .{1,100} ={3,})$")


def _own(lines: Sequence[str], at: int, groups: Groups) -> Groups | None:
    """What a library raised was called for by the nearest frame above that is the repository's own.

    What stands below a blank line of a message still belongs to it.
    """
    above = at - 1
    while above > 0 and lines[above] == "E":
        above -= 1
    if above < at - 1 and lines[above].startswith("E  "):
        return None
    if "file" in groups and not is_foreign(groups["file"]):
        return groups
    below = next((line for line in lines[at + 1 : at + 40] if line and line[:1] != "E"), "")
    if (found := _RAISED.match(below)) and not is_foreign(found["file"]):
        return {**groups, "file": found["file"], "line": found["line"]}
    for line in reversed(lines[max(at - 200, 0) : at]):
        if _HEAD.match(line):
            break
        if (found := _OWN.match(line)) and not is_foreign(found["file"]):
            return {**groups, "file": found["file"], "line": found["line"]}
    return groups


def _internal(lines: Sequence[str], at: int, groups: Groups) -> Groups:
    """At the last frame that is the repository's own, of what pytest itself was stopped by."""
    for line in reversed(lines[max(at - 400, 0) : at]):
        if not line.startswith("INTERNALERROR>"):
            break
        if (found := _INTERNAL.match(line)) and not is_foreign(found["file"]):
            return {**groups, **found.groupdict()}
    return groups


_INTERNAL = rx(r"INTERNALERROR> +File \"(?P<file>[^\"]{1,300})\", line (?P<line>\d{1,7}), in ")


FAMILY = Family(
    "pytest",
    (
        Shape(
            "^E  ",
            rx(r"E  +(?P<message>\S.*)$"),
            kind="test",
            tool="pytest",
            weight=92,
            once=True,
            above=rx(r"(?:_{3,} .{1,300} _{3,}|" + AT + r": (?:in \S{1,200}|\w{1,80}))$"),
            below=rx(AT + r": (?:\w{1,80}(?:Error|Exception|Failed|Exit|Interrupt|Warning)?)$"),
            reach=40,
            needs=False,
            before=3,
            extent="until",
            ends=rx(r"(?:_{3,}|={3,}|-{3,}|\s*$)"),
            most=24,
            more=_own,
        ),
        Shape(
            "^E  ",
            rx(r"E +File \"(?P<file>[^\"]{1,300})\", line (?P<line>\d{1,7})"),
            below=rx(r"E +(?P<message>\w{1,60}(?:Error|Warning|Exception): .*)$"),
            reach=6,
            kind="test",
            tool="pytest",
            weight=93,
        ),
        Shape(
            "^E  ",
            rx(r"E +(?P<message>fixture '.{1,100}' not found)$"),
            above=rx(r"file (?P<file>\S.{0,300}), line (?P<line>\d{1,7})$"),
            reach=40,
            kind="test",
            tool="pytest",
            weight=93,
        ),
        Shape(
            ":0",
            rx(
                AT + r": (?P<message>(?:[A-Z]\w{0,80}(?:Error|Exception|Exit|Interrupt|Warning)|Failed)\b.*)$"
            ),
            above=rx(r"E  +\S"),
            reach=30,
            kind="test",
            tool="pytest",
            weight=91,
        ),
        Shape(
            ":0",
            rx(
                r"(?P<file>[^\s:]{1,300}\.py):(?P<line>\d{1,7}): (?!in \S|\w{0,60}Warning\b|(?:error|warning|note): "
                r"|[A-Z]{1,4}\d{3,4}\b)(?P<message>\S.*)$"
            ),
            above=rx(r"(?:E  +\S.*|={3,} (?:FAILURES|ERRORS) ={3,})$"),
            reach=14,
            kind="test",
            tool="pytest",
            weight=90,
        ),
        Shape(
            ":0",
            rx(AT + r": (?P<message>DocTestFailure|UnexpectedException)$"),
            kind="test",
            tool="pytest",
            weight=91,
        ),
        Shape(
            "traceback",
            rx(r"(?:  \+ Exception Group )?Traceback \(most recent call last\):"),
            above=rx(r"_{3,} .{1,300} _{3,}$"),
            reach=3,
            kind="test",
            tool="pytest",
            weight=85,
            extent="until",
            ends=rx(r"(?:_{3,}|={3,}|-{3,})"),
            most=200,
            trace=True,
        ),
        Shape(
            "^SUB",
            rx(
                r"SUBFAIL(?:ED)?(?:\[.{0,200}?\])?(?: ?\(.{0,300}?\))? "
                r"(?P<test>[^\s:]{1,300}::.{1,300}?)(?: - (?P<message>.*))?$"
            ),
            kind="test",
            tool="pytest",
            weight=85,
        ),
        Shape(
            "error",
            rx(r"(?:\S{0,100}pytest(?:\.py)?|__main__\.py): error: (?P<message>.*)$"),
            kind="configuration",
            tool="pytest",
            weight=86,
        ),
        Shape(
            "^___",
            rx(r"_{3,} (?P<test>[^_].{0,300}?) _{3,}$"),
            kind="test",
            tool="pytest",
            weight=60,
            below=rx(AT + r": \w"),
            reach=80,
            needs=False,
            more=_id,
            backup=True,
        ),
        Shape(
            "^FAI",
            rx(r"FAILED (?P<test>[^\s:]{1,300}::.{1,300}?)(?: - (?P<message>.*))?$"),
            kind="test",
            tool="pytest",
            weight=86,
        ),
        Shape(
            "^ERR",
            rx(r"ERROR (?P<test>[^\s:]{1,300}::.{1,300}?)(?: - (?P<message>.*))?$"),
            kind="test",
            tool="pytest",
            weight=86,
        ),
        Shape(
            "^ERR",
            rx(r"ERROR (?P<file>[^\s:]{1,300}\.py) - (?P<message>.*)$"),
            kind="test",
            tool="pytest",
            weight=85,
            more=_summed,
        ),
        Shape("^ERR", rx(r"ERROR (?P<file>[^\s:]{1,300}\.py)$"), kind="test", tool="pytest", weight=30),
        Shape(
            "fail",
            rx(r"(?P<test>[^\s:]{1,300}\.py::\S.{0,300}?) FAILED(?: +\[ *\d{1,3}%\])?$"),
            kind="test",
            tool="pytest",
            weight=70,
        ),
        Shape(
            "error",
            rx(r"(?P<test>[^\s:]{1,300}\.py::\S.{0,300}?) ERROR(?: +\[ *\d{1,3}%\])?$"),
            kind="test",
            tool="pytest",
            weight=70,
        ),
        Shape(
            "^[gw",
            rx(r"\[gw\d{1,4}\] \[ *\d{1,3}%\] (?:FAILED|ERROR) (?P<test>[^\s:]{1,300}::.{1,400}?) ?$"),
            kind="test",
            tool="pytest",
            weight=70,
        ),
        Shape(
            "error",
            rx(r"E?rror: .{0,40}pytest: error: (?P<message>.*)$", re.I),
            kind="configuration",
            tool="pytest",
            weight=80,
        ),
        Shape(
            "^ERR",
            rx(r"ERROR: (?P<message>(?:file or directory )?not found: .*|usage: .*)$"),
            kind="configuration",
            tool="pytest",
            weight=82,
        ),
        Shape(
            "^ERR",
            rx(
                r"ERROR: (?P<file>[^\s:]{1,300}\.(?:toml|ini|cfg)):(?:(?P<line>\d{1,6}):)? (?P<message>.*?)"
                r"(?: \(at line (?P<at>\d{1,6}), column \d{1,5}\))?$"
            ),
            kind="configuration",
            tool="pytest",
            weight=86,
            more=lambda lines, at, groups: {**groups, "line": groups.get("line") or groups.get("at", "")},
        ),
        Shape(
            "^INT",
            rx(
                r"INTERNALERROR> (?P<message>(?:\w{1,60}\.){0,8}[A-Z]\w{0,80}(?:Error|Exception|Exit|Interrupt)\b.*)$"
            ),
            kind="test",
            tool="pytest",
            weight=90,
            more=_internal,
        ),
        Shape(
            "^!!!",
            rx(r"!{3,} (?:_pytest\.outcomes\.)?(?P<message>(?:Exit: .*|KeyboardInterrupt)) !{3,}$"),
            below=rx(AT + r": KeyboardInterrupt$"),
            reach=2,
            needs=False,
            kind="test",
            tool="pytest",
            weight=84,
        ),
        Shape(
            "^Sco",
            rx(r"(?P<message>ScopeMismatch: .*)$"),
            below=rx(AT + r": +def \S"),
            reach=2,
            kind="test",
            tool="pytest",
            weight=91,
        ),
        Shape(
            "^===",
            rx(r"={3,} (?P<message>no tests ran in .*?) ={3,}$"),
            kind="test",
            tool="pytest",
            weight=40,
        ),
        Shape("fail", rx(r"={3,} .{0,80}\b\d{1,6} failed\b.*={3,}$"), kind="test", tool="pytest", weight=40),
        *PLUGINS,
    ),
)
