"""Nobody is answered before what they asked for is written."""

import asyncio

from bot.loop.acting import Acting
from bot.model.effects import AnswerCommand, OpenJob
from bot.sandbox import Sandbox
from bot.sandbox.store import Comment
from tests.act.effects import opening
from tests.loop.faults import broken
from tests.loop.test_acting import hand

ASKED = "/andon stop fire"


def test_an_answer_waits_where_what_came_before_it_failed(gh: Sandbox) -> None:
    async def main() -> tuple[Comment, Acting, Acting]:
        async with hand(gh) as acts:
            said = acts.rig.repo.comment(acts.job.number, ASKED)
            answer = AnswerCommand(comment=said.id, issue=acts.job.number, reaction="+1")
            first = await acts.carry_out(acts.label("x"), answer, fault=broken("/labels"))
            assert [] == said.reactions
            return said, first, await acts.carry_out(acts.label("x"), answer)

    said, first, second = asyncio.run(main())
    assert (["+1"], 1, ["done", "done"]) == (
        [reaction.content for reaction in said.reactions],
        len(first.errors),
        [done.outcome for _, done in second.done],
    )


def test_an_answer_waits_where_the_job_was_opened_by_somebody_else(gh: Sandbox) -> None:
    async def main() -> tuple[Comment, Acting]:
        async with hand(gh) as acts:
            said = acts.rig.repo.comment(acts.job.number, ASKED)
            answer = AnswerCommand(comment=said.id, issue=acts.job.number, reaction="+1")
            lost: OpenJob = opening(acts.rig)
            return said, await acts.carry_out(lost, answer)

    said, acting = asyncio.run(main())
    assert ([], ["lost"]) == (said.reactions, [done.outcome for _, done in acting.done])


def test_an_answer_that_fails_keeps_nobody_else_from_theirs(gh: Sandbox) -> None:
    async def main() -> tuple[Comment, Comment, Acting]:
        async with hand(gh) as acts:
            comments = [acts.rig.repo.comment(acts.job.number, ASKED) for _ in range(2)]
            first, second = (
                AnswerCommand(comment=said.id, issue=acts.job.number, reaction="+1") for said in comments
            )
            acting = await acts.carry_out(
                first, second, fault=broken(f"/comments/{comments[0].id}/reactions")
            )
            return comments[0], comments[1], acting

    first, second, acting = asyncio.run(main())
    assert ([], ["+1"], 1) == (first.reactions, [r.content for r in second.reactions], len(acting.errors))


def test_an_answer_where_people_locked_the_conversation_is_refused_and_no_failure(gh: Sandbox) -> None:
    async def main() -> Acting:
        async with hand(gh) as acts:
            said = acts.rig.repo.comment(acts.job.number, ASKED)
            gh.break_route("POST /repos/{owner}/{repo}/issues/comments/{comment_id}/reactions", status=403)
            return await acts.carry_out(AnswerCommand(comment=said.id, issue=acts.job.number, reaction="+1"))

    acting = asyncio.run(main())
    assert ([], ["refused"]) == (acting.errors, [done.outcome for _, done in acting.done])
