"""Vitest."""

from collections.abc import Sequence

from bot.orient.diagnosis.shapes import AT, Family, Groups, Shape, rx


def _spec(lines: Sequence[str], at: int, groups: Groups) -> Groups | None:
    """Without the time a test took."""
    return {**groups, "test": _TOOK.sub("", groups["test"]).strip()}


_TOOK = rx(r"\s*\(?\d{1,8}(?:\.\d{1,6})? ?m?s\)?$")


FAMILY = Family(
    "vitest",
    (
        Shape(
            "fail",
            rx(r"\s*FAIL\s+(?:\|?[\w-]{1,40}\|? )?(?P<file>[^\s>]{1,300}) > (?P<test>.*)$"),
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
            rx(r"\s*FAIL\s+(?P<file>[^\s>]{1,300}) \[ .* \]$"),
            kind="test",
            tool="vitest",
            weight=88,
            extent="until",
            ends=rx(r"⎯{5,}|\s*FAIL\b"),
            most=20,
        ),
        Shape(
            "×", rx(r"\s*× (?P<test>\S.*)$"), kind="test", tool="vitest", weight=50, more=_spec, backup=True
        ),
    ),
)
