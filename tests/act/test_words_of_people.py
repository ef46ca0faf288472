"""The words people read about what people said: on cords, in jobs, in answers."""

from typing import Any

import pytest

from bot.act.answer_words import answer
from bot.act.job_words import job_body, job_title
from bot.model.commands import VERBS
from bot.model.effects import AnswerCommand
from bot.model.telling import Course
from tests.act.telling import RED, story, told
from tests.building import minutes
from tests.decide.saying import command


def test_a_cord_that_a_person_stopped_says_who_and_how_it_ends() -> None:
    said = command("stop", why="the database burns", who="alice")
    found = told("stopped", reds=(), said=said, course=Course(incident=12))
    assert "Main is stopped by alice, not for this PR: the database burns" == found.title
    assert [
        "Merging waits, whatever runs: alice stopped main at 2026-11-23 16:43 UTC.",
        "Incident: #12.",
        "**You need do nothing.** This turns green once somebody writes `/andon start <reason>` there; "
        "auto-merge stays armed.",
        "*Urgent and unrelated?* A colleague comments `/andon pass <sha> <reason>` here.",
        "*Andon itself dead?* An owner sets the ruleset to evaluate: https://github.com/acme/shop/settings/rules",
    ] == found.summary.split("\n\n")
    warned = told("stopped", said=said, advisory=True)
    assert "Main is stopped by alice: the database burns" == warned.title
    assert "Nothing is held: Andon only warns here." == warned.summary.split("\n\n")[0]


WARNED = {
    "Nothing is held: people called stops wrong, so Andon only warns here until 2026-11-23 17:45 UTC.": Course(
        demoted=minutes(60)
    ),
    "Nothing is held: so many repositories stopped at once that Andon only warns of this stop.": Course(
        fused=True
    ),
}


@pytest.mark.parametrize("begins", WARNED)
def test_a_cord_that_only_warns_says_why_where_that_was_not_asked_for(begins: str) -> None:
    by_signals: dict[str, Any] = {"reds": (RED,), "advisory": True, "course": WARNED[begins]}
    by_a_person = {**by_signals, "reds": (), "said": command("stop")}
    for facts in (by_signals, by_a_person):
        assert begins == told("stopped", **facts).summary.split("\n\n")[0]


def test_a_cord_that_passes_or_runs_on_a_persons_word_says_whose_and_until_when() -> None:
    passed = told("passed", said=command("pass"))
    assert "Passes on carol's word until 2026-11-23 17:45 UTC" == passed.title
    started = told("started", reds=(RED,), said=command("start"))
    assert "Main runs on carol's word until 2026-11-23 17:45 UTC" == started.title
    assert "Red, and not waited for:\n- [CI / test]" in started.summary


def test_a_persons_words_are_data() -> None:
    said = command("stop", who="@acme/all", why="see <!-- andon:key --> @acme/all [x](http://y)")
    found = told("stopped", said=said)
    assert "@acme" not in found.title + found.summary
    assert "<!--" not in found.title + found.summary


def test_a_job_tells_what_people_said() -> None:
    stop = command("stop", why="the database burns", who="alice")
    word = command("pass", sha="3f2c1ab" + "0" * 33, why="*urgent*", comment=61, issue=7)
    told_of = story(reds=(), commands=(stop, word))
    assert "main stopped by alice: the database burns" == job_title(told_of)
    assert (
        "People:\n"
        "- alice: stop (2026-11-23 16:43 UTC, #5): the database burns\n"
        "- carol: pass of 3f2c1ab (2026-11-23 16:43 UTC, until 2026-11-23 17:45 UTC, #7): \\*urgent\\*"
    ) in job_body(told_of)
    assert "Evidence:" not in job_body(told_of)


def test_an_answer_says_no_more_than_it_must() -> None:
    answered = AnswerCommand(comment=1, issue=2, reaction="+1")
    assert "" == answer(answered)
    refused = AnswerCommand(comment=1, issue=2, reaction="confused", told="say why: /andon stop <reason>")
    assert "Say why: /andon stop \\<reason\\>." == answer(refused)
    helped = answer(AnswerCommand(comment=1, issue=2, reaction="+1", verbs=True)).splitlines()
    assert [f"- `/andon {verb}" for verb in VERBS] == [
        line[: len(f"- `/andon {verb}")] for verb, line in zip(VERBS, helped, strict=False)
    ]
