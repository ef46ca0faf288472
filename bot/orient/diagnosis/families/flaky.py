"""Tests that failed and then passed when they ran again, as the tools that run them again tell it.

A shape with `backup` says that a test ran again, not how it ended: `flakes` asks whether it failed in the
end. The others know that it passed.
"""

from collections.abc import Sequence

from bot.orient.diagnosis.shapes import AT, Family, Groups, Shape, rx


def _is_flaky(lines: Sequence[str], at: int, groups: Groups) -> Groups | None:
    """A test in Playwright's list of the flaky ones, not of those that failed or were skipped."""
    return {"test": groups["test"]} if groups["outcome"] == "flaky" else None


def _passes_later(lines: Sequence[str], at: int, groups: Groups) -> Groups | None:
    """A test that Gradle says failed, and a little later that it passed."""
    passed = f"{lines[at].removesuffix(' FAILED')} PASSED"
    return {"test": groups["test"].replace(" > ", ".")} if passed in lines[at + 1 : at + 400] else None


def _flake(tell: str, pattern: str, tool: str, backup: bool = False) -> Shape:
    return Shape(tell, rx(pattern), kind="flaky-suspect", tool=tool, weight=88, backup=backup)


FAMILY = Family(
    "flaky",
    (
        _flake(
            "rerun", r"(?P<test>[^\s:]{1,300}\.py::\S.{0,300}?) RERUN(?: +\[ *\d{1,3}%\])?$", "pytest", True
        ),
        _flake("rerun", r"RERUN (?P<test>[^\s:]{1,300}::.{1,300}?)$", "pytest", True),
        _flake(
            "rerun",
            r"\[gw\d{1,4}\] \[ *\d{1,3}%\] RERUN (?P<test>[^\s:]{1,300}::.{1,400}?) ?$",
            "pytest",
            True,
        ),
        _flake(
            "rerun",
            r"(?P<message>={3,} (?!.*\b(?:failed|errors?)\b).{0,120}\b\d{1,6} rerun\b.*={3,})$",
            "pytest",
        ),
        _flake(
            "fail", r"(?P<test>\S{1,300}) failed \(\d{1,4} runs remaining out of \d{1,4}\)\.$", "pytest", True
        ),
        Shape(
            ":0",
            rx(r"    (?:\[[\w -]{1,40}\] › )?" + AT + r" › (?P<test>.*?) ?─*$"),
            kind="flaky-suspect",
            tool="playwright",
            weight=88,
            above=rx(r"  \d{1,5} (?P<outcome>failed|flaky|interrupted|skipped|passed|did not run)\b"),
            reach=200,
            more=_is_flaky,
        ),
        _flake("retr", r" LOGGING RETRY ERRORS +(?P<test>\S.*)$", "jest", True),
        _flake("retr", r"\s*✓ (?P<test>\S.*?)(?: \d{1,9}ms)? \(retry x\d{1,4}\)$", "vitest"),
        Shape(
            "error",
            rx(r"\[ERROR\] +Run 1: (?P<message>.*)$"),
            kind="flaky-suspect",
            tool="maven",
            weight=88,
            above=rx(r"\[(?:WARNING|ERROR)\] (?P<test>[\w.$\[\]()-]{1,300})$"),
            below=rx(r"\[INFO\] +Run \d{1,4}: PASS"),
            reach=6,
        ),
        Shape(
            "fail",
            rx(r"(?P<test>[\w.$]{1,300} > .{1,300}) FAILED$"),
            kind="flaky-suspect",
            tool="gradle",
            weight=88,
            more=_passes_later,
        ),
        _flake("flak", r"\s*FLAKY \d{1,4}/\d{1,4} \[[^\]]{1,40}\] +(?P<test>\S.*)$", "cargo"),
        _flake("flak", r"(?P<test>//\S{1,300}) +FLAKY, failed in \d{1,4} out of \d{1,4}\b.*$", "bazel"),
        _flake("^PAS", r"PASS (?P<test>\S{1,400}) \(re-run \d{1,4}\)", "go"),
    ),
)
