"""How long a stop held anybody: without the times for which a person let the line run."""

import pytest

from bot.model.evidence import Spell
from bot.model.jobs import Times
from bot.model.stood import stood
from tests.building import minutes


def spell(since: float, until: float) -> Spell:
    return Spell(who="carol", since=minutes(since), until=minutes(until))


@pytest.mark.parametrize(
    ("spells", "expected"),
    [
        ((), 60),
        ((spell(3, 70),), 3),
        ((spell(3, 13),), 50),
        ((spell(3, 13), spell(20, 70)), 10),
        ((spell(-5, 10),), 50),
        ((spell(-5, 70),), 0),
        ((spell(-5, -1),), 60),
        ((spell(65, 70),), 60),
    ],
    ids=[
        "nobody let it run",
        "until it was green",
        "for a while",
        "twice",
        "before it was confirmed",
        "all the while",
        "before it stopped",
        "after it was green",
    ],
)
def test_the_minutes_of_a_stop_that_held_anybody(spells: tuple[Spell, ...], expected: int) -> None:
    over = Times(red=minutes(-2), stopped=minutes(0), green=minutes(60))
    assert expected * 60 == stood(over, spells)


def test_of_a_stop_that_goes_on_nobody_can_tell() -> None:
    assert None is stood(Times(red=minutes(-2), stopped=minutes(0)), (spell(3, 13),))
