"""The cord on merge groups: what a queue tries waits, passes by proof, or fails before the queue gives up."""

from datetime import timedelta
from typing import Any

import pytest

from bot.decide.plan import plan
from bot.decide.queue import again, gives_up, judge_groups
from bot.model.config import Config
from bot.model.effects import WriteCord
from bot.model.facts import Pull
from bot.model.snapshot import Snapshot
from bot.model.telling import Course, Verdict
from tests.building import (
    AT,
    REPOSITORY,
    changed,
    claim,
    commit,
    comparison,
    config,
    cord,
    failing,
    line_of,
    minutes,
    passing,
    proof_run,
    pull,
    sha,
    snapshot,
    stopped,
    unread,
)

FIX = changed("src/cart.py", "-a", "+b")
NAME = f"gh-readonly-queue/main/pr-5-{sha('b')}"


def group(*runs: Any, age: float = 5, number: int = 5, **facts: Any) -> Pull:
    """A group that the queue made so many minutes ago, and tries for an hour."""
    its: dict[str, Any] = {
        "branch": NAME,
        "created": minutes(-age),
        "alone_since": minutes(-age),
        "answer_by": minutes(60 - age),
        "against_line": comparison("b", number, FIX),
    }
    return pull(number, *runs, **(its | facts))


def verdict(seen: Snapshot) -> Verdict | None:
    its = seen.config
    assert its
    return judge_groups(seen, line_of(seen, its), its.mode, Course())[0].verdict


def told(seen: Snapshot) -> tuple[str, str | None] | None:
    found = verdict(seen)
    return (found.kind, found.conclusion) if found else None


def proof(conclusion: str | None = "success") -> Any:
    return proof_run(conclusion=conclusion, event="merge_group", created=minutes(-4))


def test_on_a_running_line_a_group_passes_at_once() -> None:
    seen = snapshot(commit("a", passing(1)), groups=(group(),))
    assert ("running", "success") == told(seen)
    assert [5] == [e.pulls[0] for e in plan(seen).effects if isinstance(e, WriteCord)]


def test_without_a_signal_it_passes_too() -> None:
    assert ("no-signal", "success") == told(snapshot(commit("a"), groups=(group(),)))


@pytest.mark.parametrize("before", [None, cord("success"), cord(None)])
def test_while_a_first_failure_is_confirmed_it_waits(before: Any) -> None:
    seen = snapshot(commit("b", failing(2)), commit("a", passing(1)), groups=(group(cord=before),))
    assert ("confirming", None) == told(seen)


def test_where_andon_only_warns_it_waits_for_nothing() -> None:
    confirming = (commit("b", failing(2)), commit("a", passing(1)))
    assert ("confirming", "neutral") == told(snapshot(*confirming, config=config("warn"), groups=(group(),)))
    assert None is told(snapshot(*confirming, config=config("warn"), groups=(group(cord=cord("success")),)))
    assert ("stopped", "neutral") == told(stopped(config=config("warn"), groups=(group(),)))


def test_what_could_not_be_read_gives_no_verdict() -> None:
    assert None is told(snapshot(commit("a", passing(1)), groups=(group(),), unread=(unread("line: x"),)))


def test_in_shadow_nothing_is_written_but_what_held_is_let_go() -> None:
    shadow = {"config": config("shadow")}
    assert None is told(stopped(groups=(group(),), **shadow))
    assert ("off", "success") == told(stopped(groups=(group(cord=cord("failure")),), **shadow))


@pytest.mark.parametrize(
    ("its", "expected"),
    [
        (group(proof()), ("proven", "success")),
        (group(proof(None)), ("proving", None)),
        (group(proof(None), age=55), ("stopped", "failure")),
        (group(proof("failure")), ("stopped", "failure")),
        (group(age=1, against_line=None), ("proving", None)),
        (group(age=3, against_line=None), ("stopped", "failure")),
        (group(proof(), proof_unread="502"), ("proving", None)),
        (group(proof(), proof_unread="502", age=55), ("stopped", "failure")),
    ],
)
def test_on_a_stopped_line_it_passes_by_proof_waits_for_it_or_fails(its: Pull, expected: object) -> None:
    assert expected == told(stopped(groups=(its,)))


