"""`make drill-line`: many stories of the line, held against the oracle. Exits 1 if anything did not hold.

`make drill-line ARGS="--seeds 1-20 --steps 120"`; `--story FILE` plays one again that was printed before. With
`--tally FILE` the counts are added to a file after each story, and `--write` puts what stands there into docs/bench.md.
"""

import argparse
import json
import random
import sys
from collections import Counter
from pathlib import Path

from scripts.pages import put
from tests.drill.folk import Step
from tests.drill.playing import Played, play, shrunk
from tests.drill.steps import STEPS, draw

COUNTED = (
    *("steps", "rest", "passes", "passes judged", "cords judged", "groups judged", "groups seen"),
    *(
        "passes that failed",
        "passed over",
        "faults",
        "brains killed",
        "calls",
        "writes",
        "failures excused",
        "rests only warned",
    ),
    *("proven by runs", "proven by revert", "proven by tree", "proven by unrelated", "proven by lane"),
    *("told after green", "updated after green", "queued after green"),
)
PAGE = Path("docs/bench.md")
RESTED = (*("quiet", "running", "started by people", "confirming", "stopped", "stopped by people", "unsure"),)
"""What a line may be when all is at rest."""


def told(seed: int, steps: list[Step], played: Played) -> str:
    """What did not hold, what happened before it, and the steps, so that they can be played again."""
    lines = (*played.wrong, "what happened:", *played.told, "the story:", *map(str, steps))
    return f"seed {seed}:\n" + "\n".join(f"   {line}" for line in lines)


def one(seed: int, steps: list[Step], tries: int) -> Counter[str]:
    """One story; if anything does not hold, the shortest one that is found for it is printed."""
    played = play(steps, seed)
    print(f"seed {seed}: {'WRONG' if played.wrong else 'as it must be'}", flush=True)
    counted = played.counted + Counter(stories=1, wrong=bool(played.wrong))
    if played.wrong:
        print(told(seed, steps, played), flush=True)
        if not tries:
            return counted
        less = shrunk(steps[: played.counted["steps"]], lambda some: bool(play(some, seed).wrong), tries)
        print("cut to what it takes:", told(seed, less, play(less, seed)), sep="\n", flush=True)
    return counted


def read(path: Path) -> list[Step]:
    """A story as it was printed."""
    steps: list[Step] = []
    for line in path.read_text().splitlines():
        name, _, numbers = line.strip().removeprefix("Step('").removesuffix(")").partition("', ")
        if name in (*STEPS, "rest") and line.strip().startswith("Step("):
            steps.append(Step(name, *(int(number) for number in numbers.split(", "))))
    return steps


def tallied(tally: Path) -> Counter[str]:
    """What was counted before."""
    return Counter(json.loads(tally.read_text())) if tally.exists() else Counter()


def write(sums: Counter[str]) -> None:
    """Put the counts between the page's marks."""
    rested = sum(sums[name] for name in RESTED)
    rows = [
        f"{sums['stories']} stories, {sums['steps']} steps; {sums['passes']} passes, {sums['calls']} calls, "
        f"{sums['writes']} writes; {sums['faults']} calls that failed, {sums['brains killed']} brains killed.",
        f"Held against the oracle: {sums['cords judged']} cords at rest, {sums['groups judged']} of them of merge "
        f"groups, and after each of {sums['passes judged']} passes what it left free, {sums['groups seen']} times a "
        f"merge group. Stories that did not hold: {sums['wrong']}.",
        f"Lines at rest, {rested}: " + ", ".join(f"{name} {sums[name]}" for name in RESTED) + ".",
        f"Proven there by own runs {sums['proven by runs']}, by an exact revert {sums['proven by revert']}, by the last "
        f"green files {sums['proven by tree']}, unrelated {sums['proven by unrelated']}, of another lane "
        f"{sums['proven by lane']}; failures that two pull requests excused {sums['failures excused']}; rests at which "
        f"trust was lost {sums['rests only warned']}.",
        f"After green: told to update {sums['told after green']}, updated {sums['updated after green']}, put back into "
        f"the queue {sums['queued after green']}.",
        "Steps: " + ", ".join(f"{name} {sums[name]}" for name in (*STEPS, "rest")) + ".",
    ]
    put(PAGE, "drill-line", "\n\n".join(rows))


def main() -> int:
    """All stories, one after another."""
    asked = argparse.ArgumentParser(prog="make drill-line")
    asked.add_argument("--seeds", default="1-10", help="a range of seeds")
    asked.add_argument("--steps", type=int, default=80, help="of each story")
    asked.add_argument("--tries", type=int, default=40, help="stories that may be played to cut a wrong one")
    asked.add_argument("--tally", type=Path, help="a file to which the counts are added")
    asked.add_argument(
        "--write", action="store_true", help="write what the tally says into docs/bench.md, and play nothing"
    )
    asked.add_argument("--story", type=Path, help="a file with the steps of a story")
    given = asked.parse_args()
    if given.write:
        write(tallied(given.tally))
        return 0
    first, _, last = given.seeds.partition("-")
    sums: Counter[str] = Counter()
    for seed in range(int(first), int(last or first) + 1):
        steps = read(given.story) if given.story else draw(random.Random(seed), given.steps)
        counted = one(seed, steps, given.tries)
        sums += counted
        if given.tally:
            given.tally.write_text(json.dumps(tallied(given.tally) + counted, sort_keys=True))
    print("; ".join(f"{name} {sums[name]}" for name in ("stories", "wrong", *COUNTED)))
    print("of the lines at rest: " + ", ".join(f"{name} {sums[name]}" for name in RESTED))
    print("of the steps: " + ", ".join(f"{name} {sums[name]}" for name in STEPS))
    return 1 if sums["wrong"] else 0


if __name__ == "__main__":
    sys.exit(main())
