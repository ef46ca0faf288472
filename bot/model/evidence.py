"""What a stop rests on and what it costs, in counts: told on the incident, kept in its record."""

from pydantic import AwareDatetime

from bot.model.value import Stored

MOST_HELD = 2000
"""Pull requests of one stop whose numbers are kept; a record's comment has room for no more."""
MOST_STOPS = 20
"""Past stops of a line whose lengths are kept."""


class Evidence(Stored):
    """What speaks for a red signal's suspect.

    `failures` are the failed attempts since, `passes` the commits in a row on which it passed before, the
    newest of them `passed`; `between` it and the suspect lie so many commits of which nothing is known.
    `same` is whether the attempts failed in the same way, as far as their logs were read (None: unknown).
    """

    failures: int = 1
    passes: int = 0
    passed: str | None = None
    between: int = 0
    same: bool | None = None


class Held(Stored):
    """The pull requests that a stop held at one time or another, and how many were ready when last counted.

    `ejected` are those of them that left a merge queue by it.
    """

    pulls: tuple[int, ...] = ()
    ejected: tuple[int, ...] = ()
    ready: int = 0
    at: AwareDatetime


class Usual(Stored):
    """How long stops of this line lasted: the median of so many, in seconds."""

    seconds: int
    of: int
