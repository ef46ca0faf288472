"""What belongs to which lane: a signal by its name, a pull request by the files that it changes.

Neighbour: `decide.lanes`, what follows from it for a stopped line.
"""

from collections.abc import Callable, Mapping
from fnmatch import fnmatchcase

from bot.model.facts import Pull
from bot.model.lanes import Lane
from bot.model.paths import matches
from bot.model.value import Value
from bot.orient.outcomes import Signal

SETTINGS = ".github/"
"""What lies below it decides checks, or what Andon does with them, and so concerns everybody."""


class Reach(Value):
    """The lanes that a pull request touches; None: all of them, and what is in no lane. `why` in words.

    unread: whether that is so only for want of knowing.
    """

    lanes: frozenset[str] | None
    why: str
    unread: bool = False


def lanes_of(signal: Signal, lanes: Mapping[str, Lane]) -> tuple[str, ...]:
    """The lanes whose checks a signal is one of, by name; none: it concerns everybody."""
    by = signal.workflow
    told = (signal.job, f"{by} / {signal.job}")
    return tuple(
        sorted(n for n, lane in lanes.items() if any(fnmatchcase(t, p) for t in told for p in lane.checks))
    )


def reach(pull: Pull, base: str | None, lanes: Mapping[str, Lane], decides: Callable[[str], bool]) -> Reach:
    """The lanes that a pull request, or a merge group, touches against the line's head `base`.

    decides: whether a path decides what a red check does.
    """
    seen = pull.touches
    if seen is None or (seen.base, seen.head) != (base, pull.head):
        return Reach(lanes=None, why="what it changes could not be read", unread=True)
    if not seen.complete:
        return Reach(lanes=None, why="it changes more files than GitHub lists")
    found: dict[str, str] = {}
    for path in seen.paths:
        if path.casefold().startswith(SETTINGS) or decides(path):
            return Reach(lanes=None, why=f"it changes {path}, which decides checks")
        mine = [name for name, lane in lanes.items() if matches(path, lane.paths)]
        if not mine:
            return Reach(lanes=None, why=f"it changes {path}, which is in no lane")
        found |= {name: path for name in mine if name not in found}
    if not found:
        return Reach(lanes=None, why="it changes no file")
    told = " and ".join(f"{name} ({found[name]})" for name in sorted(found))
    return Reach(lanes=frozenset(found), why=f"it touches only {told}")
