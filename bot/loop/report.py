"""What a pass did → the ledger's events."""

from datetime import datetime
from typing import Literal

from bot.loop.looked import Failed, Looked
from bot.model.effects import EditJob, JobStory, OpenJob, WriteRecord
from bot.model.events import JobCreated, JobEvent, PassEvent, PassFault
from bot.model.jobs import LINE_RULE


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
        JobCreated(type=LINE_RULE, priority=1, repo=one.snapshot.repository.name)
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
        jobs_already_pending=sum(one.snapshot.issue is not None for one in seen),
        scan_duration_ms=took_ms,
        errors=tuple(faults),
        api_points=spent[0],
        api_writes=spent[1],
        effects_planned=tuple(effect.kind for one in seen for effect in one.plan.effects),
        effects_done=tuple(e.kind for one in seen for e, done in one.done if done.outcome == "done"),
    )


def job_events(at: datetime, looked: tuple[Looked | Failed, ...], web: str) -> tuple[JobEvent, ...]:
    """The events of the jobs that this pass closed."""
    events: list[JobEvent] = []
    for one in looked:
        if not isinstance(one, Looked):
            continue
        done = [effect for effect, outcome in one.done if outcome.outcome == "done"]
        stories = [e.story for e in done if isinstance(e, EditJob) and e.story]
        closed = any(isinstance(e, EditJob) and e.state == "closed" for e in done)
        records = [e.record for e in done if isinstance(e, WriteRecord)]
        if closed and stories and records:
            events.append(_job_event(at, one, stories[-1], web))
    return tuple(events)


def _job_event(at: datetime, looked: Looked, story: JobStory, web: str) -> JobEvent:
    repo, times = looked.snapshot.repository.name, story.times
    issue = looked.snapshot.issue
    last = story.tried[-1] if story.tried else None
    pull = story.proof.pull if story.proof else None
    restored = times.green or at
    first = looked.snapshot.issue.created if looked.snapshot.issue else times.stopped
    return JobEvent(
        timestamp=at,
        job_id=f"{repo}#{issue.number if issue else 0}",
        job_type=LINE_RULE,
        repo=repo,
        runner_id=str(story.proof.run) if story.proof and story.proof.run else None,
        duration_ms=_ms(first, restored),
        success=story.proof is not None,
        pr_url=f"{web}/{repo}/pull/{pull}" if pull else None,
        error=None,
        retry_count=max(0, len(story.tried) - 1),
        rung=last.rung if last else None,
        time_to_detect_ms=_ms(times.red, first),
        time_to_stop_ms=_ms(times.red, times.stopped),
        time_to_restore_ms=_ms(times.red, restored),
    )


def _ms(start: datetime, end: datetime) -> int:
    return max(0, int((end - start).total_seconds() * 1000))
