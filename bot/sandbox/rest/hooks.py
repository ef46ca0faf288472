"""Routes of an App's webhook: where it goes, what was delivered, and delivering it again."""

from datetime import timedelta

from bot.sandbox.clock import iso
from bot.sandbox.refusal import Refusal, not_found
from bot.sandbox.rest.call import Answer, Call, Route
from bot.sandbox.store import App, Delivery, Json

KEPT = timedelta(days=3)
"""https://docs.github.com/en/webhooks/testing-and-troubleshooting-webhooks/redelivering-webhooks"""
_PAGE = 30


def _app(call: Call) -> App:
    if call.caller.app is None:
        raise not_found()
    return call.caller.app


def _kept(call: Call) -> list[Delivery]:
    """The App's deliveries that GitHub still has, newest first."""
    since, mine = call.world.clock.now() - KEPT, _app(call)
    found = [d for d in call.world.deliveries if d.app is mine and d.ended and d.delivered >= since]
    return sorted(found, key=lambda d: (d.delivered, d.id), reverse=True)


def get_config(call: Call) -> Answer:
    """GET /app/hook/config"""
    app = _app(call)
    body: Json = {"content_type": app.webhook_content_type, "insecure_ssl": "0"}
    if app.webhook_url is not None:
        body["url"] = app.webhook_url
    if app.webhook_secret:
        body["secret"] = "********"
    return Answer(body)


def list_deliveries(call: Call) -> Answer:
    """GET /app/hook/deliveries: the cursor is the delivery that its page begins with."""
    found, size, cursor = _kept(call), call.query.get("per_page", str(_PAGE)), call.query.get("cursor")
    start = 0
    if cursor is not None:
        at = [n for n, one in enumerate(found) if cursor == _cursor(one)]
        if not at:
            raise Refusal(422, "Invalid cursor")
        start = at[0]
    end = start + min(int(size), 100)
    page = found[start:end]
    links = f'<{call.url}?per_page={size}&cursor={_cursor(found[end])}>; rel="next"' if found[end:] else ""
    return Answer([_item(one) for one in page], headers={"link": links} if links else {})


def _cursor(delivery: Delivery) -> str:
    return f"v1_{delivery.id}"


def _item(delivery: Delivery) -> Json:
    """A `hook-delivery-item`. Where nobody answered GitHub writes a gateway's status."""
    code = delivery.status_code or (504 if delivery.problem == "timed out" else 502)
    said = "OK" if code < 400 else f"Invalid HTTP Response: {code}"
    return {
        "id": delivery.id,
        "guid": delivery.guid,
        "delivered_at": iso(delivery.delivered),
        "redelivery": delivery.redelivery,
        "duration": delivery.duration_ms / 1000,
        "status": said if delivery.status_code else delivery.problem,
        "status_code": code,
        "event": delivery.event,
        "action": delivery.action,
        "installation_id": delivery.installation_id,
        "repository_id": delivery.repository_id,
        "throttled_at": None,
    }


def redeliver(call: Call) -> Answer:
    """POST /app/hook/deliveries/{delivery_id}/attempts"""
    found = [one for one in _kept(call) if one.id == call.number("delivery_id")]
    if not found:
        raise not_found()
    call.world.redeliver(found[0])
    return Answer({}, 202)


ROUTES = (
    Route("GET", "/app/hook/config", get_config, subject="app"),
    Route("GET", "/app/hook/deliveries", list_deliveries, query=("per_page", "cursor"), subject="app"),
    Route("POST", "/app/hook/deliveries/{delivery_id}/attempts", redeliver, subject="app"),
)
