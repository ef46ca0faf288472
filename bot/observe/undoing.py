"""What a line's tree would be without one of its commits: by it an exact revert is recognised.

Worked out, not made: of the tree before the commit, after it and of today only those folders are read that
both the commit and something since have changed; everything else is told by ids. What the commit changed
must be untouched since. `decide.restoring` says which commit is certain enough to be taken back.
"""

from dataclasses import dataclass
from itertools import pairwise

from bot.model.config import Config
from bot.model.facts import LineFacts
from bot.model.runs import WINDOW, Commit, Run
from bot.model.trees import FOLDER, Entry, Undone, entry, tree_id
from bot.observe.history import failing, of_line
from bot.observe.runs import Reader

MOST_COMMITS = 3
"""Commits that are looked at: the newest on which something began to fail."""
MOST_FOLDERS = 30
"""Folders that are read for one commit, of three trees each."""


async def read_undone(line: LineFacts, config: Config, reader: Reader) -> LineFacts:
    """The line with what its tree would be without each commit on which something began to fail."""
    found: list[Undone] = []
    for after, before in _breaks(line, config)[:MOST_COMMITS]:
        found.append(await _undone(before, after, line.history[0], reader))
    return line.model_copy(update={"undone": tuple(found)}) if found else line


def _breaks(line: LineFacts, config: Config) -> list[tuple[Commit, Commit]]:
    """The commits on which a job failed that had not failed on the one right before, with that one, newest first.

    None of what passed since: a green line costs nothing. `orient.signals` has the last word on what failed where.
    """
    found: list[tuple[Commit, Commit]] = []
    newer: list[Run] = []
    for after, before in pairwise(line.history[: WINDOW + 1]):
        mine, older = (_of_line(one, line.branch, config) for one in (after, before))
        if any(_begins(run, other, newer) for run in mine for other in older):
            found.append((after, before))
        newer += mine
    return found


def _begins(run: Run, before: Run, newer: list[Run]) -> bool:
    """Whether something failed in a run that had not failed in one on the commit before, and did not pass since."""
    began = failing(run) - (set() if before.conclusion == "success" else failing(before))
    since = [one for one in newer if one.kind == run.kind]
    return before.kind == run.kind and any(not any(_passed(one, name) for one in since) for name in began)


def _passed(run: Run, name: str) -> bool:
    return run.conclusion == "success" or any(
        job.name == name and job.conclusion == "success" for job in run.jobs or ()
    )


def _of_line(commit: Commit, branch: str, config: Config) -> list[Run]:
    return [run for run in commit.runs if of_line(run, branch, config) and run.status == "completed"]


async def _undone(before: Commit, after: Commit, today: Commit, reader: Reader) -> Undone:
    work = _Work(reader)
    try:
        tree = await work.without(before.tree, after.tree, today.tree)
    except _Touched as touched:
        return Undone(commit=after.sha, why=f"{touched} was changed again since")
    except _TooMuch:
        return Undone(commit=after.sha, why="too much was changed since")
    except _Odd:
        return Undone(commit=after.sha, why="a folder cannot be read in full")
    except _Unread:
        return Undone(commit=after.sha, unread=True)
    return Undone(commit=after.sha, tree=tree or tree_id(()))


class _Touched(Exception):
    """A path that the commit changed is not as the commit left it."""


class _TooMuch(Exception):
    """More folders would have to be read than is worth it."""


class _Unread(Exception):
    """A folder could not be read now."""


class _Odd(Exception):
    """A folder is not given as it is, and never will be: it is too long, or holds a name that is no text."""


@dataclass
class _Work:
    """The three-way walk over one commit's change."""

    reader: Reader
    left: int = MOST_FOLDERS

    async def without(
        self, before: str | None, after: str | None, today: str | None, at: str = ""
    ) -> str | None:
        """The folder `today` with what led from `before` to `after` taken back; None where nothing is left.

        All three are ids, None where there is no such folder. at: its path, with a slash at the end.
        """
        if before == after:
            return today
        if after == today:
            return before
        self.left -= 1
        if self.left < 0:
            raise _TooMuch
        old, new, kept = [await self._entries(one) for one in (before, after, today)]
        for name in sorted(old.keys() | new.keys()):
            was, became, stands = old.get(name), new.get(name), kept.pop(name, None)
            back = await self._back(was, became, stands, at + name)
            if back is not None:
                kept[name] = back
        return tree_id(kept.items()) if kept else None

    async def _back(
        self, was: Entry | None, became: Entry | None, stands: Entry | None, path: str
    ) -> Entry | None:
        """What stands under one name once the change is taken back."""
        if was == became:
            return stands
        if became == stands:
            return was
        if any(one is not None and not one.folder for one in (was, became, stands)):
            raise _Touched(path)
        ids = [one.oid if one else None for one in (was, became, stands)]
        oid = await self.without(ids[0], ids[1], ids[2], f"{path}/")
        return Entry(mode=FOLDER, oid=oid) if oid else None

    async def _entries(self, oid: str | None) -> dict[str, Entry]:
        """What a folder holds. It must come to the id it was asked by, so nothing is left out or misread."""
        if oid is None:
            return {}
        listed = await self.reader.attempt(f"pulls: tree {oid[:7]}", _folder(oid, self.reader))
        if listed is None:
            raise _Unread
        if tree_id(listed.items()) != oid:
            raise _Odd
        return listed


async def _folder(oid: str, reader: Reader) -> dict[str, Entry]:
    """The entries of a tree by its id, kept as text: `Kept` counts that."""

    async def read() -> str:
        tree = await reader.get("/repos/{owner}/{repo}/git/trees/{tree_sha}", tree_sha=oid)
        entries = tree["tree"].items() if not tree["truncated"].flag() else ()
        return "\0".join(f"{one['mode'].text()} {one['sha'].text()} {one['path'].text()}" for one in entries)

    text = await reader.kept.get((reader.name, "tree", oid), read)
    parts = (line.split(" ", maxsplit=2) for line in text.split("\0") if line)
    return {name: entry(mode, sha) for mode, sha, name in parts}
