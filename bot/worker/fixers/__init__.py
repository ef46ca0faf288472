"""Fixers that run in a worker, one module each, found through `FIXERS` alone.

To add one: a module with a function `(Path, Order) -> None` that changes files in the checkout, a row
here, a row in `decide.ladder.RUNGS`, its test and its page in docs/fixers. Fixers do not know of each
other, hold no credentials, and raise `FixFailed` when they cannot do what they are for.
"""

from collections.abc import Callable
from pathlib import Path

from bot.model.effects import Order
from bot.worker.fixers import autofix

FIXERS: dict[str, Callable[[Path, Order], None]] = {
    "autofix": autofix.fix,
}
