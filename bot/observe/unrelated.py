"""What pull requests change that may be unrelated to a red line, though nothing may have run on them.

Read only where the configuration calls something unrelated and something has failed on the line lately. Which
files a head touches is asked of many pull requests at once and kept for the two heads, its own and the line's: a
line that is set back leaves it elsewhere. Only those that touch nothing else are compared with the line's head.
"""

import asyncio
from collections.abc import Mapping

from bot.github.documents import TOUCHED
from bot.github.node import Node
from bot.model.config import Config
from bot.model.facts import Pull
from bot.model.paths import matches
from bot.observe.runs import MAX_PAGES, Reader

MANY = "/"
"""Kept for a pull request of more files than are asked for; no path is so."""


async def read_unrelated(
    pulls: tuple[Pull, ...], red: Mapping[str, str], config: Config, reader: Reader
) -> tuple[Pull, ...]:
    """The pull requests, or groups; those that may touch only what is unrelated with what they change.

    red: the heads of the lines on which something is red, by branch.
    """
    if not config.line.unrelated or not red:
        return pulls
    for base in sorted(red):
        mine = [pull for pull in pulls if pull.base == base and not pull.group]
        await _ask((base, red[base]), mine, reader)

    async def read(pull: Pull) -> Pull:
        if pull.base not in red or pull.against_line is not None or pull.unread is not None:
            return pull
        touched = None if pull.group else await _touched(pull, red[pull.base], reader)
        if touched is not None and not all(_named(path, config) for path in touched):
            return pull
        if touched is None and not pull.group:
            return _unread(pull)
        found = await reader.comparison(red[pull.base], pull.head)
        return _unread(pull) if found is None else pull.model_copy(update={"against_line": found})

    return tuple(await asyncio.gather(*(read(pull) for pull in pulls)))


def _named(path: str, config: Config) -> bool:
    return path != MANY and matches(path, config.line.unrelated)


def _unread(pull: Pull) -> Pull:
    return pull.model_copy(update={"paths_unread": True})


def _key(number: int, head: str, line: str, reader: Reader) -> tuple[str, str, int, str, str]:
    return reader.name, "touched", number, head, line


async def _ask(line: tuple[str, str], pulls: list[Pull], reader: Reader) -> None:
    """Keep what the heads touch of which that is not known yet. line: its branch, and its head."""
    base, sha = line
    after: str | None = None
    for _ in range(MAX_PAGES):
        if all(reader.kept.has(_key(pull.number, pull.head, sha, reader)) for pull in pulls):
            return
        listed = await reader.query(f"pulls: files into {base}", TOUCHED, {"base": base, "after": after})
        if listed is None:
            return
        for node in listed["pullRequests"]["nodes"]:
            await _keep(node, sha, reader)
        if not listed["pullRequests"]["pageInfo"]["hasNextPage"].flag():
            return
        after = listed["pullRequests"]["pageInfo"]["endCursor"].text()


async def _keep(node: Node, line: str, reader: Reader) -> None:
    """Keep the paths of one pull request as text; none where GitHub lists none, or not all."""

    async def told() -> str:
        files = node["files"]
        if not files or files["pageInfo"]["hasNextPage"].flag():
            return MANY
        return "\0".join(file["path"].text() for file in files["nodes"])

    await reader.kept.get(_key(node["number"].number(), node["headRefOid"].text(), line, reader), told)


async def _touched(pull: Pull, line: str, reader: Reader) -> tuple[str, ...] | None:
    """The paths that a head touches as far as GitHub says, None where that is not known."""
    key = _key(pull.number, pull.head, line, reader)
    if not reader.kept.has(key):
        return None

    async def known() -> str:
        return ""

    return tuple((await reader.kept.get(key, known)).split("\0"))
