"""Each effect against the local GitHub: the claim, the job's issue, and its worker."""

from datetime import timedelta

import httpx
import pytest

from bot.act.perform import Done
from bot.github.errors import Gone
from bot.model.effects import (
    DeadLetter,
    Dispatch,
    EditJob,
    Order,
    Relabel,
    WriteClaim,
    WriteRecord,
)
from bot.model.jobs import Record
from bot.sandbox import Sandbox
from tests.act.effects import (
    claim,
    held,
    opening,
    order,
    outcomes,
    perform,
    record,
    starting,
    story,
    tree,
    workers,
)
from tests.rig import Rig, make_rig


@pytest.fixture
def rig(gh: Sandbox) -> Rig:
    return make_rig(gh)


def test_a_job_is_opened_with_its_claim_record_and_labels(rig: Rig) -> None:
    effect = opening(rig)
    done = perform(rig, effect)
    (job,) = rig.jobs()
    assert Done("done", f"#{job.number}") == done
    assert (f"main stopped: CI / test, since {rig.repo.head()[:7]}", {"andon", "andon:pending"}) == (
        job.title,
        {label.name for label in job.labels},
    )
    assert [effect.record] == [Record.decode(comment.body) for comment in job.comments]
    _, claim = held(rig)
    assert claim is not None
    assert ("open", job.number, "test") == (claim.stage, claim.issue, claim.by)


def test_a_job_that_somebody_else_has_claimed_is_not_opened(rig: Rig) -> None:
    assert ["done", "lost"] == outcomes(rig, opening(rig), opening(rig))
    assert 1 == len(rig.jobs())


def test_a_claim_is_replaced_only_by_who_read_it(rig: Rig) -> None:
    first = perform(rig, WriteClaim(claim=claim(rig), replaces=None, tree=tree(rig)))
    opened = claim(rig, "open", issue=7)
    take = WriteClaim(claim=opened, replaces=first.note, tree=tree(rig))
    other = take.model_copy(update={"claim": opened.model_copy(update={"by": "other"})})
    assert ["done", "lost"] == outcomes(rig, take, other)
    oid, now = held(rig)
    assert now and opened.model_copy(update={"oid": oid, "at": now.at}) == now


def test_a_claim_is_of_when_it_was_taken_however_long_ago_it_was_planned(rig: Rig) -> None:
    early = claim(rig)
    rig.gh.clock.advance(minutes=5)
    perform(rig, WriteClaim(claim=early, replaces=None, tree=tree(rig)))
    _, now = held(rig)
    assert now and timedelta(minutes=5) <= now.at - early.at


def test_a_claim_that_is_not_there_cannot_be_replaced(rig: Rig) -> None:
    take = WriteClaim(claim=claim(rig), replaces=rig.repo.head(), tree=tree(rig))
    assert ["lost"] == outcomes(rig, take)


def test_a_claim_starts_no_workflow(rig: Rig) -> None:
    before = len(rig.repo.record.runs)
    perform(rig, WriteClaim(claim=claim(rig), replaces=None, tree=tree(rig)))
    rig.gh.idle()
    assert before == len(rig.repo.record.runs)


def test_the_words_and_the_state_of_a_job_are_edited(rig: Rig) -> None:
    perform(rig, opening(rig))
    (job,) = rig.jobs()
    told = story(rig, "attempt 1 (autofix) waits for a runner")
    perform(rig, EditJob(issue=job.number, story=told, state="closed"))
    assert ("closed", "completed", True) == (
        job.state,
        job.state_reason,
        "waits for a runner" in (job.body or ""),
    )
    assert ["done", "done"] == outcomes(rig, *[EditJob(issue=job.number, state="open")] * 2)
    assert "open" == job.state


def test_labels_are_added_and_removed_one_by_one(rig: Rig) -> None:
    perform(rig, opening(rig))
    (job,) = rig.jobs()
    assert ["andon", "andon:pending"] == sorted(label.name for label in job.labels)
    relabel = Relabel(issue=job.number, add=("andon:running",), remove=("andon:pending", "andon:done"))
    assert ["done", "done"] == outcomes(rig, relabel, relabel)  # what is not there is removed already
    assert ["andon", "andon:running"] == sorted(label.name for label in job.labels)


