"""`kill -9` of the App again and again while the demo is played: the same table at its end.

`make drill-kill` plays all of the demo so, until the App was killed often enough: `ARGS="--kills 50 --seed 1"`.
"""

import argparse
import random
import sys
import tempfile
import threading
import time
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from bot.demo.kind import Kind
from bot.demo.organisation import KINDS, choose
from bot.demo.run import play
from bot.demo.serving import Serving
from bot.demo.stage import set_up
from bot.demo.tell import Teller
from bot.sandbox.build import Wrap

PATIENCE = 5.0
"""A killed brain's claims are taken over after a minute, and each may be killed more than once."""


@dataclass
class Reaper:
    """Kills the App at moments drawn by `chance`, `most` times at most, and starts it again at once.

    A life lasts up to `longest` seconds from when the process is started; most of the shorter ones end
    before the App is at work.
    """

    serving: Serving
    chance: random.Random
    most: int
    longest: float
    killed: int = 0
    over: threading.Event = field(default_factory=threading.Event)

    @contextmanager
    def at_work(self) -> Generator[None]:
        """Inside the block the App is killed again and again; after it, it lives."""
        thread = threading.Thread(target=self._reap, name="reaper")
        thread.start()
        try:
            yield
        finally:
            self.over.set()
            thread.join()

    def _reap(self) -> None:
        while self.killed < self.most and not self.over.wait(self.chance.uniform(0, self.longest)):
            self.serving.kill()
            self.serving.start()
            self.killed += 1


def play_killed(
    root: Path, kinds: tuple[Kind, ...], reaping: tuple[random.Random, int, float], wrap: Wrap | None = None
) -> tuple[bool, int]:
    """Whether the demo of these kinds ended as expected, and how often the App was killed meanwhile."""
    with set_up(root, wrap) as stage:
        stage.patience = PATIENCE
        reaper = Reaper(stage.server, *reaping)
        with reaper.at_work():
            good = play(stage, Teller(), kinds, time.monotonic())
    return good, reaper.killed


def main() -> int:
    """Play until the App was killed as often as asked; 0 only if every table came as expected."""
    asked = argparse.ArgumentParser(prog="make drill-kill")
    asked.add_argument("--kills", type=int, default=50)
    asked.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
    asked.add_argument("--longest", type=float, default=6.0, help="seconds that the App lives at most")
    asked.add_argument("--only", default="", help="play these repositories alone")
    given = asked.parse_args()
    kinds = choose(tuple(name for name in given.only.split(",") if name)) if given.only else KINDS
    chance, left, good = random.Random(given.seed), given.kills, True
    print(f"seed {given.seed}: {given.kills} kills")
    while left > 0 and good:
        with tempfile.TemporaryDirectory() as folder:
            good, killed = play_killed(Path(folder) / "demo", kinds, (chance, left, given.longest))
        left -= killed
        print(f"killed {killed} times in this demo; its table is {'as expected' if good else 'WRONG'}")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
