"""Node's own test runner, Playwright, AVA, uvu, node-tap, lab."""

from collections.abc import Sequence

from bot.orient.diagnosis.shapes import AT, NUMBERED, Family, Groups, Shape, rx
from bot.orient.diagnosis.traces import frame

_FRAME = rx(r"\s+at (?:\S{1,200} \()?(?P<file>[^\s():]{1,300}):(?P<line>\d{1,7}):(?P<column>\d{1,5})\)?$")


def _asserted(lines: Sequence[str], at: int, groups: Groups) -> Groups:
    """At the assertion that failed rather than where the test begins: the first frame in the test's own file."""
    for line in lines[at + 1 : at + 60]:
        found = _FRAME.match(line)
        if found is not None and found["file"].endswith(groups["file"]):
            return {**groups, **{name: found[name] for name in ("file", "line", "column")}}
        if line.startswith("  ") and line[2:3].isdigit():
            break
    return groups


def _untold(lines: Sequence[str], at: int, groups: Groups) -> Groups:
    """A test's title without the step that failed in it, as the list at the run's end has it."""
    place = f" › {groups['file']}:{groups['line']}:{groups.get('column', '')} › "
    whole = f"{place}{groups['test']}"
    listed = lines[max(at + 1, len(lines) - 400) :]
    for line in reversed(listed) if place in "\n".join(listed) else ():
        title = line.rstrip(" ─").partition(place)[2] if line[:4] == "    " and place in line else ""
        if title and whole.startswith(f"{place}{title} › "):
            groups = {**groups, "test": title}
            break
    return _asserted(lines, at, groups)


def _unloaded(lines: Sequence[str], at: int, groups: Groups) -> Groups | None:
    """Where a file does not load, which stands from the tests' folder above an excerpt, in full in message or trace."""
    place = f"   at {groups['file']}:{groups['line']}"
    below = next(i for i in range(at + 1, len(lines)) if lines[i] == place)
    if lines[below - 1] or lines[below + 1 : below + 2] != [""]:
        return None
    told = [
        groups["message"].split(": ")[1],
        *(f["file"] for f in map(_FRAME.match, lines[below : below + 30]) if f),
    ]
    return {
        **groups,
        "file": next(
            (path for path in told if path.replace("\\", "/").endswith(f"/{groups['file']}")), groups["file"]
        ),
    }


def _single(lines: Sequence[str], at: int, groups: Groups) -> Groups | None:
    """A test, not one that failed for those within it, which are told themselves."""
    below = lines[at + 1].strip() if at + 1 < len(lines) else ""
    within = f"▶ {groups['test']}" in lines[max(at - 2_000, 0) : at]
    return None if within or (below.endswith("failed'") and " subtest" in below) else groups


def _thrown(lines: Sequence[str], at: int, groups: Groups) -> Groups:
    """Where it was thrown, if a trace says so; else where the test begins."""
    last = at + 1
    while last + 1 < len(lines) and last - at < 60 and not lines[last + 1].startswith("test at "):
        last += 1
    return {**groups, **frame(lines, at + 1, last)}


def _titled(lines: Sequence[str], at: int, groups: Groups) -> Groups:
    """AVA puts a message's first line behind the title, which stands alone above what it tells further down."""
    said = groups["test"]
    for line in lines[at + 1 : at + 2_000]:
        title = line[2:]
        if line[:2] == "  " and title and title[0] != " " and said.startswith(f"{title} "):
            return {**groups, "test": title, "message": said[len(title) + 1 :]}
        if title == said:
            break
    return groups


