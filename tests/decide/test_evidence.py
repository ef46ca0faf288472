"""What is told of a stop besides that it is one: evidence, what it holds, what slipped in, how long it may last."""

from typing import Any

import pytest

from bot.decide.evidence import ENOUGH, LONGEST_COMMAND, course, gap, holds, red_facts, tallied, with_length
from bot.model.commands import Command
from bot.model.effects import OpenJob, WriteClaim, WriteRecord
from bot.model.evidence import MOST_HELD, MOST_LEFT, MOST_STOPS, Evidence, Held, Left, Lull, Usual
from bot.model.facts import FixPull, JobFacts
from bot.model.jobs import Times
from bot.model.runs import Commit, Run
from bot.model.telling import Course
from tests.building import (
    AT,
    KEY,
    claim,
    commit,
    failing,
    issue,
    job,
    line_of,
    minutes,
    passing,
    pull,
    record,
    run,
    sha,
    snapshot,
    stopped,
)
from tests.decide.cases import carrying, kept, planned, the

PYTEST_ASSERTION = "FAILED tests/test_cart.py::test_total - assert 2 == 3\n1 failed, 3 passed in 0.12s"
PYTEST_OTHER = "FAILED tests/test_till.py::test_opens - KeyError: 'drawer'\n1 failed, 3 passed in 0.12s"
HELD = Held(pulls=(1,), at=minutes(-5))
TIMES = Times(red=minutes(-10), stopped=minutes(-5))


def evidence(*history: Commit) -> Evidence | None:
    return red_facts(line_of(snapshot(*history)))[0].evidence


def test_failures_since_and_passes_in_a_row_before_are_counted() -> None:
    history = (
        commit("d", failing(5)),
        commit("c", failing(4, times=2)),
        commit("b", passing(3)),
        commit("a", passing(2)),
        commit("z", failing(1)),
    )
    assert Evidence(failures=3, passes=2, passed=sha("b")) == evidence(*history)


def test_commits_between_the_suspect_and_the_last_pass_are_counted_too() -> None:
    history = (commit("d", failing(5, times=2)), commit("c"), commit("b"), commit("a", passing(2)))
    assert Evidence(failures=2, passes=1, passed=sha("a"), between=2) == evidence(*history)


def test_what_never_passed_has_no_pass_before() -> None:
    assert Evidence(failures=2) == evidence(commit("b", failing(2, times=2)))


def failed(*logs: str | None) -> Run:
    jobs = (job("test", "failure", n, id=200 + n, log=log) for n, log in enumerate(logs, start=1))
    return run(*jobs, id=2)


@pytest.mark.parametrize(
    ("logs", "expected"),
    [
        ((PYTEST_ASSERTION, PYTEST_ASSERTION), True),
        ((PYTEST_OTHER, PYTEST_ASSERTION), False),
        ((None, PYTEST_ASSERTION), None),
        ((PYTEST_ASSERTION, "nothing is known of this"), None),
        ((None, None), None),
    ],
)
def test_two_logs_tell_whether_it_failed_in_the_same_way(
    logs: tuple[str | None, ...], expected: bool | None
) -> None:
    found = evidence(commit("b", failed(*logs)))
    assert found
    assert expected is found.same


def test_the_command_that_failed_is_kept_if_somebody_could_type_it() -> None:
    log = '$ {}\nboom: error: it broke\nThe command "{}" exited with 1.\n'
    long = "x" * (LONGEST_COMMAND + 1)
    read = (red_facts(line_of(snapshot(commit("b", failed(log.format(c, c))))))[0] for c in ("make t", long))
    assert ["make t", None] == [red.reproduce for red in read]


def test_what_came_between_the_failure_and_the_stop_is_the_gap() -> None:
    history = (
        commit("f", at=minutes(-4), title="After the stop (#9)"),
        commit("e", at=minutes(-5), title="Squash it (#8)"),
        commit("d", at=minutes(-7), title="Just push"),
        commit("c", at=minutes(-9), title="Merge pull request #7 from acme/x"),
        commit("g", at=minutes(-11), title="Before it was known (#6)"),
        commit("b", failing(2, times=2), at=minutes(-12)),
        commit("a", passing(1)),
    )
    assert ("#7", sha("d")[:7], "#8") == gap(line_of(snapshot(*history)), TIMES)


def test_what_is_held_is_counted_with_what_is_ready() -> None:
    pulls = (
        pull(3, approved=True),
        pull(1, auto_merge=True, unreviewed=True),
        pull(2, unreviewed=True),
        pull(4, approved=True, draft=True),
        pull(5, approved=True, conflicting=True),
        pull(6),  # no rule asks for a review
    )
    assert Held(pulls=(1, 2, 3, 4, 5, 6), ready=3, at=AT) == tallied(record(), pulls, (), snapshot()).held


def test_what_was_in_a_merge_queue_was_ready_and_is_remembered_however_early_it_left() -> None:
    left = Left(number=8, head=sha("p8-"))
    out = Held(pulls=(2, 8), ejected=(8,), queued=(left,), ready=1, at=AT)
    assert out == tallied(record(), (pull(2, unreviewed=True), pull(8)), (left,), snapshot()).held
    gone = out.model_copy(update={"pulls": (8,), "ready": 0})
    assert gone == tallied(record(), (), (left,), snapshot()).held


