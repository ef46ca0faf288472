"""MSBuild, csc, NuGet; xUnit, NUnit, MSTest."""

from bot.orient.diagnosis.shapes import Family, Shape, rx

FAMILY = Family(
    "dotnet",
    (
        Shape(
            "error",
            rx(
                r"\s*(?:\d{1,4}(?::\d{1,3})?>)?(?P<file>[^\s(][^(]{0,300})\((?P<line>\d{1,7}),"
                r"(?P<column>\d{1,5})[\d,]{0,16}\): (?P<severity>error) (?P<code>(?:CS|FS|VB|BC|CA|IDE|SA|xUnit"
                r"|NUnit)\d{3,5}): (?P<message>.*?)(?: \[\S{1,300}\])?$"
            ),
            kind="build",
            tool="csc",
            weight=88,
        ),
        Shape(
            "error",
            rx(
                r"\s*(?:\d{1,4}>)?(?P<file>[^\s(:][^(]{0,300}?)(?:\((?P<line>\d{1,7})(?:,"
                r"(?P<column>\d{1,5}))?\))? ?: (?P<severity>error) (?P<code>NU\d{4}): (?P<message>.*?)(?:"
                r" \[\S{1,300}\])?$"
            ),
            kind="dependency",
            tool="nuget",
            weight=88,
        ),
        # each by itself, so that it needs all of `error MSB`, which few lines hold that hold an error
        *(
            Shape(
                "error",
                rx(
                    r"\s*(?:(?P<file>[^\s(:][^(]{0,300}?)(?:\((?P<line>\d{1,7})(?:,(?P<column>\d{1,5}))?\))? ?: )?"
                    r"(?:MSBUILD : )?(?P<severity>error) (?P<code>" + code + r"\d{4}): (?P<message>.*?)(?:"
                    r" \[\S{1,300}\])?$"
                ),
                kind="configuration",
                tool="msbuild",
                weight=86,
            )
            for code in ("MSB", "NETSDK")
        ),
        Shape(
            "fail",
            rx(
                r"\s*(?:Failed|X|\[xUnit\.net [\d:.]{1,20}\]) +(?P<test>[\w.+`]{1,300}(?:\(.*\))?)(?: \[(?:FAIL"
                r"|[<\d].{0,20})\])$"
            ),
            kind="test",
            tool="dotnet test",
            weight=88,
            extent="until",
            ends=rx(r"\s{0,4}(?:Failed|Passed|Skipped|X) +\S|\s*$|Total tests|Test Run"),
            most=24,
            trace=True,
        ),
        Shape(
            "fail",
            rx(r"\d{1,5}\) (?:Failed|Error) : (?P<test>\S{1,300})$"),
            kind="test",
            tool="nunit",
            weight=90,
            extent="paragraph",
            most=16,
            trace=True,
        ),
        Shape("^Fai", rx(r"Failed! +- Failed: +\d"), kind="test", tool="dotnet test", weight=50),
    ),
)
