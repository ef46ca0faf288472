"""Fixer `autofix`: runs the repository's own fixing commands (`fix.autofix` in its configuration).

A command's exit code says little (linters exit 1 when something is left to do), so what counts is
what changed; only a command that cannot be run at all, or takes too long, is a failure.
"""

import os
import subprocess
import time
from pathlib import Path

from bot.model.effects import Order
from bot.worker.fixers.failure import FixFailed
from bot.worker.job import say

LIMIT = 600
"""Seconds for all commands together."""
NOT_FOUND = 127

_OURS = ("ANDON_", "ACTIONS_", "GITHUB_", "INPUT_", "RUNNER_")


def fix(checkout: Path, order: Order) -> None:
    """Run the order's commands, one after the other, in the checkout."""
    until = time.monotonic() + LIMIT
    for command in order.commands:
        say(f"$ {command}")
        left = until - time.monotonic()
        try:
            done = subprocess.run(
                ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", command],
                cwd=checkout,
                env=_environment(),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                timeout=max(left, 1),
                check=False,
            )
        except subprocess.TimeoutExpired as error:
            raise FixFailed(f"`{command}` was still running after {LIMIT} s in all") from error
        say(done.stdout.decode("utf-8", "replace")[-20_000:])
        if done.returncode == NOT_FOUND:
            raise FixFailed(f"`{command}` cannot be run: install it in the repository's setup")
        say(f"(exit code {done.returncode})")


def _environment() -> dict[str, str]:
    """The environment without anything that could speak for the job."""
    return {name: value for name, value in os.environ.items() if not name.startswith(_OURS)}
