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
        if (found := _OWN.match(line)) is None:
            continue
        if f"/{groups.get('file', '')}".endswith(
            f"/{found['file']}"
        ):  # in an umbrella the header's is longer
            return {**groups, "line": found["line"]}
        if documented:
            return {**groups, "file": found["file"], "line": found["line"]}
    return groups


def _prepared(lines: Sequence[str], at: int, groups: Groups) -> Groups:
    """Where a module's tests are set up: the first frame in them, by the longer path if the log has one."""
    for line in lines[at + 1 : at + 20]:
        if (found := _OWN.match(line)) and found["file"].endswith(".exs"):
            longer = next(filter(None, (_HEADED.match(one) for one in lines if found["file"] in one)), None)
            file = (
                longer["file"] if longer and longer["file"].endswith(f"/{found['file']}") else found["file"]
            )
            return {**groups, "file": file, "line": found["line"]}
    return groups


def _expanded(lines: Sequence[str], at: int, groups: Groups) -> Groups:
    """What a macro, a struct or a module's body raised: the first frame in the file that did not compile."""
    own = (_OWN.match(line) for line in lines[at + 1 : at + 30])
    found = next((one for one in own if one and one["file"] == groups["file"]), None)
    return {**groups, "line": found["line"]} if found else groups


_HEADED = rx(r" {5}(?P<file>[^\s:]{1,300}\.exs):\d{1,7}$")
_FILE = rx(r".*\{file,\"(?P<file>[^\"]{0,300}/[^\"]{1,200})\"\}")
_LINE = rx(r".*\{line,(?P<line>\d{1,7})\}")


def _term(lines: Sequence[str], at: int, groups: Groups) -> Groups:
    """The first frame of the term below that has a folder, as those of the runtime have not."""
    for i, line in enumerate(lines[at + 1 : at + 12], at + 1):
        if not line.strip():
            break
        if found := _FILE.match(line):
            place = _LINE.match(line[found.end() :]) or _LINE.match(
                lines[i + 1] if i + 1 < len(lines) else ""
            )
            return {**groups, "file": found["file"], **(place.groupdict() if place else {})}
    return groups


def _generated(lines: Sequence[str], at: int, groups: Groups) -> Groups:
    """`-list_test_/0-fun-1-/0:8: is one` is what the generator `list_test_/0` gave at its line."""
    return _term(lines, at, {**groups, "test": groups["test"].strip("-").partition("/")[0]})


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
            NUMBERED,
            rx(r"\s{1,4}\d{1,4}\) (?P<test>[A-Z][\w.]{0,300}): failure on setup_all callback\b.*$"),
            kind="test",
            tool="exunit",
            weight=91,
            extent="indented",
            most=20,
            more=_prepared,
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
            rx(r"\*\* \(Mix\) (?P<message>Can't continue due to errors on dependencies)$"),
            kind="dependency",
            tool="mix",
            weight=86,
            before=10,
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
            "^** ",
            rx(r"\*\* \((?P<code>\w{1,40}(?:\.\w{1,40})*)\) (?P<message>.*)$"),
            above=rx(r"== Compilation error in file (?P<file>[^\s:]{1,300}) ==$"),
            reach=1,
            kind="build",
            tool="mix",
            weight=84,
            extent="indented",
            most=12,
            more=_expanded,
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
            more=_term,
        ),
        Shape(
            NUMBERED,
            rx(r"\s{1,4}\d{1,4}\) (?P<suite>\w{1,100}):(?P<test>\S{1,200}?/\d{1,3})(?::\d{1,7})?(?:: .*)?$"),
            below=rx(r"\s+Failure/Error: (?P<message>.*)$"),
            reach=1,
            named="{suite}:{test}",
            kind="test",
            tool="eunit",
            weight=91,
            extent="until",
            ends=rx(r"\s{1,4}\d{1,4}\) |Finished in"),
            most=20,
            more=_generated,
        ),
        Shape(
            "^** ",
            rx(r"\*\* \(Mix\) (?P<message>mix format failed due to --check-formatted\.)$"),
            kind="format",
            tool="mix",
            weight=86,
        ),
        Shape(
            "^  *",
            rx(r"  \* (?P<file>\S.{0,300}\.\w{2,5})$"),
            above=rx(r"The following files (?:are|were) not formatted:"),
            reach=400,
            kind="format",
            tool="mix",
            weight=85,
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
