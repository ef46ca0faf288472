"""Reading an answer field by field: the one place where GitHub's JSON is `Any`.

A field that is read must be there and of the right kind, else `Broken` says which; fields that may
be null have their own readers. What is not read may be anything, now and in the future.
"""

from collections.abc import Iterator
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
        value = self._value
        found = cast("dict[str, object]", value).get(name) if isinstance(value, dict) else None
        return Node(found, f"{self._path}.{name}")

    def __bool__(self) -> bool:
        """Whether it is there and not null."""
        return self._value is not None

    def __iter__(self) -> Iterator["Node"]:
        """The items of a list, nulls left out; nothing if the list is not there."""
        value = self._value
        if value is None:
            return
        if not isinstance(value, list):
            raise self._wrong("a list")
        for n, item in enumerate(cast("list[object]", value)):
            if item is not None:
                yield Node(item, f"{self._path}[{n}]")

    def items(self) -> tuple["Node", ...]:
        """The items of a list, as a tuple, nulls left in: for lists that answer a list of questions."""
        value = self._value
        if not isinstance(value, list):
            raise self._wrong("a list")
        return tuple(Node(item, f"{self._path}[{n}]") for n, item in enumerate(cast("list[object]", value)))

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

    def texts(self) -> tuple[tuple[str, str], ...]:
        """An object of strings, as pairs in order of their names."""
        value = self._value
        if not isinstance(value, dict):
            raise self._wrong("an object")
        names = sorted(cast("dict[str, object]", value))
        return tuple((name, self[name].text()) for name in names)

    def whole(self) -> dict[str, Any]:
        """An object as it came, for what is sent back to GitHub with a part of it changed."""
        value = self._value
        if not isinstance(value, dict):
            raise self._wrong("an object")
        return dict(cast("dict[str, Any]", value))

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
        except (ValueError, OverflowError) as error:
            raise self._wrong("a time") from error

    def epoch(self) -> datetime:
        """A time as seconds since 1970, UTC."""
        try:
            return datetime.fromtimestamp(self.number(), UTC)
        except (ValueError, OverflowError, OSError) as error:
            raise self._wrong("a time") from error

    def maybe_time(self) -> datetime | None:
        """A time or null."""
        return self.time() if self else None

    def _wrong(self, wanted: str) -> Broken:
        kind = "null" if self._value is None else type(self._value).__name__
        return Broken(f"{self._path} should be {wanted}, but is {kind}")

    def is_text(self, text: str) -> bool:
        """Whether it is exactly this string."""
        return self._value == text

    def is_number(self, number: int | None = None) -> bool:
        """Whether it is a whole number, and this one if one is given."""
        whole = isinstance(self._value, int) and not isinstance(self._value, bool)
        return whole and (number is None or self._value == number)
