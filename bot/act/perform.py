"""One effect → GitHub. Each is guarded against being done twice, or harmless if it is."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, assert_never

from bot.act import answers, buttons, diagnoses, job_words, offers, shadow, shared, words
from bot.act.claims import take
from bot.act.done import Done
from bot.act.grants import Writer
from bot.act.merging import enqueue, merge, update
from bot.github.auth import Permissions
from bot.model.after_green import EnqueuePull, UpdatePull
from bot.model.diagnosed import ShowDiagnosis
from bot.model.effects import (
    AnswerCommand,
    CancelRun,
    ClosePull,
    DeadLetter,
    Dispatch,
    EditJob,
    Effect,
    EndJob,
    MakeOffer,
    MergePull,
    NoteShadow,
    NoteStops,
    Offer,
    OpenJob,
    Order,
    Relabel,
    Rerun,
    ShowMistakes,
    StartAttempt,
    WriteClaim,
    WriteCord,
    WriteRecord,
    WriteShared,
)
from bot.model.facts import CONFIG_CHECK, CORD
from bot.model.jobs import LABEL
from bot.model.pressed import NotePress
from bot.model.runs import WORKER_WORKFLOW

CHECKS: Permissions = (("checks", "write"),)
ISSUES: Permissions = (("issues", "write"),)
ACTIONS: Permissions = (("actions", "write"),)
PULLS: Permissions = (("pull_requests", "write"),)

USE_WITHIN = timedelta(seconds=30)
"""How long after a claim was begun to be taken the write that it is for may begin. With the limit of one call
it is half of what others wait (`decide.lifecycle.DISPATCH_AGAIN`): the rest is for clocks that differ."""
LATE = "taking the claim took too long; whoever takes it over goes on"


@dataclass(frozen=True)
class Actor:
    """Carries out effects on one repository. `web` is GitHub's address, `app_url` ours for workers."""

    writer: Writer
    web: str
    app_url: str

    async def perform(self, effect: Effect) -> Done:
        """Do one effect; the four errors of `github` pass through."""
        match effect:
            case WriteCord():
                return await self._cord(effect)
            case ShowMistakes():
                return await self._mistakes(effect)
            case ShowDiagnosis():
                refused = await diagnoses.show(self.writer, effect)
                return Done("refused", refused) if refused else Done("done")
            case Rerun():
                return await self._rerun(effect)
            case OpenJob() | EditJob() | EndJob() | Relabel() | WriteRecord() | DeadLetter():
                return await self._job(effect)
            case WriteClaim():
                oid = await take(self.writer, effect.claim, effect.replaces, effect.tree)
                return Done("done", oid) if oid else Done("lost")
            case StartAttempt():
                return await self._start(effect)
            case Dispatch():
                return await self._dispatch(effect.nonce, effect.ref, effect.order)
            case MakeOffer():
                return Done("done", await offers.make(self.writer, effect.offer))
            case CancelRun():
                route = "POST /repos/{owner}/{repo}/actions/runs/{run_id}/cancel"
                answer = await self.writer.call(route, ACTIONS, {"run_id": effect.run}, accept=(409,))
                return Done("done") if answer.status == 202 else Done("refused", "it is over already")
            case NoteStops() | WriteShared():
                return await self._share(effect)
            case NoteShadow():
                return await shadow.note(self.writer, effect)
            case MergePull() | UpdatePull() | EnqueuePull() | ClosePull():
                return await self._pull(effect)
            case AnswerCommand():
                return await answers.answer(self.writer, effect)
            case NotePress():
                return await answers.note_press(self.writer, effect)
            case _:
                assert_never(effect)

    async def _job(self, effect: OpenJob | EditJob | EndJob | Relabel | WriteRecord | DeadLetter) -> Done:
        """Write to a job's issue."""
        match effect:
            case OpenJob():
                return await self._open(effect)
            case EditJob():
                return await self._edit(effect)
            case EndJob():
                return await self._end(effect)
            case Relabel():
                return await self._relabel(effect)
            case WriteRecord():
                return await self._record(effect)
            case DeadLetter():
                return await self._hand_over(effect)

    async def _pull(self, effect: MergePull | UpdatePull | EnqueuePull | ClosePull) -> Done:
        """Do something to a pull request."""
        match effect:
            case MergePull():
                return await merge(self.writer, effect)
            case UpdatePull():
                return await update(self.writer, effect)
            case EnqueuePull():
                return await enqueue(self.writer, effect)
            case ClosePull():
                return await self._close_pull(effect)

    async def _share(self, effect: NoteStops | WriteShared) -> Done:
        """Write what the organisation's repositories share."""
        if isinstance(effect, WriteShared):
            return Done("done") if await shared.write(self.writer, effect) else Done("lost")
        noted = await shared.note(self.writer, effect)
        return Done("done") if noted else Done("refused", "others were faster, again and again")

    async def _cord(self, effect: WriteCord) -> Done:
        """Update or make the check run. A head GitHub does not know yet is looked at again later."""
        if effect.idle:
            self.writer.client.governor.spare(self.writer.repository.installation)
        verdict = effect.verdict
        told = words.cord(verdict, self.writer.repository.name, self.web)
        body: dict[str, Any] = {
            "name": CORD,
            "status": verdict.status,
            "external_id": verdict.digest,
            "output": {"title": told.title, "summary": told.summary, "text": told.text},
            "actions": [] if effect.group else buttons.on_cord(verdict),
        }
        if verdict.conclusion is not None:
            body["conclusion"] = verdict.conclusion
        return await self._check(effect.head, effect.cord, body)

    async def _mistakes(self, effect: ShowMistakes) -> Done:
        told = words.mistakes(effect.mistakes)
        body = {
            "name": CONFIG_CHECK,
            "status": "completed",
            "conclusion": "failure",
            "external_id": effect.digest,
            "output": {"title": told.title, "summary": told.summary, "text": told.text},
        }
        return await self._check(effect.head, effect.check, body)

    async def _check(self, head: str, check: int | None, body: dict[str, Any]) -> Done:
        """Update a check run, or make one on the head."""
        if check is not None:
            route = "PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}"
            await self.writer.call(route, CHECKS, {"check_run_id": check}, sent=body)
            return Done("done")
        route = "POST /repos/{owner}/{repo}/check-runs"
        answer = await self.writer.call(route, CHECKS, sent={**body, "head_sha": head}, accept=(422,))
        if answer.status == 201:
            return Done("done")
        return Done("refused", answer.data["message"].text_or("GitHub refused the check run"))

    async def _rerun(self, effect: Rerun) -> Done:
        """Re-run; 403 means that the run is not over, runs again already, or could not begin again either.

        A run without any job has no failed one, so that GitHub refuses to run those again, but not the whole.
        """
        failed = "POST /repos/{owner}/{repo}/actions/runs/{run_id}/rerun-failed-jobs"
        route = "POST /repos/{owner}/{repo}/actions/runs/{run_id}/rerun" if effect.whole else failed
        answer = await self.writer.call(route, ACTIONS, {"run_id": effect.run}, accept=(403,))
        if answer.status == 201:
            return Done("done")
        return Done("refused", answer.data["message"].text_or("GitHub refused the re-run"))

    async def _open(self, effect: OpenJob) -> Done:
        """Claim, issue, record, number: in this order, so that a crash anywhere leaves a trail."""
        began = self.writer.client.now()
        oid = await take(self.writer, effect.claim, effect.replaces, effect.tree)
        if oid is None:
            return Done("lost")
        if self._late(began):
            return Done("refused", LATE)
        labels = [LABEL, f"{LABEL}:{effect.story.state}"]
        body = {
            "title": job_words.job_title(effect.story),
            "body": job_words.job_body(effect.story),
            "labels": labels,
        }
        issue = await self.writer.call("POST /repos/{owner}/{repo}/issues", ISSUES, sent=body)
        number = issue.data["number"].number()
        await self._comment(number, job_words.record_comment(effect.record.encode()))
        known = effect.claim.model_copy(update={"stage": "open", "issue": number})
        await take(self.writer, known, oid, effect.tree)
        return Done("done", f"#{number}")

    async def _hand_over(self, effect: DeadLetter) -> Done:
        """Claim, then comment: a comment cannot be made only once, so only who wins the claim makes it."""
        began = self.writer.client.now()
        if await take(self.writer, effect.claim, effect.replaces, effect.tree) is None:
            return Done("lost")
        if self._late(began):
            return Done("refused", LATE)
        await self._comment(effect.issue, job_words.dead_letter(effect.story))
        return Done("done")

    def _late(self, began: datetime) -> bool:
        """Whether a claim that was begun to be taken then may be taken over before its write arrives."""
        return self.writer.client.now() - began >= USE_WITHIN

    async def _start(self, effect: StartAttempt) -> Done:
        oid = await take(self.writer, effect.claim, effect.replaces, effect.tree)
        if oid is None:
            return Done("lost")
        if isinstance(effect.order, Offer):
            return Done("done", await offers.make(self.writer, effect.order))
        return await self._dispatch(oid, effect.ref, effect.order)

    async def _dispatch(self, nonce: str, ref: str, order: Order) -> Done:
        """Start the worker; the nonce in its name is how its run is found and doubles are fenced off."""
        inputs = {"nonce": nonce, "order": order.model_dump_json(), "app": self.app_url}
        route = "POST /repos/{owner}/{repo}/actions/workflows/{workflow_id}/dispatches"
        path = {"workflow_id": WORKER_WORKFLOW.rsplit("/", maxsplit=1)[-1]}
        body = {"ref": ref, "inputs": inputs, "return_run_details": True}
        answer = await self.writer.call(route, ACTIONS, path, sent=body, accept=(422,))
        if answer.status == 422:
            return Done("refused", answer.data["message"].text_or("GitHub refused the dispatch"))
        run = answer.data["workflow_run_id"]
        return Done("done", f"run {run.number()}" if run else "")

    async def _edit(self, effect: EditJob) -> Done:
        body: dict[str, Any] = {}
        if effect.story is not None:
            body |= {"body": job_words.job_body(effect.story), "title": job_words.job_title(effect.story)}
        if effect.state == "closed":
            body |= {"state": "closed", "state_reason": "completed"}
        if effect.state == "open":
            body |= {"state": "open"}
        path = {"issue_number": effect.issue}
        await self.writer.call("PATCH /repos/{owner}/{repo}/issues/{issue_number}", ISSUES, path, sent=body)
        return Done("done")

    async def _end(self, effect: EndJob) -> Done:
        """Close first: a refused close must not be told again on every pass."""
        body = {"state": "closed", "state_reason": "not_planned"}
        path = {"issue_number": effect.issue}
        await self.writer.call("PATCH /repos/{owner}/{repo}/issues/{issue_number}", ISSUES, path, sent=body)
        await self._comment(effect.issue, words.sentence(f"Andon closes this: {effect.why}"))
        return Done("done")

    async def _relabel(self, effect: Relabel) -> Done:
        """Add first, so that a crash between leaves two labels rather than none."""
        path = {"issue_number": effect.issue}
        if effect.add:
            route = "POST /repos/{owner}/{repo}/issues/{issue_number}/labels"
            await self.writer.call(route, ISSUES, path, sent={"labels": list(effect.add)})
        for name in effect.remove:
            route = "DELETE /repos/{owner}/{repo}/issues/{issue_number}/labels/{name}"
            await self.writer.call(route, ISSUES, {**path, "name": name}, accept=(404,))
        return Done("done")

    async def _record(self, effect: WriteRecord) -> Done:
        body = job_words.record_comment(effect.record.encode())
        if effect.comment is None:
            await self._comment(effect.issue, body)
            return Done("done")
        route = "PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}"
        await self.writer.call(route, ISSUES, {"comment_id": effect.comment}, sent={"body": body})
        return Done("done")

    async def _comment(self, issue: int, body: str) -> None:
        route = "POST /repos/{owner}/{repo}/issues/{issue_number}/comments"
        await self.writer.call(route, ISSUES, {"issue_number": issue}, sent={"body": body})

    async def _close_pull(self, effect: ClosePull) -> Done:
        """Close first: a refused close must not be told again on every pass."""
        route = "PATCH /repos/{owner}/{repo}/pulls/{pull_number}"
        await self.writer.call(route, PULLS, {"pull_number": effect.number}, sent={"state": "closed"})
        await self._comment(effect.number, words.sentence(f"Andon closes this: {effect.why}"))
        return Done("done")
