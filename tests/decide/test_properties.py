"""What must hold of every plan, whatever a repository looks like. A failure prints its seed.

Effects that set GitHub going (a merge, a cancelled run) bring new facts with them, to which a second
plan may answer; everything else, once visible, leaves nothing to be done at the same instant.
"""

from collections.abc import Callable
from random import Random
from typing import TypeVar

from hypothesis import event, example, given, settings
from hypothesis import strategies as st

from bot.decide.plan import plan
from bot.model.config import Config
from bot.model.effects import Effect, Offer, Plan, StartAttempt, WriteClaim, WriteCord
from bot.model.facts import Pull
from bot.model.runs import Commit, Run
from tests.building import change, line_of, the_job, the_line
from tests.decide.oracle import countable_confirmed_reds, proven, rerun_forbidden, silent_reds
from tests.decide.visible import visible
from tests.decide.worlds import World

T = TypeVar("T")
MANY = settings(deadline=None, max_examples=500, print_blob=True)
SEEDS = st.integers(0, 2**32)
ALL_MODES = ("enforce", "enforce", "enforce", "warn", "shadow", "off")
NEWS = {
    "adopt",
    "close-pull",
    "merge-pull",
    "cancel-run",
    "make-offer",
    "start-offer",
    "write-shared",
    "note-stops",
}


def kinds(planned: Plan) -> list[str]:
    return [_kind(effect) for effect in planned.effects]


def _kind(effect: Effect) -> str:
    """An offer is a pull request at once, a dispatched worker not; of a job that is adopted its record is news."""
    if isinstance(effect, WriteClaim) and effect.claim.stage == "open" and effect.claim.issue:
        return "adopt"
    offers = isinstance(effect, StartAttempt) and isinstance(effect.order, Offer)
    return "start-offer" if offers else effect.kind


@MANY
@example(seed=43473)  # a stop and its start, and a claim whose issue is lost
@example(seed=2589249)  # a job that is adopted, whose lease has run out
@example(seed=40086518)  # a group that was let go is out of time while the line is confirmed
@example(seed=103190022)  # a job ends that alone knew of what a run under way has mended
@example(seed=6635)  # a person stops the line in the pass in which its first failure is confirmed
@example(seed=10012873)  # a stop is heard after the start that lifted it, which has ended
@example(seed=10003157)  # what could not be judged can once it is run again
@example(seed=38130)  # a block of another line falls while what is new on the default branch is let in
@example(seed=7926824)  # a pull request is closed that alone showed what is waited for
@given(SEEDS)
def test_planning_again_with_the_effects_visible_wants_nothing(seed: int) -> None:
    seen = World(Random(seed)).snapshot(*ALL_MODES)
    planned = plan(seen)
    for kind in set(kinds(planned)) or {"nothing"}:
        event(kind)
    after = visible(seen, planned)
    judged_anew = planned.line.status == "unknown" and "rerun" in kinds(planned)
    ends = any(isinstance(e, WriteClaim) and e.claim.stage == "closed" for e in planned.effects)
    forgot = (
        ends and plan(after).line.text != planned.line.text
    )  # what was known by the job alone goes with it
    if judged_anew or forgot or NEWS & set(kinds(planned)):
        once = plan(after)
        assert [] == [e.kind for e in once.effects if _kind(e) in NEWS and e in planned.effects]
        after = visible(after, once)
        after = visible(after, plan(after))
    assert [] == kinds(plan(after))


@MANY
@given(SEEDS)
def test_the_order_of_facts_changes_no_plan(seed: int) -> None:
    chance = Random(seed)
    seen = World(chance).snapshot(*ALL_MODES)

    def shuffled(items: tuple[T, ...], inside: Callable[[T], T] = lambda item: item) -> tuple[T, ...]:
        mixed = [inside(item) for item in items]
        chance.shuffle(mixed)
        return tuple(mixed)

    def run(one: Run) -> Run:
        return one.model_copy(update={"jobs": shuffled(one.jobs)}) if one.jobs else one

    def commit(one: Commit) -> Commit:
        return one.model_copy(update={"runs": shuffled(one.runs, run)})

    def pull(one: Pull) -> Pull:
        return one.model_copy(update={"runs": shuffled(one.runs, run)})

    line, its = the_line(seen), the_job(seen)
    mixed = change(
        seen,
        history=tuple(commit(one) for one in line.history),
        pulls=shuffled(seen.pulls, pull),
        files=shuffled(line.files),
        strays=shuffled(its.strays),
        workers=shuffled(its.workers, run),
        fixes=shuffled(its.fixes),
        unread=shuffled(seen.unread),
    )
    assert plan(seen) == plan(mixed)


@MANY
@example(seed=42431)  # what a person started cannot be judged, and a head waited for long
@given(SEEDS)
def test_in_enforce_a_confirmed_red_never_yields_success_without_proof(seed: int) -> None:
    seen = World(Random(seed)).snapshot("enforce")
    silent = silent_reds(seen)
    reds = countable_confirmed_reds(seen) | silent
    if not reds or not isinstance(seen.config, Config):
        return
    event("a confirmed red that nothing shows" if silent else "a confirmed red")
    for effect in plan(seen).effects:
        if isinstance(effect, WriteCord) and effect.verdict.conclusion not in ("failure", None):
            if effect.verdict.advisory and seen.organised:
                event("a blown fuse")
                continue
            if (word := effect.verdict.said) is not None:
                event(f"people: {word.verb}")
                asked = {p.head for p in seen.pulls if p.number in effect.pulls} | {effect.head}
                assert word.holds(seen.at)
                assert word.verb in ("start", "wrong") or (word.verb, True) == ("pass", word.sha in asked)
                continue
            if effect.verdict.kind == "off" and line_of(seen, seen.config).overruled:
                event("what a person started, and nobody could judge, let in")
                continue
            event("a proof")
            assert "success" == effect.verdict.conclusion
            assert all(
                proven(p, seen, reds)
                for p in (*seen.pulls, *seen.groups)
                if p.head == effect.head and p.base == "main"
            )


@MANY
@given(SEEDS)
def test_no_run_is_run_again_that_might_deploy_be_cancelled_or_go_on_for_ever(seed: int) -> None:
    seen = World(Random(seed)).snapshot("enforce", "warn")
    runs = {run.id: run for commit in the_line(seen).history for run in commit.runs}
    for effect in plan(seen).effects:
        if effect.kind == "rerun":
            event("a re-run")
            assert None is rerun_forbidden(runs[effect.run], seen)


@MANY
@given(SEEDS)
def test_off_and_shadow_write_nothing_but_releases(seed: int) -> None:
    seen = World(Random(seed)).snapshot("shadow", "off")
    if seen.organised and seen.organised.id == seen.repository.id:
        return  # the organisation's own alarms are raised there in any mode
    for effect in plan(seen).effects:
        assert isinstance(effect, WriteCord)
        assert ("off", "success") == (effect.verdict.kind, effect.verdict.conclusion)
