"""What `dotnet test` prints, by VSTest and by Microsoft.Testing.Platform; xUnit's and NUnit's own runners."""

from collections.abc import Sequence

from bot.orient.diagnosis.shapes import Family, Groups, Shape, rx

_BY_XUNIT = rx(r"\[xUnit\.net [\d:.]{1,20}\] *")
_TOOK = r"\(\d[\d dhms]{0,24}s\)$"
_PLATFORM = rx(r"\s{0,4}failed(?: \(canceled\))? (?P<test>\S.{0,400}?) " + _TOOK)
_FAILED = rx(r"(?:\[xUnit\.net [\d:.]{1,20}\])? {2,8}(?P<test>\S.{0,400}) \[FAIL\]$")
_OVER = rx(r"\s{0,4}(?:Failed|Passed|Skipped|X) +\S|\s*$|Total tests|Test Run|.{1,400} \[FAIL\]$")


def _xunit(lines: Sequence[str], at: int, groups: Groups) -> Groups | None:
    """xUnit names itself on each line; why it failed stands on the next one."""
    below = lines[at + 1] if at + 1 < len(lines) else ""
    return {**groups, "message": _BY_XUNIT.sub("", below).strip()}


def _test(tell: str, at: str, weight: int = 90) -> Shape:
    """What names the test of VSTest that failed, with why and where below it."""
    return Shape(
        tell,
        rx(at),
        kind="test",
        tool="dotnet test",
        weight=weight,
        extent="until",
        ends=_OVER,
        most=40,
        trace=True,
    )


FAMILY = Family(
    "dotnet_tests",
    (
        _test("fail", r"\s{0,8}(?:Failed|X) (?P<test>\S.{0,400}?) \[<? ?\d[\dhms .,]{0,20}\]$"),
        Shape(
            "fail",
            rx(r"\s{0,4}Failed {2,3}(?P<test>[\w.+`]{1,300}(?:\(.*\))?)$"),
            below=rx(r"\s*(?:Error Message|Stack Trace):$"),
            reach=2,
            kind="test",
            tool="dotnet test",
            weight=90,
            extent="until",
            ends=rx(r"(?:Failed|Passed|Skipped) +\S|Total tests|Test Run"),
            most=40,
            trace=True,
        ),
        *(
            Shape(
                "fail",
                _FAILED,
                kind="test",
                tool="dotnet test",
                weight=88,
                extent="until",
                ends=_OVER,
                most=24,
                trace=True,
                more=_xunit,
                given=given,
            )
            for given in ("[xUnit.net ", "Discovered: ")
        ),
        Shape(
            "error",
            rx(r"\s*(?P<file>[^\s(:][^(]{0,300})\((?P<line>\d{1,7})(?:,\d{1,5})?\): error TESTERROR: ?$"),
            below=rx(r"\s+(?P<test>\S.{0,400}?) \([^()]{1,20}\): (?:Error Message: )?(?P<message>.*)$"),
            reach=1,
            kind="test",
            tool="dotnet test",
            weight=91,
            extent="indented",
            most=24,
        ),
        Shape(
            "error",
            rx(
                r"\s*(?P<file>[^\s(:][^(]{0,300})\((?P<line>\d{1,7})(?:,\d{1,5})?\): error TESTERROR: "
                r"(?P<test>\S.{0,400}?) \([^()]{1,20}\): (?:Error Message: )?(?P<message>.*)$"
            ),
            kind="test",
            tool="dotnet test",
            weight=91,
        ),
        Shape(
            "error",
            rx(r"\s*\S.{0,300}\.(?:dll|exe) ?: error run failed: (?P<message>.*?)(?: \[[^\[\]]{1,200}\])?$"),
            kind="test",
            tool="dotnet test",
            weight=84,
        ),
        Shape(
            "abort",
            rx(
                r".{0,400}\b(?P<message>The active test run was aborted\. Reason: .*?)(?: \[[^\[\]]{1,300}\])?$"
            ),
            kind="test",
            tool="dotnet test",
            weight=90,
        ),
        # the platform's summary tells that it is its test; where the log was cut, a trace of .NET's does
        Shape(
            "fail",
            _PLATFORM,
            kind="test",
            tool="dotnet test",
            weight=90,
            extent="indented",
            most=60,
            trace=True,
            given="Test run summary: ",
        ),
        Shape(
            "fail",
            _PLATFORM,
            below=rx(r"\s+at \S.{0,400} in \S.{0,300}:(?:line )?\d{1,7}$"),
            reach=40,
            kind="test",
            tool="dotnet test",
            weight=89,
            extent="indented",
            most=60,
            trace=True,
        ),
        *(
            Shape(
                tell,
                rx(r"\d{1,5}\) (?:Failed|Error|Invalid) : (?P<test>\S.{0,400})$"),
                kind="test",
                tool="nunit",
                weight=90,
                extent="until",
                ends=rx(
                    r"\d{1,5}\) (?:Failed|Error|Invalid|Warning|Ignored) : |Test Run Summary|Run Settings"
                ),
                most=40,
                trace=True,
            )
            for tell in ("fail", "error", "invalid")
        ),
        Shape("^Fai", rx(r"Failed! +- Failed: +\d"), kind="test", tool="dotnet test", weight=50),
        Shape(
            "^Tes",
            rx(
                r"Test (?:run summary: (?:Failed!|Zero tests ran|Aborted)|summary: total: \d{1,7}, failed: [1-9])"
            ),
            kind="test",
            tool="dotnet test",
            weight=50,
        ),
    ),
)
