"""The server: `POST /webhook`, `POST /token`, `POST /debug/reconcile`, health, readiness.

A webhook is verified over its raw body, wakes its repositories, and is answered at once; everything
else happens in passes.
"""

import asyncio
import hmac
import json
from collections import OrderedDict
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, cast

import structlog
from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot import __version__
from bot.app.describe import describe
from bot.app.exchange import Exchange, Refused
from bot.app.settings import Settings
from bot.github.client import Client
from bot.github.errors import GitHubError
from bot.github.oidc import ExchangeFailed, Keys
from bot.github.webhooks import MAX_BODY, pressed, signed, told, wake
from bot.loop.brain import Brain, Identity
from bot.loop.engine import Engine
from bot.loop.presses import Presses
from bot.loop.queue import Queue, RepoKey
from bot.loop.redelivery import Redelivery
from bot.loop.sweep import identify
from bot.observe.scan import Apps
from bot.telemetry.ledger import JsonLines

log = structlog.get_logger()
MOST_GUIDS = 10_000
MOST_NAMES = 500


def _nobody() -> None:
    """Nobody waits for the loop to die."""


@dataclass
class App:
    """The running App: what its handlers share. `on_death` is called once if its loop dies."""

    settings: Settings
    client: Client
    queue: Queue
    now: Callable[[], datetime]
    ledger: JsonLines
    exchange: Exchange
    engine: Engine | None = None
    brain: Brain | None = None
    redelivery: Redelivery | None = None
    presses: Presses = field(default_factory=Presses)
    guids: OrderedDict[str, None] = field(default_factory=OrderedDict[str, None])
    dead: bool = False
    on_death: Callable[[], None] = _nobody

    async def webhook(self, request: Request) -> Response:
        """Verify, wake, answer: 202; 400 not JSON, 401 not signed, 413 too large."""
        body = await _body(request)
        if body is None:
            return _refusal(413, f"the body is larger than {MAX_BODY} bytes")
        if not signed(body, request.headers.get("x-hub-signature-256"), self.settings.webhook_secrets):
            return _refusal(
                401, "X-Hub-Signature-256 is missing or wrong; is ANDON_WEBHOOK_SECRET the App's?"
            )
        payload = told(body)
        if payload is None:
            return _refusal(
                400, "the body is not a JSON object; set the webhook's content type to application/json"
            )
        guid = request.headers.get("x-github-delivery", "")
        if not guid or guid not in self.guids:
            if press := pressed(request.headers.get("x-github-event", ""), payload, self.now()):
                self.presses.note(*press)
            for woken in wake(request.headers.get("x-github-event", ""), payload):
                self.queue.add(RepoKey(installation=woken.installation, node_id=woken.node_id), "webhook")
            self._remember(guid)
        return JSONResponse({"accepted": True}, 202)

    def _remember(self, guid: str) -> None:
        """Remember a delivery that was taken; a failed one never comes here and may be tried again."""
        if guid:
            self.guids[guid] = None
            while len(self.guids) > MOST_GUIDS:
                self.guids.popitem(last=False)

    async def token(self, request: Request) -> Response:
        """An App token for a propose job, against its OIDC token."""
        scheme, _, oidc = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() != "bearer" or not oidc:
            return _refusal(401, "send the job's OIDC token as `Authorization: Bearer …`")
        try:
            return JSONResponse({"token": await self.exchange.give(oidc)})
        except Refused as error:
            log.warning("token refused", why=str(error))
            return _refusal(403, str(error))
        except (GitHubError, ExchangeFailed) as error:
            log.warning("token exchange failed", why=str(error))
            return _refusal(503, f"the exchange could not ask GitHub: {error}")

    async def reconcile(self, request: Request) -> Response:
        """One pass over named repositories, now: `{"repos": ["a/b"], "dry_run": true}`."""
        if not self._authorised(request):
            return _refusal(401, "send ANDON_DEBUG_SECRET as `Authorization: Bearer …`")
        names, dry_run = _asked(await _body(request) or b"")
        if names is None:
            return _refusal(400, 'send {"repos": ["owner/name", …], "dry_run": true or false}')
        brain = self.brain
        if brain is None:
            return _refusal(503, "starting")
        return JSONResponse(describe(await brain.reconcile(names, dry_run)))

    def _authorised(self, request: Request) -> bool:
        given = request.headers.get("authorization", "").removeprefix("Bearer ").encode("utf-8", "replace")
        wanted = (self.settings.debug_secret or "").encode()
        return bool(wanted) and hmac.compare_digest(given, wanted)

    async def health(self, request: Request) -> Response:
        """Whether the process answers."""
        return JSONResponse({"status": "ok", "version": __version__})

    async def ready(self, request: Request) -> Response:
        """Whether GitHub knows us, the first sweep has listed the repositories, and the loop lives."""
        up = self.engine is not None and self.engine.swept.is_set() and not self.dead
        status = "dead" if self.dead else "ready" if up else "starting"
        gap = self.redelivery.gap if self.redelivery else None
        lost = None if gap is None else {**asdict(gap), "oldest": gap.oldest and gap.oldest.isoformat()}
        body = {"status": status, "queue": self.queue.depth, "idle": self.queue.idle, "webhooks": lost}
        return JSONResponse(body, 200 if up else 503)

    async def start(self) -> None:
        """Learn who we are, then pass and sweep for ever; GitHub being away only delays it."""
        while self.brain is None:
            try:
                app_id, slug = await identify(self.client)
            except GitHubError as error:
                log.warning("GitHub does not answer for the App", error=str(error))
                await asyncio.sleep(2)
                continue
            apps = Apps(app_id, self.settings.actions_app, slug)
            who = Identity(apps, slug, self.settings.web_url, self.settings.app_url, self.settings.name)
            self.brain = Brain(self.client, who, self.now, self.ledger, presses=self.presses)
        engine = Engine(self.brain, self.queue, timedelta(seconds=self.settings.sweep_seconds))
        redelivery = Redelivery(self.client, self.ledger, self.now)
        self.engine, self.redelivery = engine, redelivery
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(engine.run())
            await engine.swept.wait()  # by then the server listens
            tasks.create_task(redelivery.run())

    def ended(self, loop: asyncio.Task[None]) -> None:
        """The loop ended. Unless it was stopped, nothing happens any more: say so, and have it told."""
        if not loop.cancelled():
            self.dead = True
            log.critical("the loop died; this process is of no use", repo="*", exc_info=loop.exception())
            self.on_death()


