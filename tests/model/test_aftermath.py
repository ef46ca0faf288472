"""What a stop leaves behind: from when until when the branch was broken, and who failed meanwhile."""

from bot.model import aftermath
from bot.model.aftermath import aftermaths, ending, jobs, workflows
from bot.model.evidence import Healed, Held, Left
from bot.model.facts import JobFacts, LineFacts
from bot.model.runs import Commit
from tests.building import (
    AT,
    CI,
    KEY,
    claim,
    commit,
    failing,
    issue,
    job,
    minutes,
    passing,
    pull,
    record,
    red_facts,
    run,
    sha,
)

HELD = record(held=Held(at=AT))


def line(*history: Commit) -> LineFacts:
    return LineFacts(branch="main", history=history)


def test_the_branch_is_broken_from_its_first_failing_run_until_what_mended_it_came() -> None:
    found = ending(
        HELD,
        line(
            commit("d", passing(4, created=minutes(-2))),
            commit("c", passing(3, created=minutes(-5))),
            commit("z"),
            commit("b", failing(2, created=minutes(-9))),
            commit("a", passing(1, created=minutes(-30))),
        ),
        (),
        AT,
    )
    assert found
    assert (minutes(-9), minutes(-5), sha("c")) == (found.since, found.until, found.mend)


def test_nothing_is_known_to_have_mended_a_branch_that_failed_last_or_never() -> None:
    assert None is ending(HELD, line(commit("b", failing(2))), (), AT)
    assert None is ending(HELD, line(commit("b", passing(2))), (), AT)
    assert None is ending(record(), line(commit("c", passing(3)), commit("b", failing(2))), (), AT)


def test_of_a_stop_that_no_run_tells_of_only_what_it_put_out_of_the_queue_is_left() -> None:
    out = (Left(number=3, head=sha("h")),)
    known = record(held=Held(at=AT, pulls=(3, 4), queued=out))
    found = ending(known, line(commit("b", passing(2))), (), AT)
    assert found
    assert ((), out, (), AT, sha("b")) == (found.reds, found.queued, found.held, found.green, found.mend)
    assert None is ending(known, line(), (), AT)


def test_a_run_under_way_has_mended_what_was_red_once_that_job_passed() -> None:
    broke = commit("b", failing(2, created=minutes(-9)))
    ends = (
        (run(job("test"), job("lint", None), id=3), sha("c")),
        (run(job("test", "failure"), job("test", None, 2), job("lint"), id=3, conclusion=None), None),
        (run(job("test", None), job("lint"), id=3), None),
        (run(job("lint"), job("more", None), id=3), None),
        (run(id=3, conclusion=None), None),
    )
    for mending, expected in ends:
        found = ending(HELD, line(commit("c", mending), broke), (), AT)
        assert expected == (found.mend if found else None), mending.jobs


def test_each_job_was_broken_since_its_own_first_failure_whatever_else_was() -> None:
    known = record(
        held=Held(at=AT, pulls=(7,)),
        reds=(red_facts(id=f"{CI}#test", commit=sha("c")),),
        healed=(
            Healed(id="external:circleci/build", commit=sha("a")),
            Healed(id=f"{CI}#lint", commit=sha("b")),
        ),
    )
    history = (
        commit("d", passing(4, created=minutes(-2))),
        commit("c", failing(3, created=minutes(-5))),
        commit("b", run(job("lint", "failure"), id=2, created=minutes(-9), conclusion="failure")),
        commit("a", passing(1, created=minutes(-30))),
    )
    early, late = (
        pull(7, run(job("test", "failure"), id=9, event="pull_request", created=minutes(at)))
        for at in (-12, -8)
    )
    found = ending(known, line(*history), (early,), AT)
    assert found
    assert {f"{CI}#test": minutes(-5), f"{CI}#lint": minutes(-9)} == found.broke
    assert (minutes(-9), minutes(-5), minutes(-9)) == (
        aftermath.broken_since(found, CI),
        aftermath.broken_since(found, CI, "test"),
        found.since,
    )
    assert found.since == aftermath.broken_since(found, "other.yml")
    assert ((), 1) == (aftermath.tested(early, found), len(aftermath.tested(late, found)))


