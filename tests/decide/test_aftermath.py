"""After green: whose failure was the base's, what is told, which branches are updated and in which order."""

from typing import Any

import pytest

from bot.act.job_words import job_body
from bot.decide.plan import plan
from bot.model.after_green import Dequeued, EnqueuePull, UpdatePull
from bot.model.aftermath import LASTS
from bot.model.config import Config
from bot.model.effects import EditJob, WriteClaim, WriteCord, WriteRecord
from bot.model.evidence import Aftermath, Held, Left
from bot.model.facts import After, Cord, Pull
from bot.model.runs import Run
from bot.model.snapshot import Snapshot
from tests.building import (
    AT,
    CI,
    change,
    claim,
    commit,
    config,
    cord,
    failing,
    issue,
    job,
    minutes,
    passing,
    pull,
    record,
    run,
    sha,
    snapshot,
    stopped,
)
from tests.decide.visible import visible

DOCS = ".github/workflows/docs.yml"
HISTORY = (
    commit("c", passing(3, created=minutes(-10))),
    commit("b", failing(2, times=2, created=minutes(-30))),
    commit("a", passing(1, created=minutes(-90))),
)
STOP = Aftermath(
    reds=(f"{CI}#test",), since=minutes(-30), until=minutes(-10), green=minutes(-8), mend=sha("c"), held=()
)


def broken_run(id: int = 50, conclusion: str | None = "failure", **facts: Any) -> Run:
    """A pull request's run that began while main was broken."""
    jobs = facts.pop("jobs", (job("test", conclusion, id=id * 100),))
    return run(*jobs, id=id, **({"event": "pull_request", "created": minutes(-20)} | facts))


def stale(number: int, *runs: Run, after: dict[str, Any] | None = None, **facts: Any) -> Pull:
    """A pull request on which `test` failed while main was broken, and which lacks what mended it."""
    runs = runs or (broken_run(),)
    mine = tuple(one for one in runs if one.path == CI)
    known: dict[str, Any] = {"runs": mine, "behind": 1, "push": True, "dismisses": False} | (after or {})
    return pull(number, *runs, **({"after": After(**known), "cord": Cord(**GREEN)} | facts))


GREEN: dict[str, Any] = {"id": 900, "status": "completed", "conclusion": "success", "digest": "old"}
UPDATING = {"update": "update", "at_a_time": 2}


def after_green(*pulls: Pull, its: Config | None = None, at: float = -8, **facts: Any) -> Snapshot:
    """Main is green since a moment; its last stop held these pull requests, at the heads that they have."""
    held = tuple(Left(number=one.number, head=one.head) for one in pulls)
    stop = STOP.model_copy(update={"held": held, "green": minutes(at)})
    return snapshot(
        *HISTORY,
        **({"claim": claim("closed", after=(stop,)), "pulls": pulls, "config": its or config()} | facts),
    )


def verdicts(seen: Snapshot) -> dict[int, str]:
    """The kind of verdict that is written on each pull request."""
    written = (effect for effect in plan(seen).effects if isinstance(effect, WriteCord))
    return {number: effect.verdict.kind for effect in written for number in effect.pulls}


def updated(seen: Snapshot) -> list[int]:
    return [effect.number for effect in plan(seen).effects if isinstance(effect, UpdatePull)]


