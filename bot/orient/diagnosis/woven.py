"""Commands that ran at the same time, whose lines a runner wove together: each of them by itself again.

pnpm, Turborepo, Lerna, npm-run-all and concurrently run scripts side by side, CTest tests, BuildKit and Docker Compose
steps and containers; all put before each line whose it is. A message of several lines is seen only once that is taken away.
"""

import json
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bot.orient.diagnosis.lines import Log
from bot.orient.diagnosis.said import ACT, WOVEN

_SCRIPT = re.compile(r"(?P<before>(?P<folder>[@\w.][@\w./-]{0,200}) [\w:.-]{1,60})\$ \S")
_TASK = re.compile(r"(?P<before>@?[\w./-]{1,100}[:#][\w:.-]{1,60}): cache (?:miss|hit|bypass)\b")
_NAMED = re.compile(r"(?P<before>\[[^\[\]]{1,40}\]) .{1,300} exited with code \d{1,5}$")
_LABELLED = re.compile(
    r"(?P<before>\[(?P<name>[@\w][\w:./@-]{0,60}) {0,40}\]) > (?:@?[\w./-]{1,200}@\S{0,60} )?(?P=name)$"
)
_STREAMED = re.compile(r"(?P<before>@?[\w.-]{1,100}(?:/[\w.-]{1,100})?): npm (?:ERR!|error) location \S")
_NUMBERED = re.compile(r"(?P<before>\d{1,5}): Test command: ")
_CONTAINERS = re.compile(r"Attaching to (?P<names>[\w.-]{1,80}(?:, [\w.-]{1,80}){0,40})$")
_STEP = re.compile(r"(?P<before>#\d{1,4}) \d{1,6}\.\d{1,4} ?")
_ACT = re.compile(r"(?P<before>\[[^\[\]]{1,200}/[^\[\]]{1,200}\]) {3}\|(?: |$)")
_EVENT = '"Action":"'
"""In each line of what `go test -json` prints."""
_ACTIONS = frozenset(
    ("start", "run", "pause", "cont", "pass", "bench", "fail", "output", "skip", "build-output", "build-fail")
)
_STEPS = re.compile(rb"#\d{1,4} \d{1,6}\.\d")
_LOCATION = " location "
"""In the line by which npm says where a script failed that Lerna streams."""
_ENDS = (": ", "] ", " ")
"""How what stands before a command's lines ends, the longest first."""
_REPORTED = frozenset("{#")
"""How the lines begin in which whose they are is told for each."""
_MARK = "##["
"""How a line of Actions itself begins, across which nothing is moved."""


@dataclass(frozen=True, slots=True)
class Strand:
    """What stands before a command's lines, a bar behind it or none, and the folder that it ran in if that is told."""

    before: str
    folder: str = ""
    bar: bool = False


def unwoven(log: Log) -> tuple[Log, tuple[tuple[int, str], ...]]:
    """The log with each command's lines together and bare, numbers and all; and where which folder begins."""
    if log.starts:
        return log, ()
    acted = log.said.holding(ACT)
    befores = {f"{began['before']} " for began in map(_ACT.match, acted) if began}
    if befores:  # each job by itself, in which commands may be woven again
        log, _ = _parted(log, [Strand(before, bar=True) for before in befores])
    held = log.said.holding(*WOVEN, _LOCATION)
    strands = _strands([text for text in log.said.texts if text in held] if held else ())
    if not (strands or _STEPS.search(log.said.raw) or _EVENT.encode() in log.said.raw):
        return log, ()
    return _parted(log, strands)


