"""Test libraries of C and C++: cmocka, Check, Criterion, CUnit, CppUTest; Meson's tests, Valgrind."""

from collections.abc import Sequence

from bot.orient.diagnosis.shapes import AT, PATH, Family, Groups, Shape, rx


def _checked(lines: Sequence[str], at: int, groups: Groups) -> Groups | None:
    """What Valgrind says above a trace, at the first frame of it that has a place."""
    above = reversed(lines[max(at - 30, 0) : at])
    found = _HEAD.match(next((line for line in above if not _PLACELESS.match(line)), ""))
    return {**groups, "message": found["message"]} if found else None


_HEAD = rx(
    r"==\d{1,9}== (?P<message>(?:Invalid |Mismatched |Conditional jump |Use of uninit|Syscall param |Source and dest"
    r"|Process terminating |(?:[\d,]{1,20} (?:\([^()]{1,80}\) )?bytes in .{1,60} (?:definitely|indirectly) lost)).*)$"
)
_PLACELESS = rx(r"==\d{1,9}==    (?:at|by) 0x[\dA-F]{1,16}: .{1,300} \(in \S{1,300}\)$")


FAMILY = Family(
    "c libraries",
    (
        Shape(
            "^[  ",
            rx(r"\[   LINE   \] --- " + AT + r": error: .*$"),
            above=rx(r"\[  ERROR   \] --- (?P<message>.*)$"),
            reach=4,
            needs=False,
            kind="test",
            tool="cmocka",
            weight=90,
            before=1,
        ),
        Shape(
            "^[  ",
            rx(r"\[  (?:FAILED|ERROR ) {1,3}\] (?P<test>[A-Za-z_]\w{0,200})$"),
            kind="test",
            tool="cmocka",
            weight=70,
            given=" test(s) run.",
        ),
        Shape(
            ":0",
            rx(
                PATH
                + r":(?P<line>\d{1,7}):[FE]:[^:]{1,200}:(?P<test>[^\s:]{1,200}):-?\d{1,7}: (?P<message>\S.*)$"
            ),
            kind="test",
            tool="check",
            weight=91,
        ),
        Shape(
            "fail",
            rx(r"\s*Test: (?P<test>\S.{0,200}?) ?\.{3} ?FAILED$"),
            below=rx(r"\s+1\. " + PATH + r":(?P<line>\d{1,7}) {1,4}- (?P<message>\S.*)$"),
            reach=1,
            kind="test",
            tool="cunit",
            weight=90,
        ),
        Shape(
            ":0",
            rx(r"\s+\d{1,5}\. " + PATH + r":(?P<line>\d{1,7}) {1,4}- (?P<message>\S.*)$"),
            above=rx(r"\s*Test: \S.{0,200}FAILED$"),
            reach=100,
            kind="test",
            tool="cunit",
            weight=88,
        ),
        Shape(
            "error",
            rx(AT + r": error: Failure in (?P<test>(?:IGNORE_)?TEST\([^()]{1,300}\))$"),
            below=rx(r"\t(?P<message>\S.*)$"),
            reach=1,
            needs=False,
            kind="test",
            tool="cpputest",
            weight=91,
            extent="paragraph",
            most=8,
        ),
        Shape(
            "^[--",
            rx(r"\[-{4}\] " + AT + r": (?P<message>Assertion Failed|Unexpected .*)$"),
            below=rx(r"\[FAIL\] (?P<test>[^\s:]{1,200}::[^\s:]{1,200}): "),
            reach=30,
            kind="test",
            tool="criterion",
            weight=91,
            extent="until",
            ends=rx(r"\[FAIL\]"),
            most=30,
        ),
        Shape(
            "^[FA",
            rx(
                r"\[FAIL\] (?P<test>[^\s:]{1,200}::[^\s:]{1,200}): (?P<message>CRASH!|Timed out.*|\(\d{1,6}\.\d{1,4}s\))"
            ),
            kind="test",
            tool="criterion",
            weight=70,
        ),
        Shape(
            ":0",
            rx(r"==\d{1,9}==    (?:at|by) 0x[\dA-F]{1,16}: .{1,300} \(" + AT + r"\)$"),
            kind="test",
            tool="valgrind",
            weight=90,
            more=_checked,
            before=3,
        ),
        *(
            Shape(
                tell,
                rx(
                    r" {0,6}\d{1,6}/\d{1,6} (?:[^\s/][^/]{0,200} / )?(?P<test>\S.{0,200}?) +"
                    r"(?:FAIL|ERROR|TIMEOUT|UNEXPECTEDPASS) +\d{1,8}\.\d{1,3}s\b(?P<message>.*)$"
                ),
                kind="test",
                tool="meson",
                weight=72,
            )
            for tell in ("fail", "error", "killed", "unexpected")
        ),
    ),
)