def test_a_record_is_written_anew_or_into_its_comment(rig: Rig) -> None:
    perform(rig, opening(rig))
    (job,) = rig.jobs()
    dead = record(rig, dead=True)
    perform(rig, WriteRecord(issue=job.number, comment=job.comments[0].id, record=dead))
    perform(rig, WriteRecord(issue=job.number, comment=None, record=dead))
    assert [dead, dead] == [Record.decode(comment.body) for comment in job.comments]


def test_people_are_told_in_a_comment(rig: Rig) -> None:
    perform(rig, opening(rig))
    (job,) = rig.jobs()
    oid, _ = held(rig)
    told = story(rig, "no safe move is left")
    mine = claim(rig, "letter", issue=job.number)
    letter = DeadLetter(claim=mine, replaces=oid or "", tree=tree(rig), issue=job.number, story=told)
    other = letter.model_copy(update={"claim": mine.model_copy(update={"by": "other"})})
    assert ["done", "lost"] == outcomes(rig, letter, other)
    assert [False, True] == ["<!-- andon:dead-letter " in comment.body for comment in job.comments]


class Slow(httpx.AsyncBaseTransport):
    """Half a minute goes by with each claim."""

    def __init__(self, rig: Rig) -> None:
        self._clock = rig.gh.clock
        self._inner = httpx.AsyncHTTPTransport()

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        if request.url.path.endswith("/git/commits"):
            self._clock.advance(seconds=30)
        return await self._inner.handle_async_request(request)

    async def aclose(self) -> None:
        await self._inner.aclose()


def test_who_took_too_long_for_a_claim_does_nothing_with_it(rig: Rig) -> None:
    late = perform(rig, opening(rig), Slow(rig))
    assert ("refused", []) == (late.outcome, rig.jobs())
    oid, _ = held(rig)
    perform(rig, opening(rig, oid))
    (job,) = rig.jobs()
    oid, _ = held(rig)
    mine = claim(rig, "letter", issue=job.number)
    told = story(rig, "no safe move is left")
    letter = DeadLetter(claim=mine, replaces=oid or "", tree=tree(rig), issue=job.number, story=told)
    assert ("refused", 1) == (perform(rig, letter, Slow(rig)).outcome, len(job.comments))


def test_an_issue_that_is_gone_is_said(rig: Rig) -> None:
    with pytest.raises(Gone):
        perform(rig, EditJob(issue=99, state="closed"))


def test_an_attempt_is_claimed_and_its_worker_dispatched_with_the_claim_as_nonce(rig: Rig) -> None:
    perform(rig, opening(rig))
    oid, _ = held(rig)
    start = starting(rig, oid)
    other = start.model_copy(update={"claim": start.claim.model_copy(update={"by": "other"})})
    assert ["done", "lost"] == outcomes(rig, start, other)
    nonce, now = held(rig)
    (run,) = workers(rig)
    assert now is not None
    assert ("attempt", f"andon {nonce}", nonce) == (now.stage, run.title, run.inputs["nonce"])
    assert (order(rig), rig.app_url) == (Order.model_validate_json(run.inputs["order"]), run.inputs["app"])


def test_a_dispatch_says_which_run_it_started(rig: Rig) -> None:
    effect = Dispatch(nonce="n" * 40, ref="main", order=order(rig))
    done = [perform(rig, effect) for _ in range(2)]  # a second one starts a second run: the fence's affair
    assert [Done("done", f"run {run.id}") for run in workers(rig)] == done


def test_a_caller_that_takes_other_inputs_refuses_the_dispatch(rig: Rig) -> None:
    rig.repo.commit(
        {".github/workflows/andon.yml": "on: workflow_dispatch\njobs: {a: {runs-on: x, steps: [{run: a}]}}\n"}
    )
    done = perform(rig, Dispatch(nonce="n", ref="main", order=order(rig)))
    assert ("refused", 'Unexpected inputs provided: ["app", "nonce", "order"]') == (done.outcome, done.note)


def test_without_a_caller_there_is_nothing_to_dispatch(rig: Rig) -> None:
    rig.repo.commit({".github/workflows/andon.yml": None})
    with pytest.raises(Gone):
        perform(rig, Dispatch(nonce="n", ref="main", order=order(rig)))
