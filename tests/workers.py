"""Workers without act: the jobs of Andon's own worker workflow, really run in the scripted runner.

`Worker.play` reads the job's steps as the reusable workflow has them and does each: the fence with the
job's own token, the fixer in a real clone, the proposal with a real push. `Door` is the App's
`POST /token`, served over HTTP, at which the propose job exchanges its OIDC token.
"""

import asyncio
import io
import os
import subprocess
import tempfile
import threading
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, cast

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.app.exchange import Exchange
from bot.app.server import App as Served
from bot.app.settings import read_settings
from bot.github.client import Client
from bot.github.oidc import Keys
from bot.loop.queue import Queue
from bot.sandbox import Sandbox
from bot.sandbox.actions.runner import Order, Outcome
from bot.sandbox.actions.templates import render
from bot.sandbox.server import Server
from bot.sandbox.store import App, Step
from bot.telemetry.ledger import JsonLines
from bot.worker.fence import fence
from bot.worker.fix import fix
from bot.worker.job import BadJob, Job
from bot.worker.propose import propose

ACTION = "andon-bot/andon@"
CHECKOUT = "actions/checkout@"
PATIENCE = (0.2, 0.5, 1.0)
"""How long a propose job waits between its tries to reach the App."""


@dataclass
class Worker:
    """Stands in for the runner where a job uses Andon's action; `past` lists runs past the fence."""

    past: list[int] = field(default_factory=list[int])
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def play(self, order: Order) -> Outcome | None:
        """Do the job's steps, if they are the worker's; each output of theirs is the job's."""
        job = cast(dict[str, Any], next(iter(cast(dict[str, Any], order.document["jobs"]).values())))
        steps = cast(list[dict[str, Any]], job["steps"])
        if not any(str(step.get("uses", "")).startswith(ACTION) for step in steps):
            return None
        with tempfile.TemporaryDirectory() as folder:
            return self._steps(order, steps, Path(folder))

    def _steps(self, order: Order, steps: list[dict[str, Any]], folder: Path) -> Outcome:
        outputs: dict[str, str] = {}
        told: list[Step] = []
        for number, step in enumerate(steps, 1):
            if "if" in step and outputs.get("go") != "true":
                continue
            code = 0
            if str(step.get("uses", "")).startswith(CHECKOUT):
                clone(order.run.repo.path, order.run.sha, folder / "work")
            elif str(step.get("uses", "")).startswith(ACTION):
                code, made = self._step(order, _given(order, step), folder)
                outputs |= {name.replace("_", "-"): value for name, value in made.items()}
            ended, now = "failure" if code else "success", order.now()
            told.append(Step(number, step["name"], "completed", ended, now, now))
            if code:
                return Outcome("failure", steps=tuple(told))
        return Outcome("success", outputs, steps=tuple(told))

    def _step(self, order: Order, given: Mapping[str, str], folder: Path) -> tuple[int, dict[str, str]]:
        output = folder / f"output-{given['step']}"
        output.touch()
        names = ("nonce", "order", "app", "patch", "patch-length", "patch-sha256")
        env = {
            **order.environment,
            "GITHUB_WORKSPACE": str(folder / "work"),
            "GITHUB_OUTPUT": str(output),
            **{f"ANDON_{n.upper().replace('-', '_')}": given[n] for n in names if n in given},
            "ANDON_GITHUB_TOKEN": given.get("token", ""),
        }
        code = self._run(given["step"], Job(env))
        return code, read_outputs(output)

    def _run(self, step: str, job: Job) -> int:
        match step:
            case "fence":
                try:
                    go = asyncio.run(fence(job, pause=0.05))
                except BadJob:
                    return 1
                if go:
                    with self._lock:
                        self.past.append(int(job.need("GITHUB_RUN_ID")))
                return 0
            case "fix":
                return fix(job)
            case _:
                return asyncio.run(propose(job, PATIENCE))


def _given(order: Order, step: Mapping[str, Any]) -> dict[str, str]:
    """What a step is given, once only its own job's token is left to fill in."""
    contexts: Any = {"github": {"token": order.secrets["GITHUB_TOKEN"]}}
    return {name: str(render(value, contexts)) for name, value in step["with"].items()}


def clone(repository: Path, sha: str, folder: Path) -> None:
    """A checkout of a commit, as a job has it."""
    env = {"PATH": os.environ["PATH"], "HOME": str(folder), "GIT_CONFIG_GLOBAL": "/dev/null"}
    for arguments in (
        ("clone", "--quiet", "--no-checkout", str(repository), str(folder)),
        ("-C", str(folder), "checkout", "--quiet", sha),
    ):
        subprocess.run(["git", *arguments], env=env, check=True, capture_output=True, timeout=60)


def read_outputs(path: Path) -> dict[str, str]:
    """A step's outputs as GITHUB_OUTPUT holds them, each between its own marks."""
    found: dict[str, str] = {}
    lines = iter(path.read_text().split("\n"))
    for line in lines:
        name, delimited, mark = line.partition("<<")
        if delimited:
            value: list[str] = []
            while (text := next(lines)) != mark:
                value.append(text)
            found[name] = "\n".join(value)
    return found


@contextmanager
def door(gh: Sandbox, app: App) -> Generator[str]:
    """The App's `POST /token` over HTTP, and nothing else of the App; gives its address."""
    served: list[Starlette] = []

    async def forward(scope: Any, receive: Any, send: Any) -> None:
        await served[0](scope, receive, send)

    server = Server(forward)
    url = f"http://127.0.0.1:{server.port}"
    settings = read_settings(
        {
            "ANDON_APP_ID": app.client_id,
            "ANDON_PRIVATE_KEY": app.private_pem,
            "ANDON_WEBHOOK_SECRET": app.webhook_secret,
            "ANDON_URL": url,
            "GITHUB_API_URL": gh.api_url,
            "GITHUB_SERVER_URL": gh.url,
        }
    )
    seen: dict[str, datetime] = {}

    async def token(request: Request) -> Response:
        client = Client(settings.credentials, gh.api_url, gh.clock.now)
        exchange = Exchange(client, settings, gh.clock.now, Keys(settings.oidc_issuer), seen)
        ledger, queue = JsonLines(stream=io.StringIO()), Queue(gh.clock.now)
        try:
            return await Served(settings, client, queue, gh.clock.now, ledger, exchange).token(request)
        finally:
            await client.aclose()

    served.append(Starlette(routes=[Route("/token", token, methods=["POST"])]))
    server.start()
    try:
        yield url
    finally:
        server.close()
