"""`POST /webhook` asked without a network and without an HTTP client: thousands of deliveries in seconds.

Used by `test_webhook_payloads.py`. The expected side is written here a second time, from GitHub's pages
(https://docs.github.com/webhooks/webhook-events-and-payloads), and reads a payload by itself.
"""

import asyncio
import hashlib
import hmac
import json
from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, TypeAlias, cast

from bot.app.server import App, build
from bot.app.settings import read_settings
from bot.loop.queue import Queue
from bot.sandbox.keys import pair
from tests.building import AT
from tests.contract.packages import EXAMPLES, members, needed

Json: TypeAlias = dict[str, Any]
Repos: TypeAlias = frozenset[tuple[int, str]]
"""Installation and node id of each repository that was woken."""

SECRET = "of the webhook"
PULL_REQUEST = {
    *("opened", "reopened", "synchronize", "closed", "edited", "ready_for_review", "converted_to_draft"),
    *("auto_merge_enabled", "auto_merge_disabled", "enqueued", "dequeued"),
}
ISSUES = {"closed", "reopened", "deleted", "transferred", "labeled", "unlabeled"}
WAKES: dict[str, set[str] | None] = {
    "check_run": {"completed", "rerequested", "requested_action"},
    "installation": None,
    "installation_repositories": None,
    "issue_comment": {"created", "edited", "deleted"},
    "issues": ISSUES,
    "merge_group": None,
    "pull_request": PULL_REQUEST,
    "pull_request_review": {"submitted", "dismissed"},
    "push": None,
    "repository": None,
    "status": None,
    "workflow_job": {"completed"},
    "workflow_run": None,
}
"""Events that wake a repository, with the actions that do; None = each."""


@dataclass(frozen=True)
class Example:
    """One payload that GitHub's users published, as text."""

    event: str
    number: int
    text: str


@cache
def examples() -> tuple[Example, ...]:
    """The examples for github.com, in the package's order."""
    (content,) = members(needed(EXAMPLES), "api.github.com/index.json").values()
    return tuple(
        Example(event["name"], number, json.dumps(payload))
        for event in json.loads(content)
        for number, payload in enumerate(event["examples"])
    )


def _says_nothing(event: str, payload: Json) -> bool:
    """Whether it is a status that waits, or the end of a check of ours, or of a job, which tells of itself."""
    if event == "status":
        return payload.get("state") == "pending"
    if event != "check_run" or payload.get("action") != "completed":
        return False
    match payload.get("check_run"):
        case {"name": "Andon" | "Andon config" | "Andon diagnosis"} | {"app": {"slug": "github-actions"}}:
            return True
        case _:
            return False


def expected(event: str, payload: Json) -> Repos:
    """The repositories that a payload wakes: those it names whole, under the installation it names."""
    actions = WAKES.get(event, set())
    if actions is not None and payload.get("action") not in [each for each in actions if each]:
        return frozenset()
    if _says_nothing(event, payload):
        return frozenset()
    match payload.get("installation"):
        case {"id": int(installation)} if installation is not True and installation is not False:
            pass
        case _:
            return frozenset()
    named: list[Any] = [payload.get("repository")]
    for key in ("repositories", "repositories_added"):
        found: Any = payload.get(key)
        if isinstance(found, list):
            named += cast("list[Any]", found)
    return frozenset((installation, each["node_id"]) for each in named if _is_whole(each))


def _is_whole(repository: Any) -> bool:
    match repository:
        case {"id": int(id), "node_id": str(node), "full_name": str(name)}:
            return not isinstance(id, bool) and all(c.isprintable() for c in node + name)
        case _:
            return False


@dataclass
class Receiver:
    """The server's door. Its loop does not run, so that what was woken stays in the queue to be seen."""

    loop: asyncio.AbstractEventLoop = field(default_factory=asyncio.new_event_loop)

    def __post_init__(self) -> None:
        env = {
            "ANDON_APP_ID": "any",
            "ANDON_PRIVATE_KEY": pair("any")[0],
            "ANDON_WEBHOOK_SECRET": SECRET,
            "ANDON_URL": "http://andon.example.com",
        }
        self.app = build(read_settings(env), lambda: AT)
        self.served: App = self.app.state.app

    def close(self) -> None:
        """Close what the server opened."""
        self.loop.run_until_complete(self.served.client.aclose())
        self.loop.close()

    def deliver(self, event: str, body: bytes) -> tuple[int, Repos]:
        """The status of a delivery, rightly signed, and what it woke."""
        return self.loop.run_until_complete(self._deliver(event, body))

    async def _deliver(self, event: str, body: bytes) -> tuple[int, Repos]:
        self.served.queue = Queue(lambda: AT)
        digest = hmac.new(SECRET.encode(), body, hashlib.sha256).hexdigest()
        status = await _asked(
            self.app,
            {b"x-github-event": event.encode(), b"x-hub-signature-256": f"sha256={digest}".encode()},
            body,
        )
        depth = self.served.queue.depth
        woken = await self.served.queue.take(depth) if depth else ()
        return status, frozenset((key.installation, key.node_id) for key, _ in woken)


async def _asked(
    app: Callable[[Any, Any, Any], Awaitable[None]], headers: dict[bytes, bytes], body: bytes
) -> int:
    scope = {
        "type": "http",
        "method": "POST",
        "path": "/webhook",
        "raw_path": b"/webhook",
        "root_path": "",
        "scheme": "http",
        "query_string": b"",
        "headers": list(headers.items()),
        "server": ("andon.example.com", 80),
        "client": ("127.0.0.1", 1),
        "app": app,
    }
    status = 0

    async def receive() -> Json:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: MutableMapping[str, Any]) -> None:
        nonlocal status
        status = message.get("status", status)

    await app(scope, receive, send)
    return status
