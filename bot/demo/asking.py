"""What a person sees of a repository: GitHub's REST API, asked with that person's token.

The table at the end is read with it, so that it says what GitHub shows and not what the stage knows.
Neighbour: `looks`, which makes one line of the table of each answer.
"""

import base64
import ssl
from dataclasses import dataclass
from typing import Any, TypeAlias

import httpx

from bot.github.client import API_VERSION

Json: TypeAlias = dict[str, Any]
LIMIT = 30.0
"""Seconds that one answer may take."""
_TLS = ssl.create_default_context()
"""Made once: the local GitHub speaks plain HTTP, and making one takes longer than a call."""


@dataclass(frozen=True)
class About:
    """A repository as GitHub shows it."""

    name: str
    archived: bool
    has_issues: bool
    fork: bool
    default_branch: str


@dataclass(frozen=True)
class Shown:
    """An issue or pull request: what one looks at. The last three are a pull request's."""

    number: int
    state: str
    title: str
    body: str
    labels: tuple[str, ...]
    head: str = ""
    mergeable: str = ""
    merged_by: str | None = None


@dataclass(frozen=True)
class Said:
    """A comment: who wrote it, and what."""

    author: str
    body: str


@dataclass(frozen=True)
class Check:
    """A check run on a commit."""

    id: int
    conclusion: str
    title: str
    summary: str
    text: str


@dataclass(frozen=True)
class Ran:
    """A workflow run at its newest attempt; `title` is the commit's."""

    sha: str
    title: str
    attempt: int
    conclusion: str


@dataclass(frozen=True)
class Person:
    """Somebody with a token, at one repository (`owner/name`)."""

    api_url: str
    repository: str
    token: str

    def about(self) -> About:
        """The repository itself."""
        one = self._get("")
        return About(one["full_name"], one["archived"], one["has_issues"], one["fork"], one["default_branch"])

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

    def comments(self, number: int) -> list[Said]:
        """The comments on an issue, first to last."""
        listed = self._get(f"/issues/{number}/comments", per_page=100)
        return [Said(one["user"]["login"], one["body"] or "") for one in listed]

    def checks(self, sha: str, name: str, app_id: int) -> list[Check]:
        """An App's check runs of a name on a commit, newest first."""
        asked = {"check_name": name, "app_id": app_id, "filter": "all"}
        found = self._get(f"/commits/{sha}/check-runs", **asked)["check_runs"]
        return [_check(one) for one in found]

    def runs(self, workflow: str, **filters: str) -> list[Ran]:
        """A workflow's runs, newest first."""
        found = self._get(f"/actions/workflows/{workflow}/runs", **filters)["workflow_runs"]
        return [
            Ran(one["head_sha"], one["display_title"], one["run_attempt"], one["conclusion"] or one["status"])
            for one in found
        ]

    def head(self, branch: str) -> str:
        """A branch's newest commit."""
        return self._get(f"/git/ref/heads/{branch}")["object"]["sha"]

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
            "X-GitHub-Api-Version": API_VERSION,
            "User-Agent": "andon-demo",
        }
        return httpx.request(
            method,
            f"{self.api_url}/repos/{self.repository}{path}",
            headers=headers,
            timeout=LIMIT,
            trust_env=False,
            verify=_TLS,
            follow_redirects=True,  # a renamed repository answers under its old name too
            **sent,
        )


def _check(one: Json) -> Check:
    output = one["output"]
    texts = (output["title"] or "", output["summary"] or "", output["text"] or "")
    return Check(one["id"], one["conclusion"] or one["status"], *texts)


def _shown(one: Json) -> Shown:
    """From either shape: what a plain issue lacks stays empty."""
    merged_by: Json = one.get("merged_by") or {}
    head: Json = one.get("head") or {}
    labels = sorted(label["name"] for label in one["labels"])
    return Shown(
        number=one["number"],
        state="merged" if one.get("merged") else one["state"],
        title=one["title"],
        body=one["body"] or "",
        labels=tuple(labels),
        head=head.get("sha", ""),
        mergeable=one.get("mergeable_state", ""),
        merged_by=merged_by.get("login"),
    )
