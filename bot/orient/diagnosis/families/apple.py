"""Swift, XCTest, Swift Testing, xcodebuild, SwiftLint."""

from bot.orient.diagnosis.shapes import AT, Family, Shape, rx

FAMILY = Family(
    "apple",
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
                r"(?:❌ +)?(?P<file>[^\s:][^:]{0,300}\.m{1,2}):(?P<line>\d{1,7}): error: -\["
                r"(?P<suite>[\w.]{1,200}) (?P<test>\w{1,200})\] : (?P<message>.*)$"
            ),
            kind="test",
            tool="xctest",
            weight=92,
            named="{suite}.{test}",
        ),
        Shape(
            "^Tes",
            rx(
                r"Test Case '(?:-\[)?(?P<suite>[\w.]{1,200})[ .](?P<test>\w{1,200})\]?' failed \([\d.]{1,12} seconds\)"
            ),
            kind="test",
            tool="xctest",
            weight=70,
            named="{suite}.{test}",
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
        Shape(
            "violat",
            rx(
                r"(?P<file>[^\s:][^:]{0,300}\.swift):(?P<line>\d{1,7})(?::(?P<column>\d{1,5}))?: "
                r"(?P<severity>warning): (?P<message>[\w ]{1,80} Violation: .*)$"
            ),
            kind="lint",
            tool="swiftlint",
            weight=66,
        ),
        Shape(
            "✕",
            rx(r"\S+ +Test \"?(?P<test>[^\"]{1,200}?)\"? recorded an issue at " + AT + r": (?P<message>.*)$"),
            kind="test",
            tool="swift-testing",
            weight=90,
        ),
        Shape(
            "error",
            rx(
                r"(?P<file>[^\s:][^:]{0,300}\.swift):(?P<line>\d{1,7}):(?P<column>\d{1,5}): error: (?P<message>.*)$"
            ),
            kind="build",
            tool="swift",
            weight=88,
            extent="until",
            ends=rx(r"\S"),
            most=6,
        ),
        Shape(
            "error",
            rx(r"(?P<message>xcodebuild: error: .*)$"),
            kind="configuration",
            tool="xcodebuild",
            weight=86,
            extent="indented",
        ),
        Shape(
            "fail",
            rx(r"(?P<message>The following build commands failed:)$"),
            kind="build",
            tool="xcodebuild",
            weight=60,
            extent="indented",
            most=8,
        ),
        Shape(
            "^** ", rx(r"\*\* (?P<message>(?:BUILD|TEST|ARCHIVE) FAILED) \*\*$"), tool="xcodebuild", weight=40
        ),
        Shape(
            ":0",
            rx(
                r"(?P<file>[^\s:][^:]{0,300}\.swift):(?P<line>\d{1,7}):(?P<column>\d{1,5}): error: "
                r"(?P<message>.*) \((?P<code>\w{1,60})\)$"
            ),
            kind="lint",
            tool="swiftlint",
            weight=89,
        ),
    ),
)
