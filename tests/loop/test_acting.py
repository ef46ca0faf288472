"""A plan is carried out in its order; one failed effect keeps nothing from being done but the claim."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta

import httpx
import pytest

from bot.act.grants import Writer
from bot.act.perform import Actor
from bot.github.auth import Credentials
from bot.github.client import Client
from bot.github.governor import Governor
from bot.github.pace import Limit
from bot.loop.acting import Acting
from bot.loop.expectations import SHOWS_WITHIN, Expectations
from bot.model.effects import EditJob, Effect, EndJob, Plan, Relabel, WriteClaim, WriteCord
from bot.model.telling import Reason, Verdict
from bot.sandbox import Sandbox
from bot.sandbox.store import Issue
from tests.act.effects import claim, held, opening, perform, repository, tree
from tests.loop.faults import Fault, Faulty, broken
from tests.rig import Rig, make_rig

OK = Reason(status="ok", text="main is running")


@dataclass
class Hand:
    """Carries out plans on a rig, with what it did a moment ago in mind."""

    rig: Rig
    actor: Actor
    transport: Faulty
    expectations: Expectations

    async def carry_out(self, *effects: Effect, fault: Fault | None = None) -> Acting:
        """Do the effects, under a fault if there is one."""
        acting = Acting(self.actor, self.expectations, self.rig.now)
        whole, self.transport.fault = self.transport.fault, fault or self.transport.fault
        await acting.carry_out(Plan(effects=effects, line=OK))
        self.transport.fault = whole
        return acting

    def label(self, *names: str) -> Relabel:
        """Labels for the job."""
        return Relabel(issue=self.job.number, add=names)

    @property
    def labels(self) -> set[str]:
        return {label.name for label in self.job.labels}

    @property
    def job(self) -> Issue:
        """The job that is there first."""
        return self.rig.jobs()[0]

    def release(self) -> WriteClaim:
        """The write that lets go of the job."""
        oid, _ = held(self.rig)
        closed = claim(self.rig, "closed", issue=self.job.number)
        return WriteClaim(claim=closed, replaces=oid, tree=tree(self.rig))

    def stage(self) -> str | None:
        """What the claim says now."""
        found = held(self.rig)[1]
        return found and found.stage


@asynccontextmanager
async def hand(gh: Sandbox) -> AsyncGenerator[Hand]:
    """A rig with an open job, and who carries out plans on it."""
    rig, transport = make_rig(gh), Faulty()
    await asyncio.to_thread(perform, rig, opening(rig))
    client = Client(Credentials(rig.app.client_id, rig.app.private_pem), gh.api_url, rig.now, transport)
    try:
        actor = Actor(Writer(client, repository(rig)), gh.url, rig.app_url)
        yield Hand(rig, actor, transport, Expectations())
    finally:
        await client.aclose()


def did(acting: Acting) -> list[tuple[str, str]]:
    return [(effect.kind, done.outcome) for effect, done in acting.done]


async def test_effects_are_done_in_the_plans_order(gh: Sandbox) -> None:
    async with hand(gh) as its:
        number = its.job.number
        acting = await its.carry_out(its.label("one"), EditJob(issue=number, state="closed"), its.release())
        assert [("relabel", "done"), ("edit-job", "done"), ("write-claim", "done")] == did(acting)
        assert ([], "closed", "closed") == (acting.errors, its.job.state, its.stage())
        assert "one" in its.labels


@pytest.mark.parametrize("status", [403, 404, 502])
async def test_an_effect_that_fails_keeps_no_other_from_being_done(gh: Sandbox, status: int) -> None:
    def fault(request: httpx.Request) -> httpx.Response | None:
        return httpx.Response(status) if b'"one"' in request.content else None

    async with hand(gh) as its:
        acting = await its.carry_out(its.label("one"), its.label("two"), fault=fault)
        assert [("relabel", "done")] == did(acting)
        (error,) = acting.errors
        assert (True, True) == (error.startswith("relabel: POST /"), str(status) in error)
        assert {"two"} == its.labels & {"one", "two"}


async def test_a_job_that_does_not_show_its_end_keeps_its_claim(gh: Sandbox) -> None:
    async with hand(gh) as its:
        acting = await its.carry_out(its.label("one"), its.release(), fault=broken("/labels"))
        assert ([], "open", 1) == (did(acting), its.stage(), len(acting.errors))
        again = await its.carry_out(its.label("one"), its.release())
        assert ([("relabel", "done"), ("write-claim", "done")], "closed") == (did(again), its.stage())


async def test_a_job_that_could_not_be_ended_keeps_its_claim(gh: Sandbox) -> None:
    async with hand(gh) as its:
        end = EndJob(issue=its.job.number, why="its branch is no line any more")
        acting = await its.carry_out(end, its.release(), fault=broken("/issues/"))
        assert ([], "open", "open") == (did(acting), its.stage(), its.job.state)
        again = await its.carry_out(end, its.release())
        assert ([("end-job", "done"), ("write-claim", "done")], "closed") == (did(again), its.job.state)


async def test_when_github_asks_to_wait_the_rest_is_left_and_that_is_no_failure(gh: Sandbox) -> None:
    def fault(request: httpx.Request) -> httpx.Response | None:
        return httpx.Response(429, headers={"retry-after": "60"}) if b'"two"' in request.content else None

    async with hand(gh) as its:
        acting = await its.carry_out(its.label("one"), its.label("two"), its.label("three"), fault=fault)
        assert [("relabel", "done")] == did(acting)
        assert ([], timedelta(seconds=60)) == (acting.errors, acting.wait)
        assert {"one"} == its.labels & {"one", "two", "three"}


async def test_a_job_that_has_to_wait_holds_up_no_cord_and_a_cord_no_job(gh: Sandbox) -> None:
    tight = (Limit(timedelta(minutes=1), timedelta(seconds=5), 3, {"cord": 1, "other": 2}),)
    async with hand(gh) as its:
        heads = [its.rig.repo.head(), its.rig.repo.commit({"b.txt": "b\n"})]
        its.actor.writer.client.governor = Governor(its.rig.now, tight)
        cords = [
            WriteCord(
                head=head, cord=None, pulls=(), verdict=Verdict(kind="running", branch="main", reason=OK)
            )
            for head in heads
        ]
        acting = await its.carry_out(*cords, *(its.label(name) for name in ("one", "two", "three")))
        assert [("write-cord", "done"), ("relabel", "done"), ("relabel", "done")] == did(acting)
        assert [1, 0] == [len(its.rig.repo.checks(head, "Andon")) for head in heads]
        assert {"one", "two"} == its.labels & {"one", "two", "three"}
        assert ([], True) == (acting.errors, acting.wait is not None and acting.wait > timedelta(seconds=50))


async def test_where_writes_are_short_those_go_on_that_could_merge_and_the_idle_wait(gh: Sandbox) -> None:
    tight = (Limit(timedelta(minutes=1), timedelta(seconds=5), 5, {"cord": 4, "other": 2}, idle=2),)
    async with hand(gh) as its:
        heads = [its.rig.repo.commit({"b.txt": f"{n}\n"}) for n in range(5)]
        its.actor.writer.client.governor = Governor(its.rig.now, tight)
        told = Verdict(kind="running", branch="main", reason=OK)
        cords = [
            WriteCord(head=head, cord=None, pulls=(), verdict=told, idle=n > 0)
            for n, head in enumerate(heads)
        ]
        first = await its.carry_out(*cords[:3])
        assert [("write-cord", "done"), ("write-cord", "done")] == did(first)
        assert first.wait is not None and first.wait > timedelta(seconds=50)
        urgent = [cord.model_copy(update={"idle": False}) for cord in cords[2:]]
        assert [("write-cord", "done"), ("write-cord", "done")] == did(await its.carry_out(*urgent))
        assert [1, 1, 1, 1, 0] == [len(its.rig.repo.checks(head, "Andon")) for head in heads]


async def test_a_job_that_somebody_else_opened_ends_the_plan(gh: Sandbox) -> None:
    async with hand(gh) as its:
        number = its.job.number
        acting = await its.carry_out(opening(its.rig), its.label("one"))
        assert [("open-job", "lost")] == did(acting)
        assert ([number], set()) == ([job.number for job in its.rig.jobs()], its.labels & {"one"})


async def test_what_was_done_a_moment_ago_is_not_done_again(gh: Sandbox) -> None:
    async with hand(gh) as its:
        label = its.label("one")
        await its.carry_out(label)
        assert [] == did(await its.carry_out(label))
        gh.clock.advance(seconds=SHOWS_WITHIN.total_seconds())
        assert [("relabel", "done")] == did(await its.carry_out(label))


async def test_what_failed_is_tried_again_at_once(gh: Sandbox) -> None:
    async with hand(gh) as its:
        label = its.label("one")
        await its.carry_out(label, fault=broken("/labels"))
        assert [("relabel", "done")] == did(await its.carry_out(label))


async def test_what_was_done_is_known_when_the_rest_is_cut_off(gh: Sandbox) -> None:
    async with hand(gh) as its:
        reached = asyncio.Event()

        async def hang(request: httpx.Request) -> None:
            if b'"two"' in request.content:
                reached.set()
                await asyncio.sleep(600)

        its.transport.wait = hang
        acting = Acting(its.actor, its.expectations, its.rig.now)
        plan = Plan(effects=(its.label("one"), its.label("two")), line=Reason(status="ok", text=""))
        task = asyncio.create_task(acting.carry_out(plan))
        await asyncio.wait_for(reached.wait(), 20)
        task.cancel()
        await asyncio.wait((task,))
        assert [("relabel", "done")] == did(acting)
