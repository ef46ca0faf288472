"""The Test Anything Protocol, whoever speaks it."""

from collections.abc import Sequence

from bot.orient.diagnosis.paths import is_foreign
from bot.orient.diagnosis.shapes import AT, Family, Groups, Shape, rx
from bot.orient.diagnosis.traces import frame

_TAP_ENDS = rx(r"\s*(?:not )?ok \d|# (?!\()|\d{1,6}\.\.\d|\s*$")


def _tap(lines: Sequence[str], at: int, groups: Groups) -> Groups | None:
    """What is to do or skipped has not failed; the place stands in the block below, a trace's before others."""
    if "# TODO" in groups["test"] or "# SKIP" in groups["test"] or "# todo" in groups["test"]:
        return None
    name = _TOOK.sub("", groups["test"])
    if name.endswith(" {"):
        return None  # Vitest's way to tell of a suite
    place: Groups = _loaded(lines, at, name)
    traced = bool(place)
    for line in lines[at + 1 : at + 40]:
        if line.strip() == "failureType: 'subtestsFailed'" or _SEVERITY.match(line):
            return None  # they are told themselves, as are a linter's findings
        if line.strip() == "failureType: 'cancelledByParent'":
            return {**groups, "test": name}  # what it waited for says where
        if line.lstrip().startswith(("ok ", "not ok ")):
            break
        if line.lstrip().startswith("stack:"):
            traced = False  # what the message itself quotes tells less
        if not traced and (found := _FRAME.match(line)) and not is_foreign(found["file"]):
            place, traced = {k: v for k, v in found.groupdict().items() if v}, True
        if not place and (
            found := _PLACE.match(line) or _BATS.match(line) or _SCRIPT.match(line) or _LUA.match(line)
        ):
            place = {k: v for k, v in found.groupdict().items() if v}
    return {**groups, "test": name, **place}


def _loaded(lines: Sequence[str], at: int, name: str) -> Groups:
    """Where a file that is a test of its own failed, which Node tells in comments above."""
    if not name.startswith("/") or not lines[at - 1].startswith("# Subtest: "):
        return {}
    first = at - 1
    while first and at - first < 60 and lines[first - 1].startswith("# "):
        first -= 1
    said = [line[2:] for line in lines[first : at - 1]]
    top = next(filter(None, map(_TOP.match, said)), None)
    return top.groupdict() if top else frame(said, 0, len(said) - 1)


_TOP = rx(r"(?P<file>(?:file://)?/(?!.*node_modules)[^\s:]{1,300}):(?P<line>\d{1,7})$")


def _linted(lines: Sequence[str], at: int, groups: Groups) -> Groups | None:
    """A linter's finding: what is wrong stands above the severity, the line below it."""
    line = next(filter(None, map(_LINE.match, lines[at + 1 : at + 4])), None)
    said = _MESSAGE.match(lines[at - 1])
    return {**groups, **line.groupdict(), **(said.groupdict() if said else {})} if line else None


_SEVERITY = rx(r"\s+severity: (?P<severity>error)$")
_LINE = rx(r"\s+line: (?P<line>\d{1,7})$")
_MESSAGE = rx(r"\s+(?:- )?message: ['\"]?(?P<message>\S.*?)['\"]?$")
_FRAME = rx(r"\s+(?:at )?[\w.$<> \[\]]{1,120} \((?:file://)?" + AT + r"\)$")
_PLACE = rx(r"\s+(?:at|location): ['\"]?(?:.{1,120} \()?(?:file://)?" + AT + r"[)'\"]{0,2}$")
_TOOK = rx(r" (?:# time=[\d.]{1,12}m?s|in \d{1,9}(?:ms|sec))(?= \{$|$)")
_SCRIPT = rx(r"# (?P<file>\S{1,250}\.(?:bats|bash|sh)): line (?P<line>\d{1,6}): ")
_LUA = rx(r"# (?:Failure|Error) message: " + AT + r": ")
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
        Shape(
            "error",
            _SEVERITY,
            above=rx(r"not ok \d{1,7} - (?P<file>\S.{0,300}\.\w{1,8})$"),
            reach=200,
            kind="lint",
            weight=84,
            before=1,
            more=_linted,
        ),
    ),
)
