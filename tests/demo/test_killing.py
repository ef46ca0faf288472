"""The App is killed while the demo is played; the table at its end is the same."""

import random
from pathlib import Path

import pytest

from bot.demo.organisation import choose
from tests.contract.recorder import Contract
from tests.demo.killing import play_killed

pytestmark = pytest.mark.drill
SEED = 7


def test_killed_again_and_again_the_demo_ends_with_the_same_table(tmp_path: Path, contract: Contract) -> None:
    kinds = choose(("flaky", "no-caller"))
    good, killed = play_killed(tmp_path / "demo", kinds, (random.Random(SEED), 3, 3.0), contract.wrap)
    assert (True, True) == (good, killed >= 1)
