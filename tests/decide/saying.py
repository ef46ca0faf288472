"""What people say, in a call: comments as observed, commands as recorded."""

from typing import Any

from bot.model.commands import Command, Proposed, Said, Verb
from tests.building import minutes

HEX = "3f2c1ab" + "0" * 33
"""The head of a pull request on which something is said."""


def said(body: str, **facts: Any) -> Said:
    """A comment of a maintainer's on issue 5, a minute ago."""
    given: dict[str, Any] = {
        "comment": 70,
        "issue": 5,
        "author": "carol",
        "at": minutes(-1),
        "body": body,
        "role": "maintain",
    }
    return Said(**(given | facts))


def on_pull(number: int, body: str, **facts: Any) -> Said:
    """The same on a pull request of bob's into main."""
    proposed = Proposed(base="main", head=HEX, by=("bob",))
    return said(body, **({"issue": number, "proposed": proposed} | facts))


def command(verb: Verb, **facts: Any) -> Command:
    """A command that carol gave two minutes ago; what ends by itself ends in an hour."""
    given: dict[str, Any] = {
        "verb": verb,
        "who": "carol",
        "at": minutes(-2),
        "why": "so",
        "comment": 60,
        "issue": 5,
        "until": minutes(60) if verb in ("start", "wrong", "pass") else None,
    }
    return Command(**(given | facts))
