"""What was said of the blind cases when they were first read, before any family had been written after them.

`python -m tests.diagnosis_cases.first_reading` keeps it, once: a case that has been read is not read again.
"""

import json
import subprocess
import sys
from pathlib import Path

from bot.model.value import Value
from bot.orient.diagnosis import Diagnosis, Kind, diagnose
from tests.diagnosis_cases.kept import BLIND, FOLDER, Kept, read_kept

FILE = FOLDER / "first_reading.jsonl"


class Read(Value):
    """What a reading said of a case: the class, the places, the failing tests; and the code's commit."""

    tool: str
    name: str
    kind: Kind
    errors: tuple[tuple[str, int | None], ...]
    tests: tuple[str, ...]
    commit: str = ""

    @classmethod
    def of(cls, case: Kept, found: Diagnosis, commit: str = "") -> "Read":
        """What a diagnosis says of a case."""
        errors = tuple(dict.fromkeys((e.path, e.line) for e in found.errors))
        return cls(
            tool=case.tool, name=case.name, kind=found.kind, errors=errors, tests=found.tests, commit=commit
        )


def read_first(path: Path = FILE) -> dict[tuple[str, str], Read]:
    """The first readings by tool and case."""
    lines = path.read_text().splitlines() if path.exists() else []
    return {(one.tool, one.name): one for one in map(Read.model_validate_json, lines)}


def main() -> int:
    """Read the blind cases that were never read, and keep what is said; 1 if `bot` is not as it was committed."""
    git = subprocess.run(["git", "status", "--porcelain", "bot"], capture_output=True, text=True, check=True)
    if git.stdout:
        print("commit bot first: a first reading is one of a commit", file=sys.stderr)
        return 1
    head = subprocess.run(["git", "rev-parse", "HEAD"], capture_output=True, text=True, check=True)
    known = read_first()
    new = [case for case in read_kept(BLIND) if (case.tool, case.name) not in known]
    read = [Read.of(case, diagnose(case.log), head.stdout.strip()) for case in new]
    lines = [json.dumps(one.model_dump(), ensure_ascii=False) for one in (*known.values(), *read)]
    FILE.write_text("".join(f"{line}\n" for line in lines))
    print(f"{len(read)} read for the first time, {len(known)} were read before")
    return 0


if __name__ == "__main__":
    sys.exit(main())
