"""RSpec, Minitest, test-unit, Rake, Ruby itself."""

from collections.abc import Sequence
from itertools import takewhile

from bot.orient.diagnosis.paths import is_foreign
from bot.orient.diagnosis.shapes import AT, NUMBERED, Family, Groups, Shape, indentation, rx

_RSPEC_NEXT = rx(r"\s{2,6}\d{1,4}\) |Finished in|\d{1,6} examples?,|Failed examples:|rspec ")


_TRACE = rx(r" *# (?:\./)?" + AT + r"(?::in\b.*)?$")


def _traced(lines: Sequence[str], at: int, groups: Groups) -> Groups:
    """The trace stands three deeper than the number; one that a message quotes stands deeper."""
    depth = indentation(lines[at]) + 3
    for line in lines[at + 1 : at + 60]:
        if _RSPEC_NEXT.match(line):
            break
        if (found := _TRACE.match(line)) and indentation(line) == depth and not is_foreign(found["file"]):
            return {**groups, "file": found["file"], "line": found["line"]}
    return groups


def _reported(lines: Sequence[str], at: int, groups: Groups) -> Groups:
    """Where a test failed, of which a gem of reporters prints the trace alone, to an empty line."""
    trace = takewhile(str.strip, lines[at + 1 : at + 60])
    own = (f for line in trace if (f := _FROM.match(line.lstrip())) and not is_foreign(f["file"]))
    found = next(own, None)
    return {**groups, "file": found["file"], "line": found["line"]} if found else groups


_FROM = rx(r"(?:\s+from )?(?:\./)?" + AT + r":in [`'].*$")


def _raised(lines: Sequence[str], at: int, groups: Groups) -> Groups:
    """What was raised at the frame that is the repository's own; of a suite of tests that Rake loads, it is a test's."""
    below = takewhile(lambda line: line != "rake aborted!", lines[at + 1 : at + 60])
    loads = any("/rake_test_loader.rb:" in line for line in below)
    return {**_called(lines, at, groups), **({"kind": "test"} if loads else {})}


def _called(lines: Sequence[str], at: int, groups: Groups) -> Groups:
    """What a library raised, at the first frame below that is the repository's own."""
    if "file" in groups and not is_foreign(groups["file"]):
        return groups
    trace = takewhile(lambda line: line[:1] in ("\t", " "), lines[at + 1 : at + 40])
    own = (f for line in trace if (f := _FROM.match(line)) and not is_foreign(f["file"]))
    found = next(own, None)
    return {**groups, "file": found["file"], "line": found["line"]} if found else groups


def _task(lines: Sequence[str], at: int, groups: Groups) -> Groups:
    """What a task raised, at the first frame below that is the repository's own; a command says itself why it failed."""
    if groups["message"].startswith("Command failed"):
        return groups
    own = (f for line in lines[at + 2 : at + 20] if (f := _FROM.match(line)) and not is_foreign(f["file"]))
    found = next(own, None)
    return {**groups, "file": found["file"], "line": found["line"]} if found else groups


