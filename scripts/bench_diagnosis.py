"""`make bench-diagnosis`: how long logs take to read, and how much memory a huge one needs.

The kept cases' logs, one after another and with the lines of passing tests between them, make a log of
the wanted size. Times are of the processor, the fastest of several.
"""

import resource
import sys
import time
from collections.abc import Iterator

from bot.orient.diagnosis import diagnose
from tests.diagnosis_cases.kept import all_kept

MEGABYTE = 1_000_000
HUGE = 100
"""Megabytes of the log that is streamed."""


def main() -> int:
    """Print milliseconds for a log of one megabyte of each kind, then time and memory of a huge one."""
    for name, log in logs().items():
        took = min(timed(log) for _ in range(7))
        print(f"{name:24} {took * 1000:7.1f} ms for 1 MB")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    piece = logs()["mixed"]
    began = time.process_time()
    found = diagnose(pieces(piece))
    took = time.process_time() - began
    more = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    print(
        f"{'streamed':24} {took:7.1f} s  for {HUGE} MB, {found.lines:,} lines, {more:.0f} MB of memory more"
    )
    return 0


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


def filled(text: str) -> str:
    """The text again and again, to a megabyte."""
    return (text * (MEGABYTE // max(len(text), 1) + 1))[:MEGABYTE]


def pieces(piece: str) -> Iterator[str]:
    """A huge log in pieces."""
    for _ in range(HUGE):
        yield piece


def timed(log: str) -> float:
    """Processor seconds of one diagnosis."""
    began = time.process_time()
    diagnose(log)
    return time.process_time() - began


if __name__ == "__main__":
    sys.exit(main())
