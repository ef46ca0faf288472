"""What stands in a log for lines that were not kept, and which number a line that was kept had before.

`observe.logs` leaves them out; who is shown a line with its number shall find it in the whole log.
"""

import re
from bisect import bisect_left
from collections.abc import Callable
from itertools import accumulate

_GAP = re.compile(r"^\[\.\.\. (\d{1,9}) lines? left out \.\.\.\]$", re.MULTILINE)


def gap(lines: int) -> str:
    """A line that tells of so many left out, on a line of its own wherever it is put."""
    return f"\n[... {lines} {'line' if lines == 1 else 'lines'} left out ...]\n"


def numbering(text: str) -> Callable[[int], int]:
    """The number of a line of this text → its number in the log that the text was made of."""
    found = list(_GAP.finditer(text))
    places = [text.count("\n", 0, one.start()) + 1 for one in found]
    lost = (int(one[1]) - 2 for one in found)  # a gap has two line ends of its own
    added = list(accumulate(lost, initial=0))
    return lambda number: number + added[bisect_left(places, number)]
