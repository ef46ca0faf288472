"""`make drill`: many drills, and a table of what the sandbox counted. Exits 1 if anything did not hold.

`make drill ARGS="--brains 2,3,5 --seeds 1-5 --events 300"`
"""

import argparse
import contextlib
import io
import sys
import tempfile
import traceback
from collections import Counter
from pathlib import Path

from rich.console import Console
from rich.table import Table

from tests.loop.drill import Drill, drilling

ORDER = (
    *("events", "passes", "passes that failed", "brains killed", "502", "timeouts", "limits"),
    *("reads that lagged", "doubled dispatches", "jobs opened by Andon", "jobs reopened by Andon"),
    *("jobs reopened by people", "runs past the fence", "fixes proposed", "dead letters"),
)


def one(seed: int, brains: int, events: int) -> tuple[list[str], Counter[str]]:
    """One drill: what did not hold, and what was counted."""
    folder, silent = tempfile.TemporaryDirectory(), contextlib.redirect_stdout(io.StringIO())
    with folder as root, silent, drilling(Path(root)) as story:
        drill = Drill(story, seed, brains, events)
        try:
            wrong = drill.run()
        except AssertionError:
            wrong = [*drill.watch.broken, traceback.format_exc()]
    if wrong:
        wrong.append("what happened: " + "; ".join(drill.happened))
    return wrong, drill.counted + drill.watch.counted + Counter(events=events)


def main() -> int:
    """All drills, one after another."""
    asked = argparse.ArgumentParser(prog="make drill")
    asked.add_argument("--brains", default="2,3,5")
    asked.add_argument("--seeds", default="1-3", help="a range of seeds")
    asked.add_argument("--events", type=int, default=300)
    given = asked.parse_args()
    first, _, last = given.seeds.partition("-")
    table = Table(title=f"Counted by the sandbox in drills of {given.events} events", title_justify="left")
    for column in ("", *(f"{brains} brains" for brains in given.brains.split(","))):
        table.add_column(column, justify="right" if column else "left")
    sums: list[Counter[str]] = []
    for brains in map(int, given.brains.split(",")):
        sums.append(Counter(doubled=0))
        for seed in range(int(first), int(last or first) + 1):
            wrong, counted = one(seed, brains, given.events)
            sums[-1] += counted
            sums[-1]["drills"] += 1
            sums[-1]["doubled"] += len(wrong)
            print(f"{brains} brains, seed {seed}: {'WRONG' if wrong else 'as it must be'}", flush=True)
            print("\n".join(f"   {what}" for what in wrong), end="\n" if wrong else "")
    for name in ("drills", *ORDER):
        table.add_row(name, *(str(each[name]) for each in sums))
    table.add_row("what may not be", *(str(each["doubled"]) for each in sums))
    Console(width=100).print(table)
    return 1 if any(each["doubled"] for each in sums) else 0


if __name__ == "__main__":
    sys.exit(main())
