"""The small repository that most kinds are made of: a till with a test, how it breaks and is mended.

Neighbours: `quiet` and `red`, which say what is different in each kind.
"""

from bot.demo import looks
from bot.demo.kind import End
from bot.demo.scene import Scene
from bot.demo.workflows import GITIGNORE, ci

TILL = """\
def total(prices: list[int]) -> int:
    return sum(prices)
"""
BROKEN_TILL = TILL.replace("sum(prices)", "sum(prices[1:])")

TILL_TEST = """\
from till import total


def test_the_till_adds_up():
    assert total([420, 380]) == 800
"""

CLOCK_TEST = """\
import os


def test_the_clock_answers_in_time():
    assert os.environ["GITHUB_RUN_ATTEMPT"] != "1"
"""
"""A flake, as far as anybody can see: it fails, and passes when it is run again."""

ENFORCE = "version: 1\nmode: enforce\n"
MISTAKEN = ENFORCE + "line:\n  confrim: {reruns: 2}\n"
AUTOFIX = ENFORCE + 'fix:\n  autofix: ["ruff check --fix --quiet ."]\n'

FREE = End("#1's merge state", "clean", looks.merging())
HELD = End("#1's merge state", "blocked", looks.merging())
NO_JOB = End("jobs opened", "none", looks.jobs)


def till(**others: str) -> dict[str, str | bytes | None]:
    """A till with a test, CI and mode enforce; `others` are the texts of ci, andon and caller instead."""
    files: dict[str, str | bytes | None] = {
        ".gitignore": GITIGNORE,
        "till.py": TILL,
        "tests/test_till.py": TILL_TEST,
    }
    chosen = {"ci": ci(), "andon": ENFORCE, **others}
    for name, path in _PATHS.items():
        if chosen.get(name):
            files[path] = chosen[name]
    return files


_PATHS = {
    "ci": ".github/workflows/ci.yml",
    "andon": ".github/andon.yml",
    "caller": ".github/workflows/andon.yml",
}


def break_main(scene: Scene) -> None:
    """Alice breaks the test in a way that no fixer knows."""
    scene.push("alice", {"till.py": BROKEN_TILL}, "Skip the deposit")


def mend_main(scene: Scene) -> None:
    """Alice takes it back."""
    scene.push("alice", {"till.py": TILL}, "Count the deposit again")
