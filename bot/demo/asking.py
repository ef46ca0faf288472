"""What a person sees of the repository: GitHub's REST API, asked with that person's token.

The table at the end is read with it, so that it says what GitHub shows and not what the stage knows.
Neighbour: `run`, which holds it against what should be.
"""

import base64
import ssl
from dataclasses import dataclass
from typing import Any, TypeAlias

import httpx

Json: TypeAlias = dict[str, Any]
LIMIT = 30.0
"""Seconds that one answer may take."""
_TLS = ssl.create_default_context()
"""Made once: the local GitHub speaks plain HTTP, and making one takes longer than a call."""


@dataclass(frozen=True)
class Shown:
    """An issue or pull request: what one looks at. A pull request's `head` and `merged_by` are filled."""

    number: int
    state: str
    body: str
    labels: tuple[str, ...]
    head: str = ""
    merged_by: str | None = None


@dataclass(frozen=True)
class Check:
    """A check run on a commit."""

    id: int
    title: str


@dataclass(frozen=True)
class Person:
    """Somebody with a token, at one repository (`owner/name`)."""

    api_url: str
    repository: str
    token: str

    def issues_by(self, login: str, *, pulls: bool) -> list[int]:
        """The numbers of all issues, or all pull requests, that an account opened."""
        listed = self._get("/issues", state="all", per_page=100)
        return sorted(
            one["number"]
            for one in listed
            if one["user"]["login"] == login and ("pull_request" in one) == pulls
        )

    def issue(self, number: int) -> Shown:
        """An issue."""
        return _shown(self._get(f"/issues/{number}"))

    def pull(self, number: int) -> Shown:
        """A pull request."""
        return _shown(self._get(f"/pulls/{number}"))

    def commenters(self, number: int) -> list[str]:
        """Who wrote the comments on an issue, first to last."""
        return [one["user"]["login"] for one in self._get(f"/issues/{number}/comments", per_page=100)]

    def checks(self, sha: str, name: str, app_id: int) -> list[Check]:
        """An App's check runs of a name on a commit, newest first."""
        asked = {"check_name": name, "app_id": app_id, "filter": "all"}
        found = self._get(f"/commits/{sha}/check-runs", **asked)["check_runs"]
        return [Check(one["id"], one["output"]["title"] or "") for one in found]

    def attempts(self, workflow: str, **filters: str) -> list[int]:
        """The attempts of a workflow's runs, one number per run."""
        found = self._get(f"/actions/workflows/{workflow}/runs", **filters)["workflow_runs"]
        return [one["run_attempt"] for one in found]

    def file(self, path: str) -> str:
        """A file on the default branch."""
        return base64.b64decode(self._get(f"/contents/{path}")["content"]).decode()

    def merge(self, number: int) -> httpx.Response:
        """Press the merge button."""
        return self._ask("PUT", f"/pulls/{number}/merge", json={"merge_method": "merge"})

    def _get(self, path: str, **query: str | int) -> Any:
        return self._ask("GET", path, params=query).raise_for_status().json()

    def _ask(self, method: str, path: str, **sent: Any) -> httpx.Response:
        headers = {
            "Authorization": f"Bearer {self.token}",
            "Accept": "application/vnd.github+json",
            "X-GitHub-Api-Version": "2022-11-28",
            "User-Agent": "andon-demo",
        }
        url = f"{self.api_url}/repos/{self.repository}{path}"
        return httpx.request(
            method, url, headers=headers, timeout=LIMIT, trust_env=False, verify=_TLS, **sent
        )


def _shown(one: Json) -> Shown:
    """From either shape: what a plain issue lacks stays empty."""
    merged_by: Json = one.get("merged_by") or {}
    head: Json = one.get("head") or {}
    labels = sorted(label["name"] for label in one["labels"])
    return Shown(
        number=one["number"],
        state="merged" if one.get("merged") else one["state"],
        body=one["body"] or "",
        labels=tuple(labels),
        head=head.get("sha", ""),
        merged_by=merged_by.get("login"),
    )
