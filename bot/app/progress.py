"""The bar that a sweep shows at a terminal. Elsewhere, and without `rich`, there is none."""

import sys
from collections.abc import Callable, Generator
from contextlib import contextmanager
from importlib.util import find_spec

from bot.loop.looked import Failed, Looked, unread


def _unseen(_one: Looked | Failed) -> None:
    """Nobody looks."""


def wanted() -> bool:
    """Whether a bar can be seen."""
    return sys.stderr.isatty() and find_spec("rich") is not None


@contextmanager
def progress(total: int) -> Generator[Callable[[Looked | Failed], None]]:
    """A bar on standard error until the block ends; what it gives is told of each repository's end."""
    if not wanted():
        yield _unseen
        return
    from rich.console import Console  # noqa: PLC0415 - the worker installs none
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn  # noqa: PLC0415

    columns = (
        TextColumn("sweep"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("{task.description}"),
    )
    counts = {"stopped": 0, "not read": 0}

    # What is printed meanwhile goes where it is meant to go, not through the bar.
    with Progress(*columns, console=Console(stderr=True), redirect_stdout=False) as bar:
        task = bar.add_task("", total=total)

        def ended(one: Looked | Failed) -> None:
            counts["not read"] += bool(unread(one))
            counts["stopped"] += isinstance(one, Looked) and one.plan.line.status == "blocked"
            told = ", ".join(f"{count} {what}" for what, count in counts.items() if count)
            bar.update(task, advance=1, description=told)

        yield ended
