"""Languages whose compilers test as well: Zig, Nim, Crystal, D, Tcl; Mono, Groovy, SBCL."""

from collections.abc import Sequence

from bot.orient.diagnosis.shapes import AT, PATH, Family, Groups, Shape, rx


def _tcl(lines: Sequence[str], at: int, groups: Groups) -> Groups:
    """What is wrong stands above the first line of Tcl's trace."""
    for i in range(at - 1, max(at - 40, 0), -1):
        if lines[i] == "    while executing":
            return {**groups, "message": lines[i - 1].strip()}
    return groups


FAMILY = Family(
    "languages",
    (
        Shape(
            "error",
            rx(
                r"\s*(?P<file>[^\s:()]{1,300}\.nims?)\((?P<line>\d{1,7}), (?P<column>\d{1,5})\) Error: (?P<message>.*)$"
            ),
            kind="build",
            tool="nim",
            weight=88,
        ),
        Shape(
            "fail",
            rx(
                r"\s+(?P<file>[^\s:()]{1,300}\.nim)\((?P<line>\d{1,7}), (?P<column>\d{1,5})\): (?P<message>Check failed:"
                r" .*)$"
            ),
            below=rx(r"\s*\[FAILED\] (?P<test>\S.*)$"),
            reach=20,
            kind="test",
            tool="nim",
            weight=90,
            extent="until",
            ends=rx(r"\s*\[(?:OK|SKIPPED|Suite)\]"),
            most=10,
        ),
        Shape(
            "^In ",
            rx(r"In " + AT + r"$"),
            below=rx(r"(?P<severity>Error): (?P<message>.*)$"),
            reach=10,
            kind="build",
            tool="crystal",
            weight=86,
            extent="until",
            ends=rx(r"In "),
            most=6,
        ),
        Shape(
            "error",
            rx(r"error: (?P<message>the following test command failed with exit code .*)$"),
            kind="test",
            tool="zig test",
            weight=50,
        ),
        Shape(
            "fail",
            rx(r"FAIL \((?P<message>\w{1,100})\)$"),
            above=rx(r"\d{1,6}/\d{1,6} (?P<test>\S{1,300}?)\.{3}"),
            reach=20,
            kind="test",
            tool="zig test",
            weight=88,
            extent="until",
            ends=rx(r"\d{1,6}/\d{1,6} |\d{1,6} passed"),
            most=24,
        ),
        Shape(
            ":0",
            rx(
                PATH
                + r":(?P<line>\d{1,7}):(?P<column>\d{1,5}): 0x[0-9a-f]{1,16} in (?P<message>test\.\S{1,200}) \("
            ),
            kind="test",
            tool="zig test",
            weight=86,
        ),
        Shape(
            "invalid",
            rx(r"(?P<message>invalid command name \".{1,200}\")$"),
            below=rx(r"\s+\(file \"(?P<file>[^\"]{1,300})\" line (?P<line>\d{1,7})\)$"),
            reach=30,
            kind="build",
            tool="tcl",
            weight=80,
            extent="indented",
        ),
        Shape(
            " line ",
            rx(r" +\(file \"(?P<file>[^\"]{1,300})\" line (?P<line>\d{1,7})\)$"),
            above=rx(r" +(?:while executing|invoked from within)$"),
            reach=8,
            kind="build",
            tool="tcl",
            weight=80,
            before=8,
            more=_tcl,
        ),
        Shape(
            "^Cau",
            rx(r"Caught: (?P<message>\S.*?) *$"),
            below=rx(r"\s+at \S{1,200}\((?P<file>[\w./-]{1,200}\.groovy):(?P<line>\d{1,7})\)$"),
            reach=30,
            kind="build",
            tool="groovy",
            weight=88,
        ),
        Shape(
            "^ERR",
            rx(r"ERROR: In procedure \S{1,100}:$"),
            below=rx(r"(?P<message>\S.*)$"),
            reach=1,
            kind="build",
            tool="guile",
            weight=84,
        ),
        Shape(
            "unexpected",
            rx(
                r"(?P<file>[^\s:]{1,300}\.groovy): (?P<line>\d{1,7}): (?P<message>.*?) @ line \d{1,7}, column "
                r"(?P<column>\d{1,5})\.$"
            ),
            kind="build",
            tool="groovy",
            weight=88,
            extent="until",
            ends=rx(r"\s*$"),
            most=4,
        ),
        Shape(
            "undefined",
            rx(r";\s+(?P<message>undefined (?:variable|function): .*)$"),
            above=rx(r"; file: (?P<file>\S{1,300})$"),
            reach=12,
            kind="build",
            tool="sbcl",
            weight=84,
        ),
    ),
)
