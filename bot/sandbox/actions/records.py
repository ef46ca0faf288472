"""A run's and a job's records in the world: made, begun, ended, and told to who listens.

The world's lock is held by the caller. `life.py` decides when each of these happens.
"""

import secrets
from dataclasses import dataclass, field, replace
from datetime import timedelta

from bot.sandbox import announce
from bot.sandbox.actions.runner import Outcome
from bot.sandbox.actions.workflow import Permissions
from bot.sandbox.store import (
    CheckRun,
    CheckSuite,
    Conclusion,
    Job,
    Json,
    Repo,
    Run,
    Step,
    Token,
    User,
    Workflow,
    World,
)

MAX_OUTPUTS = 1024 * 1024  # bytes a job, all its outputs together


@dataclass(frozen=True)
class Request:
    """What a new run is about."""

    workflow: Workflow
    event: str
    payload: Json
    head_sha: str
    head_branch: str | None
    ref: str
    sha: str
    title: str
    actor: User
    inputs: dict[str, str] = field(default_factory=dict[str, str])
    pulls: tuple[int, ...] = ()
    fork: int | None = None


def make_run(world: World, repo: Repo, request: Request) -> Run:
    """A new run with its check suite, queued; nothing is announced yet."""
    now = world.clock.now()
    suite = CheckSuite(world.next_id(), world.actions_app(), request.head_sha, request.head_branch, now)
    earlier = [run.number for run in repo.runs.values() if run.workflow is request.workflow]
    run = Run(
        id=world.next_id(),
        number=max(earlier, default=0) + 1,
        repo=repo,
        workflow=request.workflow,
        event=request.event,
        payload=request.payload,
        head_sha=request.head_sha,
        head_branch=request.head_branch,
        ref=request.ref,
        sha=request.sha,
        title=request.title,
        actor=request.actor,
        suite=suite,
        created=now,
        updated=now,
        started=now,
        inputs=request.inputs,
        pulls=list(request.pulls),
        fork=request.fork,
    )
    suite.run = run
    repo.suites.append(suite)
    repo.runs[run.id] = run
    return run


def end_run(world: World, run: Run, conclusion: Conclusion) -> None:
    """The attempt is over."""
    run.status, run.conclusion, run.updated = "completed", conclusion, world.clock.now()
    announce.suite(world, run.repo, run.suite, "completed")
    announce.run(world, run, "completed")


def make_job(world: World, run: Run, key: str, name: str) -> Job:
    """A new queued job of the run's present attempt, with its check run of the same id."""
    now = world.clock.now()
    job_id = world.next_id()
    url = _job_url(world, run, job_id)
    check = CheckRun(job_id, world.actions_app(), name, run.head_sha, run.suite, details_url=url)
    job = Job(job_id, run, run.attempt, key, name, check, created=now)
    run.suite.checks.append(check)
    run.jobs.append(job)
    announce.check(world, run.repo, check, "created")
    announce.job(world, job, "queued")
    return job


def _job_url(world: World, run: Run, job_id: int) -> str:
    return f"{world.url}/{run.repo.full_name}/actions/runs/{run.id}/job/{job_id}"


def carry_over(world: World, before: Job) -> Job:
    """A job that does not run again, in the run's present attempt: a new id, the old end and times.

    That it started before it was created is all that tells it from one that ran. Measured by others:
    https://github.com/PostHog/posthog/pull/65573. No event is known to tell of it.
    """
    run, job_id = before.run, world.next_id()
    annotations = list(before.check.annotations)
    url = _job_url(world, run, job_id)
    check = replace(before.check, id=job_id, details_url=url, annotations=annotations)
    job = replace(before, id=job_id, attempt=run.attempt, check=check, created=world.clock.now())
    run.suite.checks.append(check)
    run.jobs.append(job)
    return job


def begin_job(world: World, job: Job) -> None:
    """A runner has taken the job."""
    now = world.clock.now()
    job.status, job.started = "in_progress", now
    job.check.status, job.check.started = "in_progress", now
    job.steps = [Step(1, "Set up job", "in_progress", None, now)]
    run = job.run
    run.updated = now
    announce.job(world, job, "in_progress")
    if run.status == "queued":
        run.status = "in_progress"
        announce.run(world, run, "in_progress")


def end_job(world: World, job: Job, outcome: Outcome) -> None:
    """The job is over: outputs that may be kept are kept, its token is worth nothing any more."""
    now = world.clock.now()
    job.status, job.conclusion, job.completed = "completed", outcome.conclusion, now
    job.started = job.started or now
    job.steps = list(outcome.steps)
    job.outputs, warnings = kept_outputs(outcome)
    stamp = f"{now.strftime('%Y-%m-%dT%H:%M:%S.%f')}0Z"
    job.log = outcome.log + "".join(f"{stamp} {line}\n" for line in warnings)
    check = job.check
    check.status, check.conclusion, check.completed = "completed", outcome.conclusion, now
    check.started = check.started or now
    check.annotations = list(outcome.annotations)
    for value in [value for value, token in world.tokens.items() if token.job is job]:
        del world.tokens[value]
    announce.check(world, job.run.repo, check, "completed")
    announce.job(world, job, "completed")


def kept_outputs(outcome: Outcome) -> tuple[dict[str, str], list[str]]:
    """The outputs that reach dependents, and log lines about the others.

    One that holds a masked value is dropped with nothing but a warning in the log; so are all when
    they are over the limit together. https://github.com/github/docs/issues/34216
    """
    kept: dict[str, str] = {}
    warnings: list[str] = []
    for name, value in outcome.outputs.items():
        if any(secret in value for secret in outcome.masked if secret):
            warnings.append(f"##[warning]Skip output '{name}' since it may contain secret.")
        elif value:
            kept[name] = value
    if sum(len(name) + len(value.encode()) for name, value in kept.items()) > MAX_OUTPUTS:
        return {}, [*warnings, "##[error]The size of the job's outputs exceeds 1 MB."]
    return kept, warnings


def mint_token(world: World, job: Job, permissions: Permissions) -> str:
    """The job's GITHUB_TOKEN: this repository, the job's permissions, until the job ends."""
    value = "ghs_" + secrets.token_urlsafe(390)
    world.tokens[value] = Token(
        value,
        job=job,
        permissions={"metadata": "read", **{k: v for k, v in permissions.items() if k != "id_token"}},
        repositories={job.run.repo.id},
        expires=world.clock.now() + timedelta(hours=24),
    )
    return value
