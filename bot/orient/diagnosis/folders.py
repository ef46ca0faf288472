"""In which folder of the repository each line was said, where the log tells it.

make and Ninja say which one they enter, npm, pnpm and Yarn in which package a script ran, and `woven` knows the
folders of scripts that ran side by side. What a tool prints is relative to the folder that it ran in.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence

from bot.orient.diagnosis.lines import Log
from bot.orient.diagnosis.paths import in_repository
from bot.orient.diagnosis.said import FOLDERS

_MOVES = re.compile(
    r"(?:\S{0,200}make|gmake|ninja)(?:\[\d{1,4}\])?: (?P<way>Entering|Leaving) directory "
    r"[`'\"‘](?P<folder>[^'\"’]{1,400})['\"’]$"
)
_RUNS = re.compile(
    r"> @?[\w./-]{1,200}@\S{0,60} [\w:.-]{1,60}(?: (?P<folder>(?:[A-Za-z]:[\\/]|/)\S{1,400}))?$"
)
_RAN = re.compile(r"npm (?:ERR!|error) location (?P<folder>\S{1,400})$")
_YARN = re.compile(r"yarn run v\d|Directory: (?P<folder>(?:[A-Za-z]:[\\/]|/)\S{1,400})$")
"""How Yarn begins a script, and where it ran, which it says once one of a workspace failed."""
_SCRIPTS = re.compile(rb"> @?[\w./-]{1,200}@\d")


class Folders:
    """The folders of a log's lines, relative to the repository; the empty text where none is told."""

    def __init__(self, log: Log, root: str | None, known: Sequence[tuple[int, str]] = ()) -> None:
        self._root = root
        self._found: dict[int, str] = dict(known)
        inside: list[str] = []
        began = yarn = -1
        made = ""  # where make is, in which a package's script runs if it does not say otherwise
        runs = _SCRIPTS.search(log.said.raw) is not None
        scripts = {text for text in log.said.texts if text[:2] == "> "} if runs else set[str]()
        for i in log.said.places(scripts | log.said.holding(*FOLDERS)):
            line = log.lines[i]
            if moved := _MOVES.match(line):
                _move(inside, moved["way"], moved["folder"].rstrip("/"))
                self._found[i] = made = self._within(inside[-1], inside[0]) if inside else ""
            elif ran := _RUNS.match(line):
                began = i
                self._found[i] = self._within(ran["folder"], "") if ran["folder"] else made
            elif began >= 0 and (ran := _RAN.match(line)):
                self._found[began] = self._within(ran["folder"], "")
            elif (ran := _YARN.match(line)) and not ran["folder"]:
                if yarn in self._found:
                    self._found[i] = made
                yarn = i
            elif ran and yarn >= 0 and log.lines[i - 1].startswith("Arguments: "):
                self._found[yarn] = self._within(ran["folder"], "")
        self._starts = sorted(self._found)

    def of(self, at: int) -> str:
        """The folder of the line at an index."""
        place = bisect_right(self._starts, at) - 1
        return self._found[self._starts[place]] if place >= 0 else ""

    def path(self, path: str, at: int) -> str:
        """A path that was told at a line, from the repository's root."""
        folder = self.of(at)
        plain = path.replace("\\", "/")
        return path if not folder or _is_absolute(plain) or "://" in plain else f"{folder}/{plain}"

    def _within(self, folder: str, top: str) -> str:
        """A folder from the repository's root, or else from the folder that was entered first."""
        folder = folder.replace("\\", "/")
        if not _is_absolute(folder):
            return folder
        inside = in_repository(f"{folder}/", self._root).rstrip("/")
        if not _is_absolute(inside):
            return inside
        return folder[len(top) + 1 :] if top and folder.startswith(f"{top}/") else ""


def _is_absolute(path: str) -> bool:
    """Whether a path with slashes begins at the root, or at a drive of Windows."""
    return path.startswith("/") or path[1:2] == ":"


def _move(inside: list[str], way: str, folder: str) -> None:
    """Enter a folder, or leave it, wherever it was entered."""
    if way == "Entering":
        inside.append(folder)
    elif folder in inside:
        del inside[len(inside) - 1 - inside[::-1].index(folder)]
