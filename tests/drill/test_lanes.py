"""A town with lanes: one breaks and is mended, people stop and start all of them; each cord as the oracle says."""

import pytest

from tests.drill.drilling import told as in_full
from tests.drill.mutants import LANES, MENDED, REST_NOW, proposes, pushes, told
from tests.drill.playing import play
from tests.drill.watchman import Delays

STORY = [
    *(proposes("harmless", where="core"), proposes("fix", where="web"), pushes(web="red"), REST_NOW),
    *(told("stop", "alice"), told("start", "alice"), told("start", "carol", c=1)),
    *(pushes(test="red", web="red"), REST_NOW, pushes(test="red"), REST_NOW, MENDED, REST_NOW),
]
"""Web breaks; a person stops everything, starts it, and starts web too; then core breaks, web is mended, core is."""


@pytest.mark.deep
def test_lanes_break_and_are_mended_one_by_one_and_people_speak_for_all() -> None:
    played = play(STORY, LANES, delays=Delays(together=20))
    assert ([], 0) == (played.wrong, played.counted["passed over"]), in_full(LANES, STORY, played)
    states = [line.partition("at rest: main ")[2] for line in played.told if "at rest: " in line]
    assert ("running; release/1 running", 3) == (states[-1], played.counted["proven by lane"])
