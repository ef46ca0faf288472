"""`POST /webhook`: only what GitHub signed is taken, and it is answered at once."""

import hashlib
import hmac
import json
from typing import Any

import httpx
import pytest

from bot.app.settings import read_settings
from bot.github.webhooks import MAX_BODY
from bot.sandbox import Sandbox
from tests.app.conftest import Site, environment, serve

PUSH: dict[str, Any] = {
    "installation": {"id": 7},
    "repository": {"id": 12, "node_id": "R_12", "full_name": "acme/shop"},
}


def sign(body: bytes, secret: str) -> str:
    """The signature as GitHub makes it."""
    return "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


async def deliver(
    site: Site, body: bytes | dict[str, Any], event: str = "push", guid: str = "g-1", **headers: str | bytes
) -> httpx.Response:
    """A delivery, signed rightly unless `signature` is given ("" leaves it out)."""
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    signature = headers.pop("signature", sign(raw, site.served.settings.webhook_secrets[0]))
    told: dict[str, str | bytes] = {"x-github-event": event, "x-github-delivery": guid}
    if signature:
        told["x-hub-signature-256"] = signature
    encoded = [(name, v if isinstance(v, bytes) else v.encode()) for name, v in told.items()]
    return await site.http.post("/webhook", content=raw, headers=[(n.encode(), v) for n, v in encoded])


async def test_a_signed_push_is_accepted_and_wakes_its_repository(site: Site) -> None:
    answer = await deliver(site, PUSH)
    assert (202, {"accepted": True}) == (answer.status_code, answer.json())
    ((key, trigger),) = await site.served.queue.take()
    assert (7, "R_12", "webhook") == (key.installation, key.node_id, trigger)


@pytest.mark.parametrize(
    "signature",
    [
        "",
        "sha256=",
        "sha256=" + "0" * 64,
        "sha1=" + "0" * 40,
        "0" * 64,
        "sha256=\N{SNOWMAN}".encode(),
        b"sha256=\xff\xfe" + b"0" * 62,
    ],
    ids=["missing", "empty", "wrong", "sha1", "without its name", "not ASCII", "not UTF-8"],
)
async def test_a_delivery_that_is_not_signed_is_refused(site: Site, signature: str | bytes) -> None:
    answer = await deliver(site, PUSH, signature=signature)
    assert (401, 0) == (answer.status_code, site.served.queue.depth)
    assert "ANDON_WEBHOOK_SECRET" in answer.json()["error"]


async def test_the_signature_is_over_the_raw_body(site: Site) -> None:
    raw = json.dumps(PUSH).encode()
    signature = sign(raw, site.served.settings.webhook_secrets[0])
    assert 401 == (await deliver(site, raw + b" ", signature=signature)).status_code


@pytest.mark.parametrize(
    "body",
    [
        *(b"", b"{", b"\xff", b"payload=%7B%7D", b"null", b'"push"', b"[1]", b"7", b"NaN", b"[" * 100_000),
        *(b'{"a": NaN}', b'{"a": 1, "a": 1}', rb'{"a": "\ud83d"}', b'{"a": "\xed\xa0\xbd"}'),
    ],
    ids=[
        *("empty", "cut", "not UTF-8", "form", "null", "string", "list", "number", "NaN", "deep"),
        *("NaN within", "a name twice", "half a character", "half a character in bytes"),
    ],
)
async def test_a_body_that_is_not_a_json_object_is_refused(site: Site, body: bytes) -> None:
    answer = await deliver(site, body)
    assert (400, 0) == (answer.status_code, site.served.queue.depth)
    assert "JSON" in answer.json()["error"]


async def test_a_body_larger_than_github_sends_is_refused(site: Site) -> None:
    answer = await deliver(site, b" " * (MAX_BODY + 1))
    assert (413, 0) == (answer.status_code, site.served.queue.depth)


@pytest.mark.parametrize("event", ["star", "", "push\N{SNOWMAN}", "check_suite"])
async def test_an_event_that_says_nothing_to_us_is_accepted_and_wakes_nobody(site: Site, event: str) -> None:
    answer = await deliver(site, PUSH, event)
    assert (202, 0) == (answer.status_code, site.served.queue.depth)


@pytest.mark.parametrize(
    "payload",
    [
        {},
        {"installation": None, "repository": None},
        {"installation": {"id": "7"}, "repository": {"id": 12}},
        {"installation": [], "repository": "acme/shop", "repositories": {"0": 1}},
        {**PUSH, "repository": {"id": True, "node_id": 5, "full_name": None}},
    ],
)
async def test_a_payload_without_what_we_read_is_accepted_and_wakes_nobody(
    site: Site, payload: dict[str, Any]
) -> None:
    assert (202, 0) == ((await deliver(site, payload)).status_code, site.served.queue.depth)


async def test_a_delivery_that_comes_twice_wakes_once(site: Site) -> None:
    await deliver(site, PUSH, guid="g-1")
    ((key, _),) = await site.served.queue.take()
    site.served.queue.done(key)
    assert 202 == (await deliver(site, PUSH, guid="g-1")).status_code
    assert 0 == site.served.queue.depth
    await deliver(site, PUSH, guid="g-2")
    assert 1 == site.served.queue.depth


async def test_a_delivery_that_was_refused_may_come_again(site: Site) -> None:
    await deliver(site, PUSH, guid="g-1", signature="sha256=" + "0" * 64)
    await deliver(site, PUSH, guid="g-1")
    assert 1 == site.served.queue.depth


async def test_deliveries_without_a_guid_are_all_taken(site: Site) -> None:
    for _ in range(2):
        await deliver(site, PUSH, guid="")
        ((key, _),) = await site.served.queue.take()
        site.served.queue.done(key)
    assert {} == dict(site.served.guids)


async def test_either_secret_is_taken_while_the_secret_is_changed(gh: Sandbox) -> None:
    env = {**environment(gh, gh.app("andon")), "ANDON_WEBHOOK_SECRET": "old, new"}
    assert ("old", "new") == read_settings(env).webhook_secrets
    raw = json.dumps(PUSH).encode()
    async for site in serve(gh, env):
        statuses = [
            (await deliver(site, raw, signature=sign(raw, secret))).status_code
            for secret in ("old", "new", "older")
        ]
        assert [202, 202, 401] == statuses


async def test_a_get_is_not_a_delivery(site: Site) -> None:
    assert 405 == (await site.http.get("/webhook")).status_code


async def test_real_deliveries_of_a_push_wake_the_repository(gh: Sandbox) -> None:
    app = gh.app("andon", webhook_url=f"{gh.url}/_sandbox/nowhere")
    gh.install(app, "acme")
    repo = gh.repository("acme/shop", {"a.txt": "a\n"})
    (push,) = (d for d in gh.world.deliveries if d.event == "push")
    async for site in serve(gh, environment(gh, app)):
        await deliver(site, push.payload, push.event, push.guid)
        ((key, _),) = await site.served.queue.take()
        assert push.payload["repository"]["node_id"] == key.node_id
        assert repo.record.id == push.payload["repository"]["id"]
