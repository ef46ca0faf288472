"""`make exposure`: how long a broken branch can still be merged into, and what slips in, by the delays of the way.

From the end of the failing run on the line until the last cord holds that could have let something go. The
branch has as many takers as there can be: pull requests that merge by themselves, or are clicked, at the moment
GitHub lets them. Times are of the sandbox's moved clock; the table goes between the marks in docs/bench.md.
"""

import argparse
import random
import sys
import tempfile
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from statistics import median

from bot.sandbox.refusal import Refusal
from bot.sandbox.store import Issue, Job, Run
from scripts.pages import put
from tests.drill.town import MAIN, ONE, Town, a_github, code, found
from tests.drill.watchman import Delays, Watchman

PAGE = Path("docs/bench.md")
PULLS = 8
"""Pull requests whose own checks end within the same twenty minutes, half of them with auto-merge."""


@dataclass(frozen=True)
class Weather:
    """A row of the table: what the way to GitHub is like."""

    name: str
    delays: Delays
    sweep: timedelta = timedelta(minutes=5)


WEATHER = (
    Weather("webhooks 1 to 5 s, a call 0.1 s", Delays(webhook=(1, 5), call=0.1)),
    Weather("webhooks 5 to 30 s, a call 0.3 s", Delays(webhook=(5, 30), call=0.3)),
    Weather("webhooks 1 to 3 min, a call 1 s", Delays(webhook=(60, 180), call=1)),
    Weather("webhooks lost, a sweep every 5 min", Delays(lost=1, call=0.1)),
    Weather("no server, a control repository every 15 min", Delays(lost=1, call=0.1), timedelta(minutes=15)),
)


@dataclass
class Stop:
    """One time that the line broke: seconds until all was held, and what was merged in them."""

    window: float
    armed: int
    clicked: int


@dataclass
class Street:
    """A town whose line breaks again and again while people merge what they can."""

    town: Town
    watch: Watchman
    chance: random.Random
    serial: int = 0
    clicked: set[int] = field(default_factory=set[int])

    def __post_init__(self) -> None:
        self.town.gh.world.actions.take_time(self._takes)

    def _takes(self, run: Run, job: Job) -> timedelta:
        """CI on the line takes four minutes; on a pull request, what its title says."""
        return timedelta(seconds=int(run.title.split()[-1]) if run.event == "pull_request" else 240)

    def stop(self) -> Stop:
        """The line breaks once; it is mended again at the end."""
        for _ in range(PULLS):
            self._propose()
        self.watch.run(self.town.now() + timedelta(seconds=self.chance.randrange(10, 300)))
        broke = self.town.repo.commit({"app.py": code(test="red"), **self._log()}, MAIN, "Break it")
        self._go(lambda: self._failed(broke) is not None)
        failed, held = self._failed(broke), self.town.now()
        assert failed
        while self._free():
            self._second(1)
            held = self.town.now()
        armed, clicked = self._merged(failed, held)
        self.watch.run(self.town.now() + timedelta(minutes=1))
        self.town.repo.commit({"app.py": code(), **self._log()}, MAIN, "Mend it")
        self.watch.run(self.town.now() + timedelta(minutes=40))
        return Stop((held - failed).total_seconds(), armed, clicked)

    def _go(self, until: Callable[[], bool]) -> None:
        while not until():
            self._second(5)

    def _second(self, count: int) -> None:
        """Some seconds go by; then somebody clicks on whatever could be merged."""
        self.watch.run(self.town.now() + timedelta(seconds=count))
        for issue in self._ready():
            if issue.pull and issue.pull.auto_merge_by is None:
                with suppress(Refusal):
                    self.town.repo.merge(issue.number, by="bob")
                    self.clicked.add(issue.number)

    def _propose(self) -> None:
        self.serial += 1
        branch = f"work-{self.serial}"
        self.town.repo.branch(branch, by="bob")
        self.town.repo.commit({f"work/{self.serial}.txt": "x\n"}, branch, by="bob")
        seconds = self.chance.randrange(30, 1200)
        number = self.town.repo.pull(branch, by="bob", title=f"Work {self.serial} takes {seconds}")
        if self.serial % 2:
            self.town.repo.arm(number, by="bob")

    def _failed(self, sha: str) -> datetime | None:
        """When the run of CI on that commit had failed."""
        runs = [r for r in self.town.repo.record.runs.values() if (r.head_sha, r.head_branch) == (sha, MAIN)]
        ends = [j.completed for r in runs for j in r.jobs if j.key == "test" and j.conclusion == "failure"]
        return min((end for end in ends if end), default=None)

    def _ready(self) -> list[Issue]:
        return [issue for issue in self.town.pulls("open") if self.town.could_merge(issue)]

    def _free(self) -> bool:
        """Whether anything that merges by itself, or could be clicked now, is not held yet."""
        shown = [
            i for i in self.town.pulls("open") if i.pull and self.town.shown(i.pull.head_sha) == "success"
        ]
        ready = [i.number for i in self._ready()]
        return any((i.pull and i.pull.auto_merge_by) or i.number in ready for i in shown)

    def _merged(self, since: datetime, until: datetime) -> tuple[int, int]:
        merged = [i for i in self.town.pulls("closed") if i.pull and i.pull.merged_at]
        inside = [i for i in merged if i.pull and i.pull.merged_at and since < i.pull.merged_at <= until]
        clicked = sum(i.number in self.clicked for i in inside)
        return len(inside) - clicked, clicked

    def _log(self) -> dict[str, str | bytes | None]:
        return {"log.txt": f"{self.town.now()}\n"}