def test_a_failure_of_the_broken_base_alone_is_told_as_that() -> None:
    seen = after_green(stale(1))
    (effect,) = (e for e in plan(seen).effects if isinstance(e, WriteCord))
    assert ("stale", "success", False) == (
        effect.verdict.kind,
        effect.verdict.conclusion,
        effect.verdict.updates,
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


def test_a_whole_workflow_that_was_red_counts_for_each_of_its_jobs() -> None:
    seen = after_green(stale(1))
    whole = STOP.model_copy(update={"reds": (f"{CI}#*",), "held": (Left(number=1, head=seen.pulls[0].head),)})
    assert {1: "stale"} == verdicts(after_green(stale(1), claim=claim("closed", after=(whole,))))


def test_branches_are_updated_oldest_approval_first_then_by_number() -> None:
    pulls = (
        stale(1),
        stale(2, after={"approved": minutes(-5)}),
        stale(3, after={"approved": minutes(-50)}),
        stale(4),
    )
    wish = config(after_green={"update": "update", "at_a_time": 3})
    seen = after_green(*pulls, its=wish)
    assert [3, 2, 1] == updated(seen)
    assert plan(seen).look_again is not None
    after = visible(seen, plan(seen))
    assert [] == updated(after)


UNDER_TEST: dict[str, tuple[Pull, list[int]]] = {
    "not begun": (pull(1, head=sha("n"), committed=minutes(-1)), [2]),
    "running": (pull(1, broken_run(70, None, created=minutes(-2)), head=sha("n")), [2]),
    "over": (pull(1, broken_run(71, "failure", created=minutes(-2)), head=sha("n")), [2, 3]),
    "never begun": (pull(1, head=sha("n"), committed=minutes(-6)), [2, 3]),
    "of an unknown date": (pull(1, head=sha("n")), [2, 3]),
    "conflicting": (pull(1, head=sha("n"), committed=minutes(-1), conflicting=True), [2, 3]),
}


@pytest.mark.parametrize("moved", UNDER_TEST)
def test_those_that_are_still_under_test_count(moved: str) -> None:
    first, *others = (stale(number) for number in (1, 2, 3))
    seen = after_green(first, *others, its=config(after_green=UPDATING))
    now, expected = UNDER_TEST[moved]
    assert expected == updated(seen.model_copy(update={"pulls": (now, *others)}))


def test_what_was_left_behind_by_a_stop_long_ago_takes_nobodys_place() -> None:
    first, *others = (stale(number) for number in (1, 2, 3))
    seen = after_green(first, *others, its=config(after_green=UPDATING))
    lefts = [Left(number=one.number, head=one.head) for one in (first, *others)]
    long_ago = minutes(-LASTS.total_seconds() / 60)
    old = STOP.model_copy(update={"green": long_ago, "held": (lefts[0],)})
    new = STOP.model_copy(update={"green": minutes(-8), "held": (*lefts[1:],)})
    moved = pull(1, broken_run(70, None, created=minutes(-2)), head=sha("n"))
    seen = change(seen, claim=claim("closed", after=(old, new)), pulls=(moved, *others))
    assert [2, 3] == updated(seen)


def test_what_github_refused_lately_leaves_its_place_to_others() -> None:
    pulls = [stale(number) for number in (1, 2, 3)]
    seen = after_green(*pulls, its=config(after_green=UPDATING))
    refused = seen.model_copy(update={"refused": (UpdatePull(number=1, head=pulls[0].head),)})
    assert [2, 3] == updated(refused)
    written = [e.verdict for e in plan(refused).effects if isinstance(e, WriteCord) and 1 in e.pulls]
    assert [("stale", False)] == [(one.kind, one.updates) for one in written]
    moved = seen.model_copy(update={"refused": (UpdatePull(number=1, head=sha("other")),)})
    assert [1, 2] == updated(moved)


def test_a_cord_says_so_no_more_once_it_passed_when_it_was_run_again() -> None:
    again = broken_run(50, "success", jobs=(job("test", "failure", 1), job("test", "success", 2)))
    told = cord("success", "stale-old")
    for runs, kind in (((again,), {1: "running"}), ((broken_run(),), {})):
        one = pull(1, *runs, cord=told)
        seen = after_green(one, its=config(after_green={"update": "ask"}))
        assert kind == {k: v for k, v in verdicts(seen).items() if v == "running"}


UNFIT: list[tuple[str, Pull]] = [
    ("a draft", stale(1, draft=True)),
    ("conflicting", stale(1, conflicting=True)),
    ("dirty", stale(1, merge_state="DIRTY")),
    ("not to be pushed to", stale(1, after={"push": False})),
    ("an approval would be lost", stale(1, after={"dismisses": True, "approved": minutes(-5)})),
]


@pytest.mark.parametrize(("why", "one"), UNFIT, ids=[why for why, _ in UNFIT])
def test_who_cannot_be_updated_is_asked(why: str, one: Pull) -> None:
    seen = after_green(one, its=config(after_green=UPDATING))
    (effect,) = (e for e in plan(seen).effects if isinstance(e, WriteCord))
    assert ([], "stale", False) == (updated(seen), effect.verdict.kind, effect.verdict.updates), why


def test_an_approval_is_given_up_only_where_that_is_wanted() -> None:
    one = stale(1, after={"dismisses": True, "approved": minutes(-5)})
    assert [1] == updated(after_green(one, its=config(after_green=UPDATING | {"dismiss": True})))
    free = stale(1, after={"dismisses": True})
    assert [1] == updated(after_green(free, its=config(after_green=UPDATING)))


def test_after_some_hours_nothing_is_updated_any_more() -> None:
    late = -LASTS.total_seconds() / 60
    assert [] == updated(after_green(stale(1), its=config(after_green=UPDATING), at=late))


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


REQUEUE = config(after_green={"requeue": True})
OUT = Dequeued(inside=False, fit=True, left=minutes(-12))


def put_out(*pulls: Pull, its: Config = REQUEUE) -> Snapshot:
    """Main is green since a moment; its last stop put these pull requests out of the merge queue."""
    out = tuple(Left(number=one.number, head=sha(f"p{one.number}-")) for one in pulls)
    stop = STOP.model_copy(update={"queued": out})
    return after_green(*pulls, its=its, claim=claim("closed", after=(stop,)))


def back(seen: Snapshot) -> list[int]:
    return [effect.number for effect in plan(seen).effects if isinstance(effect, EnqueuePull)]


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


def test_what_a_stop_put_out_of_the_queue_goes_back_in_the_order_it_left() -> None:
    seen = put_out(pull(8, dequeued=OUT), pull(3, dequeued=OUT))
    assert [8, 3] == back(seen)
    assert () == plan(visible(seen, plan(seen))).effects
    assert [] == back(put_out(pull(8, dequeued=OUT), its=config()))


STAYS: list[tuple[str, Pull]] = [
    ("it is a draft", pull(8, dequeued=OUT, draft=True)),
    ("it conflicts", pull(8, dequeued=OUT, conflicting=True)),
    ("its head moved", pull(8, dequeued=OUT, head=sha("n"))),
    ("it is for another branch", pull(8, dequeued=OUT, base="next")),
    ("it is in the queue", pull(8, dequeued=OUT.model_copy(update={"inside": True}))),
    ("a person took it out", pull(8, dequeued=OUT.model_copy(update={"by_person": True}))),
    ("an approval is lacking", pull(8, dequeued=OUT.model_copy(update={"fit": False}))),
    ("it left again, once main was green", pull(8, dequeued=OUT.model_copy(update={"left": minutes(-5)}))),
    ("it never was in a queue", pull(8, dequeued=OUT.model_copy(update={"left": None}))),
    ("that could not be read", pull(8)),
]


@pytest.mark.parametrize(("why", "one"), STAYS, ids=[why for why, _ in STAYS])
def test_what_somebody_had_a_hand_in_stays_out(why: str, one: Pull) -> None:
    assert [] == back(put_out(one)), why


def test_an_incident_that_ends_says_what_goes_back() -> None:
    held = record(held=Held(pulls=(8,), ejected=(8,), queued=(Left(number=8, head=sha("p8-")),), at=AT))
    facts: dict[str, Any] = {"claim": claim("open"), "pulls": (pull(8, dequeued=OUT),), "config": REQUEUE}
    seen = snapshot(*HISTORY, issue=issue(held, labels=("andon",)), **facts)
    (written,) = (e for e in plan(seen).effects if isinstance(e, WriteRecord))
    assert written.record.held
    assert (8,) == written.record.held.back
    (told,) = (e for e in plan(seen).effects if isinstance(e, EditJob) and e.story)
    assert "Out of the merge queue: #8. Goes back into it: #8." in job_body(told.story) if told.story else ""
    kept = snapshot(*HISTORY, issue=issue(written.record, labels=("andon",)), **facts)
    kept = kept.model_copy(update={"pulls": (pull(8, dequeued=OUT.model_copy(update={"inside": True})),)})
    assert [] == [
        e for e in plan(kept).effects if isinstance(e, WriteRecord) and e.record.held != written.record.held
    ]