def test_it_is_counted_anew_only_when_others_are_held() -> None:
    before = record(held=Held(pulls=(1, 2), ready=1, at=minutes(-3)))
    assert before == tallied(before, (pull(2, approved=True),), (), snapshot())
    assert (
        Held(pulls=(1, 2, 3), ready=0, at=AT)
        == tallied(before, (pull(3, unreviewed=True),), (), snapshot()).held
    )


def test_no_more_are_kept_than_there_is_room_for() -> None:
    full = record(held=Held(pulls=tuple(range(MOST_HELD)), at=AT))
    assert full == tallied(full, (pull(MOST_HELD + 1),), (), snapshot())
    nearly = record(held=Held(pulls=tuple(range(1, MOST_HELD)), at=AT))
    found = tallied(nearly, (pull(MOST_HELD), pull(MOST_HELD + 1)), (), snapshot()).held
    assert found
    assert (MOST_HELD, MOST_HELD) == (len(found.pulls), found.pulls[-1])


def test_a_record_of_many_that_left_a_queue_has_room_in_its_comment() -> None:
    many = tuple(pull(n, head=sha(f"h{n}")) for n in range(100_000, 103_000))
    groups = tuple(one.model_copy(update={"answer_by": AT}) for one in many)
    found = tallied(record(), groups, (), snapshot(pulls=many))
    assert found.held
    assert (MOST_LEFT, MOST_HELD) == (len(found.held.queued), len(found.held.pulls))
    assert len(found.encode()) < 65_536 - 20_000


def test_nothing_is_held_without_a_verdict() -> None:
    assert not holds(None)


def test_a_new_job_tells_what_its_stop_holds() -> None:
    opened = the(OpenJob, planned(stopped(pulls=(pull(1, unreviewed=True), pull(2, approved=True)))).effects)
    held = Held(pulls=(1, 2), ready=1, at=AT)
    assert (held, held) == (opened.record.held, opened.story.held)


def test_another_pull_request_that_is_held_is_noted() -> None:
    before = kept(held=Held(pulls=(1,), ready=0, at=minutes(-3)))
    found = planned(carrying(issue=issue(before), pulls=(pull(1), pull(2, draft=True))))
    noted = [e.record.held for e in found.effects if isinstance(e, WriteRecord)]
    assert [Held(pulls=(1, 2), ready=1, at=AT)] == noted


def test_a_cord_tells_the_job_its_open_fix_and_how_long_stops_last() -> None:
    fixes = (
        FixPull(number=20, branch="andon/12-1", head=sha("x"), state="closed"),
        FixPull(number=21, branch="andon/12-2", head=sha("y"), state="open"),
    )
    took = (60, 600, 61)
    facts = JobFacts(key=KEY, claim=claim("open", took=took), fixes=fixes)
    assert Course(incident=12, fix=21, usual=Usual(seconds=61, of=ENOUGH)) == course(facts)


def test_of_too_few_stops_nothing_is_told() -> None:
    assert Course() == course(JobFacts(key=KEY))
    assert Course() == course(JobFacts(key=KEY, claim=claim("closed", took=(60, 60))))


def test_the_length_of_a_stop_is_kept_in_its_claim() -> None:
    over = record(times=TIMES.model_copy(update={"green": minutes(-2)}), held=HELD)
    assert (1, 180) == with_length((1,), over)
    assert (1,) == with_length((1,), record(times=TIMES, held=HELD))
    assert MOST_STOPS == len(with_length(tuple(range(MOST_STOPS)), over))


@pytest.mark.parametrize(
    "facts",
    [
        {"held": None},
        {"reds": ()},
        {"lulls": (Lull(since=minutes(-4), until=minutes(-3)),)},
        {"commands": (Command(verb="stop", who="mona", at=minutes(-4), why="wait", comment=9, issue=12),)},
    ],
    ids=["it held nobody", "nothing failed", "it was green in between", "a person froze the line besides"],
)
def test_only_the_length_of_a_failure_that_held_somebody_is_kept(facts: dict[str, Any]) -> None:
    over = {"times": TIMES.model_copy(update={"green": minutes(-2)}), "held": HELD}
    assert (1,) == with_length((1,), record(**(over | facts)))


def test_a_claim_hands_on_what_is_known_of_past_stops() -> None:
    old = claim("closed", at=minutes(-9000), took=(60, 120))
    opened = the(OpenJob, planned(stopped(claim=old)).effects)
    assert (60, 120) == opened.claim.took


def test_a_job_that_is_done_adds_its_length() -> None:
    healed = snapshot(
        commit("c", passing(3)), claim=claim("open", took=(60,)), issue=issue(kept(times=TIMES, held=HELD))
    )
    closed = [e.claim for e in planned(healed).effects if isinstance(e, WriteClaim)]
    assert [("closed", (60, 300))] == [(c.stage, c.took) for c in closed]
