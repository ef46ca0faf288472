"""What a pass did → the ledger's events."""

from collections.abc import Iterator
from datetime import datetime
from typing import Literal

from bot.act.answers import FIRST
from bot.decide.closing import ORPHANED
from bot.loop.looked import Failed, Looked
from bot.model.effects import AnswerCommand, DeadLetter, OpenJob, WriteClaim, WriteRecord
from bot.model.events import CommandEvent, JobCreated, JobEvent, PassEvent, PassFault, PassWait
from bot.model.evidence import Proof
from bot.model.facts import JobFacts, Orphan
from bot.model.job_issue import JobIssue
from bot.model.jobs import LINE_RULE, Key, Times, Try
from bot.model.telling import JobStory
from bot.model.value import Value
from bot.orient.rules import RULES


def pass_event(
    started: datetime,
    trigger: Literal["cron", "webhook", "debug"],
    looked: tuple[Looked | Failed, ...],
    took_ms: int,
    spent: tuple[int, int],
) -> PassEvent:
    """The event of one pass; `spent` is API points and writes."""
    seen = [one for one in looked if isinstance(one, Looked)]
    faults = [PassFault(repo=f.repo, error=f.why) for f in looked if isinstance(f, Failed)]
    faults += [PassFault(repo=one.snapshot.repository.name, error=e) for one in seen for e in one.errors]
    created = tuple(
        _created(effect.story.key, one.snapshot.repository.name)
        for one in seen
        for effect, done in one.done
        if isinstance(effect, OpenJob) and done.outcome == "done"
    )
    return PassEvent(
        timestamp=started,
        trigger=trigger,
        repos_scanned=len(seen),
        repos_with_violations=sum(one.plan.line.status == "blocked" for one in seen),
        jobs_created=created,
        jobs_already_pending=sum(job.issue is not None for one in seen for job in one.snapshot.jobs),
        scan_duration_ms=took_ms,
        errors=tuple(faults),
        api_points=spent[0],
        api_writes=spent[1],
        effects_planned=tuple(effect.kind for one in seen for effect in one.plan.effects),
        effects_done=tuple(e.kind for one in seen for e, done in one.done if done.outcome == "done"),
        waiting=tuple(
            PassWait(repo=one.snapshot.repository.name, seconds=one.wait.total_seconds())
            for one in seen
            if one.wait is not None
        ),
    )


def _type(key: Key) -> str:
    """The type of the job about a key."""
    rule = RULES.get(key.rule)
    return rule.type(key.subject) if rule else key.rule


def _created(key: Key, repo: str) -> JobCreated:
    return JobCreated(type=_type(key), priority=RULES[key.rule].priority, repo=repo)


def job_events(at: datetime, looked: tuple[Looked | Failed, ...], web: str) -> tuple[JobEvent, ...]:
    """The ends of jobs that this pass brought about, each told with the write that no other pass makes.

    A job that is handed to people ends with its dead letter; one that is let go, with its claim: with
    proof, or closed by somebody while the line was red, which shows no earlier than then without memory.
    """
    return tuple(
        _job_event(at, f"{web}/{one.snapshot.repository.name}", end)
        for one in looked
        if isinstance(one, Looked)
        for end in _ends(one)
    )


def command_events(at: datetime, looked: tuple[Looked | Failed, ...]) -> tuple[CommandEvent, ...]:
    """The commands that this pass was the first to answer as obeyed."""
    return tuple(
        CommandEvent(
            timestamp=at,
            repo=one.snapshot.repository.name,
            **command.model_dump(include={"verb", "who", "why", "at", "until", "comment", "issue", "sha"}),
        )
        for one in looked
        if isinstance(one, Looked)
        for effect, done in one.done
        if isinstance(effect, AnswerCommand) and done.note == FIRST and (command := effect.command)
    )


class _End(Value):
    """The end of a job of a type, as far as it is known before it is told."""

    type: str
    issue: JobIssue
    worker: int | None = None
    ended: datetime | None = None
    tried: tuple[Try, ...]
    times: Times
    proof: Proof | None = None
    error: str | None = None


