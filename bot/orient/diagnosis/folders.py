"""In which folder of the repository each line was said, where the log tells it: make and Ninja do.

What a compiler prints is relative to the folder that it ran in.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence

from bot.orient.diagnosis.paths import in_repository

_SAYS = " directory "
_MOVES = re.compile(
    r"(?:\S{0,200}make|gmake|ninja)(?:\[\d{1,4}\])?: (?P<way>Entering|Leaving) directory "
    r"[`'\"‘](?P<folder>[^'\"’]{1,400})['\"’]$"
)


class Folders:
    """The folders of a log's lines, relative to the repository; the empty text where none is told."""

    def __init__(self, lines: Sequence[str], root: str | None) -> None:
        self._starts: list[int] = []
        self._names: list[str] = []
        inside: list[str] = []
        top = ""
        for i in [i for i, line in enumerate(lines) if _SAYS in line]:
            moved = _MOVES.match(lines[i])
            if moved is None:
                continue
            folder = moved["folder"].rstrip("/")
            top = top or folder
            if moved["way"] == "Entering":
                inside.append(folder)
            elif folder in inside:
                del inside[len(inside) - 1 - inside[::-1].index(folder)]
            self._starts.append(i)
            self._names.append(_within(inside[-1], top, root) if inside else "")

    def of(self, at: int) -> str:
        """The folder of the line at an index."""
        place = bisect_right(self._starts, at) - 1
        return self._names[place] if place >= 0 else ""

    def path(self, path: str, at: int) -> str:
        """A path that was told at a line, from the repository's root."""
        folder = self.of(at)
        plain = path.replace("\\", "/")
        absolute = plain.startswith("/") or plain[1:2] == ":" or "://" in plain
        return path if absolute or not folder else f"{folder}/{plain}"


def _within(folder: str, top: str, root: str | None) -> str:
    """A folder from the repository's root, or else from the folder that was entered first."""
    if not folder.startswith("/"):
        return folder
    inside = in_repository(f"{folder}/", root).rstrip("/")
    if not inside.startswith("/"):
        return inside
    return folder[len(top) + 1 :] if folder.startswith(f"{top}/") else ""