def test_the_last_that_was_mended_tells_when_and_what_failed_after_it_was_not_counted() -> None:
    known = record(
        held=Held(at=AT),
        reds=(red_facts(id=f"{CI}#test", commit=sha("b")),),
        healed=(Healed(id=f"{CI}#lint", commit=sha("a")),),
    )
    history = (
        commit("d", run(job("test"), job("lint", "failure"), id=4, conclusion="failure")),
        commit("c", run(job("test"), job("lint", None), id=4, conclusion=None)),
        commit("b", run(job("test", "failure"), job("lint"), id=3, conclusion="failure")),
        commit("a", run(job("test"), job("lint", "failure"), id=2, conclusion="failure")),
    )
    found = ending(known, line(*history), (), AT)
    assert found
    assert sha("c") == found.mend


def test_a_suspect_out_of_sight_leaves_the_time_that_is_recorded() -> None:
    history = (commit("c", passing(3, created=minutes(-1))), commit("f", failing(2)))
    found = ending(HELD, line(*history), (), AT)
    assert found
    assert HELD.times.red == found.since


def test_of_a_suspect_that_the_branch_has_no_more_it_is_known_when_it_failed() -> None:
    known = HELD.model_copy(
        update={"healed": (Healed(id=f"{CI}#lint", commit=sha("x"), since=minutes(-4)),), "reds": ()}
    )
    broke = run(job("lint", "failure"), id=2, conclusion="failure", created=minutes(-9))
    mended = run(job("lint"), id=3, created=minutes(-1))
    found = ending(known, line(commit("c", mended), commit("b", broke)), (), AT)
    assert found
    assert {f"{CI}#lint": minutes(-4)} == found.broke


def test_what_heals_is_kept_with_when_it_failed() -> None:
    (was,) = HELD.reds
    assert (Healed(id=was.id, commit=was.commit, since=was.since),) == HELD.now_red(()).healed
    assert HELD.now_red(()).healed == HELD.now_red(()).now_red(()).healed


def test_a_claim_keeps_the_newest_stops_and_one_that_ended_once() -> None:
    history = line(commit("c", passing(3)), commit("b", failing(2)))
    kept = ending(HELD, history, (), AT)
    assert kept
    older = kept.model_copy(update={"mend": sha("o"), "green": minutes(-60)})
    closed = JobFacts(key=KEY, claim=claim("closed", after=(older, kept)))
    assert (kept, older) == aftermaths(closed, history, (), AT)
    opened = JobFacts(key=KEY, claim=claim("open", after=(older,)), issue=issue(HELD))
    assert (kept, older) == aftermaths(opened, history, (), AT)
    over = HELD.model_copy(update={"times": HELD.times.model_copy(update={"green": minutes(-2)})})
    kept = kept.model_copy(update={"green": minutes(-2)})
    ended = JobFacts(key=KEY, claim=claim("open", after=(older,)), issue=issue(over))
    assert (kept, older) == aftermaths(ended, history, (), AT), "its brain was gone before it was kept"
    reopened = JobFacts(key=KEY, claim=claim("open", after=(older, kept)), issue=issue(over))
    assert (kept, older) == aftermaths(reopened, history, (), AT), "it was kept"
    still = line(commit("b", failing(2)))
    assert (older,) == aftermaths(opened, still, (), AT)
    assert () == aftermaths(JobFacts(key=KEY), history, (), AT)


def test_signals_ids_tell_workflow_and_job_whatever_their_event() -> None:
    reds = (f"{CI}#test", f"{CI}@schedule#a#b")
    assert frozenset({CI}) == workflows(reds)
    assert frozenset({(CI, "test"), (CI, "a#b")}) == jobs(reds)
