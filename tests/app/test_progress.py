"""The bar of a sweep: shown at a terminal, and to nobody else."""

import json
import os
import pty
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.app.conftest import environment
from tests.app.test_reconcile import another
from tests.rig import Rig, pull


def at_terminal(rig: Rig, *arguments: str, **changed: str) -> tuple[str, str]:
    """What a command writes to standard output, and what standard error shows at a terminal."""
    terminal, inner = pty.openpty()
    env: dict[str, Any] = {**environment(rig.gh, rig.app), "TERM": "xterm", "COLUMNS": "100", **changed}
    command = (sys.executable, "-m", "bot", *arguments)
    with subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=inner) as process:
        os.close(inner)
        shown = b""
        while True:
            try:
                part = os.read(terminal, 4096)
            except OSError:  # Linux's way of saying that the other end is closed
                break
            shown += part
        assert process.stdout is not None
        said = process.stdout.read().decode()
    os.close(terminal)
    return said, shown.decode()


@pytest.mark.deep
def test_at_a_terminal_a_bar_shows_how_far_the_sweep_is(rig: Rig) -> None:
    pull(rig, "topic")
    rig.gh.break_field("Repository.nameWithOwner", repo=another(rig, "acme/odd"))
    said, shown = at_terminal(rig, "reconcile")
    assert ("2/2", "1 not read", False) == (
        "2/2" * ("2/2" in shown),
        "1 not read" * ("1 not read" in shown),
        '"event"' in shown,
    )
    assert "2 repositories: 1 could not be read, 1 needs attention" == said.splitlines()[-1]


def test_at_a_terminal_the_ledger_still_goes_to_its_file(rig: Rig, tmp_path: Path) -> None:
    pull(rig, "topic")
    rig.gh.idle()
    at_terminal(rig, "reconcile", ANDON_LEDGER=str(tmp_path / "ledger"))
    (event,) = (json.loads(line) for line in (tmp_path / "ledger").read_text().splitlines())
    assert ["write-cord"] == event["effects_done"]
