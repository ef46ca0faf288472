"""`concurrency:` at the workflow's level, as far as it cancels.

A run whose group has another one in progress cancels that one if `cancel-in-progress` says so.
Without it GitHub lets the newer run wait; here it runs beside the older one, which no caller minds.
"""

from collections.abc import Iterable
from typing import cast

from bot.sandbox.actions.contexts import github_context
from bot.sandbox.actions.evaluate import as_text, truthy
from bot.sandbox.actions.life import Life
from bot.sandbox.actions.plan import Scope
from bot.sandbox.actions.templates import render
from bot.sandbox.actions.workflow import Table
from bot.sandbox.store import Run, World


def superseded(lives: Iterable[Life], world: World, run: Run, root: Scope) -> list[Run]:
    """The runs in progress that `run` replaces."""
    group, cancels = _group(world, run, root)
    if not group or not cancels:
        return []
    return [
        life.run
        for life in lives
        if life.run.repo is run.repo
        and life.run is not run
        and _group(world, life.run, life.root)[0].lower() == group.lower()
    ]


def _group(world: World, run: Run, root: Scope) -> tuple[str, bool]:
    given = root.file.concurrency
    if given is None:
        return "", False
    contexts = {"github": github_context(world, run, root.file), "inputs": root.inputs, "vars": {}}
    value = render(given, contexts)
    if not isinstance(value, dict):
        return as_text(value), False
    table = cast(Table, value)
    return as_text(table.get("group")), truthy(table.get("cancel-in-progress", False))
