"""`make bench-diagnosis`: how long logs take to read, and how much memory a huge one needs.

The kept cases' logs, one after another and with the lines of passing tests between them, make a log of
the wanted size. Times are of the processor, the fastest of several, and told as well in times of what
`str.splitlines` takes for the same log in the same run, which says more on a busy machine. The real logs
in the folder that `ANDON_CI_LOGS` names (`.ci-logs` if it does not) are measured too: each by itself, for
what is made up flatters.
"""

import os
import re
import resource
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from statistics import median

from bot.orient.diagnosis import diagnose
from scripts.diagnosis_scores import marked_logs
from tests.diagnosis_cases.kept import all_kept

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
    """Print time and memory of a huge log that is streamed, then milliseconds for one megabyte of each kind."""
    piece = logs()["mixed"]
    before = peak()
    began = time.process_time()
    found = diagnose(pieces(piece))
    took = time.process_time() - began
    print(f"{'streamed':24} {took:7.1f} s  for {HUGE} MB, {found.lines:,} lines")
    print(f"{'':24} at most {peak():.0f} MB of memory, {peak() - before:.0f} MB of them for it")
    for name, log in logs().items():
        took = min(timed(lambda log=log: diagnose(log)) for _ in range(TIMES))
        plain = min(timed(log.splitlines) for _ in range(TIMES))
        print(f"{name:24} {took * 1000:7.1f} ms for 1 MB, {took / plain:5.0f} times splitlines")
    took_each = [
        min(timed(lambda log=log: diagnose(log)) for _ in range(ROUNDS)) * 1000 for log in of_one_tool()
    ]
    print(
        f"{'failures of one tool':24} {median(took_each):7.1f} ms for 1 MB, {max(took_each):.1f} at worst, of "
        f"{len(took_each)} tools, {sum(took > BOUND for took in took_each)} of them above {BOUND} ms"
    )
    took = min(timed(lambda: diagnose("error: no\n")) for _ in range(TIMES))
    print(f"{'a single line':24} {took * 1000:7.1f} ms")
    folder = Path(os.environ.get("ANDON_CI_LOGS", ".ci-logs"))
    if not (folder / "spans.jsonl").exists():
        print(f"no real logs in {folder}: set ANDON_CI_LOGS", file=sys.stderr)
        return 0
    print(real([log.text for log in marked_logs(folder)]))
    return 0


def real(texts: list[str]) -> str:
    """What long real logs take by the megabyte, and what a small one takes however little is in it."""
    took = [min(times) for times in zip(*([*map(read_once, texts)] for _ in range(ROUNDS)), strict=True)]
    pairs = list(zip(texts, took, strict=True))
    long = [seconds * 1000 * MEGABYTE / len(text) for text, seconds in pairs if len(text) > LONG]
    small = [seconds * 1000 for text, seconds in pairs if len(text) <= SMALL]
    rows = [f"{'real, small':24} {median(small):7.1f} ms each, of {len(small)} up to {SMALL / 1000:.0f} kB"]
    if long:
        whole = [seconds * 1000 * MEGABYTE / len(text) for text, seconds in pairs if len(text) >= WHOLE]
        above = sum(seconds * 1000 > BOUND for text, seconds in pairs if len(text) > LONG)
        rows.append(
            f"{'real, long':24} {median(long):7.1f} ms for 1 MB, {max(long):.1f} at worst, of {len(long)} over "
            f"{LONG / 1000:.0f} kB, {above} of them above {BOUND} ms as they are"
        )
        if whole:
            rows.append(
                f"{'real, about 1 MB':24} {median(whole):7.1f} ms for 1 MB, {max(whole):.1f} at worst, of "
                f"{len(whole)} from {WHOLE / 1000:.0f} kB on"
            )
    return "\n".join(rows)


def read_once(text: str) -> float:
    """Processor seconds of reading a log."""
    return timed(lambda: diagnose(text))


def logs() -> dict[str, str]:
    """A log of one megabyte of each kind."""
    cases = [case.log for case in all_kept()]
    quiet = "".join(f"test_cart.py::test_{n} PASSED [{n % 100:3}%]\n" for n in range(40))
    mixed = "".join(log + quiet * 4 for log in cases)
    return {
        "mixed": filled(mixed),
        "failures alone": filled("".join(cases)),
        "stamped and coloured": filled(
            "".join(f"2026-11-23T16:45:01.1234567Z \x1b[32m{line}\x1b[0m\n" for line in mixed.split("\n"))
        ),
        "progress": filled("".join(f"{n} %\r{n + 1} %\rDownloading package {n}\n" for n in range(40_000))),
        "one error a line": filled("".join(f"src/a{n}.py:{n}:1: error: no\n" for n in range(60_000))),
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
    """The most megabytes of memory that were resident so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def timed(read: Callable[[], object]) -> float:
    """Processor seconds of one call."""
    began = time.process_time()
    read()
    return time.process_time() - began


if __name__ == "__main__":
    sys.exit(main())
