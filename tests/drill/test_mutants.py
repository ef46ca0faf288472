"""The drill can fail: of brains that each break one rule the oracle finds nearly all out, and never a sound one."""

import pytest

from bot.decide.plan import plan
from tests.drill.mutants import MUTANTS as OF_LINES
from tests.drill.mutants import Mutant
from tests.drill.mutants_of_aftermath import OF_AFTERMATH
from tests.drill.mutants_of_lanes import OF_LANES
from tests.drill.playing import Played, play
from tests.drill.watchman import Delays

MUTANTS = (*OF_LINES, *OF_LANES, *OF_AFTERMATH)
NEARLY_ALL = 0.85


def told(mutant: Mutant, played: Played) -> str:
    return "\n".join((mutant.name, *played.wrong, *played.told))


@pytest.mark.deep
@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda one: one.name)
def test_a_brain_that_breaks_a_rule_is_found_out(mutant: Mutant) -> None:
    played = play(list(mutant.story), mutant.seed, delays=Delays(together=20), decide=mutant.decide)
    assert mutant.shows == bool(played.wrong), told(mutant, played)


@pytest.mark.deep
@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda one: one.name)
def test_a_sound_brain_is_not_found_fault_with_in_that_story(mutant: Mutant) -> None:
    played = play(list(mutant.story), mutant.seed, delays=Delays(together=20), decide=plan)
    assert ([], 0) == (played.wrong, played.counted["passed over"]), told(mutant, played)


def test_the_oracle_leaves_few_rules_open() -> None:
    shown = [mutant.name for mutant in MUTANTS if mutant.shows]
    assert len(MUTANTS) >= 20
    assert len(shown) >= NEARLY_ALL * len(MUTANTS)
    assert len({mutant.name for mutant in MUTANTS}) == len(MUTANTS)
