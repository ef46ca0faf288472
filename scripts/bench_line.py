"""`make bench-line`: a stop and a release of a repository with 200 open pull requests, ten of which could merge.

Time is the sandbox's moved clock: a stated time for each call and each webhook, and what the processor took.
GitHub's stricter limits are modelled (every write counts: 80 a minute, 500 an hour; points a minute), so what
is refused would be refused there. The table goes between the marks in docs/bench.md.
"""

import argparse
import random
import re
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import httpx

from bot.sandbox.rulesets import ReviewRule
from bot.sandbox.secondary import PointLimit
from bot.sandbox.store import Job, Run
from scripts.pages import put
from tests.drill.town import MAIN, ONE, Town, a_github, code, found
from tests.drill.watchman import Delays, Watchman

PAGE = Path("docs/bench.md")
ABLE, ARMED = 10, 3
DELAYS = Delays(webhook=(1, 5), call=0.25, thinks=True)
_CORD = re.compile(r"/check-runs(?:/(\d+))?$")
LONG = timedelta(hours=12)


def takes(run: Run, job: Job) -> timedelta:
    """CI on the line takes five minutes; that of a pull request with `slow` in its title goes on all day."""
    return LONG if "slow" in run.title else timedelta(minutes=5)


@dataclass
class Bench:
    """The repository, and every cord that was written: when, on which head, what it showed."""

    town: Town
    watch: Watchman
    pulls: int
    able: list[str] = field(default_factory=list[str])
    heads: list[str] = field(default_factory=list[str])
    written: list[tuple[datetime, str, str]] = field(default_factory=list[tuple[datetime, str, str]])
    shown: dict[str, str] = field(default_factory=dict[str, str])
    refused: int = 0

    def __post_init__(self) -> None:
        self.watch.told = self._told

    def _told(self, request: httpx.Request, answer: httpx.Response) -> None:
        """A call was answered."""
        self.refused += answer.status_code in (403, 429)
        path = _CORD.search(request.url.path)
        if path is None or request.method == "GET" or answer.status_code >= 300:
            return
        body: dict[str, Any] = answer.json()
        if body["name"] == "Andon":
            shows = body["conclusion"] or body["status"]
            self.written.append((self.town.now(), str(body["head_sha"]), str(shows)))
            self.shown[str(body["head_sha"])] = str(shows)

    def open_pulls(self) -> None:
        """The pull requests, of which ten are approved; three of those merge by themselves once CI ends."""
        repo = self.town.repo
        repo.rule(ReviewRule(branch=MAIN, bypass={"alice"}))
        for n in range(self.pulls):
            slow = n < ARMED
            branch = f"topic-{n}"
            repo.branch(branch, by="bob")
            self.heads.append(repo.commit({f"work/{n}.txt": "x\n"}, branch, by="bob"))
            number = repo.pull(branch, by="bob", title=f"Work {n}{' slow' if slow else ''}")
            if n < ABLE:
                repo.approve(number, by="carol")
                self.able.append(self.heads[-1])
            if slow:
                repo.arm(number, by="bob")
        self.watch.run(self.town.now() + timedelta(hours=2))
        self.until(self.heads, "success")

    def push(self, **words: str) -> None:
        """Alice pushes; CI takes its time."""
        self.town.repo.commit(
            {"app.py": code(**words), "log.txt": f"{self.town.now()}\n"}, MAIN, f"Change {words}"
        )

    def until(self, heads: list[str], *shown: str) -> datetime:
        """Let time go by until these cords show that; when the last of them was written."""
        end = self.town.now() + timedelta(hours=3)
        while any(self.shown.get(head) not in shown for head in heads):
            if self.town.now() > end:
                raise TimeoutError(f"cords: {Counter(map(self.shown.get, heads))}, not {shown}")
            self.watch.run(self.town.now() + timedelta(seconds=1))
        return max(at for at, head, shows in self.written if head in heads and shows in shown)

    def ended(self, conclusion: str, attempt: int = 1) -> datetime:
        """Let time go by until the newest run of `ci` on the line has ended that way; when it did."""
        while True:
            runs = [
                r for r in self.town.repo.record.runs.values() if r.head_branch == MAIN and r.event == "push"
            ]
            newest = max((r for r in runs if r.workflow.path.endswith("ci.yml")), key=lambda r: r.id)
            if (newest.conclusion, newest.attempt) == (conclusion, attempt):
                return newest.updated
            self.watch.run(self.town.now() + timedelta(seconds=1))

    def out_of_order(self, since: int) -> int:
        """Cords of others that were written before those of the ten that could merge, from that write on."""
        later = [head for _, head, _ in self.written[since:]]
        last = max((at for at, head in enumerate(later) if head in self.able), default=0)
        return sum(head not in self.able for head in later[:last])


