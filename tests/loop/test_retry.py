"""Closing a job gives up, opening it again tries again; each climb of the ladder is handed over once."""

import asyncio

import pytest

from bot.loop.looked import Looked
from bot.loop.sweep import find
from bot.model.jobs import Record
from bot.sandbox import Sandbox
from tests.rig import Rig, fails_when, make_rig

COMMENT = "POST /repos/{owner}/{repo}/issues/{issue_number}/comments"
HANDED_OVER = "**Andon has no safe move left**"


@pytest.fixture
def dead(gh: Sandbox) -> Rig:
    """A stopped line whose fixer changes nothing, so that its job is in people's hands."""
    rig = make_rig(gh, {".github/workflows/andon.yml": None})
    gh.script(fails_when("broken"))
    rig.repo.commit({"app.py": "broken\n"}, message="Break it")
    rig.settle()
    return rig


def letters(rig: Rig) -> int:
    (job,) = rig.jobs()
    return sum(comment.body.startswith(HANDED_OVER) for comment in job.comments)


def record(rig: Rig) -> Record:
    (job,) = rig.jobs()
    found = Record.decode(job.comments[0].body) or Record.decode(job.comments[1].body)
    assert found is not None
    return found


def test_a_worker_that_a_policy_forbids_is_told_as_that(gh: Sandbox) -> None:
    rig = make_rig(gh)
    gh.script(fails_when("broken"))
    gh.world.forbidden_events.add("workflow_dispatch")
    rig.repo.commit({"app.py": "broken\n"}, message="Break it")
    rig.settle()
    (job,) = rig.jobs()
    assert "none of its worker's jobs began: a policy of Actions may forbid it" in (job.body or "")


def labels(rig: Rig) -> list[str]:
    (job,) = rig.jobs()
    return sorted(label.name for label in job.labels)


@pytest.mark.deep
def test_a_closed_job_is_left_alone_and_one_that_is_opened_again_is_told_anew(dead: Rig) -> None:
    (job,) = dead.jobs()
    assert 1 == letters(dead)
    dead.repo.close(job.number)
    dead.gh.clock.advance(minutes=5)
    dead.settle()
    assert ("closed", 1) == (job.state, letters(dead))
    dead.repo.reopen(job.number)
    dead.settle()
    assert ("open", 2, ["andon", "andon:dead-letter"]) == (job.state, letters(dead), labels(dead))
    assert job.turns[-1].at.replace(microsecond=0) == record(dead).times.retried
    dead.settle()
    assert 2 == letters(dead)


@pytest.mark.deep
def test_one_that_was_closed_and_opened_again_between_two_passes_is_tried_again_all_the_same(
    dead: Rig,
) -> None:
    (job,) = dead.jobs()
    dead.gh.clock.advance(minutes=5)
    dead.repo.close(job.number)
    dead.repo.reopen(job.number)
    dead.settle()
    assert 2 == letters(dead)


@pytest.mark.deep
def test_two_brains_that_see_the_same_tell_people_once(gh: Sandbox) -> None:
    rig = make_rig(gh, {".github/workflows/andon.yml": None})
    gh.script(fails_when("broken"))
    rig.repo.commit({"app.py": "broken\n"}, message="Break it")

    async def both() -> bool:
        client = rig.client()
        try:
            keys, _ = await find(client, (rig.repo.name,))
            brains = (rig.brain(client, "one"), rig.brain(client, "two"))
            found = await asyncio.gather(*(brain.make_pass(keys, "debug") for brain in brains))
            return any(isinstance(one, Looked) and one.plan.effects for (one,) in found)
        finally:
            await client.aclose()

    for _ in range(12):
        gh.idle()
        if not asyncio.run(both()):
            break
        gh.clock.advance(seconds=1)
    assert 1 == letters(rig)


@pytest.mark.deep
def test_a_closed_job_that_people_locked_and_that_relapses_costs_ever_fewer_tries(gh: Sandbox) -> None:
    rig = make_rig(gh, {".github/andon.yml": "version: 1\nmode: enforce\nfix: {ladder: [person]}\n"})
    gh.script(fails_when("broken"))
    for text in ("broken\n", "x = 2\n", "broken\n"):
        rig.repo.commit({"app.py": text}, message="Change it")
        gh.idle()
        if text == "broken\n" and rig.jobs():
            gh.break_route(COMMENT, status=403)
        rig.settle()
        gh.clock.advance(minutes=2)
    for _ in range(4 * 12):
        rig.make_pass()
        gh.clock.advance(minutes=5)
    (job,) = rig.jobs()
    refused = [
        one.status for one in gh.world.requests if one.path.endswith("/comments") and one.status == 403
    ]
    assert ("open", 1, [403] * 5) == (job.state, letters(rig), refused)
    gh.mend()
    gh.clock.advance(hours=24)
    rig.settle()
    assert 2 == letters(rig)
