"""Flaky checks: told, remembered, left out; quarantine; and failures of the platform."""

from datetime import date
from typing import Any

import pytest

from bot.decide.flakes import acquitted
from bot.decide.line import Line
from bot.decide.plan import plan
from bot.decide.word import Word
from bot.model.commands import Command
from bot.model.effects import Rerun, WriteClaim
from bot.model.facts import Pull, WorkflowFile
from bot.model.flakes import MOST_FLAKES, Flake
from bot.model.jobs import Claim, flakes_key
from bot.model.runs import Commit, RunJob
from bot.model.snapshot import Snapshot
from tests.building import (
    AT,
    CI,
    change,
    changed,
    commit,
    comparison,
    config,
    failing,
    job,
    line_of,
    minutes,
    passing,
    proof_run,
    pull,
    run,
    snapshot,
    stopped,
    the_line,
    unread,
)
from tests.decide.showing import show

BOOK = flakes_key(7, "main")
FLAKY = run(job("test", "failure", 1), job("test", "success", 2), id=2)
ID = f"{CI}#test"


def flake(**facts: Any) -> Flake:
    return Flake.model_validate({"id": ID, "name": "CI / test", "count": 1, "last": minutes(-60), **facts})


def book(**facts: Any) -> Claim:
    given: dict[str, Any] = {"key": BOOK.digest, "stage": "closed", "by": "b", "at": minutes(-60), "oid": "o"}
    return Claim.model_validate(given | facts)


def written(seen: Snapshot) -> Claim | None:
    """What a pass remembers."""
    claims = [e.claim for e in plan(seen).effects if isinstance(e, WriteClaim) and e.claim.key == BOOK.digest]
    return claims[0] if claims else None


def apart(number: int, author: str, path: str) -> Pull:
    """A pull request on top of the red head whose `test` passed."""
    change = comparison("b", number, changed(path, "+x"))
    return pull(number, proof_run(id=50 + number), author=author, against_line=change)


TELLS = "2026-11-23T16:41:00.0000000Z tests/test_cart.py:3: AssertionError: assert 1 == 2\n"


def red_twice(log: str | None = TELLS) -> Commit:
    """The commit on which `test` failed twice, with what it printed."""
    jobs = (job("test", "failure", n, id=200 + n, log=log) for n in (1, 2))
    return commit("b", run(*jobs, id=2))


def red(log: str | None = TELLS, **facts: Any) -> Snapshot:
    """A stopped line whose failure is told by a log."""
    return stopped(red_twice(log), commit("a", passing(1)), **facts)


ONE, OTHER = apart(5, "bob", "docs/a.md"), apart(6, "carol", "src/b.py")


def test_what_failed_and_passed_on_one_commit_is_remembered_once() -> None:
    seen = snapshot(commit("b", FLAKY), commit("a", passing(1)))
    claim = written(seen)
    assert claim is not None
    assert (flake(last=minutes(-3), seconds=60, runs=(2,)),) == claim.flakes
    after = show(seen, WriteClaim(claim=claim, replaces=None, tree="t"))
    assert [] == [e.kind for e in plan(after).effects]


def test_a_second_flake_of_a_check_is_counted() -> None:
    known = book(flakes=(flake(runs=(1,), seconds=100),))
    claim = written(snapshot(commit("b", FLAKY), book=known, flakes=known.flakes))
    assert claim is not None
    assert [(2, 160, (1, 2))] == [(one.count, one.seconds, one.runs) for one in claim.flakes]
    found = line_of(snapshot(commit("b", FLAKY), book=known, flakes=known.flakes))
    often = "it is flaky: on bbbbbbb it failed first (2 times, last on 2026-11-23, 2 min in all)"
    assert [f"CI / test passed on bbbbbbb; {often}"] == [child.text for child in found.reason.children]


def test_a_job_that_may_fail_and_failed_again_is_no_flake() -> None:
    allowed = run(job("test", "failure", 1), job("test", "failure", 2), id=2, conclusion="success")
    assert None is written(snapshot(commit("b", allowed), commit("a", passing(1))))


def test_runs_that_are_being_confirmed_are_remembered_where_no_cord_shows_it() -> None:
    seen = snapshot(commit("b", failing(2)), commit("a", passing(1)))
    claim = written(seen)
    assert claim is not None and (2,) == claim.asked
    assert None is written(change(seen, book=book(asked=(2,))))
    assert None is written(change(seen, pulls=(pull(1),)))
    passed = snapshot(commit("b", FLAKY), book=book(asked=(2,)))
    ended = written(passed)
    assert ended is not None and ((), 1) == (ended.asked, len(ended.flakes))


