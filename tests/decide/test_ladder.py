"""Which way of fixing comes next, and when."""

from datetime import timedelta

import pytest

from bot.decide.book import Case
from bot.decide.ladder import LONGEST_BACKOFF, LOST_TRIES, OVERTAKEN_TRIES, RUNGS, Step, backoff, next_step
from bot.model.jobs import Key, Try
from tests.building import KEY, config, line_of, minutes, stopped


def tried(result: str, at: float = -5, rung: str = "autofix") -> Try:
    return Try.model_validate({"rung": rung, "result": result, "why": "so", "at": minutes(at)})


def step(*before: Try, worker: bool = True, **fix: object) -> Step:
    its = config(fix={"autofix": ["ruff format ."], **fix})
    seen = stopped(worker=worker, config=its)
    return next_step(Case(seen, line_of(seen, its), its), before)


def test_a_re_run_has_been_tried_when_the_line_stops() -> None:
    found = step()
    assert ("autofix", None) == (found.rung, found.after)
    assert [("rerun", "failed again, or could not be re-run")] == [(s.rung, s.why) for s in found.skipped]


def test_a_re_run_that_is_not_configured_is_told_so() -> None:
    its = config(line={"confirm": {"reruns": 0}})
    seen = stopped(config=its)
    assert "not configured" == next_step(Case(seen, line_of(seen, its), its), ()).skipped[0].why


def test_autofix_needs_commands() -> None:
    found = step(autofix=[])
    assert (None, "no commands under fix.autofix") == (found.rung, found.skipped[1].why)


def test_autofix_needs_the_caller_workflow() -> None:
    found = step(worker=False)
    why = "the repository has no caller workflow .github/workflows/andon.yml"
    assert (None, why) == (found.rung, found.skipped[1].why)


def test_people_are_the_last_rung_and_none_that_is_tried() -> None:
    found = step(ladder=["person", "autofix"])
    assert ("autofix", [("person", "people decide")]) == (
        found.rung,
        [(s.rung, s.why) for s in found.skipped],
    )


@pytest.mark.parametrize("result", ["failed", "nothing", "withheld", "refused", "still-red"])
def test_a_rung_that_gave_an_answer_is_not_tried_again(result: str) -> None:
    assert None is step(tried(result)).rung


@pytest.mark.parametrize("result", ["lost", "overtaken", "fixed"])
def test_a_lost_worker_or_a_fix_that_did_not_last_is_tried_again_later(result: str) -> None:
    found = step(tried(result))
    assert ("autofix", minutes(-5) + backoff(KEY, 1)) == (found.rung, found.after)


def test_nothing_is_tried_for_ever() -> None:
    losses = [tried("lost")] * LOST_TRIES
    assert "autofix" == step(*losses[1:]).rung
    assert None is step(*losses).rung


def test_other_rungs_tries_do_not_count() -> None:
    assert None is step(tried("lost", rung="person")).after


def test_backoff_doubles_up_to_an_hour_and_differs_by_key() -> None:
    waits = [round(backoff(KEY, n) / backoff(KEY, 1), 3) for n in (1, 2, 3, 7, 20)]
    assert [1, 2, 4, 60, 60] == waits
    assert 1 < len({backoff(Key(repository=n, rule="r", subject="s"), 1) for n in range(20)})


@pytest.mark.parametrize("repository", range(30))
def test_backoff_strays_a_fifth_at_most(repository: int) -> None:
    wait = backoff(Key(repository=repository, rule="ci-green", subject="main"), 1)
    assert timedelta(seconds=48) <= wait <= timedelta(seconds=72)
    assert backoff(Key(repository=repository, rule="ci-green", subject="main"), 99) <= 1.2 * LONGEST_BACKOFF


def test_every_rung_says_who_does_it() -> None:
    assert {"rerun": "brain", "autofix": "worker", "propose": "brain", "person": "person"} == {
        r: row.by for r, row in RUNGS.items()
    }


def test_a_try_that_other_lanes_overtook_is_not_spent_but_there_is_an_end_to_them() -> None:
    overtaken = [tried("overtaken")] * (OVERTAKEN_TRIES - 1)
    lost = [tried("lost")] * (LOST_TRIES - 1)
    assert "autofix" == step(*lost, *overtaken).rung
    assert None is step(*lost, *overtaken, tried("overtaken")).rung
    assert None is step(*overtaken, *lost, tried("lost")).rung