def test_groups_are_judged_apart_by_their_branch_and_the_oldest_first() -> None:
    old, other = group(number=7, age=9), group(number=8, base="release")
    seen = stopped(groups=(group(), old, other))
    assert [7, 5] == [j.pull.number for j in judge_groups(seen, line_of(seen), "enforce", Course())]


def test_groups_are_written_before_pull_requests() -> None:
    seen = stopped(pulls=(pull(1), pull(5)), groups=(group(age=9, head=sha("g")),))
    assert [(5,), (1,), (5,)] == [e.pulls for e in plan(seen).effects if isinstance(e, WriteCord)]


def test_explain_tells_of_the_group_besides_its_pull_request() -> None:
    texts = [r.text for n, r in plan(stopped(pulls=(pull(5),), groups=(group(proof()),))).pulls if n == 5]
    name = "CI / test"
    assert [
        "no proof: its checks are older than main; merge main into it",
        f"in the merge queue: passes by proof: {name} passed on it (run 50, attempt 1)",
    ] == texts


def test_what_waits_is_looked_at_again_when_time_may_decide_it() -> None:
    def soon(*groups: Pull) -> timedelta | None:
        seen = stopped(groups=groups)
        return again(judge_groups(seen, line_of(seen), "enforce", Course()), seen.at)

    assert timedelta(minutes=1) == soon(group(age=1, against_line=None))
    assert timedelta(minutes=4) == soon(group(proof(None), age=50))
    assert None is soon(group(proof()))
    no_job = REPOSITORY.model_copy(update={"has_issues": False})
    late = plan(stopped(groups=(group(proof(None), age=53),), repository=no_job)).look_again
    assert timedelta(minutes=1) == late


def test_a_tenth_of_the_queues_time_is_not_waited_out() -> None:
    assert AT + timedelta(minutes=54) == gives_up(group(age=0))
    assert AT == gives_up(pull(1, created=AT))


@pytest.mark.parametrize(("age", "kind"), [(53, "confirming"), (55, "undecided")])
def test_a_line_that_is_confirmed_for_longer_than_its_queue_waits_fails_the_group_in_time(
    age: float, kind: str
) -> None:
    waits = cord(None)
    seen = snapshot(commit("b", failing(2)), commit("a", passing(1)), groups=(group(age=age, cord=waits),))
    assert (kind, None if kind == "confirming" else "failure") == told(seen)
    if kind == "undecided":
        (effect,) = (e for e in plan(seen).effects if isinstance(e, WriteCord) and e.group)
        assert "main is confirming a first failure" in effect.verdict.reason.text


LOST = (unread("line: x"),)


@pytest.mark.parametrize(
    ("its", "facts", "ends"),
    [
        (config(), {}, ("off", "success")),
        (config(line={"unknown": "hold"}), {}, ("undecided", "failure")),
        (config(), {"claim": claim("open")}, ("undecided", "failure")),
        (config("warn"), {}, None),
    ],
    ids=["released", "held", "stopped before", "warned only"],
)
def test_a_group_on_a_line_that_nobody_can_judge_has_an_answer_in_time(
    its: Config, facts: dict[str, Any], ends: tuple[str, str] | None
) -> None:
    early, late = (
        snapshot(commit("a", passing(1)), groups=(group(age=age),), config=its, unread=LOST, **facts)
        for age in (30, 55)
    )
    assert (None, ends) == (told(early), told(late))
    free = late.model_copy(update={"groups": (group(age=55, cord=cord("success")),)})
    assert None is told(free)
    judged = judge_groups(early, line_of(early, its), its.mode, Course())
    assert timedelta(minutes=24) == again(judged, AT)
