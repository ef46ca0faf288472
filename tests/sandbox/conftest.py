"""A running sandbox with a repository and an App, under the contract, for every test below."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import jwt
import pytest

from bot.sandbox import RepoHandle, Sandbox
from bot.sandbox.store import App, Installation
from tests.contract.recorder import Contract


@dataclass
class Site:
    """`acme/shop` with `andon` installed; `api(token)` asks the REST API."""

    gh: Sandbox
    app: App
    installation: Installation
    repo: RepoHandle
    http: httpx.Client = field(default_factory=lambda: httpx.Client(trust_env=False))

    def jwt(self, **changes: Any) -> str:
        """The App's JWT, good unless changed."""
        now = int(self.gh.clock.epoch())
        claims = {"iss": self.app.client_id, "iat": now - 60, "exp": now + 540, **changes}
        return jwt.encode(claims, self.app.private_pem, algorithm="RS256")

    def token(self, **permissions: str) -> str:
        """An installation token, with all permissions unless some are named."""
        return self.gh.installation_token(self.installation, **permissions)

    def ask(self, method: str, path: str, body: Any = None, token: str | None = None) -> httpx.Response:
        """Ask with a token of the installation by default; `/r` stands for the repository."""
        path = path.replace("/r/", f"/repos/{self.repo.name}/", 1)
        headers = {"authorization": f"Bearer {token or self.token()}"}
        return self.http.request(method, self.gh.api_url + path, json=body, headers=headers)

    def graphql(self, query: str, token: str | None = None, **variables: Any) -> dict[str, Any]:
        """The answer's body."""
        headers = {"authorization": f"Bearer {token or self.token()}"}
        body = {"query": query, "variables": variables}
        return self.http.post(f"{self.gh.url}/api/graphql", json=body, headers=headers).json()

    def told(self, event: str, action: str | None = None) -> list[dict[str, Any]]:
        """The payloads that were sent of an event."""
        with self.gh.world.lock:
            return [
                one.payload
                for one in self.gh.world.deliveries
                if (one.event, one.action if action else None) == (event, action)
            ]

    def pull(self, branch: str = "topic", **files: str) -> tuple[int, str]:
        """A pull request that changes files; its number and head."""
        self.repo.branch(branch)
        head = self.repo.commit(files or {"new.txt": "new\n"}, branch, by="bob")
        return self.repo.pull(branch, by="bob"), head


@pytest.fixture
def gh(tmp_path: Path, contract: Contract) -> Iterator[Sandbox]:
    """A sandbox whose runs do nothing."""
    with Sandbox(tmp_path, wrap=contract.wrap) as sandbox:
        yield sandbox
        contract.record_deliveries(sandbox.world.deliveries)


@pytest.fixture
def site(gh: Sandbox) -> Iterator[Site]:
    """The sandbox with one repository and one App."""
    app = gh.app("andon", webhook_url=f"{gh.url}/_sandbox/nowhere")
    repo = gh.repository("acme/shop", {"README.md": "# shop\n"})
    site = Site(gh, app, gh.install(app, "acme"), repo)
    with site.http:
        yield site
