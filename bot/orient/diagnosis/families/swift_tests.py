"""XCTest and Swift Testing, by swift test and xcodebuild, and as xcpretty and xcbeautify shorten them."""

from collections.abc import Sequence

from bot.orient.diagnosis.shapes import AT, Family, Groups, Shape, rx

_CASE = r"'(?:-\[)?(?P<suite>[\w.]{1,200})[ ./](?P<test>[^'\]]{1,300}?)(?:\(\))?\]?' "
_RUNNING = rx(r"Test Case (?:" + _CASE + r"started|'.{1,600}' (?:passed|failed|skipped))")
"""The test that was begun last, if it is not over."""
_ENTRY = rx(r"\s+(?:-\[)?(?P<suite>[\w.]{1,200})[. /](?P<test>\w{1,200})(?:\(\))?\]?$")
_STDLIB = "Swift/"
"""Where Swift's own library says it is."""


def _listed(lines: Sequence[str], at: int, groups: Groups) -> Groups | None:
    """The first of Xcode's list of what failed, which may name their bundle before."""
    found = next((one for line in lines[at + 1 : at + 4] if (one := _ENTRY.match(line))), None)
    return {**groups, **found.groupdict()} if found else None


def _own(lines: Sequence[str], at: int, groups: Groups) -> Groups | None:
    """Without a place that is the language's; only where a test was running."""
    if "test" not in groups:
        return None
    if groups["file"].startswith(_STDLIB):
        return {name: text for name, text in groups.items() if name not in ("file", "line")}
    return groups


FAMILY = Family(
    "swift_tests",
    (
        Shape(
            "error",
            rx(
                r"(?:❌ +)?(?P<file>[^\s:][^:]{0,300}\.swift):(?P<line>\d{1,7})(?::(?P<column>\d{1,5}))?: error: "
                r"(?P<suite>\w{1,200})\.(?P<test>\w{1,200}) : (?P<message>.*)$"
            ),
            kind="test",
            tool="xctest",
            weight=92,
            named="{suite}.{test}",
        ),
        Shape(
            "error",
            rx(
                r"(?:❌ +)?(?P<file>[^\s:][^:]{0,300}\.(?:swift|mm?)):(?P<line>\d{1,7}): error: -\["
                r"(?P<suite>[\w.]{1,200}) (?P<test>[^\]]{1,300})\] : (?P<message>.*)$"
            ),
            kind="test",
            tool="xctest",
            weight=92,
            named="{suite}.{test}",
        ),
        Shape(
            "^Tes",
            rx(r"Test [Cc]ase " + _CASE + r"failed (?:on '[^']{1,200}' )?\([\d.]{1,12} seconds\)"),
            kind="test",
            tool="xctest",
            weight=70,
            named="{suite}.{test}",
        ),
        Shape(
            "^Fai",
            rx(r"Failing tests:$"),
            kind="test",
            tool="xctest",
            weight=60,
            named="{suite}.{test}",
            backup=True,
            more=_listed,
        ),
        Shape(
            "fatal",
            rx(
                r"(?P<file>[^\s:][^:]{0,300}\.swift):(?P<line>\d{1,7}): (?P<message>Fatal error(?:: .*)?)$",
            ),
            above=_RUNNING,
            reach=200,
            kind="test",
            tool="xctest",
            weight=91,
            named="{suite}.{test}",
            more=_own,
        ),
        *(
            Shape(
                tell,
                rx(
                    r"(?:error: )?(?P<message>(?:Process '.{1,400}' e|E)xited with (?:unexpected )?signal code \d{1,3})$"
                ),
                above=_RUNNING,
                reach=200,
                needs=False,
                kind="test",
                tool="xctest",
                weight=90,
                named="{suite}.{test}",
            )
            for tell in ("^Exi", "unexpected")
        ),
        Shape(
            "fail",
            rx(r"  (?P<test>\w{1,200}), (?P<message>.*)$"),
            below=rx(r"  " + AT + r"$"),
            reach=2,
            kind="test",
            tool="xcpretty",
            weight=90,
            before=2,
            extent="until",
            ends=rx(r"\S|  \w{1,200}, "),
            most=16,
        ),
        # a sign of Swift Testing's own, of Apple's font of symbols, or xcbeautify's
        Shape(
            ":0",
            rx(
                r"\s*\S{1,3} +Test \"?(?P<test>(?!run with)\S.{0,300}?)\"? recorded an issue(?: with .{1,600}?)? at "
                + AT
                + r": (?P<message>.*)$"
            ),
            kind="test",
            tool="swift-testing",
            weight=90,
        ),
        Shape(
            "fail",
            rx(
                r"\s*\S{1,3} +Test \"?(?P<test>(?!run with)\S.{0,300}?)\"?(?: with \d{1,6} test cases?)? failed after "
                r"[\d.]{1,12} seconds"
            ),
            kind="test",
            tool="swift-testing",
            weight=70,
        ),
        Shape(
            "✕",
            rx(r"    ✖ (?P<test>\S.{0,200}?) \([\d.]{1,12} seconds\) \d{1,6} issue\(s\)$"),
            kind="test",
            tool="swift-testing",
            weight=70,
            given="Test run with ",
        ),
        Shape(
            "✕",
            rx(r"    ✖ (?P<test>\S.{0,200}?), (?P<message>.*)$"),
            kind="test",
            tool="xctest",
            weight=88,
            given="Executed ",
        ),
    ),
)
