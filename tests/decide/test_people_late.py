"""What people said comes to nothing by the time it is read, or only to a part: it is told as it is."""

from functools import reduce

import pytest

from bot.decide.plan import plan
from bot.model.effects import AnswerCommand, OpenJob, WriteCord
from bot.model.facts import WorkflowFile
from bot.model.jobs import Times
from tests.building import (
    CI,
    REPOSITORY,
    change,
    claim,
    commit,
    cord,
    failing,
    issue,
    line_of,
    minutes,
    passing,
    pull,
    record,
    sha,
    snapshot,
    stopped,
    the_job,
    unread,
)
from tests.decide.cases import the
from tests.decide.lines import GREEN, line
from tests.decide.saying import command, on_pull, said
from tests.decide.visible import shown, visible

DOCS = ".github/workflows/docs.yml"
BOTH = (
    said("/andon stop fire", comment=70, author="alice", at=minutes(-3)),
    said("/andon start it is out", comment=71, at=minutes(-2)),
)


def test_a_stop_and_its_start_that_are_read_at_once_are_recorded_and_answered() -> None:
    seen = snapshot(GREEN, said=BOTH)
    planned = plan(seen)
    job = the(OpenJob, planned.effects)
    assert ["open-job", "answer-command", "answer-command"] == [effect.kind for effect in planned.effects]
    assert ["stop", "start"] == [one.verb for one in job.record.commands]
    assert (minutes(-3), None) == (job.record.times.red, job.record.times.stopped)
    after = visible(seen, planned).model_copy(update={"at": minutes(1)})
    ended = [effect.state for effect in plan(after).effects if effect.kind == "edit-job" and effect.state]
    assert ["closed"] == ended


def test_beside_a_job_that_is_over_they_are_told_in_one_of_their_own() -> None:
    assert 1 == sum(
        e.kind == "open-job"
        for e in plan(snapshot(GREEN, said=BOTH, claim=claim("closed", at=minutes(-9_000)))).effects
    )


def test_a_line_that_waits_for_a_first_failure_names_not_what_a_start_overrules() -> None:
    red, other = (
        failing(2, times=2, created=minutes(-6)),
        failing(3, path=DOCS, workflow="Docs", created=minutes(-1)),
    )
    files = tuple(WorkflowFile(path=path, text="jobs: {test: {}}") for path in (CI, DOCS))
    known = issue(record(commands=(command("start"),), lease=None))
    seen = snapshot(
        commit("b", red, other),
        commit("a", passing(1)),
        claim=claim("open"),
        issue=known,
        files=files,
        pulls=(pull(5),),
    )
    (cord,) = (effect for effect in plan(seen).effects if isinstance(effect, WriteCord))
    assert ("confirming", ["Docs / test"]) == (cord.verdict.kind, [red.name for red in cord.verdict.reds])


def test_an_answer_that_may_only_not_have_been_read_is_not_one_that_came_too_late() -> None:
    old = failing(2, updated=minutes(-40))
    late = commit(
        "b",
        old.model_copy(
            update={"jobs": tuple(j.model_copy(update={"completed": minutes(-40)}) for j in old.jobs or ())}
        ),
    )
    assert "stopped" == line(late, GREEN).state
    assert "unknown" == line(late, GREEN, unread=(unread("line main: jobs of run 3"),)).state
    assert "unknown" == line(late, GREEN, unread=(unread("line: history"),)).state
    assert "stopped" == line(late, GREEN, unread=(unread("line release: history"),)).state


def test_a_stop_that_stands_is_no_stop_that_was_taken_back() -> None:
    seen = change(snapshot(GREEN, said=BOTH[:1]))
    assert ["open-job", "answer-command"] == [effect.kind for effect in plan(seen).effects]


@pytest.mark.parametrize("issues", [True, False])
def test_a_start_is_answered_though_a_brain_died_between_the_end_and_the_answer(issues: bool) -> None:
    stop = (command("stop"),)
    its = issue(record(commands=stop, reds=())) if issues else None
    seen = snapshot(
        GREEN,
        claim=claim("open", issue=12 if issues else None, commands=stop),
        issue=its,
        pulls=(pull(5),),
        said=(on_pull(5, "/andon start it is out", role="maintain", comment=71),),
        repository=REPOSITORY.model_copy(update={"has_issues": issues}),
    )
    first = plan(seen).effects
    assert "answer-command" == first[-1].kind
    cut = change(reduce(shown, first[:-1], seen), issue=None)
    assert [("answer-command", "+1")] == [(e.kind, getattr(e, "reaction", "")) for e in plan(cut).effects]


def test_a_stop_that_was_lifted_does_not_come_back_though_nobody_was_answered() -> None:
    stop = said("/andon stop fire", comment=70, at=minutes(-5))
    start = said("/andon start it is out", comment=71, at=minutes(-1))
    seen = snapshot(GREEN, said=(stop,)).model_copy(update={"at": minutes(-5)})
    for said_by_then, at in (((stop,), -4), ((stop, start), 0), ((stop, start), 1)):
        after = visible(seen, plan(seen))
        seen = after.model_copy(update={"at": minutes(at), "said": said_by_then})
    assert ("running", "closed") == (line_of(seen).state, (the_job(seen).claim or claim("open")).stage)
    assert ["+1", "+1"] == [e.reaction for e in plan(seen).effects if isinstance(e, AnswerCommand)]


def test_what_was_said_of_a_stop_that_is_over_is_not_said_of_the_next() -> None:
    times = Times(red=minutes(-40), stopped=minutes(-38), green=minutes(-20))
    lets_in = command("pass", sha=sha("p5"), at=minutes(-30), until=minutes(200))
    over = record(commands=(lets_in, command("start", comment=61, until=minutes(200))), times=times)
    held = pull(5, head=sha("p5"), cord=cord())
    seen = stopped(claim=claim("closed", at=minutes(-20)), issue=issue(over, state="closed"), pulls=(held,))
    assert over.ended
    kinds: list[str] = []
    for at in (1, 2, 3):
        planned = plan(seen)
        kinds += [e.verdict.kind for e in planned.effects if isinstance(e, WriteCord)]
        seen = visible(seen, planned).model_copy(update={"at": minutes(at)})
    assert (["stopped"], "stopped") == (kinds, line_of(seen).state)
