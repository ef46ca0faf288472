"""How long a stop held anybody, and for how long a person let the line run instead."""

import pytest

from bot.model.evidence import Spell
from bot.model.jobs import Times
from bot.model.stood import ran, stood
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
    assert (60 - expected) * 60 == ran(over, spells)


def test_of_a_stop_that_goes_on_nobody_can_tell() -> None:
    goes_on = Times(red=minutes(-2), stopped=minutes(0))
    assert (None, 0) == (stood(goes_on, (spell(3, 13),)), ran(goes_on, (spell(3, 13),)))


def test_what_never_stopped_held_nobody_and_ran_from_when_somebody_said_so() -> None:
    over = Times(red=minutes(-2), green=minutes(60))
    assert (None, 50 * 60) == (stood(over, (spell(10, 70),)), ran(over, (spell(10, 70),)))
    assert minutes(-2) == over.begun