FAMILY = Family(
    "node tests",
    (
        Shape(
            ":0",
            rx(r"  " + AT + r"$"),
            below=rx(r"\s{1,6}\d{1,6}: "),
            reach=2,
            kind="test",
            tool="ava",
            weight=82,
            before=2,
            extent="until",
            ends=rx(r"  ─|\s*\d{1,6} tests? failed"),
            most=20,
        ),
        Shape(
            "✕",
            rx(r"✖ (?P<test>\S.*?) \(\d{1,9}(?:\.\d{1,9})?ms\)$"),
            kind="test",
            tool="node",
            weight=80,
            extent="indented",
            most=30,
            trace=True,
            more=_single,
        ),
        Shape(
            "^tes",
            rx(r"test at (?P<file>(?:file://)?[^\s:]{1,300}):(?P<line>\d{1,7}):(?P<column>\d{1,5})$"),
            more=_thrown,
            below=rx(r"✖ (?P<test>\S.*?)(?: \(\d{1,9}(?:\.\d{1,9})?ms\))?$"),
            reach=1,
            kind="test",
            tool="node",
            weight=90,
            extent="paragraph",
            most=40,
            trace=True,
        ),
        Shape(
            "error",
            rx(r"(?P<message>(?:[A-Z]\w{0,60})?Error: .*)$"),
            below=rx(r" {3}at (?P<file>[^\s:()]{1,300}):(?P<line>\d{1,7})$"),
            reach=40,
            kind="test",
            tool="playwright",
            weight=91,
            more=_unloaded,
            given="playwright",
        ),
        Shape(
            NUMBERED,
            rx(r"  \d{1,4}\) (?:\[[\w -]{1,40}\] › )?" + AT + r" › (?P<test>.*?) ?─*$"),
            kind="test",
            tool="playwright",
            weight=91,
            more=_untold,
            extent="until",
            ends=rx(r"\s{2,4}\d{1,4}\) |  \d{1,5} (?:failed|passed|flaky)"),
            most=40,
        ),
        Shape(
            NUMBERED,
            rx(r"  \d{1,5}\) (?P<test>\S.*?):$"),
            above=rx(r"Failed tests:$"),
            reach=2_000,
            kind="test",
            tool="lab",
            weight=88,
            extent="until",
            ends=rx(r"  \d{1,5}\) |\d{1,6} of \d{1,6} tests failed"),
            most=40,
            trace=True,
        ),
        Shape(
            "fail",
            rx(r"\s{1,4}FAIL +\"(?P<test>[^\"]{1,300})\"$"),
            below=rx(r"\s+(?P<message>\S.*)$"),
            reach=1,
            kind="test",
            tool="uvu",
            weight=90,
            extent="until",
            ends=rx(r"\s+FAIL +\"|  Total: "),
            most=30,
            trace=True,
        ),
        Shape(
            "✕",
            rx(r"✖ (?P<test>\S.{0,300}? > .{1,300})$"),
            below=rx(r"  \S.{0,200} \(" + AT + r"\)$"),
            reach=40,
            kind="test",
            tool="tap",
            weight=88,
            extent="until",
            ends=rx(r"Asserts: |✖ | (?:FAIL|PASS) "),
            most=30,
        ),
        Shape("fail", rx(r"\s*✘ +\[fail\]: (?P<test>.*)$"), kind="test", tool="ava", weight=80, more=_titled),
        Shape(
            "unexpected",
            rx(r"\s*✘ +\[unexpected pass\]: (?P<test>.*)$"),
            kind="test",
            tool="ava",
            weight=80,
            more=_titled,
        ),
        Shape(
            "error",
            rx(r"  (?P<message>(?:[A-Z]\w{0,60})?(?:Error|Exception)\b.*)$"),
            above=rx(
                r"  (?:Error thrown in test|Rejected promise returned by test|Uncaught exception|Unhandled rejection)\b"
            ),
            reach=40,
            kind="test",
            tool="ava",
            weight=80,
            extent="indented",
            most=20,
            trace=True,
        ),
        Shape(
            "✕",
            rx(r"\s*✘ (?P<message>No tests found in (?P<file>[^\s,]{1,300}))(?:,.*)?$"),
            kind="test",
            tool="ava",
            weight=80,
        ),
    ),
)
