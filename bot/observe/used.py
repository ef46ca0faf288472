"""The files that red workflows use from their repository, and those that these use in turn.

What is left out, for there is too much of it or it could not be read, is unknown to `orient.used`.
"""

import asyncio
from collections.abc import Awaitable, Callable

from bot.model.facts import WorkflowFile
from bot.model.local_uses import files_of, is_workflow, local_uses

DEEPEST = 5
MOST = 20
"""Files and folders in all."""

Read = Callable[[str], Awaitable[WorkflowFile | None]]


async def read_used(
    files: tuple[WorkflowFile, ...], workflow: Read, action: Read
) -> tuple[WorkflowFile, ...]:
    """What these files use: `workflow` reads a file by its path, `action` one by its folder's."""
    known = {file.path for file in files}
    found: list[WorkflowFile] = []
    asked: set[str] = set()
    latest = files
    for _ in range(DEEPEST):
        named = {use for file in latest for use in local_uses(file.text or "") or ()}
        inside = {use for use in named - asked if not use.startswith("..") and not known & set(files_of(use))}
        new = sorted(inside)[: MOST - len(asked)]
        asked |= set(new)
        read = await asyncio.gather(*(workflow(use) if is_workflow(use) else action(use) for use in new))
        latest = tuple(file for file in read if file is not None)
        known |= {file.path for file in latest}
        found += latest
    return tuple(found)
