"""`POST /webhook` given every payload that GitHub's users published, and ten thousand that nobody would send."""

import json
from collections import Counter
from collections.abc import Iterator
from copy import deepcopy
from random import Random
from typing import Any, TypeGuard

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from tests.app.receiving import Json, Receiver, Repos, examples, expected

BATCH = 10
"""Mutated payloads in one of Hypothesis' examples, which cost more than a delivery does."""

JUNK: tuple[Any, ...] = (
    *(
        None,
        True,
        False,
        0,
        -1,
        2**63,
        1.5,
        "",
        "push",
        "\N{SNOWMAN}",
        "\x00",
        "acme/shop",
        [],
        {},
        [None],
        [{}],
    ),
    *({"id": 7}, {"id": True}, {"id": 7, "node_id": "R_7", "full_name": "acme/shop"}, [[[[]]]], "x" * 300),
)
HOSTILE = ("\\ud800", "NaN", "1e999", '{"a": 1, "a": 2}', "[" * 2000, "\x00", "{", '"', ",", "\N{SNOWMAN}")
"""Pieces of text that break JSON, or that its readers take in different ways."""

WOKEN = {
    "check_run": 5,
    "installation": 5,
    "installation_repositories": 2,
    "issue_comment": 9,
    "issues": 7,
    "merge_group": 2,
    "pull_request": 15,
    "pull_request_review": 4,
    "push": 7,
    "repository": 13,
    "status": 4,
    "workflow_job": 2,
    "workflow_run": 5,
}
"""How many examples of each event wake a repository, once they are an App's."""


@pytest.fixture(scope="module")
def receiver() -> Iterator[Receiver]:
    made = Receiver()
    yield made
    made.close()


def from_an_app(text: str) -> Json:
    """A payload as an App gets it: the examples of other webhooks name no installation."""
    return {"installation": {"id": 3}, **json.loads(text)}


def test_there_are_329_examples_of_58_events() -> None:
    assert (329, 58) == (len(examples()), len({each.event for each in examples()}))


def test_every_example_is_accepted_and_wakes_the_repositories_that_it_names(receiver: Receiver) -> None:
    woken: Counter[str] = Counter()
    for each in examples():
        as_it_is, as_an_app_gets_it = json.loads(each.text), from_an_app(each.text)
        for payload in (as_it_is, as_an_app_gets_it):
            outcome = receiver.deliver(each.event, json.dumps(payload).encode())
            assert ((202, expected(each.event, payload)), each) == (outcome, each)
        woken[each.event] += bool(expected(each.event, as_an_app_gets_it))
    assert WOKEN == {name: count for name, count in woken.items() if count}


def spot(payload: Json, chance: Random) -> tuple[Any, Any]:
    """A place in a payload: what holds it, and under which name or index. Near the top more often."""
    holder: Any = payload
    key: Any = chance.choice(list(payload))
    while chance.random() < 0.6 and holder[key] and isinstance(holder[key], (dict, list)):
        holder = holder[key]
        names: list[Any] = list(holder) if _is_object(holder) else list(range(len(holder)))
        key = chance.choice(names)
    return holder, key


def change(payload: Json, chance: Random) -> None:
    """One change in place: a value dropped, replaced, wrapped, or copied elsewhere."""
    if not payload:
        return
    holder, key = spot(payload, chance)
    match chance.choice(["drop", "replace", "replace", "wrap", "copy"]):
        case "drop":
            del holder[key]
        case "replace":
            holder[key] = deepcopy(chance.choice(JUNK))  # a later change may be made within it
        case "wrap":
            holder[key] = [holder[key]]
        case _:
            value = json.loads(json.dumps(holder[key]))
            other, name = spot(payload, chance)
            other[name] = value


def spoilt(text: str, chance: Random) -> str:
    """The text cut off, or with something in it that does not belong there."""
    at = chance.randrange(len(text))
    return text[:at] if chance.random() < 0.3 else text[:at] + chance.choice(HOSTILE) + text[at:]


@pytest.mark.deep
@settings(deadline=None, max_examples=10_000 // BATCH, print_blob=True)
@given(seeds=st.lists(st.integers(0, 2**64), min_size=BATCH, max_size=BATCH))
def test_ten_thousand_mutated_payloads_are_taken_or_refused(receiver: Receiver, seeds: list[int]) -> None:
    for chance in map(Random, seeds):
        example = chance.choice(examples())
        payload = from_an_app(example.text) if chance.random() < 0.7 else json.loads(example.text)
        for _ in range(chance.randint(1, 3)):
            change(payload, chance)
        whole = chance.random() < 0.7
        text = json.dumps(payload) if whole else spoilt(json.dumps(payload), chance)
        outcome = receiver.deliver(example.event, text.encode())
        event(f"{outcome[0]}, {'some' if outcome[1] else 'none'} woken")
        assert outcome in outcomes(example.event, payload if whole else text), text


def outcomes(name: str, sent: Json | str) -> list[tuple[int, Repos]]:
    """What may come of a delivery: taken for what it says; if its text was spoilt, refused, nobody woken."""
    if not isinstance(sent, str):
        return [(202, expected(name, sent))]
    refused: tuple[int, Repos] = (400, frozenset())
    try:
        read: Any = json.loads(sent)
    except (ValueError, RecursionError):
        return [refused]
    return [refused, (202, expected(name, read))] if _is_object(read) else [refused]


def _is_object(value: Any) -> TypeGuard[Json]:
    return isinstance(value, dict)
