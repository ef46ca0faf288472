"""How well logs are read: scores on marked real logs and on kept cases of tools, beside simple baselines."""

import json
import re
import tarfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bot.observe.logs import BEGIN, END, MIDDLE, LogSieve
from bot.orient.diagnosis import EXCERPT, diagnose
from tests.diagnosis_cases.first_reading import Read
from tests.diagnosis_cases.kept import Kept

Shown = tuple[frozenset[int], int | None]
"""The lines a reader shows, and the one it names as telling."""
Reader = Callable[[str], Shown]
NEAR = 2
"""Lines a named line may be off."""


@dataclass(frozen=True, slots=True)
class Marked:
    """A real log with the ranges of lines that say why it failed; any of them is right."""

    name: str
    text: str
    spans: tuple[tuple[int, int], ...]

    @property
    def repository(self) -> str:
        """The repository, and so what a split must keep together."""
        return "/".join(self.name.split("/")[1:3])


def marked_logs(folder: Path) -> Iterator[Marked]:
    """The folder's logs in order: `spans.jsonl` beside `logs.tar.xz`."""
    rows = [json.loads(line) for line in (folder / "spans.jsonl").read_text().splitlines()]
    spans = {row["log"]: tuple((first, last) for first, last in row["spans"]) for row in rows}
    with tarfile.open(folder / "logs.tar.xz") as tar:
        for member in tar:
            data = tar.extractfile(member) if member.name in spans else None
            if data is not None:
                yield Marked(member.name, data.read().decode("utf-8", "replace"), spans[member.name])


def ours(text: str) -> Shown:
    """Andon's reading."""
    found = diagnose(text)
    return frozenset(line.number for line in found.excerpt), found.line


_GNU = re.compile(r"^[^\s:]+:\d+(?::\d+)?: ")
_EXIT = re.compile(
    r"exited with [1-9]|##\[error\]Process completed|ERROR: Job failed|build exited with [1-9]"
)


def last_lines(text: str) -> Shown:
    """Baseline: the last 50 lines; the last of them is named."""
    total = text.count("\n")
    return frozenset(range(max(1, total - EXCERPT + 1), total + 1)), total


def error_lines(text: str) -> Shown:
    """Baseline: all lines with error, fail, exception or fatal, the first 50 of them; the first is named."""
    told = [
        n for n, line in enumerate(text.split("\n"), 1) if re.search("error|fail|exception|fatal", line, re.I)
    ]
    return frozenset(told[:EXCERPT]), told[0] if told else None


def gnu_lines(text: str) -> Shown:
    """Baseline: all lines that begin with `file:line: `, the first 50 of them."""
    told = [n for n, line in enumerate(text.split("\n"), 1) if _GNU.match(line)]
    return frozenset(told[:EXCERPT]), told[0] if told else None


READERS: dict[str, Reader] = {
    "Andon": ours,
    "last 50 lines": last_lines,
    "all error lines": error_lines,
    "one GNU-style expression": gnu_lines,
}


@dataclass(slots=True)
class Marks:
    """How many logs were read, and in how many the shown lines hit, held a span in full, named it."""

    logs: int = 0
    hit: int = 0
    full: int = 0
    anchor: int = 0

    def add(self, shown: Shown, spans: Sequence[tuple[int, int]]) -> None:
        """Count one log."""
        lines, named = shown
        self.logs += 1
        self.hit += any(first <= n <= last for n in lines for first, last in spans)
        self.full += any(all(n in lines for n in range(first, last + 1)) for first, last in spans)
        near = named is not None and any(first - NEAR <= named <= last + NEAR for first, last in spans)
        self.anchor += near

    def shares(self) -> tuple[float, float, float]:
        """Hit, full, anchor as shares of the logs."""
        return tuple(n / max(self.logs, 1) for n in (self.hit, self.full, self.anchor))  # pyright: ignore[reportReturnType] three of three


