"""Every kind of repository gets what its row says of it, alone and among all the others."""

import json
from dataclasses import dataclass
from typing import Any

import pytest
from click.testing import Result

from bot.sandbox import Sandbox
from tests.app.conftest import run
from tests.regression.fleet import Fleet, make_fleet
from tests.regression.kinds import KINDS, Kind, Plot
from tests.rig import Rig

pytestmark = pytest.mark.usefixtures("logs_as_before")


@dataclass(frozen=True)
class Came:
    """What came of a repository, as a `Kind` has it."""

    line: str
    cords: tuple[str | None, ...]
    jobs: tuple[str, ...]
    plan: tuple[str, ...]


@pytest.fixture
def fleet(gh: Sandbox) -> Fleet:
    app = gh.app("andon")
    gh.install(app, "acme")
    return make_fleet(gh, app)


def sweep(fleet: Fleet, *arguments: str) -> Result:
    fleet.gh.idle()
    return run(Rig(fleet.gh, fleet.app, fleet.seed), "reconcile", "--json", *arguments)


def came(fleet: Fleet, swept: Result) -> dict[str, Came]:
    """What came of each repository: as told, and as it stands on GitHub."""
    told: list[dict[str, Any]] = json.loads(swept.stdout)["repos"]
    return {
        one["repo"].partition("/")[2]: Came(
            one["line"]["text"],
            cords(fleet, one["repo"]),
            jobs(fleet, one["repo"]),
            tuple(effect["kind"] for effect in one["planned"]),
        )
        for one in told
    }


def expected(kind: Kind) -> Came:
    return Came(kind.line, kind.cords, kind.jobs, kind.plan)


def cords(fleet: Fleet, name: str) -> tuple[str | None, ...]:
    """What the cord on each pull request shows, by their numbers; None where there is none."""
    repo, app = fleet.gh.world.repo(name), fleet.app
    assert repo is not None
    heads = [issue.pull.head_sha for _, issue in sorted(repo.issues.items()) if issue.pull]
    ours = [
        check for suite in repo.suites if suite.app is app for check in suite.checks if check.name == "Andon"
    ]
    shown = {check.head_sha: check.conclusion or check.status for check in ours}  # the newest counts
    return tuple(shown.get(sha) for sha in heads)


def jobs(fleet: Fleet, name: str) -> tuple[str, ...]:
    """The lines that the App's issues are about."""
    repo = fleet.gh.world.repo(name)
    assert repo is not None
    ours = [issue.title for issue in repo.issues.values() if not issue.pull and issue.author == fleet.app.bot]
    return tuple(title.partition(" stopped: ")[0] for title in ours)


@pytest.mark.deep
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_a_repository_of_its_kind_gets_what_it_should(fleet: Fleet, kind: Kind) -> None:
    kind.build(Plot(fleet, f"acme/{kind.name}"))
    assert {kind.name: expected(kind)} == came(fleet, sweep(fleet))


@pytest.mark.deep
def test_in_a_sweep_over_all_kinds_each_gets_what_it_gets_alone(fleet: Fleet) -> None:
    for kind in KINDS:
        kind.build(Plot(fleet, f"acme/{kind.name}"))
    swept = sweep(fleet, "--sample", str(len(KINDS)))
    assert {kind.name: expected(kind) for kind in KINDS} == came(fleet, swept)


def test_a_sample_of_five_has_every_kind_that_the_list_tells_apart(fleet: Fleet) -> None:
    for kind in KINDS:
        kind.build(Plot(fleet, f"acme/{kind.name}"))
    chosen = set(came(fleet, sweep(fleet, "--sample", "5", "--dry-run")))
    assert {"archived", "fork", "issues-disabled", "public"} <= chosen
