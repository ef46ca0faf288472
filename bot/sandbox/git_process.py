"""The real `git` as a process, in a clean environment: none of the host's configuration.

`git.py` knows what to ask. Answers that cannot change, of objects by their full names, are kept: a process costs more
than all else that the sandbox does.
"""

import os
import re
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path


class GitError(Exception):
    """A git command failed; the text is what git wrote to stderr."""


def environment(extra: Mapping[str, str] | None = None) -> dict[str, str]:
    """The environment git runs in: none of the host's configuration, no prompts."""
    return {
        "PATH": os.environ.get("PATH", "/usr/bin:/bin"),
        "HOME": "/nonexistent",
        "LC_ALL": "C.UTF-8",
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_COMMITTER_NAME": "GitHub",
        "GIT_COMMITTER_EMAIL": "noreply@github.com",
        "GIT_AUTHOR_NAME": "GitHub",
        "GIT_AUTHOR_EMAIL": "noreply@github.com",
        **(extra or {}),
    }


def call(
    repo_path: Path, args: Sequence[str], stdin: bytes | None = None, env: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    """`git <args>` and how it ended. What git says of objects for ever it is asked once."""
    if stdin is None and env is None and _is_settled(args):
        try:
            return _settled(repo_path, tuple(args))
        except _Open as answer:
            return answer.done
    return _run(repo_path, args, stdin, env)


def _run(
    repo_path: Path, args: Sequence[str], stdin: bytes | None, env: Mapping[str, str] | None
) -> subprocess.CompletedProcess[bytes]:
    command = ["git", "-C", str(repo_path), *args]
    return subprocess.run(command, input=stdin or b"", env=environment(env), capture_output=True, check=False)


@dataclass
class _Open(Exception):
    """An answer that may be another one next time (what is not there may come), or that is too long to keep."""

    done: subprocess.CompletedProcess[bytes]


_OF_OBJECTS = (
    "cat-file",
    "diff",
    "diff-tree",
    "ls-tree",
    "merge-base",
    "merge-tree",
    "rev-list",
    "rev-parse",
)
_NAMES_NO_REF = re.compile(
    r"-(?!-(all|branches|tags|remotes|glob|stdin|not)\b).*|blob|commit|"
    r"[0-9a-f]{40}(\.{2,3}[0-9a-f]{40}|\^\{\w*\}|:.*)?",
    re.DOTALL,
)
_LONG = 64 * 1024
"""Bytes of an answer that is not kept."""


def _is_settled(args: Sequence[str]) -> bool:
    """Whether git is asked of objects by their full names alone: what it says of them it says for ever."""
    revisions = args[1 : args.index("--") if "--" in args else None]
    return args[0] in _OF_OBJECTS and all(_NAMES_NO_REF.fullmatch(word) for word in revisions)


@lru_cache(maxsize=4_000)
def _settled(repo_path: Path, args: tuple[str, ...]) -> subprocess.CompletedProcess[bytes]:
    done = _run(repo_path, args, None, None)
    if done.returncode or len(done.stdout) > _LONG:
        raise _Open(done)
    return done


def run_bytes(
    repo_path: Path, *args: str, stdin: bytes | None = None, env: Mapping[str, str] | None = None
) -> bytes:
    """What `git <args>` wrote to stdout; GitError on a non-zero exit."""
    done = call(repo_path, args, stdin, env)
    if done.returncode:
        raise GitError(done.stderr.decode(errors="replace").strip() or f"git {args[0]}: {done.returncode}")
    return done.stdout


def run(repo_path: Path, *args: str, stdin: str | None = None, env: Mapping[str, str] | None = None) -> str:
    """What `git <args>` wrote to stdout, as text; GitError on a non-zero exit."""
    data = None if stdin is None else stdin.encode("utf-8", "surrogateescape")
    return run_bytes(repo_path, *args, stdin=data, env=env).decode("utf-8", "replace")


def succeeds(repo_path: Path, *args: str) -> bool:
    """Whether `git <args>` exits with 0."""
    return call(repo_path, args, None, None).returncode == 0
