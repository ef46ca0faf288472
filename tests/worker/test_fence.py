"""The fence against the local GitHub: of all runs with one nonce, the lowest goes on, and only it."""

import asyncio
from dataclasses import dataclass

import httpx
import pytest

from bot.github.errors import Denied
from bot.sandbox import RepoHandle, Sandbox
from bot.worker.fence import fence
from bot.worker.job import BadJob, Job
from tests.rig import CALLER
from tests.worker.conftest import Desk

NONCE = "c0ffee" * 6 + "c0ff"


@dataclass
class Gate:
    """A repository with the caller workflow, and runs of it."""

    gh: Sandbox
    repo: RepoHandle
    token: str
    desk: Desk

    def dispatch(self, nonce: str = NONCE) -> int:
        """A run with the nonce; its id."""
        url = f"{self.gh.api_url}/repos/{self.repo.name}/actions/workflows/andon.yml/dispatches"
        inputs = {"nonce": nonce, "order": "{}", "app": "http://127.0.0.1:9"}
        body = {"ref": "main", "inputs": inputs, "return_run_details": True}
        answer = httpx.post(url, json=body, headers={"authorization": f"Bearer {self.token}"})
        self.gh.idle()
        return int(answer.json()["workflow_run_id"])

    def job(self, run: int, **env: str) -> Job:
        """The surroundings of the fence step of a run."""
        given = {
            "ANDON_NONCE": NONCE,
            "ANDON_GITHUB_TOKEN": self.token,
            "GITHUB_API_URL": self.gh.api_url,
            "GITHUB_REPOSITORY": self.repo.name,
            "GITHUB_RUN_ID": str(run),
        }
        return self.desk.job(None, **(given | env))


@pytest.fixture
def gate(gh: Sandbox, desk: Desk) -> Gate:
    app = gh.app("andon")
    repo = gh.repository("acme/shop", {".github/workflows/andon.yml": CALLER})
    token = gh.installation_token(gh.install(app, "acme"), actions="write")
    return Gate(gh, repo, token, desk)


async def test_the_only_run_goes_on(gate: Gate) -> None:
    only = gate.dispatch()
    assert (True, {"go": "true"}) == (await fence(gate.job(only)), gate.desk.outputs())


async def test_of_two_runs_the_lower_goes_on(gate: Gate) -> None:
    lower, higher = gate.dispatch(), gate.dispatch()
    assert lower < higher
    assert (True, False) == (await fence(gate.job(lower)), await fence(gate.job(higher)))


async def test_a_run_behind_another_says_so(gate: Gate, capfd: pytest.CaptureFixture[str]) -> None:
    gate.dispatch()
    higher = gate.dispatch()
    assert (False, {"go": "false"}) == (await fence(gate.job(higher)), gate.desk.outputs())
    told = f"::notice title=Andon::run {higher} stays behind the fence: another run does this attempt"
    assert told == capfd.readouterr().out.strip()


async def test_runs_with_another_nonce_do_not_count(gate: Gate) -> None:
    gate.dispatch("another")
    mine = gate.dispatch()
    assert await fence(gate.job(mine))


async def test_a_run_that_is_not_listed_fails_and_does_not_go_on(gate: Gate) -> None:
    lower = gate.dispatch()
    with pytest.raises(BadJob, match=f"run {lower + 1000} is not listed under its nonce"):
        await fence(gate.job(lower + 1000), pause=0)
    assert {} == gate.desk.outputs()


async def test_a_run_that_is_listed_late_goes_on(gate: Gate) -> None:
    mine = gate.dispatch()
    runs, hidden = gate.repo.record.runs, dict(gate.repo.record.runs)
    runs.clear()
    asyncio.get_running_loop().call_later(0.1, runs.update, hidden)
    assert await fence(gate.job(mine), pause=0.3)


async def test_a_token_that_may_not_read_runs_fails_the_fence(gate: Gate) -> None:
    mine = gate.dispatch()
    other = gate.gh.installation_token(next(iter(gate.gh.world.installations.values())), issues="read")
    with pytest.raises(Denied):
        await fence(gate.job(mine, ANDON_GITHUB_TOKEN=other), pause=0)


@pytest.mark.parametrize("name", ("ANDON_NONCE", "GITHUB_RUN_ID", "ANDON_GITHUB_TOKEN", "GITHUB_API_URL"))
async def test_a_fence_without_its_surroundings_names_what_is_missing(gate: Gate, name: str) -> None:
    with pytest.raises(BadJob, match=f"{name} is not set; use Andon's worker workflow"):
        await fence(gate.job(1, **{name: ""}), pause=0)
