"""Messages as tools' sources and documentation have them, a module for each kind of tools."""

from bot.orient.diagnosis import Kind

Place = tuple[str, int | None]
Row = tuple[str, str, Kind, str | None, tuple[Place, ...], tuple[str, ...]]
"""A name, the log, and what is to be told of it: class, tool, places, tests."""
