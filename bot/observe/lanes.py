"""What pull requests and merge groups change, where the configuration names lanes and something is red.

By a comparison of the line's head with theirs, both by their commits: a pull request's own list of files is of no
commit, so that whoever pushes while it is read would be judged by another one. Why else:
docs/decisions/0032-lanes-narrow-a-stop.md.
"""

import asyncio
from collections.abc import Mapping

from bot.model.config import Config
from bot.model.facts import Comparison, Pull, Unread
from bot.model.lanes import LATER, Touched
from bot.model.urgency import urgency
from bot.observe.runs import Reader

MOST_READ = 300
"""Pull requests that are read anew in one pass; the others are read by the passes after it."""
_CUT = "/"
"""Kept where GitHub lists no more files: no path is so."""


async def read_touched(
    pulls: tuple[Pull, ...],
    red: Mapping[str, str],
    config: Config,
    reader: Reader,
    most: int = MOST_READ,
) -> tuple[Pull, ...]:
    """The pull requests, or groups; those into a line on which something is red with what they change.

    red: the heads of those lines, by branch; most: how many are read anew.
    """
    if not config.line.lanes or config.mode == "off":
        return pulls
    asked = [p for p in pulls if p.base in red and p.unread is None]
    missing = [pull for pull in asked if not reader.kept.has(_key(red[pull.base], pull, reader))]
    turns = await _turns(asked, reader)
    new = _first(missing, turns, most)
    turns |= dict.fromkeys((pull.head for pull in new), max(turns.values(), default=0) + 1)
    later = {_key(red[pull.base], pull, reader) for pull in missing}
    later -= {_key(red[pull.base], pull, reader) for pull in new}
    read = [pull for pull in asked if _key(red[pull.base], pull, reader) not in later]
    found = await asyncio.gather(*(_touched(red[pull.base], pull, reader) for pull in read))
    if len(missing) > len(new):
        got = any(reader.kept.has(_key(red[pull.base], pull, reader)) for pull in new)
        why = f"only {most} of {len(missing)} are read in one pass"
        reader.unread.append(Unread(what=LATER if got else f"{LATER} of the others", why=why))
    touches = {(pull.base, pull.branch, pull.number): one for pull, one in zip(read, found, strict=True)}
    return tuple(
        pull.model_copy(update={"touches": touches.get((pull.base, pull.branch, pull.number))})
        for pull in pulls
    )


def _first(missing: list[Pull], turns: dict[str, int], most: int) -> list[Pull]:
    """So many at most: two of three those that could merge soonest, the third those not read for longest.

    What was read is of one head of the line. Without the third, those that could merge soonest would be read again
    whenever that moves, and the others never.
    """
    soonest = sorted(missing, key=lambda pull: (urgency(pull), pull.number))
    chosen, others = soonest[: most - most // 3], soonest[most - most // 3 :]
    return chosen + sorted(others, key=lambda pull: turns.get(pull.head, 0))[: most // 3]


async def _turns(pulls: list[Pull], reader: Reader) -> dict[str, int]:
    """When each head was asked for last, counted in passes; of those that are open still. It is written on."""
    kind = "group" if any(pull.group for pull in pulls) else "pull"

    async def none() -> dict[str, int]:
        return {}

    turns = await reader.kept.get((reader.name, "touched-turns", kind), none)
    for gone in turns.keys() - {pull.head for pull in pulls}:
        del turns[gone]
    return turns


def _key(base: str, pull: Pull, reader: Reader) -> tuple[str, str, str, str]:
    return reader.name, "touched-files", base, pull.head


async def _touched(base: str, pull: Pull, reader: Reader) -> Touched | None:
    """What a head changes; None, and a note, where that could not be read."""

    async def read() -> str:
        known = pull.against_line
        if known is None or (known.base, known.head) != (base, pull.head):
            known = await reader.compare(base, pull.head)
        return "\0".join(_paths(known)) if known.complete else _CUT

    what = f"lanes: files of #{pull.number}"
    told = await reader.attempt(what, reader.kept.get(_key(base, pull, reader), read))
    if told is None:
        return None
    if told == _CUT:
        return Touched(base=base, head=pull.head, complete=False)
    return Touched(base=base, head=pull.head, paths=tuple(told.split("\0")) if told else ())


def _paths(comparison: Comparison) -> list[str]:
    return sorted({path for file in comparison.files for path in (file.path, file.previous or file.path)})
