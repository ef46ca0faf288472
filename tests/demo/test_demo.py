"""The demo as `make demo` plays it: real git, act, the App as a process; here also under the contract.

In two halves: the shop's story, and the rest of the organisation, which takes its time and is `deep`.
"""

import re
import time
from pathlib import Path

import pytest

from bot.demo.kind import Kind
from bot.demo.organisation import KINDS
from bot.demo.run import play
from bot.demo.shop import SHOP
from bot.demo.stage import set_up
from bot.demo.tell import Teller
from tests.contract.recorder import Contract

CHAPTERS = [
    "A calm day: main is green, ten pull requests are open, `Andon` is a required check",
    "Alice pushes a commit that breaks the tests",
    "The line stops",
    "A worker fixes it",
    "The line runs again",
]
OTHERS = tuple(kind for kind in KINDS if kind is not SHOP)


def _play(root: Path, contract: Contract, kinds: tuple[Kind, ...]) -> bool:
    with set_up(root / "demo", contract.wrap) as stage:
        good = play(stage, Teller(), kinds, time.monotonic())
    contract.record_deliveries(stage.gh.world.deliveries)
    return good


@pytest.mark.deep
def test_the_shop_s_story_is_told_and_all_came_as_expected(
    tmp_path: Path, contract: Contract, capsys: pytest.CaptureFixture[str]
) -> None:
    good = _play(tmp_path, contract, (SHOP,))
    told = capsys.readouterr().out
    chapters = [title for title in re.findall(r"(?m)^\n(.+)$", told) if title in CHAPTERS]
    assert (True, CHAPTERS) == (good, chapters), told


@pytest.mark.deep
def test_every_other_kind_of_repository_comes_to_its_end_and_is_told_of_once(
    tmp_path: Path, contract: Contract, capsys: pytest.CaptureFixture[str]
) -> None:
    good = _play(tmp_path, contract, OTHERS)
    told = capsys.readouterr().out
    names = re.findall(r"(?m)^ *\d+ ms  (\S+) +.* → ", told)
    assert (True, sorted(kind.name for kind in OTHERS)) == (good, sorted(names)), told
