"""The verdict each pull request's cord shall show, and which of them cost a write."""

import pytest

from bot.decide.cord_writes import cord_effects, shows
from bot.decide.cords import Judged, judge_pulls
from bot.decide.evidence import MAX_REDS, red_facts
from bot.model.config import Config
from bot.model.facts import Cord, Pull
from bot.model.runs import Commit
from bot.model.snapshot import Snapshot
from bot.model.telling import Course, Verdict
from tests.building import (
    changed,
    commit,
    comparison,
    config,
    cord,
    failing,
    job,
    line_of,
    minutes,
    passing,
    proof_run,
    pull,
    run,
    sha,
    snapshot,
    stopped,
    unread,
)

GREEN = (commit("a", passing(1)),)
YELLOW = (commit("b", failing(2)), commit("a", passing(1)))


NOTHING = Course()


def judged(seen: Snapshot, course: Course = NOTHING) -> tuple[Judged, ...]:
    its = seen.config if isinstance(seen.config, Config) else Config(version=1)
    return judge_pulls(seen, line_of(seen, its), its.mode, course)


def verdict(seen: Snapshot) -> Verdict | None:
    return judged(seen)[0].verdict


def told(found: Verdict | None) -> tuple[str, str, str | None] | None:
    return (found.kind, found.status, found.conclusion) if found else None


def test_a_running_line_holds_nothing() -> None:
    assert ("running", "completed", "success") == told(verdict(snapshot(*GREEN, pulls=(pull(1),))))


def test_a_line_without_signal_holds_nothing_and_says_so() -> None:
    assert ("no-signal", "completed", "success") == told(verdict(snapshot(commit("a"), pulls=(pull(1),))))


def test_a_line_that_could_not_be_judged_leaves_every_cord_as_it_is() -> None:
    seen = snapshot(*GREEN, pulls=(pull(1), pull(2, cord=cord("failure"))), unread=(unread("line: x"),))
    assert [None, None] == [item.verdict for item in judged(seen)]


def test_a_stopped_line_holds_what_is_not_proven() -> None:
    seen = stopped(pulls=(pull(1),))
    found = judged(seen, Course(incident=12))[0].verdict
    assert ("stopped", "completed", "failure") == told(found)
    assert found
    assert (12, "CI / test") == (found.course.incident, found.reds[0].name)
    assert "no proof: its checks are older than main; merge main into it" == found.reason.text


def test_a_proven_fix_passes_a_stopped_line() -> None:
    fix = pull(5, proof_run(), against_line=comparison("b", 5, changed("src/a.py", "+x")))
    assert ("proven", "completed", "success") == told(verdict(stopped(pulls=(fix,))))


def test_pull_requests_into_other_branches_are_none_of_ours() -> None:
    assert () == judged(stopped(pulls=(pull(1, base="release"),)))


@pytest.mark.parametrize(
    ("its", "expected"),
    [
        (pull(1), ("confirming", "in_progress", None)),
        (pull(1, draft=True), ("confirming", "in_progress", None)),
        (pull(1, cord=cord("success")), ("confirming", "in_progress", None)),
        (pull(1, cord=cord(None)), ("confirming", "in_progress", None)),
        (pull(1, cord=cord("success"), draft=True), None),
        (pull(1, cord=cord("success"), merge_state="BLOCKED"), None),
        (
            pull(1, cord=cord("success"), merge_state="BLOCKED", auto_merge=True),
            ("confirming", "in_progress", None),
        ),
        (pull(1, cord=cord("failure")), None),
    ],
    ids=[
        "new",
        "new draft",
        "ready",
        "yellow",
        "draft",
        "could not merge",
        "would merge by itself",
        "held already",
    ],
)
def test_a_first_failure_shows_only_where_it_matters(its: Pull, expected: object) -> None:
    assert expected == told(verdict(snapshot(*YELLOW, pulls=(its,))))


def test_a_first_failure_says_until_when_it_is_confirmed() -> None:
    found = verdict(snapshot(*YELLOW, pulls=(pull(1),)))
    assert minutes(6) == (found.until if found else None)


@pytest.mark.parametrize(
    ("held", "expected"),
    [
        (cord("success"), None),
        (cord("neutral"), None),
        (cord("failure"), ("confirming", "completed", "neutral")),
        (cord(None), ("confirming", "completed", "neutral")),
        (None, ("confirming", "completed", "neutral")),
    ],
)
def test_warn_lets_go_of_what_a_first_failure_finds_held(held: Cord | None, expected: object) -> None:
    assert expected == told(verdict(snapshot(*YELLOW, config=config("warn"), pulls=(pull(1, cord=held),))))


def test_warn_is_neutral_and_holds_nothing() -> None:
    assert ("stopped", "completed", "neutral") == told(
        verdict(stopped(config=config("warn"), pulls=(pull(1),)))
    )


