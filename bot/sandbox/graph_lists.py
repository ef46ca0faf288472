"""GraphQL connections: pages of lists, with opaque cursors; and fields that cost only when asked for.

graphql-core takes a mapping's value, or calls it with the field's arguments when it can be called.
"""

import base64
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from graphql import GraphQLError

from bot.sandbox import shapes
from bot.sandbox.store import Issue, Json, User

T = TypeVar("T")


def connection(items: Sequence[T], shape: Callable[[T], Json], arguments: Mapping[str, Any]) -> Json:
    """The page of `items` that `first`/`last`/`after`/`before` ask for."""
    start, end = _position(arguments.get("after"), 0), len(items)
    end = min(end, _position(arguments.get("before"), end + 1) - 1)
    if (first := arguments.get("first")) is not None:
        end = min(start + first, end)
    if (last := arguments.get("last")) is not None:
        start = max(start, end - last)
    return {
        "nodes": lazy(lambda: [shape(item) for item in items[start:end]]),
        "totalCount": len(items),
        "pageInfo": {
            "hasNextPage": end < len(items),
            "hasPreviousPage": start > 0,
            "startCursor": _cursor(start + 1) if end > start else None,
            "endCursor": _cursor(end) if end > start else None,
        },
    }


def lazy(value: Callable[[], Any]) -> Callable[..., Any]:
    """A field without arguments, computed when asked for."""

    def field(_info: Any) -> Any:
        return value()

    return field


def asked(value: Callable[[Json], Any]) -> Callable[..., Any]:
    """A field with arguments, computed when asked for."""

    def field(_info: Any, **arguments: Any) -> Any:
        return value(arguments)

    return field


def _cursor(position: int) -> str:
    return base64.b64encode(f"cursor:v2:{position}".encode()).decode()


def _position(cursor: str | None, default: int) -> int:
    """Which item, counted from 1, a cursor stands for."""
    if not cursor:
        return default
    try:
        return int(base64.b64decode(cursor, validate=True).decode().removeprefix("cursor:v2:"))
    except ValueError:
        text = f"`{cursor}` does not appear to be a valid cursor."
        raise GraphQLError(text, extensions={"type": "INVALID_CURSOR_ARGUMENTS"}) from None


def ordered(issues: list[Issue], order: Mapping[str, str] | None) -> list[Issue]:
    """Sorted as an IssueOrder says; by number without one."""
    field = order["field"] if order else "CREATED_AT"

    def key(one: Issue) -> tuple[float, int]:
        value = {"UPDATED_AT": one.updated, "CREATED_AT": one.created}.get(field)
        return (value.timestamp() if value else float(len(one.comments)), one.number)

    return sorted(issues, key=key, reverse=bool(order) and order["direction"] == "DESC")


def actor(user: User | None) -> Json | None:
    """A person or a bot. Here a bot's login has no `[bot]`, unlike in REST."""
    if user is None:
        return None
    kind = {"User": "U", "Organization": "O", "Bot": "BOT"}[user.type]
    return {
        "__typename": user.type,
        "id": shapes.node_id(kind, user.id),
        "databaseId": user.id,
        "login": user.login.removesuffix("[bot]"),
    }
