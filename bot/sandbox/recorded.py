"""Workflow runs as records only: what a test says happened, without anything executed."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.sandbox import announce, git
from bot.sandbox.actions.again import latest
from bot.sandbox.actions.records import carry_over
from bot.sandbox.store import (
    CheckRun,
    CheckSuite,
    Conclusion,
    Job,
    Repo,
    Run,
    Step,
    Workflow,
    World,
)

_WORST: tuple[Conclusion, ...] = ("failure", "timed_out", "cancelled", "action_required", "success")


@dataclass(frozen=True)
class Kind:
    """Which workflow ran, on what, and why."""

    workflow: str  # ".github/workflows/ci.yml"
    sha: str
    event: str
    branch: str


def run(world: World, repo: Repo, kind: Kind, jobs: Mapping[str, Conclusion], finished: bool) -> Run:
    """A new run with its suite, jobs and check runs, announced as if it had happened."""
    now = world.clock.now()
    workflow = _workflow(world, repo, kind)
    suite = CheckSuite(world.next_id(), world.actions_app(), kind.sha, kind.branch, now)
    pulls = [
        one.pull
        for one in repo.issues.values()
        if kind.event == "pull_request" and one.pull and one.pull.head_sha == kind.sha
    ]
    forks = [pull.head_repo for pull in pulls if pull.head_repo != repo.id]
    made = Run(
        id=world.next_id(),
        number=1 + sum(one.workflow is workflow for one in repo.runs.values()),
        repo=repo,
        workflow=workflow,
        event=kind.event,
        payload={},
        head_sha=kind.sha,
        head_branch=kind.branch,
        ref=f"refs/pull/{pulls[0].number}/merge" if pulls else f"refs/heads/{kind.branch}",
        sha=kind.sha,
        title=git.commit(repo.path, kind.sha).headline,
        actor=world.user("alice"),
        suite=suite,
        created=now,
        updated=now,
        started=now,
        pulls=[pull.number for pull in pulls if pull.head_repo == repo.id],
        fork=forks[0] if forks else None,
    )
    suite.run = made
    repo.suites.append(suite)
    repo.runs[made.id] = made
    announce.run(world, made, "requested")
    _perform(world, made, jobs, finished)
    return made


def attempt(world: World, made: Run, jobs: Mapping[str, Conclusion], finished: bool) -> Run:
    """The run's next attempt: the jobs that run again, the others taken over as they were."""
    made.past.append((made.conclusion, made.updated))
    made.attempt += 1
    made.started = world.clock.now()
    made.conclusion = None
    for name, job in latest(made).items():
        if name not in jobs:
            carry_over(world, job)
    _perform(world, made, jobs, finished)
    return made


def _workflow(world: World, repo: Repo, kind: Kind) -> Workflow:
    known = repo.workflows.get(kind.workflow)
    if known is None:
        stem = kind.workflow.rpartition("/")[2].rpartition(".")[0]
        known = repo.workflows[kind.workflow] = Workflow(world.next_id(), stem, kind.workflow)
    return known


def _perform(world: World, made: Run, jobs: Mapping[str, Conclusion], finished: bool) -> None:
    for name, conclusion in jobs.items():
        job = _queued(world, made, name)
        announce.check(world, made.repo, job.check, "created")
        announce.job(world, job, "queued")
        _begin(world, job)
        announce.job(world, job, "in_progress")
        if finished:
            _end(world, job, conclusion)
            announce.check(world, made.repo, job.check, "completed")
            announce.job(world, job, "completed")
    made.status, made.updated = "in_progress", world.clock.now()
    announce.run(world, made, "in_progress")
    if finished:
        finish(world, made)


def finish(world: World, made: Run) -> None:
    """End the run with the worst of its jobs' conclusions."""
    found = {job.conclusion for job in made.jobs if job.attempt == made.attempt}
    made.status, made.updated = "completed", world.clock.now()
    worst: list[Conclusion] = [one for one in _WORST if one in found]
    made.conclusion = worst[0] if worst else "skipped"
    announce.suite(world, made.repo, made.suite, "completed")
    announce.run(world, made, "completed")


def _queued(world: World, made: Run, name: str) -> Job:
    now, job_id = world.clock.now(), world.next_id()
    check = CheckRun(job_id, world.actions_app(), name, made.head_sha, made.suite, started=now)
    check.details_url = f"{world.url}/{made.repo.full_name}/actions/runs/{made.id}/job/{job_id}"
    made.suite.checks.append(check)
    job = Job(job_id, made, made.attempt, name, name, check, created=now)
    made.jobs.append(job)
    return job


def _begin(world: World, job: Job) -> None:
    job.started = job.check.started = world.clock.now()
    job.status = job.check.status = "in_progress"
    job.steps = [Step(1, "Run", "in_progress", None, job.started)]


def _end(world: World, job: Job, conclusion: Conclusion) -> None:
    now = world.clock.now()
    job.completed = job.check.completed = now
    job.status = job.check.status = "completed"
    job.conclusion = job.check.conclusion = conclusion
    shown: Conclusion = conclusion if conclusion in ("success", "failure", "skipped") else "cancelled"
    job.steps = [Step(1, "Run", "completed", shown, job.started, now)]
    job.log = f"{now.strftime('%Y-%m-%dT%H:%M:%S')}.0000000Z {conclusion}\n"
