"""Andon's own fix of a lane: it is not failed for another lane, nor spent when one overtakes it."""

from typing import Any

import pytest

from bot.decide.lanes import others_go_on
from bot.decide.lifecycle import attempt
from bot.decide.word import Word
from bot.model.config import Config
from bot.model.facts import JobFacts
from bot.model.jobs import fix_branch
from tests.building import KEY, claim, job, line_of, run, sha
from tests.decide.laned import API, BARE, CONFIG, seen, touching
from tests.decide.saying import command


def test_a_fix_is_not_called_failed_for_another_lane() -> None:
    fails = run(job(conclusion="failure"), id=50, event="pull_request", path=API, workflow="api")
    fix = touching(9, "web/a.ts", runs=(fails,), branch=fix_branch(12, 1))
    opened = {"number": 9, "branch": fix.branch, "head": fix.head, "state": "open"}
    facts = JobFacts.model_validate(
        {"key": KEY, "claim": claim("attempt", attempt=1, base=sha("b")), "fixes": (opened,)}
    )
    ends: dict[str, Any] = {"web": "red", "api": "red"}
    phases = [
        attempt(s, line_of(s, c), facts).phase for c in (CONFIG, BARE) for s in (seen(fix, its=c, **ends),)
    ]
    assert ["proposed", "ended"] == phases


@pytest.mark.parametrize(
    ("its", "ends", "expected"),
    [
        (CONFIG, {"web": "red"}, ("overtaken", "main moved on under #9, as other lanes go on")),
        (
            CONFIG,
            {"web": "red", "api": "red"},
            ("lost", "main moved on under #9"),
        ),  # nothing passes by its lane
        (CONFIG, {"web": "red", "all": "red"}, ("lost", "main moved on under #9")),
        (BARE, {"web": "red"}, ("lost", "main moved on under #9")),
    ],
)
def test_a_fix_that_other_lanes_overtake_is_not_called_lost(
    its: Config, ends: dict[str, Any], expected: tuple[str, str]
) -> None:
    fix = touching(9, "web/a.ts", branch=fix_branch(12, 1))
    opened = {"number": 9, "branch": fix.branch, "head": fix.head, "state": "open"}
    facts = JobFacts.model_validate(
        {"key": KEY, "claim": claim("attempt", attempt=1, base=sha("a")), "fixes": (opened,)}
    )
    found = seen(fix, its=its, **ends)
    ended = attempt(found, line_of(found, its), facts).result
    assert ended and expected == (ended.result, ended.why)


def test_nothing_goes_on_beside_a_fix_while_a_person_stops_the_line() -> None:
    line = line_of(seen(web="red"), CONFIG)
    by = Word(stop=command("stop"))
    assert [True, False] == [others_go_on(one) for one in (line, line.model_copy(update={"word": by}))]