def _asked(body: bytes) -> tuple[tuple[str, ...] | None, bool]:
    """The repositories and the dry-run flag of a debug request; None if it makes no sense."""
    try:
        asked = cast("dict[str, Any]", json.loads(body))
        repos, dry_run = asked.get("repos"), asked.get("dry_run", False)
    except (ValueError, AttributeError, RecursionError):
        return None, False
    names = cast("list[Any]", repos) if isinstance(repos, list) else []
    good = (
        0 < len(names) <= MOST_NAMES and all(isinstance(n, str) for n in names) and isinstance(dry_run, bool)
    )
    return (tuple(names), bool(dry_run)) if good else (None, False)


async def _body(request: Request) -> bytes | None:
    """The raw body, None if it is larger than GitHub ever sends."""
    parts: list[bytes] = []
    size = 0
    try:
        async for chunk in request.stream():
            size += len(chunk)
            if size > MAX_BODY:
                return None
            parts.append(chunk)
    except ClientDisconnect:
        return b""
    return b"".join(parts)


def _refusal(status: int, why: str) -> JSONResponse:
    return JSONResponse({"error": why}, status)


def build(settings: Settings, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> Starlette:
    """The server as an ASGI application; its loop runs while it does."""
    client = Client(settings.credentials, settings.api_url, now, limits=settings.limits)
    app = App(
        settings=settings,
        client=client,
        queue=Queue(now),
        now=now,
        ledger=JsonLines(settings.ledger),
        exchange=Exchange(client, settings, now, Keys(settings.oidc_issuer)),
    )

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncGenerator[None]:
        loop = asyncio.create_task(app.start())
        loop.add_done_callback(app.ended)
        try:
            yield
        finally:
            loop.cancel()
            await asyncio.wait((loop,))
            await client.aclose()

    routes = [
        Route("/webhook", app.webhook, methods=["POST"]),
        Route("/token", app.token, methods=["POST"]),
        Route("/debug/reconcile", app.reconcile, methods=["POST"]),
        Route("/healthz", app.health),
        Route("/readyz", app.ready),
    ]
    server = Starlette(routes=routes, lifespan=lifespan)
    server.state.app = app
    return server
