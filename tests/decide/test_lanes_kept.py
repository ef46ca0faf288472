"""A cord that passes by its lanes, once nobody can tell what its pull request touches."""

from typing import Any

import pytest

from bot.model.config import Config
from bot.model.facts import Cord
from bot.model.telling import Verdict
from tests.building import change, claim, config, cord, unread
from tests.decide.laned import CONFIG, LANES, kinds, seen, touching, verdicts


def let_through(its: Config = CONFIG, **ends: Any) -> Cord:
    """The cord that is written on a pull request of api while the line is so."""
    told = verdicts(seen(touching(2, "api/a.py"), its=its, **ends))[2]
    assert told and told.kind == "proven"
    return cord(digest=told.digest)


@pytest.mark.parametrize(
    ("ends", "expected"),
    [
        ({"web": "red"}, None),  # as it was written
        ({"api": "red"}, "stopped"),
        ({"web": "red", "api": "red"}, "stopped"),
        ({"web": "red", "api": "once"}, "stopped"),
        ({"web": "red", "all": "once"}, "stopped"),
        ({"web": "red", "all": "red"}, "stopped"),
    ],
)
def test_what_nobody_knows_of_keeps_its_cord_while_what_is_red_is_what_it_was_written_for(
    ends: dict[str, Any], expected: str | None
) -> None:
    hidden = touching(2, "api/a.py", touches=None, cord=let_through(web="red"))
    assert {2: expected} == kinds(seen(hidden, **ends))
    assert {2: "stopped"} == kinds(seen(hidden.model_copy(update={"cord": cord()}), **ends))


def test_a_cord_that_names_no_lanes_is_not_kept() -> None:
    older = cord(digest="proven-lane-0123456789abcdef")
    assert {2: "stopped"} == kinds(seen(touching(2, "api/a.py", touches=None, cord=older), web="red"))


def test_a_cord_of_lanes_that_were_named_otherwise_is_not_kept() -> None:
    wider = {**LANES, "web": {"paths": ["web/**", "ui/**"], "checks": ["web / *"]}}
    hidden = touching(2, "ui/a.ts", touches=None, cord=let_through(web="red"))
    assert {2: "stopped"} == kinds(seen(hidden, its=config(line={"lanes": wider}), web="red"))


def test_a_first_failure_that_is_confirmed_in_its_own_lane_keeps_a_cord() -> None:
    hidden = touching(2, "api/a.py", touches=None, cord=cord(digest=waiting().digest))
    assert {2: None} == kinds(seen(hidden, web="red"))


def waiting() -> Verdict:
    """The verdict on a new pull request of api while web is run again."""
    told = verdicts(seen(touching(2, "api/a.py", cord=None), web="once"))[2]
    assert told
    return told


def test_what_somebody_let_run_is_stopped_in_no_lane_while_nobody_can_tell_until_when() -> None:
    let_run = touching(2, "web/a.ts", cord=cord(digest="started-0123456789abcdef"))
    others = (touching(3, "api/a.py"), touching(4, "web/b.ts", "api/b.py"))
    lost = change(
        seen(let_run, *others, web="red", api="red"), claim=claim("open"), unread=(unread("job: issue"),)
    )
    assert {2: None, 3: None, 4: None} == kinds(lost)
