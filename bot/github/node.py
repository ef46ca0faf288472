"""Reading an answer field by field: the one place where GitHub's JSON is `Any`.

A field that is read must be there and of the right kind, else `Broken` says which; fields that may
be null have their own readers. What is not read may be anything, now and in the future.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, cast

from bot.github.errors import Broken


class Node:
    """A value in an answer and the path to it."""

    __slots__ = ("_path", "_value")

    def __init__(self, value: Any, path: str = "answer") -> None:
        self._value: object = value
        self._path = path

    def __getitem__(self, name: str) -> "Node":
        """The field `name`; absent and null are the same, and so are fields of what is absent."""
        found: object = None
        if isinstance(self._value, Mapping):
            found = cast("Mapping[str, Any]", self._value).get(name)
        return Node(found, f"{self._path}.{name}")

    def __bool__(self) -> bool:
        """Whether it is there and not null."""
        return self._value is not None

    def __iter__(self):
        """The items of a list, nulls left out; nothing if the list is not there."""
        if self._value is None:
            return
        if not isinstance(self._value, list):
            raise self._wrong("a list")
        for n, item in enumerate(cast("list[Any]", self._value)):
            if item is not None:
                yield Node(item, f"{self._path}[{n}]")

    def __len__(self) -> int:
        """How many items the list has, nulls included."""
        return len(cast("list[Any]", self._value)) if isinstance(self._value, list) else 0

    def text(self) -> str:
        """A string."""
        if not isinstance(self._value, str):
            raise self._wrong("text")
        return self._value

    def text_or(self, default: str) -> str:
        """A string, or `default` for null."""
        return self.text() if self else default

    def maybe_text(self) -> str | None:
        """A string or null."""
        return self.text() if self else None

    def number(self) -> int:
        """A whole number."""
        if not isinstance(self._value, int) or isinstance(self._value, bool):
            raise self._wrong("a number")
        return self._value

    def flag(self) -> bool:
        """True or false."""
        if not isinstance(self._value, bool):
            raise self._wrong("true or false")
        return self._value

    def time(self) -> datetime:
        """A time as GitHub writes it, UTC."""
        try:
            return datetime.fromisoformat(self.text().replace("Z", "+00:00")).astimezone(UTC)
        except ValueError as error:
            raise self._wrong("a time") from error

    def maybe_time(self) -> datetime | None:
        """A time or null."""
        return self.time() if self else None

    def _wrong(self, wanted: str) -> Broken:
        kind = "null" if self._value is None else type(self._value).__name__
        return Broken(f"{self._path} should be {wanted}, but is {kind}")
