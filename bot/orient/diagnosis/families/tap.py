"""The Test Anything Protocol, whoever speaks it."""

from collections.abc import Sequence

from bot.orient.diagnosis.paths import is_foreign
from bot.orient.diagnosis.shapes import AT, Family, Groups, Shape, rx

_TAP_ENDS = rx(r"\s*(?:not )?ok \d|# (?!\()|\d{1,6}\.\.\d|\s*$")


def _tap(lines: Sequence[str], at: int, groups: Groups) -> Groups | None:
    """What is to do or skipped has not failed; the place stands in the block below, a trace's before others."""
    if "# TODO" in groups["test"] or "# SKIP" in groups["test"] or "# todo" in groups["test"]:
        return None
    name = _TOOK.sub("", groups["test"])
    if name.endswith(" {"):
        return None  # Vitest's way to tell of a suite
    place: Groups = {}
    traced = False
    for line in lines[at + 1 : at + 40]:
        if line.strip() == "failureType: 'subtestsFailed'":
            return None  # they are told themselves
        if line.lstrip().startswith(("ok ", "not ok ")):
            break
        if line.lstrip().startswith("stack:"):
            traced = False  # what the message itself quotes tells less
        if not traced and (found := _FRAME.match(line)) and not is_foreign(found["file"]):
            place, traced = {k: v for k, v in found.groupdict().items() if v}, True
        if not place and (found := _PLACE.match(line) or _BATS.match(line)):
            place = {k: v for k, v in found.groupdict().items() if v}
    return {**groups, "test": name, **place}


_FRAME = rx(r"\s+(?:at )?[\w.$<> \[\]]{1,120} \((?:file://)?" + AT + r"\)$")
_PLACE = rx(r"\s+(?:at|location): ['\"]?(?:.{1,120} \()?" + AT + r"[)'\"]{0,2}$")
_TOOK = rx(r" # time=[\d.]{1,12}m?s(?= \{$|$)")
_BATS = rx(
    r"#? *\((?:in test file|from function .* in (?:test )?file) (?P<file>\S{1,200}), line (?P<line>\d{1,6})\)?,?$"
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