FAMILY = Family(
    "ruby",
    (
        Shape(
            NUMBERED,
            rx(r"\s{1,6}\d{1,4}\) (?P<test>\S.*?)(?: FIXED)?$"),
            below=rx(r"\s+# (?:\./)?" + AT + r"(?::in\b.*)?$"),
            reach=60,
            kind="test",
            tool="rspec",
            weight=90,
            extent="until",
            ends=_RSPEC_NEXT,
            most=40,
            more=_traced,
        ),
        Shape(
            "fail",
            rx(r"\s+\d{1,4}\.\d{1,4}\) (?P<message>Failure/Error: .*)$"),
            below=rx(r"\s+# (?:\./)?" + AT + r"(?::in\b.*)?$"),
            reach=40,
            kind="test",
            tool="rspec",
            weight=88,
            extent="until",
            ends=rx(r"\s+\d{1,4}(?:\.\d{1,4})?\) |Finished in"),
            most=30,
        ),
        Shape(
            "^rsp",
            rx(r"rspec (?:'[^']{1,300}'|\./\S{1,300}) # (?P<test>\S.*)$"),
            kind="test",
            tool="rspec",
            weight=60,
        ),
        Shape(
            "error",
            rx(r"\s*An error occurred while loading (?P<message>.*)$"),
            below=rx(r"\s*(?:# )?(?:\./)?" + AT + r"(?::in\b.*|: syntax errors?\b.*)?$"),
            reach=24,
            needs=False,
            kind="test",
            tool="rspec",
            weight=86,
            extent="until",
            ends=rx(r"Finished|Run options|An error occurred while loading"),
            most=44,
        ),
        Shape(
            "fail",
            rx(r"\s*(?:\d{1,4}\) )?(?:Failure|Error):$"),
            below=rx(r"\s*(?P<test>[\w:][\w: ?!'-]{0,200}#\S.{0,200}?)(?: \[" + AT + r"\]:?|:)$"),
            reach=1,
            kind="test",
            tool="minitest",
            weight=90,
            extent="paragraph",
            most=24,
        ),
        Shape(
            "error",
            rx(r"\s*(?:\d{1,4}\) )?Error:$"),
            below=rx(r"\s*(?P<test>[\w:][\w: ?!'-]{0,200}#\S.{0,200}?):$"),
            reach=1,
            kind="test",
            tool="minitest",
            weight=90,
            extent="until",
            ends=rx(r"\s*\d{1,4}\) (?:Failure|Error):|\d{1,6} runs,|\S{1,60} test \S"),
            most=24,
            trace=True,
        ),
        *(
            Shape(
                tell,
                rx(r"  (?P<test>test_\S.{0,200}?) +(?:FAIL|ERROR) \(\d{1,6}\.\d{1,3}s\)$"),
                above=rx(r"(?P<suite>(?!Minitest::\w{1,40}:|Started with|Finished in)[A-Z].{0,200})$"),
                reach=200,
                below=rx(r"Minitest::\w{1,40}: +(?P<message>\S.*)$"),
                needs=False,
                named="{suite}#{test}",
                kind="test",
                tool="minitest",
                weight=91,
                more=_reported,
            )
            for tell in ("fail", "error")
        ),
        *(
            Shape(
                tell,
                rx(at),
                named=named,
                kind="test",
                tool="minitest",
                weight=92,
                more=_reported,
            )
            for tell in ("fail", "error")
            for at, named in (
                (r"\s*(?:FAIL|ERROR) (?P<test>[A-Z]\S{0,200}#.{1,200}?) \(\d{1,6}\.\d{1,3}s\)$", "{test}"),
                (
                    r".{0,200}?(?:FAIL|ERROR)\[\"(?P<test>[^\"]{1,200})\", (?P<suite>[^,\s]{1,200}), .{1,100}\]$",
                    "{suite}#{test}",
                ),
            )
        ),
        Shape(
            ":0",
            rx(r"(?P<file>[^\s:]{1,300}_spec\.rb):(?P<line>\d{1,7}):(?!in [`'])(?P<test>\S.*)$"),
            kind="test",
            tool="rspec",
            weight=84,
        ),
        *(
            Shape(
                tell,
                rx(r"(?:Failure|Error): (?P<test>test.{0,200}?)\((?P<suite>[\w:]{1,200})\)"),
                below=rx(AT + r":in [`'].*$"),
                reach=24,
                needs=False,
                kind="test",
                tool="test-unit",
                weight=88,
                extent="until",
                ends=rx(r"={10,}"),
                most=24,
            )
            for tell in ("^Fai", "^Err")
        ),
        Shape(
            "invalid",
            rx(r"(?P<message>invalid option: -.*)$"),
            below=rx(r"Please use --help for a listing of valid options"),
            reach=2,
            kind="configuration",
            tool="rspec",
            weight=84,
        ),
        Shape(
            "abort",
            rx(r"rake aborted!$"),
            below=rx(r"(?P<message>\S.*)$"),
            reach=1,
            tool="rake",
            weight=56,
            extent="paragraph",
            most=12,
            more=_task,
        ),
        Shape(
            "error",
            rx(AT + r":in [`'][^']{1,200}': (?P<message>.*\((?P<code>[\w:]{1,80})\))$"),
            kind="build",
            tool="ruby",
            weight=74,
            extent="indented",
            most=16,
            more=_raised,
        ),
        Shape(
            "cannot",
            rx(
                r"(?:\S{1,300}:\d{1,7}:in [`'][^']{1,200}': )?"
                r"(?P<message>cannot load such file -- (?!/)\S.*?) \(LoadError\)$"
            ),
            kind="dependency",
            tool="ruby",
            weight=84,
            extent="indented",
            most=16,
            more=_called,
        ),
        Shape(
            "error",
            rx(AT + r": (?P<message>syntax errors?(?: found)?\b.*)$"),
            kind="build",
            tool="ruby",
            weight=80,
            extent="indented",
        ),
    ),
)