@pytest.mark.parametrize("mode", ["off", "shadow"])
@pytest.mark.parametrize(
    ("held", "expected"),
    [
        (None, None),
        (cord("success"), None),
        (cord("neutral"), None),
        (cord("failure"), ("off", "completed", "success")),
        (cord(None), ("off", "completed", "success")),
    ],
)
def test_off_and_shadow_only_let_go(mode: str, held: Cord | None, expected: object) -> None:
    seen = stopped(config=config(mode), pulls=(pull(1, cord=held),))
    assert expected == told(verdict(seen))
    assert (1 if expected else 0) == len(cord_effects(judged(seen)))


def test_those_that_could_merge_soonest_come_first() -> None:
    pulls = (
        pull(1, draft=True),
        pull(2, merge_state="BLOCKED"),
        pull(3, unreviewed=True),
        pull(4),
        pull(5, merge_state="BLOCKED", auto_merge=True),
        pull(6, auto_merge=True),
    )
    assert [6, 5, 4, 3, 2, 1] == [item.pull.number for item in judged(stopped(pulls=pulls))]


def test_a_head_proposed_twice_is_written_once_and_names_both() -> None:
    pulls = (pull(2, head=sha("x")), pull(1, head=sha("x")), pull(3, head=sha("x"), base="release"))
    effects = cord_effects(judged(stopped(pulls=pulls)))
    assert [(sha("x"), (1, 2, 3))] == [(e.head, e.pulls) for e in effects]
    assert (2, 3) == effects[0].verdict.others


def test_a_cord_that_shows_its_verdict_costs_nothing() -> None:
    seen = stopped(pulls=(pull(1),))
    found = verdict(seen)
    assert found
    shown = cord(found.conclusion, found.digest)
    assert shows(pull(1, cord=shown), found)
    assert () == cord_effects(judged(stopped(pulls=(pull(1, cord=shown),))))


def test_a_stop_that_is_told_in_other_words_costs_no_second_write() -> None:
    first = verdict(stopped(pulls=(pull(1),)))
    more = run(*(failing(2, times=2).jobs or ()), job("lint", "failure", id=9), id=2)
    second = verdict(stopped(commit("b", more), commit("a", passing(1)), pulls=(pull(1, proof_run(1)),)))
    assert first and second and first.reason != second.reason
    assert first.digest == second.digest


def test_a_proof_by_another_run_is_another_verdict() -> None:
    against = comparison("b", 5, changed("src/a.py", "+x"))
    found = [verdict(stopped(pulls=(pull(5, proof_run(n), against_line=against),))) for n in (50, 51)]
    assert 2 == len({v.digest for v in found if v})


@pytest.mark.parametrize(
    ("history", "held", "expected"),
    [
        (GREEN, cord("failure", id=9), 9),
        (YELLOW, cord("success", id=9), None),
        (YELLOW, cord(None, id=9), 9),
        (YELLOW, None, None),
    ],
    ids=["green again", "a completed one cannot go back", "yellow still", "none yet"],
)
def test_the_check_run_is_updated_where_it_can_be(
    history: tuple[Commit, ...], held: Cord | None, expected: int | None
) -> None:
    seen = snapshot(*history, pulls=(pull(1, cord=held),))
    assert [expected] == [e.cord for e in cord_effects(judged(seen))]


def test_reds_are_told_confirmed_ones_first_with_what_failed() -> None:
    log = "FAILED tests/test_cart.py::test_total - assert 2 == 3\n##[error]Process completed with exit code 1.\n"
    jobs = (
        job("test", "failure", 1, log="E   older"),
        job("test", "failure", 2, log=log),
        job("lint", "failure", id=9, failed_step="ruff"),
        job("docs", "failure", id=8),
    )
    facts = red_facts(line_of(stopped(commit("b", run(*jobs, id=2)), commit("a", passing(1))), config()))
    assert [
        ("CI / test", True, "tests/test_cart.py::test_total - assert 2 == 3"),
        ("CI / docs", False, None),
        ("CI / lint", False, "step “ruff”"),
    ] == [(f.name, f.confirmed, f.primary) for f in facts]


def test_an_unrecognised_log_is_told_by_its_step() -> None:
    jobs = (job("test", "failure", log="nothing to see", failed_step="make"),)
    assert "step “make”" == red_facts(line_of(stopped(commit("b", run(*jobs, id=2))), config()))[0].primary


def test_a_matrix_of_hundreds_is_told_in_part() -> None:
    jobs = [job(f"test ({n})", "failure", id=n) for n in range(256)]
    assert MAX_REDS == len(red_facts(line_of(stopped(commit("b", run(*jobs, id=2))), config())))
