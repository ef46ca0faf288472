"""Lua and busted; LaTeX; Emacs Lisp; Julia; Dart; Bazel; Ansible."""

from collections.abc import Sequence

from bot.orient.diagnosis.shapes import AT, Family, Groups, Shape, rx


def _busted(lines: Sequence[str], at: int, groups: Groups) -> Groups | None:
    """The test's name is below its place, and the place that failed is below that."""
    below = lines[at + 1 : at + 8]
    told = {**groups, "test": below[0].strip() if below else ""}
    for line in below[1:]:
        if found := _LUA.match(line):
            return {**told, **found.groupdict()}
    return told


_LUA = rx(r"(?P<file>[^\s:]{1,300}\.(?:lua|moon)):(?P<line>\d{1,7}): (?P<message>.*)$")


FAMILY = Family(
    "scripts",
    (
        Shape(
            ":0",
            rx(
                r"    (?P<file>[^\s:]{1,300}):(?P<line>\d{1,7}):(?P<column>\d{1,5})(?:-\d{1,5})?: "
                r"(?:\((?P<code>[EW]\d{3})\) )?(?P<message>\S.*)$"
            ),
            above=rx(r"Checking \S.{0,300} \d{1,6} (?:warning|error)s?\b"),
            reach=200,
            kind="lint",
            tool="luacheck",
            weight=88,
        ),
        *(
            Shape(
                tell,
                rx(r"(?:Fatal )?Error: (?P<message>.*)$"),
                above=rx(r"(?P<file>[^\s:]{1,200}\.[fF]\w{0,3}):(?P<line>\d{1,7}):(?P<column>\d{1,5}):$"),
                reach=6,
                kind="build",
                tool="gfortran",
                weight=88,
                before=4,
            )
            for tell in ("^Err", "^Fat")
        ),
        Shape(
            "^Deb",
            rx(r"Debugger entered--Lisp error: (?P<message>.*)$"),
            kind="build",
            tool="emacs",
            weight=86,
            extent="indented",
            most=14,
        ),
        Shape(
            ":0",
            rx(
                r"(?P<file>[^\s(]{1,200}\.(?:pas|pp|lpr|inc))\((?P<line>\d{1,7}),(?P<column>\d{1,5})\) (?:Error"
                r"|Fatal): (?P<message>.*)$"
            ),
            kind="build",
            tool="fpc",
            weight=88,
        ),
        Shape(
            "fail",
            rx(r"(?:Failure|Error) (?:→|->) (?P<file>\S{1,200}) @ (?P<line>\d{1,6})$"),
            more=_busted,
            kind="test",
            tool="busted",
            weight=90,
            extent="paragraph",
            most=20,
        ),
        Shape(
            "^Err",
            rx(r"Error (?:→|->) (?P<file>\S{1,200}) @ (?P<line>\d{1,6})$"),
            more=_busted,
            kind="test",
            tool="busted",
            weight=90,
            extent="paragraph",
            most=20,
        ),
        Shape(
            "^[  ",
            rx(r"\[  FAILED  \] (?P<file>[^\s:]{1,300}\.lua) @ (?P<line>\d{1,6}): (?P<test>.*)$"),
            kind="test",
            tool="busted",
            weight=84,
            extent="paragraph",
            most=12,
        ),
        Shape(
            "^lua",
            rx(r"luac?(?:jit)?(?:\d\.\d)?: " + AT + r": (?P<message>.*)$"),
            kind="build",
            tool="lua",
            weight=80,
            extent="indented",
            most=10,
        ),
        Shape(
            "^! L",
            rx(r"! (?P<message>LaTeX Error: .*)$"),
            kind="build",
            tool="latex",
            weight=88,
            below=rx(r"l\.(?P<line>\d{1,6}) "),
            reach=14,
            needs=False,
        ),
        Shape(
            "^! U",
            rx(r"! (?P<message>Undefined control sequence\.)$"),
            kind="build",
            tool="latex",
            weight=88,
            below=rx(r"l\.(?P<line>\d{1,6}) "),
            reach=6,
            needs=False,
        ),
        Shape("error", rx(AT + r":Error: (?P<message>.*)$"), kind="build", tool="emacs", weight=84),
        Shape(
            "error",
            rx(
                r"(?:In toplevel form:)?(?P<file>[^\s:]{1,200}\.el):(?P<line>\d{1,6}):(?P<column>\d{1,5}):"
                r" ?Error: (?P<message>.*)$"
            ),
            kind="build",
            tool="emacs",
            weight=85,
        ),
        Shape(
            "fail",
            rx(
                r"\s+F +\d{0,6}/?\d{0,6} +(?P<test>\S.*)$|   FAILED +\d{1,6}/\d{1,6} +(?P<test2>\S{1,200}).*$"
            ),
            kind="test",
            tool="ert",
            weight=80,
        ),
        Shape(
            "fail",
            rx(r"(?:.{0,80}: )?Test Failed at " + AT + r"$"),
            kind="test",
            tool="julia",
            weight=88,
            extent="indented",
            most=12,
        ),
        Shape(
            "^00:",
            rx(r"\d\d:\d\d \+\d{1,6}.*: (?P<test>.*) \[E\]$"),
            kind="test",
            tool="dart",
            weight=88,
            extent="indented",
            most=20,
            trace=True,
        ),
        Shape(
            "error",
            rx(r"(?:\(\d\d:\d\d:\d\d\) )?ERROR: " + AT + r": (?P<message>.*)$"),
            kind="build",
            tool="bazel",
            weight=84,
            extent="until",
            ends=rx(r"(?:\(\d\d:\d\d:\d\d\) )?(?:INFO|ERROR|Target)"),
            most=14,
        ),
        Shape(
            "no s",
            rx(
                r"(?:\(\d\d:\d\d:\d\d\) )?ERROR: (?:Skipping '[^']{1,200}': )?(?P<message>no such (?:package|target) '.*)$"
            ),
            kind="build",
            tool="bazel",
            weight=82,
        ),
        Shape(
            "fail",
            rx(r"(?:FAIL: )?(?P<test>//\S{1,300}) +(?:\(|FAILED)"),
            kind="test",
            tool="bazel",
            weight=84,
        ),
        Shape(
            "^fat",
            rx(r"fatal: \[(?P<host>[^\]]{1,100})\]: (?:FAILED|UNREACHABLE)! => (?P<message>.*)$"),
            kind="build",
            tool="ansible",
            weight=86,
            extent="until",
            ends=rx(r"PLAY|TASK"),
            most=10,
        ),
    ),
)
