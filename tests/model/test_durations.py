"""How long something shall hold, read as people write it; and what only looks like it."""

from datetime import timedelta

import pytest

from bot.model.durations import lasting

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("30m", 30 * MINUTE),
        ("30 m", 30 * MINUTE),
        ("30min", 30 * MINUTE),
        ("30 min.", 30 * MINUTE),
        ("30 mins", 30 * MINUTE),
        ("30 minutes", 30 * MINUTE),
        ("30 Minutes!", 30 * MINUTE),
        ("1 minute", MINUTE),
        ("a minute", MINUTE),
        ("90 s", 1.5 * MINUTE),
        ("90 seconds", 1.5 * MINUTE),
        ("1h", HOUR),
        ("1 hour", HOUR),
        ("2 hrs", 2 * HOUR),
        ("2 hours.", 2 * HOUR),
        ("an hour", HOUR),
        ("one hour", HOUR),
        ("half an hour", 30 * MINUTE),
        ("1.5h", 90 * MINUTE),
        ("1,5 hours", 90 * MINUTE),
        ("1h30m", 90 * MINUTE),
        ("1h 30m", 90 * MINUTE),
        ("1 hour 30 minutes", 90 * MINUTE),
        ("1 hour, 30 minutes", 90 * MINUTE),
        ("1 hour and 30 minutes", 90 * MINUTE),
        ("1 day, 2 hours and 3 minutes", 26 * HOUR + 3 * MINUTE),
        ("2d", 48 * HOUR),
        ("a week", 168 * HOUR),
        ("2 weeks", 336 * HOUR),
    ],
)
def test_a_time_is_read_as_people_write_it(written: str, expected: timedelta) -> None:
    assert ("the runner is sick", expected) == lasting(f"the runner is sick for {written}")
    assert ("the runner is sick", expected) == lasting(f"the runner  is sick, FOR {written} ")
    assert ("", expected) == lasting(f"for {written}")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("for 30m the runner is sick", ("the runner is sick", 30 * MINUTE)),
        ("for 1 hour and 30 min: it is sick", ("it is sick", 90 * MINUTE)),
        ("for 30 min. It is sick", ("It is sick", 30 * MINUTE)),
    ],
)
def test_a_time_may_stand_before_the_reason(text: str, expected: tuple[str, timedelta]) -> None:
    assert expected == lasting(text)


@pytest.mark.parametrize(
    "text",
    [
        "it is known",
        "waiting for alice",
        "waiting for 3 machines",
        "waiting for 3m machines",
        "it was down for 30m and is back",
        "for a moment",
        "for a minute please",
        "for a month",
        "for 30m-long runs",
        "it is known for 0m",
        "it is known for 30",
        "it is known for 30 parsecs",
        "it is known for 12345m",
        "before 30m",
        "heretofor 30m",
        "30m",
        "it is known for 1h and 5",
        "it is known for 1h1h1h1h1h1h",
        "it is known for 30 minute\u017f",
        "it is known for \u0663\u0660m",
    ],
)
def test_what_is_no_time_is_part_of_the_reason(text: str) -> None:
    assert (text, None) == lasting(text)


@pytest.mark.parametrize(
    "text",
    ["for " * 15_000, "for " + "1h" * 20_000, "x" + " " * 60_000 + "for 1h x", "for 1" + "1" * 60_000],
    ids=lambda text: text[:9],
)
def test_a_text_made_to_take_for_ever_does_not(text: str) -> None:
    """Each is read in steps that grow with its length; with its square they would not end here."""
    assert lasting(text)[1] is None
