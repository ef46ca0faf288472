"""`make bench-diagnosis`: how long logs take to read, and how much memory a huge one needs.

The kept cases' logs, one after another and with the lines of passing tests between them, make a log of
the wanted size. Times are of the processor, the fastest of several, and told as well in times of what
`str.splitlines` takes for the same log in the same run, which says more on a busy machine. The real logs
in the folder that `ANDON_CI_LOGS` names (`.ci-logs` if it does not) are measured too: each by itself, for
what is made up flatters. With them the table goes between the marks in docs/diagnosis.md.
"""

import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from statistics import median

from bot.orient.diagnosis import diagnose
from scripts.diagnosis_scores import marked_logs
from scripts.pages import put
from tests.diagnosis_cases.kept import all_kept

PAGE = Path("docs/diagnosis.md")
MEGABYTE = 1_000_000
TIMES = 15
"""Times that each is measured."""
BOUND = 50
"""Milliseconds within which a megabyte is to be read."""
HUGE = 100
"""Megabytes of the log that is streamed."""
LONG, SMALL = 300_000, 30_000
"""Characters from which on a real log is long, and up to which it is small."""
WHOLE = 900_000
"""Characters from which on it is about a megabyte, so that its time is little stretched to tell what one takes."""
ROUNDS = 5
"""Times that all of the real logs are measured, one after another."""


def main() -> int:
    """Measure, print, and where the real logs are write into docs/diagnosis.md."""
    rows = [streamed(), *kinds(), one_tool(), single()]
    folder = Path(os.environ.get("ANDON_CI_LOGS", ".ci-logs"))
    there = (folder / "spans.jsonl").exists()
    if there:
        rows = [*real([log.text for log in marked_logs(folder)]), *rows]
    else:
        print(f"no real logs in {folder}: set ANDON_CI_LOGS", file=sys.stderr)
    text = "\n".join(("| log | takes | |", "|---|---|---|", *rows))
    print(text)
    if there:
        put(PAGE, "timed", text)
    return 0


def row(log: str, milliseconds: float, more: str = "") -> str:
    """A row of the table."""
    return f"| {log} | {milliseconds:.1f} ms | {more} |"


