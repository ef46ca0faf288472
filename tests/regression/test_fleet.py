"""A sweep of 300 repositories, of which 20 are broken, each in its own way, does the other 280 and lists the 20."""

import random
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from bot.sandbox import Sandbox
from bot.sandbox.repo_handle import RepoHandle
from bot.sandbox.server import AsgiApp
from bot.sandbox.store import Conclusion
from tests.app.conftest import run
from tests.contract.recorder import Contract
from tests.regression.broken import BREAKS, SUSPENDED, VANISHED, Meddler
from tests.regression.fleet import make_fleet
from tests.rig import Rig

pytestmark = pytest.mark.deep

SIZE = 300
SEED = 20261124
ENDS: Mapping[Conclusion | None, tuple[Conclusion, ...]] = {
    "success": ("success",),
    "failure": ("failure", "failure"),
    None: ("failure",),
}
"""How CI ended on main, by what the cord shows then: green, red for good, red until it is run again."""

GREEN: Conclusion = "success"
FATES: tuple[Conclusion | None, ...] = (
    GREEN,
    GREEN,
    GREEN,
    GREEN,
    "failure",
    GREEN,
    GREEN,
    GREEN,
    GREEN,
    None,
)
"""What the cords of every ten of those that can be read show."""


@pytest.fixture
def meddlers() -> list[Meddler]:
    return []


@pytest.fixture
def gh(tmp_path: Path, contract: Contract, meddlers: list[Meddler]) -> Iterator[Sandbox]:
    """A sandbox that keeps to the contract, and a meddler before it, who does not."""

    def wrap(app: AsgiApp) -> AsgiApp:
        meddlers.append(Meddler(contract.wrap(app)))
        return meddlers[0]

    with Sandbox(tmp_path / "github", wrap=wrap) as sandbox:
        yield sandbox
    contract.record_deliveries(sandbox.world.deliveries)


@pytest.mark.usefixtures("logs_as_before")
def test_all_but_the_broken_ones_are_done_and_those_are_listed(gh: Sandbox, meddlers: list[Meddler]) -> None:
    app = gh.app("andon")
    gh.install(app, "acme")
    away = gh.install(app, "globex")
    fleet = make_fleet(gh, app)
    names = [f"acme/r{number:03}" for number in range(SIZE - len(BREAKS))]
    order = [*names, *BREAKS]
    random.Random(SEED).shuffle(order)  # every batch has its share
    good: dict[str, tuple[RepoHandle, Conclusion | None]] = {}
    for name in order:
        if name in BREAKS:
            BREAKS[name](fleet, name)
        else:
            fate = FATES[len(good) % len(FATES)]
            good[name] = fleet.ran(fleet.plant(name), *ENDS[fate]), fate
    gh.idle()

    def break_more() -> None:
        gone = gh.world.repo(VANISHED)
        assert gone is not None
        del gh.world.repos[gone.id]
        away.suspended = True

    meddlers[0].at_first_scan.append(break_more)
    done = run(Rig(gh, app, fleet.seed), "reconcile")

    listed = [
        line.partition(":")[0].removeprefix("? ") for line in done.stdout.splitlines() if line[0] == "?"
    ]
    assert sorted(BREAKS) == listed
    assert (1, "300 repositories: 20 could not be read, 280 need attention") == (
        done.exit_code,
        done.stdout.splitlines()[-1],
    )
    shown = {name: conclusion(repo) for name, (repo, _) in good.items()}
    assert {name: fate for name, (_, fate) in good.items()} == shown
    assert SUSPENDED in listed


def conclusion(repo: RepoHandle) -> str | None:
    """What the cord of the pull request shows; None while it is yellow."""
    (cord,) = repo.checks(repo.pull_of(1).head_sha, "Andon")
    return cord.conclusion
