"""Commands that ran at the same time, whose lines a runner wove together: each of them by itself again.

pnpm, Turborepo, Lerna, npm-run-all and concurrently run scripts side by side, CTest tests, BuildKit and Docker Compose
steps and containers; all put before each line whose it is. A message of several lines is seen only once that is taken away.
"""

import json
import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bot.orient.diagnosis.lines import Log
from bot.orient.diagnosis.said import WOVEN

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
_EVENT = '"Action":"'
"""In each line of what `go test -json` prints."""
_ACTIONS = frozenset(
    ("start", "run", "pause", "cont", "pass", "bench", "fail", "output", "skip", "build-output", "build-fail")
)
_STEPS = re.compile(rb"#\d{1,4} \d{1,6}\.\d")
_LOCATION = " location "
"""In the line by which npm says where a script failed that Lerna streams."""
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
    held = log.said.holding(*WOVEN, _LOCATION)
    strands = _strands([text for text in log.said.texts if text in held] if held else ())
    if not (strands or _STEPS.search(log.said.raw) or _EVENT.encode() in log.said.raw):
        return log, ()
    told = {strand.before: strand.folder for strand in strands}
    owned = _owned(log, strands)
    lines: list[str] = []
    numbers: list[int] = []
    folders: list[tuple[int, str]] = []
    begin = 0
    for end in [*(i for i, line in enumerate(log.lines) if line[:3] == _MARK), len(log.lines)]:
        for before, (at, said) in _groups(log, owned, begin, end).items():
            folders.append((len(lines), told.get(before, "")))
            numbers += at
            lines += said
        if end < len(log.lines):
            folders.append((len(lines), ""))
            numbers.append(log.numbers[end])
            lines.append(log.lines[end])
        begin = end + 1
    return replace(log, lines=lines, numbers=numbers), tuple(folders)


def _owned(log: Log, strands: Sequence[Strand]) -> list[tuple[int, str, str]]:
    """The lines that are some command's, by what stands before them, and what they say without it; in order."""
    known = {strand.before: strand for strand in strands}
    lengths = sorted({*map(len, known)}, reverse=True)
    firsts = {begin[:1] for begin in ("#", "{", *known)}
    texts = log.said.beginning({head for head in log.said.heads if head[:1] in firsts})
    whose = {text: _whose(text, known, lengths) for text in texts}
    owned = {text: (before, bare) for text, (before, bare) in whose.items() if before}
    return [(i, *owned[log.lines[i]]) for i in log.said.places(owned)]


def _groups(
    log: Log, owned: Sequence[tuple[int, str, str]], begin: int, end: int
) -> dict[str, tuple[list[int], list[str]]]:
    """By what stands before them, numbers of some lines and what they say; nothing stands before what is nobody's."""
    groups = defaultdict[str, tuple[list[int], list[str]]](lambda: ([], []))
    at = begin
    here = owned[bisect_left(owned, (begin,)) : bisect_left(owned, (end,))]
    for i, before, bare in [*here, (end, "", "")]:
        if at < i:
            groups[""][0].extend(log.numbers[at:i])
            groups[""][1].extend(log.lines[at:i])
        if i < end:
            groups[before][0].append(log.numbers[i])
            groups[before][1].append(bare)
        at = i + 1
    return groups


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


def _whose(line: str, known: Mapping[str, Strand], lengths: Sequence[int]) -> tuple[str, str]:
    """Whose line it is, by what stands before such lines, the longest first, and the line without it."""
    if line[:2] == '{"' and _EVENT in line and (event := _event(line)):
        return event
    if line[:1] == "#" and (step := _STEP.match(line)):
        return step["before"], line[step.end() :]
    for length in lengths:
        strand = known.get(line[:length])
        if strand is not None:
            break
    else:
        return "", line
    bare = line[len(strand.before) :]
    if strand.bar:
        bar = bare.lstrip()
        return (strand.before, bar[2:]) if f"{bar} ".startswith("| ") else ("", line)
    return strand.before, bare
