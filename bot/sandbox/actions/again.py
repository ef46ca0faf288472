"""A further attempt of a run: which jobs are known, which workflow they came from.

A run that was only recorded (by a test) may have no workflow file that gave its jobs; then each
recorded job stands for itself.
"""

from bot.sandbox import git
from bot.sandbox.actions.workflow import Source, WorkflowError, WorkflowFile, read_workflow
from bot.sandbox.store import Job, Run, World


def latest(run: Run) -> dict[str, Job]:
    """The newest job of each key, over all attempts."""
    return {job.key: job for job in sorted(run.jobs, key=lambda job: (job.attempt, job.id))}


def workflow_of(run: Run, jobs: list[Job]) -> WorkflowFile:
    """The workflow that the run ran: its file at the same commit, never a newer one."""
    path = run.workflow.path
    ref = f"{run.repo.full_name}/{path}@{run.ref}"
    text = git.blob(run.repo.path, run.sha, path)
    if text is not None:
        try:
            file = read_workflow(Source(text, path, ref, run.sha))
        except WorkflowError:
            pass
        else:
            if all(_id(job.key) in file.jobs for job in jobs):
                return file
    stand_in = {"runs-on": "ubuntu-latest", "steps": [{"run": "true"}]}
    return WorkflowFile(
        path=path,
        ref=ref,
        sha=run.sha,
        name=run.workflow.name,
        run_name=None,
        triggers={run.event: {}},
        jobs={job.key: {**stand_in, "name": job.name} for job in jobs},
        permissions=None,
    )


def reopen(world: World, run: Run) -> None:
    """Begin the next attempt."""
    now = world.clock.now()
    run.past.append((run.conclusion, run.updated))
    run.attempt += 1
    run.status, run.conclusion, run.cancelled = "queued", None, False
    run.started = run.updated = now


def _id(key: str) -> str:
    """The job id that a key begins with: "test (3.12)" and "andon / fix" by their first part."""
    return key.split(" / ", 1)[0].split(" (", 1)[0]
