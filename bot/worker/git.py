"""git in a checkout, with a clean environment, no configuration or attributes but the repository's own."""

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

TIMEOUT = 120
"""Seconds for one git command."""

STAGED = (
    "diff-index",
    "--cached",
    "--no-color",
    "--no-renames",
    "--no-ext-diff",
    "--no-textconv",
    "--ignore-submodules=none",
)
"""What is staged against a commit, all of it. Plumbing, because a configuration may have set how
`git diff` looks; a repository's `.gitmodules` may say that a submodule's moves are not to be shown.
Source: git-scm.com/docs/diff-config, git-scm.com/docs/gitmodules
"""


class GitFailed(Exception):
    """A git command failed; the text is what it said."""


def git(
    checkout: Path, *arguments: str, stdin: bytes | None = None, env: Mapping[str, str] | None = None
) -> bytes:
    """Run git; what it printed. Hooks do not run: a checkout's hooks are not ours to trust."""
    clean = {
        "PATH": os.environ.get("PATH", "/usr/bin:/bin"),
        "HOME": os.environ.get("HOME", "/nonexistent"),
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_CONFIG_GLOBAL": "/dev/null",
        "GIT_CONFIG_SYSTEM": "/dev/null",
        "GIT_ATTR_NOSYSTEM": "1",
        "LC_ALL": "C.UTF-8",
        **(env or {}),
    }
    command = [
        "git",
        "-c",
        "core.hooksPath=/dev/null",
        "-c",
        "core.fsmonitor=false",
        "-c",
        "core.attributesFile=/dev/null",  # else git reads one from the home folder
        "--literal-pathspecs",  # a file may be called `:(exclude)*`
        "-C",
        str(checkout),
        *arguments,
    ]
    try:
        done = subprocess.run(
            command, input=stdin, env=clean, capture_output=True, timeout=TIMEOUT, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise GitFailed(f"git {arguments[0]} took more than {TIMEOUT} s") from error
    if done.returncode:
        raise GitFailed(f"git {arguments[0]}: {done.stderr.decode('utf-8', 'replace').strip()[:2000]}")
    return done.stdout
