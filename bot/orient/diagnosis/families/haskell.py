"""GHC, Cabal, Stack, HLint, Ormolu and Fourmolu, Hspec, Tasty."""

from collections.abc import Sequence

from bot.orient.diagnosis.shapes import AT, NUMBERED, Family, Groups, Shape, indentation, rx


def _haskell(lines: Sequence[str], at: int, groups: Groups) -> Groups | None:
    return groups if groups["file"].endswith((".hs", ".lhs", ".hsc", ".y", ".x")) else None


def _tasty(lines: Sequence[str], at: int, groups: Groups) -> Groups | None:
    """The groups a test stands in are the lines above it that are indented less."""
    depth, names = indentation(lines[at]), [groups["test"].strip()]
    for i in range(at - 1, max(at - 400, -1), -1):
        if lines[i].strip() and indentation(lines[i]) < depth:
            depth = indentation(lines[i])
            names.append(lines[i].strip().rstrip(":"))
        if depth == 0:
            break
    return {**groups, "test": ".".join(reversed(names))}


FAMILY = Family(
    "haskell",
    (
        Shape(
            ":0",
            rx(AT + r"(?:-\d{1,5})?: (?P<severity>Error|Warning|Suggestion): (?P<message>.*)$"),
            below=rx(r"Found:$"),
            reach=1,
            kind="lint",
            tool="hlint",
            weight=86,
            extent="paragraph",
            most=12,
        ),
        Shape(
            "error",
            rx(
                r"(?:\S{1,60} +> )?"
                + AT
                + r"(?:-\d{1,5})?: error:(?: \[(?P<code>GHC-\d{1,6})\])?(?P<message>.*)$"
            ),
            kind="build",
            tool="ghc",
            weight=88,
            extent="indented",
            most=24,
            more=_haskell,
        ),
        Shape(
            "error",
            rx(r"(?P<message><no location info>: (?:error:)?.*)$"),
            kind="build",
            tool="ghc",
            weight=86,
            extent="indented",
            most=8,
            before=0,
        ),
        Shape(
            ":0",
            rx(AT + r": [Ww]arning:(?P<message>.*)$"),
            below=rx(r"Failing due to -Werror|<no location info>: *(?:error:)?$"),
            reach=14,
            kind="build",
            tool="ghc",
            weight=89,
            more=_haskell,
        ),
        Shape("fail", rx(r"(?P<message>Failing due to -Werror\.)$"), kind="build", tool="ghc", weight=60),
        Shape(
            "not ",
            rx(r"(?:Error: )?(?:\S{1,40}: )?(?P<message>Could not resolve dependencies:.*)$"),
            kind="dependency",
            tool="cabal",
            weight=88,
            extent="paragraph",
            most=24,
        ),
        Shape(
            "^-- ",
            rx(r"--  While (?P<message>building package .*)$"),
            kind="build",
            tool="stack",
            weight=50,
            extent="indented",
            most=10,
        ),
        *(
            Shape(
                "^Err",
                rx(pattern),
                below=below,
                reach=1,
                kind="dependency",
                tool="stack",
                weight=90,
                extent="until",
                ends=rx(r"\S"),
                most=24,
            )
            for pattern, below in (
                (
                    r"Error: \[(?P<code>S-\d{1,6})\]$",
                    rx(r"\s+(?P<message>Stack failed to construct a build plan\.)$"),
                ),
                (r"Error: (?P<message>While constructing the build plan, .*)$", None),
            )
        ),
        # What Ormolu and Fourmolu would change; the file's name stands above its hunks.
        *(
            Shape(
                "^@@ ",
                rx(r"@@ -(?P<line>\d{1,7})(?:,\d{1,7})? \+\d{1,7}(?:,\d{1,7})? @@"),
                above=rx(r"(?P<file>[^\s:]{1,300}\.(?:hs|hsig|hs-boot))$"),
                reach=400,
                kind="format",
                tool=tool,
                weight=weight,
                given=given,
            )
            for tool, given, weight in (("fourmolu", "fourmolu", 87), ("ormolu", "rmolu", 86))
        ),
        Shape(
            "detected",
            rx(r"(?P<message>(?:Ormolu|Fourmolu) detected unformatted files)$"),
            kind="format",
            tool="ormolu",
            weight=72,
        ),
        Shape(
            "^Err",
            rx(r"Error: \[(?P<code>S-\d{1,6})\]$"),
            kind="build",
            tool="stack",
            weight=56,
            extent="paragraph",
            most=14,
        ),
        Shape(
            NUMBERED,
            rx(r"\s{1,4}\d{1,4}\) (?P<test>\S.*)$"),
            above=rx(r"\s+" + AT + r":$"),
            reach=1,
            kind="test",
            tool="hspec",
            weight=90,
            extent="until",
            ends=rx(r"\s{1,4}\d{1,4}\) |Randomized|\d{1,6} examples|  To rerun"),
            most=20,
        ),
        Shape(
            "fail",
            rx(r"(?P<test>\s{2,60}\S.*): +FAIL(?: \([\d.]{1,12}s\))?$"),
            kind="test",
            tool="tasty",
            weight=88,
            below=rx(r"\s+(?:[\w']{1,60}, called at )?" + AT + r"(?::| in \S.*)$"),
            reach=8,
            needs=False,
            extent="indented",
            most=40,
            more=_tasty,
        ),
    ),
)