def real_scores(logs: Iterable[Marked], group: Callable[[Marked], str]) -> dict[tuple[str, str], Marks]:
    """Every reader's marks for every group of logs."""
    scores: dict[tuple[str, str], Marks] = defaultdict(Marks)
    for log in logs:
        for name, reader in READERS.items():
            scores[name, group(log)].add(reader(log.text), log.spans)
    return scores


LONG = 64 << 10
"""Bytes from which on a real log is read through the sieve as well."""


@dataclass(slots=True)
class Sieved:
    """Long logs, and those of them that the sieve shortens; of both, how many it tells by the same line as the whole."""

    long: int = 0
    same: int = 0
    shortened: int = 0
    shortened_same: int = 0

    def add(self, text: str) -> None:
        """Count one log, if it is long."""
        data = text.encode()
        if len(data) <= LONG:
            return
        sieve = LogSieve()
        sieve.feed(data)
        same = diagnose(sieve.text()).primary == diagnose(text).primary
        shortened = len(data) > BEGIN + MIDDLE + END
        self.long += 1
        self.same += same
        self.shortened += shortened
        self.shortened_same += shortened and same


@dataclass(slots=True)
class Found:
    """Right, wrong and missed ones of what was to be found."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    def add(self, found: set[object], expected: set[object]) -> None:
        """Count one case."""
        self.right += len(found & expected)
        self.wrong += len(found - expected)
        self.missed += len(expected - found)

    @property
    def precision(self) -> float:
        """Of what was found, the share that is right."""
        return self.right / max(self.right + self.wrong, 1)

    @property
    def recall(self) -> float:
        """Of what was to be found, the share that was."""
        return self.right / max(self.right + self.missed, 1)

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        return 2 * self.right / max(2 * self.right + self.wrong + self.missed, 1)


@dataclass(slots=True)
class CaseScores:
    """What was made of the kept cases; tools without an expected place are no part of `places`."""

    places: dict[str, Found] = field(default_factory=lambda: defaultdict(Found))
    tests: dict[str, Found] = field(default_factory=lambda: defaultdict(Found))
    classes: Counter[tuple[str, str]] = field(default_factory=Counter[tuple[str, str]])

    @property
    def macro(self) -> float:
        """The mean of the tools' F1 of located errors."""
        return sum(f.f1 for f in self.places.values()) / max(len(self.places), 1)

    @property
    def accuracy(self) -> float:
        """The share of cases whose class is right."""
        right = sum(n for (expected, said), n in self.classes.items() if expected == said)
        return right / max(sum(self.classes.values()), 1)

    def all_tests(self) -> Found:
        """The failing tests' names of all tools together."""
        every = list(self.tests.values())
        return Found(sum(f.right for f in every), sum(f.wrong for f in every), sum(f.missed for f in every))


def now(case: Kept) -> Read:
    """What Andon says of a case now."""
    return Read.of(case, diagnose(case.log))


def case_scores(cases: Iterable[Kept], reader: Callable[[Kept], Read] = now) -> CaseScores:
    """Andon's scores on kept cases."""
    scores = CaseScores()
    for case in cases:
        found = reader(case)
        if case.errors:
            wanted = {path for path, line in case.errors if line is None}
            places = {(path, None if path in wanted else line) for path, line in found.errors}
            scores.places[case.tool].add(set(places), set(case.errors))
        scores.tests[case.tool].add(set(found.tests), set(case.tests))
        scores.classes[case.kind, found.kind] += 1
    return scores


def gnu_places(cases: Iterable[Kept]) -> CaseScores:
    """Baseline on kept cases: what one GNU-style expression finds."""
    scores = CaseScores()
    for case in cases:
        if case.errors:
            found = re.findall(r"^([^\s:]+):(\d+)(?::\d+)?: ", case.log, re.M)
            scores.places[case.tool].add({(path, int(line)) for path, line in found}, set(case.errors))
    return scores
