"""git's trees, as far as it takes to know a tree's id without making it.

GitHub says of every commit which tree it has, so a tree that is known by its id is recognised wherever it
comes from. Source: git-scm.com/book/en/v2/Git-Internals-Git-Objects
"""

import hashlib
from collections.abc import Iterable

from bot.model.value import Value

FOLDER = "40000"


class Entry(Value):
    """What a folder holds under one name: a file, a link, a folder or a submodule, by its mode and id."""

    mode: str
    oid: str

    @property
    def folder(self) -> bool:
        """Whether it is a folder of the repository itself; a submodule is none."""
        return self.mode == FOLDER


def entry(mode: str, oid: str) -> Entry:
    """An entry by its mode as GitHub tells it, `040000` for a folder where git itself writes `40000`."""
    return Entry(mode=mode.lstrip("0"), oid=oid)


def tree_id(entries: Iterable[tuple[str, Entry]]) -> str:
    """The id of the tree that holds these, by name; of none of them, git's empty tree."""
    ordered = sorted((_key(name, one), name.encode(), one) for name, one in entries)
    body = b"".join(
        b"%s %s\0%s" % (one.mode.encode(), name, bytes.fromhex(one.oid)) for _, name, one in ordered
    )
    return hashlib.sha1(b"tree %d\0%s" % (len(body), body), usedforsecurity=False).hexdigest()


def _key(name: str, one: Entry) -> bytes:
    """git sorts a folder as if its name ended with a slash."""
    return name.encode() + (b"/" if one.folder else b"")


class Undone(Value):
    """What the line's tree would be without one of its commits: `tree`, or `why` there is none such.

    `unread`: it could not be told now, because something could not be read.
    """

    commit: str
    tree: str | None = None
    why: str = ""
    unread: bool = False
