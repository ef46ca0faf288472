"""Which local folder stands for each action that a job uses.

Three sources: the stand-ins beside this module (for actions/checkout and its like), the folders that
the sandbox was given, and the repository itself (`./path`). Nothing is ever fetched from elsewhere;
an action that is in none of them fails the job, in GitHub's words.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from bot.sandbox.actions.workflow import Table, WorkflowError, load

STANDINS = Path(__file__).parent / "standins"
_USES = re.compile(r"(?P<repo>[^/@]+/[^/@]+)(?P<sub>/[^@]+)?@(?P<ref>.+)")


class UnknownAction(Exception):
    """An action cannot be resolved; the message is GitHub's."""


@dataclass(frozen=True)
class Shelf:
    """Where actions are looked for. `read` gives a file of the repository that runs."""

    folders: Mapping[str, Path]
    read: Callable[[str], str | None]

    def substitutes(self, steps: list[Table]) -> dict[str, Path]:
        """`owner/repo@ref` → folder for all that `steps` use, directly or not."""
        found: dict[str, Path] = {}
        self._collect(_uses(steps), self.read, found)
        return found

    def _collect(
        self, wanted: Iterator[str], local: Callable[[str], str | None], found: dict[str, Path]
    ) -> None:
        for uses in wanted:
            if uses.startswith("./"):
                self._collect(_nested(_definition(local, uses[2:].rstrip("/"))), local, found)
                continue
            named = _USES.fullmatch(uses)
            folder = self._folder(named["repo"]) if named else None
            if named is None or folder is None:
                raise UnknownAction(f"Unable to resolve action `{uses}`, repository not found")
            key = f"{named['repo']}@{named['ref']}"
            text = _definition(_reader(folder), (named["sub"] or "").strip("/"))
            if text is None:
                raise UnknownAction(
                    f"Can't find 'action.yml', 'action.yaml' or 'Dockerfile' for action '{uses}'."
                )
            found[key] = folder
            self._collect(_nested(text), _reader(folder), found)

    def _folder(self, repo: str) -> Path | None:
        for name, folder in self.folders.items():
            if name.lower() == repo.lower():
                return folder
        standin = STANDINS / repo.lower().replace("/", "-")
        return standin if standin.is_dir() else None


def _uses(steps: list[Table]) -> Iterator[str]:
    return (str(step["uses"]) for step in steps if step.get("uses"))


def _nested(text: str | None) -> Iterator[str]:
    """What a composite action uses; a missing or broken one is act's to report."""
    try:
        runs: Any = load(text).get("runs") if text else None
    except WorkflowError:
        runs = None
    steps = cast(Table, runs).get("steps") if isinstance(runs, dict) else None
    return _uses(cast(list[Table], steps or []))


def _definition(read: Callable[[str], str | None], folder: str) -> str | None:
    for name in ("action.yml", "action.yaml"):
        text = read(f"{folder}/{name}" if folder else name)
        if text is not None:
            return text
    return None


def _reader(folder: Path) -> Callable[[str], str | None]:
    def read(path: str) -> str | None:
        file = folder / path
        return file.read_text() if file.is_file() else None

    return read
