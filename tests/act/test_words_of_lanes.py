"""What a cord says that passes because only other lanes are red."""

from typing import Any

import pytest

from bot.act.words import CordWords, red_line
from bot.model.telling import Reason, Standing
from tests.act.telling import RED, told

WEB_RED = RED.model_copy(update={"lanes": ("web",)})
API_RED = RED.model_copy(update={"id": "api", "name": "api / test", "lanes": ("api",)})


def passes(confirmed: bool, **facts: Any) -> CordWords:
    given: dict[str, Any] = {
        "way": "lane",
        "touches": ("api",),
        "standing": Standing(lanes=("web",), confirmed=confirmed, key="01234567"),
        "reds": (WEB_RED,),
        "reason": Reason(status="ok", text="passes: why"),
    }
    return told("proven", **(given | facts))


@pytest.mark.parametrize(
    ("confirmed", "does", "state"),
    [
        (True, "stands", "is stopped"),
        (False, "waits for a re-run", "is confirming a first failure"),
    ],
)
def test_it_says_whose_lane_is_red_and_what_the_line_does(confirmed: bool, does: str, state: str) -> None:
    words = passes(confirmed)
    assert f"The line of web {does}; this pull request touches only api" == words.title
    expected = (
        f"Main {state}; this pull request passes: why.",
        red_line(WEB_RED),
        "Merging it mends nothing; what stands goes on standing.",
    )
    assert "\n\n".join(expected) == words.summary


def test_what_a_person_overruled_is_told_apart_and_names_no_lane_that_stands() -> None:
    words = passes(False, overruled=(API_RED,))
    assert "The line of web waits for a re-run; this pull request touches only api" == words.title
    expected = f"{red_line(WEB_RED)}\n\nRed, and not waited for:\n{red_line(API_RED)}\n\nMerging"
    assert expected in words.summary
