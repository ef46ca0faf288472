"""Listening at the sandbox's door: every API exchange is judged before its answer leaves.

Pure ASGI, put around the sandbox's app with `Sandbox(root, wrap=contract.wrap)`. Only paths of the
API (`/api/v3`, `/api/graphql`) are judged; git, links to logs and the sandbox's own controls are not
GitHub's API. `judgement.py` decides; `plugin.py` makes a test fail on what is found here.
"""

import threading
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from bot.sandbox.store import Delivery
from tests.contract.judgement import Exchange, Violation, judge
from tests.contract.openapi import Specification, specification
from tests.contract.webhooks import payload_problems

Message: TypeAlias = MutableMapping[str, Any]
Receive: TypeAlias = Callable[[], Awaitable[Message]]
Send: TypeAlias = Callable[[Message], Awaitable[None]]
ASGIApp: TypeAlias = Callable[[Message, Receive, Send], Awaitable[None]]

Tally: TypeAlias = Counter[tuple[str, str, int]]
"""How often (operation, side that asked, status of the answer) was seen."""

_PREFIXES = (("/api/v3", ""), ("/api/graphql", "/graphql"))


@dataclass
class Contract:
    """What one test's exchanges showed. Safe to use from the sandbox's threads."""

    specification: Specification = field(default_factory=specification)
    violations: list[Violation] = field(default_factory=list[Violation])
    tally: Tally = field(default_factory=Counter[tuple[str, str, int]])
    _delivered: set[int] = field(default_factory=set[int])
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def wrap(self, app: ASGIApp) -> ASGIApp:
        """The app, with every API exchange recorded here."""
        return _Recorder(app, self)

    def record(self, exchange: Exchange) -> None:
        """Judge one exchange and keep the verdict."""
        verdict = judge(exchange, self.specification)
        with self._lock:
            self.violations += verdict.violations
            if verdict.operation:
                self.tally[(verdict.operation, exchange.side, exchange.status)] += 1

    def record_deliveries(self, deliveries: Iterable[Delivery]) -> None:
        """Judge what the sandbox sent to Apps (`world.deliveries`), each once."""
        for each in deliveries:
            if each.id in self._delivered:
                continue
            self._delivered.add(each.id)
            name = f"{each.event}.{each.action}" if each.action else each.event
            for problem in payload_problems(each.event, each.action, each.payload):
                self.violations.append(Violation("sandbox", f"webhook {name}", each.status_code, problem))

    def check(self) -> None:
        """Raise AssertionError with every violation, once each."""
        found = list(dict.fromkeys(map(str, self.violations)))
        assert not found, "Not as GitHub publishes it:\n" + "\n".join(found)


@dataclass
class _Recorder:
    app: ASGIApp
    contract: Contract

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        path = _api_path(scope) if scope["type"] == "http" else None
        if path is None:
            await self.app(scope, receive, send)
            return
        asked = await _asked(receive)
        if (
            asked[-1]["type"] == "http.disconnect"
        ):  # whoever asked is gone, and asked nothing that could be judged
            await self.app(scope, _replayed(asked, receive), send)
            return
        body = b"".join(message.get("body", b"") for message in asked)
        answer = _Answer(send, lambda made: self.contract.record(_exchange(scope, path, body, made)))
        await self.app(scope, _replayed(asked, receive), answer)


@dataclass
class _Answer:
    """Passes an answer on, and reports it just before its end is sent."""

    send: Send
    report: "Callable[[_Answer], None]"
    status: int = 0
    headers: dict[str, str] = field(default_factory=dict[str, str])
    body: bytearray = field(default_factory=bytearray)

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            self.headers = _headers(message.get("headers", ()))
        elif message["type"] == "http.response.body":
            self.body += message.get("body", b"")
            if not message.get("more_body", False):
                self.report(self)
        await self.send(message)


def _api_path(scope: Message) -> str | None:
    path = scope.get("raw_path", scope["path"].encode()).split(b"?")[0].decode("ascii")
    for prefix, replacement in _PREFIXES:
        if path == prefix or path.startswith(prefix + "/"):
            return replacement + path[len(prefix) :]
    return None


def _exchange(scope: Message, path: str, body: bytes, made: _Answer) -> Exchange:
    return Exchange(
        method=scope["method"],
        path=path,
        query=scope["query_string"].decode("ascii"),
        sent=_headers(scope["headers"]),
        body=body,
        status=made.status,
        received=made.headers,
        answer=bytes(made.body),
    )


def _headers(pairs: Any) -> dict[str, str]:
    return {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in pairs}


async def _asked(receive: Receive) -> list[Message]:
    """The whole request; or what came of it before whoever asked hung up."""
    found: list[Message] = []
    while True:
        found.append(await receive())
        if not found[-1].get("more_body", False):
            return found


def _replayed(asked: list[Message], receive: Receive) -> Receive:
    """The request once more; then whatever comes after it (a disconnect)."""
    pending = list(reversed(asked))

    async def replay() -> Message:
        return pending.pop() if pending else await receive()

    return replay
