"""An attempt at work whose propose job asks the App for its token, and all that may be wrong with the asking."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import jwt

from bot.app.settings import WORKER
from bot.demo.stage import publish
from bot.model.templates import CALLER
from bot.sandbox import Sandbox
from bot.sandbox.actions import oidc
from bot.sandbox.actions.runner import Order, Outcome
from bot.sandbox.store import Job, Run
from tests.app.conftest import APP_URL, Site
from tests.contract.recorder import Contract
from tests.rig import Rig, fails_when, make_rig
from tests.workers import Worker

CONFIG = """\
version: 1
mode: enforce
line: {confirm: {reruns: 0}}
fix: {autofix: ["sed -i s/broken/mended/ app.py"]}
"""


MAIN = "refs/heads/main"


CALLED = "acme/shop/.github/workflows/andon.yml@refs/heads/main"


@dataclass
class Attempt:
    """An attempt under way: its run, the fix job that is over, the propose job that is at work."""

    rig: Rig
    run: Run
    fix: Job
    propose: Job

    def token(self, job: Job | None = None, **changed: Any) -> str:
        """A fresh OIDC token of a job, signed by GitHub, with claims changed (None: left out)."""
        world = self.rig.gh.world
        with world.lock:
            genuine = oidc.id_token(world, job or self.propose, APP_URL)
        if not changed:
            return genuine
        claims = jwt.decode(genuine, options={"verify_signature": False})
        claims = {name: value for name, value in {**claims, **changed}.items() if value is not None}
        kid = jwt.get_unverified_header(genuine)["kid"]
        return jwt.encode(claims, world.oidc_pem, algorithm="RS256", headers={"kid": kid})


def dispatched(rig: Rig) -> Attempt:
    runs = rig.repo.record.runs
    while not (started := [r for r in runs.values() if r.event == "workflow_dispatch"]):
        rig.make_pass()
        rig.gh.clock.advance(seconds=1)
    jobs = started[0].jobs
    rig.gh.wait(lambda: len(jobs) == 2 and jobs[1].status == "in_progress", what="proposing")
    return Attempt(rig, started[0], *jobs)


def proposing(root: Path, contract: Contract) -> Iterator[Attempt]:
    """A stopped line whose first attempt has come to its propose job, which goes on when all is done."""
    worker, over = Worker(), threading.Event()

    def play(order: Order) -> Outcome | None:
        if order.job.name == "andon / propose":
            over.wait(120)
            return Outcome()
        return worker.play(order)

    published = {"andon-bot/andon": publish(root / "andon")}
    with Sandbox(root / "github", wrap=contract.wrap, actions=published) as gh:
        rig = make_rig(gh, {".github/workflows/andon.yml": CALLER, ".github/andon.yml": CONFIG})
        gh.repository("acme/other", {"a.txt": "a\n"})
        gh.repository("globex/far", {"a.txt": "a\n"})
        gh.script(fails_when("broken"))
        gh.play(play)
        rig.repo.commit({"app.py": "broken\n"}, message="Break it")
        gh.idle()
        yield dispatched(rig)
        over.set()
    contract.record_deliveries(gh.world.deliveries)


async def ask(site: Site, token: str) -> httpx.Response:
    """Ask for an App token with an OIDC token."""
    return await site.http.post("/token", headers={"authorization": f"Bearer {token}"})


async def refusal(site: Site, token: str) -> str:
    """Why the exchange refuses; it must."""
    answer = await ask(site, token)
    assert 403 == answer.status_code, answer.text
    return answer.json()["error"]


REFUSED: dict[str, tuple[dict[str, Any], str]] = {
    "another workflow": (
        {"workflow_ref": CALLED.replace("andon.yml", "ci.yml")},
        f"the run is of {CALLED.replace('andon.yml', 'ci.yml')}, not of {CALLED.removesuffix('main')}…",
    ),
    "the caller of another branch": (
        {"workflow_ref": CALLED.replace("main", "topic")},
        "nothing is claimed for the line topic",
    ),
    **{
        f"a job of {what}": ({"job_workflow_ref": ref}, f"the job is of {ref}, not of {WORKER}@…")
        for what, ref in (
            ("the caller's own steps", CALLED),
            ("a worker of anybody's", f"evil/evil/.github/workflows/worker.yml@{MAIN}"),
            ("a worker of the repository's own", f"acme/shop/.github/workflows/worker.yml@{MAIN}"),
            ("a repository that ends alike", f"evil/{WORKER}@{MAIN}"),
            ("a file that begins alike", f"{WORKER}.evil.yml@{MAIN}"),
            ("a file without a commit", WORKER),
        )
    },
    "no commit of the caller": ({"workflow_sha": None}, "the OIDC token has no workflow_sha"),
    "a caller that is not to be found": (
        {"workflow_sha": "0" * 40},
        ".github/workflows/andon.yml at 0000000 is not what the default branch has; make them the same",
    ),
    "a push": ({"event_name": "push"}, "the run was started by push, not by a dispatch"),
    "a run without the nonce": ({"run_id": "1"}, "the run is not the one that holds the claim"),
    "no run": ({"run_id": None}, "the OIDC token has no run_id"),
    "another attempt of the run": ({"run_attempt": "2"}, "the propose job is not at work"),
    "no job": ({"check_run_id": None}, "the OIDC token has no check_run_id"),
    "a job that does not exist": ({"check_run_id": "1"}, "the asking job does not exist"),
    "a repository of the same name": ({"repository_id": "1"}, "the repository's id is not the token's"),
}
