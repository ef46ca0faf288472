"""After green: whose failure was the base's, what is told of it, and what is kept."""

from datetime import datetime
from typing import Any

import pytest

from bot.decide.plan import plan
from bot.model.effects import WriteClaim, WriteCord, WriteRecord
from bot.model.evidence import Aftermath, Held, Left
from bot.model.facts import After, Pull
from bot.model.runs import Run
from tests.building import (
    AT,
    CI,
    change,
    claim,
    commit,
    config,
    cord,
    issue,
    job,
    minutes,
    pull,
    record,
    run,
    sha,
    snapshot,
    stopped,
)
from tests.decide.left_behind import (
    HISTORY,
    STOP,
    after_green,
    broken_run,
    stale,
    updated,
    verdicts,
)
from tests.decide.visible import visible

DOCS = ".github/workflows/docs.yml"


def test_a_failure_of_the_broken_base_alone_is_told_as_that() -> None:
    seen = after_green(stale(1))
    (effect,) = (e for e in plan(seen).effects if isinstance(e, WriteCord))
    assert ("stale", "success", "asked") == (
        effect.verdict.kind,
        effect.verdict.conclusion,
        effect.verdict.update,
    )
    assert "CI / test failed here while main was broken, and this branch lacks what mended it" == (
        effect.verdict.reason.text
    )
    assert () == plan(visible(seen, plan(seen))).effects


OWN: list[tuple[str, Pull]] = [
    (
        "another job failed too",
        stale(1, broken_run(jobs=(job("test", "failure"), job("lint", "failure", id=7)))),
    ),
    ("another workflow failed too", stale(1, broken_run(), broken_run(60, path=DOCS))),
    ("it was proposed to another branch then", stale(1, after={"based": minutes(-15)})),
    ("it contains what mended the line", stale(1, after={"behind": 0})),
    (
        "nothing failed in the end",
        stale(1, broken_run(jobs=(job("test", "failure"), job("test", attempt=2)))),
    ),
    (
        "its run began after that",
        stale(1, broken_run(created=minutes(-9)), after=None).model_copy(update={"after": None}),
    ),
    ("why it failed could not be read", stale(1).model_copy(update={"after": None})),
]


@pytest.mark.parametrize(("why", "one"), OWN, ids=[why for why, _ in OWN])
def test_no_other_failure_is_laid_to_the_base(why: str, one: Pull) -> None:
    assert {1: "running"} == verdicts(after_green(one)), why


def test_an_older_failure_of_another_workflow_that_passed_since_does_not_count() -> None:
    docs = (broken_run(60, path=DOCS), broken_run(61, "success", path=DOCS))
    assert {1: "stale"} == verdicts(after_green(stale(1, broken_run(), *docs)))


def test_a_base_that_was_given_before_the_run_began_is_the_one_that_it_tested() -> None:
    assert {1: "stale"} == verdicts(after_green(stale(1, after={"based": minutes(-20)})))


def test_a_head_that_has_moved_on_since_is_left_alone() -> None:
    moved = after_green(stale(1))
    moved = moved.model_copy(update={"pulls": (moved.pulls[0].model_copy(update={"head": sha("n")}),)})
    assert {1: "running"} == verdicts(moved)


def test_what_a_cord_says_already_stands_without_being_read_again() -> None:
    seen = visible(before := after_green(stale(1)), plan(before))
    (known,) = seen.pulls
    forgot = seen.model_copy(update={"pulls": (known.model_copy(update={"after": None}),)})
    assert () == plan(forgot).effects


@pytest.mark.parametrize("mode", ["warn", "shadow"])
def test_only_who_was_held_is_told(mode: str) -> None:
    assert "stale" not in verdicts(after_green(stale(1), its=config(mode))).values()


def test_leave_tells_and_updates_nothing() -> None:
    seen = after_green(stale(1), its=config(after_green={"update": "leave"}))
    assert ({1: "running"}, []) == (verdicts(seen), updated(seen))


def broken_by(broke: dict[str, datetime]) -> Aftermath:
    """The stop, by other signals, each red since its own time; it held #1."""
    held = (Left(number=1, head=sha("p1-")),)
    return STOP.model_copy(update={"reds": tuple(broke), "broke": broke, "held": held})


def test_what_failed_before_the_job_was_red_on_the_line_failed_for_itself() -> None:
    """The line was broken since -30, but for `test` since -15 only: what failed there at -20 was its own doing."""
    late = broken_by({f"{CI}#lint": minutes(-30), f"{CI}#test": minutes(-15)})
    for began, verdict in ((-20, "running"), (-12, "stale")):
        seen = after_green(stale(1, broken_run(created=minutes(began))), claim=claim("closed", after=(late,)))
        assert {1: verdict} == verdicts(seen)


