"""A shop whose worker really works: Andon's own jobs in the scripted runner, the App's door open."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.demo.stage import publish
from bot.model.templates import CALLER
from bot.sandbox import Sandbox
from bot.sandbox.store import Issue, Run
from tests.contract.recorder import Contract
from tests.rig import Rig, fails_when, make_rig
from tests.workers import Worker, door

CONFIG = """\
version: 1
mode: enforce
line: {confirm: {reruns: 0}}
fix: {autofix: ["sed -i s/broken/mended/ app.py"], merge: auto}
"""


@dataclass
class Floor:
    """A rig whose dispatched jobs `worker` does; main breaks when `app.py` says so."""

    rig: Rig
    worker: Worker

    def break_main(self) -> None:
        """A person pushes a commit that CI refuses."""
        self.rig.repo.commit({"app.py": "broken\n"}, message="Break it")

    def worker_runs(self) -> list[Run]:
        """The dispatched runs, oldest first."""
        runs = self.rig.repo.record.runs.values()
        return sorted((r for r in runs if r.event == "workflow_dispatch"), key=lambda r: r.id)

    def fix(self) -> Issue:
        """The one pull request that the App opened."""
        (fix,) = self.rig.fixes()
        return fix


@pytest.fixture
def floor(tmp_path: Path, contract: Contract) -> Iterator[Floor]:
    """A green line, a worker at hand, and the App's `POST /token` where the worker looks for it."""
    published = {"andon-bot/andon": publish(tmp_path / "andon")}
    with Sandbox(tmp_path / "github", wrap=contract.wrap, actions=published) as gh:
        rig = make_rig(gh, {".github/workflows/andon.yml": CALLER, ".github/andon.yml": CONFIG})
        worker = Worker()
        gh.script(fails_when("broken"))
        gh.play(worker.play)
        with door(gh, rig.app) as rig.app_url:
            yield Floor(rig, worker)
    contract.record_deliveries(gh.world.deliveries)