@dataclass
class Phase:
    """From something that happened to what the cords came to show."""

    name: str
    ten: float
    every: float | None
    writes: int
    disorder: int

    def row(self) -> str:
        """A row of the table."""
        ratio = f"{self.every / self.ten:.1f}" if self.every else ""
        every = f"{self.every:.1f} s" if self.every else "only those"
        return f"| {self.name} | {self.ten:.1f} s | {every} | {ratio} | {self.writes} | {self.disorder} |"


def measured(
    bench: Bench, name: str, began: datetime, heads: tuple[list[str], list[str]], *shown: str
) -> Phase:
    """One phase: `heads` are the ten, and all that are waited for."""
    ten, every = heads
    since = sum(at < began for at, _, _ in bench.written)
    first = (bench.until(ten, *shown) - began).total_seconds()
    last = (bench.until(every, *shown) - began).total_seconds() if every else None
    phase = Phase(name, first, last, len(bench.written) - since, bench.out_of_order(since))
    print(phase.row(), flush=True)
    return phase


def stop_and_release(bench: Bench, which: str) -> list[Phase]:
    """The line goes red, is confirmed, stops, is mended, and runs."""
    both, held = (bench.able, bench.heads), ("failure",)
    bench.push(test="red")
    yellow = measured(
        bench, f"{which} failure → held", bench.ended("failure"), (bench.able, []), "in_progress"
    )
    red = measured(bench, f"{which} failed again → stopped", bench.ended("failure", 2), both, *held)
    bench.watch.run(bench.town.now() + timedelta(minutes=5))
    bench.push()
    green = measured(bench, f"{which} green → released", bench.ended("success"), both, "success")
    bench.watch.run(bench.town.now() + timedelta(minutes=1))
    return [yellow, red, green]


def busiest(bench: Bench, span: timedelta) -> int:
    """The most writes of the App within a span, whatever they were."""
    with bench.town.gh.world.lock:
        requests = [r for r in bench.town.gh.world.requests if r.subject == bench.town.app.bot.login]
    at = sorted(r.at for r in requests if r.method != "GET" and r.route != "/graphql")
    return max((sum(one <= other < one + span for other in at[n:]) for n, one in enumerate(at)), default=0)


def per_pull(bench: Bench, since: int) -> str:
    """How often a cord was written, for how many heads: once at the stop and once at the release is two."""
    times = Counter(Counter(head for _, head, _ in bench.written[since:]).values())
    return ", ".join(f"{count} of {heads}" for count, heads in sorted(times.items()))


def table(bench: Bench, phases: list[Phase], since: tuple[int, str], took: float) -> str:
    """What is printed and written."""
    points: PointLimit = bench.town.gh.world.faults.points or PointLimit()
    counted = bench.watch.counted
    rows = [phase.row() for phase in phases]
    return "\n".join(
        [
            f"{bench.pulls} open pull requests; {ABLE} could merge, {ARMED} of them by themselves. A webhook takes "
            f"{DELAYS.webhook[0]} to {DELAYS.webhook[1]} s, each call {DELAYS.call} s, calls one after another.",
            "",
            "| from → to | the ten | all | ratio | cords written | out of order |",
            "|---|---|---|---|---|---|",
            *rows,
            "",
            f"Writes of a cord in the first stop and release (times of heads): {since[1]}. The busiest minute had "
            f"{busiest(bench, timedelta(minutes=1))} writes of 80, the busiest hour "
            f"{busiest(bench, timedelta(hours=1))} of 500; points a minute: REST {points.most.get('rest', 0)} of "
            f"{points.rest}, GraphQL {points.most.get('graphql', 0)} of {points.graphql}. "
            f"Refused by GitHub: {bench.refused}.",
            "",
            f"{counted['passes']} passes, {counted['calls']} calls, {counted['thought in ms'] / 1000:.1f} s of the "
            f"processor in all, of {took / 60:.0f} min of moved time.",
        ]
    )


def bench(pulls: int) -> tuple[str, bool]:
    """The table, and whether all held that must hold."""
    with tempfile.TemporaryDirectory() as root, a_github(Path(root)) as gh:
        gh.world.actions.take_time(takes)
        gh.world.rate_limit = 5000
        town = found(gh, "bench", ONE)
        watch = Watchman(town, random.Random(1), DELAYS)  # noqa: S311 - the same bench every time
        one = Bench(town, watch, pulls)
        try:
            gh.limit_writes()
            gh.world.faults.points = PointLimit()
            one.open_pulls()
            since, began = len(one.written), town.now()
            phases = stop_and_release(one, "first")
            times = per_pull(one, since)
            phases += stop_and_release(one, "second")
            text = table(one, phases, (since, times), (town.now() - began).total_seconds())
        finally:
            watch.close()
    return text, not one.refused and not any(phase.disorder for phase in phases)


def main() -> int:
    """Print the table and write it; 1 if a limit was hit or the order was wrong."""
    asked = argparse.ArgumentParser(prog="make bench-line")
    asked.add_argument("--pulls", type=int, default=200, help="open pull requests, of which ten could merge")
    text, good = bench(asked.parse_args().pulls)
    print(text)
    put(PAGE, "bench-line", text)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
