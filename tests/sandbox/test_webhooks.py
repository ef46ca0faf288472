"""Deliveries: signed, ordered, droppable, redeliverable."""

import hashlib
import hmac
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest

from bot.sandbox import Sandbox
from tests.sandbox.conftest import Site

Got = list[tuple[dict[str, str], bytes]]


@pytest.fixture
def receiver() -> Iterator[tuple[str, Got]]:
    """A web server that keeps what it is sent; its URL."""
    got: Got = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            got.append(({key.lower(): value for key, value in self.headers.items()}, body))
            self.send_response(202)
            self.end_headers()

        def log_message(self, format: str, *args: Any) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/webhook", got
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_delivery_is_signed_over_its_raw_body(gh: Sandbox, receiver: tuple[str, Got]) -> None:
    url, got = receiver
    app = gh.app("andon", webhook_url=url)
    gh.install(app, "acme")
    gh.idle()
    headers, body = got[0]
    digest = hmac.new(app.webhook_secret.encode(), body, hashlib.sha256).hexdigest()
    assert ("installation", f"sha256={digest}", "integration", True) == (
        headers["x-github-event"],
        headers["x-hub-signature-256"],
        headers["x-github-hook-installation-target-type"],
        headers["user-agent"].startswith("GitHub-Hookshot/"),
    )
    assert (202, headers["x-github-delivery"]) == (
        gh.world.deliveries[0].status_code,
        gh.world.deliveries[0].guid,
    )


def test_deliveries_keep_their_order_and_redelivery_its_guid(gh: Sandbox, receiver: tuple[str, Got]) -> None:
    url, got = receiver
    gh.install(gh.app("andon", webhook_url=url), "acme")
    repo = gh.repository("acme/shop", {"a": "b"})
    for number in range(5):
        repo.commit({"a": str(number)})
    gh.idle()
    sent = [one.guid for one in gh.world.deliveries]
    assert sent == [headers["x-github-delivery"] for headers, _ in got]
    gh.redeliver(gh.world.deliveries[1])
    gh.idle()
    assert sent[1] == got[-1][0]["x-github-delivery"]


def test_lost_deliveries_are_recorded_but_not_sent(gh: Sandbox, receiver: tuple[str, Got]) -> None:
    url, got = receiver
    gh.webhooks_lost()
    gh.install(gh.app("andon", webhook_url=url), "acme")
    gh.idle()
    assert ([], [0]) == (got, [one.status_code for one in gh.world.deliveries])


def test_only_subscribed_apps_that_reach_the_repository_are_told(site: Site) -> None:
    deaf = site.gh.app("deaf", events=[], webhook_url=f"{site.gh.url}/_sandbox/nowhere")
    site.gh.install(deaf, "acme")
    site.gh.repository("elsewhere/thing", {"a": "b"})
    told = {(one.app.slug, one.event) for one in site.gh.world.deliveries}
    assert {("andon", "installation"), ("deaf", "installation")} == told
    site.repo.commit({"a": "b"})
    assert ["acme/shop"] == [one["repository"]["full_name"] for one in site.told("push")]
