"""Lanes narrow a stop: what of a red line concerns a pull request, in examples and whatever is drawn."""

from datetime import timedelta
from random import Random
from typing import Any

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from bot.decide.cord_writes import soonest_first
from bot.decide.lanes import concerning, reach_of, stopping, uses_of
from bot.decide.plan import plan
from bot.decide.queue import judge_groups
from bot.model.config import Config
from bot.model.effects import WriteCord
from bot.model.facts import Pull, WorkflowFile
from bot.model.lanes import LATER
from bot.model.snapshot import Snapshot
from bot.model.telling import Course, Verdict
from tests.building import (
    WORKFLOW,
    change,
    config,
    cord,
    line_of,
    minutes,
    unread,
)
from tests.decide.laned import (
    BARE,
    CONFIG,
    FILES,
    LANES,
    NAMES,
    WEB,
    judged,
    kinds,
    seen,
    touching,
    verdicts,
)
from tests.decide.worlds import World

SEEDS = st.integers(0, 2**32)


PULLS = (touching(1, "web/a.ts"), touching(2, "api/a.py"), touching(3, "README.md"))


@pytest.mark.parametrize(
    ("ends", "expected"),
    [
        ({"web": "red"}, ["stopped", "proven", "stopped"]),
        ({"web": "red", "api": "red"}, ["stopped", "stopped", "stopped"]),
        ({"web": "red", "all": "red"}, ["stopped", "stopped", "stopped"]),
        ({"web": "red", "api": "once"}, ["stopped", "confirming", "stopped"]),
        ({"web": "red", "api": "unread"}, ["stopped", None, "stopped"]),
        ({"web": "once"}, ["confirming", None, "confirming"]),
        ({"web": "unread"}, [None, None, None]),
        ({"web": "green"}, ["running", "running", "running"]),
    ],
)
def test_each_pull_request_is_judged_by_what_concerns_it(
    ends: dict[str, Any], expected: list[str | None]
) -> None:
    assert expected == list(kinds(seen(*PULLS, **ends)).values())


def test_what_is_not_read_of_the_line_passes_nobody() -> None:
    found = change(seen(*PULLS, web="red"), unread=(unread("line main: history"),))
    assert {1: "stopped", 2: None, 3: "stopped"} == kinds(found)


def test_a_cord_that_is_missing_or_yellow_says_whose_lane_waits() -> None:
    pulls = (touching(1, "api/a.py", cord=None), touching(2, "api/b.py", cord=cord(None)))
    told = [(v.kind, v.way, v.touches) for v in verdicts(seen(*pulls, web="once")).values() if v]
    assert [("proven", "lane", ("api",))] * 2 == told


def test_what_passes_by_its_lane_mends_nothing_and_says_why() -> None:
    (only,) = judged(seen(touching(2, "api/a.py"), web="red"))
    way = only.passage
    assert way and (True, False, "lane") == (way.passes, way.mends, way.way)
    assert "passes: the line of web stands, and this touches only api" == way.reason.text
    assert ["it touches only api (api/a.py)", "web / test is red, which is web's"] == [
        child.text for child in way.reason.children
    ]


def test_what_the_red_checks_use_could_not_be_read_touches_every_lane() -> None:
    uses = WORKFLOW.replace("- run: pytest", "- uses: ./tools/setup")
    found = change(seen(*PULLS, web="red"), files=(WorkflowFile(path=WEB, text=uses), *FILES[1:]))
    assert {1: "stopped", 2: "stopped", 3: "stopped"} == kinds(found)
    told = {one.passage.reason.children[-1].text for one in judged(found) if one.passage}
    why = "what decides the checks could not be read (tools/setup)"
    assert {f"it is held by every lane: {why}"} == told


@pytest.mark.parametrize(
    "path", [".circleci/config.yml", "Jenkinsfile", "azure-pipelines.yml", ".travis.yml"]
)
def test_what_other_ci_is_set_up_by_touches_every_lane(path: str) -> None:
    lanes = {**LANES, "api": {"paths": ["**", "!web/**"], "checks": ["api / *"]}}
    pulls = (touching(2, path), touching(3, "api/a.py"))
    found = seen(*pulls, its=config(line={"lanes": lanes}), web="red")
    assert {2: "stopped", 3: "proven"} == kinds(found)


def test_a_workflow_file_that_is_none_holds_its_own_lane_alone() -> None:
    broken = change(seen(*PULLS, web="red"), files=(WorkflowFile(path=WEB, text="on: ["), *FILES[1:]))
    assert {1: "stopped", 2: "proven", 3: "stopped"} == kinds(broken)


def test_words_that_change_nothing_are_written_last_and_wait_for_room() -> None:
    armed = touching(2, "api/a.py", auto_merge=True)
    late = touching(3, "web/b.ts", draft=True)
    found = seen(touching(1, "web/a.ts"), armed, late, web="red")
    assert [1, 3, 2] == [one.pull.number for one in soonest_first(judged(found))]
    cords = [e for e in plan(found).effects if isinstance(e, WriteCord)]
    assert [(1, False), (3, True), (2, True)] == [(e.pulls[0], e.idle) for e in cords]


def group(number: int, *paths: str) -> Pull:
    times: dict[str, Any] = {"created": minutes(-30), "answer_by": minutes(30)}
    return touching(number, *paths, branch="gh-readonly-queue/main/pr-1-b", cord=None, **times)


def test_a_group_is_judged_by_all_that_it_would_merge() -> None:
    found = seen(groups=(group(1, "api/a.py"), group(2, "api/a.py", "web/a.ts")), web="red")
    its = judge_groups(found, line_of(found, CONFIG), "enforce", Course())
    assert ["proven", "stopped"] == [one.verdict.kind for one in its if one.verdict]


