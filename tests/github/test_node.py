"""Reading an answer field by field: what is there, what is missing, what is wrong and where."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.github.errors import Broken
from bot.github.node import Node

ANSWER = Node(
    {
        "a": {"b": [{"c": 1}, None, {"c": 2}]},
        "text": "x",
        "yes": True,
        "none": None,
        "at": "2026-11-23T16:45:00Z",
    }
)


def test_fields_of_fields_are_read() -> None:
    assert [1, 2] == [item["c"].number() for item in ANSWER["a"]["b"]]
    assert ("x", True) == (ANSWER["text"].text(), ANSWER["yes"].flag())


def test_what_is_absent_and_what_is_null_are_the_same() -> None:
    for node in (ANSWER["none"], ANSWER["nothing"], ANSWER["nothing"]["within"], ANSWER["text"]["within"]):
        assert not node
        assert (None, "d", None, []) == (node.maybe_text(), node.text_or("d"), node.maybe_time(), list(node))


def test_what_is_there_is_true_even_if_it_is_empty() -> None:
    values: list[Any] = ["", 0, False, [], {}]
    assert all(Node(value) for value in values)


def test_a_list_of_answers_keeps_its_nulls() -> None:
    assert [True, False, True] == [bool(item) for item in ANSWER["a"]["b"].items()]


@pytest.mark.parametrize(
    "text", ["2026-11-23T16:45:00Z", "2026-11-23T16:45:00.000Z", "2026-11-23T17:45:00+01:00"]
)
def test_times_are_read_as_utc(text: str) -> None:
    assert datetime(2026, 11, 23, 16, 45, tzinfo=UTC) == Node(text).time()
    assert UTC == Node(text).time().tzinfo


def test_a_time_that_may_be_null_is_read_where_it_is_there() -> None:
    assert datetime(2026, 11, 23, 16, 45, tzinfo=UTC) == ANSWER["at"].maybe_time()


def test_the_oldest_time_that_github_gives_is_read() -> None:
    assert 1 == Node("0001-01-01T00:00:00Z").time().year


READ: dict[str, Callable[[Node], object]] = {
    "text": Node.text,
    "a number": Node.number,
    "true or false": Node.flag,
    "a time": Node.time,
    "a list": list,
}


@pytest.mark.parametrize(
    ("wanted", "value", "kind"),
    [
        ("text", 1, "int"),
        ("text", None, "null"),
        ("a number", "1", "str"),
        ("a number", True, "bool"),
        ("a number", 1.5, "float"),
        ("true or false", 1, "int"),
        ("true or false", "true", "str"),
        ("a time", "yesterday", "str"),
        ("a time", "", "str"),
        ("a time", "0001-01-01T00:00:00+14:00", "str"),
        ("a list", {}, "dict"),
        ("a list", "ab", "str"),
    ],
)
def test_what_is_of_the_wrong_kind_is_broken_and_says_where(wanted: str, value: Any, kind: str) -> None:
    with pytest.raises(Broken, match=rf"^answer\.a\.b should be {wanted}, but is {kind}$"):
        READ[wanted](Node({"a": {"b": value}})["a"]["b"])


def test_an_item_of_the_wrong_kind_says_which() -> None:
    with pytest.raises(Broken, match=r"^answer\.a\.b\[2\]\.c should be text, but is int$"):
        list(ANSWER["a"]["b"])[1]["c"].text()
    with pytest.raises(Broken, match=r"^answer\.a should be a list, but is dict$"):
        ANSWER["a"].items()


def test_values_can_be_asked_for_without_being_read() -> None:
    assert (True, False) == (ANSWER["text"].is_text("x"), ANSWER["text"].is_text("y"))
    one = ANSWER["a"]["b"].items()[0]["c"]
    assert (True, True, False) == (one.is_number(), one.is_number(1), one.is_number(2))
    assert (False, False) == (ANSWER["yes"].is_number(), ANSWER["text"].is_number())