def stops(asked: tuple[Weather, int, int]) -> list[Stop]:
    """How so many stops went in one kind of weather, under a seed."""
    weather, seed, count = asked
    with tempfile.TemporaryDirectory() as root, a_github(Path(root)) as gh:
        town, chance = found(gh, f"street-{seed}", ONE), random.Random(seed)
        watch = Watchman(town, chance, replace(weather.delays), sweep=weather.sweep)
        try:
            street = Street(town, watch, chance)
            watch.run(town.now() + timedelta(minutes=10))
            return [street.stop() for _ in range(count)]
        finally:
            watch.close()


def row(weather: Weather, found: list[Stop]) -> str:
    """A row of the table."""
    windows = sorted(one.window for one in found)
    p95 = windows[min(len(windows) - 1, round(0.95 * (len(windows) - 1)))]
    times = " | ".join(f"{value:.0f}" for value in (windows[0], median(windows), p95, windows[-1]))
    armed, clicked = sum(one.armed for one in found), sum(one.clicked for one in found)
    none = sum(not one.armed and not one.clicked for one in found)
    return f"| {weather.name} | {len(found)} | {times} | {armed} | {clicked} | {none} |"


def table(rows: list[str], seed: int) -> str:
    """What is printed and written."""
    head = (
        "| the way | stops | min | median | p95 | max | merged by themselves | clicked | nothing merged in |"
    )
    return "\n".join([f"Seed {seed}.", "", head, "|---|---|---|---|---|---|---|---|---|", *rows])


def main() -> int:
    """Every kind of weather, one after another."""
    asked = argparse.ArgumentParser(prog="make exposure")
    asked.add_argument("--stops", type=int, default=10, help="of each kind of weather")
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--workers", type=int, default=2, help="kinds of weather that are played at a time")
    given = asked.parse_args()
    rows: list[str] = []
    each = [(weather, given.seed, given.stops) for weather in WEATHER]
    with ProcessPoolExecutor(given.workers) as pool:
        for weather, found_ones in zip(WEATHER, pool.map(stops, each), strict=True):
            rows.append(row(weather, found_ones))
            print(rows[-1], flush=True)
    text = table(rows, given.seed)
    print(text)
    put(PAGE, "exposure", text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
