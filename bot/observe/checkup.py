"""The App as GitHub sees it → the doctor's facts. What cannot be read is told, and the rest is read."""

from collections import Counter
from collections.abc import Awaitable
from typing import TypeVar

from bot.github.auth import Grant, Permissions
from bot.github.client import Client
from bot.github.errors import Broken, GitHubError
from bot.github.node import Node
from bot.model.checkup import AppFacts, Deliveries, Hook, Installed, Itself, Limit, Unknown

T = TypeVar("T")
METADATA: Permissions = (("metadata", "read"),)
NEWEST = 100
"""Deliveries that are looked at."""
MAX_PAGES = 50
"""Of installations, a hundred on each."""


async def app_facts(client: Client, expected: str | None) -> AppFacts:
    """Everything about the App; `expected` is the webhook's URL as the server knows it."""
    itself = await told(_itself(client))
    if isinstance(itself, Unknown):
        why = Unknown(why="GitHub does not answer for the App")
        return AppFacts(
            itself=itself,
            skew=client.skew,
            hook=why,
            deliveries=why,
            installations=why,
            expected=expected,
        )
    return AppFacts(
        itself=itself,
        skew=client.skew,
        hook=await told(_hook(client)),
        deliveries=await told(_deliveries(client)),
        installations=await told(_installations(client)),
        expected=expected,
    )


async def told(reading: Awaitable[T]) -> T | Unknown:
    """What was read, or why it could not be."""
    try:
        return await reading
    except GitHubError as error:
        return Unknown(why=str(error))


async def _itself(client: Client) -> Itself:
    app = (await client.call("GET /app", None)).data
    return Itself(
        id=app["id"].number(),
        slug=app["slug"].text(),
        permissions=app["permissions"].texts(),
        events=tuple(event.text() for event in app["events"]),
    )


async def _hook(client: Client) -> Hook:
    config = (await client.call("GET /app/hook/config", None)).data
    return Hook(
        url=config["url"].maybe_text(),
        content_type=config["content_type"].text_or("form"),
        secret=bool(config["secret"]),
        insecure=config["insecure_ssl"].is_text("1") or config["insecure_ssl"].is_number(1),
    )


async def _deliveries(client: Client) -> Deliveries:
    """The newest page. A delivery is lost if none of its attempts there came through."""
    answer = await client.call("GET /app/hook/deliveries", None, sent={"per_page": NEWEST})
    statuses: dict[str, list[int]] = {}
    items = answer.data.items()
    for item in items:
        statuses.setdefault(item["guid"].text(), []).append(item["status_code"].number())
    lost = Counter(each[0] for each in statuses.values() if not any(200 <= one < 400 for one in each))
    newest = max((item["delivered_at"].time() for item in items), default=None)
    return Deliveries(sent=len(statuses), failed=tuple(sorted(lost.items())), newest=newest)


async def _installations(client: Client) -> tuple[Installed, ...]:
    found: list[Installed] = []
    for page in range(1, MAX_PAGES + 1):
        answer = await client.call("GET /app/installations", None, sent={"per_page": 100, "page": page})
        found += [await _installed(client, node) for node in answer.data.items()]
        if 'rel="next"' not in answer.headers.get("link", ""):
            return tuple(found)
    raise Broken(f"more than {len(found)} installations")


async def _installed(client: Client, node: Node) -> Installed:
    suspended = bool(node["suspended_at"])
    return Installed(
        account=node["account"]["login"].text_or("?"),
        suspended=suspended,
        permissions=node["permissions"].texts(),
        events=tuple(event.text() for event in node["events"]),
        limits=() if suspended else await told(_limits(client, node["id"].number())),
    )


async def _limits(client: Client, installation: int) -> tuple[Limit, ...]:
    """What is left this hour. Asking costs nothing of it."""
    resources = (await client.call("GET /rate_limit", Grant(installation, METADATA))).data["resources"]
    return tuple(
        Limit(
            kind=kind,
            limit=resources[kind]["limit"].number(),
            remaining=resources[kind]["remaining"].number(),
            reset=resources[kind]["reset"].epoch(),
        )
        for kind in ("core", "graphql")
        if resources[kind]
    )