def streamed() -> str:
    """A huge log, which comes in pieces; read by a process of its own, whose memory nothing else has raised."""
    done = subprocess.run(
        [sys.executable, "-m", "scripts.bench_diagnosis", "--here"],
        input=logs()["passing tests between failures"],
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    seconds, lines, before, after = map(float, done.stdout.split())
    more = f"{lines:,.0f} lines, {after - before:.0f} MB of memory for it, {after:.0f} in all"
    return row(f"{HUGE} MB that stream by", seconds * 1000, more)


def here() -> int:
    """Read a piece again and again; print seconds, lines, and the most megabytes before and after."""
    piece = sys.stdin.read()
    before = peak()
    began = time.process_time()
    found = diagnose(pieces(piece))
    print(time.process_time() - began, found.lines, before, peak())
    return 0


def kinds() -> Iterator[str]:
    """Of each kind a megabyte that is made up."""
    for name, log in logs().items():
        took = min(timed(lambda log=log: diagnose(log)) for _ in range(TIMES))
        plain = min(timed(log.splitlines) for _ in range(TIMES))
        yield row(f"1 MB: {name}", took * 1000, f"{took / plain:.0f} times `str.splitlines`")


def one_tool() -> str:
    """Of each tool a megabyte of its failures."""
    took = [min(timed(lambda log=log: diagnose(log)) for _ in range(ROUNDS)) * 1000 for log in of_one_tool()]
    more = f"{max(took):.1f} at worst, of {len(took)} tools; {sum(t > BOUND for t in took)} above {BOUND} ms"
    return row("1 MB: failures of one tool, the median", median(took), more)


def single() -> str:
    """What is needed however little is in a log."""
    return row("a single line", min(timed(lambda: diagnose("error: no\n")) for _ in range(TIMES)) * 1000)


def real(texts: list[str]) -> Iterator[str]:
    """What real logs take by the megabyte, and what a small one takes however little is in it."""
    took = [
        min(times) * 1000 for times in zip(*([*map(read_once, texts)] for _ in range(ROUNDS)), strict=True)
    ]
    pairs = list(zip(texts, took, strict=True))
    for least in (LONG, WHOLE):
        here = [(ms * MEGABYTE / len(text), ms) for text, ms in pairs if len(text) > least]
        if here:
            more = f"{max(here)[0]:.1f} at worst; as they are {sum(ms > BOUND for _, ms in here)} above {BOUND} ms"
            name = f"{len(here)} real logs of more than {least / 1000:.0f} kB, the median by the MB"
            yield row(name, median(ms for ms, _ in here), more)
    small = [ms for text, ms in pairs if len(text) <= SMALL]
    yield row(f"{len(small)} real logs of up to {SMALL / 1000:.0f} kB, one", median(small))


def read_once(text: str) -> float:
    """Processor seconds of reading a log."""
    return timed(lambda: diagnose(text))


def logs() -> dict[str, str]:
    """A log of one megabyte of each kind."""
    cases = [case.log for case in all_kept()]
    quiet = "".join(f"test_cart.py::test_{n} PASSED [{n % 100:3}%]\n" for n in range(40))
    mixed = "".join(log + quiet * 4 for log in cases)
    return {
        "passing tests between failures": filled(mixed),
        "nothing but failures of all tools": filled("".join(cases)),
        "the first, stamped and coloured": filled(
            "".join(f"2026-11-23T16:45:01.1234567Z \x1b[32m{line}\x1b[0m\n" for line in mixed.split("\n"))
        ),
        "progress": filled("".join(f"{n} %\r{n + 1} %\rDownloading package {n}\n" for n in range(40_000))),
        "nothing but one error a line": filled(
            "".join(f"src/a{n}.py:{n}:1: error: no\n" for n in range(60_000))
        ),
    }


def of_one_tool() -> Iterator[str]:
    """Of each tool a megabyte of what it says of one case, again and again with other names and numbers."""
    cases = {case.tool: case for case in reversed(all_kept()) if case.log.strip()}
    for case in cases.values():
        told = " ".join((*case.tests, *(path.rpartition("/")[2] for path, _ in case.errors)))
        names = "|".join(sorted({*re.findall(r"[A-Za-z_]{3,}", told)}, key=len, reverse=True)) or "(?!)"
        varying = re.compile(rf"\b(?P<name>{names})\b|(?<=:)(?P<number>\d{{1,5}})\b")
        copies = MEGABYTE // len(case.log) + 1
        yield filled("".join(varying.sub(partial(another, n), f"{case.log}\n") for n in range(copies)))


def another(n: int, found: re.Match[str]) -> str:
    """Another name, or number, for what was found."""
    name, number = found["name"], found["number"]
    return name + "".join(chr(ord("a") + int(digit)) for digit in str(n)) if name else str(int(number) + n)


def filled(text: str) -> str:
    """The text again and again, to a megabyte."""
    return (text * (MEGABYTE // max(len(text), 1) + 1))[:MEGABYTE]


def pieces(piece: str) -> Iterator[str]:
    """A huge log in pieces."""
    for _ in range(HUGE):
        yield piece


def peak() -> float:
    """The most megabytes of memory that this process had, by Linux' own count.

    `getrusage` would do for a process that nobody started: what it counts begins with what its parent had.
    """
    told = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text())
    return int(told[1]) / 1024 if told else float("nan")


def timed(read: Callable[[], object]) -> float:
    """Processor seconds of one call."""
    began = time.process_time()
    read()
    return time.process_time() - began


if __name__ == "__main__":
    sys.exit(here() if sys.argv[1:] == ["--here"] else main())
