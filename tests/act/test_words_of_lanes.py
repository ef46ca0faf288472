"""What a cord says that passes because only other lanes are red."""

from typing import Any

import pytest

from bot.act.job_words import job_body
from bot.act.words import CordWords, red_line
from bot.model.telling import Reason, Standing
from tests.act.telling import RED, story, told
from tests.building import red_facts

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


def test_an_incident_names_no_lane_as_standing_that_a_person_started() -> None:
    web, site = (red_facts(id=lane, lanes=(lane,)) for lane in ("web", "site"))
    started = site.model_copy(update={"overruled": True})
    rows = [
        [row for row in job_body(story(reds=reds)).split("\n\n") if row.startswith("Lanes that stand")]
        for reds in ((web, site), (web, started), (started,))
    ]
    goes_on = "Pull requests that touch only other lanes go on."
    assert [[f"Lanes that stand: site, web. {goes_on}"], [f"Lanes that stand: web. {goes_on}"], []] == rows
