"""A repository with an App on it, of which every operation in the table is asked, rightly and wrongly."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import httpx
import jwt

from bot.github.client import API_VERSION
from bot.sandbox import RepoHandle, Sandbox
from bot.sandbox.store import App, Installation

MISSING = "f" * 40
CI = """
name: CI
on:
  push: {branches: [main]}
  pull_request:
jobs:
  test: {runs-on: ubuntu-latest, steps: [{run: "true"}]}
"""
FIX = """
name: Fix
on:
  workflow_dispatch:
    inputs: {job: {type: string}}
jobs:
  fix: {runs-on: ubuntu-latest, steps: [{run: "true"}]}
"""


@dataclass
class Scene:
    """A sandbox with one repository, an App installed on it, and a client that asks as the App."""

    gh: Sandbox
    app: App
    installation: Installation
    repo: RepoHandle
    head: str
    topic: str
    pull: int
    http: httpx.Client

    def jwt(self) -> str:
        now = int(self.gh.clock.now().timestamp())
        claims = {"iss": self.app.client_id, "iat": now - 60, "exp": now + 540}
        return jwt.encode(claims, self.app.private_pem, algorithm="RS256")

    def token(self, **narrowed: Any) -> str:
        path = f"/app/installations/{self.installation.id}/access_tokens"
        return self.ask(201, "POST", path, narrowed, token=self.jwt())["token"]

    def ask(self, expected: int, method: str, path: str, body: Any = None, token: str | None = None) -> Any:
        """The answer's JSON; the status must be the expected one."""
        headers = {
            "authorization": f"Bearer {token or self.default}",
            "accept": "application/vnd.github+json",
            "x-github-api-version": API_VERSION,
        }
        answer = self.http.request(method, self.gh.url + "/api/v3" + path, headers=headers, json=body)
        assert (expected, path) == (answer.status_code, path), answer.text
        return answer.json() if answer.content else None

    def __post_init__(self) -> None:
        self.default = ""
        self.default = self.token()

    def in_repo(
        self, expected: int, method: str, path: str, body: Any = None, token: str | None = None
    ) -> Any:
        return self.ask(expected, method, "/repos/acme/shop" + path, body, token)


def make_scene(gh: Sandbox) -> Iterator[Scene]:
    """The scene, with its runs over before and after."""
    with httpx.Client(trust_env=False) as http:
        app = gh.app("andon", webhook_url=gh.url + "/_sandbox/nobody")
        installation = gh.install(app, "acme")
        files = {"README.md": "Shop\n", ".github/workflows/ci.yml": CI, ".github/workflows/fix.yml": FIX}
        repo = gh.repository("acme/shop", files=files)
        repo.collaborator("alice", "admin")
        repo.branch("topic", at="main")
        topic = repo.commit({"a.py": "a = 1\n"}, branch="topic", message="Add a", by="alice")
        pull = repo.pull("topic", base="main", title="Add a", by="alice")
        gh.idle()
        yield Scene(gh, app, installation, repo, repo.head("main"), topic, pull, http)
        gh.idle()
