"""The demo as `make demo` plays it: real git, act, the App as a process; here also under the contract."""

import re
import time
from pathlib import Path

import pytest

from bot.demo.run import play
from bot.demo.stage import set_up
from bot.demo.tell import Teller
from tests.contract.recorder import Contract

CHAPTERS = [
    "A calm day: main is green, two pull requests are open, `Andon` is a required check",
    "Alice pushes a commit that breaks the tests",
    "The line stops",
    "A worker fixes it",
    "The line runs again",
]


def test_the_demo_tells_its_story_and_all_came_as_expected(
    tmp_path: Path, contract: Contract, capsys: pytest.CaptureFixture[str]
) -> None:
    with set_up(tmp_path / "demo", contract.wrap) as stage:
        good = play(stage, Teller(), time.monotonic())
    contract.record_deliveries(stage.gh.world.deliveries)
    told = capsys.readouterr().out
    chapters = [title for title in re.findall(r"(?m)^\n(.+)$", told) if title in CHAPTERS]
    assert (True, CHAPTERS) == (good, chapters), told