def _parted(log: Log, strands: Sequence[Strand]) -> tuple[Log, tuple[tuple[int, str], ...]]:
    """The log with the lines of each strand together and bare; and where which folder begins."""
    ways = _ways(strands)
    told = {strand.before: strand.folder for strand in strands}
    lines: list[str] = []
    numbers: list[int] = []
    folders: list[tuple[int, str]] = []
    begin = 0
    for end in [*(i for i, line in enumerate(log.lines) if line[:3] == _MARK), len(log.lines)]:
        for before, (at, said) in _groups(log, ways, begin, end).items():
            folders.append((len(lines), told.get(before, "")))
            numbers += at
            lines += said
        if end < len(log.lines):
            folders.append((len(lines), ""))
            numbers.append(log.numbers[end])
            lines.append(log.lines[end])
        begin = end + 1
    return replace(log, lines=lines, numbers=numbers), tuple(folders)


def _ways(strands: Sequence[Strand]) -> list[tuple[str, dict[str, Strand]]]:
    """By how what stands before the lines ends, which is nowhere else in it, the strands by the rest of that."""
    known = {end: dict[str, Strand]() for end in _ENDS}
    for strand in strands:
        end = next(end for end in _ENDS if strand.before.endswith(end))
        known[end][strand.before.removesuffix(end)] = strand
    return [(end, befores) for end, befores in known.items() if befores]


def _groups(
    log: Log, ways: Sequence[tuple[str, Mapping[str, Strand]]], begin: int, end: int
) -> dict[str, tuple[list[int], list[str]]]:
    """By what stands before them, numbers of some lines and what they say; nothing stands before what is nobody's."""
    groups = defaultdict[str, tuple[list[int], list[str]]](lambda: ([], []))
    for number, line in zip(log.numbers[begin:end], log.lines[begin:end], strict=True):
        if line[:1] in _REPORTED and (own := _reported(line)) is not None:
            before, bare = own
        else:
            before, bare = "", line
            for sign, known in ways:
                name, there, rest = line.partition(sign)
                if there and (strand := known.get(name)) is not None:
                    before, bare = _barred(strand, line, rest) if strand.bar else (strand.before, rest)
                    break
        numbers, said = groups[before]
        numbers.append(number)
        said.append(bare)
    return groups


def _barred(strand: Strand, line: str, rest: str) -> tuple[str, str]:
    """A strand's line without what stands before it and the bar behind that; nobody's, where none is."""
    bar = rest.lstrip()
    return (strand.before, bar[2:]) if f"{bar} ".startswith("| ") else ("", line)


def _strands(lines: Sequence[str]) -> tuple[Strand, ...]:
    """What some lines say that others begin with, the longest first."""
    found: dict[str, Strand] = {}
    for line in lines:
        if began := _SCRIPT.match(line):
            strand = Strand(f"{began['before']}: ", "" if began["folder"] == "." else began["folder"])
            found[strand.before] = strand
        elif began := _TASK.match(line) or _NUMBERED.match(line) or _STREAMED.match(line):
            found[f"{began['before']}: "] = Strand(f"{began['before']}: ")
        elif began := _NAMED.match(line) or _LABELLED.match(line):
            found[f"{began['before']} "] = Strand(f"{began['before']} ")
        elif began := _CONTAINERS.match(line):
            for name in began["names"].split(", "):
                found[f"{name} "] = Strand(f"{name} ", bar=True)
    return tuple(sorted(found.values(), key=lambda strand: -len(strand.before)))


def _event(line: str) -> tuple[str, str] | None:
    """What a package's test said, of an event of Go's; None where it is none."""
    try:
        fields: dict[str, object] = json.loads(line)
    except (ValueError, RecursionError):
        return None
    package = fields.get("Package") or fields.get("ImportPath")
    if package is None or fields.get("Action") not in _ACTIONS:
        return None
    return f"{package}", str(fields.get("Output", "")).partition("\n")[0]


def _reported(line: str) -> tuple[str, str] | None:
    """Whose line it is that Go or BuildKit reports, and what it says."""
    if line[:2] == '{"' and _EVENT in line:
        return _event(line)
    step = _STEP.match(line)
    return (step["before"], line[step.end() :]) if step else None
