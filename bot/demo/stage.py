"""The demo's stage: the local GitHub, the App as a process, people who push with git."""

import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

import httpx

from bot.demo.asking import Person
from bot.demo.shop import FILES, PULLS, REPOSITORY
from bot.sandbox.build import Sandbox, Wrap
from bot.sandbox.repo_handle import RepoHandle
from bot.sandbox.store import App, Issue

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
DEBUG_SECRET = secrets.token_urlsafe(24)
START_LIMIT = 30.0


@dataclass
class Stage(AbstractContextManager["Stage"]):
    """Everything the story needs, set up; closing it stops every process."""

    root: Path
    gh: Sandbox
    app: App
    shop: RepoHandle
    pulls: dict[str, int]
    server: "subprocess.Popen[bytes]"
    app_url: str

    def __exit__(self, *_: object) -> None:
        self.server.send_signal(signal.SIGTERM)
        try:
            self.server.wait(10)
        except subprocess.TimeoutExpired:
            self.server.kill()
        self.gh.close()

    def push(self, login: str, files: dict[str, str], message: str) -> str:
        """A person clones, commits and pushes to main with git; the commit."""
        with tempfile.TemporaryDirectory() as folder:
            url = self.shop.url_for(self.gh.token(login))
            self._git(folder, login, "clone", "--quiet", url, ".")
            for name, text in files.items():
                (Path(folder) / name).write_text(text, encoding="utf-8")
            self._git(folder, login, "commit", "--quiet", "--all", "--message", message)
            self._git(folder, login, "push", "--quiet", "origin", "HEAD:main")
            return self._git(folder, login, "rev-parse", "HEAD")

    def _git(self, folder: str, login: str, *arguments: str) -> str:
        who = {f"GIT_{role}_{what}": v for role in ("AUTHOR", "COMMITTER") for what, v in _person(login)}
        env = {
            "PATH": os.environ["PATH"],
            "HOME": folder,
            "GIT_CONFIG_GLOBAL": "/dev/null",
            "GIT_TERMINAL_PROMPT": "0",
            **who,
        }
        done = subprocess.run(
            ["git", *arguments], cwd=folder, env=env, capture_output=True, check=True, timeout=60
        )
        return done.stdout.decode().strip()

    def merge(self, number: int, login: str) -> httpx.Response:
        """A person presses the merge button."""
        return self.person(login).merge(number)

    def person(self, login: str) -> Person:
        """A person at the API, with a token of their own."""
        return Person(self.gh.api_url, REPOSITORY, self.gh.token(login))

    def plan_again(self) -> list[str]:
        """What another pass would do: a dry run at the App."""
        answer = httpx.post(
            f"{self.app_url}/debug/reconcile",
            json={"repos": [REPOSITORY], "dry_run": True},
            headers={"Authorization": f"Bearer {DEBUG_SECRET}"},
            trust_env=False,
            timeout=60,
        )
        told = answer.raise_for_status().json()
        planned = [effect["kind"] for repo in told["repos"] for effect in repo["planned"]]
        return planned + [error["error"] for error in told["errors"]]

    def job(self) -> Issue | None:
        """The newest issue that the App opened."""
        with self.gh.world.lock:
            ours = [
                i for i in self.shop.record.issues.values() if i.pull is None and i.author == self.app.bot
            ]
            return max(ours, key=lambda i: i.number, default=None)

    def fix(self) -> Issue | None:
        """The newest pull request that the App opened."""
        with self.gh.world.lock:
            ours = [i for i in self.shop.record.issues.values() if i.pull and i.author == self.app.bot]
            return max(ours, key=lambda i: i.number, default=None)


def _person(login: str) -> tuple[tuple[str, str], ...]:
    return (("NAME", login), ("EMAIL", f"{login}@acme.example"))


def set_up(root: Path, wrap: Wrap | None = None) -> Stage:
    """A local GitHub (listened to by `wrap`) with a green shop, two open pull requests, the App at work."""
    shutil.rmtree(root, ignore_errors=True)
    published = {"andon-bot/andon": publish(root / "andon")}
    gh = Sandbox(root / "github", runner="act", wrap=wrap, actions=published)
    app = gh.app("andon")
    port = _free_port()
    app.webhook_url = f"http://127.0.0.1:{port}/webhook"
    gh.install(app, "acme")
    shop = gh.repository(REPOSITORY, FILES)
    shop.require("Andon", app=app, bypass=("alice",))
    gh.idle(60)  # main is green before anything is held against it
    server = _start_app(root, gh, app, port)
    pulls: dict[str, int] = {}
    for login, (branch, title, path, text) in PULLS.items():
        shop.collaborator(login, "write")
        shop.branch(branch, by=login)
        shop.commit({path: text}, branch, title, by=login)
        pulls[login] = shop.pull(branch, title=title, by=login)
    return Stage(root, gh, app, shop, pulls, server, f"http://127.0.0.1:{port}")


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