def test_a_workflow_that_failed_before_it_was_red_on_the_line_failed_for_itself() -> None:
    """`lint` of one workflow has been red since -30, `test` of another since -15: its failure at -20 is its own."""
    two = broken_by({f"{CI}#test": minutes(-30), f"{DOCS}#links": minutes(-15)})
    for began in (-20, -60):
        own = broken_run(60, path=DOCS, created=minutes(began))
        seen = after_green(stale(1, broken_run(), own), claim=claim("closed", after=(two,)))
        assert {1: "running"} == verdicts(seen)
    assert {1: "stale"} == verdicts(after_green(stale(1), claim=claim("closed", after=(two,))))


def test_a_whole_workflow_that_was_red_counts_for_each_of_its_jobs() -> None:
    seen = after_green(stale(1))
    whole = STOP.model_copy(update={"reds": (f"{CI}#*",), "held": (Left(number=1, head=seen.pulls[0].head),)})
    assert {1: "stale"} == verdicts(after_green(stale(1), claim=claim("closed", after=(whole,))))


def test_a_cord_says_so_no_more_once_it_passed_when_it_was_run_again() -> None:
    again = broken_run(50, "success", jobs=(job("test", "failure", 1), job("test", "success", 2)))
    told = cord("success", "stale-old")
    for runs, kind in (((again,), {1: "running"}), ((broken_run(),), {})):
        one = pull(1, *runs, cord=told)
        seen = after_green(one, its=config(after_green={"update": "ask"}))
        assert kind == {k: v for k, v in verdicts(seen).items() if v == "running"}


def test_a_stop_that_ends_is_kept_in_the_claim_with_who_it_left_behind() -> None:
    held = record(held=Held(pulls=(1, 2, 3), at=minutes(-20), queued=(Left(number=9, head=sha("q")),)))
    others = (pull(2, broken_run(51, "success")), pull(3, broken_run(52, None)), stale(4))
    seen = snapshot(
        *HISTORY, claim=claim("open"), issue=issue(held, labels=("andon",)), pulls=(stale(1), *others)
    )
    (release,) = (e for e in plan(seen).effects if isinstance(e, WriteClaim))
    left = (Left(number=1, head=sha("p1-")), Left(number=3, head=sha("p3-")))
    expected = STOP.model_copy(update={"held": left, "green": AT, "queued": (Left(number=9, head=sha("q")),)})
    assert ("closed", (expected,)) == (release.claim.stage, release.claim.after)
    assert {1: "stale", 2: "running", 3: "running", 4: "running"} == verdicts(seen)


def test_a_stop_whose_end_was_told_is_kept_though_its_brain_was_gone_before() -> None:
    held = record(held=Held(pulls=(1, 2), at=minutes(-20)))
    seen = snapshot(*HISTORY, claim=claim("open"), issue=issue(held, labels=("andon",)), pulls=(stale(1),))
    (told,) = (e for e in plan(seen).effects if isinstance(e, WriteRecord))
    cut = seen.model_copy(update={"at": minutes(1)})
    jobs = tuple(
        one.model_copy(update={"issue": issue(told.record, state="closed", labels=("andon", "andon:done"))})
        for one in cut.jobs
    )
    (release,) = (e for e in plan(cut.model_copy(update={"jobs": jobs})).effects if isinstance(e, WriteClaim))
    (after,) = release.claim.after
    assert ("closed", AT, (Left(number=1, head=sha("p1-")),)) == (
        release.claim.stage,
        after.green,
        after.held,
    )


def test_what_healed_before_the_end_was_the_stops_too() -> None:
    """One commit breaks two jobs, one mends both, and a pass sees the first of them green alone."""

    def both(id: int, test: str | None, lint: str, **facts: Any) -> Run:
        ended = test is not None
        known: dict[str, Any] = {} if ended else {"status": "in_progress", "conclusion": None}
        return run(
            job("test", test, id=id * 100), job("lint", lint, id=id * 100 + 1), id=id, **known, **facts
        )

    bad = run(
        *(
            job(name, "failure", n, id=200 + 10 * n + k)
            for n in (1, 2)
            for k, name in enumerate(("test", "lint"))
        ),
        id=2,
        created=minutes(-30),
    )
    older = (commit("b", bad), commit("a", both(1, "success", "success", created=minutes(-90))))
    left = pull(
        5, both(50, "failure", "failure", event="pull_request", created=minutes(-20)), cord=cord("failure")
    )
    seen = stopped(*older, pulls=(left,), claim=claim("open"), issue=issue(record()))
    seen = visible(seen, plan(seen))
    for test in (None, "success"):
        mend = commit("c", both(3, test, "success", created=minutes(-10)))
        seen = change(seen, history=(mend, *older))
        if test:
            told = left.model_copy(update={"after": After(runs=left.runs, behind=1)})
            seen = seen.model_copy(update={"pulls": (told,)})
        planned = plan(seen)
        seen = visible(seen, planned)
    assert ["stale"] == [e.verdict.kind for e in planned.effects if isinstance(e, WriteCord)]