def test_the_lanes_and_what_is_in_none_are_told_with_their_state() -> None:
    found = plan(seen(web="red", api="once", all="red")).line
    told = {child.text: child.status for child in found.children}
    assert {
        "lane api waits for a re-run: api / test": "waiting",
        "lane web stands: web / test": "blocked",
        "all / test is in no lane, so it concerns everybody": "blocked",
    }.items() <= told.items()
    found = plan(seen(api="unread", all="once")).line
    told = {child.text: child.status for child in found.children}
    assert {
        "lane api could not be judged": "unknown",
        "lane web runs": "ok",
        "all / test is in no lane, so it concerns everybody": "waiting",
    }.items() <= told.items()


def test_only_what_is_in_a_red_lane_counts_as_held_in_shadow() -> None:
    found = seen(*PULLS, web="red")
    line = line_of(found, CONFIG)
    assert [1, 3] == [one.number for one in stopping(line, found.pulls)]


def test_a_line_without_lanes_concerns_everybody() -> None:
    found = seen(*PULLS, its=BARE, web="red")
    line = line_of(found, BARE)
    assert [None] * 3 == [reach_of(one, line, uses_of(line)) for one in PULLS]
    assert line is concerning(line, None)


ENDS = ("green", "green", "red", "once", "unread")
PATHS = ("web/a.ts", "web/b.ts", "api/a.py", "README.md", ".github/andon.yml")
CORDS = (None, cord(), cord("failure"), cord(None), cord(digest="proven-lane-0123456789abcdef"))


def drawn(chance: Random, its: Config) -> tuple[Snapshot, dict[str, Any]]:
    """A line with each workflow in some state, and pull requests that touch whatever."""
    ends: dict[str, Any] = {name: chance.choice(ENDS) for name in NAMES}
    pulls = tuple(
        touching(
            n,
            *sorted(chance.sample(PATHS, chance.choice([1, 1, 2]))),
            complete=chance.random() > 0.1,
            cord=chance.choice(CORDS),
            auto_merge=chance.random() < 0.3,
        )
        for n in range(1, 5)
    )
    return seen(*pulls, its=its, **ends), ends


def shown(told: Verdict | None) -> tuple[str | None, ...] | None:
    return (told.kind, told.digest, told.conclusion) if told else None


@settings(deadline=None, max_examples=300, print_blob=True)
@given(SEEDS)
def test_no_red_of_another_lane_holds_and_no_red_of_its_own_lets_pass(seed: int) -> None:
    found, ends = drawn(Random(seed), CONFIG)
    bare = verdicts(change(found, config=BARE))
    for one in judged(found):
        paths = one.pull.touches.paths if one.pull.touches else ()
        everything = not one.pull.touches or not one.pull.touches.complete
        everything = everything or bool({"README.md", ".github/andon.yml"} & set(paths))
        mine = {"all"} | {lane for lane in ("web", "api") if any(p.startswith(lane) for p in paths)}
        mine = set(NAMES) if everything else mine
        states = {ends[name] for name in mine}
        kind = one.verdict.kind if one.verdict else None
        event(f"{kind} {one.verdict.way if one.verdict and kind == 'proven' else ''}")
        if everything:
            assert shown(bare[one.pull.number]) == shown(one.verdict), seed
        if "red" in states:
            assert kind == "stopped" or (kind is None and one.pull.cord and one.pull.cord.proven), seed
        elif "unread" in states or ("unread" in ends.values() and "red" not in ends.values()):
            assert kind is None, seed
        elif "once" not in states:
            assert kind in (None, "running", "proven"), seed
            assert kind is not None or (one.pull.cord and one.pull.cord.conclusion == "success"), seed
        else:
            assert kind in (None, "confirming"), seed


@settings(deadline=None, max_examples=300, print_blob=True)
@given(SEEDS)
def test_lanes_that_cover_nothing_change_no_write(seed: int) -> None:
    nothing = {"none": {"paths": ["nowhere/**"], "checks": ["nothing"]}}
    found = World(Random(seed)).snapshot("enforce", "warn", "shadow")
    its = found.config or Config(version=1)
    with_lanes = its.model_copy(
        update={"line": its.line.model_copy(update={"lanes": config(line={"lanes": nothing}).line.lanes})}
    )
    before = plan(change(found, config=its))
    after = plan(change(found, config=with_lanes))

    def written(effects: Any) -> list[Any]:
        return [
            (e.head, e.verdict.digest, e.verdict.conclusion, e.idle) if isinstance(e, WriteCord) else e.kind
            for e in effects
        ]

    assert written(before.effects) == written(after.effects), seed


def again(found: Snapshot) -> timedelta | None:
    """When the plan wants to look again, with a job that wants nothing itself."""
    return plan(change(found, unread=(unread("claims: refs"),))).look_again


def test_a_line_that_stands_is_looked_at_again_when_another_lane_would_be_confirmed() -> None:
    until = {red.signal.name: red.until for red in line_of(seen(web="red", api="once"), CONFIG).reds}
    ends = until["api / test"]
    assert ends
    two = ends - timedelta(minutes=2)
    cases = [again(change(seen(its=its, web="red", api="once"), at=two)) for its in (CONFIG, BARE)]
    assert [timedelta(minutes=2), timedelta(minutes=5)] == cases


def test_what_is_left_of_many_pull_requests_is_read_at_once() -> None:
    states: list[dict[str, Any]] = [{"web": "red"}, {"web": "once"}, {"web": "green"}]
    soon = [
        plan(change(seen(**ends), unread=(unread("claims: refs"), unread(what)))).look_again
        for what in (LATER, f"{LATER} of #7")
        for ends in states
    ]
    moments = timedelta(seconds=10)
    assert [moments, moments, None] == soon[:3]
    assert moments not in soon[3:]
