"""CTest, GoogleTest, Catch2, doctest, Boost.Test, assert."""

import re
from collections.abc import Sequence

from bot.orient.diagnosis.shapes import AT, PATH, Family, Groups, Shape, rx

_LINE, _DOTS = rx(r"-{60,}$"), rx(r"\.{60,}$")


def _catch2(lines: Sequence[str], at: int, groups: Groups) -> Groups:
    """The test case stands above, between two lines of dashes, its sections below it."""
    head = next((i for i in range(at - 1, max(at - 300, -1), -1) if _DOTS.match(lines[i])), 0) - 2
    for i in range(head - 1, max(head - 30, -1), -1):
        if _LINE.match(lines[i]):
            return {**groups, "test": lines[i + 1].strip()}
    return groups


def _printed(lines: Sequence[str], at: int, groups: Groups) -> Groups | None:
    """What a test's program printed that failed, as `--output-on-failure` shows it; what others printed tells nothing."""
    return groups if "failed" in groups else None


FAMILY = Family(
    "c tests",
    (
        Shape(
            "fail",
            rx(
                r"\s*\d{1,6}/\d{1,6} Test +#\d{1,6}: (?P<test>\S{1,200}) [ .]*\*{3}(?:Failed|Exception|Timeout|Not Run).*$"
            ),
            kind="test",
            tool="ctest",
            weight=60,
            extent="line",
        ),
        Shape(
            "fail",
            rx(
                r"\s+\d{1,6} - (?P<test>\S{1,200}) \((?:Failed|Timeout|SEGFAULT|Subprocess aborted|ILLEGAL|Not"
                r" Run|[\w ]{1,40})\)(?: .*)?$"
            ),
            above=rx(r"The following tests FAILED:|\s+\d{1,6} - \S"),
            reach=200,
            kind="test",
            tool="ctest",
            weight=84,
        ),
        Shape(
            "^\t  ",
            rx(r"\s+\d{1,6} - (?P<test>\S{1,200}) \((?P<message>[\w ]{1,40})\)$"),
            above=rx(r"The following tests FAILED:"),
            reach=200,
            kind="test",
            tool="ctest",
            weight=84,
        ),
        Shape(
            ":0",
            rx(AT + r": (?P<message>(?!(?:info|debug|note|warning|trace)\b)\S.*)$", re.I),
            above=rx(
                r"\s*(?:\d{1,6}/\d{1,6} Test +#\d{1,6}: .*?(?P<failed>\*{3}[FE].*)?$|\s+Start +\d{1,6}: )"
            ),
            reach=60,
            kind="test",
            tool="ctest",
            weight=70,
            more=_printed,
            given=" tests failed out of ",
        ),
        Shape(
            "error",  # of a test's own program, not the compiler's, as -V shows it
            rx(AT + r": (?:fatal )?error: (?P<message>\S.*)$"),
            above=rx(r"Test timeout computed to be: "),
            reach=40,
            kind="test",
            tool="ctest",
            weight=87,
        ),
        Shape(
            "^[  ",
            rx(r"\[  FAILED  \] (?P<test>\w{1,200}[./]\w.{0,200}?)(?:, where .*)?(?: \(\d{1,9} ms\))?$"),
            kind="test",
            tool="googletest",
            weight=70,
        ),
        Shape(
            "fail",
            rx(AT + r": Failure$"),
            kind="test",
            tool="googletest",
            weight=90,
            extent="until",
            ends=rx(r"\[ "),
            most=14,
        ),
        Shape(
            "fail",
            rx(AT + r": FAILED:$"),
            kind="test",
            tool="catch2",
            weight=88,
            extent="paragraph",
            most=14,
            before=6,
            more=_catch2,
        ),
        Shape(
            "fail",
            rx(AT + r": failed: (?P<message>\S.*)$"),
            kind="test",
            tool="catch2",
            weight=84,
        ),
        Shape(
            "error",
            rx(AT + r": (?:FATAL )?ERROR: (?P<message>.*)$"),
            above=rx(r"TEST CASE: +(?P<test>\S.*)$"),
            reach=200,
            kind="test",
            tool="doctest.h",
            weight=88,
            extent="paragraph",
            most=8,
            given="[doctest] doctest version is",
        ),
        Shape(
            "error",
            rx(
                r"(?:unknown location\(0\)|"
                + PATH
                + r"\((?P<line>\d{1,7})\)): (?:fatal )?error: in \"(?P<test>[^\"]{1,200})\": (?P<message>.*)$"
            ),
            below=rx(PATH + r"\((?P<line>\d{1,7})\): last checkpoint: "),
            reach=1,
            needs=False,
            kind="test",
            tool="boost.test",
            weight=88,
        ),
        Shape(
            "fail",
            rx(
                r"(?:\S{1,200}: )?(?P<file>[^\s:]{1,200}):(?P<line>\d{1,7}): .{1,300}: (?P<message>Assertion .* failed\.)$"
            ),
            kind="test",
            tool="assert",
            weight=80,
        ),
    ),
)
