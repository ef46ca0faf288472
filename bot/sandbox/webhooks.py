"""Webhook deliveries: signed, in order per App, ten seconds each, never tried again by themselves.

What happened is put on a queue while the world's lock is held; one thread per App posts it.
"""

import hashlib
import hmac
import json
import queue
import threading
import time
import uuid
from dataclasses import replace

import httpx

from bot.sandbox import shapes
from bot.sandbox.access import installation_of
from bot.sandbox.store import App, Delivery, Json, Repo, World

TIMEOUT_SECONDS = 10


class Webhooks:
    """The deliveries of one world. `lost` drops them as a broken network would."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._queues: dict[int, queue.Queue[Delivery | None]] = {}
        self._threads: list[threading.Thread] = []
        self._waiting = 0
        self.lost = False

    def emit(self, repo: Repo, event: str, action: str | None, payload: Json) -> None:
        """Queue an event for every App that is installed there and subscribed; lock held."""
        for app in list(self._world.apps.values()):
            found = installation_of(self._world, app, repo)
            if found is not None and event in app.events:
                about = {"id": found.id, "node_id": shapes.node_id("INST", found.id)}
                self._queue(app, event, action, {**payload, "installation": about}, (found.id, repo.id))
        self._world.changed.notify_all()

    def tell(self, app: App, event: str, action: str, payload: Json, installation_id: int) -> None:
        """Queue an event that concerns the App itself (`installation`)."""
        self._queue(app, event, action, payload, (installation_id, None))

    def _queue(
        self, app: App, event: str, action: str | None, payload: Json, ids: tuple[int, int | None]
    ) -> None:
        if app.webhook_url is None:
            return
        delivery = Delivery(
            id=self._world.next_id(),
            guid=str(uuid.uuid4()),
            app=app,
            event=event,
            action=action,
            # Frozen as it is now: the records go on changing.
            payload=json.loads(json.dumps(payload)),
            delivered=self._world.clock.now(),
            installation_id=ids[0],
            repository_id=ids[1],
        )
        self._world.deliveries.append(delivery)
        if self.lost:
            delivery.ended = True
        else:
            self._post_later(delivery)

    def redeliver(self, delivery: Delivery) -> Delivery:
        """Send it again: a new attempt with the same guid."""
        with self._world.lock:
            again = replace(delivery, id=self._world.next_id(), redelivery=True, status_code=0, ended=False)
            self._world.deliveries.append(again)
            self._post_later(again)
        return again

    def _post_later(self, delivery: Delivery) -> None:
        app_queue = self._queues.get(delivery.app.id)
        if app_queue is None:
            app_queue = self._queues[delivery.app.id] = queue.Queue()
            name = f"webhooks-{delivery.app.slug}"
            thread = threading.Thread(target=self._work, args=(app_queue,), name=name, daemon=True)
            self._threads.append(thread)
            thread.start()
        self._waiting += 1
        app_queue.put(delivery)

    def pending(self) -> int:
        """How many deliveries have not ended."""
        with self._world.lock:
            return self._waiting

    def close(self) -> None:
        """Stop the threads; what is still queued is dropped."""
        self.lost = True
        for app_queue in self._queues.values():
            while not app_queue.empty():
                app_queue.get_nowait()
            app_queue.put(None)
        for thread in self._threads:
            thread.join(TIMEOUT_SECONDS + 1)

    def _work(self, app_queue: queue.Queue[Delivery | None]) -> None:
        with httpx.Client(timeout=TIMEOUT_SECONDS, trust_env=False) as client:
            while (delivery := app_queue.get()) is not None:
                began = time.monotonic()
                status = 0 if self.lost else _post(client, delivery)
                with self._world.lock:
                    delivery.status_code = status
                    delivery.duration_ms = int((time.monotonic() - began) * 1000)
                    delivery.delivered = self._world.clock.now()
                    delivery.ended = True
                    self._waiting -= 1
                    self._world.changed.notify_all()


def _post(client: httpx.Client, delivery: Delivery) -> int:
    """The receiver's status; 0 if there was none, as in a timeout."""
    body = json.dumps(delivery.payload).encode()
    try:
        return client.post(
            delivery.app.webhook_url or "", content=body, headers=_headers(delivery, body)
        ).status_code
    except httpx.HTTPError as error:
        if isinstance(error, httpx.TimeoutException):
            delivery.problem = "timed out"
        return 0


def _headers(delivery: Delivery, body: bytes) -> dict[str, str]:
    digest = hmac.new(delivery.app.webhook_secret.encode(), body, hashlib.sha256).hexdigest()
    return {
        "Accept": "*/*",
        "Content-Type": "application/json",
        "User-Agent": f"GitHub-Hookshot/{delivery.guid[:7]}",
        "X-GitHub-Delivery": delivery.guid,
        "X-GitHub-Event": delivery.event,
        "X-GitHub-Hook-ID": str(delivery.app.id),
        "X-GitHub-Hook-Installation-Target-ID": str(delivery.app.id),
        "X-GitHub-Hook-Installation-Target-Type": "integration",
        "X-Hub-Signature-256": f"sha256={digest}",
    }
