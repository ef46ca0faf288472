"""Configurations with mistakes, in a call. Neighbour: `building`, one without."""

from bot.model.config import parse
from bot.model.config_text import Invalid


def invalid() -> Invalid:
    """A configuration with a mistake in its second line."""
    found = parse("version: 1\nmod: enforce\n")
    assert isinstance(found, Invalid)
    return found
