"""The control repository: its workflow, really run by act, keeps the organisation while no server lives."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import httpx
import pytest

from bot.loop.brain import Brain
from bot.loop.queue import RepoKey
from bot.model.jobs import Record
from bot.sandbox import Sandbox
from bot.sandbox.repo_handle import RepoHandle
from bot.sandbox.store import App, Job, Run
from tests.contract.recorder import Contract
from tests.rig import Rig

ROOT = Path(__file__).parents[2]
PUBLISHED = ("install/action.yml", "requirements.lock", "pyproject.toml", "bot/__init__.py")
"""What of this repository the workflow uses, at `andon-bot/andon`."""
WORKFLOW = ".github/workflows/reconcile.yml"
CI = """\
name: CI
on: {push: {branches: [main]}}
permissions: {}
jobs:
  test:
    runs-on: ubuntu-latest
    steps: [{run: "exit 1"}]
"""
CONFIG = "version: 1\nmode: enforce\nline: {confirm: {reruns: 0}}\n"


@pytest.fixture
def gh(tmp_path: Path, contract: Contract) -> Iterator[Sandbox]:
    """A sandbox whose jobs really run."""
    published = tmp_path / "andon"
    for name in PUBLISHED:
        (published / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / name, published / name)
    actions = {"andon-bot/andon": published}
    with Sandbox(tmp_path / "github", runner="act", wrap=contract.wrap, actions=actions) as sandbox:
        yield sandbox
    contract.record_deliveries(sandbox.world.deliveries)


@pytest.fixture
def app(gh: Sandbox) -> App:
    """The App, installed on the organisation. Nothing listens where its webhooks go: its server is dead."""
    made = gh.app("andon", webhook_url="http://127.0.0.1:9/webhook")
    gh.install(made, "acme")
    return made


@pytest.fixture
def shop(gh: Sandbox, app: App) -> RepoHandle:
    """A repository whose line is red, and a pull request that could be merged into it."""
    repo = gh.repository("acme/shop", {".github/workflows/ci.yml": CI, ".github/andon.yml": CONFIG})
    repo.require("Andon", app=app)
    repo.branch("topic")
    repo.commit({"topic.txt": "hello\n"}, "topic")
    repo.pull("topic", by="alice")
    return repo


@pytest.fixture
def control(gh: Sandbox, app: App) -> RepoHandle:
    """The control repository, with the workflow as it is to be copied, and its environment's secrets."""
    repo = gh.repository("acme/control", {WORKFLOW: (ROOT / "control" / WORKFLOW).read_text()})
    repo.record.secrets |= {
        "ANDON_APP_ID": app.client_id,
        "ANDON_PRIVATE_KEY": app.private_pem,
        "ANDON_URL": "http://127.0.0.1:9",
    }
    return repo


def dispatch(gh: Sandbox, control: RepoHandle) -> tuple[Run, Job]:
    """Somebody, or the schedule, starts the workflow; its run and its one job, ended."""
    url = f"{gh.api_url}/repos/{control.name}/actions/workflows/reconcile.yml/dispatches"
    headers = {"Authorization": f"Bearer {gh.token('alice')}"}
    httpx.post(url, headers=headers, json={"ref": "main"}, trust_env=False).raise_for_status()
    gh.idle()
    run = next(run for run in control.record.runs.values() if run.event == "workflow_dispatch")
    (job,) = run.jobs
    return run, job


def test_while_the_server_is_dead_its_sweep_stops_a_red_line(
    gh: Sandbox, app: App, shop: RepoHandle, control: RepoHandle
) -> None:
    gh.idle()
    (delivery, *_) = gh.world.deliveries
    assert (0, []) == (delivery.status_code, shop.checks(shop.pull_of(1).head_sha, "Andon"))
    run, job = dispatch(gh, control)
    assert ("success", "andon") == (run.conclusion, job.environment), job.log
    (cord,) = shop.checks(shop.pull_of(1).head_sha, "Andon")
    assert (app, "failure") == (cord.app, cord.conclusion)
    assert "acme/shop: main is stopped; did write-cord, open-job" in job.log
    assert app.private_pem.splitlines()[1] not in job.log


def test_it_takes_over_the_lease_of_a_server_that_died(
    gh: Sandbox, app: App, shop: RepoHandle, control: RepoHandle
) -> None:
    gh.idle()
    server = Rig(gh, app, shop)

    async def half_an_hour_ago(brain: Brain, key: RepoKey) -> None:
        """What act runs knows no clock but the real one, so the server's is late."""
        late = replace(brain, now=lambda: server.now() - timedelta(minutes=30))
        await late.make_pass((key,), "webhook")

    server.run(half_an_hour_ago)
    assert ("test", True) == holder(server)
    _, job = dispatch(gh, control)
    assert ("success", ("control:reconcile", False)) == (job.conclusion, holder(server)), job.log


def holder(rig: Rig) -> tuple[str, bool] | None:
    """Who holds the lease of the stopped line, and whether it ran out."""
    (job,) = rig.jobs()
    record = Record.decode(job.comments[0].body)
    return (record.lease.by, record.lease.until <= rig.now()) if record and record.lease else None


def test_a_sweep_that_could_not_read_everything_fails_its_run(
    gh: Sandbox, shop: RepoHandle, control: RepoHandle
) -> None:
    gh.idle()
    gh.break_field("Repository.refs", repo=shop)
    run, job = dispatch(gh, control)
    assert ("failure", True) == (run.conclusion, "? acme/shop: could not be read: claims: " in job.log), (
        job.log
    )
