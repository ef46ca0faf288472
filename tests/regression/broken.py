"""Twenty ways in which a repository cannot be read, each done to one repository of a fleet."""

import json
import re
from collections.abc import Callable, Mapping, MutableMapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from bot.sandbox import git
from bot.sandbox.faults import Kind
from bot.sandbox.server import AsgiApp
from tests.regression.fleet import CONFIG, Fleet

JOBS = "GET /repos/{owner}/{repo}/actions/runs/{run_id}/jobs"
CONTENTS = "GET /repos/{owner}/{repo}/contents/{path}"
VANISHED, SUSPENDED = "acme/vanished", "globex/suspended"

Break = Callable[[Fleet, str], object]


def field_fails(name: str, kind: Kind, fleet: Fleet, repo: str) -> None:
    """GitHub gives an error instead of a field."""
    fleet.gh.break_field(name, kind, fleet.ran(fleet.plant(repo), "success"))


def route_fails(route: str, status: int, fleet: Fleet, repo: str) -> None:
    """CI failed, and a detail of that cannot be had."""
    fleet.gh.break_route(route, status, repo=fleet.ran(fleet.plant(repo), "failure"))


def config_is(text: str | bytes, fleet: Fleet, repo: str) -> None:
    """The configuration is none, and never was one."""
    fleet.plant(repo, fleet.plain).commit({CONFIG: text})


def has_claims(count: int, fleet: Fleet, repo: str) -> None:
    """More claims than one query lists."""
    planted = fleet.ran(fleet.plant(repo), "success")
    for number in range(count):
        git.update_ref(planted.record.path, f"refs/andon/{number:016x}", planted.head())


def nothing_yet(fleet: Fleet, repo: str) -> None:
    """What is broken about it comes later, or on the way."""
    fleet.ran(fleet.plant(repo), "success")


BREAKS: Mapping[str, Break] = {
    "acme/name": partial(field_fails, "Repository.nameWithOwner", "RESOURCE_LIMITS_EXCEEDED"),
    "acme/branch": partial(field_fails, "Repository.defaultBranchRef", "RESOURCE_LIMITS_EXCEEDED"),
    "acme/files": partial(field_fails, "Repository.object", "FORBIDDEN"),
    "acme/claims": partial(field_fails, "Repository.refs", "FORBIDDEN"),
    "acme/pulls": partial(field_fails, "Repository.pullRequests", "RESOURCE_LIMITS_EXCEEDED"),
    "acme/history": partial(field_fails, "Commit.history", "RESOURCE_LIMITS_EXCEEDED"),
    "acme/suites": partial(field_fails, "Commit.checkSuites", "FORBIDDEN"),
    "acme/spoiler": partial(field_fails, "Commit.messageHeadline", "SOMETHING_WENT_WRONG"),
    "acme/jobs-502": partial(route_fails, JOBS, 502),
    "acme/jobs-403": partial(route_fails, JOBS, 403),
    "acme/file-502": partial(route_fails, CONTENTS, 502),
    "acme/unknown-key": partial(config_is, "version: 1\nmod: enforce\n"),
    "acme/not-yaml": partial(config_is, "version: [1\n"),
    "acme/binary": partial(config_is, b"\0\1\2" * 100),
    "acme/many-claims": partial(has_claims, 101),
    "acme/listed-oddly": nothing_yet,
    "acme/scanned-oddly": nothing_yet,
    "acme/ran-oddly": lambda fleet, repo: fleet.ran(fleet.plant(repo), "failure"),
    VANISHED: nothing_yet,
    SUSPENDED: nothing_yet,
}
"""By the repository that it is done to."""


@dataclass
class Meddler:
    """Between the bot and the sandbox: makes answers odd, and breaks things once the sweep is under way."""

    app: AsgiApp
    at_first_scan: list[Callable[[], object]] = field(default_factory=list[Callable[[], object]])

    async def __call__(self, scope: MutableMapping[str, Any], receive: Any, send: Any) -> None:
        path = str(scope.get("path", ""))
        if path.endswith("/graphql"):
            while self.at_first_scan:
                self.at_first_scan.pop()()
        odd = next((change for end, change in ODDITIES.items() if re.search(end, path)), None)
        await self.app(scope, receive, _Rewritten(send, odd) if odd else send)


@dataclass
class _Rewritten:
    """An answer whose JSON is changed on its way."""

    send: Any
    change: Callable[[Any], None]
    start: MutableMapping[str, Any] = field(default_factory=dict[str, Any])
    body: bytes = b""

    async def __call__(self, message: MutableMapping[str, Any]) -> None:
        if message["type"] == "http.response.start":
            self.start = message
            return
        self.body += message.get("body", b"")
        if message.get("more_body", False):
            return
        if self.start["status"] == 200:
            told = json.loads(self.body)
            self.change(told)
            self.body = json.dumps(told).encode()
        headers = [(name, value) for name, value in self.start["headers"] if name != b"content-length"]
        length = (b"content-length", str(len(self.body)).encode())
        await self.send({**self.start, "headers": [*headers, length]})
        await self.send({"type": "http.response.body", "body": self.body})


def _odd_list(told: Any) -> None:
    for one in told["repositories"]:
        if one["full_name"] == "acme/listed-oddly":
            one["node_id"] = None


def _odd_scan(told: Any) -> None:
    for one in told["data"].get("nodes", ()):
        if one and one["nameWithOwner"] == "acme/scanned-oddly":
            one["isPrivate"] = "perhaps"


def _odd_jobs(told: Any) -> None:
    told["jobs"][0]["status"] = 7


ODDITIES: Mapping[str, Callable[[Any], None]] = {
    r"/installation/repositories$": _odd_list,
    r"/graphql$": _odd_scan,
    r"/acme/ran-oddly/actions/runs/\d+/jobs$": _odd_jobs,
}
"""What is changed in answers, by where they come from."""
