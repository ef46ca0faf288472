"""The demo's stage: the local GitHub and the App as a process. Neighbour: `scene`, one repository on it."""

import os
import secrets
import shutil
import socket
import time
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

import httpx

from bot.demo.serving import HERE, START_LIMIT, Serving
from bot.sandbox.build import Sandbox, Wrap
from bot.sandbox.store import App

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


@dataclass
class Stage(AbstractContextManager["Stage"]):
    """A GitHub with an organisation, and the App; closing it stops every process.

    Everything may take `patience` times as long as usual.
    """

    root: Path
    gh: Sandbox
    app: App
    server: Serving
    patience: float = 1.0

    def __exit__(self, *_: object) -> None:
        self.server.stop()
        self.gh.close()

    @property
    def app_url(self) -> str:
        """Where the App listens."""
        return self.server.url

    def install(self) -> None:
        """The organisation installs the App on all its repositories."""
        self.gh.install(self.app, ORGANISATION)

    def plan_again(self, names: tuple[str, ...]) -> dict[str, list[str]]:
        """What another pass would do in each repository, or why it could not be made: a dry run at the App."""
        told = self._ask_app({"repos": list(names), "dry_run": True}).raise_for_status().json()
        planned = {one["repo"]: [effect["kind"] for effect in one["planned"]] for one in told["repos"]}
        for error in told["errors"]:
            planned.setdefault(error["repo"], []).append(error["error"])
        return planned

    def _ask_app(self, body: dict[str, object]) -> httpx.Response:
        """The App's answer at its debug door; while it is being started it is asked again."""
        until = time.monotonic() + START_LIMIT
        while True:
            try:
                return httpx.post(
                    f"{self.app_url}/debug/reconcile",
                    json=body,
                    headers={"Authorization": f"Bearer {DEBUG_SECRET}"},
                    trust_env=False,
                    timeout=60,
                )
            except httpx.TransportError:
                if time.monotonic() > until:
                    raise
                time.sleep(0.2)


def set_up(root: Path, wrap: Wrap | None = None) -> Stage:
    """A local GitHub (listened to by `wrap`) with an App at work, not installed anywhere yet."""
    shutil.rmtree(root, ignore_errors=True)
    published = {"andon-bot/andon": publish(root / "andon")}
    gh = Sandbox(root / "github", runner="act", wrap=wrap, actions=published)
    app = gh.app("andon")
    server = _serving(root, gh, app)
    app.webhook_url = f"{server.url}/webhook"
    server.start()
    try:
        server.wait_ready()
    except RuntimeError:
        gh.close()
        raise
    return Stage(root, gh, app, server)


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


def _serving(root: Path, gh: Sandbox, app: App) -> Serving:
    """`andon serve`, not started yet."""
    port, key = _free_port(), root / "andon.pem"
    key.write_text(app.private_pem)
    key.chmod(0o600)
    env = {
        "PATH": os.environ["PATH"],
        "HOME": str(root),
        "ANDON_APP_ID": app.client_id,
        "ANDON_PRIVATE_KEY_FILE": str(key.resolve()),
        "ANDON_WEBHOOK_SECRET": app.webhook_secret,
        "ANDON_DEBUG_SECRET": DEBUG_SECRET,
        "ANDON_URL": f"http://127.0.0.1:{port}",
        "ANDON_LEDGER": str(root / "ledger.jsonl"),
        "ANDON_NAME": "demo",
        "ANDON_WRITES": "10000/100000",  # the local GitHub lets all, and days are played in a minute
        "GITHUB_API_URL": gh.api_url,
        "GITHUB_SERVER_URL": gh.url,
    }
    return Serving(port, env, root / "app.log")
