"""swift build, xcodebuild and what shortens its log, signing; SwiftLint, SwiftFormat, swift-format; CocoaPods."""

from bot.orient.diagnosis.shapes import Family, Shape, rx

_SOURCE = r"(?P<file>[^\s:][^:]{0,300}\.swift):(?P<line>\d{1,7})(?::(?P<column>\d{1,5}))?: "
_MARKED = r"(?:❌|\[x\]) {1,2}"
"""What xcpretty and xcbeautify put before an error."""
_UNSIGNED = (
    r"(?:(?P<file>[^\s:][^:]{0,300}\.xcodeproj): )?(?:❌ {1,2}|\[x\] )?(?:error: |Code ?[Ss]ign(?:ing)? [Ee]rror: )?"
    r"(?P<message>(?:Signing for \"[^\"]{1,200}\" requires|.{1,200} requires a provisioning profile"
    r"|No (?:account for team|profiles? for|signing certificate|(?:valid )?(?:code ?)?signing identit)"
    r"|Provisioning profile \"[^\"]{1,200}\" (?:doesn't|is|has|does)|[Cc]ode signing is required for product type).*)$"
)
"""What Xcode cannot sign with."""

FAMILY = Family(
    "apple",
    (
        Shape(
            "error",
            rx(_SOURCE + r"error: (?P<message>.*)$"),
            kind="build",
            tool="swift",
            weight=88,
            extent="until",
            ends=rx(r"\S"),
            most=6,
        ),
        Shape(
            ":0",
            rx(
                _MARKED
                + r"(?P<file>[^\s:][^:]{0,300}\.(?:swift|mm?|h|c|cc|cpp)):(?P<line>\d{1,7}):(?P<column>\d{1,5}): "
                r"(?:error: )?(?P<message>.*)$"
            ),
            kind="build",
            tool="xcodebuild",
            weight=88,
        ),
        Shape("not ", rx(_MARKED + r"(?P<message>ld: .*)$"), kind="build", tool="ld", weight=86),
        Shape(
            "error",
            rx(
                r"(?P<file>[^\s:][^:]{0,300}\.(?:storyboard|xib)): error: (?:Line (?P<line>\d{1,6}): )?(?P<message>.*)$"
            ),
            kind="build",
            tool="xcodebuild",
            weight=88,
        ),
        *(
            Shape(tell, rx(_UNSIGNED), kind="configuration", tool="xcodebuild", weight=88)
            for tell in ("error", "^Sig", "^Cod", "no s")
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
            "error",
            rx(r"(?P<message>xcodebuild: error: Could not resolve package dependencies:.*)$"),
            kind="dependency",
            tool="xcodebuild",
            weight=90,
            extent="indented",
        ),
        Shape(
            "fail",
            rx(r"\s+(?P<message>\S.*version solving failed\.?)$"),
            above=rx(r"xcodebuild: error: Could not resolve package dependencies:"),
            reach=20,
            kind="dependency",
            tool="xcodebuild",
            weight=92,
        ),
        Shape(
            "error",
            rx(r"error: (?P<message>Dependencies could not be resolved because .*)$"),
            kind="dependency",
            tool="swift",
            weight=90,
            extent="indented",
        ),
        Shape(
            "error",
            rx(
                r"error: (?P<message>root manifest not found|Could not find Package\.swift in .*"
                r"|'[^']{1,200}': Invalid manifest.*)$",
            ),
            kind="configuration",
            tool="swift",
            weight=84,
        ),
        Shape(
            "error",
            rx(
                r"error: (?P<message>fatalError|(?:emit-module|compile|link) command failed "
                r"(?:due to signal|with exit code) \d{1,4}.*)$"
            ),
            kind="build",
            tool="swift",
            weight=60,
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
        Shape("^** ", rx(r"\*\* (?P<message>(?:BUILD|ARCHIVE) FAILED) \*\*$"), tool="xcodebuild", weight=40),
        Shape(
            "^** ",
            rx(r"\*\* (?P<message>TEST FAILED) \*\*$"),
            kind="test",
            tool="xcodebuild",
            weight=40,
        ),
        Shape(
            "fail",
            rx(r"(?P<message>Command \w{1,60} failed with a nonzero exit code)\b"),
            kind="build",
            tool="xcodebuild",
            weight=58,
        ),
        Shape(
            "violat",
            rx(_SOURCE + r"(?P<severity>warning): (?P<message>[\w ]{1,80} Violation: .*)$"),
            kind="lint",
            tool="swiftlint",
            weight=66,
        ),
        Shape(
            ":0",
            rx(_SOURCE + r"error: (?P<message>.*) \((?P<code>\w{1,60})\)$"),
            kind="lint",
            tool="swiftlint",
            weight=89,
        ),
        Shape(
            ":0",
            rx(_SOURCE + r"(?P<severity>error|warning): \((?P<code>\w{1,60})\) (?P<message>\S.*)$"),
            kind="format",
            tool="swiftformat",
            weight=90,
        ),
        Shape(
            ":0",
            rx(_SOURCE + r"(?P<severity>error|warning): \[(?P<code>[A-Z]\w{1,60})\] (?P<message>\S.*)$"),
            kind="lint",
            tool="swift-format",
            weight=90,
        ),
        Shape(
            "^[!]",
            rx(
                r"\[!\] (?P<message>(?:CocoaPods could not find compatible versions for"
                r"|Unable to find a (?:specification|pod)|Error installing "
                r"|Unable to (?:satisfy|resolve|download)|The following Swift pods cannot).*)$"
            ),
            kind="dependency",
            tool="cocoapods",
            weight=90,
            extent="until",
            ends=rx(r"\S"),
            most=12,
        ),
        Shape(
            "^[!]",
            rx(r"\[!\] (?P<message>(?:Invalid `[^`]{1,100}` file|No `Podfile' found|Unable to open).*)$"),
            below=rx(r"\s*#\s+from (?P<file>\S.{0,300}):(?P<line>\d{1,6})$"),
            reach=6,
            needs=False,
            kind="configuration",
            tool="cocoapods",
            weight=90,
        ),
        Shape(
            "error",
            rx(r"(?:\[x\] )?(?:error: )?(?P<message>The sandbox is not in sync with the Podfile\.lock\..*)$"),
            kind="dependency",
            tool="cocoapods",
            weight=90,
        ),
    ),
)
