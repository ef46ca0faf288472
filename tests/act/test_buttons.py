"""Which buttons a cord has: only where it holds somebody, and only what would be of use."""

from typing import Any

import pytest

from bot.act.buttons import on_cord
from bot.model.commands import Command
from bot.model.telling import Course
from tests.act.telling import verdict
from tests.building import minutes

STOP = Command(verb="stop", who="bob", at=minutes(0), why="fire", comment=1, issue=1)


@pytest.mark.parametrize(
    ("kind", "facts", "expected"),
    [
        ("stopped", {}, ["pass", "wrong", "retry"]),
        ("stopped", {"course": Course(filed=False)}, ["pass", "wrong"]),
        ("stopped", {"said": STOP}, ["pass", "start"]),
        ("stopped", {"advisory": True}, []),
        ("confirming", {}, []),
        ("proven", {}, []),
        ("running", {}, []),
    ],
)
def test_a_cord_has_the_buttons_that_are_of_use(
    kind: str, facts: dict[str, Any], expected: list[str]
) -> None:
    assert expected == [one["identifier"] for one in on_cord(verdict(kind, **facts))]