def _ends(one: Looked) -> Iterator[_End]:
    jobs = {job.key.digest: job for job in one.snapshot.jobs}
    orphans = {orphan.claim.key: orphan for orphan in one.snapshot.orphans}
    for effect, done in one.done:
        if done.outcome != "done":
            continue
        match effect:
            case DeadLetter(story=story) if job := jobs.get(story.key.digest):
                yield from _handed_over(job, story)
            case WriteClaim(claim=claim) if claim.stage == "closed" and (job := jobs.get(claim.key)):
                yield from _let_go(one, job)
            case WriteClaim(claim=claim) if claim.stage == "closed" and (lost := orphans.get(claim.key)):
                yield from _orphaned(lost)
            case _:
                pass


def _handed_over(job: JobFacts, story: JobStory) -> Iterator[_End]:
    """The end of a job that is handed to people."""
    if job.issue is not None:
        yield _End(
            type=_type(job.key),
            issue=job.issue,
            worker=_worker(job),
            tried=story.tried,
            times=story.times,
            error=story.now,
        )


def _orphaned(lost: Orphan) -> Iterator[_End]:
    """The end of a job whose branch is no line any more."""
    record = lost.issue.record if lost.issue else None
    if lost.issue is not None and record is not None:
        number, rule, subject = (*record.key.split("/", 2), "", "")[:3]
        key = Key(repository=int(number) if number.isdigit() else 0, rule=rule, subject=subject)
        end = _End(type=_type(key), issue=lost.issue, tried=record.tried, times=record.times)
        yield end.model_copy(update={"error": ORPHANED})


def _let_go(one: Looked, job: JobFacts) -> Iterator[_End]:
    """The end of a job whose claim was let go."""
    issue, branch = job.issue, job.key.subject
    if issue is None:
        return
    planned = (effect for effect in one.plan.effects if isinstance(effect, WriteRecord))
    written = [effect.record for effect in planned if effect.issue == issue.number]
    record = written[-1] if written else issue.record
    if record is None:
        return
    end = _End(
        type=_type(job.key),
        issue=issue,
        worker=_worker(job),
        tried=record.tried,
        times=record.times,
        proof=record.proof,
    )
    if issue.state == "closed" and not issue.ended:
        trouble = (
            f"closed while {branch} was red" if job.key.rule == LINE_RULE else "closed before it was mended"
        )
        given_up = {"proof": None, "ended": issue.closed, "error": trouble}
        end = end.model_copy(update=given_up)
    yield end


def _job_event(at: datetime, url: str, end: _End) -> JobEvent:
    """`url` is the repository's page."""
    repo, times = "/".join(url.rsplit("/", maxsplit=2)[1:]), end.times
    last = end.tried[-1] if end.tried else None
    begun = max(end.issue.created, times.stopped or times.red)
    pull = end.proof.pull if end.proof else last.pull if last else None
    worker = end.worker or (last.run if last else None)
    return JobEvent(
        timestamp=at,
        job_id=f"{repo}#{end.issue.number}",
        job_type=end.type,
        repo=repo,
        runner_id=str(worker) if worker else None,
        duration_ms=_ms(begun, end.ended or times.green or at),
        success=end.error is None,
        pr_url=f"{url}/pull/{pull}" if pull else None,
        error=end.error,
        retry_count=max(0, len(end.tried) - 1),
        rung=last.rung if last else None,
        time_to_detect_ms=_ms(times.red, begun),
        time_to_stop_ms=_ms(times.red, times.stopped) if times.stopped else None,
        time_to_restore_ms=_ms(times.red, times.green) if times.green else None,
    )


def _worker(job: JobFacts) -> int | None:
    """The claimed attempt's run: the lowest one that carries its nonce, which the fence lets through."""
    claim = job.claim
    runs = (run.id for run in job.workers if claim and claim.oid and claim.oid in run.title)
    return min(runs, default=None)


def _ms(start: datetime, end: datetime) -> int:
    return max(0, int((end - start).total_seconds() * 1000))
