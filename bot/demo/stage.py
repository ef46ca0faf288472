"""The demo's stage: the local GitHub and the App as a process. Neighbour: `scene`, one repository on it."""

import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

import httpx

from bot.sandbox.build import Sandbox, Wrap
from bot.sandbox.store import App

HERE = Path(__file__).resolve().parents[2]
"""The project's own checkout."""
PUBLISHED = (
    "action.yml",
    "requirements.lock",
    "pyproject.toml",
    "bot/__init__.py",
    ".github/workflows/worker.yml",
)
"""What of it stands for the published repository `andon-bot/andon`: a runner copies all of an action."""
ORGANISATION = "acme"
DEBUG_SECRET = secrets.token_urlsafe(24)
START_LIMIT = 30.0


@dataclass
class Stage(AbstractContextManager["Stage"]):
    """A GitHub with an organisation, and the App; closing it stops every process."""

    root: Path
    gh: Sandbox
    app: App
    server: "subprocess.Popen[bytes]"
    app_url: str

    def __exit__(self, *_: object) -> None:
        self.server.send_signal(signal.SIGTERM)
        try:
            self.server.wait(10)
        except subprocess.TimeoutExpired:
            self.server.kill()
        self.gh.close()

    def install(self) -> None:
        """The organisation installs the App on all its repositories."""
        self.gh.install(self.app, ORGANISATION)

    def plan_again(self, names: tuple[str, ...]) -> dict[str, list[str]]:
        """What another pass would do in each repository, or why it could not be made: a dry run at the App."""
        answer = httpx.post(
            f"{self.app_url}/debug/reconcile",
            json={"repos": list(names), "dry_run": True},
            headers={"Authorization": f"Bearer {DEBUG_SECRET}"},
            trust_env=False,
            timeout=60,
        )
        told = answer.raise_for_status().json()
        planned = {one["repo"]: [effect["kind"] for effect in one["planned"]] for one in told["repos"]}
        for error in told["errors"]:
            planned.setdefault(error["repo"], []).append(error["error"])
        return planned


def set_up(root: Path, wrap: Wrap | None = None) -> Stage:
    """A local GitHub (listened to by `wrap`) with an App at work, not installed anywhere yet."""
    shutil.rmtree(root, ignore_errors=True)
    published = {"andon-bot/andon": publish(root / "andon")}
    gh = Sandbox(root / "github", runner="act", wrap=wrap, actions=published)
    app = gh.app("andon")
    port = _free_port()
    app.webhook_url = f"http://127.0.0.1:{port}/webhook"
    server = _start_app(root, gh, app, port)
    return Stage(root, gh, app, server, f"http://127.0.0.1:{port}")


def publish(folder: Path) -> Path:
    """A copy of what the published repository holds for workers."""
    for name in PUBLISHED:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(HERE / name, folder / name)
    return folder


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _start_app(root: Path, gh: Sandbox, app: App, port: int) -> "subprocess.Popen[bytes]":
    """`andon serve` as a process of its own, configured as an operator would."""
    key = root / "andon.pem"
    key.write_text(app.private_pem)
    key.chmod(0o600)
    env = {
        "PATH": os.environ["PATH"],
        "HOME": str(root),
        "ANDON_APP_ID": app.client_id,
        "ANDON_PRIVATE_KEY_FILE": str(key),
        "ANDON_WEBHOOK_SECRET": app.webhook_secret,
        "ANDON_DEBUG_SECRET": DEBUG_SECRET,
        "ANDON_URL": f"http://127.0.0.1:{port}",
        "ANDON_LEDGER": str(root / "ledger.jsonl"),
        "ANDON_NAME": "demo",
        "ANDON_WRITES": "10000/100000",  # the local GitHub lets all, and days are played in a minute
        "GITHUB_API_URL": gh.api_url,
        "GITHUB_SERVER_URL": gh.url,
    }
    with (root / "app.log").open("wb") as log:
        server = subprocess.Popen(
            [sys.executable, "-m", "bot", "serve", "--port", str(port)],
            env=env,
            stdout=log,
            stderr=log,
            cwd=HERE,
        )
    ready, until = f"http://127.0.0.1:{port}/readyz", time.monotonic() + START_LIMIT
    while time.monotonic() < until and server.poll() is None:
        try:
            if httpx.get(ready, timeout=2, trust_env=False).status_code == 200:
                return server
        except httpx.HTTPError:
            pass
        time.sleep(0.05)
    server.kill()
    gh.close()
    raise RuntimeError("the App did not start:\n" + (root / "app.log").read_text()[-4000:])
