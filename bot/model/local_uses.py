"""What a workflow or an action runs from its own repository, as far as its file says: `uses: ./…`.

Read in `observe`, to know which files to read next, and in `orient.used`, to know which must stay as
they are; both must find the same. Source: docs.github.com/en/actions/reference/workflows-and-actions
"""

import posixpath
from functools import lru_cache
from typing import cast

from ruamel.yaml.error import YAMLError

from bot.model.yaml_text import load

MAX_DEPTH = 100
"""Open brackets; scripts within a workflow leave some."""

WORKFLOWS = ".github/workflows/"


@lru_cache(maxsize=256)
def local_uses(text: str) -> tuple[str, ...] | None:
    """The repository paths that a workflow's or action's file uses; None if it is neither.

    `.github/actions/setup`, `.github/workflows/called.yml`, and `.` for the repository's root.
    """
    try:
        top = _mapping(load(text, "safe", MAX_DEPTH))
    except YAMLError:
        return None
    jobs, runs = _mapping(top.get("jobs")), _mapping(top.get("runs"))
    if not jobs and not runs:
        return None
    parts = [_mapping(body) for body in jobs.values()]
    steps = [_mapping(step) for part in (*parts, runs) for step in _items(part.get("steps"))]
    uses = [part.get("uses") for part in (*parts, *steps)]
    local = {use for use in uses if isinstance(use, str) and use.startswith("./")}
    return tuple(sorted({posixpath.normpath(use) for use in local}))


def is_workflow(use: str) -> bool:
    """Whether what is used is a workflow's file, not an action's folder."""
    return use.startswith(WORKFLOWS) and use.endswith((".yml", ".yaml"))


def files_of(use: str) -> tuple[str, ...]:
    """The paths that what is used may have been read from; the last stands for a folder without an action."""
    if is_workflow(use):
        return (use,)
    return tuple(posixpath.normpath(f"{use}/{name}") for name in ("action.yml", "action.yaml", ""))


def _items(node: object) -> list[object]:
    return cast("list[object]", node) if isinstance(node, list) else []


def _mapping(node: object) -> dict[object, object]:
    return cast("dict[object, object]", node) if isinstance(node, dict) else {}
