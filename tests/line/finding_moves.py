"""What a pass does to branches and merge queues at a look, in the words in which a story would expect it.

Neighbour: `finding`, everything else that is the case at a look.
"""

import re
from collections.abc import Iterator

from bot.model.after_green import EnqueuePull, UpdatePull
from tests.line.finding import Seen


def find_updates(seen: Seen, _m: re.Match[str]) -> str:
    """The branches that are brought up to date, in the order in which that is done."""
    numbers = [f"#{one.number}" for one in seen.world.moves if isinstance(one, UpdatePull)]
    return f"update of {' and '.join(numbers)}" if numbers else "no update"


def other_updates(m: re.Match[str]) -> Iterator[str]:
    yield "update of #999"
    yield "no update" if m[0] != "no update" else "update of #7"


def find_requeued(seen: Seen, _m: re.Match[str]) -> str:
    """What goes back into its merge queue."""
    numbers = [f"#{one.number}" for one in seen.world.moves if isinstance(one, EnqueuePull)]
    return f"back into the queue: {' and '.join(numbers) or 'nothing'}"


def other_requeued(m: re.Match[str]) -> Iterator[str]:
    yield "back into the queue: #999"
    yield "back into the queue: nothing" if not m[0].endswith("nothing") else "back into the queue: #7"
