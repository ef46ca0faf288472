"""The titles that GitHub gives to what it merges and squashes: all that a commit says of its pull request."""

import re

_MERGED = re.compile(r"Merge pull request #(\d{1,9})\b|.*\(#(\d{1,9})\)$")


def merged_pull(title: str) -> int | None:
    """The number of the pull request that a commit came by, None if it was pushed, as far as its title tells."""
    found = _MERGED.match(title)
    return int(found[1] or found[2]) if found else None
