"""Mix and ExUnit; rebar3, EUnit, Common Test."""

from collections.abc import Sequence

from bot.orient.diagnosis.shapes import AT, NUMBERED, Family, Groups, Shape, rx

_NEXT = rx(r"\s{1,4}\d{1,4}\) |Finished in")
_OWN = rx(r"\s+(?:\(\S{1,80} \S{1,40}\) )?" + AT + r": ")


def _asserted(lines: Sequence[str], at: int, groups: Groups) -> Groups:
    """At what failed rather than where the test begins: the first frame in the test's own file; a doc's, in its own."""
    documented = groups["test"].startswith("doctest ")
    for line in lines[at + 2 : at + 60]:
        if _NEXT.match(line):
            break
        if (found := _OWN.match(line)) and (documented or found["file"] == groups.get("file")):
            return {**groups, "file": found["file"], "line": found["line"]}
    return groups


FAMILY = Family(
    "beam",
    (
        Shape(
            NUMBERED,
            rx(r"\s{1,4}\d{1,4}\) (?P<test>(?:test|property|doctest) .{1,300}) \((?P<suite>[\w.]{1,300})\)$"),
            below=rx(r"\s+" + AT + r"$"),
            reach=1,
            needs=False,
            more=_asserted,
            kind="test",
            tool="exunit",
            named="{test} ({suite})",
            weight=92,
            extent="until",
            ends=rx(r"\s{1,4}\d{1,4}\) |Finished in|\.{3,}|\S"),
            most=48,
        ),
        Shape(
            ":0",
            rx(
                r"(?:[│ ]{0,6})(?P<file>[^\s:]{1,300}\.(?:erl|hrl|xrl|yrl)):(?P<line>\d{1,7})(?::"
                r"(?P<column>\d{1,5}))?: (?!Warning)(?P<message>\S.*)$"
            ),
            kind="build",
            tool="erlc",
            weight=86,
        ),
        Shape(
            "^** ",
            rx(r"\*\* \((?P<code>\w{0,40}Error)\) " + AT + r":? ?(?P<message>.*)$"),
            kind="build",
            tool="mix",
            weight=88,
            extent="indented",
            most=14,
        ),
        Shape(
            "error",
            rx(r"\s*error: (?P<message>.*)$"),
            below=rx(r"\s*└─ " + AT),
            reach=8,
            kind="build",
            tool="mix",
            weight=88,
        ),
        Shape(
            "^** ",
            rx(r"\*\* \((?P<code>Mix|EXIT|\w{1,40}(?:\.\w{1,40})*)\) (?P<message>.*)$"),
            kind="build",
            tool="mix",
            weight=72,
            extent="indented",
            most=12,
        ),
        Shape(
            "^war",
            rx(r"warning: (?P<message>.*)$"),
            below=rx(r"  " + AT + r"(?::.*)?$"),
            reach=6,
            kind="build",
            tool="mix",
            weight=86,
            given="--warnings-as-errors option",
        ),
        Shape(
            "^   ",
            rx(r" +warning: (?P<message>.*)$"),
            below=rx(r" +└─ " + AT),
            reach=10,
            kind="build",
            tool="mix",
            weight=86,
            given="--warnings-as-errors option",
        ),
        Shape(
            "fail",
            rx(
                r"(?P<message>Compilation failed due to warnings while using the --warnings-as-errors option)$"
            ),
            kind="build",
            tool="mix",
            weight=70,
        ),
        Shape(
            "^===",
            rx(
                r"===> (?P<message>(?:Compiling|Failed|Error|Unable|Package|Dependency).*(?:failed|not found).*)$"
            ),
            kind="build",
            tool="rebar3",
            weight=70,
        ),
        Shape(
            "fail",
            rx(r"\S{0,40} ?(?P<suite>\w{1,100}): ?(?P<test>\w{1,200})(?:\.\.\.| \(.*\)\.\.\.)\*failed\*$"),
            kind="test",
            tool="eunit",
            weight=90,
            extent="paragraph",
            most=20,
        ),
        Shape(
            "^%%%",
            rx(r"%%% (?P<suite>\w{1,200}) ==> (?P<test>.*): (?P<message>FAILED)$"),
            kind="test",
            tool="common test",
            weight=90,
            extent="paragraph",
            most=20,
        ),
        Shape(
            "fail",
            rx(r"(?P<message>Testing \S.*: \*\*\* FAILED .*)$"),
            kind="test",
            tool="common test",
            weight=80,
        ),
    ),
)
