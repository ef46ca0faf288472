"""A real checkout with a few files, and a step's surroundings as Actions gives them."""

import os
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from bot.model.effects import Order
from bot.worker.job import Job
from tests.workers import read_outputs

FILES = {
    "app.py": "x = 'broken'\n",
    "data.bin": b"\x00\x01\x02",
    "old.txt": "old\n",
    "tests/test_app.py": "def test_x():\n    assert True\n\n\ndef test_y():\n    assert 1\n",
    ".github/workflows/ci.yml": "on: push\n",
    ".gitignore": "ignored/\n",
}
ORDER = Order(
    issue=7,
    attempt=1,
    rung="autofix",
    base="0" * 40,
    branch="andon/7-1",
    commands=("sed -i s/broken/mended/ app.py",),
    reds=("CI / test",),
    title="Fix main: CI / test",
)


@dataclass
class Desk:
    """A checkout, and jobs in it."""

    checkout: Path
    output: Path
    env: dict[str, str] = field(default_factory=dict[str, str])

    def job(self, order: Order | None = None, /, **env: str) -> Job:
        """A step's surroundings, with the order of `ORDER` unless another is given."""
        return Job(
            {
                "GITHUB_WORKSPACE": str(self.checkout),
                "GITHUB_OUTPUT": str(self.output),
                "ANDON_ORDER": (order or ORDER).model_dump_json(),
                **self.env,
                **env,
            }
        )

    def outputs(self) -> dict[str, str]:
        """What the step has put out."""
        return read_outputs(self.output)

    def git(self, *arguments: str, stdin: bytes | None = None) -> str:
        """git in the checkout; what it printed."""
        return git(self.checkout, *arguments, stdin=stdin)

    def patch(self, changes: Mapping[str, str | bytes | None]) -> bytes:
        """The patch that makes these changes (None deletes), leaving the checkout as it was."""
        write(self.checkout, changes)
        self.git("add", "--all")
        made = git_bytes(self.checkout, "diff", "--cached", "--binary", "HEAD")
        self.git("reset", "--quiet", "--hard", "HEAD")
        return made


def git_bytes(folder: Path, *arguments: str, stdin: bytes | None = None) -> bytes:
    """git as a person with no configuration."""
    env = {
        "PATH": os.environ["PATH"],
        "HOME": str(folder),
        "GIT_CONFIG_GLOBAL": "/dev/null",
        **{
            f"GIT_{who}_{what}": "t@example.org"
            for who in ("AUTHOR", "COMMITTER")
            for what in ("NAME", "EMAIL")
        },
    }
    done = subprocess.run(
        ["git", "-C", str(folder), *arguments], input=stdin, env=env, check=True, capture_output=True
    )
    return done.stdout


def git(folder: Path, *arguments: str, stdin: bytes | None = None) -> str:
    """The same, as text."""
    return git_bytes(folder, *arguments, stdin=stdin).decode().strip()


def write(folder: Path, files: Mapping[str, Any]) -> None:
    """Write files; None deletes."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if text is None:
            path.unlink()
        else:
            path.write_bytes(text if isinstance(text, bytes) else text.encode())


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A checkout of one commit."""
    checkout = tmp_path / "work"
    checkout.mkdir()
    git(checkout, "init", "--quiet", "--initial-branch=main", ".")
    write(checkout, FILES)
    git(checkout, "add", "--all")
    git(checkout, "commit", "--quiet", "--message", "First commit")
    output = tmp_path / "output"
    output.touch()
    return Desk(checkout, output)
