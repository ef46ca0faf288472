"""Vitest."""

from collections.abc import Sequence

from bot.orient.diagnosis.paths import in_repository, is_foreign
from bot.orient.diagnosis.shapes import AT, Family, Groups, Shape, rx
from bot.orient.diagnosis.telling import untimed


def _loaded(lines: Sequence[str], at: int, groups: Groups) -> Groups:
    """A suite that does not load: where what it takes does not parse, or at the first frame that is the repository's own.

    Vite names a file from the root of its project, as a page would ask for it.
    """
    if "line" in groups:
        asked = groups["file"].startswith("/") and in_repository(groups["file"]) == groups["file"]
        return {**groups, "file": groups["file"][1:]} if asked else groups
    for line in lines[at + 1 : at + 30]:
        if line.startswith("⎯⎯⎯") or " FAIL " in line:
            break
        if (found := _FRAME.match(line)) and not is_foreign(found["file"]):
            return {**groups, **{k: v for k, v in found.groupdict().items() if v}}
    return groups


_FRAME = rx(r"\s*❯ (?:.{1,120} )?" + AT + r"$")

FAMILY = Family(
    "vitest",
    (
        Shape(
            "fail",
            rx(r"\s*FAIL\s+(?:\|?[\w-]{1,40}\|? {1,2})?(?P<file>[^\s>]{1,300}) > (?P<test>.*)$"),
            below=rx(r"\s*❯ (?:.{1,120} )?" + AT + r"$"),
            reach=60,
            needs=False,
            kind="test",
            tool="vitest",
            weight=91,
            extent="until",
            ends=rx(r"⎯{5,}|\s*FAIL\b"),
            most=40,
        ),
        Shape(
            "fail",
            rx(r"\s*FAIL\s+(?:\|?[\w-]{1,40}\|? {1,2})?(?P<file>[^\s>]{1,300}) \[ .* \]$"),
            below=rx(r"\s*File: " + AT + r"$"),
            reach=12,
            needs=False,
            more=_loaded,
            kind="test",
            tool="vitest",
            weight=88,
            extent="until",
            ends=rx(r"⎯{5,}|\s*FAIL\b"),
            most=20,
        ),
        Shape(
            "error",
            rx(r"(?P<message>(?:[A-Z]\w{0,60})?Error: .*)$"),
            above=rx(r"⎯{3,} (?:Unhandled|Uncaught) \w{1,20} ⎯{3,}$"),
            below=rx(r"\s*❯ (?:.{1,120} )?" + AT + r"$"),
            reach=3,
            kind="test",
            tool="vitest",
            weight=90,
            extent="until",
            ends=rx(r"⎯{5,}"),
            most=20,
        ),
        Shape("^No ", rx(r"(?P<message>No test files found.*)$"), kind="test", tool="vitest", weight=84),
        Shape(
            "×",
            rx(r"\s*× (?P<test>\S.*)$"),
            above=rx(r"\s*(?:RUN|DEV) +v\d"),
            reach=20_000,
            kind="test",
            tool="vitest",
            weight=50,
            more=untimed,
            backup=True,
        ),
    ),
)
