"""The Test Anything Protocol, whoever speaks it."""

from collections.abc import Sequence

from bot.orient.diagnosis.shapes import AT, Family, Groups, Shape, rx

_TAP_ENDS = rx(r"\s*(?:not )?ok \d|# (?!\()|\d{1,6}\.\.\d|\s*$")


def _tap(lines: Sequence[str], at: int, groups: Groups) -> Groups | None:
    """What is to do or skipped has not failed; the place may stand in the block below."""
    if "# TODO" in groups["test"] or "# SKIP" in groups["test"] or "# todo" in groups["test"]:
        return None
    for line in lines[at + 1 : at + 12]:
        if found := _TAP_PLACE.match(line) or _BATS_PLACE.match(line):
            return {**groups, **{k: v for k, v in found.groupdict().items() if v}}
        if line.startswith(("ok ", "not ok ")):
            break
    return groups


_TAP_PLACE = rx(r"\s+(?:at|location): '?(?:.{1,120} \()?" + AT + r"[)']{0,2}$")


_BATS_PLACE = rx(
    r"#? *\((?:in test file|from function .* in file) (?P<file>\S{1,200}), line (?P<line>\d{1,6})\)?,?$"
)


FAMILY = Family(
    "tap",
    (
        Shape(
            "not ",
            rx(r"\s*not ok \d{1,7}(?: -)? ?(?P<test>.*)$"),
            kind="test",
            tool="tap",
            weight=84,
            extent="until",
            ends=_TAP_ENDS,
            most=40,
            more=_tap,
        ),
    ),
)
