"""What pull requests and merge groups change, where the configuration names lanes and something is red.

By a comparison of the line's head with theirs, both by their commits: a pull request's own list of files is of no
commit, so that whoever pushes while it is read would be judged by another one. Why else:
docs/decisions/0032-lanes-narrow-a-stop.md.
"""

import asyncio

from bot.model.config import Config
from bot.model.facts import Comparison, LineFacts, Pull, Unread
from bot.model.lanes import Touched
from bot.observe.proofs import failed_outside, suspects
from bot.observe.runs import Reader

MOST_READ = 300
"""Pull requests that are read anew in one pass; the others are read by the passes after it."""
_CUT = "/"
"""Kept where GitHub lists no more files: no path is so."""


async def read_touched(
    pulls: tuple[Pull, ...],
    lines: tuple[LineFacts, ...],
    config: Config,
    reader: Reader,
    most: int = MOST_READ,
) -> tuple[Pull, ...]:
    """The pull requests, or groups; those into a line on which something failed lately with what they change.

    most: how many are read anew.
    """
    if not config.line.lanes or config.mode == "off":
        return pulls
    red = {
        line.branch: line.history[0].sha
        for line in lines
        if suspects(line, config) or failed_outside(line, config)
    }
    asked = sorted((p for p in pulls if p.base in red and p.unread is None), key=_turn)
    new = [pull for pull in asked if not reader.kept.has(_key(red[pull.base], pull, reader))]
    if len(new) > most:
        why = f"only {most} of {len(new)} are read in one pass"
        reader.unread.append(Unread(what="lanes: files", why=why))
    later = {_key(red[pull.base], pull, reader) for pull in new[most:]}
    read = [pull for pull in asked if _key(red[pull.base], pull, reader) not in later]
    found = await asyncio.gather(*(_touched(red[pull.base], pull, reader) for pull in read))
    touches = {(pull.base, pull.branch, pull.number): one for pull, one in zip(read, found, strict=True)}
    return tuple(
        pull.model_copy(update={"touches": touches.get((pull.base, pull.branch, pull.number))})
        for pull in pulls
    )


def _turn(pull: Pull) -> tuple[bool, int]:
    """Those that could merge are read first."""
    return pull.draft or pull.conflicting, pull.number


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
