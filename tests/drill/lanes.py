"""What of a red line concerns what shall be merged, by docs/lanes.md: its own lanes, told by the files that it changes.

Written without Andon's code, like all of the oracle. Neighbour: `oracle`, which asks.
"""

from functools import lru_cache
from pathlib import Path

from bot.sandbox import git
from tests.drill.proof import LISTED, Head
from tests.drill.reds import Red, history
from tests.drill.town import BUILD, LANES, MAIN, Town

OF = {"test": "core", BUILD: "core", "web": "web"}
"""The checks that are in a lane; each other one concerns everybody."""
BOTH = "both/"


def mine(town: Town, head: Head, red: Red) -> bool:
    """Whether a red check concerns a head."""
    lanes = touched(town, head)
    return lanes is None or OF.get(red.job) is None or OF[red.job] in lanes


def touched(town: Town, head: Head) -> frozenset[str] | None:
    """The lanes that a head touches; None: all, for there are none, or it changes what is in none."""
    repo, tip = town.repo.record.path, history(town, head.base)[0]
    return _lanes(repo, tip, head.sha) if _named(repo, town.repo.head(f"refs/heads/{MAIN}")) else None


@lru_cache(maxsize=256)
def _named(repo: Path, tip: str) -> bool:
    """Whether the default branch's configuration names lanes."""
    return "lanes:" in (git.blob(repo, tip, ".github/andon.yml") or "")


@lru_cache(maxsize=2048)
def _lanes(repo: Path, tip: str, head: str) -> frozenset[str] | None:
    base = git.merge_base(repo, tip, head)
    paths = git.changed_paths(repo, base, head) if base else []
    if not 0 < len(paths) < LISTED:
        return None
    each = [{lane for lane in LANES if path.startswith((f"{lane}/", BOTH))} for path in paths]
    return frozenset[str]().union(*each) if all(each) else None
