"""The invisible lines by which Andon tells its own words in issues and comments."""

from datetime import datetime

from bot.model.jobs import Key


def key_marker(key: Key) -> str:
    """The invisible line that ties an issue to its key."""
    return f"<!-- andon:key {key.digest} -->"


def story_marker(digest: str) -> str:
    """The invisible line that says which story an issue's body tells."""
    return f"<!-- andon:story {digest} -->"


def dead_letter_marker(begun: datetime) -> str:
    """The invisible line in the comment that hands a job to people: one for each climb of the ladder."""
    return f"<!-- andon:dead-letter {begun:%Y-%m-%dT%H:%M:%SZ} -->"