def test_nothing_is_remembered_while_claims_cannot_be_read() -> None:
    assert None is written(snapshot(commit("b", FLAKY), unread=(unread("claims: refs"),)))


def test_only_so_many_flaky_checks_are_remembered_those_seen_last() -> None:
    many = tuple(flake(id=f"x{n:03}", last=minutes(-100 - n)) for n in range(MOST_FLAKES))
    claim = written(snapshot(commit("b", FLAKY), book=book(flakes=many), flakes=many))
    assert claim is not None
    assert {ID, *(f"x{n:03}" for n in range(MOST_FLAKES - 1))} == {one.id for one in claim.flakes}


def test_two_unrelated_pull_requests_that_pass_on_the_red_head_restart_the_line() -> None:
    seen = red(pulls=(ONE, OTHER))
    found = plan(seen)
    assert "main is running" == found.line.text
    claim = written(seen)
    assert claim is not None
    assert [((5, 6), (2,), 1)] == [(one.by, one.acquitted, one.count) for one in claim.flakes]
    words = (
        "; it is flaky (once, last on 2026-11-23, 4 min in all); #5 and #6 passed it on top of the failure"
    )
    assert any(child.text.endswith(words) for child in found.line.children), found.line


def test_what_they_showed_holds_once_they_are_gone() -> None:
    known = book(flakes=(flake(acquitted=(2,), by=(5, 6)),))
    assert "running" == line_of(stopped(book=known, flakes=known.flakes)).state
    again = (commit("c", failing(3, times=2)), commit("b", failing(2, times=2)), commit("a", passing(1)))
    line = line_of(snapshot(*again, book=known, flakes=known.flakes))
    assert ("stopped", 1) == (line.state, len(line.reds[0].signal.failures))


def test_a_check_that_never_passed_before_says_nothing_once_its_failures_are_void() -> None:
    known = (flake(acquitted=(2,)),)
    assert "no signal" == line_of(snapshot(commit("b", failing(2, times=2)), flakes=known)).state


@pytest.mark.parametrize(
    "pulls",
    [
        (ONE,),
        (ONE, apart(6, "bob", "src/b.py")),
        (ONE, apart(6, "carol", "docs/a.md")),
        (ONE, OTHER.model_copy(update={"bot": True})),
        (ONE, OTHER.model_copy(update={"branch": "andon/12-1"})),
        (ONE, OTHER.model_copy(update={"unread": "moved"})),
        (ONE, OTHER.model_copy(update={"base": "release"})),
        (ONE, OTHER.model_copy(update={"against_line": None})),
        (ONE, OTHER.model_copy(update={"runs": ()})),
        (ONE, OTHER.model_copy(update={"fork": True})),
        (ONE, OTHER.model_copy(update={"created": minutes(-1)})),
    ],
)
def test_less_than_that_restarts_nothing(pulls: tuple[Pull, ...]) -> None:
    assert "main is stopped" == plan(red(pulls=pulls)).line.text


def test_without_the_failures_log_nobody_knows_what_is_unrelated_to_it() -> None:
    assert "main is stopped" == plan(red(None, pulls=(ONE, OTHER))).line.text


@pytest.mark.parametrize("named", ["src/b.py", "./src/b.py", "/home/runner/work/shop/shop/src/b.py", "b.py"])
def test_a_log_names_files_from_wherever_its_tool_ran(named: str) -> None:
    log = f"2026-11-23T16:41:00.0000000Z {named}:3:1: F401 `os` imported but unused\n"
    inside = apart(6, "carol", "backend/src/b.py")
    assert "main is stopped" == plan(red(log, pulls=(ONE, inside))).line.text


def test_who_changes_what_the_failure_names_may_have_fixed_it() -> None:
    log = "2026-11-23T16:41:00.0000000Z src/b.py:3:1: F401 `os` imported but unused\n"
    assert "main is stopped" == plan(red(log, pulls=(ONE, OTHER))).line.text


def test_a_persons_stop_is_lifted_by_no_pull_request() -> None:
    said = Command(verb="stop", who="mona", at=minutes(-2), why="wait", comment=9, issue=12)
    held = red(pulls=(ONE, OTHER), claim=None)
    assert the_line(held).flakes != acquitted(line_of(held), held).flakes
    line = line_of(held)
    assert the_line(held).flakes == acquitted(line.model_copy(update={"word": Word(stop=said)}), held).flakes


