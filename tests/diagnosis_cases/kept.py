"""The kept cases: what went in, what the tool said, what a diagnosis should find. One file a world."""

import gzip
import json
from dataclasses import asdict
from pathlib import Path
from typing import Self

from bot.model.value import Value
from bot.orient.diagnosis import Kind
from tests.diagnosis_cases.case import Case

FOLDER = Path(__file__).parent / "kept"
KEPT_BEFORE = {
    1: ("python", "javascript", "compiled", "others"),
    4: ("reporters",),
    6: ("ways",),
    7: ("practice",),
}
"""The worlds whose cases families were written after, by the round of blind cases that they came before."""
WORLDS = tuple(world for worlds in KEPT_BEFORE.values() for world in worlds)
BLIND = "blind"
"""The world whose cases were read, and the reading kept, before any family had seen them."""


class Kept(Value):
    """A case with the tool's version, how its command ended, and its log."""

    tool: str
    name: str
    files: dict[str, str]
    run: str
    kind: Kind
    errors: tuple[tuple[str, int | None], ...]
    tests: tuple[str, ...]
    version: str
    exit: int
    log: str

    @classmethod
    def of(cls, case: Case, version: str, code: int, log: str) -> Self:
        """A case as it ran."""
        said = {k: v for k, v in asdict(case).items() if k != "pad"}
        return cls.model_validate({**said, "version": version, "exit": code, "log": log})


def read_kept(world: str) -> tuple[Kept, ...]:
    """A world's cases as they were kept; none before the first run."""
    path = FOLDER / f"{world}.jsonl.gz"
    if not path.exists():
        return ()
    return tuple(Kept.model_validate_json(line) for line in gzip.decompress(path.read_bytes()).splitlines())


def all_kept() -> tuple[Kept, ...]:
    """Every world's cases."""
    return tuple(case for world in WORLDS for case in read_kept(world))


def write_kept(world: str, kept: list[Kept]) -> None:
    """Keep a world's cases; the same ones give the same bytes."""
    FOLDER.mkdir(exist_ok=True)
    lines = "".join(json.dumps(k.model_dump(), ensure_ascii=False) + "\n" for k in kept)
    (FOLDER / f"{world}.jsonl.gz").write_bytes(gzip.compress(lines.encode(), 9, mtime=0))