def quarantine(**facts: Any) -> dict[str, Any]:
    return {"check": "test", "until": "2026-12-15", "owner": "@acme/web", "why": "#812", **facts}


def aside(*flakes: Flake, **facts: Any) -> Line:
    its = config(line={"quarantine": [quarantine(**facts)]})
    return line_of(stopped(config=its, flakes=flakes), its)


def told(line: Line) -> str:
    return next(child.text for child in line.reason.children if "quarantine" in child.text)


def test_a_flaky_check_in_quarantine_stops_nothing_and_that_is_told() -> None:
    line = aside(flake())
    assert "no signal" == line.state
    assert (
        "CI / test is red and counts for nothing until 2026-12-15: @acme/web has it in quarantine (#812)"
        == told(line)
    )


@pytest.mark.parametrize("check", ["CI / test", "te*", "CI / *"])
def test_a_quarantine_names_a_check_as_people_do(check: str) -> None:
    assert "no signal" == aside(flake(), check=check).state


def test_what_is_not_known_to_be_flaky_cannot_be_put_there() -> None:
    line = aside()
    assert "stopped" == line.state
    assert "CI / test counts although it is in quarantine: it is not known to be flaky" == told(line)


def test_a_quarantine_ends_by_itself() -> None:
    line = aside(flake(), until="2026-11-22", why="")
    assert "stopped" == line.state
    assert "CI / test counts again: its quarantine ended on 2026-11-22; @acme/web knows of it" == told(line)
    assert "no signal" == aside(flake(), until=str(date(AT.year, AT.month, AT.day))).state


NETWORK = (
    "2026-11-23T16:41:00.0000000Z ##[error]"
    "fatal: unable to access 'https://github.com/': Could not resolve host: github.com\n"
)
GUESSED = 'error: oh no\nThe command "git clone https://github.com/acme/x" exited with 1.\n'
"""Of which only the command tells that it might be the platform's."""


def platform(attempt: int, conclusion: str = "failure", log: str | None = NETWORK) -> RunJob:
    return job("test", conclusion, attempt, id=200 + attempt, log=log)


def judged(*jobs: RunJob, reruns: int = 1) -> tuple[str, bool]:
    its = config(line={"confirm": {"reruns": reruns}})
    seen = snapshot(commit("b", run(*jobs, id=2)), commit("a", passing(1)), config=its)
    return line_of(seen, its).state, any(isinstance(e, Rerun) for e in plan(seen).effects)


@pytest.mark.parametrize(
    ("jobs", "reruns", "expected"),
    [
        ((platform(1),), 1, ("confirming", True)),
        ((platform(1),), 0, ("confirming", True)),
        ((platform(1), platform(2)), 1, ("stopped", False)),
        ((platform(1), platform(2)), 0, ("stopped", False)),
        ((platform(1), platform(2, log="assert 1 == 2")), 1, ("confirming", True)),
        ((platform(1), platform(2, log="assert 1 == 2")), 0, ("stopped", False)),
        ((platform(1, log=None),), 0, ("stopped", False)),
        ((platform(1, log=GUESSED),), 0, ("stopped", False)),
        ((platform(1, log=None), platform(2)), 1, ("confirming", True)),
        ((platform(1, log=None), platform(2), platform(3, log=None)), 1, ("stopped", False)),
    ],
)
def test_the_platforms_failures_are_run_again_and_stop_the_line_only_when_repeated(
    jobs: tuple[RunJob, ...], reruns: int, expected: tuple[str, bool]
) -> None:
    assert expected == judged(*jobs, reruns=reruns)


def test_what_the_platform_failed_and_cannot_be_run_again_waits_for_the_next_run() -> None:
    text = "jobs:\n  test:\n    environment: production\n    runs-on: x\n"
    seen = snapshot(
        commit("b", run(platform(1), id=2)),
        commit("a", passing(1)),
        files=(WorkflowFile(path=CI, text=text),),
    )
    line = line_of(seen)
    assert "confirming" == line.state
    why = "failed once, for want of a machine or a network; it cannot be re-run, so the next run decides"
    assert why == line.reds[0].why
    late = line_of(change(seen, at=minutes(60)))
    assert "stopped" == late.state
